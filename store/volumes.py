"""How much business there was, by local day: kept beside the day's figures, of no queue.

The ledger knows nothing of it, so that counting a day anew leaves it as it is.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlmodel import col, select

from bot.domain.figures import Figure
from store.tables import DayFigureRow
from store.unit_of_work import UnitOfWork

_KEY: Final = ("desk_id", "zone", "day", "queue", "cut", "named", "figure", "key")


def keep(uow: UnitOfWork, zone: str, name: str, counted: Mapping[date, int]) -> None:
    """Let these days have these counts. Safe to call twice."""
    if not counted:
        return
    same = {"desk_id": uow.desk_id, "zone": zone, "queue": "", "cut": "", "named": "", "figure": Figure.BUSINESS.value}
    same |= {"key": name, "wall": 1, "business": 0, "spread": {}}
    rows: list[dict[str, Any]] = [same | {"day": day, "count": count} for day, count in sorted(counted.items())]
    new = uow.insert(DayFigureRow).values(rows)
    uow.execute(new.on_conflict_do_update(index_elements=list(_KEY), set_={"count": new.excluded["count"]}))


def known(uow: UnitOfWork, zone: str, name: str, day: date) -> bool:
    """Whether it is known of a day."""
    wanted = select(col(DayFigureRow.count)).where(
        DayFigureRow.desk_id == uow.desk_id,
        DayFigureRow.zone == zone,
        DayFigureRow.day == day,
        DayFigureRow.queue == "",
        DayFigureRow.figure == Figure.BUSINESS.value,
        DayFigureRow.key == name,
    )
    return uow.execute(wanted).first() is not None
