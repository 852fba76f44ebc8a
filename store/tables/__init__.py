"""The schema. Uniqueness and the shape of states live here, not in code."""

from store.tables.assistant import (
    LearnedQuestionRow,
    OutsideCallRow,
    QuarantineRow,
    RatingRow,
    RedraftRow,
    ReportRow,
    ShadowDraftRow,
    SourceCheckRow,
    SpendRow,
    TypeModeRow,
)
from store.tables.base import Row, UtcDateTime
from store.tables.bursts import BurstRow, BurstTicketRow
from store.tables.desk import DeskRow, DeskVersionRow, IdentityRow, NoticeRow, PersonRow, RosterRow
from store.tables.escalations import EscalationAskRow, EscalationRow
from store.tables.events import EventRow
from store.tables.figures import DayFigureRow, RolledDayRow, RollUpCheckRow, RollUpMarkRow
from store.tables.handoffs import DepartmentTagRow, HandoffRow, HandoffTicketRow
from store.tables.inlets import InletRow
from store.tables.leads import QuestionRow, QueuePauseRow, TurnRow
from store.tables.notes import SlackNoteRow
from store.tables.people import AbsenceRow, PersonSettingRow
from store.tables.promises import PromiseRow
from store.tables.replies import ApprovalRow, DraftRow, ReplyRow
from store.tables.requests import ChannelReadRow, RequestRow
from store.tables.reviews import DecisionRow, ReviewSampleRow, ReviewScoreRow
from store.tables.schedule import SeatRow, SilenceRow, TimerRow
from store.tables.spikes import CauseRow, SpikeRow
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
    "AbsenceRow",
    "ApprovalRow",
    "BucketRow",
    "BurstRow",
    "BurstTicketRow",
    "CauseRow",
    "ChannelReadRow",
    "ConversationRow",
    "DayFigureRow",
    "DecisionRow",
    "DepartmentTagRow",
    "DeskRow",
    "DeskVersionRow",
    "DigestRunRow",
    "DraftRow",
    "EscalationAskRow",
    "EscalationRow",
    "EventRow",
    "HandoffRow",
    "HandoffTicketRow",
    "IdentityRow",
    "InboxRow",
    "InletRow",
    "JournalRow",
    "LearnedQuestionRow",
    "MessageRow",
    "NoticeRow",
    "OutboxRow",
    "OutsideCallRow",
    "PersonRow",
    "PersonSettingRow",
    "PromiseRow",
    "QuarantineRow",
    "QuestionRow",
    "QueuePauseRow",
    "RatingRow",
    "RecordRow",
    "RedraftRow",
    "ReplyRow",
    "ReportRow",
    "RequestRow",
    "ReviewSampleRow",
    "ReviewScoreRow",
    "RollUpCheckRow",
    "RollUpMarkRow",
    "RolledDayRow",
    "RosterRow",
    "Row",
    "SeatRow",
    "ShadowDraftRow",
    "SilenceRow",
    "SlackNoteRow",
    "SlackPostRow",
    "SourceCheckRow",
    "SpanRow",
    "SpendRow",
    "SpikeRow",
    "SubmissionRow",
    "TicketRow",
    "TimerRow",
    "TurnRow",
    "TypeModeRow",
    "UtcDateTime",
]
