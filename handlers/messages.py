"""**Show in full**: one message with all that stands below it, for whoever may read its ticket."""

from typing import Final

from bot.flow import card
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work
from bot.slack.modals.messages import in_full


async def _view(front: Front, click: Click) -> Json:
    facts = await front.runner.write(card.opened, click.ticket, click.by)
    return in_full(facts, click.ids.get("l", 0), click.ids.get("p", 1), front.words)


async def _show(front: Front, click: Click) -> None:
    async def view() -> Json:
        return await _view(front, click)

    front.open(click, view)


async def _turn(front: Front, click: Click) -> None:
    front.redraw(click, await _view(front, click))


ACTIONS: Final[dict[str, Work]] = {act.IN_FULL: _show, act.IN_FULL_BACK: _turn, act.IN_FULL_ON: _turn}
