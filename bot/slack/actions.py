"""The names that tie what Deskhand posts to what listens: action ids, callback ids, field names, and button values."""

import json
import re
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.overlay import KINDS, Ref

#: More than any queue has.
_MOST_PAGES: Final = 10**6

CLAIM: Final = "claim"
TAKE_OVER: Final = "take_over"
RELEASE: Final = "release"  # for its holder in the ticket's modal; also an entry of More…
APPROVE: Final = "approve"
SECOND_APPROVE: Final = "second_approve"
TAKE_BACK: Final = "take_back"
EDIT: Final = "edit"
REJECT: Final = "reject"
ESCALATE: Final = "escalate"
OPEN: Final = "open"
CONFIRM_TYPE: Final = "confirm_type"
OTHER_TYPE: Final = "other_type"
MORE: Final = "more"
REOPEN: Final = "reopen"
WAKE: Final = "wake"
IS_A_REQUEST: Final = "is_a_request"
READ_AGAIN: Final = "read_again"  # something has changed since the suggestion: a new one is made
CHECK_AGAIN: Final = "check_again"  # the records alone; also in More…
READ_BEFORE_SENDING: Final = "read_before_sending"
ARRIVED: Final = "arrived"  # somebody looked: the unsure reply is there
SEND_AGAIN: Final = "send_again"  # somebody looked: it is not
QUEUE_PAGE: Final = "queue_page"  # value: {"q": queue, "f": filter, "p": page}
QUEUE_BACK: Final = "queue_back"  # the same, the other way; two ids because they stand side by side
REASSIGN: Final = "reassign"  # value: {"q": queue, "n": whose tickets}; its modal is called the same
TAKE_ALL: Final = "take_all"  # the same, of somebody who is away; two ids because they stand side by side
RESUME: Final = "resume_queue"  # value: {"q": queue}
TAKE_NEXT: Final = "take_next"  # of a burst card; value: {"b": burst, "p": page}
OPEN_ONE: Final = "open_one"  # the same
PICK: Final = "pick"  # the ticket to open; an option's value is its number, `1042`
TRY_AGAIN: Final = "try_again"  # value of these three: {"w": the outbox row that was given up}
DROP: Final = "drop"
READ_LETTER: Final = "read_letter"
QUOTES: Final = "quotes"  # what the suggestion rests on, word for word
REDRAFT: Final = "redraft"
GOOD: Final = "good"  # a thumb for the suggestion
BAD: Final = "bad"
ASK_FOR_IT: Final = "ask_for_it"  # what is missing, as a suggestion
CHECK_SOURCE: Final = "check_source"  # of a ticket's card or More…, else of an entry; its modal is called the same

READ_ARTICLE: Final = "read_article"  # value: as of CHECK_SOURCE, and "t" where a ticket's suggestion rests on it
PROMOTE: Final = "promote"  # value: {"y": a request type}
LIFT: Final = "lift"  # value: {"q": a quarantine}
HOLD_BACK: Final = "hold_back"  # a modal that a command opens; its metadata is what has changed

# What `More…` offers; an option's value is `write_reply:1042`.
WRITE_REPLY: Final = "write_reply"
RESOLVE: Final = "resolve"
ASSIGN: Final = "assign"
MARK_SENSITIVE: Final = "mark_sensitive"
UNMARK_SENSITIVE: Final = "unmark_sensitive"
CHANGE_TYPE: Final = "change_type"
SNOOZE: Final = "snooze"
EXPLAIN: Final = "explain"
HISTORY: Final = "history"
SEND_ALONE: Final = "send_alone"
HAND_OFF: Final = "hand_off"
NOT_A_REQUEST: Final = "not_a_request"
CHANGE_PRIORITY: Final = "change_priority"
MOVE_QUEUE: Final = "move_queue"
MERGE: Final = "merge"  # also a button of a card that names a twin
REPORT: Final = "report"
ADD_NOTE: Final = "add_note"
MACRO: Final = "macro"  # of a reply's modal; an option's value is the macro's id
IN_FULL: Final = "in_full"  # of a message; value: {"t": ticket, "l": message, "p": page}
IN_FULL_BACK: Final = "in_full_back"
IN_FULL_ON: Final = "in_full_on"
GET_FILE: Final = "get_file"  # of a message; value: {"t": ticket, "l": message, "f": which of its files, from 1 on}
SETTLE_REPORT: Final = "settle_report"  # also a button of the message that tells of the report

# A department's card; the value is {"h": handoff}.
ACCEPT: Final = "handoff_accept"
PROPOSE: Final = "handoff_propose"
DECLINE: Final = "handoff_decline"
DONE: Final = "handoff_done"
NEED_MORE: Final = "handoff_need_more"
ORDERS_CSV: Final = "handoff_csv"

# An escalated ticket's card, modal and direct message; the value is the ticket.
ACCEPT_ESCALATION: Final = "accept_escalation"
PASSING_ON: Final = "pass_on"
SETTLE: Final = "settle"
HOLDING: Final = "holding"  # also in More…, and its modal

# Below a message that may become a ticket; the value is {"n": request}.
OPEN_REQUEST: Final = "request_open"
DECLINE_REQUEST: Final = "request_decline"
# A spike's card; the value is {"s": spike}.
DECIDE: Final = "decide"  # what a digest offers; value: {"d": decision}
SHARE_DIGEST: Final = "share_digest"  # value: {"q": queue or none, "w": the day, as it was asked for}
DIGEST_CSV: Final = "digest_csv"  # the same value
# Quality reviews, in App Home and their modals; value: {"v": the sample}.
REVIEW: Final = "review"
LEAVE_OUT: Final = "leave_out"
SPIKE_INCIDENT: Final = "spike_incident"
SPIKE_END: Final = "spike_end"
SPIKE_HAND_OFF: Final = "spike_hand_off"

# App Home and `/desk me`; the first two are modals too.
SETTINGS: Final = "settings"
AWAY: Final = "away"
BACK: Final = "back"

# Modals whose callback id is not the action that opens them.
NEW_TICKET: Final = "new_ticket"
TICKET: Final = "ticket"
OPEN_SEALED: Final = "open_sealed"
MESSAGE: Final = "message"
ADD_AS_NOTE: Final = "add_as_note"

# Fields of modals; block id and action id are the same.
TEXT: Final = "text"
REASON: Final = "reason"
NOTE: Final = "note"
AFTER: Final = "after"
PERSON: Final = "person"
CLASS: Final = "class"
TYPE: Final = "type"
SUBJECT: Final = "subject"
ORDER: Final = "order"
NEED: Final = "need-"  # and the name of what a type needs; an order's field is called `order`
UNTIL: Final = "until"  # Unix seconds
MOMENT: Final = "moment"
WHERE: Final = "where"  # "new:logistics" or "add:17"
NEEDS: Final = "needs"
SCORE: Final = "score-"  # and the name of a criterion
TOLD: Final = "told"
WISH: Final = "wish"
DAY: Final = "day"
WRONG: Final = "wrong"
AVOIDABLE: Final = "avoidable"
PRIORITY: Final = "priority"
QUEUE: Final = "queue"
INTO: Final = "into"  # a ticket's id
NUMBER: Final = "number"
LANGUAGE: Final = "language"
DAYS: Final = "days"
BEGINS: Final = "begins"
ENDS: Final = "ends"
BREAK_FROM: Final = "break_from"
BREAK_UNTIL: Final = "break_until"
QUIET_FROM: Final = "quiet_from"
QUIET_UNTIL: Final = "quiet_until"
PROMISED: Final = "promised"  # Unix seconds
FROM: Final = "from"  # a person's number
FIRST: Final = "first"  # how many; "0": all
TO: Final = "to"  # "queue", "spread", or a person's number


def value(ticket_id: int, **ids: int | None) -> str:
    """What a button carries: `{"t": 1042}`, and `d` (draft), `m` (last message), `r` (reply), `o` (the draft that a
    text began as) where they are given."""
    return json.dumps({"t": ticket_id, **{key: number for key, number in ids.items() if number is not None}})


def need_field(name: str) -> str:
    """The field that asks for a need. The one for an order is there before a type is chosen, and keeps its name."""
    return ORDER if name == ORDER else f"{NEED}{name}"


def need_of_field(field: str) -> str:
    """The need that a field asks for; empty for any other field."""
    return ORDER if field == ORDER else field.removeprefix(NEED) if field.startswith(NEED) else ""


def entry_value(ref: Ref, ticket_id: int = 0) -> str:
    """What a button about an article, template, macro or prompt carries, and its modal; `t`: the ticket it is for."""
    beside = {"t": ticket_id} if ticket_id else {}
    return json.dumps({**beside, "k": ref.kind, "n": ref.name, "l": ref.language, "v": ref.version})


def entry_of(written: str) -> Ref:
    """The entry that `entry_value` has written. Raises `Refused` for anything else."""
    try:
        found = json.loads(written)
        kind, name, language, version = found["k"], found["n"], found["l"], found["v"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused(RefusalCode.NO_SUCH_SOURCE) from None
    if not (kind in KINDS and isinstance(name, str) and isinstance(language, str) and type(version) is int):
        raise Refused(RefusalCode.NO_SUCH_SOURCE)
    return Ref(kind, name, language, version)


def type_value(name: str) -> str:
    """What a button about a request type carries."""
    return json.dumps({"y": name})


def type_of(written: str) -> str:
    """The type that `type_value` has written. Raises `Refused` for anything else."""
    try:
        name = json.loads(written)["y"]
    except (ValueError, TypeError, KeyError, RecursionError):
        name = None
    if not isinstance(name, str):
        raise Refused(RefusalCode.UNKNOWN_WORD, word="")
    return name


def letter_value(letter_id: int) -> str:
    """What a button about given-up work carries."""
    return json.dumps({"w": letter_id})


def handoff_value(handoff_id: int) -> str:
    """What a button of a department's card carries."""
    return json.dumps({"h": handoff_id})


def spike_value(spike_id: int) -> str:
    """What a button of a spike's card carries."""
    return json.dumps({"s": spike_id})


def review_value(sample_id: int) -> str:
    """What the buttons of a conversation carry that waits for a review."""
    return json.dumps({"v": sample_id})


def more_value(action: str, ticket_id: int) -> str:
    """The value of one option of `More…`."""
    return f"{action}:{ticket_id}"


def more_of(written: str) -> tuple[str, int]:
    """Action and ticket of an option of `More…`. Raises `Refused` for what `more_value` has not written."""
    found = re.fullmatch(r"([a-z_]+):(\d{1,9})", written, re.ASCII)
    if found is None:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=written[:40])
    return found[1], int(found[2])


def number_of(written: str) -> int:
    """`T-1042` or `1042` as 1042. Raises `Refused(NO_SUCH_TICKET)` for anything else."""
    found = re.fullmatch(r"(?:T-)?(\d{1,9})", written.strip(), re.ASCII | re.IGNORECASE)
    if found is None:
        raise Refused(RefusalCode.NO_SUCH_TICKET, number=written.strip()[:40])
    return int(found[1])


def queue_value(queue: str, person_id: int = 0) -> str:
    """What the buttons for leads below a queue carry, and their modal."""
    return json.dumps({"q": queue, **({"n": person_id} if person_id else {})})


def asked_digest(queue: str | None, when: str) -> str:
    """What the button below a digest carries that one person asked for."""
    return json.dumps({"q": queue or "", "w": when})


def queue_of(written: str) -> str:
    """The queue that `queue_value` has written. Raises `Refused` for anything else."""
    try:
        found = json.loads(written)["q"]
    except (ValueError, TypeError, KeyError, RecursionError):
        found = None
    if not isinstance(found, str):
        raise Refused(RefusalCode.UNKNOWN_WORD, word="")
    return found


def page_value(queue: str, chosen: str, page: int) -> str:
    """What the buttons below a page of a queue carry."""
    return json.dumps({"q": queue, "f": chosen, "p": page})


def page_of(written: str) -> tuple[str, str, int]:
    """Queue, filter and page. Raises `Refused` for what `page_value` has not written."""
    try:
        found = json.loads(written)
        queue, chosen, page = found["q"], found["f"], found["p"]
    except (ValueError, TypeError, KeyError, RecursionError):
        queue, chosen, page = None, None, None
    if not (isinstance(queue, str) and isinstance(chosen, str) and type(page) is int and abs(page) < _MOST_PAGES):
        raise Refused(RefusalCode.UNKNOWN_WORD, word="")
    return queue, chosen, page
