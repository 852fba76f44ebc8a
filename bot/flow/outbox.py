"""Asking for work: which lane, which bucket and how urgent, in one place.

A lane is a ticket and a destination, so that a slow suggestion never holds a card. Lower priorities go first: undo and
a person's click before a routine card, an escalation before a digest.
"""

from datetime import timedelta
from typing import Final

from bot.domain.outbox import Kind
from bot.domain.ticket import Ticket
from store import notices, outbox, people, posts, tickets
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork

#: What of ours in Slack loses its text some time after the end: an answer to somebody who asked in Slack is theirs.
FADES: Final = ("card", "thread", "notice")

#: How long the first card waits for the suggestion before it is posted without (docs/architecture.md).
PATIENCE: Final = timedelta(seconds=8)

#: How long the job leaves a clicked card to the fast lane, which shows it at once by `response_url`.
FAST_LANE: Final = timedelta(milliseconds=700)

CLICK, URGENT, MESSAGE, ROUTINE, DIGEST, FADE = 10, 15, 20, 50, 80, 95


def prepare(uow: UnitOfWork, ticket_id: int, priority: int = MESSAGE) -> None:
    """Second triage, records and suggestion."""
    outbox.enqueue(uow, Kind.PREPARE, ticket_id, lane=f"ticket:{ticket_id}:assistant", priority=priority)


def card(uow: UnitOfWork, ticket: Ticket, priority: int = ROUTINE, delay: timedelta = timedelta()) -> None:
    """Post or edit the ticket's card. Asked for again, it is the same row."""
    if ticket.level == "sensitive" or ticket.priority == "urgent":
        priority = min(priority, URGENT)
    live = posts.live(uow, "card", str(ticket.id))
    place = card_place(uow, ticket)
    edits = live is not None and live.ts is not None and live.place == place
    if edits and priority == CLICK:
        delay = max(delay, FAST_LANE)
    bucket = "chat.update" if edits else f"chat.postMessage:{people.slack_id_of(uow, place) or place}"
    outbox.enqueue(
        uow, Kind.CARD, ticket.id, lane=f"ticket:{ticket.id}:card", bucket=bucket, priority=priority, delay=delay
    )


def card_place(uow: UnitOfWork, ticket: Ticket) -> str:
    """Where a ticket's card stands: sealed and escalated ones in the escalations channel, else in the queue's."""
    if ticket.sealed or ticket.escalated_to:
        return uow.desk.file.escalation.channel
    try:
        return uow.desk.queue(ticket.queue).channel
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
    if not to:
        return
    slack_id, members = people.standing(uow, to)
    if slack_id.startswith("S"):
        for member in members:
            notice(uow, kind, member, ticket_id, **facts)
        return
    notice_id = notices.add(uow, kind, to, ticket_id, facts)
    outbox.enqueue(
        uow, Kind.NOTICE, notice_id, lane=f"notice:{notice_id}", bucket=f"chat.postMessage:{to}", priority=URGENT
    )


def digest(uow: UnitOfWork, run_id: int, channel: str) -> None:
    """Post a digest whose run has been decided."""
    place = people.slack_id_of(uow, channel) or channel
    outbox.enqueue(
        uow, Kind.DIGEST, run_id, lane=f"digest:{run_id}", bucket=f"chat.postMessage:{place}", priority=DIGEST
    )


def fade(uow: UnitOfWork, post: SlackPost, delay: timedelta = timedelta()) -> None:
    """Take the text of a post out of Slack, when nothing more urgent waits."""
    bucket = "chat.update" if post.kind == "card" else "chat.delete"
    outbox.enqueue(uow, Kind.FADE, post.id, lane=_lane(post), bucket=bucket, priority=FADE, delay=delay)


def unfade(uow: UnitOfWork, ticket_id: int) -> None:
    """A ticket's text is wanted again: what has not been taken out of Slack yet stays."""
    for kind in FADES:
        for post in posts.of_ticket(uow, ticket_id, kind):
            outbox.cancel(uow, Kind.FADE, post.id)


def _lane(post: SlackPost) -> str:
    """The lane of the work that posts and edits it, so that these and its end never overlap."""
    return f"notice:{post.subject}" if post.kind == "notice" else f"ticket:{post.ticket_id}:{post.kind}"
