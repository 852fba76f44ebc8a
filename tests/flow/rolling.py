"""Rolling up as the chore and the worker do it, one after the other, without a worker."""

from datetime import date

from sqlalchemy import text

from bot.domain.figures import Rolled
from bot.domain.rolled import roll
from bot.domain.schedule import local_day
from bot.flow import roll_ups
from store import standing, stories
from store.store import Store
from store.unit_of_work import UnitOfWork


async def rolled(store: Store, zone: str = "UTC") -> int:
    """Look for what has changed, and roll it up; how many days that were."""
    await store.write(roll_ups.look)
    days = 0
    while (counted := await store.read(roll_ups.count_next, zone)) is not None:
        await store.write(roll_ups.keep, counted)
        days += 1
    return days


def recomputed(uow: UnitOfWork, zone: str, day: date) -> Rolled:
    """A day counted from everything that there is, without asking what happened on it."""
    start, end = local_day(day, zone)
    everything = list(uow.execute(text("SELECT id FROM ticket ORDER BY id")).scalars())
    until = min(end, uow.at)
    told = stories.of(uow, everything)
    return roll(start, until, told, standing.of_day(uow, start, until), roll_ups.rules(uow, zone, day))
