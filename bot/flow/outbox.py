"""Asking for work: which lane, which bucket and how urgent, in one place.

A lane is a ticket and a destination, so that a slow suggestion never holds a card. Lower priorities go first: undo and
a person's click before a routine card, an escalation before a digest.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.burst import Burst, Listing, Way, way
from bot.domain.outbox import Kind
from bot.domain.schedule import TimerKind
from bot.domain.ticket import Ticket
from bot.flow import availability
from store import bursts, notices, outbox, people, posts, spikes, tickets, timers
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork

#: What of ours in Slack loses its text some time after the end: an answer to somebody who asked in Slack is theirs.
FADES: Final = ("card", "thread", "notice", "file")

#: Before the Slack id of a lead: the place of what they are told by direct message.
LEAD: Final = "lead:"

#: How long the first card waits for the suggestion before it is posted without (docs/architecture.md).
PATIENCE: Final = timedelta(seconds=8)

#: How long the job leaves a clicked card to the fast lane, which shows it at once by `response_url`.
FAST_LANE: Final = timedelta(milliseconds=700)

CLICK, BURST_CARD, URGENT, SENSITIVE, MESSAGE, WARNING = 10, 12, 15, 16, 20, 30
ROUTINE, DIGEST, FADE = 50, 80, 95

#: How long a burst card gathers changes before it is edited: the workspace's edits are for others too.
GATHER: Final = timedelta(seconds=5)
GATHER_URGENT: Final = timedelta(seconds=1)


def prepare(uow: UnitOfWork, ticket_id: int, priority: int = MESSAGE) -> None:
    """Second triage, records and suggestion."""
    outbox.enqueue(uow, Kind.PREPARE, ticket_id, lane=f"ticket:{ticket_id}:assistant", priority=priority)


def card(uow: UnitOfWork, ticket: Ticket, priority: int = ROUTINE, delay: timedelta = timedelta()) -> None:
    """Post or edit the ticket's card, or list it. Asked for again, it is the same row."""
    if ticket.priority == "urgent":
        priority = min(priority, URGENT)
    elif ticket.sealed:
        priority = min(priority, SENSITIVE)
    live = posts.live(uow, "card", str(ticket.id))
    place = card_place(uow, ticket)
    if live is not None and live.ts is not None and live.place == place:
        bucket = "chat.update"
        if priority == CLICK:
            delay = max(delay, FAST_LANE)
    else:
        bucket = passage(uow, ticket, place, live).bucket
        if not bucket:
            delay = timedelta()  # a number on a list waits for no suggestion
    outbox.enqueue(
        uow, Kind.CARD, ticket.id, lane=f"ticket:{ticket.id}:card", bucket=bucket, priority=priority, delay=delay
    )


def spikes_of(uow: UnitOfWork, ticket_id: int) -> None:
    """Let the cards of a ticket's spikes count anew."""
    for spike_id in spikes.of(uow, ticket_id):
        spike(uow, spike_id)


def card_below(uow: UnitOfWork, ticket: Ticket, delay: timedelta = timedelta()) -> None:
    """Post the ticket's card anew at the bottom of its channel, where it is seen; the old one shrinks."""
    live = posts.live(uow, "card", str(ticket.id))
    stands = live is not None and live.ts is not None
    if live is not None and stands:
        posts.retire(uow, live.id, "moved")
    card(uow, ticket, MESSAGE, delay=delay if stands else timedelta())


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """How a ticket without a card comes to be seen in its place (bot/domain/burst.py), and the bucket for it."""

    way: Way
    bucket: str
    listing: Listing | None  # where it is listed, in whatever place
    live: Burst | None  # the burst in its place


def passage(uow: UnitOfWork, ticket: Ticket, place: str, live: SlackPost | None) -> Passage:
    """What becomes of a card that has to be posted in `place`. `live` is its post that does not stand there yet."""
    known = bursts.standing(uow, ticket.id, place)
    here = known.listing if known.listing and known.listing.burst.place == place else None
    begun = live is not None and live.place == place
    found = way(
        ticket,
        live=known.live is not None,
        listed=here is not None,
        asked=here is not None and here.asked,
        begun=begun,
    )
    channel = people.slack_id_of(uow, place) or place
    bucket = {Way.POSTED: f"chat.postMessage:{channel}", Way.SINGLE: f"burst:{channel}", Way.LISTED: ""}[found]
    if found is Way.SINGLE and here is None and not begun:
        bucket = ""  # it is put on the burst card first, and then waits for its turn
    return Passage(way=found, bucket=bucket, listing=known.listing, live=known.live)


def spike(uow: UnitOfWork, spike_id: int, priority: int = MESSAGE, delay: timedelta = timedelta()) -> None:
    """Post or edit a spike's card. Asked for again, it is the same row."""
    live = posts.live(uow, "spike", str(spike_id))
    bucket = "chat.update"
    if live is None or live.ts is None:
        found = spikes.get(uow, spike_id)
        place = found.place if found else ""
        bucket = f"chat.postMessage:{people.slack_id_of(uow, place) or place}"
    outbox.enqueue(uow, Kind.SPIKE, spike_id, lane=f"spike:{spike_id}", bucket=bucket, priority=priority, delay=delay)


def burst(
    uow: UnitOfWork,
    found: Burst,
    page: int,
    priority: int = ROUTINE,
    delay: timedelta = GATHER,
    *,
    unposted: bool = False,
) -> None:
    """Post or edit one burst card. Its first page goes out at once, at the channel's pace, the others at the burst's.

    `unposted`: it was reserved and is known not to stand in Slack.
    """
    subject = f"{found.id}:{page}"
    bucket = "chat.update"
    if unposted or posts.live(uow, "burst", subject) is None:
        channel = people.slack_id_of(uow, found.place) or found.place
        bucket = f"{'chat.postMessage' if page == 1 else 'burst'}:{channel}"
        priority, delay = min(priority, BURST_CARD), timedelta()
    outbox.enqueue(uow, Kind.BURST, subject, lane=f"burst:{subject}", bucket=bucket, priority=priority, delay=delay)


def card_place(uow: UnitOfWork, ticket: Ticket) -> str:
    """Where a ticket's card stands: sealed and escalated ones in the escalations channel, else in the queue's."""
    return place_of(uow, ticket.queue, apart=ticket.sealed or bool(ticket.escalated_to))


def place_of(uow: UnitOfWork, queue: str, *, apart: bool) -> str:
    """`card_place` for a ticket of that queue; `apart`: it is sealed or escalated."""
    if apart:
        return uow.desk.file.escalation.channel
    try:
        return uow.desk.queue(queue).channel
    except KeyError:  # a queue that the newest desk file no longer has
        return uow.desk.file.escalation.channel


def thread(uow: UnitOfWork, ticket_id: int, priority: int = MESSAGE) -> None:
    """Bring the card's thread up to date; it begins with the first claim."""
    live = posts.live(uow, "card", str(ticket_id))
    bucket = f"chat.postMessage:{live.channel}" if live else ""
    outbox.enqueue(uow, Kind.THREAD, ticket_id, lane=f"ticket:{ticket_id}:thread", bucket=bucket, priority=priority)


def reply(uow: UnitOfWork, ticket_id: int, reply_id: int, delay: timedelta) -> None:
    """Send a fully approved reply once its undo time has passed."""
    source = tickets.get(uow, ticket_id).source
    outbox.enqueue(
        uow, Kind.REPLY, reply_id, lane=f"ticket:{ticket_id}:helpdesk", bucket=f"helpdesk:{source}", priority=CLICK,
        delay=delay,
    )  # fmt: skip


def notice(uow: UnitOfWork, kind: str, to: str, ticket_id: int | None = None, **facts: str) -> None:
    """Tell somebody something by direct message. `to` is a Slack id or a name from the desk file.

    A user group has no direct messages, so each of its members is told.
    """
    notice_at(uow, uow.at, kind, to, ticket_id, **facts)


def notice_at(
    uow: UnitOfWork, not_before: datetime, kind: str, to: str, ticket_id: int | None = None, **facts: str
) -> None:
    """As `notice`, but it waits until then (the desk's clock), or until they say that they are back. What can wait also
    waits for the end of quiet hours (`bot/domain/availability.py`)."""
    if not to:
        return
    slack_id, members = people.standing(uow, to)
    if slack_id.startswith("S"):
        for member in members:
            notice_at(uow, not_before, kind, member, ticket_id, **facts)
        return
    not_before = availability.heard_from(uow, kind, to, not_before)
    notice_id = notices.add(uow, kind, to, ticket_id, facts)
    if not_before > uow.at:
        timers.put(uow, TimerKind.NOTICE, notice_id, not_before)
    else:
        noticed(uow, notice_id, to)


def noticed(uow: UnitOfWork, notice_id: int, to: str) -> None:
    """Send a direct message that is stored already."""
    outbox.enqueue(
        uow, Kind.NOTICE, notice_id, lane=f"notice:{notice_id}", bucket=f"chat.postMessage:{to}", priority=URGENT
    )


def gathered_notice(
    uow: UnitOfWork, kind: str, to: str, ticket_id: int, event: dict[str, str], delay: timedelta
) -> None:
    """As `notice` to one person, for events of which several may follow soon: see `store.notices.join`."""
    notice_id = notices.add(uow, kind, to, ticket_id, {"events": [event]})
    outbox.enqueue(
        uow, Kind.NOTICE, notice_id, lane=f"notice:{notice_id}", bucket=f"chat.postMessage:{to}", priority=MESSAGE,
        delay=delay,
    )  # fmt: skip


def digest(uow: UnitOfWork, run_id: int, channel: str) -> None:
    """Post a digest whose run has been decided."""
    place = people.slack_id_of(uow, channel) or channel
    outbox.enqueue(
        uow, Kind.DIGEST, run_id, lane=f"digest:{run_id}", bucket=f"chat.postMessage:{place}", priority=DIGEST
    )


def warning(uow: UnitOfWork, place: str, *, edits: bool) -> None:
    """Bring a place's line of answers that are due up to date; `edits`: it stands there, and stays there."""
    to = place.removeprefix(LEAD)
    bucket = "chat.update" if edits else f"chat.postMessage:{people.slack_id_of(uow, to) or to}"
    outbox.enqueue(uow, Kind.WARNING, place, lane=f"warning:{place}", bucket=bucket, priority=WARNING)


def clock(uow: UnitOfWork, ticket_id: int, *, posts_in: str) -> None:
    """Let what a holder was told of a ticket's clocks be what is true. `posts_in`: the channel where something new is
    said; empty: nothing is."""
    bucket = f"chat.postMessage:{posts_in}" if posts_in else "chat.update"
    outbox.enqueue(uow, Kind.CLOCK, ticket_id, lane=f"ticket:{ticket_id}:clock", bucket=bucket, priority=WARNING)


def handoff(uow: UnitOfWork, handoff_id: int, place: str, priority: int = MESSAGE) -> None:
    """Post or edit a handoff's card in its department's channel. Asked for again, it is the same row."""
    live = posts.live(uow, "handoff", str(handoff_id))
    stands = live is not None and live.ts is not None
    bucket = "chat.update" if stands else f"chat.postMessage:{people.slack_id_of(uow, place) or place}"
    outbox.enqueue(
        uow, Kind.HANDOFF, handoff_id, lane=f"handoff:{handoff_id}", bucket=bucket, priority=priority,
    )  # fmt: skip


def question(uow: UnitOfWork, question_id: int) -> None:
    """Answer somebody who waits for it."""
    outbox.enqueue(uow, Kind.QUESTION, question_id, lane=f"question:{question_id}", priority=CLICK)


def file(uow: UnitOfWork, subject: str, ticket_id: int) -> None:
    """Bring an attached file to somebody who waits for it; of one ticket one at a time."""
    outbox.enqueue(uow, Kind.FILE, subject, lane=f"ticket:{ticket_id}:file", priority=CLICK)


def export(uow: UnitOfWork, subject: str) -> None:
    """Bring figures as a file to somebody who waits for it."""
    outbox.enqueue(uow, Kind.EXPORT, subject, lane=f"export:{subject}", priority=CLICK)


def request(uow: UnitOfWork, request_id: int, channel: str) -> None:
    """Ask below a message whether it is to be a ticket, make it one, or take the question away."""
    outbox.enqueue(
        uow, Kind.REQUEST, request_id, lane=f"request:{request_id}", bucket=f"chat.postMessage:{channel}",
        priority=MESSAGE,
    )  # fmt: skip


def reread(uow: UnitOfWork, channel: str, ts: str = "") -> None:
    """Hear what was said in a request channel, or in the thread of a message there, since it was read last."""
    subject = f"{channel}:{ts}" if ts else channel
    bucket = f"conversations.{'replies' if ts else 'history'}"
    outbox.enqueue(uow, Kind.REREAD, subject, lane=f"reread:{subject}", bucket=bucket, priority=WARNING)


def fade(uow: UnitOfWork, post: SlackPost, delay: timedelta = timedelta()) -> None:
    """Take the text of a post out of Slack, when nothing more urgent waits."""
    bucket = {"card": "chat.update", "file": "files.delete"}.get(post.kind, "chat.delete")
    outbox.enqueue(uow, Kind.FADE, post.id, lane=_lane(post), bucket=bucket, priority=FADE, delay=delay)


def unfade(uow: UnitOfWork, ticket_id: int) -> None:
    """A ticket's text is wanted again: what has not been taken out of Slack yet stays."""
    for kind in FADES:
        for post in posts.of_ticket(uow, ticket_id, kind):
            outbox.cancel(uow, Kind.FADE, post.id)


def _lane(post: SlackPost) -> str:
    """The lane of the work that posts and edits it, so that these and its end never overlap."""
    return f"notice:{post.subject}" if post.kind == "notice" else f"ticket:{post.ticket_id}:{post.kind}"
