"""Conversations that are read again for their quality, and what reviewers gave for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import case, delete, exists, func, update
from sqlmodel import col, select

from bot.domain.review import Drawn, Sample, Scored, Why
from store import contacts
from store.tables import JournalRow, ReviewSampleRow, ReviewScoreRow, SpanRow, TicketRow
from store.tables.base import REVIEWS
from store.unit_of_work import UnitOfWork

_SEALED_OR_CAUTION: Final = ("caution", "sensitive")


def answered(
    uow: UnitOfWork, actions: Collection[str], start: datetime, end: datetime, actor: str = "person:%", queue: str = ""
) -> list[int]:
    """The tickets of which a person (any, or one as the journal names them) did one of these in this time; with `queue`
    those alone that have stood there."""
    wanted = (
        select(col(JournalRow.ticket_id))
        .where(
            JournalRow.desk_id == uow.desk_id,
            col(JournalRow.action).in_(sorted(actions)),
            col(JournalRow.at) >= start,
            col(JournalRow.at) < end,
            col(JournalRow.actor).like(actor),
        )
        .distinct()
    )
    if queue:
        stood = col(SpanRow.ticket_id) == col(JournalRow.ticket_id), col(SpanRow.queue) == queue
        wanted = wanted.where(exists().where(*stood))
    return sorted(uow.execute(wanted).scalars())


def took_part(uow: UnitOfWork, ticket_id: int, actor: str, actions: Collection[str]) -> bool:
    """Whether somebody, as the journal names them, did one of these to a ticket."""
    wanted = select(col(JournalRow.id)).where(
        JournalRow.ticket_id == ticket_id, JournalRow.actor == actor, col(JournalRow.action).in_(sorted(actions))
    )
    return uow.execute(wanted.limit(1)).first() is not None


def sensitive(uow: UnitOfWork, ticket_ids: Sequence[int]) -> frozenset[int]:
    """Those of these tickets that are delicate, sealed ones too."""
    found: set[int] = set()
    for some in contacts.chunks(ticket_ids):
        wanted = select(col(TicketRow.id)).where(
            col(TicketRow.id).in_(some), col(TicketRow.level).in_(_SEALED_OR_CAUTION)
        )
        found.update(uow.execute(wanted).scalars())
    return frozenset(found)


def has_week(uow: UnitOfWork, week: date) -> bool:
    """Whether a sample of this week (by its Monday) was drawn."""
    wanted = select(col(ReviewSampleRow.id)).where(ReviewSampleRow.desk_id == uow.desk_id, ReviewSampleRow.week == week)
    return uow.execute(wanted.limit(1)).first() is not None


def add(uow: UnitOfWork, week: date, drawn: Drawn) -> bool:
    """Give a conversation to its reviewer. False where it is in the week's sample already."""
    one = drawn.candidate
    values = {
        "desk_id": uow.desk_id, "week": week, "ticket_id": one.ticket_id, "queue": one.queue,
        "reasons": [why.value for why in one.why], "answered_by": one.answered_by[0],
        "reviewer_id": drawn.reviewer_id, "state": "waiting", "retention": REVIEWS, "created_at": uow.at,
    }  # fmt: skip
    return uow.insert_new(ReviewSampleRow, values, ("desk_id", "week", "ticket_id")) is not None


def waiting(uow: UnitOfWork, reviewer_id: int, limit: int) -> tuple[list[Sample], int]:
    """What waits for somebody's review, the oldest first, and how many there are."""
    theirs = (
        ReviewSampleRow.desk_id == uow.desk_id,
        ReviewSampleRow.reviewer_id == reviewer_id,
        ReviewSampleRow.state == "waiting",
    )
    rows = uow.execute(_SAMPLES.where(*theirs).order_by(col(ReviewSampleRow.id)).limit(limit)).all()
    total = len(rows)
    if total == limit:
        total = uow.execute(select(func.count()).select_from(ReviewSampleRow).where(*theirs)).scalar_one()
    return [_value(row) for row in rows], total


def get(uow: UnitOfWork, sample_id: int) -> Sample | None:
    """One of this desk's. Who changes it holds its ticket's lock."""
    row = uow.execute(_SAMPLES.where(ReviewSampleRow.id == sample_id, ReviewSampleRow.desk_id == uow.desk_id)).first()
    return _value(row) if row is not None else None


def score(uow: UnitOfWork, sample: Sample, reviewer_id: int, scores: Mapping[str, int], note: str) -> None:
    """Keep what somebody gave; the note stands with the first criterion. The sample is done."""
    for number, (criterion, given) in enumerate(scores.items()):
        uow.append(
            ReviewScoreRow, desk_id=uow.desk_id, sample_id=sample.id, reviewer_id=reviewer_id, criterion=criterion,
            score=given, note="" if number else note, retention=REVIEWS, created_at=uow.at,
        )  # fmt: skip
    _end(uow, (ReviewSampleRow.id == sample.id,), "done")


def drop(uow: UnitOfWork, sample: Sample) -> None:
    """It is not reviewed."""
    _end(uow, (ReviewSampleRow.id == sample.id,), "dropped")


def text_gone(uow: UnitOfWork, ticket_ids: Collection[int]) -> None:
    """The text of these tickets is gone: what waits is not reviewed, and what reviewers noted goes too."""
    theirs = select(col(ReviewSampleRow.id)).where(col(ReviewSampleRow.ticket_id).in_(sorted(ticket_ids)))
    noted = (col(ReviewScoreRow.sample_id).in_(theirs), col(ReviewScoreRow.note) != "")
    uow.execute(update(ReviewScoreRow).where(*noted).values(note=""))
    _end(uow, (col(ReviewSampleRow.ticket_id).in_(sorted(ticket_ids)), ReviewSampleRow.state == "waiting"), "dropped")


def forget(uow: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete samples that were drawn before then (the desk's clock), with their scores. How many samples."""
    old = (
        select(col(ReviewSampleRow.id))
        .where(ReviewSampleRow.desk_id == uow.desk_id, col(ReviewSampleRow.created_at) < before)
        .order_by(col(ReviewSampleRow.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(uow.execute(old).scalars())
    if ids:
        uow.execute(delete(ReviewScoreRow).where(col(ReviewScoreRow.sample_id).in_(ids)))
        uow.execute(delete(ReviewSampleRow).where(col(ReviewSampleRow.id).in_(ids)))
    return len(ids)


def scored(
    uow: UnitOfWork, *, queues: Collection[str] | None = None, answered_by: int | None = None,
    start: datetime | None = None, end: datetime | None = None,
) -> list[Scored]:  # fmt: skip
    """What was given for conversations of these queues (all: None), of one person's answers, drawn in this time."""
    wanted: Any = select(ReviewScoreRow.sample_id, ReviewSampleRow.answered_by, ReviewScoreRow.criterion,
                         ReviewScoreRow.score).join(
        ReviewSampleRow, col(ReviewSampleRow.id) == col(ReviewScoreRow.sample_id)
    )  # fmt: skip
    wanted = wanted.where(*_which(uow, queues, start, end), col(ReviewSampleRow.answered_by).is_not(None))
    if answered_by is not None:
        wanted = wanted.where(ReviewSampleRow.answered_by == answered_by)
    found: dict[int, dict[str, int]] = {}
    people: dict[int, int] = {}
    for row in uow.execute(wanted.order_by(col(ReviewScoreRow.id))):
        found.setdefault(row.sample_id, {})[row.criterion] = row.score
        people[row.sample_id] = row.answered_by
    return [Scored(answered_by=people[sample_id], scores=scores) for sample_id, scores in found.items()]


def counted(uow: UnitOfWork, queues: Collection[str] | None, start: datetime, end: datetime) -> tuple[int, int]:
    """Of the conversations that were drawn in this time: how many were reviewed, and of how many that were not left
    out."""
    done = func.sum(case((col(ReviewSampleRow.state) == "done", 1), else_=0))
    wanted = select(done, func.count()).where(
        *_which(uow, queues, start, end), col(ReviewSampleRow.state).in_(("waiting", "done"))
    )
    row = uow.execute(wanted).one()
    return int(row[0] or 0), int(row[1])


def notes(uow: UnitOfWork, answered_by: int, limit: int) -> Iterator[tuple[int, str]]:
    """(ticket, note) of the newest reviews of somebody's answers that have a note. None of a sealed ticket."""
    wanted = (
        select(ReviewSampleRow.ticket_id, ReviewScoreRow.note)
        .join(ReviewSampleRow, col(ReviewSampleRow.id) == col(ReviewScoreRow.sample_id))
        .join(TicketRow, col(TicketRow.id) == col(ReviewSampleRow.ticket_id))
        .where(
            ReviewSampleRow.desk_id == uow.desk_id,
            ReviewSampleRow.answered_by == answered_by,
            ReviewScoreRow.note != "",
            TicketRow.level != "sensitive",
        )
        .order_by(col(ReviewScoreRow.id).desc())
        .limit(limit)
    )
    for row in uow.execute(wanted):
        yield row.ticket_id, row.note


def _which(uow: UnitOfWork, queues: Collection[str] | None, start: datetime | None, end: datetime | None) -> list[Any]:
    which: list[Any] = [ReviewSampleRow.desk_id == uow.desk_id]
    which += [col(ReviewSampleRow.queue).in_(sorted(queues))] if queues is not None else []
    which += [col(ReviewSampleRow.created_at) >= start] if start is not None else []
    return which + ([col(ReviewSampleRow.created_at) < end] if end is not None else [])


def _end(uow: UnitOfWork, which: Sequence[Any], state: str) -> None:
    uow.execute(update(ReviewSampleRow).where(*which).values(state=state, ended_at=uow.at))


_PARTS: Final[Sequence[Any]] = (
    ReviewSampleRow.id, ReviewSampleRow.ticket_id, ReviewSampleRow.reviewer_id, ReviewSampleRow.reasons,
    ReviewSampleRow.state, TicketRow.level,
)  # fmt: skip
_SAMPLES: Final[Any] = select(*_PARTS).join(TicketRow, col(TicketRow.id) == col(ReviewSampleRow.ticket_id))


def _value(row: Any) -> Sample:
    return Sample(
        id=row.id,
        ticket_id=row.ticket_id,
        reviewer_id=row.reviewer_id,
        why=tuple(Why(one) for one in row.reasons),
        level=row.level,
        waits=row.state == "waiting",
    )
