"""What people say of when they are back, in English and in French."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import RefusalCode, Refused
from bot.domain.returning import return_said

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("", None),
        ("until friday", "2026-11-26T23:00"),
        ("Friday", "2026-11-26T23:00"),
        ("fri", "2026-11-26T23:00"),
        ("until monday", "2026-11-29T23:00"),  # said on a Monday: the next one
        ("tomorrow", "2026-11-23T23:00"),
        ("until tomorrow 14:00", "2026-11-24T13:00"),
        ("until 15:30", "2026-11-23T14:30"),
        ("2026-12-24", "2026-12-23T23:00"),
        ("until 1 december", "2026-11-30T23:00"),
        ("until the 1st of December at 9:00", "2026-12-01T08:00"),
        ("until december 3rd", "2026-12-02T23:00"),
        ("dec 3, 2027", "2027-12-02T23:00"),
        ("until 3 march", "2027-03-02T23:00"),  # of this year it is over
        ("mar 3", "2027-03-02T23:00"),
        ("until friday 4 december", "2026-12-03T23:00"),
        ("until the day after tomorrow", "2026-11-24T23:00"),
    ],
)
def test_when_somebody_is_back(said: str, until: str | None) -> None:
    found = return_said(said.split(), NOON, "Europe/Paris")
    assert found == (None if until is None else datetime.fromisoformat(until).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("jusqu’à vendredi", "2026-11-26T23:00"),
        ("jusqu'a vendredi", "2026-11-26T23:00"),
        ("jusque vendredi", "2026-11-26T23:00"),
        ("Vendredi", "2026-11-26T23:00"),
        ("ven.", "2026-11-26T23:00"),
        ("mar", "2026-11-23T23:00"),
        ("jusqu’à lundi", "2026-11-29T23:00"),
        ("demain", "2026-11-23T23:00"),
        ("jusqu’à demain 14h", "2026-11-24T13:00"),
        ("jusqu’à demain à 14h30", "2026-11-24T13:30"),
        ("jusqu’à après-demain 8 h 15", "2026-11-25T07:15"),
        ("15h30", "2026-11-23T14:30"),
        ("jusqu’au 1er décembre", "2026-11-30T23:00"),
        ("jusqu’au 2026-12-24", "2026-12-23T23:00"),
        ("le 15 août", "2027-08-14T22:00"),
        ("jusqu’au vendredi 4 décembre 2026 9h", "2026-12-04T08:00"),
        ("3 juil", "2027-07-02T22:00"),
    ],
)
def test_it_is_understood_in_french_too(said: str, until: str) -> None:
    found = return_said(said.split(), NOON, "Europe/Paris")
    assert found == datetime.fromisoformat(until).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        "someday", "fr", "until friday evening", "2026-13-01", "25:00", "until friday friday", "un jour", "3 jui",
        "jusqu’à vendredi soir", "31 février", "jusqu’au jeudi 4 décembre", "14", "9999-12-31 23:00", "4 brumaire",
    ],
)  # fmt: skip
def test_what_is_no_time_is_said_so(said: str) -> None:
    with pytest.raises(Refused) as caught:
        return_said(said.split(), NOON, "America/New_York" if said.startswith("9999") else "Europe/Paris")
    named = said.removeprefix("until ").removeprefix("jusqu’à ").removeprefix("jusqu’au ")
    assert (caught.value.code, caught.value.facts) == (RefusalCode.RETURN_UNCLEAR, {"word": named})


@given(st.text(max_size=30))
def test_whatever_is_said_is_a_time_or_refused(said: str) -> None:
    with contextlib.suppress(Refused):
        found = return_said(said.split(), NOON, "Europe/Paris")
        assert found is None or found.tzinfo is UTC
