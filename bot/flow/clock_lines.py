"""What the holder of a ticket is told of its clocks: one line for each target, in the ticket's thread.

It mentions the holder once, turns overdue by an edit, and is removed when it is not true any more. A sealed ticket has
no thread: its holder is told by direct message.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.outbox import Kind
from bot.domain.people import Person
from bot.domain.sla import Due
from bot.domain.ticket import Ticket
from bot.flow import outbox, reading
from store import backlog, clocks, people, posts, spans, tickets
from store.clocks import Warned
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork

KIND: Final = "clock"
#: As many tickets' lines are asked for at one look: Slack takes no more before the next one.
AT_ONCE: Final = 15

DIRECT: Final = "direct"  # and the person's Slack id: the place of a direct message


def look(uow: UnitOfWork, warned: Sequence[Warned]) -> None:
    """Ask for the lines of each ticket whose holder was not told what is true. Safe to call at any time."""
    wanted = {ticket.ticket_id: _wanted(uow, ticket) for ticket in warned if ticket.assignee_id is not None}
    shown: dict[int, dict[str, str]] = defaultdict(dict)
    for post in posts.standing(uow, KIND):
        if post.ticket_id is not None:
            shown[post.ticket_id][post.subject] = post.shown
    waiting, asked = backlog.waiting(uow, Kind.CLOCK), 0
    for ticket_id in sorted(wanted.keys() | shown.keys()):
        if asked == AT_ONCE:
            return
        if wanted.get(ticket_id, {}) == shown.get(ticket_id, {}) or str(ticket_id) in waiting:
            continue
        new = wanted.get(ticket_id, {}).keys() - shown.get(ticket_id, {}).keys()
        card = posts.live(uow, "card", str(ticket_id)) if new else None
        if new and (card is None or card.ts is None):  # it has no thread yet
            continue
        outbox.clock(uow, ticket_id, posts_in=card.channel if card is not None else "")
        asked += 1


def _wanted(uow: UnitOfWork, ticket: Warned) -> dict[str, str]:
    """What each line has to show, by its subject."""
    place = DIRECT if ticket.sealed else outbox.place_of(uow, ticket.queue, apart=ticket.apart)
    holder = ticket.assignee_id or 0
    return {_subject(ticket.ticket_id, owed): _key(owed, uow.at, holder, place) for owed in ticket.owed}


def _subject(ticket_id: int, owed: Due) -> str:
    return f"{ticket_id}:{owed.target.value}"


def _key(owed: Due, at: datetime, holder: int, place: str) -> str:
    return f"{'!' if owed.at <= at else '@'}{int(owed.at.timestamp())}~{holder}~{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLine:
    """One line to post or, with a `ts`, to edit. `mention`: the holder has had it since before it was warned of."""

    post_id: int
    channel: str  # of a direct message the person, until it stands
    thread_ts: str | None
    ts: str | None
    since: datetime | None  # it was reserved then (real time), so it may stand already
    owed: Due
    overdue: bool
    mention: bool
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPlan:
    """What to do in Slack for one ticket's holder. `direct` is their Slack id where they are told by direct message."""

    number: str
    language: str
    holder: str  # Slack id
    direct: bool
    lines: tuple[ClockLine, ...]
    remove: tuple[SlackPost, ...]


def plan(uow: UnitOfWork, ticket_id: int) -> ClockPlan:
    """Decide what a ticket's lines need, and reserve new ones. Safe to call again after a crash at any point."""
    ticket = tickets.lock(uow, ticket_id)
    holder = people.by_id(uow, ticket.assignee_id)
    card = posts.live(uow, "card", str(ticket_id))
    where = _where(uow, ticket, holder, card)
    told = clocks.warned_of(uow, ticket_id) if where is not None else ()
    owed = {_subject(ticket_id, due): due for due, _ in told}
    remove, standing = [], {}
    for post in posts.of_ticket(uow, ticket_id, KIND):
        if post.state != "moved" and post.subject in owed and where is not None and post.place == where.place:
            standing[post.subject] = post
        else:
            posts.retire(uow, post.id, "moved")
            remove.append(post)
    lines = []
    if where is not None and holder is not None:
        since = spans.held_since(uow, ticket_id, holder.id)
        for due, warn in told:
            mention = since is not None and since <= warn
            line = _line(uow, ticket, where, due, standing.get(_subject(ticket_id, due)), mention=mention)
            lines += [line] if line is not None else []
    if lines:
        outbox.card(uow, ticket)  # it says overdue, too
    return ClockPlan(
        number=ticket.number,
        language=reading.language(uow, holder.slack_id) if holder and ticket.sealed else _language(uow, ticket),
        holder=holder.slack_id if holder else "",
        direct=ticket.sealed,
        lines=tuple(lines),
        remove=tuple(remove),
    )


@dataclass(frozen=True, slots=True)
class _Where:
    place: str
    channel: str
    thread_ts: str | None
    told: str  # the place as `_key` has it


def _where(uow: UnitOfWork, ticket: Ticket, holder: Person | None, card: SlackPost | None) -> _Where | None:
    """Where the holder is told: below the card that stands, or directly; None while there is no such place."""
    if holder is None or ticket.quiet_in_slack:
        return None
    if ticket.sealed:
        return _Where(f"{DIRECT}:{holder.slack_id}", holder.slack_id, None, DIRECT)
    place = outbox.card_place(uow, ticket)
    if card is None or card.ts is None or card.place != place:
        return None
    return _Where(place, card.channel, card.ts, place)


def _line(
    uow: UnitOfWork, ticket: Ticket, where: _Where, owed: Due, post: SlackPost | None, *, mention: bool
) -> ClockLine | None:
    key = _key(owed, uow.at, ticket.assignee_id or 0, where.told)
    if post is not None and post.ts is not None and post.shown == key:
        return None
    post_id = post.id if post is not None else posts.begin(
        uow, kind=KIND, subject=_subject(ticket.id, owed), place=where.place, channel=where.channel,
        ticket_id=ticket.id, thread_ts=where.thread_ts,
    )  # fmt: skip
    if post_id is None:
        return None
    return ClockLine(
        post_id=post_id,
        channel=post.channel if post is not None else where.channel,
        thread_ts=post.thread_ts if post is not None else where.thread_ts,
        ts=post.ts if post is not None else None,
        since=post.since if post is not None else None,
        owed=owed,
        overdue=owed.at <= uow.at,
        mention=mention,
        key=key,
    )


def _language(uow: UnitOfWork, ticket: Ticket) -> str:
    spoken = (queue.language for queue in uow.desk.file.queues if queue.name == ticket.queue)
    return next(spoken, uow.desk.file.language)
