"""Which decisions a digest offers: the weightiest of each kind before a second one, three at most."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decision import MOST, Decision, DecisionKind, chosen


def reassign(name: str, opened: int, overdue: int = 0) -> Decision:
    return Decision(kind=DecisionKind.REASSIGN, subject=name, figures={"open": opened, "overdue": overdue})


def incident(name: str, requests: int) -> Decision:
    return Decision(kind=DecisionKind.INCIDENT, subject=name, figures={"requests": requests})


ARTICLES = Decision(kind=DecisionKind.ARTICLES, subject="articles", figures={"past": 1})


def test_the_weightiest_of_each_kind_before_a_second_one() -> None:
    few, overdue, many = reassign("few", 2), reassign("overdue", 3, 2), reassign("many", 9)
    assert chosen([ARTICLES, few, incident("1", 40), many, overdue]) == (overdue, incident("1", 40), ARTICLES)
    assert chosen([few, many, incident("1", 4), overdue]) == (overdue, many, incident("1", 4))
    assert chosen([]) == ()


@given(st.lists(st.builds(reassign, st.text(max_size=3), st.integers(0, 9), st.integers(0, 9)), max_size=9))
def test_never_more_than_three_and_none_that_was_not_possible(possible: Sequence[Decision]) -> None:
    found = chosen(possible)
    assert len(found) == min(MOST, len(possible))
    assert all(one in possible for one in found)
