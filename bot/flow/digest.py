"""Digests: one for each audience and local day, and the same asked for privately, for any day."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.desk import DigestSpec
from bot.domain.digest import DigestFigures, covers
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor
from bot.domain.roles import Action, require
from bot.domain.schedule import Daily, due, local_day
from bot.domain.shared import Shared
from bot.flow import day_figures, outbox
from bot.flow.actors import actor
from store import digests, people
from store.unit_of_work import UnitOfWork

#: How far back missed digests are caught up after a downtime; older ones would only be noise.
CATCH_UP = timedelta(days=3)
#: No desk is older, and what is usual of a day lies before it.
_EARLIEST: Final = date(2000, 1, 1)
#: The kinds that tell of local days.
_OF_DAYS: Final = ("day", "week")


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
    """The figures of a run, and the channel that they are for. None where it tells of no days."""
    run = digests.run(uow, run_id)
    if run is None:
        return None
    if (shared := Shared.of(run.digest)) is not None:
        return _shared(uow, shared, run.audience) if shared.days else None
    spec = next((found for found in uow.desk.file.digests if found.name == run.digest), None)
    if spec is None:  # it has left the desk file since
        before = run.local_date - timedelta(days=1)
        return day_figures.of(uow, run.digest, before, before, uow.desk.file.time_zone, ()), run.audience
    first, last = covers(run.local_date, spec.days)
    if spec.kind == "week":
        first = last - timedelta(days=6)
    return day_figures.of(uow, run.digest, first, last, spec.time_zone, spec.queues), run.audience


def asked(uow: UnitOfWork, queue: str | None, when: str, by: str) -> DigestFigures:
    """`/digest`: the figures of today so far, of yesterday, of a day such as 2026-11-24, of the seven days before
    today, or of those up to a day, privately.

    Raises `Refused(UNKNOWN_WORD)` for a queue or day that does not exist or is still to come, or a role's refusal.
    """
    check(uow, queue, by)
    first, last = days(uow, when)
    chosen = (queue,) if queue else ()
    return day_figures.of(uow, "asked", first, last, zone(uow), chosen, day_figures.LATELY)


def check(uow: UnitOfWork, queue: str | None, by: str) -> Actor:
    """Who asks for a digest of a queue, or of all. Raises as `asked`."""
    who = actor(uow, by)
    if queue is not None and queue not in {found.name for found in uow.desk.file.queues}:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=queue)
    require(Action.DIGEST, who, None, queue)
    return who


def share(uow: UnitOfWork, queue: str | None, when: str, channel: str, by: str) -> None:
    """**Share**: post it in the channel where it was asked for, with who did. `when` as for `asked`, or `standup`.
    Asked for again on the same day, it stands there once.

    Raises as `asked`, and `Refused(NOT_SHARED_HERE)` in a channel that the desk file does not name.
    """
    who = check(uow, queue, by)
    told = None if when == "standup" else days(uow, when)
    place = people.channel_name_of(uow, channel)
    if not place:
        raise Refused(RefusalCode.NOT_SHARED_HERE)
    shared = Shared(queue=queue or "", days=told, by=who.person.id)
    run_id = digests.begin(uow, shared.name, place, _today(uow))
    if run_id is not None:
        outbox.digest(uow, run_id, place)


def _shared(uow: UnitOfWork, shared: Shared, audience: str) -> tuple[DigestFigures, str]:
    first, last = shared.days or (_today(uow), _today(uow))
    chosen = (shared.queue,) if shared.queue else ()
    person = people.by_id(uow, shared.by)
    figures = day_figures.of(uow, "shared", first, last, zone(uow), chosen)
    return replace(figures, shared_by=person.name if person else ""), audience


def zone(uow: UnitOfWork) -> str:
    """Whose days are told of where one person asks."""
    spec = next((spec for spec in uow.desk.file.digests if spec.kind in _OF_DAYS), None)
    return spec.time_zone if spec else uow.desk.file.time_zone


def _today(uow: UnitOfWork) -> date:
    return uow.at.astimezone(ZoneInfo(zone(uow))).date()


def days(uow: UnitOfWork, when: str) -> tuple[date, date]:
    """The first and the last day that somebody asks for; `week 2026-11-24`: the seven days up to that one.

    Raises `Refused(UNKNOWN_WORD)`.
    """
    today = _today(uow)
    yesterday = today - timedelta(days=1)
    match when:
        case "today":
            return today, today
        case "yesterday":
            return yesterday, yesterday
        case "week":
            return yesterday - timedelta(days=6), yesterday
    week = when.startswith("week ")
    try:
        day = date.fromisoformat(when.removeprefix("week "))
    except ValueError:
        day = date.max
    if not _EARLIEST <= day <= (yesterday if week else today):
        raise Refused(RefusalCode.UNKNOWN_WORD, word=when)
    return (day - timedelta(days=6) if week else day), day
