"""Conversations and their messages."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from bot.domain.message import Message
from bot.domain.message import attachments as as_values
from store import fading, tickets
from store.tables import ConversationRow, JournalRow, MessageRow, PersonRow, TicketRow
from store.unit_of_work import UnitOfWork, columns, insert_for

_TICKET_OF = select(ConversationRow.ticket_id).where(
    col(ConversationRow.desk_id) == bindparam("desk_id"),
    col(ConversationRow.source) == bindparam("source"),
    col(ConversationRow.external_id) == bindparam("external_id"),
)
#: A ticket's own lines, and those of the tickets that people have merged into it.
_LINES_OF = or_(
    col(MessageRow.ticket_id) == bindparam("ticket_id"),
    col(MessageRow.ticket_id).in_(select(col(TicketRow.id)).where(col(TicketRow.joined_to) == bindparam("ticket_id"))),
)
_MESSAGES = select(*columns(MessageRow)).where(_LINES_OF).order_by(col(MessageRow.id))
_LAST = select(col(TicketRow.last_message_id)).where(col(TicketRow.id) == bindparam("ticket_id")).scalar_subquery()
_NEWEST_LINE = (
    select(col(ConversationRow.id), col(ConversationRow.external_id))
    .join(MessageRow, col(MessageRow.conversation_id) == col(ConversationRow.id))
    .where(or_(col(MessageRow.ticket_id) == bindparam("ticket_id"), col(MessageRow.id) == _LAST))
    .order_by(col(MessageRow.public).desc(), col(MessageRow.id).desc())  # a note among us is no answer's place
    .limit(1)
)
_NEWEST_WORDS = (
    select(col(MessageRow.id), col(MessageRow.external_id), col(MessageRow.named))
    .where(_LINES_OF, col(MessageRow.author) == "customer")
    .order_by(col(MessageRow.id).desc())
    .limit(1)
)
_LOCK = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("key"), 0)))


def ticket_of(uow: UnitOfWork, source: str, external_id: str) -> int | None:
    """The ticket that the conversation's next message belongs to."""
    found: int | None = uow.run(_TICKET_OF, desk_id=uow.desk_id, source=source, external_id=external_id).scalar()
    return found


def lock(uow: UnitOfWork, source: str, external_id: str) -> None:
    """Let nobody else open or move this conversation until the transaction ends, also while it does not exist yet.

    On SQLite the transaction is the lock.
    """
    if uow.dialect.name != "sqlite":
        uow.run(_LOCK, key=f"{uow.desk_id}:{source}:{external_id}")


def lead_on(uow: UnitOfWork, ticket_id: int, target_id: int) -> None:
    """Let every conversation of one ticket lead to another from now on."""
    uow.execute(update(ConversationRow).where(col(ConversationRow.ticket_id) == ticket_id).values(ticket_id=target_id))


def holding(uow: UnitOfWork, source: str, external_id: str, message_id: str) -> int | None:
    """The ticket that a message of this conversation is stored with, or None when it is not here yet."""
    return _first_ticket(uow, source, external_id, MessageRow.external_id == message_id)


def begun_with(uow: UnitOfWork, source: str, external_id: str) -> int | None:
    """The ticket that a conversation began as, wherever it leads now."""
    return _first_ticket(uow, source, external_id)


def _first_ticket(uow: UnitOfWork, source: str, external_id: str, *conditions: bool) -> int | None:
    return uow.session.exec(
        select(MessageRow.ticket_id)
        .join(ConversationRow, col(MessageRow.conversation_id) == col(ConversationRow.id))
        .where(
            ConversationRow.desk_id == uow.desk_id,
            ConversationRow.source == source,
            ConversationRow.external_id == external_id,
            *conditions,
        )
        .order_by(col(MessageRow.id))
        .limit(1)
    ).first()


def point(uow: UnitOfWork, source: str, external_id: str, ticket_id: int) -> int:
    """Let a conversation lead to `ticket_id` from now on; returns the conversation's id. Safe to call twice."""
    values = {"desk_id": uow.desk_id, "source": source, "external_id": external_id, "ticket_id": ticket_id}
    found: int = uow.run(_point(uow.dialect.name), **values).scalar_one()
    return found


@cache
def _point(dialect: str) -> Executable:
    insert = insert_for(ConversationRow, dialect)
    return insert.on_conflict_do_update(
        index_elements=["desk_id", "source", "external_id"], set_={"ticket_id": insert.excluded.ticket_id}
    ).returning(columns(ConversationRow).id)


def of_ticket(uow: UnitOfWork, ticket_id: int) -> tuple[int, str]:
    """(id, external id) of the conversation that a ticket's reply goes to: the one its newest message came by."""
    newest = uow.run(_NEWEST_LINE, ticket_id=ticket_id).one()
    return newest.id, newest.external_id


def join(uow: UnitOfWork, ticket_id: int, target_id: int) -> None:
    """Let the lines of a locked ticket, and of those that were joined to it, be read with another one's."""
    moved = or_(col(TicketRow.id) == ticket_id, col(TicketRow.joined_to) == ticket_id)
    uow.execute(update(TicketRow).where(moved).values(joined_to=target_id))


def joined(uow: UnitOfWork, ticket_id: int) -> list[int]:
    """The tickets whose lines are read with this one's, by number."""
    wanted = select(col(TicketRow.id)).where(col(TicketRow.joined_to) == ticket_id).order_by(col(TicketRow.id))
    return [found for found in uow.session.exec(wanted) if found is not None]


def add_message(
    uow: UnitOfWork,
    *,
    ticket_id: int,
    conversation_id: int,
    external_id: str,
    author: str,
    author_name: str,
    person_id: int | None,
    body: str,
    attachments: Iterable[Mapping[str, Any]] = (),
    public: bool = True,
    reply_id: int | None = None,
    named: bool = False,
    at: datetime | None = None,
) -> int | None:
    """Store a line of the conversation: its id, or None when this message is already here.

    `named` says that `external_id` is what the source calls it, and no stand-in of ours; `at` is when it was written,
    if not now. A public one becomes the ticket's last message, which is what approvals are checked against.
    """
    values = {
        "ticket_id": ticket_id,
        "conversation_id": conversation_id,
        "external_id": external_id,
        "named": named,
        "author": author,
        "author_name": author_name,
        "person_id": person_id,
        "body": body,
        "attachments": [dict(found) for found in attachments],
        "public": public,
        "reply_id": reply_id,
        "retention": "messages",
        "created_at": at or uow.at,
    }
    new = uow.insert_new(MessageRow, values, ("conversation_id", "external_id"))
    if new is not None and public:
        tickets.last_message(uow, ticket_id, new)
    if new is not None and tickets.get(uow, ticket_id).text_gone:
        fading.text_again(uow, ticket_id)
    return new


def messages(uow: UnitOfWork, ticket_id: int) -> tuple[Message, ...]:
    """All of a ticket's messages, oldest first."""
    rows = uow.run(_MESSAGES, ticket_id=ticket_id)
    return tuple(
        Message(
            id=row.id,
            ticket_id=row.ticket_id,
            author=row.author,
            author_name=row.author_name,
            body=row.body,
            public=row.public,
            at=row.created_at,
            external_id=row.external_id,
            reply_id=row.reply_id,
            attachments=as_values(row.attachments),
        )
        for row in rows
    )


def writers(uow: UnitOfWork, ticket_id: int) -> list[str]:
    """The addresses that have written a ticket's lines as customers, and the one of whose ticket it is."""
    wrote = (
        select(PersonRow.email)
        .join(MessageRow, col(MessageRow.person_id) == col(PersonRow.id))
        .where(MessageRow.ticket_id == ticket_id, MessageRow.author == "customer", PersonRow.email != "")
        .distinct()
    )
    asked = select(PersonRow.email).join(TicketRow, col(TicketRow.customer_id) == col(PersonRow.id))
    found = [*uow.session.exec(wrote), *uow.session.exec(asked.where(TicketRow.id == ticket_id))]
    return [one for one in dict.fromkeys(found) if one]


def external_id_of(uow: UnitOfWork, message_id: int | None) -> str:
    """How the source names a message; "" for none, and for one that it gave no name."""
    row = uow.session.get(MessageRow, message_id) if message_id is not None else None
    return row.external_id if row and row.named else ""


def newest_customer_message(uow: UnitOfWork, ticket_id: int, conversation_id: int | None = None) -> tuple[int, str]:
    """(id, external id) of the customer's newest message, in one conversation or in any; (0, "") when there is none,
    "" when it has no name."""
    wanted = _NEWEST_WORDS
    if conversation_id is not None:
        wanted = wanted.where(col(MessageRow.conversation_id) == conversation_id)
    row = uow.run(wanted, ticket_id=ticket_id).first()
    return (row.id, row.external_id if row.named else "") if row else (0, "")


def link_reply(uow: UnitOfWork, message_id: int, reply_id: int) -> None:
    """The message is our own reply come back: say so once."""
    uow.execute(
        update(MessageRow)
        .where(col(MessageRow.id) == message_id, col(MessageRow.reply_id).is_(None))
        .values(reply_id=reply_id)
    )


def name(uow: UnitOfWork, message_id: int, external_id: str, named: bool = True) -> None:
    """The source has told how it names a message that we sent; or it came back in a delivery of that id, without a
    name (not `named`)."""
    update_one = update(MessageRow).where(col(MessageRow.id) == message_id)
    uow.execute(update_one.values(external_id=external_id, named=named))


def attach(uow: UnitOfWork, ticket_id: int, external_id: str, attachments: Iterable[Mapping[str, Any]]) -> bool:
    """Give a stored message the attachments that a first telling of it lacked. False when it has some, or none came."""
    row = uow.session.exec(
        select(MessageRow).where(MessageRow.ticket_id == ticket_id, MessageRow.external_id == external_id)
    ).first()
    given = [dict(found) for found in attachments]
    if row is None or row.attachments or not given:
        return False
    row.attachments = given
    uow.session.flush()
    return True


def of_reply(uow: UnitOfWork, reply_id: int) -> int | None:
    """The message that a reply became, if it is stored already."""
    return uow.session.exec(select(MessageRow.id).where(MessageRow.reply_id == reply_id)).first()


def confirmed(uow: UnitOfWork, limit: int) -> list[tuple[str, str, str]]:
    """(first text, language, type) of the newest tickets whose type a person has set or confirmed."""
    first = select(func.min(MessageRow.id)).where(MessageRow.author == "customer").group_by(col(MessageRow.ticket_id))
    rows = uow.session.exec(
        select(MessageRow.body, TicketRow.language, TicketRow.type)
        .join(TicketRow, col(TicketRow.id) == col(MessageRow.ticket_id))
        .where(
            TicketRow.desk_id == uow.desk_id,
            TicketRow.type_source == "person",
            TicketRow.level == "none",
            col(MessageRow.id).in_(first),
            MessageRow.body != "",  # removed with its ticket's text
        )
        .order_by(col(TicketRow.id).desc())
        .limit(limit)
    )
    return [(body, language, kind) for body, language, kind in rows if kind is not None]


def marked(uow: UnitOfWork, limit: int) -> list[tuple[str, str]]:
    """(text, sensitivity class) of the newest tickets that a person has marked, with an empty class where the last one
    to decide took the mark back. The text is what the customer had written last by then. A seal that came with another
    ticket, by a merge, names no class of this text and is no mark."""
    line = aliased(MessageRow)
    last = (
        select(func.max(line.id))
        .where(line.ticket_id == JournalRow.ticket_id, line.author == "customer")
        .where(col(line.created_at) <= JournalRow.at)
        .correlate(JournalRow)
        .scalar_subquery()
    )
    rows = uow.session.exec(
        select(JournalRow.ticket_id, JournalRow.action, JournalRow.detail, MessageRow.body)
        .join(MessageRow, col(MessageRow.id) == last)
        .where(
            JournalRow.desk_id == uow.desk_id,
            col(JournalRow.action).in_(("ticket.marked_sensitive", "ticket.unmarked_sensitive")),
            MessageRow.body != "",  # removed with its ticket's text
        )
        .order_by(col(JournalRow.at).desc(), col(JournalRow.id).desc())
        .limit(limit)
    )
    newest: dict[int, tuple[str, str]] = {}
    for ticket_id, action, detail, body in rows:
        name = detail.get("name") if action == "ticket.marked_sensitive" else ""
        if name is not None:
            newest.setdefault(ticket_id, (body, str(name)))
    return list(newest.values())
