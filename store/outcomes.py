"""What became of suggestions, as rows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, func, or_, update
from sqlmodel import col, select

from bot.domain.draft import QUESTIONS, DraftState, Withheld
from bot.domain.outcome import Band, Tally, band, tally
from store import spans
from store.tables import DraftRow, ReportRow, TicketRow
from store.unit_of_work import UnitOfWork

#: The trait by which suggestions are counted; a week is the desk's, named by its Monday.
By = Literal["type", "engine", "article", "week"]
_DECIDED: Final = ("sent", "edited", "rejected", "superseded")
#: Withheld for a reason that says nothing of the assistant: no suggestion is wanted there.
_NOT_ROUTINE: Final = (
    Withheld.SENSITIVE.value,
    Withheld.CAUTION.value,
    Withheld.OUT_OF_SCOPE.value,
    Withheld.TYPE_OFF.value,
)
#: Somebody wrote an answer of their own while it stood.
_ANSWERED_WITHOUT: Final = and_(col(DraftRow.state) == "superseded", col(DraftRow.decided_by).is_not(None))

#: A person has asked for these, with nothing for an assistant to get right.
_SUGGESTED: Final = col(DraftRow.engine) != QUESTIONS


def changed(uow: UnitOfWork, draft_id: int, change: float) -> None:
    """How much of a suggestion was changed before it was sent, 0 to 1. Kept when the customer has it."""
    uow.execute(update(DraftRow).where(col(DraftRow.id) == draft_id).values(change=change))


def tallies(uow: UnitOfWork, by: By, since: datetime, until: datetime) -> dict[str, Tally]:
    """Suggestions that were decided from `since` until before `until`, by a trait. One that cites several articles
    counts for each of them."""
    bands: dict[str, list[Band]] = defaultdict(list)
    withheld: dict[str, int] = defaultdict(int)
    named, zone = _NAMES[by], ZoneInfo(uow.desk.file.time_zone)
    for row in _decided(uow, since, until, cited=by == "article"):
        found = band_of(row)
        for name in named(row, zone) if found else ():
            bands[name].append(found or Band.DISCARDED)
    for row in _withheld(uow, since, until) if by != "article" else ():
        for name in named(row, zone):
            withheld[name] += 1
    return {name: tally(bands[name], withheld[name]) for name in {*bands, *withheld}}


def changed_on(uow: UnitOfWork, since: datetime, until: datetime) -> dict[str, tuple[int, ...]]:
    """For each article the tickets, by number, on which a suggestion that cites it was not sent as it stood; delicate
    ones are left out."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in _decided(uow, since, until, cited=True):
        if row.level == "none" and band_of(row) not in (None, Band.AS_IS):
            for name in articles_in(row.sentences):
                found[name].add(row.ticket_id)
    return {name: tuple(sorted(numbers)) for name, numbers in found.items()}


def rejected(uow: UnitOfWork, since: datetime, until: datetime) -> Counter[str]:
    """How many suggestions were rejected for which reason."""
    wanted = (
        select(col(DraftRow.reject_reason), func.count())
        .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        .where(
            TicketRow.desk_id == uow.desk_id,
            _SUGGESTED,
            DraftRow.state == DraftState.REJECTED.value,
            col(DraftRow.decided_at) >= since,
            col(DraftRow.decided_at) < until,
        )
        .group_by(col(DraftRow.reject_reason))
    )
    return Counter({reason or "other": count for reason, count in uow.execute(wanted)})


def band_of(row: Row[Any] | DraftRow) -> Band | None:
    """What became of one; None where that is not known: overtaken before anybody decided, or sent before it was
    measured."""
    match DraftState(row.state):
        case DraftState.SENT | DraftState.EDITED if row.change is not None:
            return band(row.change)
        case DraftState.SENT:
            return Band.AS_IS
        case DraftState.REJECTED:
            return Band.DISCARDED
        case DraftState.SUPERSEDED if row.decided_by is not None and row.reason is None:
            return Band.DISCARDED  # somebody answered without it
    return None


def _decided(uow: UnitOfWork, since: datetime, until: datetime, *, cited: bool) -> Iterable[Row[Any]]:
    return uow.execute(
        _of_desk(uow, cited=cited).where(
            col(DraftRow.state).in_(_DECIDED),
            col(DraftRow.decided_at) >= since,
            col(DraftRow.decided_at) < until,
            or_(col(DraftRow.state) != "superseded", _ANSWERED_WITHOUT),
        )
    ).yield_per(500)


def _withheld(uow: UnitOfWork, since: datetime, until: datetime) -> Iterable[Row[Any]]:
    stands = or_(col(DraftRow.state).in_(("withheld", "asked")), _ANSWERED_WITHOUT)
    routine = and_(stands, col(DraftRow.reason).not_in(_NOT_ROUTINE))
    made = col(DraftRow.created_at) >= since, col(DraftRow.created_at) < until
    return uow.execute(_of_desk(uow).where(routine, *made)).yield_per(500)


def _of_desk(uow: UnitOfWork, *, cited: bool = False) -> Any:
    """`cited`: with the sentences, which are most of a row."""
    wanted: list[Any] = [DraftRow.state, DraftRow.reason, DraftRow.type, DraftRow.engine, DraftRow.change]
    wanted += [DraftRow.decided_by, DraftRow.decided_at, DraftRow.created_at, DraftRow.ticket_id, TicketRow.level]
    statement = select(*wanted, *([DraftRow.sentences] if cited else []))
    return statement.join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id)).where(
        TicketRow.desk_id == uow.desk_id, _SUGGESTED
    )


def articles_in(sentences: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The articles that stored sentences cite, each once."""
    cited = (one for sentence in sentences for one in sentence.get("evidence", ()) if one["kind"] == "article")
    yield from dict.fromkeys(one["id"] for one in cited)


def _week(row: Row[Any], zone: ZoneInfo) -> list[str]:
    day = (row.decided_at or row.created_at).astimezone(zone).date()
    return [str(day - timedelta(days=day.weekday()))]


_NAMES: Final[dict[str, Callable[[Row[Any], ZoneInfo], Iterable[str]]]] = {
    "type": lambda row, _: [row.type] if row.type else [],
    "engine": lambda row, _: [row.engine],
    "article": lambda row, _: articles_in(row.sentences),
    "week": _week,
}


def of_type(uow: UnitOfWork, type_name: str, since: datetime) -> Tally:
    """How the suggestions of one type that were decided since then came out."""
    rows = uow.execute(
        select(DraftRow.state, DraftRow.reason, DraftRow.change, DraftRow.decided_by)
        .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        .where(
            TicketRow.desk_id == uow.desk_id,
            DraftRow.type == type_name,
            _SUGGESTED,
            col(DraftRow.state).in_(_DECIDED),
            col(DraftRow.decided_at) >= since,
        )
    )
    return tally(found for row in rows if (found := band_of(row)) is not None)


def trouble(uow: UnitOfWork, type_name: str, since: datetime) -> tuple[int, int]:
    """(tickets that were answered with a suggestion of the type since then and reopened after it, suggestions
    reported)."""
    reopened = (
        select(func.count(func.distinct(col(DraftRow.ticket_id))))
        .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        .where(
            TicketRow.desk_id == uow.desk_id,
            DraftRow.type == type_name,
            _SUGGESTED,
            col(DraftRow.state).in_(("sent", "edited")),
            col(DraftRow.decided_at) >= since,
            spans.reopened(col(DraftRow.ticket_id), col(DraftRow.decided_at)),
        )
    )
    reported = (
        select(func.count(func.distinct(ReportRow.draft_id)))
        .join(DraftRow, col(DraftRow.id) == col(ReportRow.draft_id))
        .where(ReportRow.desk_id == uow.desk_id, DraftRow.type == type_name, col(ReportRow.created_at) >= since)
    )
    return int(uow.execute(reopened).scalar_one()), int(uow.execute(reported).scalar_one())
