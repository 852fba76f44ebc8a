"""What agents do with a ticket beside answering it, for what Slack delivers twice."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.flow import correct, merge, not_a_request
from bot.slack import actions as act
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import ANA, arrives

Deed = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


async def _no_request(store: Store, _clock: Clock) -> Deed:
    return not_a_request.end, (await arrives(store), ANA), {}


async def _is_one(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store)
    await store.write(not_a_request.end, ticket_id, ANA)
    return not_a_request.take_back, (ticket_id, ANA), {}


async def _merges(store: Store, _clock: Clock) -> Deed:
    into = await arrives(store, 88)
    return merge.merge, (await arrives(store, 89), into, ANA, "V0MODAL"), {}


def _corrects(use_case: Callable[..., Any], word: str) -> Callable[[Store, Clock], Awaitable[Deed]]:
    async def make(store: Store, _clock: Clock) -> Deed:
        return use_case, (await arrives(store), word, ANA, "V0MODAL", "It is theirs."), {}

    return make


ACTS: dict[str, Callable[[Store, Clock], Awaitable[Deed]]] = {
    act.MERGE: _merges,
    act.CHANGE_PRIORITY: _corrects(correct.change_priority, "urgent"),
    act.MOVE_QUEUE: _corrects(correct.move_queue, "billing"),
    act.NOT_A_REQUEST: _no_request,
    act.IS_A_REQUEST: _is_one,
}
