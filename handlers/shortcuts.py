"""*New ticket* (global), and *Make a ticket* and *Add as note* (on a message)."""

import re
from collections.abc import Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp

from bot.flow import new_ticket
from bot.slack import modals
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import clicked
from bot.slack.typed import mentioned, readable
from handlers import notes

NEW_TICKET: Final = "new_ticket"
MAKE_A_TICKET: Final = "ticket_from_message"
ANY: Final = re.compile(".*")
SLACKBOT: Final = "USLACKBOT"


async def _new_ticket(front: Front, click: Click) -> None:
    async def view() -> Json:
        return modals.new_ticket(front.words, await front.runner.read(new_ticket.form, click.by))

    front.open(click, view)


async def _make_a_ticket(front: Front, click: Click) -> None:
    message: Mapping[str, Any] = click.body.get("message") or {}
    text = str(message.get("text") or "")
    place = f"{click.channel}:{message.get('ts', '')}"

    async def view() -> Json:
        words = front.words
        asking = await front.runner.read(new_ticket.about_to_ask, click.by, place, mentioned(text))
        if asking.there:
            return modals.message(words, words.new_title, words.already_there(asking.there))
        said = readable(text, asking.names, words.somebody)
        return modals.new_ticket(
            words,
            await front.runner.read(new_ticket.form, click.by),
            subject=" ".join(said.split())[:80],
            description=said[:3000],
            origin=f"{place}:{_author(message)}",
        )

    front.open(click, view)


def _author(message: Mapping[str, Any]) -> str:
    """Who gets the answer: the person who wrote; nobody where an app did, since it reads no direct messages."""
    by_app = message.get("bot_id") or message.get("user") == SLACKBOT
    return "" if by_app else str(message.get("user") or "")


async def _nothing(_front: Front, _click: Click) -> None:
    """A shortcut of an older manifest."""


def register(app: AsyncApp, front: Front) -> None:
    """Listen for the shortcuts; one that nobody knows is answered all the same."""
    app.shortcut(NEW_TICKET)(clicked(front, _new_ticket))
    app.shortcut(MAKE_A_TICKET)(clicked(front, _make_a_ticket))
    app.shortcut(notes.ADD_AS_NOTE)(clicked(front, notes.add_as_note))
    app.shortcut(ANY)(clicked(front, _nothing))
