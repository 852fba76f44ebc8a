"""Where a ticket's card stands in Slack, and what has to happen so that it shows the newest state."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.burst import Way
from bot.domain.card import CardFacts
from bot.domain.outbox import Kind
from bot.domain.ticket import Ticket
from bot.flow import bursts, outbox
from bot.flow.card import facts
from store import backlog, people, posts, tickets
from store import outbox as rows
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlan:
    """What to do in Slack for one card, decided in one transaction.

    `live` is edited; without one the card is posted as `new_post`. `left_behind` are old cards that still show the
    ticket and must shrink; `to_remove` are our thread posts where none may stand any more: in a place that the ticket
    has left, or below a card that is sealed. `lost` were given up while they were being posted: they may stand there.
    """

    facts: CardFacts
    channel: str
    live: SlackPost | None
    new_post: int | None
    since: datetime | None  # the post was reserved then (real time), so it may stand in the channel already
    left_behind: tuple[SlackPost, ...]
    to_remove: tuple[SlackPost, ...]
    lost: tuple[SlackPost, ...]
    listed: bool = False  # the ticket stands on a burst card and has none of its own


def plan_card(uow: UnitOfWork, ticket_id: int, bucket: str | None = None) -> CardPlan | None:
    """Decide what the card needs, and reserve its first post. Safe to call again after a crash at any point.

    In a burst it may need none (`listed`), or another pace than that of `bucket`, which the work was leased from: then
    it was asked for anew. None: there is nothing to do.
    """
    ticket = tickets.lock(uow, ticket_id)
    place = outbox.card_place(uow, ticket)
    channel = people.slack_id_of(uow, place)
    if ticket.quiet_in_slack:
        return _nothing(facts(uow, ticket_id), channel or place)
    live = posts.live(uow, "card", str(ticket_id))
    if live is not None and live.place != place:
        posts.retire(uow, live.id, "moved")
        live = None
    stands = live is not None and live.ts is not None
    may_post, listed = (False, False) if stands else _way(uow, ticket, place, live, bucket)
    new_post = live.id if live is not None and may_post else None  # reserved before, and never known to have landed
    if live is None and may_post:
        new_post = posts.begin(
            uow, kind="card", subject=str(ticket_id), place=place, channel=channel, ticket_id=ticket_id
        )
    stand = posts.of_ticket(uow, ticket_id, "card", "thread")
    cards = [post for post in stand if post.kind == "card"]
    lines = [post for post in stand if post.kind == "thread" and misplaced(post, ticket, place)]
    unclear = [post for post in [*(card for card in cards if card.state == "moved"), *lines] if not post.ts]
    left_behind = tuple(post for post in cards if post.state == "moved" and post.shown != "moved" and post.ts)
    if not (stands or new_post or left_behind or lines or unclear):
        return None
    return CardPlan(
        facts=facts(uow, ticket_id),
        channel=channel,
        live=live if stands else None,
        new_post=new_post,
        since=live.since if live is not None and not stands else None,
        left_behind=left_behind,
        to_remove=tuple(post for post in lines if post.ts),
        lost=tuple(replace(post, channel=post.channel or people.slack_id_of(uow, post.place)) for post in unclear),
        listed=listed,
    )


def _nothing(shown: CardFacts, channel: str) -> CardPlan:
    """Of a ticket whose text was taken out of Slack nothing is posted; what still stands there is being removed."""
    return CardPlan(
        facts=shown, channel=channel, live=None, new_post=None, since=None, left_behind=(), to_remove=(), lost=()
    )


def _way(uow: UnitOfWork, ticket: Ticket, place: str, live: SlackPost | None, bucket: str | None) -> tuple[bool, bool]:
    """Whether a card that does not stand may be posted now, and whether its ticket is only listed."""
    found = outbox.passage(uow, ticket, place, live)
    bursts.join(uow, ticket, found, place)
    if found.way is Way.LISTED:
        return False, True
    begins_to_wait = found.way is Way.SINGLE and found.bucket == ""
    # A burst has begun since the work was asked for, or has ended.
    other_pace = bucket is not None and bucket != found.bucket and (found.live is not None or bucket == "")
    if begins_to_wait or other_pace:
        outbox.card(uow, ticket, outbox.ROUTINE if found.way is Way.SINGLE else outbox.CLICK)
        return False, False
    return True, False


def misplaced(post: SlackPost, ticket: Ticket, place: str) -> bool:
    """Whether a thread post may not stand where it stands, or where it is just being posted."""
    return post.state == "moved" or post.place != place or ticket.sealed


def landed(uow: UnitOfWork, post_id: int, channel: str, ts: str, shown: str) -> None:
    """Slack has the post; the thread of a card may begin.

    What the ticket has become while it was being posted counts: sealed or moved meanwhile, it is tidied away at once.
    """
    reserved = posts.get(uow, post_id)
    if reserved is None or reserved.ticket_id is None or reserved.kind not in outbox.FADES:
        posts.landed(uow, post_id, channel, ts, shown)
        return
    ticket = tickets.lock(uow, reserved.ticket_id)
    posts.landed(uow, post_id, channel, ts, shown)
    post = posts.get(uow, post_id) or reserved
    if ticket.quiet_in_slack:
        outbox.fade(uow, post)
    if ticket.quiet_in_slack or post.kind in ("notice", "file"):
        return
    place = outbox.card_place(uow, ticket)
    if post.state == "moved" or post.place != place or (post.kind == "thread" and ticket.sealed):
        outbox.card(uow, ticket, outbox.URGENT)
    elif post.kind == "card":
        bursts.card_stands(uow, ticket.id)
        if ticket.assignee_id is not None:
            outbox.thread(uow, ticket.id)


def looked_for(uow: UnitOfWork, post_id: int, ts: str | None) -> None:
    """A lost post was looked for: it stands there and is tidied away next, or (None) it is forgotten.

    It is not forgotten while a worker may still be posting it; that one's `landed` sees to it.
    """
    post = posts.get(uow, post_id)
    if post is None or post.ticket_id is None:
        return
    tickets.lock(uow, post.ticket_id)
    if ts is not None:
        landed(uow, post_id, post.channel or people.slack_id_of(uow, post.place), ts, "")
    elif post.kind == "card" or not backlog.under_way(uow, Kind.THREAD, post.ticket_id):
        posts.retire(uow, post_id, "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """A message that is posted once and never edited. `ts` is known once it stands."""

    post_id: int
    ts: str | None
    since: datetime | None  # reserved then (real time), so it may stand there already; None: reserved just now


def reserve(
    uow: UnitOfWork, *, kind: str, subject: str, place: str, channel: str, ticket_id: int | None = None
) -> Reserved:
    """Record a message before it is posted. The same again returns what was reserved then."""
    new = posts.begin(uow, kind=kind, subject=subject, place=place, channel=channel, ticket_id=ticket_id)
    standing = posts.live(uow, kind, subject)
    if standing is None:
        raise LookupError(f"{kind} {subject}")  # begun or there before, so this cannot be
    return Reserved(post_id=standing.id, ts=standing.ts, since=standing.since if new is None else None)


def shown(uow: UnitOfWork, post_id: int, digest: str) -> None:
    posts.shown(uow, post_id, digest)


def gone(uow: UnitOfWork, post_id: int) -> None:
    """The message is no longer in Slack: a card is posted again, anything else is forgotten."""
    posts.retire(uow, post_id, "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOnce:
    """A clicked card that may show its new state at once, and the pending work that this would save."""

    facts: CardFacts
    post_id: int
    row_id: int
    touched: int


def at_once(uow: UnitOfWork, ticket_id: int, channel: str, ts: str) -> AtOnce | None:
    """Whether the card there is the ticket's live one and waits for an edit; None: it is left to the job."""
    post = posts.at(uow, channel, ts)
    if post is None or post.state != "live" or post.kind != "card" or post.ticket_id != ticket_id:
        return None
    if post.place != outbox.card_place(uow, tickets.get(uow, ticket_id)):
        return None
    pending = rows.pending_touch(uow, Kind.CARD, ticket_id)
    if pending is None:
        return None
    return AtOnce(facts=facts(uow, ticket_id), post_id=post.id, row_id=pending[0], touched=pending[1])


def wanted_at_once(uow: UnitOfWork, ticket_id: int) -> None:
    """The clicked card is drawn again though its ticket has not changed. If nobody does so at once, nothing is lost."""
    outbox.card(uow, tickets.lock(uow, ticket_id), outbox.CLICK)


def shown_at_once(uow: UnitOfWork, done: AtOnce, fingerprint: str) -> None:
    """Slack has accepted the state that was read: close the work.

    If somebody asked again meanwhile, or a worker was at it too, nobody knows which edit came last: the card is edited
    once more.
    """
    ticket = tickets.lock(uow, done.facts.ticket.id)
    if ticket.quiet_in_slack and not done.facts.ticket.quiet_in_slack:  # it may have been drawn over the faded one
        rows.close_if_untouched(uow, done.row_id, done.touched)
        posts.shown(uow, done.post_id, "")
        for post in posts.of_ticket(uow, ticket.id, "card"):
            outbox.fade(uow, post)
    elif rows.close_if_untouched(uow, done.row_id, done.touched):
        posts.shown(uow, done.post_id, fingerprint)
    else:
        posts.shown(uow, done.post_id, "")
        outbox.card(uow, ticket)
