"""The figures of local days for managers: what came, what became of it, who waited for whom, and what stands."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.desk import Queue
from bot.domain.digest import Against, DigestFigures, QueueFigures, Usual, headline
from bot.domain.figures import Cut, Figure, Figures
from bot.domain.pause import Pause
from bot.domain.schedule import local_day
from bot.domain.silence import Silence
from bot.domain.success import JUDGED_AFTER
from bot.domain.volume import per_hundred
from bot.flow import figures as rolled
from bot.flow import review_scores, volume, week_figures
from store import clocks, digests, pauses, silences
from store.digests import Stands
from store.unit_of_work import UnitOfWork

#: How old today's figures may be: those that are posted are of now, those that one person asks for come at once.
NOW: Final = timedelta()
LATELY: Final = timedelta(minutes=15)
#: What stood in a queue at the end of a day is read backwards from now, and only told of days that ended so lately; of
#: earlier ones it is only how much it was, which was rolled up.
_RECENT: Final = timedelta(days=4)
#: Reviews are drawn once a week, and told of with seven days or more.
_WEEK: Final = timedelta(days=6)


def of(
    uow: UnitOfWork, name: str, first: date, last: date, zone: str, queues: tuple[str, ...], fresh: timedelta = NOW
) -> DigestFigures:
    """The figures of full local days (or of today so far), all queues together and each by itself.

    They come from what was rolled up of the ledger, so that a day that is over keeps its figures whatever happens to
    its tickets later; today's may be `fresh` old. What waits for whom at the end of the last day is read from the
    ledger.
    """
    start, end = local_day(first, zone)[0], local_day(last, zone)[1]
    wanted = [queue for queue in uow.desk.file.queues if not queues or queue.name in queues]
    week = last - first >= _WEEK
    cuts = {Cut.ALL, Cut.TYPE, Cut.CAUSE, *(week_figures.CUTS if week else ())}
    days = rolled.read(uow, first, last, zone, queues, cuts, fresh=fresh)
    told, by_queue = days.figures, days.by_queue()
    so_far = uow.at < end
    if so_far:  # what stands is told of the same moment as what came
        end = max(start, days.as_of or uow.at)
    names = [queue.name for queue in wanted]
    stands = digests.standing(uow, names, end) if uow.at - end <= _RECENT else None
    usual = Usual() if so_far else rolled.usual(uow, first, last, zone, queues)[""]
    return DigestFigures(
        name=name,
        first=first,
        last=last,
        until=f"{end.astimezone(ZoneInfo(zone)):%H:%M}" if so_far else "",
        told=told,
        usual=usual,
        headline=headline(told, usual, {} if so_far else _causes(uow, days, zone, queues)),
        against=None if so_far else _against(uow, days, zone, usual),
        types=_types(uow, days),
        judged=_judged(uow, first, last, zone, queues),
        reviewed=review_scores.drawn_between(uow, start, end, queues) if week else None,
        week=week_figures.of(uow, days, zone, queues) if week else None,
        pauses=tuple(
            _pause(queue, pause, ZoneInfo(zone))
            for queue in wanted
            for pause in pauses.between(uow, queue.name, start, end)
        ),
        silences=tuple(_silence(silence, start, end, ZoneInfo(zone)) for silence in silences.between(uow, start, end)),
        days=tuple(days.by_day().items()) if first < last else (),
        queues=tuple(_queue(queue, end, by_queue.get(queue.name, Figures()), stands) for queue in wanted),
        overdue=clocks.overdue(uow, names),
        stale_articles=tuple(
            (article.title, article.owner) for article in uow.desk.articles if article.expired(uow.today)
        ),
        stopped_replies=digests.stopped(uow, start, end),
        parked=digests.parked(uow),
    )


def _causes(uow: UnitOfWork, days: rolled.Days, zone: str, queues: tuple[str, ...]) -> dict[str, tuple[Figures, Usual]]:
    before = rolled.usual(uow, days.first, days.last, zone, queues, Cut.CAUSE)
    nothing = Usual(tuple(Figures() for _ in before[""].weeks))
    return {name: (told, before.get(name, nothing)) for name, told in days.by(Cut.CAUSE).items() if name}


def _against(uow: UnitOfWork, days: rolled.Days, zone: str, usual: Usual) -> Against | None:
    spec = uow.desk.file.volume
    if spec is None or not volume.told(uow, zone):
        return None
    count = (days.last - days.first).days + 1
    before = usual.median(lambda one: per_hundred(one, spec.name, count))
    return Against(name=spec.name, per_hundred=per_hundred(days.figures, spec.name, count), usual=before)


def _types(uow: UnitOfWork, days: rolled.Days) -> tuple[tuple[str, Figures], ...]:
    found = days.by(Cut.TYPE)
    kinds = {name: uow.desk.type(name) for name in found}
    told = [(kind.title if (kind := kinds[name]) else name, figures) for name, figures in found.items()]
    return tuple(sorted(told, key=lambda pair: (-pair[1].count(Figure.RECEIVED), pair[0])))


def _judged(
    uow: UnitOfWork, first: date, last: date, zone: str, queues: tuple[str, ...]
) -> tuple[date, date, Figures] | None:
    """The same days a week before: of what was resolved then it is known by now whether that was right."""
    first, last = first - JUDGED_AFTER, last - JUDGED_AFTER
    told = rolled.read(uow, first, last, zone, queues).figures
    return (first, last, told) if told.count(Figure.JUDGED) else None


def _pause(queue: Queue, pause: Pause, zone: ZoneInfo) -> tuple[str, str, str, str]:
    return queue.title, pause.by, pause.reason, f"{pause.until.astimezone(zone):%H:%M}"


def _silence(silence: Silence, start: datetime, end: datetime, zone: ZoneInfo) -> tuple[str, str, str]:
    began, ended = silence.began_at, silence.ended_at
    since = f"{began.astimezone(zone):%H:%M}" if began > start else ""
    return silence.source, since, f"{ended.astimezone(zone):%H:%M}" if ended and ended < end else ""


def _queue(queue: Queue, end: datetime, told: Figures, stands: dict[str, Stands] | None) -> QueueFigures:
    rolled_up = Stands(backlog=told.count(Figure.BACKLOG))
    standing = rolled_up if stands is None else stands.get(queue.name, Stands())
    return QueueFigures(
        queue=queue.name,
        title=queue.title,
        received=told.count(Figure.RECEIVED),
        resolved=told.count(Figure.RESOLVED),
        backlog=standing.backlog,
        unassigned=None if stands is None else standing.unassigned,
        oldest_waiting_seconds=int((end - standing.oldest).total_seconds()) if standing.oldest else None,
        waiting_first_answer=standing.first_answer,
        waiting_next_answer=standing.next_answer,
        waiting_approval=standing.approval,
    )
