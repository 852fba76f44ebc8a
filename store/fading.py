"""What retention takes away of tickets: the text goes; rows, ids, times and decisions stay."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, exists, func, select, text, update
from sqlmodel import col

from bot.domain.retention import Faded
from bot.domain.ticket import ENDED, State
from store import handoff_texts as handoffs
from store import lessons, outside_calls, shadows, spikes
from store.tables import (
    ApprovalRow,
    DraftRow,
    IdentityRow,
    MessageRow,
    PersonRow,
    RecordRow,
    RedraftRow,
    ReplyRow,
    SlackPostRow,
    TicketRow,
)
from store.tables.base import LEDGER, MODEL_TEXT
from store.tables.tickets import OPEN_STATES
from store.unit_of_work import UnitOfWork

#: As literals: with parameters the partial indexes of the tickets would not be used.
_ENDED: Final = text("ticket.state IN ('closed','merged','not_a_request')")
_ALIVE: Final = (text(f"ticket.state IN ({OPEN_STATES})"), text("ticket.state = 'resolved'"))
_CURRENT: Final = ("proposed", "withheld", "asked")
_UNDER_WAY: Final = exists().where(
    col(ReplyRow.ticket_id) == col(TicketRow.id), text("reply.state IN ('awaiting_keys','undo','sending','unsure')")
)
#: Nobody knows yet whether it leaves, or it did not leave and its ticket goes on: it is compared with its suggestion.
_PUT_UP: Final = exists().where(
    col(ReplyRow.ticket_id) == col(TicketRow.id),
    col(ReplyRow.draft_id) == col(DraftRow.id),
    col(ReplyRow.state) != "sent",
)


def at_end(uow: UnitOfWork, before: State, after: State) -> dict[str, Any]:
    """The columns of a ticket that ends or begins again: from when its text is kept, and that nothing is gone yet."""
    if (before in ENDED) == (after in ENDED):
        return {}
    return {"ended_at": uow.at if after in ENDED else None, "faded": int(Faded.NOTHING)}


def fill_ends(uow: UnitOfWork, limit: int) -> int:
    """Give tickets that were ended without a time (by an older Deskhand) the nearest one known. How many."""
    missing = (
        select(col(TicketRow.id))
        .where(col(TicketRow.desk_id) == uow.desk_id, _ENDED, col(TicketRow.faded) == 0)
        .where(col(TicketRow.ended_at).is_(None))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    nearest = func.coalesce(TicketRow.close_after, TicketRow.resolved_at, TicketRow.created_at)
    return _count(uow.execute(update(TicketRow).where(col(TicketRow.id).in_(missing)).values(ended_at=nearest)))


def due(
    uow: UnitOfWork, faded: Collection[Faded], ended_by: datetime, limit: int, *, replies_too: bool = False
) -> list[int]:
    """Tickets that ended at `ended_by` or before and of which just this is gone; locked until the transaction ends.

    Those that somebody else has locked are left for the next time, so that nobody waits for anybody. With `replies_too`
    the texts of replies are at stake: a ticket with one on its way, or of which nobody knows, waits for it.
    """
    wanted = select(col(TicketRow.id)).where(
        col(TicketRow.desk_id) == uow.desk_id,
        _ENDED,
        col(TicketRow.faded).in_([int(one) for one in faded]),
        col(TicketRow.ended_at) <= ended_by,
    )
    if replies_too:
        wanted = wanted.where(~_UNDER_WAY)
    ordered = wanted.order_by(col(TicketRow.ended_at), col(TicketRow.id)).limit(limit)
    return list(uow.execute(ordered.with_for_update(skip_locked=True)).scalars())


def text_again(uow: UnitOfWork, ticket_id: int) -> None:
    """A line came in for an ended ticket whose text is gone: from now on that line has the time that any text has."""
    kept = {"faded": int(Faded.ALL & ~Faded.MESSAGES), "ended_at": uow.at}
    uow.execute(update(TicketRow).where(col(TicketRow.id) == ticket_id).values(**kept))
    _read_anew(uow, [ticket_id])


def take_text(uow: UnitOfWork, ticket_ids: Sequence[int]) -> None:
    """Empty all text of locked tickets: subject, messages, replies, suggestions, record fields. Safe to call twice."""
    mine = list(ticket_ids)
    emptied = {"subject": "", "attributes": {}, "summary": {}, "missing": [], "url": ""}
    uow.execute(update(TicketRow).where(col(TicketRow.id).in_(mine)).values(**emptied))
    line = {"body": "", "author_name": "", "attachments": []}
    uow.execute(update(MessageRow).where(col(MessageRow.ticket_id).in_(mine)).values(**line))
    uow.execute(update(RecordRow).where(col(RecordRow.ticket_id).in_(mine)).values(fields={}))
    of_mine = select(col(ReplyRow.id)).where(col(ReplyRow.ticket_id).in_(mine))
    uow.execute(update(ApprovalRow).where(col(ApprovalRow.reply_id).in_(of_mine)).values(reason=""))
    uow.execute(update(ReplyRow).where(col(ReplyRow.ticket_id).in_(mine)).values(body="", stop_facts={}))
    handoffs.take_text(uow, mine)
    spikes.take_text(uow, mine)
    gone = delete(SlackPostRow).where(col(SlackPostRow.ticket_id).in_(mine), col(SlackPostRow.state) == "gone")
    uow.execute(gone)
    lessons.forget(uow, mine)
    take_suggestions(uow, mine)
    _read_anew(uow, mine)


def take_suggestions(uow: UnitOfWork, ticket_ids: Sequence[int]) -> int:
    """Empty all suggestions of locked tickets, and what was sent outside for them; how many. Safe to call twice."""
    outside_calls.take_text(uow, outside_calls.of_tickets(ticket_ids))
    shadows.empty(uow, ticket_ids)
    return _empty_drafts(uow, col(DraftRow.ticket_id).in_(ticket_ids), col(DraftRow.retention) == MODEL_TEXT)


def take_old_suggestions(uow: UnitOfWork, decided_by: datetime, limit: int) -> int:
    """Empty suggestions of tickets that go on, or have just ended, which were decided or overtaken at `decided_by` or
    before; how many. What a card shows stays, and what a reply was made of that has not left."""
    ended = (_ENDED, col(TicketRow.faded).in_([int(Faded.NOTHING), int(Faded.SLACK)]))
    done = 0
    for states in ((_ALIVE[0],), (_ALIVE[1],), ended):
        old = (
            select(col(DraftRow.id))
            .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
            .where(
                col(TicketRow.desk_id) == uow.desk_id,
                *states,
                col(TicketRow.created_at) <= decided_by,
                col(DraftRow.retention) == MODEL_TEXT,
                col(DraftRow.state).not_in(_CURRENT),
                func.coalesce(DraftRow.decided_at, DraftRow.created_at) <= decided_by,
                ~_PUT_UP,
            )
            .limit(limit - done)
            .with_for_update(skip_locked=True)
        )
        if ids := list(uow.execute(old).scalars()):
            done += _empty_drafts(uow, col(DraftRow.id).in_(ids))
        if done >= limit:
            break
    return done


def _empty_drafts(uow: UnitOfWork, *which: ColumnElement[bool]) -> int:
    """What became of a suggestion stays: state, reason, engine, cost, and which articles in which version it cited."""
    found = uow.execute(select(col(DraftRow.id), col(DraftRow.sentences)).where(*which)).all()
    for draft_id, sentences in found:
        emptied = {"body": "", "facts": {}, "records": [], "sentences": _cited(sentences), "retention": LEDGER}
        uow.execute(update(DraftRow).where(col(DraftRow.id) == draft_id).values(**emptied))
    of_these = col(RedraftRow.draft_id).in_([draft_id for draft_id, _ in found])
    uow.execute(update(RedraftRow).where(of_these).values(wish=""))
    return len(found)


def _cited(sentences: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cited = {
        (one["kind"], one["id"], one.get("version", 0)): None
        for sentence in sentences
        for one in sentence.get("evidence", [])
        if one["kind"] != "record"
    }
    evidence = [{"kind": kind, "id": name, "version": version} for kind, name, version in cited]
    return [{"text": "", "evidence": evidence}] if evidence else []


def people_of(uow: UnitOfWork, ticket_ids: Sequence[int]) -> set[int]:
    """Whose words stand, or stood, on these tickets."""
    asked = select(col(TicketRow.customer_id)).where(col(TicketRow.id).in_(ticket_ids))
    wrote = select(col(MessageRow.person_id)).where(
        col(MessageRow.ticket_id).in_(ticket_ids), col(MessageRow.person_id).is_not(None)
    )
    return {*uow.execute(asked).scalars(), *uow.execute(wrote).scalars()}


def forget(uow: UnitOfWork, person_ids: Collection[int]) -> int:
    """Empty customers of whom no ticket has text any more; how many. The next time they write they are new.

    The team stays known. One that somebody else is just writing about is left alone: something has come from them.
    """
    customers = (
        select(col(PersonRow.id))
        .where(col(PersonRow.id).in_(sorted(person_ids)), col(PersonRow.kind) == "customer")
        .order_by(col(PersonRow.id))
        .with_for_update(skip_locked=True)
    )
    gone = set(uow.execute(customers).scalars())
    with_text = col(TicketRow.faded) != int(Faded.ALL)
    asks = select(col(TicketRow.customer_id)).where(col(TicketRow.customer_id).in_(gone), with_text)
    wrote = (
        select(col(MessageRow.person_id))
        .join(TicketRow, col(TicketRow.id) == col(MessageRow.ticket_id))
        .where(col(MessageRow.person_id).in_(gone), with_text)
    )
    gone -= {*uow.execute(asks).scalars(), *uow.execute(wrote).scalars()}
    uow.execute(delete(IdentityRow).where(col(IdentityRow.person_id).in_(gone)))
    nobody = {"name": "", "email": "", "email_verified": False, "segment": "", "value": None}
    nobody |= {"language": "", "locale": ""}
    uow.execute(update(PersonRow).where(col(PersonRow.id).in_(gone)).values(**nobody))
    return len(gone)


def mark(uow: UnitOfWork, ticket_ids: Sequence[int], gone: Faded) -> None:
    """Note what is gone of locked tickets, besides what was before. Their version stays."""
    with_it = col(TicketRow.faded).bitwise_or(int(gone))
    uow.execute(update(TicketRow).where(col(TicketRow.id).in_(ticket_ids)).values(faded=with_it))
    _read_anew(uow, ticket_ids)


def _read_anew(uow: UnitOfWork, ticket_ids: Sequence[int]) -> None:
    for ticket_id in ticket_ids:
        if (row := uow.held.pop(ticket_id, None)) is not None:
            uow.session.expire(row)


def _count(result: object) -> int:
    return int(getattr(result, "rowcount", 0))
