"""Everything that comes in. `register` is the table of contents."""

from slack_bolt.async_app import AsyncApp

from bot.slack.front import Front
from handlers import actions, errors, events, home, modals, shortcuts


def register(app: AsyncApp, front: Front) -> None:
    """Attach every listener but the slash commands, which are in `commands`."""
    actions.register(app, front)
    modals.register(app, front)
    shortcuts.register(app, front)
    home.register(app, front)
    events.register(app, front)
    errors.register(app)
