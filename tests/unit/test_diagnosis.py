"""The verdict on a group of past requests, and the figures it rests on."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.diagnosis import BARS, Facts, Judged, Verdict, judge, percent, untold
from bot.domain.diagnosis_figures import (
    Alike,
    Delicate,
    PastRequest,
    by_week,
    facts,
    names_record,
    queue_of,
    trend,
    urgent,
    waited,
)
from bot.domain.diagnosis_result import Kind, quick_wins

#: Frequent, steady, harmless, answered alike by everybody.
READY = Facts(
    requests=100, share=0.2, kept_together=0.4, weeks=12, busiest_week=0.12, delicate_looked_at=100, urgent=0.0,
    answers=100, alike=0.9, one_article=0.8, departments=0.0,
)  # fmt: skip
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def ready(**changes: object) -> Facts:
    return Facts(**{name: getattr(READY, name) for name in READY.__dataclass_fields__} | changes)


def test_what_is_frequent_steady_harmless_and_answered_alike_is_automated() -> None:
    found = judge(READY)

    assert found.verdict is Verdict.AUTOMATE
    assert "one article would answer 80 %" in found.reasons[0]


@pytest.mark.parametrize(
    ("changes", "verdict", "reason"),
    [
        ({"delicate": 0.05, "classes": ("legal",)}, Verdict.NOT_YET, "5 % are delicate (legal)"),
        ({"requests": 19}, Verdict.NOT_YET, "only 19 requests"),
        ({"kept_together": 0.05}, Verdict.NOT_YET, "not much alike"),
        ({"busiest_week": 0.6}, Verdict.NOT_YET, "60 % came in one week of 12"),
        ({"departments": 0.4, "asked": ("logistics",)}, Verdict.INTEGRATE, "40 % wait for another team (logistics)"),
        ({"records": 0.9}, Verdict.INTEGRATE, "90 % name an order"),
        ({"records": 0.9, "reachable": 0.2}, Verdict.INTEGRATE, "20 % of them could be looked up"),
        ({"alike": 0.3}, Verdict.WRITE_DOWN, "two agents answer alike in 30 %"),
        ({"one_article": 0.3}, Verdict.WRITE_DOWN, "one article would answer 30 %"),
        ({"alike": None}, Verdict.WRITE_DOWN, "not known to come from more than one agent"),
        ({"answers": 0, "alike": None, "one_article": None}, Verdict.WRITE_DOWN, "what was answered is not known"),
        ({"answers": 1}, Verdict.WRITE_DOWN, "only 1 answer is known"),
    ],
)
def test_one_thing_that_is_missing_decides(changes: dict[str, object], verdict: Verdict, reason: str) -> None:
    found = judge(ready(**changes))

    assert found.verdict is verdict
    assert reason in found.reasons[0]


def test_records_that_can_be_looked_up_are_no_obstacle() -> None:
    assert judge(ready(records=0.9, reachable=0.95)).verdict is Verdict.AUTOMATE


def test_of_a_few_weeks_nothing_is_said_about_waves() -> None:
    assert judge(ready(weeks=3, busiest_week=0.9)).verdict is Verdict.AUTOMATE


def test_what_belongs_to_no_group_gets_no_verdict_but_not_yet() -> None:
    assert judge(READY, rest=True).verdict is Verdict.NOT_YET


shares = st.none() | st.floats(0, 1)
anything = st.builds(
    Facts, requests=st.integers(1, 10_000), share=st.floats(0, 1), kept_together=st.none() | st.floats(-1, 1),
    weeks=st.none() | st.integers(1, 200), busiest_week=shares, delicate=st.floats(0, 1), urgent=shares,
    answers=st.integers(0, 10_000), alike=shares, one_article=shares, departments=shares, records=st.floats(0, 1),
    reachable=shares,
)  # fmt: skip


@given(anything, st.booleans())
def test_every_verdict_has_a_reason_and_nothing_delicate_is_automated(given_facts: Facts, rest: bool) -> None:
    found = judge(given_facts, rest=rest)

    assert all(found.reasons)
    if given_facts.delicate >= BARS.delicate or given_facts.requests < BARS.fewest or rest:
        assert found.verdict is Verdict.NOT_YET
    if found.verdict is Verdict.AUTOMATE:
        assert (given_facts.alike or 0) >= BARS.alike
        assert (given_facts.one_article or 0) >= BARS.one_article


@given(anything, st.floats(0, 1))
def test_more_delicate_requests_never_make_a_verdict_bolder(given_facts: Facts, more: float) -> None:
    riskier = Facts(**{name: getattr(given_facts, name) for name in given_facts.__dataclass_fields__}
                    | {"delicate": max(given_facts.delicate, more)})  # fmt: skip

    assert judge(riskier).verdict in (judge(given_facts).verdict, Verdict.NOT_YET)


@given(st.floats(0, 1))
def test_a_share_that_is_there_is_not_written_as_none_or_all(share: float) -> None:
    assert (percent(share) == "0 %") == (share == 0)
    assert (percent(share) == "100 %") == (share == 1)


def test_what_cannot_be_told_is_said() -> None:
    of_text_alone = facts([PastRequest(text="Hello")] * 30, 30, 0.5, Alike(0, None, None), Delicate(30, 0))

    missing = untold(of_text_alone)
    assert [what.partition(" (")[0] for what in missing] == [
        "stability over time", "waiting", "back-and-forth", "whether two agents answer alike",
        "what one article would answer", "dependency on other teams",
        "whether the records that are named can be looked up",
    ]  # fmt: skip
    assert judge(of_text_alone).verdict is Verdict.WRITE_DOWN


def test_figures_of_a_group_by_hand() -> None:
    group = [
        PastRequest(
            text=f"Order {4400 + number} is late" if number < 3 else "It is late, urgent!",
            created=MONDAY + timedelta(weeks=number), resolved=MONDAY + timedelta(weeks=number, hours=number + 1),
            answer="Forwarded to the carrier" if number == 0 else "It comes soon",
            channel="chat" if number else "email",
            messages=number + 1, departments=("carrier",) if number == 1 else None,
        )
        for number in range(4)
    ]  # fmt: skip
    found = facts(group, 8, 0.5, Alike(4, 0.5, 0.75), Delicate(4, 1, ("harm",)))

    assert (found.requests, found.share, found.weeks, found.busiest_week) == (4, 0.5, 4, 0.25)
    assert (found.waited, found.waited_longest) == (timedelta(hours=2), timedelta(hours=4))
    assert (found.messages, found.urgent, found.records, found.delicate) == (2.5, 0.25, 0.75, 0.25)
    assert (found.departments, found.asked) == (0.5, ("carrier",))
    assert found.channels == (("chat", 0.75), ("email", 0.25))


def test_waiting_is_what_holders_had_it_else_until_it_was_resolved() -> None:
    held = (("support", timedelta(hours=1)), ("logistics", timedelta(hours=5)))
    assert waited(PastRequest(text="x", held=held, created=MONDAY)) == timedelta(hours=6)
    assert waited(PastRequest(text="x", created=MONDAY, answered=MONDAY + timedelta(hours=2))) == timedelta(hours=2)
    assert waited(PastRequest(text="x", created=MONDAY, resolved=MONDAY - timedelta(hours=2))) is None
    assert waited(PastRequest(text="x", resolved=MONDAY)) is None


def test_priority_goes_before_words() -> None:
    assert urgent(PastRequest(text="no hurry", priority="High"))
    assert not urgent(PastRequest(text="urgent!!", priority="low"))
    assert urgent(PastRequest(text="C’est urgent, merci de répondre dès que possible"))


@pytest.mark.parametrize("text", ["Order 4417 is late", "my order #4417", "facture n° F-2291", "invoice no. 12345",
                                  "AB-123456 is broken", "it is 1234567"])  # fmt: skip
def test_what_names_a_record(text: str) -> None:
    assert names_record(text)


@pytest.mark.parametrize("text", ["I paid 40 euros", "on 3 May 2026", "I ordered two pots", "in order to buy 3"])
def test_what_names_none(text: str) -> None:
    assert not names_record(text)


@given(st.lists(st.integers(0, 2_500).map(lambda days: MONDAY + timedelta(days=days)), max_size=60))
def test_weeks_hold_every_moment_once_and_none_is_left_out(moments: list[datetime]) -> None:
    weeks = by_week(moments)

    assert sum(count for _, count in weeks) == len(moments)
    assert all(monday.weekday() == 0 for monday, _ in weeks)
    assert [monday for monday, _ in weeks] == [weeks[0][0] + timedelta(weeks=n) for n in range(len(weeks))]


def test_a_trend_compares_halves() -> None:
    weeks = by_week([MONDAY + timedelta(weeks=n) for n in (0, 1, 2, 2, 3, 3)])
    assert trend(weeks) == 1.0
    assert trend(weeks[:3]) is None


def test_a_team_has_a_queue_where_it_works_half() -> None:
    assert queue_of([PastRequest(text="x", team="billing"), PastRequest(text="x")]) == "billing"
    assert queue_of([PastRequest(text="x", team="billing"), PastRequest(text="x"), PastRequest(text="x")]) == ""


def test_quick_wins_are_ready_first_then_what_costs_most() -> None:
    def kind(title: str, verdict: Verdict, requests: int) -> Kind:
        return Kind(title=title, facts=ready(requests=requests), judged=Judged(verdict, ("because",)))

    wins = quick_wins([
        kind("large", Verdict.NOT_YET, 900), kind("connect", Verdict.INTEGRATE, 500),
        kind("small", Verdict.AUTOMATE, 30), kind("write", Verdict.WRITE_DOWN, 400), kind("big", Verdict.AUTOMATE, 90),
    ])  # fmt: skip

    assert [win.title for win in wins] == ["big", "small", "write"]
