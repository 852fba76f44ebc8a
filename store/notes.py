"""Messages of the team's own in Slack that are kept as notes, each once."""

from dataclasses import dataclass

from sqlalchemy import delete, update
from sqlmodel import col, select

from store.tables import MessageRow, SlackNoteRow
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SlackNote:
    """Where a note stands in Slack; `message_id` is None once it was deleted there."""

    id: int
    ticket_id: int
    message_id: int | None
    channel: str
    ts: str
    in_thread: bool
    edited: str


def take(uow: UnitOfWork, ticket_id: int, channel: str, ts: str, *, in_thread: bool, edited: str = "") -> int | None:
    """Note that this message is a note of that ticket: the row's id, or None when it was noted before."""
    values = {
        "desk_id": uow.desk_id,
        "ticket_id": ticket_id,
        "channel": channel,
        "ts": ts,
        "in_thread": in_thread,
        "edited": edited,
        "retention": "messages",
        "created_at": uow.at,
    }
    return uow.insert_new(SlackNoteRow, values, ("desk_id", "channel", "ts"))


def at(uow: UnitOfWork, channel: str, ts: str) -> SlackNote | None:
    """The note that a message in Slack is, or was."""
    row = uow.session.exec(
        select(SlackNoteRow)
        .where(SlackNoteRow.desk_id == uow.desk_id, SlackNoteRow.channel == channel, SlackNoteRow.ts == ts)
        .execution_options(populate_existing=True)
    ).first()
    return _value(row) if row else None


def is_message(uow: UnitOfWork, note_id: int, message_id: int) -> None:
    """The note's text stands as that line of the conversation."""
    uow.execute(update(SlackNoteRow).where(col(SlackNoteRow.id) == note_id).values(message_id=message_id))


def rewrite(uow: UnitOfWork, note: SlackNote, body: str, edited: str) -> None:
    """The note says something else now."""
    uow.execute(update(SlackNoteRow).where(col(SlackNoteRow.id) == note.id).values(edited=edited))
    uow.execute(update(MessageRow).where(col(MessageRow.id) == note.message_id).values(body=body))


def remove(uow: UnitOfWork, note: SlackNote) -> None:
    """The note is gone, and stays so: a late telling of it is recognised by its row. Safe to call twice."""
    uow.execute(update(SlackNoteRow).where(col(SlackNoteRow.id) == note.id).values(message_id=None))
    uow.execute(delete(MessageRow).where(col(MessageRow.id) == note.message_id, col(MessageRow.author) == "note"))


def standing_in(uow: UnitOfWork, ticket_id: int, channel: str) -> frozenset[int]:
    """The lines of a ticket that people wrote themselves in its thread in that channel."""
    found = uow.session.exec(
        select(SlackNoteRow.message_id).where(
            SlackNoteRow.ticket_id == ticket_id,
            SlackNoteRow.channel == channel,
            col(SlackNoteRow.in_thread).is_(True),
            col(SlackNoteRow.message_id).is_not(None),
        )
    )
    return frozenset(one for one in found if one is not None)


def of_tickets(uow: UnitOfWork, ticket_ids: list[int]) -> list[SlackNote]:
    """People's own messages about these tickets that may still stand in Slack, oldest first: only they, or an admin,
    can remove them there."""
    wanted = select(SlackNoteRow).where(
        col(SlackNoteRow.ticket_id).in_(ticket_ids), col(SlackNoteRow.message_id).is_not(None)
    )
    return [_value(row) for row in uow.session.exec(wanted.order_by(col(SlackNoteRow.id)))]


def _value(row: SlackNoteRow) -> SlackNote:
    assert row.id is not None  # noqa: S101 - loaded
    return SlackNote(row.id, row.ticket_id, row.message_id, row.channel, row.ts, row.in_thread, row.edited)
