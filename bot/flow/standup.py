"""The standup: what a team has before it in the morning, as it stands when it is posted or asked for."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain.availability import Presence
from bot.domain.desk import DigestSpec, Queue
from bot.domain.shared import Shared
from bot.domain.standup import LONG_SLEEP, QueueStandup, Share, Standup
from bot.flow import digest, load
from store import clocks, digests, people, queues, standups
from store.unit_of_work import UnitOfWork


def of_run(uow: UnitOfWork, run_id: int) -> tuple[Standup, str] | None:
    """What a run tells, and its channel; None where the digest is of another kind, or is no longer in the desk file."""
    run = digests.run(uow, run_id)
    shared = Shared.of(run.digest) if run is not None else None
    if run is not None and shared is not None and shared.days is None:
        person = people.by_id(uow, shared.by)
        found = _asked(uow, shared.queue or None)
        return replace(found, shared_by=person.name if person else ""), run.audience
    spec = next((one for one in uow.desk.file.digests if run and one.name == run.digest), None)
    if run is None or spec is None or spec.kind != "standup":
        return None
    places = [queue for queue in uow.desk.file.queues if not spec.queues or queue.name in spec.queues]
    return _of(uow, places, spec.time_zone, people=spec.people == "workload"), run.audience


def asked(uow: UnitOfWork, queue: str | None, by: str) -> Standup:
    """`/digest standup`, privately: of one queue, or of all that the asker may read. Raises `Refused(UNKNOWN_WORD)` or
    a role's refusal."""
    digest.check(uow, queue, by)
    return _asked(uow, queue)


def _asked(uow: UnitOfWork, queue: str | None) -> Standup:
    spec: DigestSpec | None = next((one for one in uow.desk.file.digests if one.kind == "standup"), None)
    places = [place for place in uow.desk.file.queues if queue in (None, place.name)]
    zone = spec.time_zone if spec else uow.desk.file.time_zone
    return _of(uow, places, zone, people=spec is None or spec.people == "workload")


def _of(uow: UnitOfWork, places: list[Queue], zone: str, *, people: bool) -> Standup:
    return Standup(
        day=uow.at.astimezone(ZoneInfo(zone)).date(),
        queues=tuple(_queue(uow, place, people=people) for place in places),
    )


def _queue(uow: UnitOfWork, queue: Queue, *, people: bool) -> QueueStandup:
    asleep, sleepers = standups.asleep_since(uow, queue.name, uow.at - LONG_SLEEP)
    waiting, nobody = standups.waiting(uow, queue.name)
    loads = load.of_queue(uow, queue.name).loads if people else ()
    return QueueStandup(
        title=queue.title,
        waiting=waiting,
        nobody=nobody,
        overdue=clocks.overdue(uow, [queue.name]),
        asleep=asleep,
        sleepers=sleepers,
        people=tuple(
            Share(
                name=one.person.first_name, open=one.open, due=one.due + one.overdue,
                away=one.where.presence is Presence.AWAY,
            )
            for one in loads
        ),
        most=queues.MOST,
    )  # fmt: skip
