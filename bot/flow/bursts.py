"""Bursts: when they begin and end, and which tickets stand on their cards instead of having one of their own."""

from datetime import timedelta
from typing import Final

from bot.domain.burst import QUIET, Burst, Way, begins, over, second_post_at
from bot.domain.ticket import State, Ticket
from bot.flow import outbox
from bot.flow.outbox import Passage
from store import buckets, bursts, people, posts, tickets
from store.unit_of_work import UnitOfWork

_MINUTE: Final = timedelta(minutes=1)


def watch(uow: UnitOfWork, on: bool = True) -> None:
    """Let bursts begin and end, as many cards as wait in each place. Cheap where none does, and safe to call often and
    from several processes. Not `on`, the rule is switched off, and what it had begun ends."""
    known = bursts.unended(uow)
    if not on:
        for found in known.values():
            bursts.end(uow, found.id)
        return
    waiting = bursts.waiting(uow)
    if not known and not any(begins(count, None, uow.now) for count in waiting.values()):
        return
    # In the order of their buckets, as a lease locks them.
    for channel, place in sorted((people.slack_id_of(uow, place) or place, place) for place in _places(uow)):
        burst = known.get(place)
        if burst is None or burst.began_at > uow.now:
            burst = _beginning(uow, place, waiting.get(f"chat.postMessage:{channel}", 0), burst)
        if burst is not None and burst.began_at <= uow.now:
            _carry(uow, burst, channel, waiting.get(f"burst:{channel}", 0))


def _places(uow: UnitOfWork) -> tuple[str, ...]:
    file = uow.desk.file
    return tuple(dict.fromkeys([*(queue.channel for queue in file.queues), file.escalation.channel]))


def _beginning(uow: UnitOfWork, place: str, waiting: int, announced: Burst | None) -> Burst | None:
    """The burst that has begun or is announced by now, if there is one."""
    at = begins(waiting, announced.began_at if announced else None, uow.now)
    if at is not None:
        bursts.begin(uow, place, at)
    elif announced is not None:
        bursts.withdraw(uow, announced.id)
    return bursts.unended(uow).get(place)


def _carry(uow: UnitOfWork, burst: Burst, channel: str, waiting: int) -> None:
    """What a burst needs while it lasts: its pace, and that cards asked for before it began do not wait for it."""
    if uow.now - burst.began_at <= _MINUTE:
        before = posts.posted_between(uow, channel, burst.began_at - _MINUTE, burst.began_at)
        buckets.close_bucket(uow, f"burst:{channel}", second_post_at(burst.began_at, before))
    if over(burst, bursts.came_since(uow, burst.id, uow.now - QUIET), waiting, uow.now):
        bursts.end(uow, burst.id)
        return
    bursts.let_through(uow, f"chat.postMessage:{channel}", outbox.CLICK)


def join(uow: UnitOfWork, ticket: Ticket, found: Passage, place: str) -> None:
    """A locked ticket without a card stands on a burst card instead, or until its own one has come."""
    listing = found.listing
    if listing is not None and listing.burst.place != place:
        outbox.burst(uow, listing.burst, listing.page, outbox.URGENT, timedelta())  # it has left: its line goes
        listing = None
    if found.way is Way.POSTED:
        return
    single = found.way is Way.SINGLE
    pace = (outbox.URGENT, outbox.GATHER_URGENT) if single else (outbox.ROUTINE, outbox.GATHER)
    if listing is not None:
        outbox.burst(uow, listing.burst, listing.page, *pace)
    elif found.live is not None and not (ticket.ended or ticket.state is State.RESOLVED):
        page = bursts.room(uow, found.live.id, single=single)
        bursts.put(uow, ticket.id, found.live.id, page)
        outbox.burst(uow, found.live, page, *pace)


def card_stands(uow: UnitOfWork, ticket_id: int) -> None:
    """A ticket has got a card of its own: its line on a burst card goes."""
    listing = bursts.listing(uow, ticket_id)
    if listing is not None:
        outbox.burst(uow, listing.burst, listing.page, outbox.MESSAGE, outbox.GATHER_URGENT)


def wants_card(uow: UnitOfWork, ticket: Ticket) -> None:
    """Somebody opened a locked ticket, or is warned of it: if it is only listed, it gets a card of its own."""
    listing = bursts.listing(uow, ticket.id)
    if listing is None or listing.asked:
        return
    bursts.ask(uow, ticket.id)
    live = posts.live(uow, "card", str(ticket.id))
    if live is None or live.ts is None:
        outbox.card(uow, ticket, outbox.CLICK)


def warned(uow: UnitOfWork, ticket_id: int) -> None:
    """A ticket is warned of: as `wants_card`. Safe to call again."""
    wants_card(uow, tickets.lock(uow, ticket_id))


def heard_again(uow: UnitOfWork, ticket: Ticket) -> None:
    """The customer of a locked ticket wrote again. While the burst lasts it stays listed; after that it is heard by a
    card of its own, as ever."""
    listing = bursts.listing(uow, ticket.id)
    if listing is not None and listing.burst.ended_at is not None:
        bursts.ask(uow, ticket.id)
