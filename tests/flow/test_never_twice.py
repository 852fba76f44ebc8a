"""Whatever a helpdesk answers, whoever dies, comes late or is told first: the customer gets one reply, or a person is
asked. Every interleaving that differs is lived against a helpdesk that does exactly what it is sent."""

import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from bot.domain.arrival import AgentMessage
from bot.domain.desk import Desk
from bot.domain.outbox import IN_FLIGHT, Job, Kind, Outcome, term
from bot.domain.reply import Delivery, Found, OutgoingReply, Reply, ReplyState
from bot.flow import intake, leases, reply, sending
from bot.jobs import reply as reply_job
from bot.jobs.context import Context
from bot.slack.gateway import Slack, open_session
from store import outbox
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, arrives, last_message, suggest
from tests.flow.ledger import notices
from tests.flow.office import Assistant, Files
from tests.flow.sends import UNDO, get

LEASE: Final = term(Kind.REPLY).lease
#: How long a helpdesk may sit on a request that its sender has given up.
LATE: Final = timedelta(seconds=40)
#: Kinds of source, by what the desk file says of them.
KINDS: Final = ("plain", "dedupes", "reads back")
FIRST: Final = (
    "ok", "error before", "error after", "written late", "not connected", "moved on", "dies before", "dies after",
)  # fmt: skip
WRITES: Final = frozenset({"ok", "error after", "written late", "dies after"})
#: For ever longer than anybody has patience.
NEVER: Final = ("unknown",) * 99


class Died(BaseException):
    """The worker is gone, in the middle of its work."""


@dataclass
class StrictDesk:
    """Writes what it is sent, as often as it is sent, unless it `dedupes`. `answers` and `looks` say how it behaves."""

    clock: Clock
    dedupes: bool = False
    answers: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    echoes: bool = False
    written: Counter[int] = field(default_factory=Counter)
    late: list[tuple[datetime, int]] = field(default_factory=list)
    store: Store | None = None

    def write(self, reply_id: int) -> None:
        self.written[reply_id] = 1 if self.dedupes else self.written[reply_id] + 1

    def catch_up(self) -> None:
        """What it has sat on for long enough is written."""
        for due, reply_id in [entry for entry in self.late if entry[0] <= self.clock.at]:
            self.late.remove((due, reply_id))
            self.write(reply_id)

    async def send(self, out: OutgoingReply) -> Delivery:
        how = self.answers.pop(0) if self.answers else "ok"
        if how == "written late":
            self.late.append((self.clock.at + LATE, out.reply_id))
        elif how in WRITES:
            self.write(out.reply_id)
            if self.echoes and self.store:
                await self.store.write(intake.take, echo(out.conversation, out.reply_id))
        if how.startswith("dies"):
            raise Died
        if how in ("error before", "error after", "written late"):
            return Delivery("repeat" if self.dedupes else "unsure", detail=how)
        clear = {"ok": Delivery("sent"), "not connected": Delivery("not_connected"), "moved on": Delivery("moved_on")}
        return clear[how]

    async def find(self, out: OutgoingReply, since: datetime) -> Found:
        if self.looks and self.looks.pop(0) == "unknown":
            return Found("unknown")
        return Found("arrived") if self.written[out.reply_id] else Found("missing")


@dataclass(frozen=True)
class Case:
    kind: str
    first: str
    second: str = "ok"
    looks: tuple[str, ...] = ()
    echo: str = "none"  # the reply comes back by webhook: never, before the answer, or after a while
    late_word: str = "none"  # what the worker that was given up says in the end, or not

    def __str__(self) -> str:
        looks = "never" if self.looks == NEVER else str(len(self.looks))
        return f"{self.kind}, {self.first}, {self.second}, looks {looks}, echo {self.echo}, late {self.late_word}"


def cases() -> Iterator[Case]:
    for kind, first in itertools.product(KINDS, FIRST):
        again = kind != "plain" and first not in WRITES  # what was written must not leave a second time at all
        seconds = ("ok", "error after", "error before", "dies after") if again else ("ok",)
        looks = ((), ("unknown",) * 2, NEVER) if kind == "reads back" and first not in ("ok", "moved on") else ((),)
        echoes = ("none", "at once", "later") if first in WRITES else ("none",)
        words = {"dies before": ("none", "no"), "dies after": ("none", "no", "yes")}.get(first, ("none",))
        for second, look, echoed, word in itertools.product(seconds, looks, echoes, words):
            yield Case(kind, first, second, look, echoed, word)


def echo(conversation: str, reply_id: int) -> AgentMessage:
    return AgentMessage(
        source="generic", event_id=f"echo-{reply_id}", conversation=conversation, message_id=f"e{reply_id}",
        body="Hello Jo", reply_id=reply_id,
    )  # fmt: skip


def of_kind(kind: str) -> Desk:
    (source,) = desk.FILE.sources
    told = source.model_copy(update={"idempotent": kind == "dedupes", "read_back": kind == "reads back"})
    return desk.DESK.model_copy(update={"file": desk.FILE.model_copy(update={"sources": (told,)})})


@dataclass
class Life:
    """One reply on its way, and time that passes for it."""

    store: Store
    clock: Clock
    context: Context
    helpdesk: StrictDesk
    number: int
    given_up: Job | None = None

    async def approve(self) -> Reply:
        await self.store.write(desk.people)
        ticket_id = await arrives(self.store, self.number)
        draft_id = await self.store.write(suggest, ticket_id)
        return await self.store.write(reply.approve, draft_id, await self.store.read(last_message, ticket_id), ANA)

    async def passes(self, time: timedelta) -> None:
        """Time passes, and a worker does all that is due then."""
        self.clock.move(time)
        self.helpdesk.catch_up()
        while await self.store.write(leases.reap):
            pass
        for job in await self.store.write(outbox.lease, {}, limit=9, time=LEASE, kinds=(Kind.REPLY,)):
            try:
                outcome = await reply_job.run(self.context, job)
            except Died:
                self.given_up = job
                continue
            delay = outcome.delay or timedelta(seconds=1)
            await self.store.write(leases.record, job, outcome, delay)

    async def late_word(self, reply_id: int, word: str) -> None:
        """The worker that was given up lives after all, and says what its helpdesk had answered."""
        if self.given_up is not None:
            told = Delivery("sent") if word == "yes" else Delivery("not_connected")
            await self.store.write(sending.record, self.given_up, reply_id, told)
            await self.store.write(leases.record, self.given_up, Outcome("done"), timedelta())


@pytest.fixture
async def context(support: Store, clock: Clock) -> AsyncIterator[Context]:
    async with open_session() as session:
        yield Context(
            runner=support,
            slack=Slack("xoxb-unused", session),
            assistant=Assistant(),
            records={},
            helpdesk=lambda _: StrictDesk(clock),
            files=lambda _: Files(),
            desk=lambda: support.desk,
            monotonic=time.monotonic,
            now=clock,
            in_flight=IN_FLIGHT,
        )


async def lived(case: Case, support: Store, clock: Clock, context: Context, number: int) -> tuple[Reply, StrictDesk]:
    support.desk = of_kind(case.kind)
    helpdesk = StrictDesk(clock, dedupes=case.kind == "dedupes", store=support, echoes=case.echo == "at once")
    helpdesk.answers, helpdesk.looks = [case.first, case.second], list(case.looks)
    life = Life(support, clock, replace(context, helpdesk=lambda _: helpdesk), helpdesk, number)
    sent = await life.approve()
    await life.passes(UNDO)
    await life.passes(timedelta(seconds=5))
    helpdesk.echoes = False
    if case.echo == "later":
        await life.passes(LATE)
        await support.write(intake.take, echo(str(number), sent.id))
    await life.passes(LEASE)
    if case.late_word != "none":
        await life.late_word(sent.id, case.late_word)
    for pause in (60, 60, 60, 120, 300, 900, 900, 900):
        if (await get(support, sent.id)).state in (ReplyState.SENT, ReplyState.UNSURE, ReplyState.STOPPED):
            break
        await life.passes(timedelta(seconds=pause))
    clock.move(timedelta(hours=1))
    helpdesk.catch_up()
    await life.passes(timedelta())
    return await get(support, sent.id), helpdesk


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("first", FIRST)
async def test_a_customer_gets_one_reply_or_a_person_is_asked(
    support: Store, clock: Clock, context: Context, kind: str, first: str
) -> None:
    mine = [case for case in cases() if (case.kind, case.first) == (kind, first)]
    assert mine
    for number, case in enumerate(mine, 100):
        told = len(await support.read(notices))
        end, helpdesk = await lived(case, support, clock, context, number)
        written = helpdesk.written[end.id]
        assert written <= 1, f"{case}: the customer got it {written} times"
        assert end.state in (ReplyState.SENT, ReplyState.UNSURE, ReplyState.STOPPED), f"{case}: {end.state}"
        if end.state is ReplyState.SENT:
            assert written == 1, f"{case}: said to be sent"
        else:
            assert len(await support.read(notices)) > told, f"{case}: nobody was told"
        if end.state is ReplyState.STOPPED:
            assert written == 0, f"{case}: said not to be sent"
        if kind == "dedupes" and first != "moved on":
            assert end.state is ReplyState.SENT, f"{case}: {end.state}"
        if kind == "reads back" and first != "moved on" and case.looks != NEVER:
            assert (end.state, written) == (ReplyState.SENT, 1), f"{case}: {end.state}, though it can be looked for"


def test_the_cases_are_many_and_none_is_lived_twice() -> None:
    listed = list(cases())
    assert len(listed) == len(set(listed)) > 120


async def test_a_process_that_stood_still_between_the_decision_and_the_send_does_not_send(
    support: Store, clock: Clock, context: Context
) -> None:
    """Stopped and woken later: by then another worker has looked, found nothing, and sent the reply itself."""
    support.desk = of_kind("reads back")
    helpdesk = StrictDesk(clock)
    context = replace(context, helpdesk=lambda _: helpdesk)
    other = Life(support, clock, context, helpdesk, 88)
    sent = await other.approve()

    class Frozen:
        """The store, for a process that stands still once it has decided to send."""

        async def read(self, query: Callable[..., Any], *arguments: Any) -> Any:
            return await support.read(query, *arguments)

        async def write(self, use_case: Callable[..., Any], *arguments: Any) -> Any:
            done = await support.write(use_case, *arguments)
            if use_case is sending.begin:
                for pause in (61, 60, 5):
                    await other.passes(timedelta(seconds=pause))
            return done

    clock.move(UNDO)
    (job,) = await support.write(outbox.lease, {}, limit=9, time=LEASE, kinds=(Kind.REPLY,))
    await reply_job.run(replace(context, runner=Frozen()), job)  # type: ignore[arg-type]
    assert helpdesk.written[sent.id] == 1
    assert (await get(support, sent.id)).state is ReplyState.SENT
