"""What a card, a queue line and a digest show: read in one go, rendered elsewhere."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.domain.advice import Advice
from bot.domain.changes import UNCHANGED, Change
from bot.domain.draft import Draft, Summary
from bot.domain.earlier import Earlier
from bot.domain.escalation import EscalationFacts
from bot.domain.handoff import HandoffLine
from bot.domain.load import Shares
from bot.domain.macro import Choice
from bot.domain.message import Attachment, Message
from bot.domain.outside import OutsideCall
from bot.domain.overlay import Ref
from bot.domain.pause import Pause
from bot.domain.people import Customer, Person
from bot.domain.record import LinkedRecord
from bot.domain.reply import Reply
from bot.domain.roles import Action
from bot.domain.spike import SpikeLine
from bot.domain.ticket import Holder, Ticket
from bot.domain.track_record import TrackRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """Everything that a ticket's card, thread and modals may show, from current rows."""

    ticket: Ticket
    customer: Customer
    holder: Holder
    holder_person: Person | None
    queue_title: str
    queue_channel: str
    queue_language: str
    type_title: str  # empty: unknown
    guess_title: str  # what an unsure type looks like; empty: no idea
    guess_confidence: float | None
    type_choices: tuple[tuple[str, str], ...]  # (name, title) of every type of the desk
    owner_slack_ids: tuple[str, ...]  # the accountable owner's, first, then the deputies'
    summary: Summary
    records: tuple[LinkedRecord, ...]
    missing: tuple[str, ...]
    messages: tuple[Message, ...]  # oldest first, the public ones and notes
    attachments: tuple[Attachment, ...]
    contacts: int  # the customer's tickets in the last 14 days, this one included
    duplicate_of: str
    draft: Draft | None  # the current one
    newer_draft: bool  # a newer suggestion came after the one that somebody has opened
    reply: Reply | None  # the one being put up, sent or stopped
    approvers: tuple[Person, ...]  # who has approved the reply so far
    second_approvers: tuple[str, ...]  # who may give its second approval, by name; else as written in the desk file
    unsent: str  # what somebody typed as the newest reply and nobody got, without the line about the assistant
    resolver: str  # who resolved it, merged it or said that it is no request; empty: nobody, or no person
    after_send: Literal["wait", "resolve"]  # what the type does after a send
    disclosure: str  # the line that will stand under the text, for this approver's language; empty: none
    continued_by: str  # the card was shrunk: its ticket goes on below; empty otherwise
    today_checked_days: dict[str, int]  # article id -> days since it was checked
    asked_at: datetime  # when this was read, on the desk's clock
    today: date  # where the desk is, then
    stop_facts: dict[str, str] = field(
        default_factory=dict
    )  # why the reply was stopped: what changed, from what to what
    prepared: bool = True  # False: nobody has looked at the text yet, so a card shows none of it
    guess_name: str = ""  # the guessed type's name, for **Yes, it is**
    card_place: str = ""  # where the card stands now, as written in the desk file
    gone_from_slack_at: datetime | None = None  # when the ticket's text was taken out of Slack
    text_gone_at: datetime | None = None  # when it was removed altogether
    wishes: tuple[str, ...] = ()  # what was asked of the suggestion on the card, in place of those before it
    reports: tuple[tuple[str, str], ...] = ()  # (what is wrong, who said so) of each that is not settled
    absent: tuple[tuple[str, datetime | None], ...] = ()  # who was passed over for its second approval, and till when
    track_record: TrackRecord | None = None  # how suggestions like the one on the card have fared
    thumbs: tuple[int, int] = (0, 0)  # how many found it good and how many did not, where somebody has opened it
    source_links: dict[str, str] = field(default_factory=dict)  # article id -> its address, where it has one
    to_check: Ref | None = None  # what its owner has to check, or soon has to
    blocked: bool = False  # nothing is sent, or nothing can be suggested, before that
    changed: Change = UNCHANGED  # what has changed since the suggestion on the card was made
    outside: tuple[OutsideCall, ...] = ()  # what was sent to a model, where somebody has opened the ticket
    handoffs: tuple[HandoffLine, ...] = ()  # what departments are asked for, and their answers that no reply followed
    clock_stopped: bool = False  # it waits for the customer, and its resolution is promised for a time
    escalation: EscalationFacts | None = None  # it stands with an accountable person, or did when it was resolved
    twin: str = ""  # the number of an older open ticket that this one is likely the same as
    merged_into: int | None = None  # the ticket in which this one goes on
    spike: SpikeLine | None = None  # what it shares with more tickets than usual
    advice: Advice | None = None  # what the desk file advises the team to do next
    departments: bool = False  # there is somebody to hand off to
    need_titles: dict[str, str] = field(default_factory=dict)  # what the desk file calls what types need
    answered_in: str = ""  # the Slack channel in whose thread everybody will read the answer; empty: none
    macros: tuple[Choice, ...] = ()  # those offered, where somebody has opened the ticket
    promised_at: datetime | None = None  # the customer was promised another answer by then
    earlier: Earlier | None = None  # what the customer was told before about the same record
    cached: frozenset[str] = frozenset()  # the sources of records whose values may be shown again for a while
    paused_until: datetime | None = None  # nobody is given its queue's tickets by turn
    may: frozenset[Action] | None = None  # what whoever opened it may do; None: everybody reads it


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One journal entry, for people."""

    at: datetime
    who: str  # a person's name, "Deskhand", "Customer" or a service's
    action: str
    detail: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    ticket_id: int
    subject: str  # empty for a sealed ticket
    state: str
    priority: str
    type_title: str
    holder: Holder
    holder_name: str
    waiting_since: datetime
    due: datetime | None
    overdue: bool
    sealed: bool
    asleep_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStatus:
    """`/queue`: the counts of the whole queue and one page of lines: the longest waiting first, or with a filter for
    what is due or asleep, the first due or the first to wake.

    Without a filter those that are asleep stand apart, the first to wake first.
    """

    queue: str
    title: str
    filter: str
    lines: tuple[QueueLine, ...]
    total: int  # of lines, all pages; as far as a queue is counted
    page: int
    most: int  # a count of so many may stand for more
    counts: dict[str, int]  # open, unassigned, overdue, waiting_customer, waiting_approval, asleep, sensitive …
    at: datetime
    pause: Pause | None = None  # while nobody is given tickets by turn
    shares: Shares | None = None  # who has how much, for leads
    asleep: tuple[QueueLine, ...] = ()  # the first few; `counts` has how many there are
