"""The burst rule: when requests come faster than cards can be posted and read, most of them stand on a list.

Why these figures: docs/adr/0011. Times are real time, since Slack's limits are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.desk import Level, Priority
from bot.domain.ticket import ENDED, State, Ticket

#: A burst begins when more cards than this have been waiting to be posted in a channel for this long …
STANDING: Final = 20
STANDING_FOR: Final = timedelta(seconds=60)
#: … or at once when that is certain: Slack takes one post a second in a channel (docs.slack.dev, "Rate limits").
CERTAIN: Final = STANDING + 60
#: It is over when fewer than six a minute have come for this long, and no more wait for a card of their own than could
#: have begun one. So what ends one burst never begins the next.
QUIET: Final = timedelta(minutes=5)
FEW: Final = 30
#: How long one post's share of six a minute is: a second more than a sixth, since a post may take a while to arrive and
#: the next one none.
SHARE: Final = timedelta(seconds=11)
MOST_POSTS: Final = 6
#: As many tickets of each kind (listed, or waiting for a card of their own) as one burst card is made for. Both
#: together, with numbers of six digits, stay within a message's size.
PAGE: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """A burst in a place. One whose beginning lies ahead is announced: it begins unless the cards are posted first."""

    id: int
    place: str  # as written in the desk file
    began_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Where a ticket is listed. `asked`: somebody opened it or it was warned of, so it gets a card of its own."""

    burst: Burst
    page: int
    asked: bool


class Way(StrEnum):
    """How a ticket without a card in a place comes to be seen there."""

    POSTED = "posted"  # by a card of its own, at the channel's pace
    SINGLE = "single"  # by a card of its own, at the burst's pace; on the burst card until then
    LISTED = "listed"  # on the burst card


def begins(waiting: int, announced: datetime | None, now: datetime) -> datetime | None:
    """When a burst begins in a place where `waiting` cards wait to be posted, or None: it does not.

    `announced` is what the last look said. Asking often is safe, and a look that was left out only delays.
    """
    if waiting > CERTAIN:
        return now if announced is None else min(announced, now)
    if waiting > STANDING:
        return announced or now + STANDING_FOR
    return None


def over(burst: Burst, came_lately: int, waiting: int, now: datetime) -> bool:
    """Whether a burst has ended: `came_lately` within QUIET before now, `waiting` for a card of their own."""
    return now - burst.began_at >= QUIET and came_lately < FEW and waiting <= STANDING


def second_post_at(began_at: datetime, posted_before: int) -> datetime:
    """When the second post of a burst may leave. The first one leaves at once, and `posted_before` stand in the channel
    from the minute before: all together are at most six a minute."""
    return began_at + SHARE * min(posted_before + 1, MOST_POSTS)


def way(ticket: Ticket, *, live: bool, listed: bool, asked: bool, begun: bool = False) -> Way:
    """How a ticket without a card comes to be seen in a place.

    `live`: there is a burst; `listed`: it is listed there, perhaps since an earlier one; `asked`: somebody asked for
    its card; `begun`: its card may be standing already, so it is looked for and not listed.
    """
    if asked or ticket.assignee_id is not None or ticket.escalated_to:
        return Way.POSTED
    finished = ticket.ended or ticket.state is State.RESOLVED  # nobody has to see it any more
    if begun or (not finished and (ticket.sealed or ticket.priority == "urgent")):
        return Way.SINGLE if live else Way.POSTED
    return Way.LISTED if live or listed else Way.POSTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A ticket of a burst, as a burst card may show it: never its subject, nor anything a customer wrote."""

    ticket_id: int
    type: str | None
    queue: str
    state: State
    priority: Priority
    level: Level
    assigned: bool
    escalated: bool
    asked: bool
    has_card: bool
    created_at: datetime  # on the desk's clock

    @property
    def number(self) -> str:
        return f"T-{self.ticket_id}"

    @property
    def sealed(self) -> bool:
        return self.level == "sensitive"

    @property
    def waits(self) -> bool:
        """Whether anybody has to be shown that it is there."""
        return not self.has_card and self.state not in ENDED | {State.RESOLVED}

    @property
    def single(self) -> bool:
        """Whether a card of its own follows."""
        return self.sealed or self.priority == "urgent" or self.assigned or self.escalated or self.asked

    @property
    def free(self) -> bool:
        """Whether somebody may still take it."""
        return self.waits and not self.assigned


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstPage:
    """What one burst card shows, from current rows."""

    burst_id: int
    page: int
    language: str
    came: int  # tickets that were ever on this page
    since: datetime  # when the first of them came, on the desk's clock
    entries: tuple[tuple[Entry, str], ...]  # those that wait here, with the titles of their types, the oldest first


#: Most urgent first; within a priority the oldest.
RANK: Final = {"urgent": 0, "high": 1, "normal": 2, "low": 3}


def order(entry: Entry) -> tuple[int, int]:
    """By which **Take the next one** takes."""
    return RANK.get(entry.priority, len(RANK)), entry.ticket_id
