"""*New ticket* (global) and *Make a ticket* (on a message): both ask in a modal, and are answered by direct message."""

import re
from typing import Any, Final

from slack_bolt.async_app import AsyncApp

from bot.slack import modals
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import clicked

NEW_TICKET: Final = "new_ticket"
MAKE_A_TICKET: Final = "ticket_from_message"
ANY: Final = re.compile(".*")


async def _new_ticket(front: Front, click: Click) -> None:
    async def view() -> Json:
        return modals.new_ticket(front.words, front.type_choices)

    front.open(click, view)


async def _make_a_ticket(front: Front, click: Click) -> None:
    message: dict[str, Any] = click.body.get("message") or {}
    text = str(message.get("text") or "")

    async def view() -> Json:
        return modals.new_ticket(
            front.words,
            front.type_choices,
            subject=" ".join(text.split())[:80],
            description=text[:3000],
            origin=f"{click.channel}:{message.get('ts', '')}:{message.get('user', '')}",
        )

    front.open(click, view)


async def _nothing(_front: Front, _click: Click) -> None:
    """A shortcut of an older manifest."""


def register(app: AsyncApp, front: Front) -> None:
    """Listen for both shortcuts; one that nobody knows is answered all the same."""
    app.shortcut(NEW_TICKET)(clicked(front, _new_ticket))
    app.shortcut(MAKE_A_TICKET)(clicked(front, _make_a_ticket))
    app.shortcut(ANY)(clicked(front, _nothing))
