"""What past requests say about what to automate, connect, write down, or leave: the verdict on one group of them.

A verdict is a proposal for people. "Automate" means a suggested reply that a person approves, as everywhere here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    AUTOMATE = "Automate"
    INTEGRATE = "Integrate"
    WRITE_DOWN = "Write it down"
    NOT_YET = "Not yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """From where on something counts. Shares are of 1."""

    fewest: int = 20  # requests, below which nothing is said of a group
    delicate: float = 0.05  # of its requests; from there on nothing of it is automated
    kept_together: float = 0.1  # how alike the requests of a group must be (silhouette)
    busiest_week: float = 0.5  # of all its requests: more is a wave that may be over
    fewest_weeks: int = 4  # that must be known before anything is said about time
    departments: float = 0.3
    records: float = 0.4
    alike: float = 0.5  # of two agents' answers to two requests of the group
    one_article: float = 0.5
    fewest_answers: int = 10


BARS: Final = Bars()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The figures of one group. None: it could not be told from what was given."""

    requests: int
    share: float
    kept_together: float | None = None
    weeks: int | None = None
    busiest_week: float | None = None
    delicate: float = 0.0
    delicate_looked_at: int = 0
    classes: tuple[str, ...] = ()  # of sensitivity, the most frequent first
    urgent: float | None = None
    channels: tuple[tuple[str, float], ...] = ()
    waited: timedelta | None = None  # the median, of whatever the customer waited for
    waited_longest: timedelta | None = None  # nine in ten waited no longer
    waited_for: tuple[tuple[str, timedelta], ...] = ()  # by holder, in all
    messages: float | None = None  # the median of a conversation
    answers: int = 0
    alike: float | None = None  # the share of pairs of answers by two agents that say much the same
    one_article: float | None = None  # the share of answers that say much what the most typical one says
    departments: float | None = None  # the share that another team had a part in
    asked: tuple[str, ...] = ()  # which ones
    records: float = 0.0  # the share that names an order, an invoice or another number of ours
    reachable: float | None = None  # of these, how many could be looked up


@dataclass(frozen=True, slots=True)
class Judged:
    """`reasons`: why, the one that decided first."""

    verdict: Verdict
    reasons: tuple[str, ...]


def judge(facts: Facts, bars: Bars = BARS, *, rest: bool = False) -> Judged:
    """The verdict on a group. `rest`: it is what belongs to no group.

    What keeps a machine away comes first: delicate requests are never automated, whatever else speaks for it.
    """
    if stopped := next(_stops(facts, bars, rest), None):
        return Judged(Verdict.NOT_YET, (stopped,))
    if wanted := tuple(_connections(facts, bars)):
        return Judged(Verdict.INTEGRATE, wanted)
    if open_points := tuple(_unwritten(facts, bars)):
        return Judged(Verdict.WRITE_DOWN, open_points)
    return Judged(Verdict.AUTOMATE, tuple(_for_it(facts)))


def _stops(facts: Facts, bars: Bars, rest: bool) -> Iterator[str]:
    if facts.delicate >= bars.delicate:
        named = f" ({', '.join(facts.classes[:3])})" if facts.classes else ""
        yield f"{percent(facts.delicate)} are delicate{named}: a person decides these, with the facts at hand"
    if rest:
        yield "these requests belong to no group: read some of them"
    if facts.requests < bars.fewest:
        yield f"only {facts.requests} requests: too few to say anything"
    if facts.kept_together is not None and facts.kept_together < bars.kept_together:
        yield "its requests are not much alike: it may be several types, or none"
    if (
        facts.weeks is not None
        and facts.busiest_week is not None
        and facts.weeks >= bars.fewest_weeks
        and facts.busiest_week > bars.busiest_week
    ):
        yield f"{percent(facts.busiest_week)} came in one week of {facts.weeks}: see whether it stays"


def _connections(facts: Facts, bars: Bars) -> Iterator[str]:
    if facts.departments is not None and facts.departments >= bars.departments:
        who = f" ({', '.join(facts.asked[:3])})" if facts.asked else ""
        yield f"{percent(facts.departments)} wait for another team{who}: agree with it who answers by when"
    reachable = facts.reachable if facts.reachable is not None else 0.0
    if facts.records >= bars.records and reachable < 1 - bars.records:
        told = "nothing was said about where it can be looked up"
        if facts.reachable is not None:
            told = f"{percent(facts.reachable)} of them could be looked up"
        yield f"{percent(facts.records)} name an order or another number, and {told}: connect that system, read only"


def _unwritten(facts: Facts, bars: Bars) -> Iterator[str]:
    if facts.answers < bars.fewest_answers or facts.one_article is None:
        yield f"{_answers(facts.answers)}: write the answer down and see whether it holds"
        return
    if facts.alike is None:
        yield "not known to come from more than one agent: have a second person check the answer"
    elif facts.alike < bars.alike:
        yield f"two agents answer alike in {percent(facts.alike)} of cases: agree on one answer"
    if facts.one_article < bars.one_article:
        yield f"one article would answer {percent(facts.one_article)}: several answers are needed, or better ones"


def _for_it(facts: Facts) -> Iterator[str]:
    yield f"frequent ({facts.requests}), and one article would answer {percent(facts.one_article or 0)}"
    yield f"two agents answer alike in {percent(facts.alike or 0)} of cases"
    if facts.records:
        yield f"{percent(facts.records)} name a number, of which {percent(facts.reachable or 0)} could be looked up"
    yield f"{percent(facts.delicate)} of {facts.delicate_looked_at} looked at are delicate"
    if facts.busiest_week is None:
        yield "not known whether it is stable over time"


def _answers(count: int) -> str:
    if not count:
        return "what was answered is not known"
    return f"only {count} answer{' is' if count == 1 else 's are'} known"


def percent(share: float) -> str:
    """A share as people read it; what is there at all is never 0 %."""
    hundredths = round(100 * share)
    if share > 0 and hundredths == 0:
        return "under 1 %"
    return f"{99 if share < 1 and hundredths == 100 else hundredths} %"


def untold(facts: Facts) -> tuple[str, ...]:
    """What could not be said about a group, for want of columns."""
    missing = {
        "stability over time (created)": facts.weeks,
        "waiting (created, with answered or resolved)": facts.waited,
        "back-and-forth (messages)": facts.messages,
        "whether two agents answer alike (answer and agent)": facts.alike,
        "what one article would answer (answer)": facts.one_article,
        "dependency on other teams (team, or answer)": facts.departments,
        "urgency (priority, or words that say so)": facts.urgent,
        "whether the records that are named can be looked up": facts.reachable,
    }
    return tuple(what for what, known in missing.items() if known is None)
