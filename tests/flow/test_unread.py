"""A ticket that no classifier has read yet: what its card may show, and what becomes of it."""

import asyncio

import pytest

from bot.domain.draft import DraftState
from bot.domain.outbox import Kind
from bot.domain.ticket import State
from bot.domain.triage import Guess
from bot.flow import claim
from bot.jobs import prepare as job
from store import outbox as rows
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, TEXT, arrives
from tests.flow.office import Office
from tests.flow.test_prepare import UNCLEAR, made, prepare_again, prepared, shown


async def test_a_classifier_that_fails_leaves_the_type_unknown_and_the_card_goes_out(open_office: Office) -> None:
    open_office.assistant.guess = RuntimeError("no classifier")
    found = await prepared(open_office, **UNCLEAR)
    assert (found.ticket.type, found.ticket.state) == (None, State.NEW)
    await open_office.work(8)
    (card,) = open_office.cards()
    assert UNCLEAR["subject"] not in str(card.blocks) + card.text, "nobody has read it yet"
    for _ in range(5):
        await open_office.work(8)
    assert UNCLEAR["subject"] not in str(open_office.cards()[0].blocks)
    assert await open_office.store.read(made, found.ticket.id) == 1
    await open_office.store.write(claim.claim, found.ticket.id, ANA)
    await open_office.work(1)
    assert UNCLEAR["subject"] in str(open_office.cards()[0].blocks)


async def test_a_classifier_that_answers_the_second_time_is_heard(open_office: Office) -> None:
    open_office.assistant.guess = RuntimeError("no classifier")
    found = await prepared(open_office, **UNCLEAR)
    assert not found.prepared
    open_office.assistant.guess = Guess("refund", 0.95)
    await open_office.work(2)
    now = await shown(open_office, found.ticket.id)
    assert (now.ticket.type, now.prepared) == ("refund", True)


async def test_a_type_that_is_known_waits_for_the_ear_and_in_the_end_goes_on_without(open_office: Office) -> None:
    open_office.assistant.guess = RuntimeError("no classifier")
    found = await prepared(open_office)
    assert not found.prepared
    for _ in range(5):
        await open_office.work(8)
    found = await shown(open_office, found.ticket.id)
    assert found.prepared
    assert found.draft is not None
    assert found.draft.state is DraftState.PROPOSED


async def test_a_classifier_that_fails_later_does_not_unsay_what_it_said(open_office: Office) -> None:
    open_office.assistant.guess = Guess("refund", 0.95)
    found = await prepared(open_office, **UNCLEAR)
    assert (found.ticket.type, found.ticket.queue) == ("refund", "billing")
    open_office.assistant.guess = RuntimeError("no classifier")
    await open_office.store.write(prepare_again, found.ticket.id)
    await open_office.work()
    assert (await shown(open_office, found.ticket.id)).ticket.type == "refund"


async def test_until_it_is_prepared_a_card_shows_no_customer_text(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)

    def not_yet(uow: UnitOfWork) -> None:
        rows.cancel(uow, Kind.PREPARE, ticket_id)

    await open_office.store.write(not_yet)
    await open_office.work(7)
    assert open_office.cards() == []
    await open_office.work(1)
    (card,) = open_office.cards()
    assert "4417" not in str(card.blocks) + card.text
    await open_office.store.write(prepare_again, ticket_id)
    await open_office.work()
    assert TEXT in str(open_office.cards()[0].blocks)


async def test_a_slow_classifier_is_not_waited_for(open_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "CLASSIFY_SECONDS", 0.01)

    async def slow(text: str, language: str) -> Guess:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(open_office.assistant, "classify", slow)
    found = await prepared(open_office, **UNCLEAR)
    assert found.ticket.type is None
    assert not found.prepared
