"""What counts as success, by example."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.spans import Span
from bot.domain.story import Contact, Entry, Story, Suggested, Traits
from bot.domain.success import Rating, Verdict, quick, rating, repeats, same_thing, taken_until_sent, verdict
from bot.domain.ticket import Holder, State

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MINE = Contact(ticket_id=1001, created_at=NOON - HOUR, type="order_status", via="email")
OURS, RESOLVED = Holder("support"), Holder("nobody")


def span(state: State, start: datetime, end: datetime | None) -> Span:
    holder = RESOLVED if state is State.RESOLVED else OURS
    return Span(holder=holder, queue="orders", state=state, start=start, end=end)


#: Came at eleven, was resolved at noon.
STORY = Story(
    contact=MINE, traits=Traits(type="order_status", via="email", source="generic", segment=""), state=State.RESOLVED,
    priority="normal", language="en", value=None, first_response_at=None, first_response_due=None,
    spans=(span(State.OPEN, NOON - HOUR, NOON), span(State.RESOLVED, NOON, None)), entries=(),
)  # fmt: skip


def judged(story: Story, after: timedelta = 7 * DAY) -> Verdict | None:
    return verdict(story, next(story.resolutions()), NOON + after)


def happened(action: str, after: timedelta, **detail: object) -> Story:
    return replace(STORY, entries=(Entry(NOON + after, "person:1", action, dict(detail)),))


def test_a_resolution_is_judged_after_a_week_and_not_before() -> None:
    assert judged(STORY, 7 * DAY - timedelta(seconds=1)) is None
    assert judged(STORY) is Verdict.CORRECT


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (happened("ticket.rated", DAY, score=1.0), Verdict.RATED_BAD),
        (happened("ticket.rated", DAY, score=3.0), Verdict.CORRECT),
        (happened("ticket.rated", DAY, score=None), Verdict.CORRECT),
        (happened("ticket.rated", 7 * DAY, score=1.0), Verdict.CORRECT),
        (happened("ticket.rated", -HOUR, score=1.0), Verdict.CORRECT),
        (happened("report.made", DAY, wrong="fact"), Verdict.REPORTED),
    ],
)
def test_what_takes_a_resolution_back(story: Story, expected: Verdict) -> None:
    assert judged(story) is expected


def test_one_that_is_taken_up_again_was_not_resolved() -> None:
    again = (span(State.RESOLVED, NOON, NOON + DAY), span(State.OPEN, NOON + DAY, None))
    assert judged(replace(STORY, spans=(STORY.spans[0], *again))) is Verdict.REOPENED
    late = (span(State.RESOLVED, NOON, NOON + 7 * DAY), span(State.OPEN, NOON + 7 * DAY, None))
    assert judged(replace(STORY, spans=(STORY.spans[0], *late))) is Verdict.CORRECT


def test_an_answer_that_arrives_after_it_was_resolved_reopens_nothing() -> None:
    after = (span(State.RESOLVED, NOON, NOON + DAY), span(State.WAITING_CUSTOMER, NOON + DAY, None))
    story = replace(STORY, spans=(STORY.spans[0], *after))
    assert list(story.reopenings()) == []
    assert judged(story) is Verdict.CORRECT


def test_a_customer_who_comes_back_was_not_helped() -> None:
    back = replace(MINE, ticket_id=1002, created_at=NOON + DAY)
    assert judged(replace(STORY, others=(back,))) is Verdict.REPEATED
    assert judged(replace(STORY, others=(replace(back, created_at=NOON + 7 * DAY),))) is Verdict.CORRECT
    assert judged(replace(STORY, others=(replace(back, is_request=False),))) is Verdict.CORRECT


def test_what_became_part_of_another_was_not_resolved_at_all() -> None:
    assert judged(replace(STORY, state=State.MERGED)) is None


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"type": "refund"}, False),
        ({"type": None}, False),
        ({"type": "refund", "continues": 1001}, True),
        ({"type": "refund", "merged_into": 1001}, True),
        ({"type": "refund", "records": frozenset({("orders", "4417")})}, True),
        ({"records": frozenset({("orders", "5120")})}, False),
    ],
)
def test_what_is_about_the_same_thing(changes: dict[str, Any], same: bool) -> None:
    mine = replace(MINE, records=frozenset({("orders", "4417")}))
    other = replace(MINE, ticket_id=1002, **changes)
    assert same_thing(mine, other) is same
    assert same_thing(other, mine) is same


@pytest.mark.parametrize(
    ("resolved", "came", "repeated"),
    [
        (None, NOON + 3 * DAY, True),
        (NOON, NOON + 7 * DAY, True),
        (NOON, NOON + 7 * DAY + HOUR, False),
        (None, NOON + 31 * DAY, False),
        (None, NOON - 2 * HOUR, False),
    ],
)
def test_a_repeat_comes_while_the_earlier_one_is_fresh(
    resolved: datetime | None, came: datetime, repeated: bool
) -> None:
    spans = [span(State.OPEN, NOON - HOUR, resolved)]
    spans += [span(State.RESOLVED, resolved, None)] if resolved else []
    earlier = replace(MINE, spans=tuple(spans))
    assert repeats(replace(MINE, ticket_id=1002, created_at=came), earlier) is repeated


@pytest.mark.parametrize(("score", "says"), [(5, Rating.GOOD), (4, Rating.GOOD), (3, Rating.NEITHER), (2, Rating.BAD)])
def test_what_a_score_says(score: float, says: Rating) -> None:
    assert rating(score) is says


@pytest.mark.parametrize(
    ("seen", "after", "is_quick"),
    [
        ([], 4, True),  # it stood for four seconds
        ([], 5, False),
        (["ticket.opened"], 60, True),  # opened four seconds before
        (["ticket.claimed"], 60, True),
        (["ticket.customer_wrote"], 60, False),
    ],
)
def test_approved_in_under_five_seconds(seen: list[str], after: int, is_quick: bool) -> None:
    at = NOON + timedelta(seconds=after)
    draft = Suggested(
        id=1, type="order_status", made_at=NOON, withheld="", band=None, decided_at=None, as_it_stood=True
    )
    entries = tuple(Entry(at - timedelta(seconds=4), "person:1", action, {}) for action in seen)
    story = replace(STORY, suggested=(draft,), entries=entries)
    assert quick(story, Entry(at, "person:1", "reply.approved", {}), 1) is is_quick


def test_from_taking_a_ticket_to_its_first_answer() -> None:
    def entry(hours: int, action: str, actor: str = "person:1", **detail: object) -> Entry:
        return Entry(NOON + hours * HOUR, actor, action, dict(detail))

    told = [
        entry(0, "ticket.claimed", person=1), entry(1, "ticket.assigned", "person:9", person=2),
        entry(2, "ticket.sent_wait", "person:1"), entry(4, "ticket.sent_wait", "person:2"),
        entry(5, "reply.sent", "person:2"),
    ]  # fmt: skip
    assert taken_until_sent(told) == [("person:2", NOON + HOUR, NOON + 4 * HOUR)]
