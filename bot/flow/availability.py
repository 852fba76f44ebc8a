"""Who can be reached just now. Several people are asked about in one statement."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from bot.domain.availability import CAN_WAIT, HERE, Availability, available, quiet_until
from bot.domain.desk import Hours, Queue
from store import availability, people
from store.availability import Known
from store.unit_of_work import UnitOfWork


def of(uow: UnitOfWork, person_id: int | None, queue: str = "") -> Availability:
    """Where a person is. Their work goes by the hours of `queue`, else of the first queue that they stand in; round the
    clock for those who stand in none. Nobody, and somebody unknown, is taken to be here."""
    return of_all(uow, () if person_id is None else (person_id,), queue).get(person_id or 0, HERE)


def of_all(uow: UnitOfWork, person_ids: Collection[int], queue: str = "") -> dict[int, Availability]:
    """As `of`, for each of these people; unknown ids are left out."""
    known = availability.of(uow, person_ids)
    if queue:
        return _in_queue(uow, known, _hours(uow, queue))
    rosters = people.rosters(uow) if known else {}
    return {one: _where(uow, person, _own_hours(uow, person, rosters)) for one, person in known.items()}


def _in_queue(uow: UnitOfWork, known: dict[int, Known], hours: Hours) -> dict[int, Availability]:
    """Whoever keeps the queue's hours and tells of no absence is where all those are: that is worked out once."""
    usual: Availability | None = None
    found = {}
    for person_id, person in known.items():
        if person.settings.week or person.absences:
            found[person_id] = _where(uow, person, hours)
        else:
            usual = found[person_id] = usual or _where(uow, person, hours)
    return found


def _where(uow: UnitOfWork, person: Known, hours: Hours) -> Availability:
    return available(person.settings, person.absences, hours, uow.at, _closed(uow, hours))


def out_of_reach(uow: UnitOfWork, places: Iterable[str], queue: str = "") -> dict[str, Availability]:
    """Of people written as in the desk file or by Slack id: those for whom work in `queue` should not wait."""
    ids = {place: people.find(uow, "slack", people.slack_id_of(uow, place)) for place in places}
    found = of_all(uow, [person_id for person_id in ids.values() if person_id is not None], queue)
    by_place = {place: found[person_id] for place, person_id in ids.items() if person_id in found}
    return {place: where for place, where in by_place.items() if where.out_of_reach}


def reachable_first(uow: UnitOfWork, places: tuple[str, ...], queue: str) -> tuple[str, ...]:
    """The same people, those for whom work in `queue` should not wait after all others."""
    out = out_of_reach(uow, places, queue)
    return tuple(sorted(places, key=lambda place: place in out))


def heard_from(uow: UnitOfWork, kind: str, to: str, at: datetime) -> datetime:
    """From when a direct message of this kind may come: at once, or at the end of quiet hours that run at `at`."""
    person_id = people.find(uow, "slack", people.slack_id_of(uow, to) or to) if kind in CAN_WAIT else None
    known = availability.of(uow, (person_id,)).get(person_id) if person_id is not None else None
    ends = quiet_until(known.settings, uow.desk.file.time_zone, at) if known else None
    return ends or at


def back_at(where: Availability, at: datetime) -> datetime:
    """From when something that can wait may be said to them: now, where nobody knows when they are back."""
    return where.until if where.until is not None else at


def _hours(uow: UnitOfWork, queue: str) -> Hours:
    """Of a queue that the newest desk file no longer has: round the clock."""
    return next((found.hours for found in uow.desk.file.queues if found.name == queue), Hours())


def _own_hours(uow: UnitOfWork, person: Known, rosters: dict[str, tuple[str, frozenset[str], datetime]]) -> Hours:
    def stands_in(queue: Queue) -> bool:
        places = (queue.channel,) if queue.members == "channel" else queue.members
        return any(person.slack_id in rosters[place][1] for place in (*places, *queue.leads) if place in rosters)

    return next((queue.hours for queue in uow.desk.file.queues if stands_in(queue)), Hours())


def _closed(uow: UnitOfWork, hours: Hours) -> frozenset[date]:
    return uow.desk.holidays.get(hours.holidays, frozenset())
