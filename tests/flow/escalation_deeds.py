"""Accepting, passing on and settling, for what Slack delivers twice."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from bot.flow import escalation_answers, holding
from bot.slack import actions as act
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import LENA, MARTA
from tests.flow.test_escalation import raised

Deed = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
VIEW = "V0MODAL"


async def _accept(store: Store, _clock: Clock) -> Deed:
    return escalation_answers.accept, (await raised(store), MARTA), {}


async def _pass_on(store: Store, _clock: Clock) -> Deed:
    return escalation_answers.pass_on, (await raised(store), LENA, "She knows the carrier.", MARTA, VIEW), {}


async def _settle(store: Store, _clock: Clock) -> Deed:
    ticket_id = await raised(store)
    await store.write(escalation_answers.accept, ticket_id, MARTA)
    return escalation_answers.settle, (ticket_id, "We refund it.", MARTA, VIEW), {}


async def _hold(store: Store, _clock: Clock) -> Deed:
    ticket_id = await raised(store)
    await store.write(escalation_answers.accept, ticket_id, MARTA)
    text = "Marta writes by {date}."
    return holding.send, (ticket_id, text, date(2026, 11, 25), MARTA, VIEW), {}


ESCALATIONS: dict[str, Callable[[Store, Clock], Awaitable[Deed]]] = {
    act.ACCEPT_ESCALATION: _accept,
    act.PASSING_ON: _pass_on,
    act.SETTLE: _settle,
    act.HOLDING: _hold,
}
