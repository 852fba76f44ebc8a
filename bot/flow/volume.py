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
    """Let a worker ask for it where yesterday's is not known yet.

    Safe to call at any time: while it waits to be asked for, it is asked for once.
    """
    spec = uow.desk.file.volume
    if spec is None:
        return
    yesterday = roll_ups.today(uow, uow.desk.file.time_zone) - timedelta(days=1)
    if volumes.known(uow, uow.desk.file.time_zone, spec.name, yesterday):
        return
    outbox.enqueue(uow, Kind.VOLUME, "days", lane="volume", priority=_PRIORITY)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The local days that are asked for."""

    first: date
    last: date
    today: date


def wanted(uow: UnitOfWork) -> Wanted:
    """Ten weeks that are over: what a source has put right since is taken over."""
    today = roll_ups.today(uow, uow.desk.file.time_zone)
    return Wanted(today - timedelta(days=REACH), today - timedelta(days=1), today)


def keep(uow: UnitOfWork, counted: Mapping[date, int]) -> None:
    """Keep what was counted, in the place of what was known of these days. Safe to call twice."""
    spec = uow.desk.file.volume
    if spec is not None:
        volumes.keep(uow, uow.desk.file.time_zone, spec.name, counted)
