"""A ticket's clocks, from its ledger: by example, and what holds for any ledger in any week."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clocks import ANSWERED, ASKED, CROSSED, Clock, Held, Life, Week, asked_since, ours, reached, running
from bot.domain.desk import Hours, SlaPolicy, SlaWhen
from bot.domain.hours import add_business, business_seconds
from bot.domain.sla import Asker, Target, policy_of
from tests.unit.desk.small import small_desk
from tests.unit.test_hours import ALWAYS, NIGHT, OFFICE, paris

WEEK = Week(OFFICE)
H = timedelta(hours=1)
POLICY = SlaPolicy(
    name="all",
    first_response={"normal": 2 * H, "high": H},
    next_response={"normal": 4 * H},
    resolution={"normal": 16 * H},
)
SENT = "ticket.sent_wait"


def clocks(life: Life, policy: SlaPolicy | None = POLICY, week: Week = WEEK) -> dict[Target, Clock]:
    return {clock.target: clock for clock in running(policy, "normal", week, life)}


def new(at: str) -> Life:
    return Life(ledger=[Held("support", paris(at))])


def test_the_first_answer_and_the_resolution_are_owed_from_the_beginning_on() -> None:
    found = clocks(new("2026-11-24 12:00"))

    assert found[Target.FIRST].due == paris("2026-11-24 15:00"), "the lunch break does not count"
    assert found[Target.RESOLUTION].due == paris("2026-11-26 12:00")
    assert set(found) == {Target.FIRST, Target.RESOLUTION}
    assert [clock.target for clock in running(POLICY, "high", WEEK, new("2026-11-24 12:00"))] == [Target.FIRST]
    assert running(POLICY, "low", WEEK, new("2026-11-24 12:00")) == ()
    assert running(None, "normal", WEEK, new("2026-11-24 12:00")) == ()


def test_friday_evening_goes_on_on_monday_and_a_holiday_is_left_out() -> None:
    assert clocks(new("2026-11-27 17:00"))[Target.FIRST].due == paris("2026-11-30 10:00")
    closed = Week(OFFICE, frozenset({date(2026, 11, 30)}))
    assert clocks(new("2026-11-27 17:00"), week=closed)[Target.FIRST].due == paris("2026-12-01 10:00")


@pytest.mark.parametrize(
    ("created", "warned"),
    [
        ("2026-11-24 09:00", "2026-11-24 12:00"),  # of four open hours, three are gone
        ("2026-11-27 17:00", "2026-11-30 11:00"),
    ],
)
def test_it_is_warned_of_at_a_share_of_the_open_time(created: str, warned: str) -> None:
    policy = SlaPolicy(name="x", first_response={"normal": 4 * H})
    assert clocks(new(created), policy)[Target.FIRST].warn == paris(warned)
    half = policy.model_copy(update={"warn_at": 0.5})
    assert clocks(new("2026-11-24 09:00"), half)[Target.FIRST].warn == paris("2026-11-24 11:00")


def test_leads_are_told_after_a_further_time_of_open_hours() -> None:
    policy = SlaPolicy(name="x", first_response={"normal": 2 * H}, then=H)
    clock = clocks(new("2026-11-27 15:30"), policy)[Target.FIRST]
    assert (clock.due, clock.late) == (paris("2026-11-27 17:30"), paris("2026-11-30 09:30"))


def test_a_sent_answer_stops_the_clocks_and_the_next_message_starts_them_again() -> None:
    answered = paris("2026-11-24 10:00")
    ledger = [Held("support", paris("2026-11-24 09:00"), answered), Held("customer", answered)]
    turns = [(SENT, answered)]
    assert clocks(Life(ledger=ledger, turns=turns, answered_at=answered)) == {}

    wrote = paris("2026-11-25 14:30")
    ledger = [*ledger[:1], Held("customer", answered, wrote), Held("support", wrote)]
    found = clocks(Life(ledger=ledger, turns=[*turns, (ASKED, wrote)], answered_at=answered))
    assert found[Target.NEXT].due == paris("2026-11-26 09:30"), "four open hours after the customer wrote"
    assert found[Target.RESOLUTION].due == paris("2026-11-27 12:30"), "one of sixteen hours was gone before"
    assert Target.FIRST not in found


def test_a_second_message_before_the_answer_does_not_begin_anew() -> None:
    life = Life(
        ledger=[Held("support", paris("2026-11-24 09:00"))],
        turns=[
            (SENT, paris("2026-11-24 09:30")),
            (ASKED, paris("2026-11-24 10:00")),
            (ASKED, paris("2026-11-24 11:00")),
        ],
        answered_at=paris("2026-11-24 09:30"),
    )
    assert clocks(life)[Target.NEXT].due == paris("2026-11-24 15:00")


@pytest.mark.parametrize("holder", ["department", "supplier", "support"])
def test_departments_suppliers_sleep_and_approvals_are_ours(holder: str) -> None:
    noon = paris("2026-11-24 12:00")
    life = Life(ledger=[Held("support", paris("2026-11-24 09:00"), noon), Held(holder, noon)])
    assert clocks(life) == clocks(new("2026-11-24 09:00"))


@pytest.mark.parametrize("holder", ["customer", "nobody"])
def test_time_with_the_customer_or_resolved_does_not_count(holder: str) -> None:
    start, left, back = paris("2026-11-24 09:00"), paris("2026-11-24 10:00"), paris("2026-11-26 09:00")
    life = Life(ledger=[Held("support", start, left), Held(holder, left, back), Held("support", back)])
    assert clocks(life)[Target.FIRST].due == paris("2026-11-26 10:00")
    assert running(POLICY, "normal", WEEK, Life(ledger=[*life.ledger[:1], Held(holder, left)])) == ()


def test_what_was_due_before_the_pause_is_overdue_after_it() -> None:
    start, left, back = paris("2026-11-24 09:00"), paris("2026-11-24 17:00"), paris("2026-11-26 09:00")
    life = Life(ledger=[Held("support", start, left), Held("nobody", left, back), Held("support", back)])
    assert clocks(life)[Target.FIRST].due == paris("2026-11-24 11:00")


def test_an_answer_that_crossed_with_a_message_leaves_that_one_open() -> None:
    first, second, third = (paris(f"2026-11-24 {at}") for at in ("09:00", "10:00", "11:00"))
    assert asked_since([(ASKED, first), (ASKED, second), (CROSSED, third)]) == second
    assert asked_since([(CROSSED, first)]) is None
    for action in ANSWERED:
        assert asked_since([(ASKED, first), (action, second)]) is None
        assert asked_since([(ASKED, first), (action, second), (ASKED, third)]) == third


# Which policy


def test_the_first_condition_that_holds_wins_and_the_queues_own_comes_last(tmp_path: Path) -> None:
    desk = small_desk(tmp_path).file
    gold = SlaPolicy(name="gold", when=SlaWhen(segment=("gold",)), first_response={"normal": H})
    rich = SlaPolicy(name="rich", when=SlaWhen(value_at_least=2000, queue=("orders",)), first_response={"normal": H})
    desk = desk.model_copy(update={"sla": (*desk.sla, gold, rich)})
    orders, billing = desk.queues[0], desk.queues[1]

    def chosen(queue: object = orders, **asker: object) -> str | None:
        found = policy_of(desk, queue, Asker(**asker))  # type: ignore[arg-type]
        return found.name if found else None

    assert chosen() == "standard"
    assert chosen(segment="gold", value=5000) == "gold"
    assert chosen(value=2000) == "rich"
    assert chosen(value=1999) == "standard"
    assert chosen(billing, value=5000) is None
    assert chosen(billing, segment="gold") == "gold"
    assert policy_of(desk, billing) is None


# What holds always

WEEKS = st.sampled_from(
    [
        WEEK,
        Week(ALWAYS),
        Week(NIGHT),
        Week(OFFICE, frozenset({date(2026, 3, 30), date(2026, 10, 26), date(2026, 10, 27)})),
        *(
            Week(Hours(time_zone=zone, week=OFFICE.week))
            for zone in ("America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo")
        ),
    ]
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)).map(  # noqa: DTZ001 - made aware here
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)
TARGETS = st.integers(1, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))
#: How long each holder had it, in minutes, one after the other.
STINTS = st.lists(
    st.tuples(st.sampled_from(["support", "customer", "department", "nobody"]), st.integers(1, 5000)), max_size=6
)


def ledger(start: datetime, stints: list[tuple[str, int]]) -> list[Held]:
    found, at = [], start
    for holder, minutes in stints:
        found.append(Held(holder, at, at + timedelta(minutes=minutes)))
        at = found[-1].end or at
    return [*found, Held("support", at)]


@given(week=WEEKS, start=MOMENTS, target=TARGETS)
def test_without_a_pause_it_is_business_time(week: Week, start: datetime, target: timedelta) -> None:
    assert reached(week, [(start, None)], target) == add_business(week.hours, start, target, week.closed)


@given(week=WEEKS, start=MOMENTS, stints=STINTS, target=TARGETS)
def test_a_pause_never_makes_a_due_time_earlier(
    week: Week, start: datetime, stints: list[tuple[str, int]], target: timedelta
) -> None:
    stretches = ours(ledger(start, stints))
    assert reached(week, stretches, target) >= reached(week, [(start, None)], target)
    for shift, (begins, ends) in enumerate(stretches[:-1]):  # without one of our stretches there is one pause more
        if ends is not None and begins != ends:
            fewer = [*stretches[:shift], *stretches[shift + 1 :]]
            assert reached(week, fewer, target) >= reached(week, stretches, target)


@given(week=WEEKS, start=MOMENTS, stints=STINTS, target=TARGETS)
def test_what_has_passed_by_then_is_the_target(
    week: Week, start: datetime, stints: list[tuple[str, int]], target: timedelta
) -> None:
    stretches = ours(ledger(start, stints))
    due = reached(week, stretches, target)
    passed = sum(
        business_seconds(week.hours, begins, min(ends or due, due), week.closed)
        for begins, ends in stretches
        if begins < due
    )
    assert passed == target.total_seconds()


@given(week=WEEKS, start=MOMENTS, stints=STINTS, share=st.floats(0.05, 0.95), target=TARGETS)
def test_warned_before_due_and_leads_after(
    week: Week, start: datetime, stints: list[tuple[str, int]], share: float, target: timedelta
) -> None:
    policy = SlaPolicy(name="x", first_response={"normal": target}, resolution={"normal": 2 * target}, warn_at=share)
    found = running(policy, "normal", week, Life(ledger=ledger(start, stints)))
    assert [clock.due for clock in found] == sorted(clock.due for clock in found)
    for clock in found:
        assert clock.warn <= clock.due < clock.late


@given(stints=STINTS, start=MOMENTS)
def test_stretches_of_ours_never_meet_and_the_last_one_lasts(start: datetime, stints: list[tuple[str, int]]) -> None:
    stretches = ours(ledger(start, stints))
    assert stretches[-1][1] is None
    for (_, end), (begins, _) in pairwise(stretches):
        assert end is not None
        assert end < begins


def test_an_hour_that_the_clock_skips_is_not_counted_and_one_that_it_repeats_counts_twice() -> None:
    always, three = Week(Hours(time_zone="Europe/Paris", week=NIGHT.week)), timedelta(hours=3)
    spring = datetime(2026, 3, 29, 0, 30, tzinfo=ZoneInfo("Europe/Paris"))
    autumn = datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("Europe/Paris"))
    assert f"{reached(always, [(spring, None)], three).astimezone(spring.tzinfo):%H:%M}" == "04:30"
    assert f"{reached(always, [(autumn, None)], three).astimezone(autumn.tzinfo):%H:%M}" == "02:30"
