"""The ledger of waiting, over the whole life cycle."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spans import Cut, Span, cut, faults, waited_by_holder
from bot.domain.ticket import ENDED, TRANSITIONS, Event, Holder, State, holder_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SUPPORT = Holder("support")
MINUTE = timedelta(minutes=1)

Life = tuple[list[tuple[State, datetime]], list[Span], list[Event]]


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """A ticket's states with their times, and the ledger that `cut` kept of them."""
    state, at, assignee = State.NEW, NOON, None
    states, spans, events = [(state, at)], [], []
    begun = cut(None, holder_of(state, assignee), "orders", state, at).begun
    assert begun is not None
    spans.append(begun)
    for _ in range(draw(st.integers(0, 25))):
        event = draw(st.sampled_from(sorted(event for known, event in TRANSITIONS if known is state)))
        at += draw(st.integers(-1, 90)) * MINUTE
        assignee = draw(st.none() | st.integers(1, 3))
        queue = draw(st.sampled_from(["orders", "billing"]))
        state = TRANSITIONS[state, event]
        change = cut(spans[-1], holder_of(state, assignee, 9, "logistics"), queue, state, at)
        if change.ended:
            spans[-1] = change.ended
        if change.begun:
            spans.append(change.begun)
        states.append((state, at))
        events.append(event)
        if not any(known is state for known, _ in TRANSITIONS):
            break
    return states, spans, events


@given(lives())
def test_the_ledger_has_no_gap_and_no_overlap(life: Life) -> None:
    states, spans, _ = life

    assert faults(spans) == []
    assert sum(span.end is None for span in spans) == (0 if states[-1][0] in ENDED else 1)
    assert all(span.end is None or span.end >= span.start for span in spans)


@given(lives(), st.integers(0, 3000))
def test_all_stretches_together_are_the_tickets_age(life: Life, minutes: int) -> None:
    states, spans, _ = life
    times = list(accumulate((at for _, at in states), max))  # a clock that goes back takes nothing away
    now = times[-1] + minutes * MINUTE
    lived = [  # less what it was ended for, until it was taken up again
        (until - since).total_seconds()
        for (state, _), since, until in zip(states, times, [*times[1:], now], strict=True)
        if state not in ENDED
    ]

    assert sum(span.seconds(NOON, now) for span in spans) == sum(lived)


@given(lives())
def test_nobody_is_charged_for_a_resolved_ticket(life: Life) -> None:
    _, spans, _ = life
    end = NOON + timedelta(days=3)
    ours = [span for span in spans if span.state not in {State.RESOLVED, State.WAITING_CUSTOMER}]

    assert sum(waited_by_holder(spans, NOON, end).values()) == sum(span.seconds(NOON, end) for span in ours)


@given(lives(), st.integers(0, 3000))
def test_the_waiting_of_two_days_adds_up(life: Life, split: int) -> None:
    _, spans, _ = life
    middle, end = NOON + split * MINUTE, NOON + timedelta(days=3)

    halves = [waited_by_holder(spans, NOON, middle), waited_by_holder(spans, middle, end)]

    whole = waited_by_holder(spans, NOON, end)
    assert whole == {name: sum(half.get(name, 0) for half in halves) for name in whole}


def test_a_change_of_nothing_changes_nothing() -> None:
    begun = cut(None, SUPPORT, "orders", State.NEW, NOON).begun

    assert begun == Span(holder=SUPPORT, queue="orders", state=State.NEW, start=NOON)
    assert cut(begun, SUPPORT, "orders", State.NEW, NOON + MINUTE) == Cut()


def test_each_of_holder_queue_and_state_cuts() -> None:
    span = Span(holder=SUPPORT, queue="orders", state=State.OPEN, start=NOON)

    for holder, queue, state in (
        (Holder("support", person_id=1), "orders", State.OPEN),
        (SUPPORT, "billing", State.OPEN),
        (SUPPORT, "orders", State.SNOOZED),
    ):
        change = cut(span, holder, queue, state, NOON + MINUTE)
        assert change.ended is not None
        assert change.begun is not None
        assert change.ended.end == change.begun.start == NOON + MINUTE


def test_an_ended_ticket_has_no_open_span() -> None:
    span = Span(holder=Holder("nobody"), queue="orders", state=State.RESOLVED, start=NOON)

    change = cut(span, Holder("nobody"), "orders", State.CLOSED, NOON + MINUTE)

    assert change.begun is None
    assert change.ended is not None
    assert change.ended.end == NOON + MINUTE


def test_a_clock_that_went_back_makes_no_negative_span() -> None:
    span = Span(holder=SUPPORT, queue="orders", state=State.NEW, start=NOON)

    change = cut(span, SUPPORT, "orders", State.OPEN, NOON - MINUTE)

    assert change.ended is not None
    assert change.ended.end == NOON


def span(start: int, end: int | None, holder: Holder = SUPPORT, state: State = State.OPEN) -> Span:
    until = None if end is None else NOON + end * MINUTE
    return Span(holder=holder, queue="orders", state=state, start=NOON + start * MINUTE, end=until)


def test_faults_are_found() -> None:
    assert faults([span(0, 5), span(5, None)]) == []
    assert faults([span(0, 5), span(7, None)]) == [
        f"nobody held the ticket from {NOON + 5 * MINUTE} to {NOON + 7 * MINUTE}"
    ]
    assert faults([span(0, 5), span(7, None, state=State.NEW)]) == []
    assert len(faults([span(0, 5), span(4, None)])) == 1
    assert len(faults([span(0, None), span(4, None)])) == 1
    assert len(faults([span(5, 0)])) == 1


def test_who_customers_waited_for() -> None:
    spans = [
        span(0, 10),
        span(10, 30, Holder("customer"), State.WAITING_CUSTOMER),
        span(30, 40, Holder("department", "logistics"), State.WAITING_DEPARTMENT),
        span(40, 45, Holder("supplier", "GLS"), State.WAITING_SUPPLIER),
        span(45, 60, Holder("nobody"), State.RESOLVED),
        span(60, None),
    ]

    waited = waited_by_holder(spans, NOON + 5 * MINUTE, NOON + 70 * MINUTE)

    assert waited == {"support": 15 * 60, "logistics": 600, "GLS": 300}
