"""When an answer is due, and when that is warned of: targets of an SLA policy, counted in the queue's business time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.desk import DeskFile, Hours, Priority, Queue, SlaPolicy
from bot.domain.hours import OpenTime, add_business

#: An answer is due soon when so much of the open time that it may take has passed.
WARN_AT: Final = 0.75


def policy_of(desk: DeskFile, queue: Queue) -> SlaPolicy | None:
    """The policy that a queue names, or None where it names none."""
    return next((policy for policy in desk.sla if policy.name == queue.sla), None)


def first_response_due(
    policy: SlaPolicy | None,
    priority: Priority,
    hours: Hours,
    created: datetime,
    closed: frozenset[date] = frozenset(),
) -> datetime | None:
    """When (UTC) the first response to a ticket created then is due; None where the policy sets no target for it."""
    return _due(policy.first_response.get(priority) if policy else None, hours, created, closed)


def resolution_due(
    policy: SlaPolicy | None,
    priority: Priority,
    hours: Hours,
    created: datetime,
    closed: frozenset[date] = frozenset(),
) -> datetime | None:
    """When (UTC) the ticket is due to be resolved; None where the policy sets no target for it."""
    return _due(policy.resolution.get(priority) if policy else None, hours, created, closed)


def _due(target: timedelta | None, hours: Hours, created: datetime, closed: frozenset[date]) -> datetime | None:
    return None if target is None else add_business(hours, created, target, closed)


def due_soon(open_time: OpenTime, created: datetime, due: datetime, at: datetime) -> bool:
    """Whether `WARN_AT` of the open time from `created` to `due` has passed at `at`; also once it is overdue."""
    return at >= due or open_time.seconds(at, due) <= (1 - WARN_AT) * open_time.seconds(created, due)


@dataclass(frozen=True, slots=True, order=True)
class DueAnswer:
    """A ticket whose first answer is due soon, or was."""

    due: datetime
    ticket_id: int
    overdue: bool

    @property
    def key(self) -> str:
        return f"{self.ticket_id}{'!' if self.overdue else '@'}{int(self.due.timestamp())}"


@dataclass(frozen=True, slots=True)
class WarningLine:
    """What one place is warned of, the earliest due first. `key` says it in short, so that two can be compared."""

    answers: tuple[DueAnswer, ...] = ()

    @classmethod
    def of(cls, answers: Iterable[DueAnswer]) -> "WarningLine":
        return cls(tuple(sorted(answers)))

    @property
    def key(self) -> str:
        return " ".join(answer.key for answer in self.answers)

    def new_since(self, key: str) -> tuple[DueAnswer, ...]:
        """What a line with that `key` did not show: newly due soon, newly overdue, or due at another time."""
        shown = set(key.split())
        return tuple(answer for answer in self.answers if answer.key not in shown)
