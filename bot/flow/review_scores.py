"""What reviews say: to whoever answered, to their lead, and of all answers together."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Final

from bot.domain.review import PEOPLE, Marks, Record, Reviewed, Scored, marks, titled
from store import reviews
from store.unit_of_work import UnitOfWork

#: As many notes as stand in Home.
_NOTES: Final = 3


def record(uow: UnitOfWork, person_id: int) -> Record | None:
    """How somebody's own answers were scored, as long as scores are kept; None where none was reviewed."""
    found = marks(reviews.scored(uow, answered_by=person_id))
    if not found.reviews:
        return None
    return Record(
        reviews=found.reviews,
        average=found.average,
        by=titled(found, uow.desk.file.reviews.criteria),
        notes=tuple(reviews.notes(uow, person_id, _NOTES)),
    )


def of_team(uow: UnitOfWork, queues: Collection[str]) -> dict[int, Marks]:
    """By person: how their answers in these queues were scored, for whoever leads them."""
    by_person: dict[int, list[Scored]] = defaultdict(list)
    for one in reviews.scored(uow, queues=queues):
        by_person[one.answered_by].append(one)
    return {person_id: marks(found) for person_id, found in by_person.items()}


def drawn_between(uow: UnitOfWork, start: datetime, end: datetime, queues: Collection[str]) -> Reviewed | None:
    """What became of the sample that was drawn in this time, of some queues (all, where none is named). None where none
    was. Averages are told of the answers of three people at least, since anybody may read them."""
    chosen = queues or None
    done, of = reviews.counted(uow, chosen, start, end)
    if not of:
        return None
    found = marks(reviews.scored(uow, queues=chosen, start=start, end=end), people=PEOPLE)
    by = titled(found, uow.desk.file.reviews.criteria)
    lowest = min(by, key=lambda pair: pair[1]) if len(by) > 1 else None
    return Reviewed(done=done, drawn=of, average=found.average, lowest=lowest)
