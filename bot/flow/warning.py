"""What is due soon or overdue: one line in each channel, which is edited.

A line is made of the tickets as they stand, so that whatever answers, resolves, moves or hurries one needs to say
nothing here: what is not true any more goes with the next look.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.outbox import Kind
from bot.domain.sla import DueAnswer, WarningLine
from bot.flow import clock_lines, late, outbox, reading
from store import backlog, clocks, people, posts
from store.clocks import Warned
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork

_KIND: Final = "warning"
#: A line that says something new is edited where it stands for this long after it was posted; later, when it has gone
#: up the channel, it is posted anew at the bottom. Shorter, and a busy day would fill the channel with them.
STANDS: Final = timedelta(hours=2)


#: As many tickets get a card of their own at one look because they are warned of: in a burst hundreds come due at once,
#: and the line and the lists show all of them.
OWN_CARDS: Final = 6


def look(uow: UnitOfWork, own_card: Callable[[UnitOfWork, int], object] | None = None) -> None:
    """Ask for each line that does not show what it should: of channels, of leads, and of holders in their tickets'
    threads. Safe to call at any time.

    `own_card(uow, ticket_id)` is called, in the order of their numbers, for tickets that are warned of newly, and again
    until the line shows them: it locks the ticket itself, and gives it a card where it has none of its own yet. At one
    look for no more than `OWN_CARDS`.
    """
    warned = clocks.warned(uow)
    clock_lines.look(uow, warned)
    lines, standing = _lines(uow, warned), {post.subject: post for post in posts.standing(uow, _KIND)}
    untrue = []
    for place in sorted(lines.keys() | standing.keys()):
        line, post = lines.get(place, WarningLine()), standing.get(place)
        if line.key != (post.shown if post else ""):
            untrue.append((place, line, post))
    if own_card is not None:
        news = {
            new.ticket_id
            for place, line, post in untrue
            if not place.startswith(outbox.LEAD)
            for new in _news(line, post)
        }
        for ticket_id in sorted(news)[:OWN_CARDS]:
            own_card(uow, ticket_id)
    for place, line, post in untrue:
        if not backlog.waits(uow, Kind.WARNING, place):  # for Slack or for a person: neither is hurried
            outbox.warning(uow, place, edits=post is not None and not _moves(uow, line, post))


def _news(line: WarningLine, post: SlackPost | None) -> tuple[DueAnswer, ...]:
    return line.new_since(post.shown if post else "")


def _moves(uow: UnitOfWork, line: WarningLine, post: SlackPost) -> bool:
    return bool(_news(line, post)) and uow.at - post.created_at >= STANDS


def _lines(uow: UnitOfWork, warned: Sequence[Warned]) -> dict[str, WarningLine]:
    """By place: where a ticket's card stands, it is warned of, by the nearest of what is due; and by lead."""
    found = defaultdict(list)
    places = {(ticket.queue, ticket.apart) for ticket in warned}
    place_of = {(queue, apart): outbox.place_of(uow, queue, apart=apart) for queue, apart in places}
    for ticket in warned:
        owed = ticket.owed[0]
        found[place_of[ticket.queue, ticket.apart]].append(
            DueAnswer(owed.at, ticket.ticket_id, overdue=owed.at <= uow.at, target=owed.target)
        )
    return {place: WarningLine.of(answers) for place, answers in found.items()} | late.lines(uow, warned)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningPlan:
    """What to do in Slack for one place's line: `live` is edited, else it is posted as `new_post`.

    With neither there is nothing to say. `left_behind` are older lines, which go.
    """

    line: WarningLine
    lead: bool  # it is a direct message: `channel` is the person
    channel: str
    language: str
    live: SlackPost | None
    new_post: int | None
    since: datetime | None  # the post was reserved then (real time), so it may stand in the channel already
    left_behind: tuple[SlackPost, ...]


def plan(uow: UnitOfWork, place: str) -> WarningPlan:
    """Decide what a place's line needs, and reserve its post. Safe to call again after a crash at any point."""
    line = _lines(uow, clocks.warned(uow)).get(place, WarningLine())
    live = posts.live(uow, _KIND, place)
    lead = place.removeprefix(outbox.LEAD) if place.startswith(outbox.LEAD) else ""
    channel = people.slack_id_of(uow, lead or place) or (live.channel if live else "")
    if live is not None and live.ts is not None and _moves(uow, line, live):
        posts.retire(uow, live.id, "moved")
        live = None
    new_post = live.id if live is not None and live.ts is None else None
    since = live.since if live is not None else None
    if live is None and line.answers and channel:
        new_post = posts.begin(uow, kind=_KIND, subject=place, place=place, channel=channel)
    return WarningPlan(
        line=line,
        lead=bool(lead),
        channel=channel,
        language=reading.language(uow, channel) if lead else _language(uow, place),
        live=live if live is not None and live.ts is not None else None,
        new_post=new_post,
        since=since,
        left_behind=tuple(post for post in posts.of_kind(uow, _KIND, "moved") if post.subject == place and post.ts),
    )


def _language(uow: UnitOfWork, place: str) -> str:
    spoken = (queue.language for queue in uow.desk.file.queues if queue.channel == place)
    return next(spoken, uow.desk.file.language)
