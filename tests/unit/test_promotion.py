"""When a type leaves the shadow and when it goes back: never on a few, and never back and forth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outcome import FEWEST, Tally
from bot.domain.promotion import Fault, Record, demotes, may_promote

COUNTS = st.integers(0, 60)
TALLIES = st.builds(Tally, as_is=COUNTS, light=COUNTS, heavy=COUNTS, rewritten=COUNTS, discarded=COUNTS)


@pytest.mark.parametrize(
    ("tally", "may"),
    [
        (Tally(as_is=19), False),
        (Tally(as_is=20), True),
        (Tally(as_is=10, light=4, heavy=6), True),
        (Tally(as_is=10, light=3, heavy=7), False),
        (Tally(), False),
    ],
)
def test_twenty_of_which_enough_are_right(tally: Tally, may: bool) -> None:
    assert may_promote(tally) is may


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (Record(tally=Tally(as_is=10, discarded=10)), None),
        (Record(tally=Tally(as_is=9, discarded=11)), Fault.EDITS),
        (Record(tally=Tally(as_is=4, discarded=15)), None),
        (Record(tally=Tally(as_is=20), reopened=4), None),
        (Record(tally=Tally(as_is=20), reopened=5), Fault.REOPENS),
        (Record(tally=Tally(as_is=20), reported=2), None),
        (Record(tally=Tally(as_is=20), reported=3), Fault.REPORTS),
    ],
)
def test_what_sends_it_back(record: Record, fault: Fault | None) -> None:
    assert demotes(record) is fault


@given(TALLIES, st.integers(0, 90), st.integers(0, 90))
def test_a_few_decide_nothing(tally: Tally, reopened: int, reported: int) -> None:
    if tally.shown < FEWEST:
        assert not may_promote(tally)
        assert demotes(Record(tally=tally, reopened=reopened, reported=reported)) is None


@given(TALLIES)
def test_what_was_good_enough_to_be_promoted_is_not_sent_back_for_it(tally: Tally) -> None:
    assert not (may_promote(tally) and demotes(Record(tally=tally)) is Fault.EDITS)


@given(TALLIES, st.integers(0, 90), st.integers(0, 90))
def test_more_trouble_never_mends(tally: Tally, reopened: int, reported: int) -> None:
    if demotes(Record(tally=tally, reopened=reopened, reported=reported)):
        assert demotes(Record(tally=tally, reopened=reopened + 1, reported=reported + 1))
