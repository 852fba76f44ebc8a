"""A spike's card: an incident, over, or handed off all at once."""

from typing import Final

from bot.flow import spike_cards, spikes
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work
from bot.slack.modals import spikes as modals
from handlers.handoffs import asked_for


async def _incident(front: Front, click: Click) -> None:
    await front.runner.write(spikes.incident, click.ids.get("s", 0), click.by)


async def _end(front: Front, click: Click) -> None:
    await front.runner.write(spikes.end, click.ids.get("s", 0), click.by)


async def _open_hand_off(front: Front, click: Click) -> None:
    async def view() -> Json:
        offer = await front.runner.write(spike_cards.offer, click.ids.get("s", 0), click.by)
        return modals.hand_off_all(offer.facts, front.words, offer.waiting, offer.departments)

    front.open(click, view)


async def _hand_off(front: Front, click: Click) -> None:
    request, add_to = asked_for(click)
    await front.runner.write(spike_cards.hand_off, click.ids.get("s", 0), request, add_to, click.by, click.view_id)


ACTIONS: Final[dict[str, Work]] = {
    act.SPIKE_INCIDENT: _incident,
    act.SPIKE_END: _end,
    act.SPIKE_HAND_OFF: _open_hand_off,
}

SUBMITS: Final[dict[str, Work]] = {act.SPIKE_HAND_OFF: _hand_off}
