"""How much business there was on each day: asked for once a day, and kept, so that no digest waits for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.outbox import Kind
from bot.domain.volume import REACH
from bot.flow import roll_ups
from store import outbox, volumes
from store.unit_of_work import UnitOfWork

_PRIORITY: Final = 90


def look(uow: UnitOfWork) -> None:
    """Let a worker ask for it in each time zone where yesterday's is not known yet.

    Safe to call at any time: while it waits to be asked for, it is asked for once.
    """
    for zone in missing(uow):
        outbox.enqueue(uow, Kind.VOLUME, zone, lane="volume", priority=_PRIORITY)


def told(uow: UnitOfWork, zone: str) -> bool:
    """Whether somebody counts the days of a time zone."""
    file = uow.desk.file
    return file.volume is not None and file.volume.tells(zone, file.time_zone)


def missing(uow: UnitOfWork) -> list[str]:
    """The time zones in which yesterday is over and what there was of it is not known."""
    spec = uow.desk.file.volume
    return [
        zone
        for zone in roll_ups.zones(uow.desk.file)
        if spec is not None
        and told(uow, zone)
        and not volumes.known(uow, zone, spec.name, roll_ups.today(uow, zone) - timedelta(days=1))
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The local days that are asked for."""

    zone: str
    first: date
    last: date
    today: date


def wanted(uow: UnitOfWork, zone: str) -> Wanted:
    """Ten weeks that are over: what a source has put right since is taken over."""
    today = roll_ups.today(uow, zone)
    return Wanted(zone, today - timedelta(days=REACH), today - timedelta(days=1), today)


def keep(uow: UnitOfWork, zone: str, counted: Mapping[date, int]) -> None:
    """Keep what was counted, in the place of what was known of these days. Safe to call twice."""
    spec = uow.desk.file.volume
    if spec is not None and told(uow, zone):
        volumes.keep(uow, zone, spec.name, counted)
