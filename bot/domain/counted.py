"""What a ticket's story adds to the figures: one fact for each thing that happened, with its moment."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from bot.domain.clocks import ASKED, OURS, reached
from bot.domain.figures import Figure
from bot.domain.opening import Opening
from bot.domain.sla import Target
from bot.domain.story import SENT, Contact, Story, Traits
from bot.domain.success import as_suggested, quick, rating, repeats, taken_until_sent, verdict
from bot.domain.ticket import State


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened. `wall` and `business` are seconds where `bot.domain.figures` says nothing else."""

    at: datetime
    figure: Figure
    queue: str | None  # None: the one in which the ticket stands at the end of that day
    key: str = ""
    wall: int = 0
    business: int = 0
    articles: tuple[str, ...] = ()
    type: str | None = None  # where it is another one than the ticket's


@dataclass(frozen=True, slots=True)
class Rules:
    """By what is counted: the hours of each queue (None: a queue that is gone, where it is always open), and what is
    promised there to a ticket."""

    opening: Callable[[str], Opening]
    promised: Callable[[str, Story], Mapping[Target, timedelta]]
    now: datetime | None  # None: it is too early to judge resolutions


def facts(story: Story, rules: Rules, start: datetime, end: datetime) -> Iterator[Fact]:
    """Everything that happened to a ticket from `start` until before `end`, in no order."""
    for fact in _facts(story, rules, _Within(start, end)):
        if start <= fact.at < end:
            yield fact


class _Within(NamedTuple):
    """A stretch of time; most of a ticket's life lies outside of a day, and what is costly is not worked out there."""

    start: datetime
    end: datetime

    def has(self, at: datetime) -> bool:
        return self.start <= at < self.end


def _facts(story: Story, rules: Rules, day: _Within) -> Iterator[Fact]:
    if day.has(story.created_at):
        yield from _came(story)
    yield from _answers(story, rules, day)
    yield from _resolutions(story, rules, day)
    yield from _entries(story, day)
    yield from _suggestions(story)
    yield from _handoffs(story, rules)
    for call in story.calls:
        known = call.micros is not None
        yield Fact(call.at, Figure.COST, story.queue_at(call.at), "known" if known else "unknown", call.micros or 0)


def _came(story: Story) -> Iterator[Fact]:
    if story.state is State.NOT_A_REQUEST:
        return
    yield Fact(story.created_at, Figure.RECEIVED, None)
    repeated = [other for other in story.others if repeats(story.contact, other)]
    if repeated:
        yield Fact(story.created_at, Figure.REPEATED, None)
        newest = max(repeated, key=_newest)
        if newest.via != story.contact.via:
            yield Fact(story.created_at, Figure.CHANNEL_CHANGED, None)


def _newest(contact: Contact) -> tuple[datetime, int]:
    return contact.created_at, contact.ticket_id


def _answers(story: Story, rules: Rules, day: _Within) -> Iterator[Fact]:
    first = story.first_response_at
    if first is not None and day.has(first):
        queue = story.queue_at(first)
        yield _took(rules, Figure.FIRST_RESPONSE, queue, story.created_at, first)
        if story.first_response_due is not None and first > story.first_response_due:
            yield Fact(first, Figure.LATE, queue, Target.FIRST.value)
    for asked, answered in story.next_responses():
        if not day.has(answered):
            continue
        queue = story.queue_at(answered)
        yield _took(rules, Figure.NEXT_RESPONSE, queue, asked, answered)
        target = rules.promised(queue, story).get(Target.NEXT)
        if target is not None and answered > _due(rules.opening(queue), asked, target):
            yield Fact(answered, Figure.LATE, queue, Target.NEXT.value)
    for _, taken, sent in taken_until_sent(story.entries):
        if day.has(sent):
            yield _took(rules, Figure.TAKEN, story.queue_at(sent), taken, sent)


def _due(opening: Opening, asked: datetime, target: timedelta) -> datetime:
    try:
        return opening.add(asked, target)
    except ValueError:  # a queue that does not open for so long: nothing is promised there
        return datetime.max.replace(tzinfo=asked.tzinfo)


def _took(rules: Rules, figure: Figure, queue: str, start: datetime, end: datetime, key: str = "") -> Fact:
    wall = max(0, int((end - start).total_seconds()))
    return Fact(end, figure, queue, key, wall, rules.opening(queue).seconds(start, end))


def _resolutions(story: Story, rules: Rules, day: _Within) -> Iterator[Fact]:
    if story.state is State.NOT_A_REQUEST:
        return
    for span in story.resolutions():
        at, queue = span.start, span.queue
        if not day.has(at):
            continue
        yield _took(rules, Figure.RESOLVED, queue, story.created_at, at)
        stretches = list(story.ours_until(at))
        wall = sum(int((end - start).total_seconds()) for start, end, _ in stretches)
        business = sum(rules.opening(where).seconds(start, end) for start, end, where in stretches)
        yield Fact(at, Figure.OURS, queue, wall=wall, business=business)
        target = rules.promised(queue, story).get(Target.RESOLUTION)
        if target is not None and stretches and _overran(rules.opening(queue), stretches, target):
            yield Fact(at, Figure.LATE, queue, Target.RESOLUTION.value)
        wrote = [entry for entry in story.entries if entry.action == ASKED and entry.at <= at]
        again = sum(1 for one in wrote if not one.came_by_merge and story.holder_before(one.at) == "customer")
        yield Fact(at, Figure.MESSAGES, queue, wall=1 + len(wrote))
        yield Fact(at, Figure.ASKED_AGAIN, queue, wall=again)
        judged = verdict(story, span, rules.now) if rules.now is not None else None
        if judged is not None:
            yield Fact(at, Figure.JUDGED, queue, judged.value, articles=_answered_with(story, at))
    for at in filter(day.has, story.reopenings()):
        yield Fact(at, Figure.REOPENED, story.queue_at(at), articles=_answered_with(story, at))


def _overran(opening: Opening, stretches: list[tuple[datetime, datetime, str]], target: timedelta) -> bool:
    """Whether what was promised had run out when it was resolved. The clock counts in the hours of one queue, the one
    where it stood in the end."""
    *before, (start, end, _) = stretches
    try:
        return reached(opening, [*((one, other) for one, other, _ in before), (start, None)], target) < end
    except ValueError:
        return False


def _answered_with(story: Story, until: datetime) -> tuple[str, ...]:
    """The articles cited by suggestions that were sent before."""
    sent = {entry.detail.get("reply") for entry in story.entries if entry.action in SENT and entry.at <= until}
    used = {story.replied_with.get(reply) for reply in sent if isinstance(reply, int)}
    cited = (article for one in story.suggested if one.id in used for article in one.articles)
    return tuple(dict.fromkeys(cited))


#: Entries that are each one fact: the figure, and what of the entry is its key.
_SIMPLE: Final[Mapping[str, tuple[Figure, str]]] = {
    "ticket.merged": (Figure.MERGED, ""),
    "ticket.not_a_request": (Figure.NOT_A_REQUEST, ""),
    "ticket.escalated": (Figure.ESCALATED, "reason"),
    "ticket.avoidable": (Figure.AVOIDABLE, "avoidable"),
    "report.made": (Figure.REPORTED, "wrong"),
}
_LOOKED: Final = {
    "ticket.opened": "ticket", "draft.opened": "suggestion", "record.read": "record", "article.opened": "article",
}  # fmt: skip


def _entries(story: Story, day: _Within) -> Iterator[Fact]:
    for entry in story.entries:
        if not day.has(entry.at):
            continue
        queue = story.queue_at(entry.at)
        if entry.action in SENT:
            yield Fact(entry.at, Figure.SENT, queue)
        elif entry.action in _SIMPLE:
            figure, key = _SIMPLE[entry.action]
            yield Fact(entry.at, figure, queue, str(entry.detail.get(key, "")) if key else "")
        elif entry.action in _LOOKED:
            article = entry.detail.get("article")
            articles = (article,) if isinstance(article, str) else ()
            yield Fact(entry.at, Figure.LOOKED, queue, _LOOKED[entry.action], articles=articles)
        elif entry.action == ASKED and not entry.came_by_merge and story.holder_before(entry.at) in OURS:
            yield Fact(entry.at, Figure.FOLLOWED_UP, queue)
        elif entry.action == "ticket.rated" and entry.detail.get("score") is not None:
            yield Fact(entry.at, Figure.RATED, queue, rating(entry.detail["score"]).value)
    for sent, approved, draft in as_suggested(story):
        if day.has(sent.at):
            key = "quick" if quick(story, approved, draft.id) else "read"
            yield Fact(sent.at, Figure.APPROVED, story.queue_at(sent.at), key, articles=draft.articles)


def _suggestions(story: Story) -> Iterator[Fact]:
    for one in story.suggested:
        if one.withheld:
            queue = story.queue_at(one.made_at)
            yield Fact(one.made_at, Figure.DRAFT, queue, "withheld", type=one.type)
            yield Fact(one.made_at, Figure.WITHHELD, queue, one.withheld, type=one.type)
        elif one.band is not None and one.decided_at is not None:
            at = one.decided_at
            yield Fact(at, Figure.DRAFT, story.queue_at(at), one.band.value, articles=one.articles, type=one.type)


def _handoffs(story: Story, rules: Rules) -> Iterator[Fact]:
    for part in story.asked:
        yield Fact(part.asked_at, Figure.ASKED, story.queue_at(part.asked_at), part.department)
        if part.answered_at is not None:
            queue = story.queue_at(part.answered_at)
            yield _took(rules, Figure.ANSWERED, queue, part.asked_at, part.answered_at, part.department)
            if part.answered_at > part.promised_at:
                yield Fact(part.answered_at, Figure.PROMISE_BROKEN, queue, part.department)


def cuts(traits: Traits, fact_type: str | None, articles: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Under which cuts a fact is counted, with the name that it has there."""
    yield "", ""
    yield "type", (traits.type or "") if fact_type is None else fact_type
    yield "via", traits.via
    yield "source", traits.source
    yield "segment", traits.segment
    for cause in traits.causes:
        yield "cause", cause
    for article in articles:
        yield "article", article
