"""What the assistant is measured on, and how that is told."""

from dataclasses import replace

from tests.benchmarks.embedded import Cost, cases_of, desk_of, past_of
from tests.benchmarks.report import Measured, table
from tests.eval.cost import of

COST = Cost(1, 40, 60, 45, 90, 4, 15, 1.5, 145, 380, 521, 2, 30, 25, 15, 9)


def test_the_same_seed_makes_the_same_articles_and_tickets() -> None:
    desk = desk_of(60)

    assert len(desk.articles) == 60
    assert desk.articles == desk_of(60).articles
    assert past_of(desk, 5) == past_of(desk, 5)
    assert [case.messages for case in cases_of(desk, 9)] == [case.messages for case in cases_of(desk, 9)]


def test_the_median_counts_and_the_best_is_told() -> None:
    rows = list(of([COST, replace(COST, ticket=55), replace(COST, ticket=70)]))

    assert (rows[0].measured, rows[0].met, rows[0].note) == (55, False, "best of 3: 40.0 ms")
    assert [row.met for row in rows[-3:]] == [False, False, True]


def test_memory_that_the_system_does_not_tell_is_no_figure() -> None:
    rows = [row for row in of([replace(COST, before_mib=None, learned_mib=None, past_mib=None)]) if row.unit == "MB"]

    assert [row.measured for row in rows] == [None, None]


def test_the_report_compares_with_the_bare_parts() -> None:
    assert "40.0" in table(Measured("here", assistant=[COST]))
