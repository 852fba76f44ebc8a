"""What is sent to the customer, and the rule that says when it may leave."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

ApprovalRole = Literal["sender", "owner", "deputy", "lead_alone"]
#: Why a reply that is being sent waits: no clear answer came, and the helpdesk takes the same reply twice as one.
REPEATED: Final = "repeated"
#: The same, but the helpdesk can be asked whether it has the reply, and is asked before anything else happens.
LOOKING: Final = "looking"


class ReplyState(StrEnum):
    AWAITING_KEYS = "awaiting_keys"  # put up for sending, an approval is missing
    UNDO = "undo"  # fully approved; may be taken back until `send_after`
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"  # written to the helpdesk, no answer: a person has to look
    STOPPED = "stopped"  # the second look found a difference, or the helpdesk refused it
    TAKEN_BACK = "taken_back"


#: It may still reach the customer: while one is, no other text is put up, and nothing ends.
UNDER_WAY: Final = (ReplyState.AWAITING_KEYS, ReplyState.UNDO, ReplyState.SENDING, ReplyState.UNSURE)


@dataclass(frozen=True, slots=True)
class Approval:
    person_id: int
    role: ApprovalRole
    body_hash: str


def body_hash(body: str) -> str:
    """Identifies the exact text that was approved; one changed character voids the approval."""
    return hashlib.sha256(body.encode()).hexdigest()


def may_leave(body: str, keys_needed: int, approvals: tuple[Approval, ...]) -> bool:
    """Whether a reply has the approvals that it needs for exactly this text.

    One key: a `sender`. Two keys: also an `owner`, `deputy` or `lead_alone` from another person (docs/architecture.md,
    "nothing unapproved leaves").
    """
    current = [approval for approval in approvals if approval.body_hash == body_hash(body)]
    senders = {approval.person_id for approval in current if approval.role == "sender"}
    if not senders:
        return False
    if keys_needed < 2:
        return True
    return any(approval.role != "sender" and senders - {approval.person_id} for approval in current)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    id: int
    ticket_id: int
    draft_id: int | None
    state: ReplyState
    body: str
    language: str
    disclosed: bool  # the body ends with the line that says that an assistant helped
    written_by: int
    keys_needed: int
    asked: int = 0  # how many have been asked for the second approval, one after the other
    approvals: tuple[Approval, ...]
    last_message_id: int | None
    send_after: datetime | None  # real time
    after_send: Literal["wait", "resolve", "hold"]  # hold: a holding reply, which leaves the ball where it is
    stop_reason: str
    created_at: datetime
    sent_at: datetime | None

    @property
    def repeats(self) -> bool:
        """Whether it has left once without a clear answer and is to be sent again, as the same reply."""
        return self.state is ReplyState.SENDING and self.stop_reason == REPEATED

    @property
    def looked_for(self) -> bool:
        """Whether it has left once without a clear answer and is looked for where it was sent."""
        return self.state is ReplyState.SENDING and self.stop_reason == LOOKING


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingReply:
    """All that a helpdesk needs in order to answer a customer once."""

    reply_id: int
    source: str
    conversation: str  # the helpdesk's own id of the conversation
    body: str
    language: str
    author_name: str
    author_email: str
    approved_by: tuple[str, ...]
    in_reply_to: str
    expect_last_message: str
    disclosed: bool
    subject: str = ""  # the ticket's
    customer_name: str = ""
    customer_email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of a send.

    `sent` (with the helpdesk's id, if it gave one); `moved_on`: the conversation changed; `refused`: it will not be
    accepted as it is; `not_connected`: nothing left this machine, try again; `rate_limited`: try again after
    `retry_after` seconds; `unsure`: it was written and no clear answer came; `repeat`: the same, but the helpdesk takes
    the same reply twice as one, so that it may be sent again.
    """

    outcome: Literal["sent", "moved_on", "refused", "not_connected", "rate_limited", "unsure", "repeat"]
    external_id: str = ""
    channel: str = ""  # in Slack, for an answer by direct message
    detail: str = ""
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """What came of looking for a reply where it was sent.

    `arrived` (with the id that it has there); `missing`: it is certainly not there; `unknown`: that cannot be told now,
    and may be asked again, after `retry_after` seconds where that is known.
    """

    outcome: Literal["arrived", "missing", "unknown"]
    external_id: str = ""
    channel: str = ""  # in Slack, for an answer by direct message
    detail: str = ""
    retry_after: float = 0.0
