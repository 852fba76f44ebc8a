"""Replies and their approvals."""

from typing import Any

from sqlalchemy import Row, bindparam, text, update
from sqlmodel import col, select

from bot.domain.reply import UNDER_WAY, Approval, ApprovalRole, Reply, ReplyState, body_hash
from store.tables import ApprovalRow, ReplyRow, TicketRow
from store.unit_of_work import FRESH, UnitOfWork, columns

_NEWEST = (
    select(*columns(ReplyRow))
    .where(col(ReplyRow.ticket_id) == bindparam("ticket_id"))
    .order_by(col(ReplyRow.id).desc())
    .limit(1)
)
#: As parameters these would not match the partial index.
_UNDER_WAY = text("reply.state IN ('awaiting_keys','undo','sending','unsure')")


def put_up(
    uow: UnitOfWork,
    *,
    ticket_id: int,
    draft_id: int | None,
    body: str,
    language: str,
    disclosed: bool,
    written_by: int,
    keys_needed: int,
    last_message_id: int | None,
    after_send: str,
) -> Reply:
    """A text is put up for sending. The schema allows one under way per ticket; the caller has looked (and holds the
    ticket's lock), so a second one is a programming error and raises IntegrityError."""
    row = uow.add(
        ReplyRow(
            ticket_id=ticket_id,
            draft_id=draft_id,
            body=body,
            language=language,
            disclosed=disclosed,
            written_by=written_by,
            keys_needed=keys_needed,
            last_message_id=last_message_id,
            after_send=after_send,
            created_at=uow.at,
        )
    )
    return _value(uow, row)


def get(uow: UnitOfWork, reply_id: int) -> Reply | None:
    row = uow.session.get(ReplyRow, reply_id, populate_existing=True)
    return _value(uow, row) if row else None


def newest_sent(uow: UnitOfWork, ticket_id: int) -> Reply | None:
    """The last reply that a ticket's customer got."""
    row = uow.session.exec(
        select(ReplyRow)
        .where(ReplyRow.ticket_id == ticket_id, ReplyRow.state == "sent")
        .order_by(col(ReplyRow.id).desc())
        .limit(1)
    ).first()
    return _value(uow, row) if row else None


def under_way(uow: UnitOfWork, ticket_id: int) -> Reply | None:
    """The ticket's reply that waits for approval, for its undo time to pass, or for a clear answer."""
    row = uow.session.exec(
        select(ReplyRow).where(ReplyRow.ticket_id == ticket_id, col(ReplyRow.state).in_(UNDER_WAY)),
        execution_options=FRESH,
    ).first()
    return _value(uow, row) if row else None


def newest(uow: UnitOfWork, ticket_id: int) -> Reply | None:
    row = uow.run(_NEWEST, ticket_id=ticket_id).first()
    return _value(uow, row) if row else None


def approve(uow: UnitOfWork, reply: Reply, person_id: int, role: ApprovalRole, reason: str = "") -> bool:
    """Give a key for the text as it stands. False when this person has given one already."""
    values = {
        "reply_id": reply.id,
        "person_id": person_id,
        "role": role,
        "body_hash": body_hash(reply.body),
        "reason": reason,
        "created_at": uow.now,
    }
    return uow.insert_new(ApprovalRow, values, ("reply_id", "person_id")) is not None


def advance(
    uow: UnitOfWork, reply_id: int, before: ReplyState | tuple[ReplyState, ...], after: ReplyState, **columns: Any
) -> bool:
    """Move a reply on; one UPDATE decides. False when it was no longer in (one of) `before`."""
    states = (before,) if isinstance(before, ReplyState) else before
    changed = uow.execute(
        update(ReplyRow)
        .where(col(ReplyRow.id) == reply_id, col(ReplyRow.state).in_([state.value for state in states]))
        .values(state=after.value, **columns)
    )
    return int(getattr(changed, "rowcount", 0)) == 1


def wait(uow: UnitOfWork, reply_id: int, reason: str, facts: dict[str, str]) -> bool:
    """An approved reply waits for something else. False when it already waits for that, or is no longer to be sent."""
    changed = uow.execute(
        update(ReplyRow)
        .where(
            col(ReplyRow.id) == reply_id,
            col(ReplyRow.state) == ReplyState.UNDO.value,
            col(ReplyRow.stop_reason) != reason,
        )
        .values(stop_reason=reason, stop_facts=facts)
    )
    return int(getattr(changed, "rowcount", 0)) == 1


def raise_keys(uow: UnitOfWork, reply_id: int, keys_needed: int) -> None:
    """A later message made the ticket delicate: more approvals are needed. Never lowered."""
    uow.execute(
        update(ReplyRow)
        .where(col(ReplyRow.id) == reply_id, col(ReplyRow.keys_needed) < keys_needed)
        .values(keys_needed=keys_needed)
    )


def ask(uow: UnitOfWork, reply_id: int, asked: int) -> None:
    """So many people have been asked for the second approval by now."""
    uow.execute(update(ReplyRow).where(col(ReplyRow.id) == reply_id).values(asked=asked))


def never_asked_for(uow: UnitOfWork) -> list[Reply]:
    """Replies that wait for a second approval and were put up by a version that asked once and for all."""
    rows = uow.session.exec(
        select(ReplyRow)
        .join(TicketRow, col(TicketRow.id) == col(ReplyRow.ticket_id))
        .where(TicketRow.desk_id == uow.desk_id, _UNDER_WAY, ReplyRow.state == "awaiting_keys", ReplyRow.asked == 0)
        .order_by(col(ReplyRow.id))
    )
    return [_value(uow, row) for row in rows]


def awaiting_second(uow: UnitOfWork) -> list[Reply]:
    """Replies for whose second approval somebody has been asked, in the order of their tickets."""
    rows = uow.session.exec(
        select(ReplyRow)
        .join(TicketRow, col(TicketRow.id) == col(ReplyRow.ticket_id))
        .where(TicketRow.desk_id == uow.desk_id, _UNDER_WAY, ReplyRow.state == "awaiting_keys", ReplyRow.asked > 0)
        .order_by(col(ReplyRow.ticket_id))
    )
    return [_value(uow, row) for row in rows]


def conversation_note(uow: UnitOfWork, reply_id: int) -> dict[str, str]:
    """Why a reply was stopped, as facts for a sentence."""
    row = uow.session.get(ReplyRow, reply_id)
    return dict(row.stop_facts) if row else {}


def by_external_id(uow: UnitOfWork, ticket_id: int, external_id: str) -> int | None:
    """The reply that the helpdesk knows as `external_id`."""
    return uow.session.exec(
        select(ReplyRow.id).where(ReplyRow.ticket_id == ticket_id, ReplyRow.external_id == external_id)
    ).first()


def _value(uow: UnitOfWork, row: ReplyRow | Row[Any]) -> Reply:
    approvals = uow.session.exec(
        select(ApprovalRow).where(ApprovalRow.reply_id == row.id).order_by(col(ApprovalRow.id))
    ).all()
    return Reply(
        id=row.id or 0,
        ticket_id=row.ticket_id,
        draft_id=row.draft_id,
        state=ReplyState(row.state),
        body=row.body,
        language=row.language,
        disclosed=row.disclosed,
        written_by=row.written_by,
        keys_needed=row.keys_needed,
        asked=row.asked,
        approvals=tuple(Approval(key.person_id, key.role, key.body_hash) for key in approvals),  # type: ignore[arg-type]
        last_message_id=row.last_message_id,
        send_after=row.send_after,
        after_send=row.after_send,  # type: ignore[arg-type]
        stop_reason=row.stop_reason,
        created_at=row.created_at,
        sent_at=row.sent_at,
    )
