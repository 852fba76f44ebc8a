"""How a diagnosis puts its figures: the same in the Markdown report and on the page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.domain.diagnosis import Verdict, percent
from bot.domain.diagnosis_result import Diagnosis, Kind, shares

#: What each verdict means, in the order in which they are explained.
MEANING: Final = {
    Verdict.AUTOMATE: "Frequent, steady, harmless, answered alike. Write the article, then let Deskhand suggest the "
    "reply; a person still approves each one.",
    Verdict.INTEGRATE: "The answer lies in another system or with another team. Connect it first, read only, or agree "
    "on who answers by when.",
    Verdict.WRITE_DOWN: "Harmless, but people answer differently, or nobody knows whether they do. Agree on one answer "
    "and write it down.",
    Verdict.NOT_YET: "Delicate, rare, a passing wave, or several things at once. People answer these.",
}
#: What every reader should know about the figures.
REMARKS: Final = (
    "Word lists find delicate requests and miss some: about one in three on a trade they were not made for.",
    "Everything was reckoned on this machine. Names and numbers in examples are hidden, as far as they were found.",
)


def length(time: timedelta) -> str:
    """A time as people say it, roughly."""
    minutes = time / timedelta(minutes=1)
    if minutes < 60:
        return f"{minutes:.0f} min"
    if minutes < 48 * 60:
        return f"{minutes / 60:.1f} h".replace(".0 h", " h")
    return f"{minutes / 60 / 24:.1f} days".replace(".0 days", " days")


def headline(found: Diagnosis) -> str:
    """The whole in one sentence."""
    told = [f"{verdict.value} {percent(share)}" for verdict, share in shares(found.kinds).items()]
    return f"{_count(found.requests, 'request')} in {_count(len(found.groups), 'group')}: {', '.join(told)}."


def figures(kind: Kind) -> Iterator[tuple[str, str]]:
    """What is known of a group, as (name, value); what is not known is left out."""
    facts = kind.facts
    yield "Requests", f"{facts.requests} ({percent(facts.share)} of all)"
    if facts.weeks is not None and facts.busiest_week is not None:
        moved = (
            ""
            if kind.trend is None
            else f", {'up' if kind.trend >= 0 else 'down'} {abs(kind.trend):.0%} from the first half to the second"
        )
        yield "Over time", f"{_count(facts.weeks, 'week')}, the busiest with {percent(facts.busiest_week)}{moved}"
    if facts.waited is not None and facts.waited_longest is not None:
        yield "Waited", f"half up to {length(facts.waited)}, nine in ten up to {length(facts.waited_longest)}"
    if facts.waited_for:
        yield "Waited for", ", ".join(f"{name} {length(time)}" for name, time in facts.waited_for) + " in all"
    if facts.messages is not None:
        yield "Back-and-forth", f"half have up to {facts.messages:g} messages"
    if facts.urgent is not None:
        yield "Urgent", percent(facts.urgent)
    if facts.channels:
        yield "Channels", ", ".join(f"{name} {percent(share)}" for name, share in facts.channels)
    if facts.alike is not None:
        yield "Two agents answer alike", f"{percent(facts.alike)} of pairs"
    if facts.one_article is not None:
        yield "One article would answer", f"{percent(facts.one_article)} of {facts.answers} answers"
    if facts.departments is not None:
        yield (
            "Needs another team",
            percent(facts.departments) + (f" ({', '.join(facts.asked[:3])})" if facts.asked else ""),
        )
    looked_up = "" if facts.reachable is None else f", of which {percent(facts.reachable)} could be looked up"
    yield "Names an order or another number", percent(facts.records) + looked_up
    named = f": {', '.join(facts.classes[:3])}" if facts.classes else ""
    yield "Delicate", f"{percent(facts.delicate)} of {facts.delicate_looked_at} looked at{named}"
    if kind.labels:
        yield "Called until now", ", ".join(f"{name} {percent(share)}" for name, share in kind.labels)
    if kind.language != "en":
        yield "Language", kind.language


def _moved(trend: float) -> str:
    return "as many" if trend == 0 else f"{'up' if trend > 0 else 'down'} {percent(abs(trend))}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
