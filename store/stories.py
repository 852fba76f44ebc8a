"""Tickets' stories for the figures, many at a time: a few statements for some hundred tickets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row as Found
from sqlalchemy import case, null
from sqlmodel import col, select

from bot.domain.draft import QUESTIONS
from bot.domain.handoff import number_of
from bot.domain.story import DETAILED, SENT, TOLD, Asked, Call, Entry, Story, Suggested, Traits
from bot.domain.ticket import State
from store import contacts
from store.outcomes import articles_in, band_of
from store.tables import (
    CauseRow,
    DraftRow,
    HandoffRow,
    HandoffTicketRow,
    JournalRow,
    OutsideCallRow,
    PersonRow,
    ReplyRow,
    TicketRow,
)
from store.unit_of_work import UnitOfWork

#: Reading what a line says costs more than reading the line.
_DETAIL: Final = case((col(JournalRow.action).in_(DETAILED), col(JournalRow.detail)), else_=null())
_ENTRY: Final[Sequence[Any]] = (
    JournalRow.ticket_id, JournalRow.at, JournalRow.actor, JournalRow.action, _DETAIL,
)  # fmt: skip
_DRAFT: Final[Sequence[Any]] = (
    DraftRow.id, DraftRow.ticket_id, DraftRow.type, DraftRow.state, DraftRow.reason, DraftRow.change,
    DraftRow.decided_by, DraftRow.decided_at, DraftRow.created_at, DraftRow.sentences,
)  # fmt: skip
_ASKED: Final[Sequence[Any]] = (
    HandoffTicketRow.ticket_id, HandoffRow.id, HandoffRow.department, HandoffTicketRow.created_at,
    HandoffTicketRow.answered_at, HandoffRow.promised_at,
)  # fmt: skip


def touched(uow: UnitOfWork, start: datetime, end: datetime) -> list[int]:
    """The tickets to which something happened from `start` until before `end`, by number."""
    wanted = (
        select(col(JournalRow.ticket_id))
        .where(
            JournalRow.desk_id == uow.desk_id,
            col(JournalRow.action).in_(TOLD),
            col(JournalRow.at) >= start,
            col(JournalRow.at) < end,
        )
        .distinct()
    )
    return sorted(uow.execute(wanted).scalars())


def of(uow: UnitOfWork, ticket_ids: Sequence[int]) -> Iterator[Story]:
    """The stories of these tickets, in their order."""
    for some in contacts.chunks(ticket_ids):
        yield from _some(uow, some)


def _some(uow: UnitOfWork, ids: Sequence[int]) -> Iterator[Story]:
    parts: list[Any] = [*contacts.TICKET, PersonRow.segment, PersonRow.value]
    wanted: Any = select(*parts).join(PersonRow, col(PersonRow.id) == col(TicketRow.customer_id))
    found = {row.id: row for row in uow.execute(wanted.where(col(TicketRow.id).in_(ids)))}
    lives, entries, named = contacts.spans_of(uow, ids), _entries(uow, ids), causes_of(uow, ids)
    records, replied = contacts.records_of(uow, ids), _replied(uow, ids)
    drafts, asked, calls = _drafts(uow, ids), _asked(uow, ids, entries), _calls(uow, ids)
    mine = {row.id: contacts.contact(row, records[row.id]) for row in found.values()}
    others = contacts.others_of(uow, found, mine, lives)
    for ticket_id in ids:
        row = found[ticket_id]
        sent = {entry.detail.get("reply"): entry.at for entry in entries[ticket_id] if entry.action in SENT}
        sent_with = {draft_id: sent[reply] for reply, draft_id in replied[ticket_id].items() if reply in sent}
        yield Story(
            contact=mine[ticket_id],
            traits=traits(row, named[ticket_id]),
            state=State(row.state),
            priority=row.priority,
            language=row.language,
            value=row.value,
            first_response_at=row.first_response_at,
            first_response_due=row.first_response_due,
            spans=tuple(lives[ticket_id]),
            entries=tuple(entries[ticket_id]),
            suggested=tuple(_suggested(one, sent_with.get(one.id)) for one in drafts[ticket_id]),
            replied_with=replied[ticket_id],
            asked=tuple(asked[ticket_id]),
            calls=tuple(calls[ticket_id]),
            others=tuple(others[ticket_id]),
        )


def traits(row: Found[Any], causes: Iterable[str]) -> Traits:
    """Of a row with the ticket's type, via and source, and its customer's segment."""
    return Traits(type=row.type, via=row.via, source=row.source, segment=row.segment, causes=tuple(causes))


def causes_of(uow: UnitOfWork, ids: Iterable[int]) -> defaultdict[int, list[str]]:
    """What these tickets share with others, as "carrier: GLS"."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for some in contacts.chunks(ids):
        wanted = select(CauseRow.ticket_id, CauseRow.rule, CauseRow.value).where(col(CauseRow.ticket_id).in_(some))
        for row in uow.execute(wanted.order_by(col(CauseRow.id))):
            found[row.ticket_id].append(f"{row.rule}: {row.value}")
    return found


def _entries(uow: UnitOfWork, ids: Sequence[int]) -> defaultdict[int, list[Entry]]:
    wanted = (
        select(*_ENTRY)
        .where(col(JournalRow.ticket_id).in_(ids), col(JournalRow.action).in_(TOLD))
        .order_by(col(JournalRow.ticket_id), col(JournalRow.seq))
    )
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for ticket_id, at, actor, action, detail in uow.execute(wanted).all():
        found[ticket_id].append(Entry(at, actor, action, detail or {}))
    return found


def _replied(uow: UnitOfWork, ids: Sequence[int]) -> defaultdict[int, dict[int, int | None]]:
    wanted = select(ReplyRow.ticket_id, ReplyRow.id, ReplyRow.draft_id).where(col(ReplyRow.ticket_id).in_(ids))
    found: defaultdict[int, dict[int, int | None]] = defaultdict(dict)
    for row in uow.execute(wanted.order_by(col(ReplyRow.id))):
        found[row.ticket_id][row.id] = row.draft_id
    return found


def _drafts(uow: UnitOfWork, ids: Sequence[int]) -> defaultdict[int, list[Found[Any]]]:
    wanted = (
        select(*_DRAFT)
        .where(col(DraftRow.ticket_id).in_(ids), col(DraftRow.engine) != QUESTIONS)
        .order_by(col(DraftRow.id))
    )
    found: defaultdict[int, list[Found[Any]]] = defaultdict(list)
    for row in uow.execute(wanted):
        found[row.ticket_id].append(row)
    return found


def _suggested(row: Found[Any], sent_at: datetime | None) -> Suggested:
    """What was sent is decided when it has left: only then is it known how much of it was changed."""
    leaves = row.state in ("sent", "edited")
    band = band_of(row) if sent_at is not None or not leaves else None
    return Suggested(
        id=row.id,
        type=row.type,
        made_at=row.created_at,
        withheld=row.reason or "",
        band=band,
        decided_at=sent_at if leaves else row.decided_at,
        as_it_stood=row.state == "sent",
        articles=tuple(articles_in(row.sentences)),
    )


def _asked(
    uow: UnitOfWork, ids: Sequence[int], entries: Mapping[int, Sequence[Entry]]
) -> defaultdict[int, list[Asked]]:
    wanted = (
        select(*_ASKED)
        .join(HandoffRow, col(HandoffRow.id) == col(HandoffTicketRow.handoff_id))
        .where(col(HandoffTicketRow.ticket_id).in_(ids))
        .order_by(col(HandoffTicketRow.id))
    )
    found: defaultdict[int, list[Asked]] = defaultdict(list)
    for row in uow.execute(wanted):
        answers = (one for one in entries[row.ticket_id] if one.at == row.answered_at and "promised" in one.detail)
        held = next((one for one in answers if one.detail.get("handoff") == number_of(row.id)), None)
        found[row.ticket_id].append(
            Asked(
                department=row.department,
                asked_at=row.created_at,
                answered_at=row.answered_at,
                promised_at=datetime.fromisoformat(held.detail["promised"]) if held else row.promised_at,
            )
        )
    return found


def _calls(uow: UnitOfWork, ids: Sequence[int]) -> defaultdict[int, list[Call]]:
    wanted = select(OutsideCallRow.ticket_id, OutsideCallRow.created_at, OutsideCallRow.cost_micros).where(
        col(OutsideCallRow.ticket_id).in_(ids)
    )
    found: defaultdict[int, list[Call]] = defaultdict(list)
    for row in uow.execute(wanted.order_by(col(OutsideCallRow.id))):
        found[row.ticket_id].append(Call(row.created_at, row.cost_micros))
    return found
