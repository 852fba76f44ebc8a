"""Ended tickets as past requests, with who held them and who was asked; read only."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlmodel import col

from bot.domain.diagnosis_figures import PastRequest
from bot.domain.retention import Faded
from bot.domain.text import clean
from store.tables import HandoffRow, HandoffTicketRow, MessageRow, RecordRow, SpanRow, TicketRow
from store.unit_of_work import UnitOfWork

_PAST: Final = ("resolved", "closed")
_WAITED_FOR: Final = ("support", "department", "supplier")
_WITH_TEXT: Final = col(TicketRow.faded).bitwise_and(int(Faded.MESSAGES)) == 0
_KEPT: Final = 4000  # characters of a text and of an answer


def count(uow: UnitOfWork, since: datetime | None) -> int:
    """How many there are to read."""
    return int(uow.execute(select(func.count()).select_from(TicketRow).where(*_past(uow, since))).scalar_one())


def read(uow: UnitOfWork, since: datetime | None, after: int, limit: int) -> tuple[list[PastRequest], int | None]:
    """The requests of resolved and closed tickets with a number above `after` that still have their text, in order, and
    the last number; None where there are no more. What was decided about delicacy comes with them."""
    rows = uow.execute(
        select(
            col(TicketRow.id), col(TicketRow.subject), col(TicketRow.created_at), col(TicketRow.first_response_at),
            col(TicketRow.resolved_at), col(TicketRow.via), col(TicketRow.queue), col(TicketRow.type),
            col(TicketRow.priority), col(TicketRow.classes),
        )
        .where(*_past(uow, since), col(TicketRow.id) > after)
        .order_by(col(TicketRow.id))
        .limit(limit)
    ).all()  # fmt: skip
    if not rows:
        return [], None
    ids = [row[0] for row in rows]
    said, held, asked, found = _said(uow, ids), _held(uow, ids), _asked(uow, ids), _found(uow, ids)
    requests = []
    for ticket_id, subject, created, answered, resolved, via, queue, kind, priority, classes in rows:
        lines = said[ticket_id]
        wrote = next((body for author, _, body in lines if author == "customer"), "")
        answer, agent = next(((body, who) for author, who, body in lines if author == "agent"), ("", ""))
        requests.append(
            PastRequest(
                text=clean("\n".join(dict.fromkeys(part for part in (subject, wrote) if part)))[:_KEPT],
                created=created, answered=answered, resolved=resolved, answer=clean(answer)[:_KEPT], agent=agent,
                channel=via, team=queue, departments=asked[ticket_id], tags=(kind,) if kind else (), priority=priority,
                messages=len(lines), held=held[ticket_id], classes=tuple(classes), reachable=found.get(ticket_id),
            )
        )  # fmt: skip
    return [one for one in requests if one.text], ids[-1]


def _past(uow: UnitOfWork, since: datetime | None) -> list[Any]:
    after = [col(TicketRow.created_at) >= since] if since else []
    return [col(TicketRow.desk_id) == uow.desk_id, col(TicketRow.state).in_(_PAST), _WITH_TEXT, *after]


def _said(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, list[tuple[str, str, str]]]:
    """(author, who, text) of each ticket's public messages, in order."""
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    rows = uow.execute(
        select(col(MessageRow.ticket_id), col(MessageRow.author), col(MessageRow.person_id),
               col(MessageRow.author_name), col(MessageRow.body))
        .where(col(MessageRow.ticket_id).in_(ids), col(MessageRow.public).is_(True), col(MessageRow.author) != "note")
        .order_by(col(MessageRow.id))
    )  # fmt: skip
    for ticket_id, author, person_id, name, body in rows:
        found[ticket_id].append((author, str(person_id or name), body))
    return found


def _held(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, tuple[tuple[str, timedelta], ...]]:
    """How long the customer waited for whom, in wall time; ended spans only."""
    found: dict[int, dict[str, timedelta]] = defaultdict(dict)
    rows = uow.execute(
        select(col(SpanRow.ticket_id), col(SpanRow.holder), col(SpanRow.department), col(SpanRow.from_at),
               col(SpanRow.to_at))
        .where(col(SpanRow.ticket_id).in_(ids), col(SpanRow.holder).in_(_WAITED_FOR), col(SpanRow.to_at).is_not(None))
        .order_by(col(SpanRow.id))
    )  # fmt: skip
    for ticket_id, holder, department, begin, end in rows:
        mine = found[ticket_id]
        name = department or holder
        mine[name] = mine.get(name, timedelta()) + (end - begin)
    return defaultdict(tuple, {ticket_id: tuple(mine.items()) for ticket_id, mine in found.items()})


def _asked(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = uow.execute(
        select(col(HandoffTicketRow.ticket_id), col(HandoffRow.department))
        .join(HandoffRow, col(HandoffRow.id) == col(HandoffTicketRow.handoff_id))
        .where(col(HandoffTicketRow.ticket_id).in_(ids))
        .order_by(col(HandoffTicketRow.id))
    )
    for ticket_id, department in rows:
        found[ticket_id] = tuple(dict.fromkeys((*found[ticket_id], department)))
    return found


def _found(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, bool]:
    """Whether a record that a ticket names was the customer's own; a ticket without one is not in it."""
    rows = uow.execute(select(col(RecordRow.ticket_id), col(RecordRow.state)).where(col(RecordRow.ticket_id).in_(ids)))
    found: dict[int, bool] = {}
    for ticket_id, state in rows:
        found[ticket_id] = found.get(ticket_id, False) or state == "own"
    return found
