"""Whatever people, customers and the helpdesk do, in whatever order: nothing unapproved leaves, and nothing twice."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlmodel import select

from bot.domain.arrival import AgentMessage, Arrival, Merge, StatusChange
from bot.domain.desk import Priority
from bot.domain.draft import DraftState
from bot.domain.errors import Refused
from bot.domain.outbox import DONE, Job, Kind, Outcome
from bot.domain.reply import UNDER_WAY, Delivery, ReplyState, body_hash, may_leave
from bot.domain.schedule import TimerKind
from bot.domain.ticket import State
from bot.flow import claim, escalate, intake, leases, not_a_request, reply, resolve, sending, snooze, timers, triage
from store import drafts, outbox, replies, tickets
from store import timers as timer_rows
from store.store import Store
from store.tables import ReplyRow, TicketRow
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.conftest import opened
from tests.flow.desk import ANA, LENA, MARTA, PRIYA, arrives, last_message, suggest, writes
from tests.flow.ledger import sound

ANYBODY = st.sampled_from([LENA, MARTA, PRIYA, ANA, desk.NADIA, desk.BOB])
ACTS = (
    claim.take_over, claim.release, resolve.resolve, resolve.reopen, not_a_request.end, not_a_request.take_back,
)  # fmt: skip
Answer = Literal["sent", "moved_on", "refused", "not_connected", "rate_limited", "unsure"]
ANSWERS: st.SearchStrategy[Answer] = st.sampled_from(
    ["sent", "moved_on", "refused", "not_connected", "rate_limited", "unsure"]
)


class Life(RuleBasedStateMachine):
    """One ticket, and everything that may happen to it."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.clock = Clock()
        self.stack = AsyncExitStack()
        self.number = 0
        self.priority = ""  # as the helpdesk last set it
        self.left: dict[int, str] = {}  # reply id -> the text that the customer may have
        self.doubtful: set[int] = set()  # said to be lost by a person, so that they may go again
        self.sent: list[tuple[Job, int]] = []  # on their way, not answered yet
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        url = self.stack.enter_context(databases.fresh("sqlite", Path(folder)))
        self.store: Store = self.run(self.stack.enter_async_context(opened(url, self.clock)))
        self.ticket_id: int = self.run(arrives(self.store))
        self.run(self.store.write(suggest, self.ticket_id))

    def run(self, work: Any) -> Any:
        return self.loop.run(work)

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.loop.close()

    def attempt(self, use_case: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Somebody tries; a refusal is an answer like any other."""
        try:
            return self.run(self.store.write(use_case, *args, **named))
        except Refused:
            return None

    def next(self) -> int:
        self.number += 1
        return self.number

    def reply_id(self) -> int:
        found = self.run(self.store.read(replies.newest, self.ticket_id))
        return found.id if found else 0

    def draft_id(self) -> int:
        found = self.run(self.store.read(drafts.newest, self.ticket_id))
        return found.id if found else 0

    def take(self, kind: Callable[..., Arrival], conversation: int = 88, **told: Any) -> None:
        arrival = kind(source="generic", event_id=f"life-{self.next()}", conversation=str(conversation), **told)
        self.run(self.store.write(intake.take, arrival))

    # What people do
    @rule(by=ANYBODY, unseen=st.booleans())
    def approve(self, by: str, unseen: bool) -> None:
        message = None if unseen else self.run(self.store.read(last_message, self.ticket_id))
        self.attempt(reply.approve, self.draft_id(), message, by)

    @rule(by=ANYBODY, view=st.integers(0, 3), edits=st.booleans())
    def write(self, by: str, view: int, edits: bool) -> None:
        draft_id = self.draft_id() if edits else None
        named = {"view_id": f"V{view}", "draft_id": draft_id}
        self.attempt(reply.send_text, self.ticket_id, f"We look into it ({view}).", by, **named)

    @rule(by=ANYBODY)
    def second_approve(self, by: str) -> None:
        self.attempt(reply.second_approve, self.reply_id(), by)

    @rule(by=ANYBODY)
    def take_back(self, by: str) -> None:
        self.attempt(reply.take_back, self.reply_id(), by)

    @rule(by=ANYBODY, what=st.sampled_from(["harm", "no harm", "refund", "return_item"]))
    def judge(self, by: str, what: str) -> None:
        view = f"J{self.next()}"
        match what:
            case "harm":
                self.attempt(triage.mark_sensitive, self.ticket_id, "harm", by, view)
            case "no harm":
                self.attempt(triage.unmark_sensitive, self.ticket_id, "no harm meant", by, view)
            case kind:
                self.attempt(triage.change_type, self.ticket_id, kind, by)

    @rule(by=ANYBODY, what=st.sampled_from(ACTS))
    def handle(self, by: str, what: Callable[..., Any]) -> None:
        self.attempt(what, self.ticket_id, by)

    @rule(by=ANYBODY, minutes=st.sampled_from([-5, 1, 3, 600]))
    def put_to_sleep(self, by: str, minutes: int) -> None:
        until = self.clock.at + timedelta(minutes=minutes)
        self.attempt(snooze.snooze, self.ticket_id, until, by, f"S{self.next()}")

    @rule(by=ANYBODY)
    def wake(self, by: str) -> None:
        self.attempt(snooze.wake, self.ticket_id, by)

    @rule(by=ANYBODY, rejects=st.booleans())
    def turn_away(self, by: str, rejects: bool) -> None:
        view = f"A{self.next()}"
        if rejects:
            self.attempt(reply.reject, self.draft_id(), "wrong", by, view)
        else:
            self.attempt(escalate.escalate, self.ticket_id, "angry", "", by, view)

    @rule(by=ANYBODY, arrived=st.booleans())
    def settle(self, by: str, arrived: bool) -> None:
        reply_id = self.reply_id()
        if self.attempt(sending.settle, reply_id, arrived, by) is not None and not arrived:
            self.doubtful.add(reply_id)

    # What the customer, the assistant and time do
    @rule(body=st.sampled_from(["Any news?", "Thanks!", "My lawyer will hear of this.", "And order 4418?"]))
    def customer_writes(self, body: str) -> None:
        self.run(writes(self.store, body, self.next()))

    @rule()
    def a_suggestion_comes(self) -> None:
        def comes(uow: UnitOfWork) -> None:
            sealed = tickets.get(uow, self.ticket_id).sealed
            if not sealed and drafts.current(uow, self.ticket_id) is None:
                suggest(uow, self.ticket_id)

        self.run(self.store.write(comes))

    @rule(seconds=st.sampled_from([1, 90]))
    def time_passes(self, seconds: int) -> None:
        self.clock.move(timedelta(seconds=seconds))
        self.run(self.store.write(desk.people))

    @rule()
    def whatever_is_due_is_run(self) -> None:
        for timer in self.run(self.store.read(timers.due, 10)):
            assert self.run(self.store.write(timers.run, timer.id))
        after = self.run(self.store.read(tickets.get, self.ticket_id))
        assert after.snoozed_until is None or after.snoozed_until > self.clock.at

    # What is done in the helpdesk itself
    @rule(status=st.sampled_from(["solved", "open"]), priority=st.sampled_from(["", "urgent", "low"]))
    def it_is_updated_there(self, status: str, priority: str) -> None:
        self.take(StatusChange, status=status, priority=priority)
        told = self.run(self.store.read(tickets.get, self.ticket_id))
        if priority and not told.ended:
            self.priority = priority
            assert told.priority == priority

    @rule(view=st.integers(0, 3), public=st.booleans())
    def a_colleague_writes_there(self, view: int, public: bool) -> None:
        self.take(AgentMessage, body=f"We look into it ({view}).", public=public)

    @rule(body=st.sampled_from(["And order 4419?", desk.DELICATE]))
    def another_one_is_merged_into_it(self, body: str) -> None:
        before = self.run(self.store.read(tickets.get, self.ticket_id))
        number = 1000 + self.next()
        other = self.run(arrives(self.store, number, body=body))
        self.take(Merge, number, into="88")
        after, gone = (self.run(self.store.read(tickets.get, found)) for found in (self.ticket_id, other))
        assert gone.state is State.MERGED
        assert after.state not in (State.RESOLVED, State.WAITING_CUSTOMER)
        assert after.sealed or not (before.sealed or gone.sealed)
        assert after.keys_needed >= max(before.keys_needed, gone.keys_needed)
        urgency = [*get_args(Priority)].index
        assert after.ended or urgency(after.priority) >= max(urgency(before.priority), urgency(gone.priority))
        self.priority = after.priority if self.priority else ""

    # What the worker and the helpdesk do
    @rule()
    def a_worker_begins(self) -> None:
        for job in self.run(
            self.store.write(outbox.lease, {}, limit=1, time=timedelta(seconds=60), kinds=(Kind.REPLY,))
        ):
            waiting = self.run(self.store.read(sending.waiting, int(job.subject)))
            outgoing = waiting and self.run(self.store.write(sending.begin, job, waiting.reply.id, waiting.rests_on))
            if not outgoing:
                self.run(self.store.write(leases.record, job, DONE, timedelta()))
                continue
            self.check_it_may_leave(outgoing.reply_id, outgoing.body)
            self.sent.append((job, outgoing.reply_id))

    def check_it_may_leave(self, reply_id: int, body: str) -> None:
        found = self.run(self.store.read(replies.get, reply_id))
        assert may_leave(body, found.keys_needed, found.approvals)
        assert all(key.body_hash == body_hash(body) for key in found.approvals)
        assert found.send_after <= self.clock.at
        assert found.last_message_id == self.run(self.store.read(last_message, self.ticket_id))
        again = reply_id in self.left and reply_id not in self.doubtful
        assert not again, "a reply leaves once"
        self.left[reply_id] = body
        self.doubtful.discard(reply_id)

    @rule(outcome=ANSWERS)
    def the_helpdesk_answers(self, outcome: Answer) -> None:
        if not self.sent:
            return
        job, reply_id = self.sent.pop(0)
        if outcome in ("not_connected", "rate_limited", "moved_on", "refused"):
            self.left.pop(reply_id, None)  # the helpdesk has not taken it
        self.run(self.store.write(sending.record, job, reply_id, Delivery(outcome)))
        verdict = {"not_connected": Outcome("again"), "rate_limited": Outcome("again"), "unsure": Outcome("unsure")}
        self.run(self.store.write(leases.record, job, verdict.get(outcome, DONE), timedelta()))

    @rule()
    def the_worker_dies(self) -> None:
        self.sent.clear()

    @rule()
    def the_dead_are_noticed(self) -> None:
        self.run(self.store.write(leases.reap))

    # What always holds
    @invariant()
    def the_ledger_is_sound(self) -> None:
        self.run(sound(self.store, self.ticket_id))

    @invariant()
    def a_priority_set_in_the_helpdesk_stands(self) -> None:
        found = self.run(self.store.read(tickets.get, self.ticket_id)).priority
        assert self.priority in ("", found)

    @invariant()
    def ticket_and_timer_agree(self) -> None:
        assert self.run(self.store.read(asleep)) == self.run(self.store.read(to_wake))

    @invariant()
    def replies_and_suggestions_are_sound(self) -> None:
        self.run(self.store.read(self.look))

    def look(self, uow: UnitOfWork) -> None:
        states = {row.id: row.state for row in uow.session.exec(select(ReplyRow))}
        assert sum(state in UNDER_WAY for state in states.values()) <= 1
        assert {reply_id for reply_id, state in states.items() if state == ReplyState.SENT.value} <= set(self.left)
        draft = drafts.current(uow, self.ticket_id)
        proposed = draft is not None and draft.state is DraftState.PROPOSED
        assert not (proposed and tickets.get(uow, self.ticket_id).sealed)


def asleep(uow: UnitOfWork) -> dict[str, Any]:
    """Until when each snoozed ticket sleeps; a time on one that is not snoozed would be a fault too."""
    rows = uow.session.exec(select(TicketRow)).all()
    return {str(row.id): row.snoozed_until for row in rows if row.snoozed_until or row.state == State.SNOOZED}


def to_wake(uow: UnitOfWork) -> dict[str, Any]:
    return {timer.subject: timer.due_at for timer in timer_rows.of(uow, TimerKind.SNOOZE)}


TestLife = pytest.mark.timeout(600)(Life.TestCase)  # some thousand transactions
TestLife.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
