"""Whatever happened to tickets: when their time is over, nothing that anybody wrote or was called is anywhere."""

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack, closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, select

from bot.domain.arrival import AgentMessage, CustomerMessage, Merge, NewRequest, Rating, Sender
from bot.domain.draft import Evidence, Sentence, Suggestion, Summary, Withheld
from bot.domain.errors import Refused
from bot.domain.record import LinkedRecord
from bot.domain.reply import ReplyState
from bot.domain.ticket import State
from bot.flow import claim, escalate, inbox, intake, merge, prepare, reply, resolve, retention, sending, triage
from store import drafts, outside_calls, records, replies, ticket_lists, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.conftest import opened
from tests.flow.desk import ANA, LENA, MARTA, NADIA, last_message
from tests.flow.outside_desk import answered, asking
from tests.flow.retention_days import DAY, all_due
from tests.flow.test_digest import arrived

#: Stands in everything personal.
PLANTED = "Zyxwvu"
CONVERSATIONS = 3


def planted(what: str) -> str:
    return f"{PLANTED} {what}"


def everything(uow: UnitOfWork) -> dict[str, str]:
    """All of the database as text, table by table."""
    found = MetaData()
    found.reflect(uow.session.connection())
    return {
        name: json.dumps([list(row) for row in uow.execute(select(table))], default=str, ensure_ascii=False)
        for name, table in found.tables.items()
    }


class History:
    """A few conversations with random lives, then their end."""

    def __init__(self, store: Store, clock: Clock, run: Callable[[Any], Any]) -> None:
        self.store, self.clock, self.run = store, clock, run
        self.number = 0
        self.also: set[str] = set()  # tables in which something must stand by the end, lest nothing was tested

    def take(self, kind: Callable[..., Any], where: int, **told: Any) -> None:
        self.number += 1
        arrival = kind(source="generic", event_id=f"h{self.number}", conversation=str(where), **told)
        self.run(self.store.write(intake.take, arrival))

    def attempt(self, use_case: Callable[..., Any], *args: Any, **named: Any) -> None:
        with suppress(Refused):
            self.run(self.store.write(use_case, *args, **named))

    def ticket(self, where: int) -> int:
        def newest(uow: UnitOfWork) -> int:
            return max((one.id for one in ticket_lists.listed(uow, state=None, after=0, limit=500)), default=0)

        self.run(self.store.write(desk.people))
        found = self.run(self.store.read(newest))
        return int(max(1001, found - where))

    def happens(self, what: str, where: int) -> None:
        if self.number == 0:
            self.asks(where)
        self.number += 1
        getattr(self, what)(where)

    # What comes in
    def asks(self, where: int) -> None:
        who = Sender(id=f"c-{where}", name=planted("Name"), email=f"{PLANTED}@mail.example", segment=planted("gold"))
        self.take(
            NewRequest, where, subject=planted("subject"), body=planted("where is my order 4417"), via="email",
            customer=who, url=f"https://desk.example/{PLANTED}", attributes={"colour": planted("green")},
            attachments=({"name": f"{PLANTED}.jpg", "type": "image/jpeg", "size": 3},), raw=planted("raw"),
        )  # fmt: skip

    def somebody_else_writes(self, where: int) -> None:
        who = Sender(name=planted("Other"), email=f"{PLANTED}.{where}@mail.example")
        self.take(CustomerMessage, where, via="email", body=planted("me too"), customer=who, raw=planted("raw"))

    def writes(self, where: int) -> None:
        self.take(CustomerMessage, where, via="email", body=planted("any news") * 900, raw=planted("raw"))

    def is_delicate(self, where: int) -> None:
        self.take(CustomerMessage, where, via="email", body=planted(desk.DELICATE), raw=planted("raw"))

    def is_answered_there(self, where: int) -> None:
        self.take(AgentMessage, where, body=planted("answer"), author_name=planted("Agent"), raw=planted("raw"))

    def is_noted_there(self, where: int) -> None:
        self.take(AgentMessage, where, body=planted("note"), author_name=PLANTED, public=False, raw=planted("raw"))

    def is_rated(self, where: int) -> None:
        self.take(Rating, where, score=2, comment=planted("comment"), raw=planted("raw"))

    def is_merged(self, where: int) -> None:
        self.take(Merge, where, into=str((where + 1) % CONVERSATIONS), raw=planted("raw"))

    def cannot_be_read(self, where: int) -> None:
        body = json.dumps({"subject": planted("parked")})
        self.run(self.store.write(inbox.park, "generic", f"p{self.number}", "ticket.created", body, "failed"))

    def is_about_nothing_here(self, where: int) -> None:
        self.take(AgentMessage, 900 + self.number, body=planted("early"), raw=json.dumps({"body": planted("early")}))

    # What is worked
    def is_prepared(self, where: int) -> None:
        self.prepared(where, withheld=None)

    def has_no_suggestion(self, where: int) -> None:
        self.prepared(where, withheld=Withheld.MISSING)

    def prepared(self, where: int, withheld: Withheld | None) -> None:
        order = LinkedRecord(source="orders", key="4417", state="own", fields={"city": planted("town")}, read_at=None)
        cited = (
            Evidence(kind="record", id="orders:4417", field="city"),
            Evidence(kind="article", id="delays", version=2, quote=planted("quote")),
        )
        made = Suggestion(
            engine="embedded", language="en", withheld=withheld,
            facts={"missing": planted("photo"), "more": planted("fact")},
            summary=Summary(issue=planted("issue"), facts=(planted("fact"),), open_questions=(planted("question"),)),
            sentences=() if withheld else (Sentence(text=planted("suggested"), evidence=cited),),
            records=(order,),
        )  # fmt: skip

        def store(uow: UnitOfWork, ticket_id: int) -> None:
            ticket = tickets.lock(uow, ticket_id)
            records.link(uow, ticket_id, order, "suggestion")
            call = outside_calls.add(uow, asking(ticket_id, request=planted("sent"), names=planted("names")))
            outside_calls.end(uow, call, replace(answered(), answer=planted("answer")))
            prepare.store(uow, ticket, ticket.last_message_id, made, 1)

        self.run(self.store.write(store, self.ticket(where)))

    def is_approved(self, where: int) -> None:
        ticket_id = self.ticket(where)
        draft = self.run(self.store.read(drafts.newest, ticket_id))
        seen = self.run(self.store.read(last_message, ticket_id))
        self.attempt(reply.approve, draft.id if draft else 0, seen, LENA)

    def is_written(self, where: int) -> None:
        self.attempt(reply.send_text, self.ticket(where), planted("typed"), LENA, view_id=f"V{self.number}")

    def leaves(self, where: int) -> None:
        self.ticket(where)
        for sent in self.under_way():
            if sent.state is ReplyState.UNDO:
                self.attempt(arrived, sent.id)

    def is_stopped(self, where: int) -> None:
        def stop(uow: UnitOfWork, reply_id: int) -> None:
            found = replies.get(uow, reply_id)
            assert found is not None
            changed = {"record": "orders:4417", "field": "city", "before": planted("town"), "now": planted("city")}
            sending.stop(uow, tickets.lock(uow, found.ticket_id), found, "record_changed", changed)

        for sent in self.under_way():
            self.attempt(stop, sent.id)

    def under_way(self) -> list[Any]:
        def found(uow: UnitOfWork) -> list[Any]:
            every = ticket_lists.listed(uow, state=None, after=0, limit=500)
            return [sent for one in every if (sent := replies.under_way(uow, one.id)) is not None]

        return list(self.run(self.store.read(found)))

    def is_rejected(self, where: int) -> None:
        draft = self.run(self.store.read(drafts.newest, self.ticket(where)))
        self.attempt(reply.reject, draft.id if draft else 0, "tone", LENA, f"V{self.number}", planted("why"))

    def is_escalated(self, where: int) -> None:
        self.attempt(escalate.escalate, self.ticket(where), "angry", planted("please look"), LENA, f"V{self.number}")

    def is_marked(self, where: int) -> None:
        view = f"V{self.number}"
        self.attempt(triage.mark_sensitive, self.ticket(where), "harm", LENA, view, planted("harm"))

    def is_unmarked(self, where: int) -> None:
        self.attempt(triage.unmark_sensitive, self.ticket(where), planted("no harm"), LENA, f"V{self.number}")

    def is_claimed(self, where: int) -> None:
        self.attempt(claim.take_over, self.ticket(where), MARTA)

    def is_resolved(self, where: int) -> None:
        self.attempt(resolve.resolve, self.ticket(where), LENA, planted("done"), f"V{self.number}")

    def is_put_together(self, where: int) -> None:
        other = self.ticket((where + 1) % CONVERSATIONS)
        self.attempt(merge.merge, self.ticket(where), other, LENA, f"V{self.number}")

    def days_pass(self, where: int) -> None:
        self.clock.move(DAY * 8 * (where + 1))
        self.run(self.store.write(resolve.close_due))
        self.run(self.store.write(retention.fade_due))

    # The end
    def ends(self) -> None:
        """Everything comes to its end, and its time passes."""
        self.run(self.store.write(desk.people))
        for sent in self.under_way():
            self.attempt(reply.take_back, sent.id, NADIA)
            self.attempt(reply.take_back, sent.id, LENA)
        for one in self.run(self.store.read(ticket_lists.listed, state=None, after=0, limit=500)):
            if not one.ended and one.state is not State.RESOLVED:
                for person in (LENA, NADIA, MARTA, ANA):
                    self.attempt(resolve.resolve, one.id, person)
        self.asks(CONVERSATIONS)
        self.run(self.store.write(resolve.resolve, self.ticket(0), LENA))
        self.clock.move(DAY * 8)
        self.run(self.store.write(resolve.close_due))
        assert all(one.ended for one in self.run(self.store.read(ticket_lists.listed, state=None, after=0, limit=500)))
        told = self.run(self.store.read(everything))
        wanted = {"ticket", "message", "person", *self.also}
        assert wanted <= {name for name, row in told.items() if PLANTED in row}
        self.clock.move(DAY * 730)
        self.run(all_due(self.store))


STEPS = [
    "asks", "somebody_else_writes", "writes", "is_delicate", "is_answered_there", "is_noted_there", "is_rated",
    "is_merged", "cannot_be_read", "is_about_nothing_here", "is_prepared", "has_no_suggestion", "is_approved",
    "is_written", "leaves", "is_stopped", "is_rejected", "is_escalated", "is_marked", "is_unmarked", "is_claimed",
    "is_resolved", "is_put_together", "days_pass",
]  # fmt: skip
LIFE = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, CONVERSATIONS - 1)), min_size=5, max_size=25)
#: A life in which everything happens; what a delicate line would forbid comes first.
FIRST = [
    "asks",
    "is_prepared",
    "is_approved",
    "is_stopped",
    "has_no_suggestion",
    "is_prepared",
    "is_approved",
    "leaves",
]
ALL_OF_IT = [(step, 0) for step in [*FIRST, *STEPS]]


def nothing_is_left_of(life: list[tuple[str, int]], kind: Literal["sqlite", "postgres"]) -> None:
    clock = Clock()
    with asyncio.Runner() as loop, tempfile.TemporaryDirectory() as folder, databases.fresh(kind, Path(folder)) as url:
        stack = AsyncExitStack()
        store: Store = loop.run(stack.enter_async_context(opened(url, clock)))
        history = History(store, clock, loop.run)
        history.also = {"draft", "inbox", "notice", "outside_call", "record", "reply"} if life is ALL_OF_IT else set()
        for what, where in life:
            history.happens(what, where)
        history.ends()
        left = {name: told for name, told in loop.run(store.read(everything)).items() if PLANTED in told}
        assert left == {}
        loop.run(stack.aclose())
        if kind == "sqlite":
            file = Path(url.removeprefix("sqlite:///"))
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            assert PLANTED.encode() not in file.read_bytes(), "in a free page, or a free part of one"


@pytest.mark.parametrize("kind", databases.KINDS)
def test_nothing_is_left_of_a_life_in_which_everything_happens(kind: Literal["sqlite", "postgres"]) -> None:
    nothing_is_left_of(ALL_OF_IT, kind)


@pytest.mark.timeout(180)  # each life has a database of its own
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LIFE)
def test_nothing_is_left_of_any_life(life: list[tuple[str, int]]) -> None:
    nothing_is_left_of(life, "sqlite")


@pytest.mark.timeout(180)  # each life has a database of its own
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LIFE)
@pytest.mark.postgres
def test_nothing_is_left_of_any_life_on_postgresql(life: list[tuple[str, int]]) -> None:
    nothing_is_left_of(life, "postgres")
