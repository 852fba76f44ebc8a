"""Handing off and a department's answers, for what Slack delivers twice."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.domain.handoff import Answer
from bot.flow import handoff, handoff_answers
from bot.slack import actions as act
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import ANA, TOMAS, arrives
from tests.flow.test_handoff import WHERE, asked

Deed = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
VIEW = "V0MODAL"


async def _ask(store: Store, _clock: Clock) -> Deed:
    return handoff.ask, ([await arrives(store)], WHERE, ANA, VIEW), {}


async def _accept(store: Store, _clock: Clock) -> Deed:
    return handoff_answers.promise, ((await asked(store)).id, Answer.ACCEPT, TOMAS), {}


async def _propose(store: Store, clock: Clock) -> Deed:
    given = ((await asked(store)).id, Answer.PROPOSE, TOMAS, VIEW, clock.at + timedelta(hours=9))
    return handoff_answers.promise, given, {}


def _result(answer: Answer) -> Callable[[Store, Clock], Awaitable[Deed]]:
    async def make(store: Store, _clock: Clock) -> Deed:
        found = await asked(store)
        await store.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
        return handoff_answers.result, (found.id, answer, "This is so.", TOMAS, VIEW), {}

    return make


HANDOFFS: dict[str, Callable[[Store, Clock], Awaitable[Deed]]] = {
    act.HAND_OFF: _ask,
    act.ACCEPT: _accept,
    act.PROPOSE: _propose,
    act.DECLINE: _result(Answer.DECLINE),
    act.DONE: _result(Answer.DONE),
    act.NEED_MORE: _result(Answer.NEED_MORE),
}
