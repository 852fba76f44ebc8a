"""What is pressed on a spike's card, for what Slack delivers twice."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.flow import decisions, digest, exports, spike_cards, spikes
from bot.slack import actions as act
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import LENA
from tests.flow.test_decisions import offered
from tests.flow.test_spikes import WHY, spike

Deed = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


async def _incident(store: Store, _clock: Clock) -> Deed:
    return spikes.incident, ((await spike(store))[0].id, LENA), {}


async def _end(store: Store, _clock: Clock) -> Deed:
    return spikes.end, ((await spike(store))[0].id, LENA), {}


async def _hand_off(store: Store, _clock: Clock) -> Deed:
    return spike_cards.hand_off, ((await spike(store))[0].id, WHY, None, LENA, "V0MODAL"), {}


async def _decide(store: Store, _clock: Clock) -> Deed:
    await spike(store)
    (one,) = (await offered(store)).offered
    return decisions.take, (one.id, LENA), {}


async def _share(_store: Store, _clock: Clock) -> Deed:
    return digest.share, ("orders", "yesterday", "C0ORDERS", LENA), {}


async def _csv(_store: Store, _clock: Clock) -> Deed:
    return exports.ask, ("orders", "yesterday", LENA), {}


SPIKES: dict[str, Callable[[Store, Clock], Awaitable[Deed]]] = {
    act.SPIKE_INCIDENT: _incident,
    act.DECIDE: _decide,
    act.SHARE_DIGEST: _share,
    act.DIGEST_CSV: _csv,
    act.SPIKE_END: _end,
    act.SPIKE_HAND_OFF: _hand_off,
}
