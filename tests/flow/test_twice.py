"""What Slack delivers twice, to two processes at the same time, happens once: each button, modal and command."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.reply import Delivery
from bot.flow import (
    burst_cards,
    claim,
    escalate,
    files,
    health,
    new_ticket,
    notes,
    read_again,
    redraft,
    reply,
    report,
    resolve,
    send_alone,
    sending,
    snooze,
    triage,
)
from bot.slack import actions as act
from commands.ticket import _VERBS
from handlers.actions import _MORE, ACTIONS
from handlers.modals import SUBMITS
from store import bursts
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.acts_deeds import ACTS
from tests.flow.clock import Clock
from tests.flow.day_deeds import DAY
from tests.flow.desk import ANA, DELICATE, DESK, LENA, MARTA, OMAR, arrives, last_message, suggest
from tests.flow.escalation_deeds import ESCALATIONS
from tests.flow.handoff_deeds import HANDOFFS
from tests.flow.ledger import sound, traces
from tests.flow.owners_deeds import OWNERS
from tests.flow.sends import approved, sent_off
from tests.flow.spike_deeds import SPIKES
from tests.flow.test_dead_letters import given_up

#: A use case and what it is called with.
Deed = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
Make = Callable[[Store, Clock], Awaitable[Deed]]
VIEW = "V0MODAL"


def deed(use_case: Callable[..., Any], *given: Any, **named: Any) -> Deed:
    return use_case, given, named


def on_a_ticket(use_case: Callable[..., Any], *given: Any, **named: Any) -> Make:
    async def make(store: Store, _clock: Clock) -> Deed:
        return deed(use_case, await arrives(store), *given, **named)

    return make


def with_a_draft(use_case: Callable[..., Any], *given: Any) -> Make:
    async def make(store: Store, _clock: Clock) -> Deed:
        draft_id = await store.write(suggest, await arrives(store))
        return deed(use_case, draft_id, *given)

    return make


async def _held_by_another(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, OMAR)
    return deed(claim.take_over, ticket_id, ANA)


async def _held(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)
    return deed(claim.release, ticket_id, ANA)


async def _approve(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store)
    draft_id = await store.write(suggest, ticket_id)
    return deed(reply.approve, draft_id, await store.read(last_message, ticket_id), ANA)


async def _second_approve(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store, body=DELICATE)
    seen = await store.read(last_message, ticket_id)
    sent = await store.write(reply.send_text, ticket_id, "Hello", LENA, view_id="V1", message_id=seen)
    assert sent is not None
    return deed(reply.second_approve, sent.id, MARTA)


async def _send_alone(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store, body=DELICATE)
    seen = await store.read(last_message, ticket_id)
    sent = await store.write(reply.send_text, ticket_id, "Hello", MARTA, view_id="V1", message_id=seen)
    assert sent is not None
    return deed(send_alone.send_alone, sent.id, "Everybody else is on a plane.", LENA, VIEW)


def _report(settles: bool) -> Make:
    async def make(store: Store, _clock: Clock) -> Deed:
        ticket_id = await arrives(store)
        draft_id = await store.write(suggest, ticket_id)
        made = deed(report.report, ticket_id, "fact", "It is Friday.", OMAR, VIEW, draft_id=draft_id)
        if not settles:
            return made
        await store.write(made[0], *made[1], **made[2])
        return deed(report.settle, ticket_id, MARTA)

    return make


async def _take_back(store: Store, _clock: Clock) -> Deed:
    _, sent = await approved(store)
    return deed(reply.take_back, sent.id, ANA)


async def _reopen(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store)
    await store.write(resolve.resolve, ticket_id, ANA)
    return deed(resolve.reopen, ticket_id, ANA)


def _settle(arrived: bool) -> Make:
    async def make(store: Store, clock: Clock) -> Deed:
        _, sent, job = await sent_off(store, clock)
        await store.write(sending.record, job, sent.id, Delivery("unsure"))
        return deed(sending.settle, sent.id, arrived, ANA)

    return make


async def _unmark(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store)
    await store.write(triage.mark_sensitive, ticket_id, "legal", ANA, "V1")
    return deed(triage.unmark_sensitive, ticket_id, "a mistake", MARTA, VIEW)


async def _send_text(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store)
    seen = await store.read(last_message, ticket_id)
    return deed(reply.send_text, ticket_id, "Hello Jo", ANA, view_id=VIEW, message_id=seen)


async def _new_ticket(_store: Store, _clock: Clock) -> Deed:
    return deed(new_ticket.write_down, subject="A broken pot", body="It broke.", by=ANA, view_id=VIEW)


async def _snooze(store: Store, clock: Clock) -> Deed:
    return deed(snooze.snooze, await arrives(store), clock() + timedelta(hours=3), ANA, VIEW)


async def _wake(store: Store, clock: Clock) -> Deed:
    ticket_id = await arrives(store)
    await store.write(snooze.snooze, ticket_id, clock() + timedelta(hours=3), ANA, "V1")
    return deed(snooze.wake, ticket_id, ANA)


async def _read_again(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store)
    return deed(read_again.read_again, ticket_id, await store.write(suggest, ticket_id), ANA)


async def _take_next(store: Store, clock: Clock) -> Deed:
    first, second = await arrives(store), await arrives(store)

    def listed(uow: UnitOfWork) -> int:
        bursts.begin(uow, "#support-orders", uow.now)
        burst = bursts.unended(uow)["#support-orders"].id
        for ticket_id in (first, second):
            bursts.put(uow, ticket_id, burst, 1)
        return burst

    return deed(burst_cards.take_next, await store.write(listed), 1, ANA, "one press")


async def _get_file(store: Store, _clock: Clock) -> Deed:
    photo = {"id": "a1", "name": "lamp.jpg", "type": "image/jpeg", "size": 12}
    photo["url"] = "https://desk.example.com/attachments/1/lamp.jpg"
    ticket_id = await arrives(store, attachments=(photo,))
    return deed(files.ask, ticket_id, await store.read(last_message, ticket_id), 1, ANA)


def _mend(use_case: Callable[..., Any]) -> Make:
    async def make(store: Store, _clock: Clock) -> Deed:
        _, letter_id = await given_up(store)
        return deed(use_case, letter_id, LENA)

    return make


_SAID = notes.Said(channel="C0ORDERS", ts="1795400050.000300", thread_ts="", by=OMAR, text="It is in Lyon.")
CHANGE_TYPE = on_a_ticket(triage.change_type, "return_item", ANA)
#: What changes something. The rest opens a view, reads, or does nothing.
DEEDS: dict[str, Make] = {
    act.CLAIM: on_a_ticket(claim.claim, ANA),
    act.TAKE_OVER: _held_by_another,
    act.APPROVE: _approve,
    act.READ_BEFORE_SENDING: _approve,
    act.SECOND_APPROVE: _second_approve,
    act.SEND_ALONE: _send_alone,
    act.REPORT: _report(settles=False),
    act.SETTLE_REPORT: _report(settles=True),
    act.TAKE_BACK: _take_back,
    act.REOPEN: _reopen,
    act.CONFIRM_TYPE: CHANGE_TYPE,
    act.OTHER_TYPE: CHANGE_TYPE,
    act.CHANGE_TYPE: CHANGE_TYPE,
    act.ARRIVED: _settle(True),
    act.SEND_AGAIN: _settle(False),
    act.EDIT: _send_text,
    act.WRITE_REPLY: _send_text,
    act.REJECT: with_a_draft(reply.reject, "wrong", ANA, VIEW, "not so"),
    act.REDRAFT: with_a_draft(redraft.redraft, "shorter", ANA, VIEW),
    act.GOOD: with_a_draft(redraft.rate, True, ANA),
    act.BAD: with_a_draft(redraft.rate, False, ANA),
    act.ESCALATE: on_a_ticket(escalate.escalate, "other", "please look", ANA, VIEW),
    act.RESOLVE: on_a_ticket(resolve.resolve, ANA, "done by phone", VIEW),
    act.ASSIGN: on_a_ticket(claim.assign, OMAR, ANA),
    act.MARK_SENSITIVE: on_a_ticket(triage.mark_sensitive, "legal", ANA, VIEW, "a lawyer"),
    act.UNMARK_SENSITIVE: _unmark,
    act.NEW_TICKET: _new_ticket,
    act.SNOOZE: _snooze,
    act.WAKE: _wake,
    act.READ_AGAIN: _read_again,
    act.CHECK_AGAIN: on_a_ticket(read_again.check, ANA),
    act.GET_FILE: _get_file,
    act.TAKE_NEXT: _take_next,
    act.TRY_AGAIN: _mend(health.try_again),
    act.DROP: _mend(health.drop),
    **OWNERS,
    act.ADD_NOTE: on_a_ticket(notes.write, "She called.", ANA, VIEW),
    act.ADD_AS_NOTE: on_a_ticket(notes.add, _SAID, ANA),
    "release": _held,
    act.RELEASE: _held,
    "note": on_a_ticket(notes.write, "She called.", ANA, VIEW),
    "take over": _held_by_another,
    "not a request": ACTS[act.NOT_A_REQUEST],
    **ACTS,
    **HANDOFFS,
    **ESCALATIONS,
    **SPIKES,
    **DAY,
}
HARMLESS = {"priority", "move"} | {act.OPEN, act.MORE, act.QUEUE_PAGE, act.QUEUE_BACK, act.EXPLAIN, act.HISTORY} | {
    act.OPEN_ONE, act.PICK, act.QUOTES, act.READ_LETTER, act.ORDERS_CSV, act.MACRO, act.TYPE, act.REASON, act.TAKE_ALL,
    act.IN_FULL, act.IN_FULL_BACK, act.IN_FULL_ON,
}  # fmt: skip


def test_every_button_modal_and_verb_is_here() -> None:
    assert {*ACTIONS, *SUBMITS, *_MORE, *_VERBS} - HARMLESS <= set(DEEDS)


@pytest.fixture
async def other(either: Store, clock: Clock) -> AsyncIterator[Store]:
    """Another process on the same database; over SQLite there is only one."""
    if either.sqlite:
        yield either
        return
    store = Store(either.url, DESK, secrets=[b"a key for tests"], clock=clock, now=clock)
    await store.open()
    yield store
    store.close()


@pytest.mark.parametrize("name", DEEDS)
async def test_twice_is_as_once(either: Store, other: Store, clock: Clock, name: str) -> None:
    use_case, given, named = await DEEDS[name](either, clock)
    before = await either.read(traces)
    outcomes = await asyncio.gather(
        *(store.write(use_case, *given, **named) for store in (either, other)), return_exceptions=True
    )
    assert all(isinstance(one, Refused) for one in outcomes if isinstance(one, BaseException)), outcomes
    assert not all(isinstance(one, Refused) for one in outcomes), outcomes
    new = await either.read(traces) - before
    assert new, "it left a trace"
    assert set(new.values()) == {1}, "and no trace twice"
    for ticket_id in {int(ticket) for ticket, *_ in new if ticket}:
        await sound(either, ticket_id)
