"""What is counted of a day, and the values that hold it. What each figure means is said here, beside its name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from bot.domain.spread import added


class Figure(StrEnum):
    """A figure of a local day. Each counts what happened on that day; `wall` and `business` are sums of seconds where
    nothing else is said, `business` in the open hours of the queue. `key` says which; without one it is empty."""

    RECEIVED = "received"  # requests that came; none that was found to be no request
    REPEATED = "repeated"  # of these, those about the same thing as an earlier one (`bot.domain.success.repeats`)
    CHANNEL_CHANGED = "channel_changed"  # of the repeated ones, those that came another way in than the earlier one
    NOT_A_REQUEST = "not_a_request"  # said to be none
    MERGED = "merged"  # ended as a part of another
    FOLLOWED_UP = "followed_up"  # messages that a customer wrote while the ball was with us, a department or a supplier
    FIRST_RESPONSE = "first_response"  # first answers that left; from when the request came
    NEXT_RESPONSE = "next_response"  # later answers; from the oldest message of the customer's that it answers
    LATE = "late"  # key: a `Target`. What was answered or resolved after it was due
    SENT = "sent"  # answers that left, whoever wrote them and wherever
    WAITED = "waited"  # key: support, or a department's or supplier's name. Tickets that waited for it, and how long
    RESOLVED = "resolved"  # tickets that were resolved, each once a day; from when it came
    OURS = "ours"  # the same tickets; how long of it the ball was with us, a department or a supplier
    MESSAGES = "messages"  # the same tickets; `wall` is the number of messages that each took the customer
    ASKED_AGAIN = "asked_again"  # the same tickets; `wall` is how often each customer had to answer us
    JUDGED = "judged"  # key: a `Verdict`. Tickets that were resolved on that day; known a week later
    REOPENED = "reopened"  # resolved tickets that were taken up again
    ESCALATED = "escalated"  # key: the reason. Tickets that were escalated
    RATED = "rated"  # key: a `Rating`
    REPORTED = "reported"  # key: what was wrong. Reports of wrong answers
    DRAFT = "draft"  # key: a `Band`, or withheld. Suggestions that were sent, rejected, left aside or not made
    WITHHELD = "withheld"  # key: why no suggestion was made
    COST = "cost"  # key: known or unknown. Calls of a model outside; `wall` is millionths of the desk's currency
    APPROVED = "approved"  # key: quick or read. Answers that left as suggested (`bot.domain.success.quick`)
    TAKEN = "taken"  # answers that were the first of a person since they took the ticket; from taking it
    LOOKED = "looked"  # key: ticket, suggestion, article or record. What people opened, and records that were read
    AVOIDABLE = "avoidable"  # key: an `Avoidable`
    ASKED = "asked"  # key: the department. Tickets handed to it
    ANSWERED = "answered"  # key: the department. Tickets that it gave back, from when they were handed to it
    PROMISE_BROKEN = "promise_broken"  # key: the department. Of these, those that came back after the promised time
    BACKLOG = "backlog"  # key: customer, support, department or supplier. Unresolved at the day's end; since they came
    PRIORITIES = "priorities"  # key: the priority. Unresolved at the day's end
    BUSINESS = "business"  # key: of what, such as orders. How much there was, of no queue; `wall`: of so many days


#: Figures whose seconds (or numbers) are kept as a spread too.
SPREAD: Final = frozenset({
    Figure.FIRST_RESPONSE, Figure.NEXT_RESPONSE, Figure.RESOLVED, Figure.OURS, Figure.MESSAGES, Figure.ASKED_AGAIN,
    Figure.TAKEN, Figure.ANSWERED, Figure.BACKLOG,
})  # fmt: skip
#: Of one ticket only the last of a day counts.
ONCE: Final = frozenset({
    Figure.RESOLVED, Figure.OURS, Figure.MESSAGES, Figure.ASKED_AGAIN, Figure.JUDGED, Figure.AVOIDABLE,
    Figure.ESCALATED,
})  # fmt: skip
#: What depends on hours and policies, and so changes with the desk file.
BY_POLICY: Final = frozenset({Figure.LATE})


class Cut(StrEnum):
    """By what a queue's day is parted."""

    ALL = ""
    TYPE = "type"
    VIA = "via"
    SOURCE = "source"
    SEGMENT = "segment"
    CAUSE = "cause"  # named "carrier: GLS"
    ARTICLE = (
        "article"  # what became of suggestions that cite it and of tickets answered with one, and how often it was read
    )


#: What may change without a trace in the journal, so that it is kept as it was when the day was rolled up.
UNTRACED: Final = frozenset({Cut.SEGMENT, Cut.CAUSE})


class Cell(NamedTuple):
    """What an amount is of."""

    queue: str
    cut: str
    named: str
    figure: str
    key: str


@dataclass(slots=True)
class Amount:
    """How many, how much in wall and in business time, and how spread."""

    count: int = 0
    wall: int = 0
    business: int = 0
    spread: dict[int, int] = field(default_factory=dict)
    business_spread: dict[int, int] = field(default_factory=dict)

    def add(self, wall: int, business: int, buckets: tuple[int, int] | None) -> None:
        """One more, with the buckets of both times where they are kept as a spread.

        Changes it: amounts are counted in place, and handed on when they are done.
        """
        self.count += 1
        self.wall += wall
        self.business += business
        if buckets is not None:
            in_wall, in_business = buckets
            self.spread[in_wall] = self.spread.get(in_wall, 0) + 1
            self.business_spread[in_business] = self.business_spread.get(in_business, 0) + 1


def total(amounts: Iterable[Amount]) -> Amount:
    """All of them together."""
    found = list(amounts)
    return Amount(
        sum(one.count for one in found),
        sum(one.wall for one in found),
        sum(one.business for one in found),
        added(one.spread for one in found),
        added(one.business_spread for one in found),
    )


Rolled = dict[Cell, Amount]
_NOTHING: Final = Amount()


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some queues and days together, under one cut."""

    amounts: Mapping[tuple[str, str], Amount] = field(default_factory=dict)

    def of(self, figure: Figure, key: str = "") -> Amount:
        """One amount; an empty one where nothing was counted. It is not to be changed."""
        return self.amounts.get((figure.value, key), _NOTHING)

    def keys(self, figure: Figure) -> dict[str, Amount]:
        """Every key of a figure with its amount, the most first."""
        found = {key: amount for (name, key), amount in self.amounts.items() if name == figure.value}
        return dict(sorted(found.items(), key=lambda pair: (-pair[1].count, pair[0])))

    def count(self, figure: Figure) -> int:
        """How many, all keys together."""
        return sum(amount.count for (name, _), amount in self.amounts.items() if name == figure.value)

    def share(self, figure: Figure, *keys: str) -> float | None:
        """The share of these keys among all keys of a figure; None where nothing was counted."""
        of = self.count(figure)
        return sum(self.of(figure, key).count for key in keys) / of if of else None


def together(cells: Iterable[tuple[Cell, Amount]]) -> Figures:
    """Cells of whatever queues and days as one."""
    found: dict[tuple[str, str], list[Amount]] = {}
    for cell, amount in cells:
        found.setdefault((cell.figure, cell.key), []).append(amount)
    return Figures({key: amounts[0] if len(amounts) == 1 else total(amounts) for key, amounts in found.items()})


def differences(kept: Rolled, anew: Rolled, *, same_policy: bool) -> Iterator[tuple[Cell, Amount, Amount]]:
    """Where rolled-up figures are not what counting anew gives: (what, kept, anew).

    `same_policy`: hours and policies are those under which they were rolled up; else only what does not rest on them is
    compared. Cuts that may change without a trace are left out.
    """
    for cell in sorted(kept.keys() | anew.keys()):
        if cell.cut in UNTRACED or (not same_policy and cell.figure in BY_POLICY):
            continue
        one, other = kept.get(cell, _NOTHING), anew.get(cell, _NOTHING)
        same = (one.count, one.wall, one.spread) == (other.count, other.wall, other.spread)
        in_hours = (one.business, one.business_spread) == (other.business, other.business_spread)
        if not same or (same_policy and not in_hours):
            yield cell, one, other
