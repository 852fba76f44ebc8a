"""Suggestions and what became of them."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, bindparam, update
from sqlmodel import col, select

from bot.domain.draft import Draft, DraftState, Sentence, Suggestion, Summary, Withheld
from bot.domain.outside import Usage
from bot.domain.record import LinkedRecord
from store import outside_calls, tickets
from store.tables import DraftRow, TicketRow
from store.unit_of_work import UnitOfWork, columns

CURRENT = ("proposed", "withheld", "asked")
_OF_TICKET = select(*columns(DraftRow)).where(col(DraftRow.ticket_id) == bindparam("ticket_id"))
_CURRENT = _OF_TICKET.where(col(DraftRow.state).in_(CURRENT))
_NEWEST = _OF_TICKET.order_by(col(DraftRow.id).desc()).limit(1)
_SENTENCES = TypeAdapter(tuple[Sentence, ...])
_SUMMARY = TypeAdapter(Summary)
_RECORDS = TypeAdapter(tuple[LinkedRecord, ...])


def current(uow: UnitOfWork, ticket_id: int) -> Draft | None:
    """The suggestion (or the reason for none) that a ticket's card shows."""
    row = uow.run(_CURRENT, ticket_id=ticket_id).first()
    return value(row) if row else None


def newest(uow: UnitOfWork, ticket_id: int) -> Draft | None:
    """The last suggestion that a ticket had, whatever became of it."""
    row = uow.run(_NEWEST, ticket_id=ticket_id).first()
    return value(row) if row else None


def standing(uow: UnitOfWork) -> list[Draft]:
    """The current suggestion, or the reason for none, of each ticket of the desk."""
    mine = select(col(TicketRow.id)).where(TicketRow.desk_id == uow.desk_id)
    current = select(*columns(DraftRow)).where(col(DraftRow.state).in_(CURRENT), col(DraftRow.ticket_id).in_(mine))
    return [value(row) for row in uow.execute(current.order_by(col(DraftRow.id)))]


def without_source(uow: UnitOfWork, since: datetime, limit: int) -> list[int]:
    """The newest tickets, by number, to which nothing checked and up to date had an answer, since then."""
    asked = (
        select(col(DraftRow.ticket_id))
        .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        .where(
            TicketRow.desk_id == uow.desk_id,
            TicketRow.level == "none",
            DraftRow.reason == Withheld.NO_SOURCE.value,
            col(DraftRow.created_at) >= since,
        )
        .distinct()
        .order_by(col(DraftRow.ticket_id).desc())
        .limit(limit)
    )
    return sorted(uow.execute(asked).scalars())


def get(uow: UnitOfWork, draft_id: int) -> Draft | None:
    row = uow.session.get(DraftRow, draft_id, populate_existing=True)
    return value(row) if row else None


def propose(
    uow: UnitOfWork, ticket_id: int, suggestion: Suggestion, state: DraftState, message_id: int | None, latency_ms: int
) -> int:
    """Store a suggestion as the current one; the one before is superseded. Returns its id."""
    supersede(uow, ticket_id)
    return _add(uow, ticket_id, suggestion, state, message_id, latency_ms)


def keep_newer(
    uow: UnitOfWork, ticket_id: int, suggestion: Suggestion, message_id: int | None, latency_ms: int
) -> tuple[int, DraftState]:
    """Store a suggestion beside the current one, which somebody is reading: `newer_than` finds it there."""
    state = DraftState.SUPERSEDED
    return _add(uow, ticket_id, suggestion, state, message_id, latency_ms), state


def newer_than(uow: UnitOfWork, draft: Draft) -> bool:
    """Whether a suggestion came after the current one that somebody has opened."""
    later = select(DraftRow.id).where(DraftRow.ticket_id == draft.ticket_id, col(DraftRow.id) > draft.id)
    return draft.opened and uow.session.exec(later.limit(1)).first() is not None


def prefer(uow: UnitOfWork, newer: Draft) -> None:
    """A suggestion that was kept beside the current one takes its place."""
    supersede(uow, newer.ticket_id)
    proposed = {"state": DraftState.PROPOSED.value, "decided_at": None}
    uow.execute(update(DraftRow).where(col(DraftRow.id) == newer.id).values(**proposed))


def _add(
    uow: UnitOfWork, ticket_id: int, suggestion: Suggestion, state: DraftState, message_id: int | None, latency_ms: int
) -> int:
    usage = suggestion.usage
    row = uow.add(
        DraftRow(
            ticket_id=ticket_id,
            type=tickets.get(uow, ticket_id).type or "",
            state=state.value,
            reason=suggestion.withheld.value if suggestion.withheld else None,
            facts=suggestion.facts,
            body="" if suggestion.withheld else suggestion.body,
            sentences=[]
            if suggestion.withheld
            else _SENTENCES.dump_python(suggestion.sentences, mode="json", exclude_defaults=True),
            records=[] if suggestion.withheld else _RECORDS.dump_python(suggestion.records, mode="json"),
            language=suggestion.language,
            engine=suggestion.engine,
            last_message_id=message_id,
            desk_version_id=uow.desk_version,
            latency_ms=latency_ms,
            created_at=uow.at,
            **(_cost(usage, suggestion.engine) if usage else {}),
        )
    )
    if usage:
        outside_calls.belongs_to(uow, usage.call_id, row.id or 0)
    return row.id or 0


def _cost(usage: Usage, engine: str) -> dict[str, Any]:
    """A call that came to nothing has cost something too, but its prompt has written nothing."""
    prompt = {"prompt_id": usage.prompt_id, "prompt_version": usage.prompt_version} if engine == "outside" else {}
    return {
        **prompt,
        "input_tokens": usage.input_tokens or 0,
        "cached_tokens": usage.cached_tokens or 0,
        "output_tokens": usage.output_tokens or 0,
        "cost_micros": usage.cost_micros,
    }


def supersede(uow: UnitOfWork, ticket_id: int, by: int | None = None) -> None:
    """The current suggestion no longer counts: the case has changed, or the person `by` answers without it."""
    uow.execute(
        update(DraftRow)
        .where(col(DraftRow.ticket_id) == ticket_id, col(DraftRow.state).in_(CURRENT))
        .values(state=DraftState.SUPERSEDED.value, decided_at=uow.at, decided_by=by)
    )


def decide(uow: UnitOfWork, draft_id: int, state: DraftState, person_id: int, reason: str = "") -> bool:
    """Record what a person did with a proposed suggestion. False when it is no longer proposed."""
    changed = uow.execute(
        update(DraftRow)
        .where(col(DraftRow.id) == draft_id, col(DraftRow.state) == DraftState.PROPOSED.value)
        .values(state=state.value, decided_by=person_id, decided_at=uow.at, reject_reason=reason)
    )
    return int(getattr(changed, "rowcount", 0)) == 1


def unsend(uow: UnitOfWork, draft_id: int, *, stands_again: bool) -> None:
    """The reply made of a suggestion did not leave: it is proposed again, or superseded where a newer one stands."""
    row = uow.session.get(DraftRow, draft_id, populate_existing=True)
    if row is None or row.state not in ("sent", "edited"):
        return
    again = stands_again and current(uow, row.ticket_id) is None
    row.state = (DraftState.PROPOSED if again else DraftState.SUPERSEDED).value
    row.decided_by, row.decided_at = None, None if again else uow.at
    uow.session.flush()


def mark_opened(uow: UnitOfWork, draft_id: int) -> None:
    """Somebody reads it in full: from now on it is not replaced under their eyes."""
    uow.execute(update(DraftRow).where(col(DraftRow.id) == draft_id).values(opened=True))


def value(row: DraftRow | Row[Any]) -> Draft:
    return Draft(
        id=row.id or 0,
        ticket_id=row.ticket_id,
        state=DraftState(row.state),
        reason=Withheld(row.reason) if row.reason else None,
        facts=dict(row.facts),
        body=row.body,
        sentences=_SENTENCES.validate_python(row.sentences),
        language=row.language,
        engine=row.engine,
        last_message_id=row.last_message_id,
        desk_version=row.desk_version_id,
        created_at=row.created_at,
        records=_RECORDS.validate_python(row.records),
        opened=row.opened,
        prompt_id=row.prompt_id,
        prompt_version=row.prompt_version,
    )


def summary_columns(summary: Summary) -> dict[str, Any]:
    """A summary as it is kept on its ticket."""
    kept: dict[str, Any] = _SUMMARY.dump_python(summary, mode="json", exclude_defaults=True)
    return kept


def summary_value(kept: dict[str, Any]) -> Summary:
    """The summary that `summary_columns` made; an empty one for a ticket without."""
    return _SUMMARY.validate_python(kept)
