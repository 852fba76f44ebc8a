"""The names that tie what Deskhand posts to what listens: action ids, callback ids, field names, and button values."""

import json
from typing import Final

CLAIM: Final = "claim"
TAKE_OVER: Final = "take_over"
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
READ_AGAIN: Final = "read_again"  # something has changed since the suggestion: a new one is made
READ_BEFORE_SENDING: Final = "read_before_sending"
ARRIVED: Final = "arrived"  # somebody looked: the unsure reply is there
SEND_AGAIN: Final = "send_again"  # somebody looked: it is not
QUEUE_PAGE: Final = "queue_page"  # value: {"q": queue, "f": filter, "p": page}
QUEUE_BACK: Final = "queue_back"  # the same, the other way; two ids because they stand side by side

# What `More…` offers; an option's value is `write_reply:1042`.
WRITE_REPLY: Final = "write_reply"
RESOLVE: Final = "resolve"
ASSIGN: Final = "assign"
MARK_SENSITIVE: Final = "mark_sensitive"
UNMARK_SENSITIVE: Final = "unmark_sensitive"
CHANGE_TYPE: Final = "change_type"
EXPLAIN: Final = "explain"
HISTORY: Final = "history"

# Modals whose callback id is not the action that opens them.
NEW_TICKET: Final = "new_ticket"
TICKET: Final = "ticket"
OPEN_SEALED: Final = "open_sealed"
MESSAGE: Final = "message"

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


def value(ticket_id: int, **ids: int | None) -> str:
    """What a button carries: `{"t": 1042}`, and `d` (draft), `m` (last message), `r` (reply), `o` (the draft that a
    text began as) where they are given."""
    return json.dumps({"t": ticket_id, **{key: number for key, number in ids.items() if number is not None}})


def more_value(action: str, ticket_id: int) -> str:
    """The value of one option of `More…`."""
    return f"{action}:{ticket_id}"
