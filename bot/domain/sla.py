"""What is promised to whom, and what of it is due: SLA policies, their targets, and the lines that warn of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.desk import DeskFile, Queue, SlaPolicy, SlaWhen


class Target(StrEnum):
    """What a clock counts to; each is a key of an SLA policy."""

    FIRST = "first_response"
    NEXT = "next_response"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """By when (UTC) one thing is owed."""

    at: datetime
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """What a policy's condition may look at of a ticket."""

    type: str | None = None
    segment: str = ""
    value: int | None = None
    via: str = ""
    language: str = ""


def policy_of(desk: DeskFile, queue: Queue, asker: Asker | None = None) -> SlaPolicy | None:
    """The first policy whose condition holds for a ticket of that queue, else the one that the queue names, else None.

    Without `asker`: the one that the queue names.
    """
    by_condition = (policy for policy in desk.sla if asker is not None and _holds(policy.when, queue.name, asker))
    by_name = (policy for policy in desk.sla if policy.name == queue.sla)
    return next(by_condition, None) or next(by_name, None)


def _holds(when: SlaWhen, queue: str, asker: Asker) -> bool:
    return when != SlaWhen() and (
        (not when.queue or queue in when.queue)
        and (not when.type or asker.type in when.type)
        and (not when.segment or asker.segment in when.segment)
        and (not when.via or asker.via in when.via)
        and (not when.language or asker.language in when.language)
        and (when.value_at_least is None or (asker.value is not None and asker.value >= when.value_at_least))
    )


@dataclass(frozen=True, slots=True, order=True)
class DueAnswer:
    """A ticket of which something is due soon, or was. `held_by` and `holder` say who has it, where that is told."""

    due: datetime
    ticket_id: int
    overdue: bool
    target: Target = Target.FIRST
    held_by: int = 0  # the person's id; 0: nobody, or it is not told
    holder: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        told = f"{self.ticket_id}{'!' if self.overdue else '@'}{int(self.due.timestamp())}"
        return f"{told}~{self.held_by}" if self.held_by else told


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
