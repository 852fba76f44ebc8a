"""Whose turn it is, and when a pause ends."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pause import understood
from bot.domain.turns import Candidate, next_of
from bot.domain.turns import given as after

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MOMENTS = st.none() | st.integers(0, 10_000).map(lambda minutes: NOW - timedelta(minutes=minutes))


@st.composite
def everybody(draw: st.DrawFn) -> tuple[Candidate, ...]:
    ids = draw(st.lists(st.integers(1, 40), max_size=8, unique=True))
    return tuple(
        Candidate(
            person_id=one, open_tickets=draw(st.integers(0, 12)), given_at=draw(MOMENTS), here=draw(st.booleans())
        )
        for one in ids
    )


@given(everybody(), st.none() | st.integers(1, 12))
def test_only_somebody_who_is_here_and_has_room_is_chosen(people: tuple[Candidate, ...], most: int | None) -> None:
    able = [one for one in people if one.here and (most is None or one.open_tickets < most)]
    chosen = next_of(people, most)
    assert (chosen is None) == (not able)
    if chosen is not None:
        assert chosen in able
        assert chosen.open_tickets == min(one.open_tickets for one in able)


@given(everybody(), st.permutations(range(8)))
def test_the_order_in_which_they_are_named_does_not_matter(people: tuple[Candidate, ...], order: list[int]) -> None:
    shuffled = tuple(people[place] for place in order if place < len(people))
    assert next_of(people) == next_of(shuffled)


@given(everybody(), st.integers(1, 40))
def test_dealing_makes_nobody_far_ahead_and_passes_no_limit(people: tuple[Candidate, ...], rounds: int) -> None:
    most, before = 10, {one.person_id: one.open_tickets for one in people}
    got: set[int] = set()
    for number in range(rounds):
        chosen = next_of(people, most)
        if chosen is None:
            assert all(not one.here or one.open_tickets >= most for one in people)
            break
        people = after(people, chosen.person_id, NOW + timedelta(seconds=number))
        got.add(chosen.person_id)
    now = {one.person_id: one for one in people}
    assert all(now[one].open_tickets <= most and now[one].here for one in got)
    assert all(now[one].open_tickets == before[one] for one in now if one not in got)
    here = [one.open_tickets for one in people if one.here]
    assert all(now[one].open_tickets <= min(here) + 1 for one in got)


def test_of_two_with_as_many_the_one_who_waited_longer_is_next() -> None:
    early = Candidate(person_id=2, open_tickets=1, given_at=NOW - timedelta(hours=2))
    late = Candidate(person_id=1, open_tickets=1, given_at=NOW)
    never = Candidate(person_id=3, open_tickets=1)
    assert next_of((late, early)) == early
    assert next_of((late, early, never)) == never


@pytest.mark.parametrize(
    ("said", "until", "why"),
    [
        ("until 14:00 stock-taking", "2026-11-24 13:00", "stock-taking"),
        ("14.00  all  hands", "2026-11-24 13:00", "all hands"),
        ("until 9:00 inventory", "2026-11-25 08:00", "inventory"),
        ("until 2026-11-30 08:30 move", "2026-11-30 07:30", "move"),
        ("jusqu’à 14h00 inventaire", "2026-11-24 13:00", "inventaire"),
        ("until 14:00", "2026-11-24 13:00", ""),
    ],
)
def test_a_time_of_day_is_the_next_one_in_the_queues_zone(said: str, until: str, why: str) -> None:
    found = understood(said, NOW, "Europe/Paris")
    assert found is not None
    assert (f"{found[0]:%Y-%m-%d %H:%M}", found[1]) == (until, why)


@pytest.mark.parametrize("said", ["", "stock-taking", "until 25:00 x", "until 12:75 x", "until 2026-13-40 12:00 x"])
def test_what_is_no_time_is_not_guessed(said: str) -> None:
    assert understood(said, NOW, "Europe/Paris") is None
