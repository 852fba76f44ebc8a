"""Macros: filled in as far as is known, offered where they fit, and checked when the desk file is read."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Macro
from bot.domain.macro import choice, fill, gap, offered, problems
from tests.flow.desk import FILE

TODAY = date(2026, 11, 23)


def macro(**changes: Any) -> Macro:
    given = {
        "id": "carrier", "title": "We ask", "owner": "@marta", "body": "Order {order}, {agent}",
        "checked": date(2026, 11, 1), "valid_until": date(2026, 12, 1),
    }  # fmt: skip
    return Macro(**{**given, **changes})


def test_what_is_not_known_stays_as_it_is_written() -> None:
    text = fill(
        " {greeting}\n{order} by {orders.carrier}: {name}\n", {"greeting": "Hello,", "order": "4417", "name": " "}
    )
    assert text == "Hello,\n4417 by {orders.carrier}: {name}"


def test_a_gap_is_found_and_other_braces_are_not() -> None:
    source = FILE.records[0]
    assert gap("Your order {order} is here", FILE) == "{order}"
    assert gap(f"It is {{{source.name}.{source.key}}}", FILE) == f"{{{source.name}.{source.key}}}"
    assert gap("A {smile} and {} and { order }", FILE) == ""


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(["name", "order"]), st.text(max_size=20)))
def test_filling_in_never_fails(body: str, values: dict[str, str]) -> None:
    assert isinstance(fill(body, values), str)


def test_offered_are_those_of_the_language_and_type_and_what_is_past_its_date_comes_last() -> None:
    french = macro(language="fr")
    refund = macro(id="refund", title="A refund", types=("refund",))
    old = macro(id="old", title="A", valid_until=date(2026, 11, 22))
    found = offered((french, refund, old, macro()), "order_status", "en", TODAY)
    assert [(one.name, one.state) for one in (choice(each, TODAY) for each in found)] == [
        ("carrier", "usable"), ("old", "expired"),
    ]  # fmt: skip
    assert [one.id for one in offered((macro(), refund), "refund", "en", TODAY)] == ["refund", "carrier"]
    assert offered((macro(),), None, "de", TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"owner": "marta"}, "owner must name a person"),
        ({"language": "english"}, "two letters"),
        ({"checked": date(2027, 1, 1)}, "in the future"),
        ({"valid_until": date(2026, 10, 1)}, "lies before checked"),
        ({"body": " "}, "needs a title and a text"),
        ({"types": ("order_statos",)}, "order_status"),
        ({"body": "{oder}"}, "{order}"),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], told: str) -> None:
    assert any(told in problem for problem in problems(FILE, (macro(**changes),), TODAY))


def test_one_that_is_given_twice_is_refused() -> None:
    assert [*problems(FILE, (macro(), macro(language="fr")), TODAY)] == []
    assert any("given twice" in problem for problem in problems(FILE, (macro(), macro()), TODAY))
