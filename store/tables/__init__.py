"""The schema. Uniqueness and the shape of states live here, not in code."""

from store.tables.base import Row, UtcDateTime
from store.tables.bursts import BurstRow, BurstTicketRow
from store.tables.desk import DeskRow, DeskVersionRow, IdentityRow, NoticeRow, PersonRow, RosterRow
from store.tables.replies import ApprovalRow, DraftRow, ReplyRow
from store.tables.schedule import SeatRow, SilenceRow, TimerRow
from store.tables.tickets import ConversationRow, MessageRow, RecordRow, SpanRow, TicketRow
from store.tables.work import (
    BucketRow,
    DigestRunRow,
    InboxRow,
    JournalRow,
    OutboxRow,
    SlackPostRow,
    SubmissionRow,
)

__all__ = [
    "ApprovalRow",
    "BucketRow",
    "BurstRow",
    "BurstTicketRow",
    "ConversationRow",
    "DeskRow",
    "DeskVersionRow",
    "DigestRunRow",
    "DraftRow",
    "IdentityRow",
    "InboxRow",
    "JournalRow",
    "MessageRow",
    "NoticeRow",
    "OutboxRow",
    "PersonRow",
    "RecordRow",
    "ReplyRow",
    "RosterRow",
    "Row",
    "SeatRow",
    "SilenceRow",
    "SlackPostRow",
    "SpanRow",
    "SubmissionRow",
    "TicketRow",
    "TimerRow",
    "UtcDateTime",
]
