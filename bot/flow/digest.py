"""Digests: one for each audience and local day, from the ledger."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.card import DigestFigures, QueueFigures
from bot.domain.desk import DigestSpec, Queue
from bot.domain.errors import RefusalCode, Refused
from bot.domain.pause import Pause
from bot.domain.roles import Action, require
from bot.domain.schedule import Daily, due, local_day
from bot.domain.silence import Silence
from bot.flow import outbox
from bot.flow.actors import actor
from store import clocks, digests, pauses, silences
from store.unit_of_work import UnitOfWork

#: How far back missed digests are caught up after a downtime; older ones would only be noise.
CATCH_UP = timedelta(days=3)


def recurs(spec: DigestSpec) -> Daily:
    """When a digest of the desk file is to run."""
    return Daily(spec.time, spec.days, spec.time_zone)


def worked_until(uow: UnitOfWork, spec: DigestSpec, started: datetime) -> datetime:
    """From when a digest without a timer is due: it goes on from the day of its last run; a new one begins at `started`
    (the desk's clock)."""
    last = digests.last_date(uow, spec.name, spec.channel)
    return local_day(last, spec.time_zone)[0] if last else started


def insert_due(uow: UnitOfWork, spec: DigestSpec, since: datetime) -> int:
    """Insert every run of a digest that has come due after `since` and is not there yet. Returns how many.

    Safe to call from several processes at once: the schema lets one win.
    """
    begun = 0
    for one in due(recurs(spec), max(since, uow.at - CATCH_UP), uow.at):
        run_id = digests.begin(uow, spec.name, spec.channel, one.day)
        if run_id is not None:
            outbox.digest(uow, run_id, spec.channel)
            begun += 1
    return begun


def of_run(uow: UnitOfWork, run_id: int) -> tuple[DigestFigures, str] | None:
    """The figures of a run, and the channel that they are for."""
    run = digests.run(uow, run_id)
    if run is None:
        return None
    spec = next((found for found in uow.desk.file.digests if found.name == run.digest), None)
    queues = spec.queues if spec else ()
    zone = spec.time_zone if spec else uow.desk.file.time_zone
    told_of = run.local_date - timedelta(days=1)  # the run of a day tells of the day before
    return figures(uow, run.digest, told_of, zone, queues), run.audience


def asked(uow: UnitOfWork, queue: str | None, when: str, by: str) -> DigestFigures:
    """`/digest`: the figures of today so far or of yesterday, privately.

    Raises `Refused(UNKNOWN_WORD)` for a queue or day that does not exist, or a role's refusal.
    """
    who = actor(uow, by)
    names = [found.name for found in uow.desk.file.queues]
    if queue is not None and queue not in names:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=queue)
    require(Action.DIGEST, who, None, queue)
    if when not in ("today", "yesterday"):
        raise Refused(RefusalCode.UNKNOWN_WORD, word=when)
    spec = _spec(uow)
    zone = spec.time_zone if spec else uow.desk.file.time_zone
    today = next(day for day in _around(uow.at) if _within(uow.at, day, zone))
    day = today if when == "today" else today - timedelta(days=1)
    return figures(uow, spec.name if spec else "day", day, zone, (queue,) if queue else ())


def _spec(uow: UnitOfWork) -> DigestSpec | None:
    return next((spec for spec in uow.desk.file.digests if spec.kind == "day"), None)


def _around(moment: datetime) -> tuple[date, ...]:
    return tuple(moment.date() + timedelta(days=offset) for offset in (-1, 0, 1))


def _within(moment: datetime, day: date, zone: str) -> bool:
    start, end = local_day(day, zone)
    return bool(start <= moment < end)


def figures(uow: UnitOfWork, name: str, day: date, zone: str, queues: tuple[str, ...]) -> DigestFigures:
    """The figures of one full local day (or of today so far), queue by queue.

    They come from the ledger, so that a day that is over keeps its figures whatever happens to its tickets later; what
    was received and escalated counts for the queue that a ticket stands in now.
    """
    start, end = local_day(day, zone)
    end = min(end, uow.at) if start <= uow.at else end
    wanted = [queue for queue in uow.desk.file.queues if not queues or queue.name in queues]
    today = uow.at.date()
    return DigestFigures(
        name=name,
        local_date=day.isoformat(),
        so_far=end < local_day(day, zone)[1],
        pauses=tuple(
            _pause(queue, pause, ZoneInfo(zone))
            for queue in wanted
            for pause in pauses.between(uow, queue.name, start, end)
        ),
        silences=tuple(_silence(silence, start, end, ZoneInfo(zone)) for silence in silences.between(uow, start, end)),
        queues=tuple(_queue(uow, queue, start, end) for queue in wanted),
        overdue=clocks.overdue(uow, [queue.name for queue in wanted]),
        stale_articles=tuple((article.title, article.owner) for article in uow.desk.articles if article.expired(today)),
        stopped_replies=digests.stopped(uow, start, end),
        parked=digests.parked(uow),
    )


def _pause(queue: Queue, pause: Pause, zone: ZoneInfo) -> tuple[str, str, str, str]:
    return queue.title, pause.by, pause.reason, f"{pause.until.astimezone(zone):%H:%M}"


def _silence(silence: Silence, start: datetime, end: datetime, zone: ZoneInfo) -> tuple[str, str, str]:
    began, ended = silence.began_at, silence.ended_at
    since = f"{began.astimezone(zone):%H:%M}" if began > start else ""
    return silence.source, since, f"{ended.astimezone(zone):%H:%M}" if ended and ended < end else ""


def _queue(uow: UnitOfWork, queue: Queue, start: datetime, end: datetime) -> QueueFigures:
    counted = digests.counted(uow, queue.name, start, end)
    outcomes = digests.draft_outcomes(uow, queue.name, start, end)
    held = digests.held(uow, queue.name, start, end)
    backlog = [span for span in held if (span.end is None or span.end >= end) and span.holder != "nobody"]
    ours = [span for span in backlog if span.holder == "support"]
    unanswered = [span for span in backlog if span.answered_at is None or span.answered_at >= end]
    oldest = min((span.since for span in ours), default=None)
    return QueueFigures(
        queue=queue.name,
        title=queue.title,
        received=counted["received"],
        resolved=len({span.ticket_id for span in held if span.state == "resolved" and span.start >= start}),
        reopened=_reopened(held, start, end),
        escalated=counted["escalated"],
        backlog=len(backlog),
        unassigned=sum(1 for span in ours if span.person_id is None and span.state in ("new", "open")),
        oldest_waiting_seconds=int((end - oldest).total_seconds()) if oldest else None,
        waiting_first_answer=len(unanswered),
        waiting_next_answer=sum(1 for span in ours if span.state == "open" and span not in unanswered),
        waiting_approval=sum(1 for span in ours if span.state == "waiting_approval"),
        waited_by_holder=_waited(held, start, end),
        drafts_as_is=outcomes.get("sent", 0),
        drafts_edited=outcomes.get("edited", 0),
        drafts_rejected=outcomes.get("rejected", 0),
        drafts_withheld=outcomes.get("withheld", 0),
    )


def _reopened(held: list[digests.Held], start: datetime, end: datetime) -> int:
    taken_up = {(span.ticket_id, span.start) for span in held if span.state == "open"}
    ended = [span for span in held if span.state == "resolved" and span.end is not None and start <= span.end < end]
    return sum(1 for span in ended if (span.ticket_id, span.end) in taken_up)


def _waited(held: list[digests.Held], start: datetime, end: datetime) -> dict[str, int]:
    waited: Counter[str] = Counter()
    for span in held:
        if span.holder not in ("nobody", "customer"):
            seconds = (min(span.end or end, end) - max(span.start, start)).total_seconds()
            waited[span.department or span.holder] += int(seconds)
    return dict(waited)
