"""The modals: what they ask, and what they show. Their fields and callback ids are named in `bot.slack.actions`."""

from bot.slack.modals.acts import change_priority, merge, move_queue
from bot.slack.modals.articles import read_article
from bot.slack.modals.changes import (
    assign,
    change_type,
    mark_sensitive,
    other_type,
    resolve,
    snooze,
    unmark_sensitive,
)
from bot.slack.modals.escalations import escalate
from bot.slack.modals.forms import new_ticket
from bot.slack.modals.judging import quotes, redraft, report, send_alone
from bot.slack.modals.plain import message
from bot.slack.modals.record import explain, history
from bot.slack.modals.replies import edit, overtaken, read_before_sending, reject, write_reply
from bot.slack.modals.sources import check_source
from bot.slack.modals.tickets import about, open_sealed, ticket

__all__ = [
    "about",
    "assign",
    "change_priority",
    "change_type",
    "check_source",
    "edit",
    "escalate",
    "explain",
    "history",
    "mark_sensitive",
    "merge",
    "message",
    "move_queue",
    "new_ticket",
    "open_sealed",
    "other_type",
    "overtaken",
    "quotes",
    "read_article",
    "read_before_sending",
    "redraft",
    "reject",
    "report",
    "resolve",
    "send_alone",
    "snooze",
    "ticket",
    "unmark_sensitive",
    "write_reply",
]
