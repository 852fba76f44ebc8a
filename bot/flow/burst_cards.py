"""Burst cards: what they show, and what people do with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.burst import Burst, BurstPage, Entry, order
from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action, allowed_actions, require
from bot.domain.ticket import Ticket
from bot.flow import claim, outbox
from bot.flow.actors import actor
from store import bursts, inbox, people, posts, tickets
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork

#: How many tickets somebody is tried with before they are told that there is none for them.
_TRIES: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstPlan:
    """What to do in Slack for one burst card. `live` is edited; without one the card is posted as `new_post`."""

    shown: BurstPage
    place: str
    channel: str
    live: SlackPost | None
    new_post: int | None
    since: datetime | None  # the post was reserved then (real time), so it may stand in the channel already


def plan(uow: UnitOfWork, subject: str, bucket: str) -> BurstPlan | None:
    """Decide what a burst card needs, and reserve its post. Safe to call again after a crash at any point.

    None: there is no such card, or it has to be posted and `bucket` is for edits, so it was asked for anew.
    """
    burst, page = _named(uow, subject)
    if burst is None:
        return None
    live = posts.live(uow, "burst", subject)
    if (live is None or live.ts is None) and bucket == "chat.update":
        outbox.burst(uow, burst, page, unposted=True)
        return None
    channel = people.slack_id_of(uow, burst.place)
    new_post = live.id if live is not None and live.ts is None else None
    if live is None:
        new_post = posts.begin(uow, kind="burst", subject=subject, place=burst.place, channel=channel)
    return BurstPlan(
        shown=page_of(uow, burst, page),
        place=burst.place,
        channel=channel,
        live=live if live is not None and live.ts is not None else None,
        new_post=new_post,
        since=live.since if live is not None and live.ts is None else None,
    )


def gone(uow: UnitOfWork, subject: str, post_id: int) -> None:
    """Somebody deleted a burst card: it is posted again."""
    posts.retire(uow, post_id, "gone")
    burst, page = _named(uow, subject)
    if burst is not None:
        outbox.burst(uow, burst, page)


def _named(uow: UnitOfWork, subject: str) -> tuple[Burst | None, int]:
    number, _, page = subject.partition(":")
    return bursts.get(uow, int(number)), int(page)


def page_of(uow: UnitOfWork, burst: Burst, page: int) -> BurstPage:
    """What the card shows, from current rows."""
    found = bursts.entries(uow, burst.id, page)
    return BurstPage(
        burst_id=burst.id,
        page=page,
        language=_language(uow, burst.place),
        came=len(found),
        since=min((entry.created_at for entry in found), default=uow.at),
        entries=tuple((entry, _title(uow, entry)) for entry in found if _stands_here(uow, entry, burst)),
    )


def _stands_here(uow: UnitOfWork, entry: Entry, burst: Burst) -> bool:
    place = outbox.place_of(uow, entry.queue, apart=entry.sealed or entry.escalated)
    return entry.waits and place == burst.place


def _title(uow: UnitOfWork, entry: Entry) -> str:
    kind = None if entry.sealed else uow.desk.type(entry.type)
    return kind.title if kind else ""


def _language(uow: UnitOfWork, place: str) -> str:
    file = uow.desk.file
    return next((queue.language for queue in file.queues if queue.channel == place), file.language)


def choices(uow: UnitOfWork, burst_id: int, page: int, by: str) -> BurstPage:
    """What **Open one…** offers whoever may open one of them.

    Raises `Refused(NOTHING_LEFT)` where nothing waits any more, or a role's refusal.
    """
    who = actor(uow, by)
    shown = _waiting(uow, burst_id, page)
    mine = (tickets.get(uow, entry.ticket_id) for entry, _ in shown.entries)
    if not any(Action.READ in allowed_actions(who, ticket) for ticket in mine):
        require(Action.READ, who, tickets.get(uow, shown.entries[0][0].ticket_id))
    return shown


def _waiting(uow: UnitOfWork, burst_id: int, page: int) -> BurstPage:
    burst = bursts.get(uow, burst_id)
    shown = page_of(uow, burst, page) if burst else None
    if shown is None or not shown.entries:
        raise Refused(RefusalCode.NOTHING_LEFT)
    return shown


def take_next(uow: UnitOfWork, burst_id: int, page: int, by: str, press: str) -> Ticket | None:
    """**Take the next one**: the most urgent, oldest ticket of the page that nobody has is the clicker's.

    Several who press at once get one each, and nobody waits for anybody. `press` names the click: one that Slack
    delivers twice takes one ticket, and the second time returns None. Raises `Refused(NOTHING_LEFT)` when there is
    none, or the refusal of their role when there is none for them.
    """
    who = actor(uow, by)
    if not inbox.submit(uow, f"take-next:{press}"):
        return None
    free = [entry for entry, _ in _waiting(uow, burst_id, page).entries if entry.free]
    refused = Refused(RefusalCode.NOTHING_LEFT)
    for entry in sorted(free, key=order)[:_TRIES]:
        try:
            require(Action.CLAIM, who, tickets.get(uow, entry.ticket_id))
        except Refused as not_theirs:
            refused = not_theirs
            continue
        if bursts.hold_if_free(uow, entry.ticket_id):
            return claim.claim(uow, entry.ticket_id, by)
    raise refused
