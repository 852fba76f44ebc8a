"""Slash commands, one file each. `register` is the table of contents."""

import re
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.slack.front import Front
from commands import desk, digest, queue, ticket
from commands.asking import Ask, asked

#: name -> (what it does, usage hint, work). The manifest lists the same.
COMMANDS: Final[dict[str, tuple[str, str, Ask]]] = {
    "queue": ("What waits, since when and on whom", queue.USAGE, queue.answer),
    "ticket": ("Open, find or work on a ticket", ticket.USAGE, ticket.answer),
    "digest": ("A day in figures", digest.USAGE, digest.answer),
    "desk": ("What Deskhand understands", desk.USAGE, desk.answer),
}


def register(app: AsyncApp, front: Front) -> None:
    """Attach every command under the desk's prefix; an unknown one is answered with help."""
    for name, (_, _, work) in COMMANDS.items():
        app.command(f"/{front.prefix}{name}")(asked(front, work))
    app.command(re.compile(".*"))(asked(front, desk.answer))
