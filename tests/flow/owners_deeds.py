"""What owners do about sources and types, for the test that everything happens once."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from bot.domain.overlay import Ref
from bot.flow import articles, changed, promotion, sources
from bot.slack import actions as act
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import ANA, LENA, MARTA, arrives, suggest
from tests.flow.shadowed import compared_well, in_shadow

_Deed = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
VIEW = "V0MODAL"


def _deed(use_case: Callable[..., Any], *given: Any) -> _Deed:
    return use_case, given, {}


async def _check_source(_store: Store, _clock: Clock) -> _Deed:
    return _deed(sources.check, Ref("article", "delays", "en", 2), date(2027, 6, 1), MARTA, VIEW)


async def _read_article(store: Store, _clock: Clock) -> _Deed:
    ticket_id = await arrives(store)
    await store.write(suggest, ticket_id)
    return _deed(articles.opened_beside, Ref("article", "delays", "en", 2), ticket_id, ANA)


async def _hold(store: Store, _clock: Clock) -> _Deed:
    await store.write(suggest, await arrives(store))
    return _deed(changed.hold, "carrier", "DHL → GLS", LENA, VIEW)


async def _lift(store: Store, _clock: Clock) -> _Deed:
    await store.write(changed.hold, "carrier", "DHL → GLS", LENA, "V1")
    (held,) = await store.read(changed.standing, LENA)
    return _deed(changed.lift, held.quarantine.id, LENA)


async def _promote(store: Store, _clock: Clock) -> _Deed:
    await store.write(in_shadow)
    ticket_id = await arrives(store)
    await store.write(compared_well, ticket_id, 20)
    return _deed(promotion.promote, "order_status", MARTA)


OWNERS: dict[str, Callable[[Store, Clock], Awaitable[_Deed]]] = {
    act.CHECK_SOURCE: _check_source,
    act.READ_ARTICLE: _read_article,
    act.HOLD_BACK: _hold,
    act.LIFT: _lift,
    act.PROMOTE: _promote,
}
