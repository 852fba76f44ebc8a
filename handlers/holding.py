"""The holding reply: offered on accepting, by a late promise's message, and in **More…**."""

from datetime import date
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.flow import holding
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work
from bot.slack.modals import holding as modals


async def _open(front: Front, click: Click) -> None:
    async def view() -> Json:
        return _view(front, await front.runner.write(holding.offer, click.ticket, click.by))

    front.open(click, view)


async def offer(front: Front, click: Click) -> None:
    """Offer it to somebody who has just accepted a ticket, unless something speaks against it."""
    found = await front.runner.write(holding.wanted, click.ticket, click.by)
    if found is None:
        return

    async def view() -> Json:
        return _view(front, found, accepted=True)

    front.open(click, view)


def _view(front: Front, found: holding.Offer, *, accepted: bool = False) -> Json:
    return modals.holding(found.facts, front.words, found.text, found.day, spoken=found.spoken, accepted=accepted)


async def _send(front: Front, click: Click) -> None:
    text = click.entered.get(act.TEXT, "")
    try:
        day = date.fromisoformat(click.entered.get(act.DAY, ""))
    except ValueError:
        raise Refused(RefusalCode.PAST_TIME) from None
    seen = click.ids.get("m")
    await front.runner.write(holding.send, click.ticket, text, day, click.by, click.view_id, seen)


MORE: Final[dict[str, Work]] = {act.HOLDING: _open}
ACTIONS: Final[dict[str, Work]] = {act.HOLDING: _open}
SUBMITS: Final[dict[str, Work]] = {act.HOLDING: _send}
