"""Whatever happens, what was rolled up is what counting everything anew gives, and its waiting is the ledger's."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.domain.arrival import Rating, Sender
from bot.domain.errors import Refused
from bot.domain.figures import Cell
from bot.domain.handoff import Answer
from bot.domain.reply import ReplyState
from bot.domain.schedule import local_day
from bot.domain.spans import waited_by_holder
from bot.flow import (
    claim,
    escalate,
    handoff,
    handoff_answers,
    intake,
    merge,
    not_a_request,
    reply,
    report,
    resolve,
    snooze,
    triage,
)  # fmt: skip
from store import drafts, rolled_days
from store import figures as kept
from store.store import Store
from tests import databases
from tests.flow import desk, ledger
from tests.flow.clock import Clock
from tests.flow.conftest import opened
from tests.flow.desk import ANA, BOB, LENA, MARTA, NADIA, OMAR, TOMAS, arrives, suggest, writes
from tests.flow.rolling import recomputed, rolled
from tests.flow.test_digest import arrived
from tests.flow.test_handoff import WHERE

ANYBODY = st.sampled_from([ANA, OMAR, LENA, BOB, MARTA, NADIA])
TICKETS = st.integers(0, 5)
BODIES = ["Where is my order 4417?", "Can I send it back?", "A refund please", "Hello there"]
ACTS = (
    claim.claim, claim.take_over, claim.release, resolve.resolve, resolve.reopen, not_a_request.end,
    not_a_request.take_back,
)  # fmt: skip


#: The desk's own, and the one that its digest is told in.
ZONES = ("Europe/Paris", "UTC")
#: Two days before Paris puts its clocks back.
BEGUN = datetime(2026, 10, 23, 8, 0, tzinfo=UTC)


class History(RuleBasedStateMachine):
    """Some tickets of two customers over some days, rolled up now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.clock = Clock(BEGUN)
        self.stack = AsyncExitStack()
        self.number = 0
        self.tickets: list[int] = []
        self.asked: list[int] = []
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        url = self.stack.enter_context(databases.fresh("sqlite", Path(folder)))
        self.store: Store = self.run(self.stack.enter_async_context(opened(url, self.clock)))
        file = desk.FILE.model_copy(update={"time_zone": ZONES[0]})
        self.store.desk = self.store.desk.model_copy(update={"file": file})

    def run(self, work: Any) -> Any:
        return self.loop.run(work)

    def teardown(self) -> None:
        self.all_days_are_right()
        self.run(self.stack.aclose())
        self.loop.close()

    def next(self) -> int:
        self.number += 1
        return self.number

    def ticket(self, which: int) -> int:
        return self.tickets[which % len(self.tickets)]

    def attempt(self, use_case: Callable[..., Any], *args: Any, **named: Any) -> Any:
        try:
            return self.run(self.store.write(use_case, *args, **named))
        except Refused:
            return None

    def all_days_are_right(self) -> None:
        """Every rolled-up day is what counting all tickets gives, in either zone; and its waiting is the ledger's."""
        for zone in ZONES:
            self.days_are_right(zone)

    def days_are_right(self, zone: str) -> None:
        self.run(rolled(self.store, zone))
        for day in self.run(self.store.read(rolled_days.known, zone)):
            mine = self.run(self.store.read(kept.of_day, zone, day.day))
            assert mine == self.run(self.store.read(recomputed, zone, day.day)), day.day
            start, end = local_day(day.day, zone)
            spans = self.run(self.store.read(ledger.every_span))
            waited = {cell.key: amount.wall for cell, amount in _totals(mine, "waited")}
            assert waited == waited_by_holder(spans, start, min(end, self.clock.at))

    @rule(hours=st.sampled_from([0.01, 1, 5, 24, 24 * 3, 24 * 8]))
    def time_passes(self, hours: float) -> None:
        self.clock.move(timedelta(hours=hours))
        self.run(self.store.write(desk.people))
        self.attempt(resolve.close_due)

    @rule()
    def roll(self) -> None:
        for zone in ZONES:
            self.run(rolled(self.store, zone))

    @initialize(customer=st.integers(1, 2))
    def begin(self, customer: int) -> None:
        self.request(customer, "email", BODIES[0])

    @rule(customer=st.integers(1, 2), via=st.sampled_from(["email", "chat"]), body=st.sampled_from(BODIES))
    def request(self, customer: int, via: str, body: str) -> None:
        if len(self.tickets) < 6:
            who = Sender(id=f"c-{customer}", name="Jo", email=f"jo{customer}@mail.example", segment="gold")
            made = self.run(arrives(self.store, len(self.tickets), body=body, via=via, customer=who))
            self.tickets.append(made)

    @rule(which=TICKETS)
    def customer_writes(self, which: int) -> None:
        number = which % len(self.tickets)
        self.run(writes(self.store, number=1000 + self.next(), conversation=str(number)))

    @rule(which=TICKETS, score=st.sampled_from([1.0, 3.0, 5.0, None]))
    def customer_rates(self, which: int, score: float | None) -> None:
        conversation = str(which % len(self.tickets))
        rated = Rating(source="generic", event_id=f"r-{self.next()}", conversation=conversation, score=score)
        self.run(self.store.write(intake.take, rated))

    @rule(which=TICKETS, by=ANYBODY)
    def answer(self, which: int, by: str) -> None:
        self.attempt(suggest, self.ticket(which))
        newest = self.run(self.store.read(drafts.newest, self.ticket(which)))
        last = self.run(self.store.read(desk.last_message, self.ticket(which)))
        sent = self.attempt(reply.approve, newest.id if newest else 0, last, by)
        if sent is not None:
            self.attempt(arrived, sent.id)

    @rule(which=TICKETS, by=ANYBODY)
    def write(self, which: int, by: str) -> None:
        sent = self.attempt(reply.send_text, self.ticket(which), "We look into it.", by, view_id=f"W{self.next()}")
        if sent is not None and sent.state is ReplyState.UNDO:
            self.attempt(arrived, sent.id)

    @rule(which=TICKETS, by=ANYBODY, what=st.sampled_from(ACTS))
    def act(self, which: int, by: str, what: Callable[..., Any]) -> None:
        self.attempt(what, self.ticket(which), by)

    @rule(which=TICKETS, by=ANYBODY, kind=st.sampled_from(["order_status", "return_item", "refund", "invoice"]))
    def change_type(self, which: int, by: str, kind: str) -> None:
        self.attempt(triage.change_type, self.ticket(which), kind, by)

    @rule(which=TICKETS, by=ANYBODY, what=st.sampled_from(["reject", "escalate", "report", "sleep", "avoid"]))
    def judge(self, which: int, by: str, what: str) -> None:
        view, ticket_id = f"J{self.next()}", self.ticket(which)
        newest = self.run(self.store.read(drafts.newest, ticket_id))
        match what:
            case "reject" if newest is not None:
                self.attempt(reply.reject, newest.id, "wrong", by, view)
            case "escalate":
                self.attempt(escalate.escalate, ticket_id, "angry", "", by, view)
            case "report" if newest is not None:
                self.attempt(report.report, ticket_id, "fact", "No.", by, view, draft_id=newest.id)
            case "sleep":
                self.attempt(snooze.snooze, ticket_id, self.clock.at + timedelta(hours=9), by, view)
            case "avoid":
                self.attempt(resolve.resolve, ticket_id, by, avoided_by="information")

    @rule(which=TICKETS, other=TICKETS, by=ANYBODY)
    def merge(self, which: int, other: int, by: str) -> None:
        self.attempt(merge.merge, self.ticket(which), self.ticket(other), by, f"M{self.next()}")

    @rule(which=TICKETS, by=ANYBODY)
    def hand_off(self, which: int, by: str) -> None:
        found = self.attempt(handoff.ask, [self.ticket(which)], WHERE, by, f"H{self.next()}")
        self.asked += [found.id] if found is not None else []

    @precondition(lambda self: self.asked)
    @rule(answer=st.sampled_from([Answer.DONE, Answer.DECLINE]))
    def hand_back(self, answer: Answer) -> None:
        self.attempt(handoff_answers.promise, self.asked[-1], Answer.ACCEPT, TOMAS)
        self.attempt(handoff_answers.result, self.asked[-1], answer, "It is in Lyon.", TOMAS, f"B{self.next()}")


TestHistory = pytest.mark.timeout(900)(History.TestCase)  # some thousand transactions
TestHistory.settings = settings(max_examples=12, stateful_step_count=40, deadline=None)


def _totals(mine: dict[Cell, Any], figure: str) -> list[tuple[Cell, Any]]:
    found: dict[str, tuple[Cell, Any]] = {}
    for cell, amount in mine.items():
        if cell.cut == "" and cell.figure == figure:
            if cell.key in found:
                found[cell.key][1].wall += amount.wall
            else:
                found[cell.key] = (cell, amount)
    return list(found.values())
