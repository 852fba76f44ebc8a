"""Taking text away when its time is over: first in Slack, then what suggestions said, then the messages themselves.

Rows, ids, times and decisions stay, so that the ledger, the journal and the figures of old days still say what they
said (docs/adr/0013).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.card import CardFacts
from bot.domain.handoff import OPEN
from bot.domain.outbox import Kind
from bot.domain.retention import BUCKETS, DONE_WORK, EVENTS, REVIEWS, SUBMISSIONS, Faded, Times, times
from bot.flow import outbox
from bot.flow.card import facts
from store import (
    availability,
    backlog,
    fading,
    handoffs,
    journal,
    outside_calls,
    people,
    posts,
    pruning,
    reviews,
    spikes,
    tickets,
)
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork

#: A ticket is many rows, so few of them go in one transaction.
TICKETS: Final = 10
#: Between two calls to Slack for old text: half of its pace, so that a person's click always finds room.
SPACING: Final = timedelta(seconds=2.5)
#: So many of these calls wait at most; the rest of the tickets waits where it is.
WAITING: Final = 100


def fade_due(uow: UnitOfWork, limit: int = 200) -> int:
    """Take away what is due, at most `limit` rows of each kind and `TICKETS` tickets; returns how much was done.

    Calling again goes on with the rest; 0 when nothing is due, or only what has to wait for Slack's pace. Safe to call
    from several processes at once: what another one is at is left to it.
    """
    kept = times(uow.desk.file.retention)
    few = min(limit, TICKETS)
    return sum((
        fading.fill_ends(uow, limit),
        _slack_texts(uow, kept, few),
        _suggestions(uow, kept, few),
        fading.take_old_suggestions(uow, uow.at - kept.model, limit),
        outside_calls.take_text(uow, outside_calls.old(uow, uow.at - kept.model, limit)),
        _messages(uow, kept, few),
        _prune(uow, kept, limit),
    ))  # fmt: skip


def _slack_texts(uow: UnitOfWork, kept: Times, limit: int) -> int:
    room = WAITING - backlog.pending(uow, Kind.FADE)
    due = fading.due(uow, (Faded.NOTHING, Faded.MODEL), uow.at - kept.slack, limit) if room > 0 else []
    done = 0
    for ticket_id in due:
        if room <= 0:
            break
        room -= take_out_of_slack(uow, ticket_id, after=SPACING * (WAITING - room))
        done += 1
    for post in _about_no_ticket(uow, uow.at - kept.slack, max(0, min(limit, room))):
        outbox.fade(uow, post, SPACING * (WAITING - room))
        room -= 1
        done += 1
    return done


def _about_no_ticket(uow: UnitOfWork, before: datetime, limit: int) -> list[SlackPost]:
    """Notices, morning lists, and the cards of handoffs and spikes that are over."""
    found = posts.about_no_ticket(uow, "notice", Kind.FADE.value, before, limit)
    found += posts.about_no_ticket(uow, "morning", Kind.FADE.value, before, limit)
    for kind, stands in (("handoff", _handoff_open), ("spike", _spike_stands)):
        cards = posts.about_no_ticket(uow, kind, Kind.FADE.value, before, limit)
        found += [post for post in cards if not stands(uow, int(post.subject))]
    return found[:limit]


def _handoff_open(uow: UnitOfWork, handoff_id: int) -> bool:
    found = handoffs.get(uow, handoff_id)
    return found is not None and found.stage in OPEN


def _spike_stands(uow: UnitOfWork, spike_id: int) -> bool:
    found = spikes.get(uow, spike_id)
    return found is not None and found.standing


def take_out_of_slack(uow: UnitOfWork, ticket_id: int, after: timedelta = timedelta()) -> int:
    """Ask for the removal of all that stands in Slack about an ended ticket, one call each `SPACING` from `after` on.

    Its card stays as a line without text. Nothing about it is posted any more. Returns how many posts there are. Safe
    to call twice.
    """
    if not tickets.lock(uow, ticket_id).quiet_in_slack:
        fading.mark(uow, [ticket_id], Faded.SLACK)
        journal.append(uow, ticket_id, "system", "retention.slack_text")
    standing = [post for kind in outbox.FADES for post in posts.of_ticket(uow, ticket_id, kind) if not _bare(post)]
    for number, post in enumerate(standing):
        outbox.fade(uow, post, after + SPACING * number)
    return len(standing)


def _bare(post: SlackPost) -> bool:
    """A card that was left behind, and shows only where its ticket went."""
    return post.state == "moved" and post.shown == "moved"


def _suggestions(uow: UnitOfWork, kept: Times, limit: int) -> int:
    due = fading.due(uow, (Faded.NOTHING, Faded.SLACK), uow.at - kept.model, limit, replies_too=True)
    if due:
        fading.take_suggestions(uow, due)
        _done(uow, due, Faded.MODEL, "retention.model_text")
    return len(due)


def _messages(uow: UnitOfWork, kept: Times, limit: int) -> int:
    due = fading.due(uow, (Faded.SLACK | Faded.MODEL,), uow.at - kept.messages, limit, replies_too=True)
    if due:
        take_messages(uow, due)
    return len(due)


def take_messages(uow: UnitOfWork, ticket_ids: Sequence[int]) -> None:
    """Empty all text of these locked, ended tickets here, and forget customers of whom no other ticket has any.

    What stands in Slack is `take_out_of_slack`'s. Safe to call twice.
    """
    known = fading.people_of(uow, ticket_ids)
    fading.take_text(uow, ticket_ids)
    reviews.text_gone(uow, ticket_ids)
    _done(uow, ticket_ids, Faded.ALL, "retention.messages")
    fading.forget(uow, known)


def _done(uow: UnitOfWork, ticket_ids: Sequence[int], gone: Faded, action: str) -> None:
    fading.mark(uow, ticket_ids, gone)
    for ticket_id in ticket_ids:
        journal.append(uow, ticket_id, "system", action)


def _prune(uow: UnitOfWork, kept: Times, limit: int) -> int:
    return sum((
        pruning.work_done(uow, uow.now - DONE_WORK, limit),
        pruning.submissions(uow, uow.now - SUBMISSIONS, limit),
        pruning.buckets(uow, uow.now - BUCKETS),
        pruning.events(uow, uow.now - EVENTS, limit),
        pruning.notices(uow, uow.at - kept.slack, limit),
        pruning.notices_unsent(uow, uow.at - kept.messages, limit),
        pruning.posts_gone(uow, uow.at - kept.slack, limit),
        availability.forget(uow, uow.at - kept.slack, limit),
        reviews.forget(uow, uow.at - REVIEWS, limit),
        pruning.arrivals(uow, uow.now - kept.messages, limit),
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class FadePlan:
    """A post that is to lose its text. With `shown` it is a ticket's card, which stays as a line."""

    post: SlackPost
    shown: CardFacts | None


def plan_fade(uow: UnitOfWork, post_id: int) -> FadePlan | None:
    """What is to be done with a post; None when nothing is: it is gone, or its ticket goes on."""
    post = posts.get(uow, post_id)
    if post is None or post.state == "gone":
        return None
    post = replace(post, channel=post.channel or people.slack_id_of(uow, post.place))
    if post.ticket_id is None:
        return FadePlan(post, None)
    if not tickets.get(uow, post.ticket_id).quiet_in_slack:
        return None
    return FadePlan(post, facts(uow, post.ticket_id) if post.kind == "card" else None)


def card_faded(uow: UnitOfWork, post: SlackPost, ts: str, shown: str) -> None:
    """The card is a line now."""
    posts.landed(uow, post.id, post.channel, ts, shown)
    if post.state == "moved":
        posts.shown(uow, post.id, "moved")


def removed(uow: UnitOfWork, post_id: int) -> None:
    """The post is no longer in Slack, or out of our reach for good: it is not tried again."""
    posts.retire(uow, post_id, "gone")
