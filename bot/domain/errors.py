"""The error tree. Every error that a person can cause names a *code* and facts; `bot.words` makes the sentence."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class DeskhandError(Exception):
    """Base of all errors that Deskhand raises on purpose."""


class RefusalCode(StrEnum):
    """Why a person's click, command or form was refused. Each code has a sentence in `bot.words`."""

    NOT_A_MEMBER = "not_a_member"
    NOT_YOUR_ROLE = "not_your_role"
    MEMBERSHIP_UNKNOWN = "membership_unknown"
    TAKEN = "taken"
    NO_SUCH_TICKET = "no_such_ticket"
    STALE_DRAFT = "stale_draft"
    NEW_MESSAGE = "new_message"
    ANSWERED_OUTSIDE = "answered_outside"
    ALREADY_SENT = "already_sent"
    ALREADY_WAITING = "already_waiting"
    ALREADY_APPROVED = "already_approved"
    TOO_LATE = "too_late"
    WRONG_STATE = "wrong_state"
    EMPTY_TEXT = "empty_text"
    EMPTY_REQUEST = "empty_request"
    EMPTY_WISH = "empty_wish"
    EMPTY_NOTE = "empty_note"
    NO_SUCH_MACRO = "no_such_macro"
    MACRO_GAP = "macro_gap"
    NOTE_OF_OURS = "note_of_ours"
    NOTED_ELSEWHERE = "noted_elsewhere"
    TEXT_TOO_LONG = "text_too_long"
    SAME_PERSON = "same_person"
    SOURCE_EXPIRED = "source_expired"
    SOURCE_CHANGED = "source_changed"
    SOURCE_QUARANTINED = "source_quarantined"
    NO_SUCH_SOURCE = "no_such_source"
    NOT_ON_SHADOW = "not_on_shadow"
    NOT_READY = "not_ready"
    NOTHING_DEPENDS = "nothing_depends"
    RECORD_CHANGED = "record_changed"
    RECORD_GONE = "record_gone"
    REASON_NEEDED = "reason_needed"
    UNKNOWN_WORD = "unknown_word"
    NO_DRAFT = "no_draft"
    PAST_TIME = "past_time"
    NOTHING_LEFT = "nothing_left"
    NOT_GIVEN_UP = "not_given_up"
    REPLY_STOPPED = "reply_stopped"
    NO_SUCH_HANDOFF = "no_such_handoff"
    NO_SUCH_SPIKE = "no_such_spike"
    NO_SUCH_DECISION = "no_such_decision"
    OWN_ANSWER = "own_answer"  # to a conversation that they were to review
    NO_SUCH_REVIEW = "no_such_review"  # it was scored or left out, or its text is gone
    NOT_SHARED_HERE = "not_shared_here"  # a digest, where the desk file does not name the channel
    SPIKE_OVER = "spike_over"
    NOTHING_TO_HAND_OFF = "nothing_to_hand_off"  # of a spike: all its tickets have ended, or wait already
    HANDOFF_OVER = "handoff_over"  # what was pressed has had its time; `stage` says where it stands
    NO_DEPARTMENT = "no_department"
    NOT_WAITING = "not_waiting"  # nothing that a customer should be told of by a holding reply
    HOLDING_WAITS = "holding_waits"  # a holding reply would wait for the same second approval as the one that waits
    ALREADY_ESCALATED = "already_escalated"
    ESCALATION_TAKEN = "escalation_taken"  # somebody else has accepted
    ESCALATION_OVER = "escalation_over"
    ALREADY_ASKED = "already_asked"  # each is asked once for an escalation
    ALREADY_YOURS = "already_yours"
    SAME_TICKET = "same_ticket"
    OTHER_CUSTOMER = "other_customer"  # of two tickets that somebody wants to be one
    OTHER_SOURCE = "other_source"
    TARGET_ENDED = "target_ended"
    ESCALATED = "escalated"
    NO_SUCH_REQUEST = "no_such_request"
    REQUEST_OVER = "request_over"  # somebody has answered the question already; `stage` says how
    NOT_YOUR_REQUEST = "not_your_request"
    NOTHING_MISSING = "nothing_missing"  # what was missing has come meanwhile
    HOURS_UNCLEAR = "hours_unclear"
    BREAK_UNCLEAR = "break_unclear"
    RETURN_NEEDED = "return_needed"  # a lead says until when somebody is away
    NOT_OF_QUEUE = "not_of_queue"  # whom a lead says something of
    RETURN_UNCLEAR = "return_unclear"  # until when somebody is away
    QUIET_UNCLEAR = "quiet_unclear"
    NO_SUCH_FILE = "no_such_file"  # (any more): its text is gone, or the desk file names its address no longer
    FILE_TOO_LARGE = "file_too_large"


#: What a suggestion rests on is not as it was when it was made.
CHANGED: Final = frozenset({
    RefusalCode.SOURCE_EXPIRED, RefusalCode.SOURCE_CHANGED, RefusalCode.SOURCE_QUARANTINED,
    RefusalCode.RECORD_CHANGED, RefusalCode.RECORD_GONE,
})  # fmt: skip


class Refused(DeskhandError):
    """A person asked for something that may not happen (any more). Nothing was changed.

    `facts` fill the sentence: for `TAKEN` it is `who`, for `NOT_YOUR_ROLE` it is `needed` and `who_may`, and so on.
    `outsider` says more than `NOT_A_MEMBER` does: a `guest`, `no_queue` in question, or the `receiver` of a ticket.
    """

    def __init__(self, code: RefusalCode, **facts: str) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts = facts


class BadRequest(DeskhandError):
    """A webhook or API body that cannot be accepted. The text names the field and what was expected."""


class DeskFileError(DeskhandError):
    """The desk file cannot be used. `problems` has one sentence for each fault, with the key that caused it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class NotRead(StrEnum):
    """Why a record could not be read."""

    NO_ANSWER = "no_answer"  # nobody there, or the connection broke
    TOO_SLOW = "too_slow"
    REFUSED = "refused"  # 401 or 403: what proves who asks is missing, wrong or may not
    LIMITED = "limited"  # 429
    FAILED = "failed"  # 5xx
    REJECTED = "rejected"  # 400 or 422: it does not take this key, which says nothing about any other
    UNUSABLE = "unusable"  # any other answer that is no record: a redirect, broken JSON, too much of it
    ANOTHER = "another"  # an answer for another key, or a file that names the key twice
    UNPROVED = "unproved"  # the environment has nothing that proves who asks
    PAUSED = "paused"  # it has failed too often just now, and is left alone for a moment


class RecordsUnreachable(DeskhandError):
    """A record source did not answer, or not in a form that can be trusted. The text names no key and no secret.

    `pause` is for how long the source itself asked to be left alone.
    """

    def __init__(self, told: str, why: NotRead = NotRead.UNUSABLE, pause: timedelta | None = None) -> None:
        super().__init__(told)
        self.why = why
        self.pause = pause


class DatabaseUnavailable(DeskhandError):
    """The database cannot be used just now; the caller may try again."""
