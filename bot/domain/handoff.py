"""Handoffs: one department is asked for one thing by a certain time. Their life cycle and what is due when."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Literal

from bot.domain.desk import Department
from bot.domain.errors import RefusalCode, Refused
from bot.domain.hours import add_business
from bot.domain.record import LinkedRecord


class Stage(StrEnum):
    """Where a handoff stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    PROPOSED = "proposed"  # another time was named, which holds
    NEED_MORE = "need_more"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # no ticket waits for it any more, without an answer


class Part(StrEnum):
    """Where one ticket of a handoff stands."""

    WAITING = "waiting"
    DONE = "done"
    NEED_MORE = "need_more"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # its ticket has ended


class Answer(StrEnum):
    """What a department says."""

    ACCEPT = "accept"
    PROPOSE = "propose"
    DECLINE = "decline"
    DONE = "done"
    NEED_MORE = "need_more"


#: What a department may say at each stage. A result (see `RESULTS`) is given to one ticket or to all that wait.
MAY_SAY: Final[Mapping[Stage, frozenset[Answer]]] = {
    Stage.ASKED: frozenset({Answer.ACCEPT, Answer.PROPOSE, Answer.DECLINE}),
    Stage.ACCEPTED: frozenset({Answer.PROPOSE, Answer.DONE, Answer.NEED_MORE, Answer.DECLINE}),
    Stage.PROPOSED: frozenset({Answer.PROPOSE, Answer.DONE, Answer.NEED_MORE, Answer.DECLINE}),
}
PROMISES: Final[Mapping[Answer, Stage]] = {Answer.ACCEPT: Stage.ACCEPTED, Answer.PROPOSE: Stage.PROPOSED}
RESULTS: Final[Mapping[Answer, Part]] = {
    Answer.DONE: Part.DONE,
    Answer.NEED_MORE: Part.NEED_MORE,
    Answer.DECLINE: Part.DECLINED,
}

#: Stages in which a ticket may be added.
OPEN: Final = frozenset({Stage.ASKED, Stage.ACCEPTED, Stage.PROPOSED, Stage.NEED_MORE})
#: What a handoff is once nothing waits, by the parts that it has, the first that fits.
_END: Final = (
    (Part.NEED_MORE, Stage.NEED_MORE),
    (Part.DONE, Stage.DONE),
    (Part.DECLINED, Stage.DECLINED),
    (Part.WITHDRAWN, Stage.WITHDRAWN),
)

Missed = Literal["", "accept", "promise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A ticket's part in a handoff."""

    ticket_id: int
    part: Part
    answer: str = ""  # the department's words: a result, what is missing, or why not
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """One request to one department. `id` is its public number; texts are people's own words."""

    id: int
    department: str
    stage: Stage
    needs: str
    told: str
    asked_by: int
    asked_at: datetime
    accept_by: datetime
    wanted_at: datetime
    promised_at: datetime  # what holds
    answered_by: int | None
    answered_at: datetime | None
    missed: Missed
    tagged: bool
    items: tuple[Item, ...]

    @property
    def number(self) -> str:
        return number_of(self.id)

    @property
    def open(self) -> bool:
        return self.stage in OPEN

    @property
    def waiting(self) -> tuple[int, ...]:
        """The tickets that wait for it."""
        return tuple(item.ticket_id for item in self.items if item.part is Part.WAITING)


def number_of(handoff_id: int) -> str:
    """The public number, `O-17`."""
    return f"O-{handoff_id}"


def check(stage: Stage, answer: Answer) -> None:
    """Raises `Refused(HANDOFF_OVER)` where a department may not say that (any more)."""
    if answer not in MAY_SAY.get(stage, frozenset()):
        raise Refused(RefusalCode.HANDOFF_OVER, stage=stage.value)


def stage_after(stage: Stage, parts: Iterable[Part]) -> Stage:
    """The stage of a handoff whose tickets stand so: over once none of them waits, else as it was.

    `need_more` goes back to `asked` when a ticket waits again. Asking twice gives the same.
    """
    found = set(parts)
    if Part.WAITING in found:
        return stage if stage in MAY_SAY else Stage.ASKED
    return next((end for part, end in _END if part in found), stage)


def due(department: Department, at: datetime, closed: frozenset[date] = frozenset()) -> tuple[datetime, datetime]:
    """By when a department that is asked then should accept, and be done: in its own hours (UTC)."""
    return (
        add_business(department.hours, at, department.accept_within, closed),
        add_business(department.hours, at, department.done_within, closed),
    )


def next_deadline(handoff: Handoff) -> tuple[datetime, Missed] | None:
    """The next moment whose passing has to be told, and what is missed then; None where nothing more will be.

    Each is told once: an answer that does not come, and after it a promise that is not kept.
    """
    if not handoff.waiting or handoff.missed == "promise":
        return None
    if handoff.stage is Stage.ASKED and not handoff.missed and handoff.accept_by < handoff.promised_at:
        return handoff.accept_by, "accept"
    return handoff.promised_at, "promise"


def first_promise(handoffs: Iterable[Handoff], ticket_id: int) -> Handoff | None:
    """Of the handoffs that a ticket waits for, the one with the earliest promise: who holds the ball."""
    waits = [one for one in handoffs if ticket_id in one.waiting]
    return min(waits, key=lambda one: (one.promised_at, one.id), default=None)


def shown(record: LinkedRecord, fields: Collection[str]) -> dict[str, str]:
    """What a department sees of a record: those of its `fields` (`eta`, or `orders.eta`), in that order.

    Nothing of a record that is not the customer's own.
    """
    if record.state != "own":
        return {}
    mine = (name.removeprefix(f"{record.source}.") for name in fields)
    return {name: record.fields[name] for name in dict.fromkeys(mine) if name in record.fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One line of a department's card: a ticket's number, a record that it names, and the fields that may be seen."""

    ticket_id: int
    part: Part
    record: str  # "orders 4417"; empty where the ticket names none that may be seen
    key: str
    fields: Mapping[str, str]
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffFacts:
    """What a department's card and modals show. Nothing of a customer beyond the department's own fields."""

    handoff: Handoff
    title: str  # the department's
    channel: str  # as written in the desk file
    tag: str  # the Slack id of the person or group to mention; empty: nobody
    asked_by: str
    language: str
    orders: tuple[Order, ...]
    at: datetime  # the desk's clock

    @property
    def late(self) -> bool:
        return is_late(self.handoff, self.at)


def is_late(handoff: Handoff, at: datetime) -> bool:
    """Whether what should have come by now has not: an answer, or what was promised."""
    if not handoff.waiting:
        return False
    return at >= (handoff.accept_by if handoff.stage is Stage.ASKED else handoff.promised_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffLine:
    """What a ticket's own card says of one handoff."""

    number: str
    title: str
    stage: Stage
    part: Part
    until: datetime  # when an answer is due, or what was promised
    late: bool
    answer: str
    untold: bool  # no reply has followed the answer yet
