"""The clocks of a ticket, as they follow from its ledger: when each thing that we owe is due, in business time.

A clock runs while the ball is with us, a department or a supplier; it stands still while the customer holds it, which
begins with a sent reply, and while the ticket is resolved. Sleep and approvals are ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from bot.domain.desk import Hours, Priority, SlaPolicy
from bot.domain.hours import add_business, business_seconds
from bot.domain.sla import Due, Target

#: Whoever holds a ticket then owes the customer something.
OURS: Final = frozenset({"support", "department", "supplier"})

#: What the journal calls a customer's turn, an answer to it, and an answer that crossed with a further message.
ASKED: Final = "ticket.customer_wrote"
ANSWERED: Final = frozenset({"ticket.sent_wait", "ticket.sent_resolve", "ticket.resolved", "ticket.reopened"})
CROSSED: Final = "reply.sent"
TURNS: Final = (ASKED, *sorted(ANSWERED), CROSSED)

Stretch = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Week:
    """In whose open hours it is counted; nothing opens on `closed` days (local dates)."""

    hours: Hours
    closed: frozenset[date] = frozenset()

    def seconds(self, start: datetime, end: datetime) -> int:
        return business_seconds(self.hours, start, end, self.closed)

    def add(self, start: datetime, delta: timedelta) -> datetime:
        return add_business(self.hours, start, delta, self.closed)


class OpenTime(Protocol):
    """Counts open time, as `bot.domain.hours` does: a `Week` for a few stretches, an `Opening` for many."""

    def seconds(self, start: datetime, end: datetime) -> int: ...

    def add(self, start: datetime, delta: timedelta) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch of the ledger: who held the ball, from when to when; `end` is None while it lasts."""

    holder: str
    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What has happened to a ticket, as far as its clocks go. All of it is oldest first."""

    ledger: Sequence[Held]
    turns: Sequence[tuple[str, datetime]] = ()  # those of `TURNS`, as the journal has them
    answered_at: datetime | None = None  # our first answer


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs: what is owed by `due`, warned of from `warn` on; from `late` on leads are told. All UTC."""

    target: Target
    due: datetime
    warn: datetime
    late: datetime

    @property
    def owed(self) -> Due:
        return Due(self.due, self.target)


def running(policy: SlaPolicy | None, priority: Priority, week: Week, life: Life) -> tuple[Clock, ...]:
    """The clocks of a ticket that run, the nearest due first; none while the ball is not ours.

    The first answer is owed from the beginning on; after it, an answer to the oldest message of the customer's that
    none has followed; the resolution from the beginning on. A due time may have passed.
    """
    stretches = ours(life.ledger)
    if policy is None or not stretches or stretches[-1][1] is not None:
        return ()
    counted: list[tuple[Target, timedelta | None, Sequence[Stretch]]] = []
    if life.answered_at is None:
        counted.append((Target.FIRST, policy.first_response.get(priority), stretches))
    elif (asked := asked_since(life.turns)) is not None:
        counted.append((Target.NEXT, policy.next_response.get(priority), [(asked, None)]))
    counted.append((Target.RESOLUTION, policy.resolution.get(priority), stretches))
    found = [_clock(policy, one, week, over, target) for one, target, over in counted if target is not None]
    return tuple(sorted(found, key=lambda clock: clock.owed))


def _clock(policy: SlaPolicy, one: Target, week: Week, over: Sequence[Stretch], target: timedelta) -> Clock:
    due = reached(week, over, target)
    return Clock(
        target=one,
        due=due,
        warn=reached(week, over, target * policy.warn_at),
        late=week.add(due, policy.then),
    )


def reached(week: OpenTime, stretches: Sequence[Stretch], target: timedelta) -> datetime:
    """When (UTC) so much open time of these stretches has passed; the last of them has no end.

    Raises `ValueError` where the hours do not open for so long within ten years.
    """
    for start, end in stretches:
        if end is None:
            return week.add(start, target)
        passed = timedelta(seconds=week.seconds(start, end))
        if target <= passed:
            return week.add(start, target)
        target -= passed
    raise ValueError("the last stretch must have no end")


def ours(ledger: Iterable[Held]) -> list[Stretch]:
    """When somebody of ours held the ball, as stretches that do not meet."""
    found: list[Stretch] = []
    for held in ledger:
        if held.holder not in OURS:
            continue
        if found and found[-1][1] == held.start:
            found[-1] = (found[-1][0], held.end)
        else:
            found.append((held.start, held.end))
    return found


def asked_since(turns: Iterable[tuple[str, datetime]]) -> datetime | None:
    """Since when the customer has waited for an answer to what they wrote; None where everything is answered.

    An answer that crossed with a message answers what was written before that one.
    """
    waiting: list[datetime] = []
    for action, at in turns:
        if action == ASKED:
            waiting.append(at)
        elif action == CROSSED:
            waiting = waiting[-1:]
        elif action in ANSWERED:
            waiting = []
    return waiting[0] if waiting else None
