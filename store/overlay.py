"""What people have decided since the desk file was written: checks, quarantines, modes. See `bot.domain.overlay`."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, bindparam, func, update
from sqlmodel import Session, col, select

from bot.domain.desk import Desk
from bot.domain.overlay import Check, Drafts, Kind, Mode, Overlay, Quarantine, Ref, applied
from store.engine import reader, unavailable
from store.tables import DeskRow, QuarantineRow, SourceCheckRow, TypeModeRow
from store.unit_of_work import UnitOfWork, columns

T = TypeVar("T")

#: The schema's kinds are older than macros: one is kept as a template of this name, which no template may have
#: (`bot.domain.desk_texts`).
_MACRO: Final = "macro:"

#: Changes whenever any of it does.
Version = tuple[Any, ...]


def _newest(table: Any) -> Any:
    return select(func.max(table.id)).where(col(table.desk_id) == bindparam("desk_id")).scalar_subquery()


_STANDS: Final[ColumnElement[bool]] = col(QuarantineRow.lifted_at).is_(None)
_VERSION: Final = select(
    _newest(SourceCheckRow),
    _newest(QuarantineRow),
    select(func.count(col(QuarantineRow.id)))
    .where(col(QuarantineRow.desk_id) == bindparam("desk_id"), _STANDS)
    .scalar_subquery(),
    _newest(TypeModeRow),
)


def version(uow: UnitOfWork) -> Version:
    """What is to be compared in order to know whether anything was decided since."""
    return tuple(uow.run(_VERSION, desk_id=uow.desk_id).one())


def read(uow: UnitOfWork) -> Overlay:
    """All of it that counts now."""
    return Overlay(checks=_checks(uow), quarantines=standing(uow), modes=_modes(uow))


def looked_up(url: str, written: Desk, now: datetime) -> Overlay:
    """`read` for a command that must not write, not even that it was there. Raises `DatabaseUnavailable`."""
    return glance(url, written, now, read)


def glance(url: str, written: Desk, now: datetime, query: Callable[[UnitOfWork], T]) -> T:
    """What a query says, for a command that must not write. Raises `DatabaseUnavailable`."""
    engine = reader(url)
    try:
        with unavailable(), Session(engine, autoflush=False) as session:
            desk_id = session.exec(select(DeskRow.id).order_by(col(DeskRow.id))).first() or 0
            uow = UnitOfWork(
                session=session,
                now=now,
                at=now,
                written=written,
                desk=written,
                desk_id=desk_id,
                desk_version=0,
                keys={},
            )
            return query(uow)
    finally:
        engine.dispose()


def fresh(uow: UnitOfWork) -> None:
    """Let `uow.desk` be what this transaction sees: for whoever lets something leave, or has just decided something.

    Other transactions may lag by two seconds behind what another process has decided.
    """
    uow.session.flush()
    uow.desk = applied(uow.written, read(uow))


def decide(uow: UnitOfWork) -> None:
    """`fresh`, and nobody else decides anything until the transaction ends: one decision comes after the other."""
    uow.execute(select(col(DeskRow.id)).where(col(DeskRow.id) == uow.desk_id).with_for_update())
    fresh(uow)


def check(uow: UnitOfWork, ref: Ref, by: int, valid_until: date) -> None:
    """**I checked this today**, on record."""
    uow.append(
        SourceCheckRow, desk_id=uow.desk_id, **_kept(ref.kind, ref.name), language=ref.language, version=ref.version,
        person_id=by, checked=uow.today, valid_until=valid_until, created_at=uow.at,
    )  # fmt: skip
    _decided(uow)


def quarantine(uow: UnitOfWork, kind: Kind, name: str, depends_on: str, reason: str, by: int) -> bool:
    """Hold something back until it was checked. False where it is held already: then nothing changes."""
    if any((one.kind, one.name) == (kind, name) for one in standing(uow)):
        return False
    uow.append(
        QuarantineRow, desk_id=uow.desk_id, **_kept(kind, name), depends_on=depends_on, reason=reason, person_id=by,
        created_at=uow.at,
    )  # fmt: skip
    _decided(uow)
    return True


def lift(uow: UnitOfWork, quarantine_id: int, by: int) -> bool:
    """End a quarantine. False where somebody has done so."""
    ended = update(QuarantineRow).where(col(QuarantineRow.id) == quarantine_id, _STANDS)
    changed = uow.execute(ended.values(lifted_by=by, lifted_at=uow.at))
    _decided(uow)
    return int(getattr(changed, "rowcount", 0)) == 1


def standing(uow: UnitOfWork) -> tuple[Quarantine, ...]:
    """The quarantines that have not been lifted, oldest first."""
    rows = uow.execute(
        select(*columns(QuarantineRow))
        .where(col(QuarantineRow.desk_id) == uow.desk_id, _STANDS)
        .order_by(col(QuarantineRow.id))
    )
    return tuple(_quarantine(row) for row in rows)


def set_mode(
    uow: UnitOfWork, type_name: str, mode: Drafts, before: Drafts, by: int | None, reason: str, facts: dict[str, Any]
) -> None:
    """A type is on another mode from now on. `before` is what the desk file says; `by` None: it did so by itself."""
    uow.append(
        TypeModeRow, desk_id=uow.desk_id, type=type_name, mode=mode, before=before, person_id=by, reason=reason,
        facts=facts, created_at=uow.at,
    )  # fmt: skip
    _decided(uow)


def _quarantine(row: Any) -> Quarantine:
    kind, name = _named(row.kind, row.name)
    return Quarantine(
        id=row.id, kind=kind, name=name, depends_on=row.depends_on, reason=row.reason, at=row.created_at,
        by=row.person_id,
    )  # fmt: skip


def _kept(kind: Kind, name: str) -> dict[str, str]:
    return {"kind": "template", "name": f"{_MACRO}{name}"} if kind == "macro" else {"kind": kind, "name": name}


def _named(kind: Kind, name: str) -> tuple[Kind, str]:
    is_macro = kind == "template" and name.startswith(_MACRO)
    return ("macro", name.removeprefix(_MACRO)) if is_macro else (kind, name)


def _decided(uow: UnitOfWork) -> None:
    uow.overlaid = True
    fresh(uow)


def _checks(uow: UnitOfWork) -> tuple[Check, ...]:
    rows = _latest(uow, SourceCheckRow, ("kind", "name", "language", "version"))
    return tuple(
        Check(
            ref=Ref(*_named(row.kind, row.name), row.language, row.version),
            checked=row.checked,
            valid_until=row.valid_until,
            at=row.created_at,
            by=row.person_id,
        )
        for row in rows
    )


def _modes(uow: UnitOfWork) -> tuple[Mode, ...]:
    rows = _latest(uow, TypeModeRow, ("type",))
    return tuple(
        Mode(type=row.type, mode=row.mode, before=row.before, at=row.created_at, by=row.person_id) for row in rows
    )


def _latest(uow: UnitOfWork, table: Any, by: tuple[str, ...]) -> Iterable[Any]:
    newest = select(func.max(table.id)).where(table.desk_id == uow.desk_id).group_by(*(getattr(table, n) for n in by))
    return uow.execute(select(*columns(table)).where(col(table.id).in_(newest)).order_by(col(table.id)))
