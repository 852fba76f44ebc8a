"""Whatever customers and the team write, and wherever: no event says a word of it."""

import asyncio
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.domain.arrival import Rating, Sender
from bot.domain.errors import Refused
from bot.domain.handoff import Answer
from bot.domain.outbox import Kind
from bot.flow import claim, escalate, events, handoff_answers, intake, reply, resolve, spikes
from bot.flow.handoff import Request, ask
from store import records, tickets
from store.store import Store
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, TOMAS, arrives, last_message, writes
from tests.flow.sends import ORDER
from tests.flow.test_events import FOLLOWED

#: A word that stands nowhere in the house, in each text.
MARK = "Qzxv"
TEXT = st.text(max_size=60).map(lambda text: f"{text} {MARK} {text}")
PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@st.composite
def customers(draw: st.DrawFn) -> Sender:
    return Sender(
        id=draw(PLAIN) + MARK, name=draw(PLAIN) + MARK, email=f"{MARK}@mail.example", email_verified=True,
        segment=draw(PLAIN) + MARK,
    )  # fmt: skip


def told(uow: UnitOfWork) -> list[str]:
    """All that the subscriber without named fields would be sent."""
    rows = uow.session.exec(select(OutboxRow).where(OutboxRow.kind == Kind.EVENT.value)).all()
    subjects = [row.subject for row in rows if row.subject.endswith(":jira")]
    found = [events.outgoing(uow, subject, "https://asterandpine.slack.com/") for subject in subjects]
    return [json.dumps(event.body, ensure_ascii=False) for event in found if event is not None]


def link(uow: UnitOfWork, ticket_id: int) -> None:
    tickets.lock(uow, ticket_id)
    fields = {"status": f"with {MARK}", "eta": MARK}
    records.link(uow, ticket_id, replace(ORDER, key=MARK, fields=fields), "suggestion")


async def live(store: Store, number: int, said: list[str], customer: Sender) -> None:
    """A ticket to which everything happens that has words of somebody's."""
    subject, body, more, note, needs, answer, text, comment = said
    ticket_id = await arrives(
        store, number, subject=subject, body=f"{body} E-17 {MARK}", customer=customer, url=f"https://desk.example/{MARK}",
        attributes={"region": MARK, MARK: "x"}, attachments=({"id": MARK, "name": MARK, "type": MARK},),
    )  # fmt: skip
    await store.write(link, ticket_id)
    wanted = Request(department="logistics", needs=needs, told=note)
    await acts(store, claim.claim, ticket_id, ANA)
    await acts(store, escalate.escalate, ticket_id, "angry", note, ANA, f"V-e{number}")
    found = await acts(store, ask, [ticket_id], wanted, ANA, f"V-a{number}")
    if found is not None:
        await acts(store, handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
        await acts(store, handoff_answers.result, found.id, Answer.NEED_MORE, answer, TOMAS, f"V-r{number}")
    await writes(store, more, number=number, conversation=str(number))
    last = await store.read(last_message, ticket_id)
    await acts(store, reply.send_text, ticket_id, text, ANA, view_id=f"V-s{number}", message_id=last)
    await acts(store, resolve.resolve, ticket_id, ANA, note, f"V-d{number}")
    rating = Rating(source="generic", event_id=f"r-{number}", conversation=str(number), score=1.0, comment=comment)
    await store.write(intake.take, rating)
    await store.write(spikes.look)


async def acts(store: Store, use_case: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What Ana or logistics do. A text may happen to be delicate, and then they may not."""
    with suppress(Refused):
        return await store.write(use_case, *given, **named)
    return None


@pytest.mark.timeout(180)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXT, min_size=8, max_size=8), customers())
def test_no_word_of_a_customers_is_in_any_event(said: list[str], customer: Sender) -> None:
    async def whole() -> list[str]:
        with tempfile.TemporaryDirectory() as folder, databases.fresh("sqlite", Path(folder)) as url:
            clock = Clock()
            store = Store(url, FOLLOWED, secrets=[b"a key for tests"], clock=clock, now=clock)
            await store.open()
            await store.write(desk.people)
            await live(store, 300, said, customer)
            found = await store.read(told)
            store.close()
            return found

    bodies = asyncio.run(whole())

    assert len(bodies) >= 3
    assert not [body for body in bodies if MARK in body]
