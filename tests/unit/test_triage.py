"""Triage: order of trust, first match, names of the rules that fired."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import load
from bot.domain.desk import DeskFile
from bot.domain.triage import Guess, Request, triage
from tests.unit.desk.small import TODAY, TOML, small_desk, write

SURE = Guess("refund", 0.9)
WHERE = "Where is my order?"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskFile:
    return small_desk(tmp_path_factory.mktemp("desk")).file


def with_rules(folder: Path, old: str, new: str) -> DeskFile:
    assert old in TOML
    return load(write(folder, TOML.replace(old, new, 1)), TODAY).file


def request(text: str = "Hello", **changes: Any) -> Request:
    return Request(**{"text": text, "language": "en", "source": "generic", "via": "email", **changes})


@pytest.mark.parametrize(
    ("changes", "guess", "expected"),
    [
        ({"person_type": "invoice", "form_type": "refund"}, SURE, ("invoice", "person", None)),
        ({"form_type": "invoice"}, SURE, ("invoice", "form", None)),
        ({}, SURE, ("order_status", "rule", None)),
        ({"text": "Hello"}, SURE, ("refund", "classifier", 0.9)),
        ({"text": "Hello"}, Guess("refund", 0.7), ("refund", "classifier", 0.7)),
        ({"text": "Hello"}, Guess("refund", 0.69), (None, "none", None)),
        ({"text": "Hello"}, Guess(None, 0.99), (None, "none", None)),
        ({"text": "Hello"}, Guess("gone", 0.99), (None, "none", None)),
        ({"text": "Hello"}, None, (None, "none", None)),
        ({"person_type": "gone", "form_type": "gone"}, None, ("order_status", "rule", None)),
    ],
)
def test_the_order_of_trust(
    desk: DeskFile, changes: dict[str, Any], guess: Guess | None, expected: tuple[str | None, str, float | None]
) -> None:
    result = triage(request(**{"text": "Where is my order?", **changes}), guess, desk)

    assert (result.type, result.type_source, result.type_confidence) == expected


@pytest.mark.parametrize(
    ("text", "keys", "complex_"),
    [
        ("order 4417", (("orders", "4417"),), False),
        ("order 4417", (("orders", "4218"),), True),
        (WHERE, (("orders", "4417"), ("orders", "4218")), True),
        ("order 4417", (("returns", "4218"),), False),
    ],
)
def test_an_order_in_a_form_is_one_of_several(
    desk: DeskFile, text: str, keys: tuple[tuple[str, str], ...], complex_: bool
) -> None:
    assert ("complex" in triage(request(text, keys=keys), None, desk).classes) is complex_


def test_the_rules_that_fired_are_named_in_order(desk: DeskFile) -> None:
    result = triage(request("WHERE IS my order? My lawyer asks. I was charged twice.", segment="gold"), None, desk)

    assert result.rules == (
        "type:order_status",
        "sensitivity:legal",
        "sensitivity:billing_complex",
        "priority:vip",
        "routing:default",
    )
    assert result.classes == ("legal", "billing_complex")


def test_a_type_that_no_rule_found_is_no_rule(desk: DeskFile) -> None:
    assert triage(request(form_type="refund"), None, desk).rules == ("routing:money",)


def test_words_count_in_the_language_first_and_else_in_any(desk: DeskFile) -> None:
    french = "Bonjour, où est ma commande ?"

    assert triage(request(french, language="fr"), None, desk).type == "order_status"
    assert triage(request(french, language="en"), None, desk).type == "order_status"
    assert triage(request(f"refund status. {french}", language="en"), None, desk).type == "refund"


def test_more_hits_win_and_two_types_are_complex(desk: DeskFile) -> None:
    result = triage(request("refund status? refund status! And where is my order"), None, desk)

    assert (result.type, result.classes, result.level) == ("refund", ("complex",), "caution")


def test_a_hit_inside_a_longer_one_does_not_count(tmp_path: Path) -> None:
    desk = with_rules(tmp_path, 'en = ["where is my order"]', 'en = ["refund"]')

    result = triage(request("My refund status please"), None, desk)

    assert (result.type, result.level) == ("refund", "none")


def test_the_same_word_in_two_types_is_two_intents(tmp_path: Path) -> None:
    desk = with_rules(tmp_path, 'en = ["where is my order"]', 'en = ["refund status"]')

    result = triage(request("My refund status please"), None, desk)

    assert (result.type, result.classes) == ("order_status", ("complex",))


@pytest.mark.parametrize(
    ("text", "contacts", "classes"),
    [
        ("order 4417", 1, ()),
        ("order 4417 again 4417", 1, ()),
        ("orders 4417 and 4218", 1, ("complex",)),
        ("order 4417", 2, ()),
        ("order 4417", 3, ("complex",)),
    ],
)
def test_several_orders_or_a_third_contact_are_complex(
    desk: DeskFile, text: str, contacts: int, classes: tuple[str, ...]
) -> None:
    assert triage(request(text, contacts=contacts), None, desk).classes == classes


def test_anger_on_the_third_contact_seals(desk: DeskFile) -> None:
    result = triage(request("This is unacceptable", contacts=3), None, desk)

    assert (result.level, result.keys_needed) == ("sensitive", 2)


@pytest.mark.parametrize(
    ("text", "level", "keys"),
    [("Hello", "none", 1), ("This is unacceptable", "caution", 1), ("my lawyer", "sensitive", 2)],
)
def test_a_sensitive_request_needs_two_approvals(desk: DeskFile, text: str, level: str, keys: int) -> None:
    result = triage(request(text), None, desk)

    assert (result.level, result.keys_needed) == (level, keys)


def test_only_a_class_of_the_desk_s_own_may_spare_the_second_approval(tmp_path: Path) -> None:
    built_in = with_rules(tmp_path, 'name = "allergy"', 'name = "legal"\nsecond_approval = false')
    own = with_rules(
        tmp_path,
        'name = "allergy"\nwords = { en = ["allergic"] }',
        'name = "p"\nsecond_approval = false\nwords = { en = ["parrot"] }',
    )

    assert triage(request("a parrot"), None, own).keys_needed == 1
    assert triage(request("a parrot"), None, own).level == "sensitive"
    assert triage(request("a parrot and a lawyer"), None, own).keys_needed == 2
    assert triage(request("my lawyer"), None, built_in).keys_needed == 2


def test_a_mark_stands_and_a_cleared_class_stays_away(desk: DeskFile) -> None:
    marked = triage(request("Hello", marked=("fraud",)), None, desk)
    cleared = triage(request("my lawyer says hello", cleared=("legal",)), None, desk)
    both = triage(request("my lawyer", cleared=("legal",), marked=("legal",)), None, desk)

    assert (marked.level, marked.classes, marked.keys_needed) == ("sensitive", ("fraud",), 2)
    assert (cleared.level, cleared.classes, cleared.keys_needed) == ("none", (), 1)
    assert both.level == "sensitive"


@pytest.mark.parametrize(
    ("when", "changes", "fires"),
    [
        ('segment = ["gold"]', {"segment": "gold"}, True),
        ('segment = ["gold"]', {"segment": "silver"}, False),
        ('type = ["refund"]', {"form_type": "refund"}, True),
        ('type = ["refund"]', {}, False),
        ('via = ["chat"]', {"via": "chat"}, True),
        ('via = ["chat"]', {}, False),
        ('language = ["fr"]', {"language": "fr"}, True),
        ('language = ["fr"]', {}, False),
        ('source = ["helpdesk"]', {"source": "helpdesk"}, True),
        ('source = ["helpdesk"]', {}, False),
        ('sensitivity = ["sensitive"]', {"text": "my lawyer"}, True),
        ('sensitivity = ["sensitive"]', {"text": "unacceptable"}, False),
        ('sensitivity = ["none", "caution"]', {"text": "unacceptable"}, True),
        ("value_at_least = 100", {"value": 100}, True),
        ("value_at_least = 100", {"value": 99}, False),
        ("value_at_least = 100", {}, False),
        ("value_at_least = 0", {}, False),
        ("contacts_at_least = 2", {"contacts": 2}, True),
        ("contacts_at_least = 2", {"contacts": 1}, False),
        ('words = ["wedding gift"]', {"text": "a WEDDING\ngift"}, True),
        ('words = ["wedding gift"]', {"text": "a wedding"}, False),
        ('segment = ["gold"], via = ["chat"]', {"segment": "gold", "via": "chat"}, True),
        ('segment = ["gold"], via = ["chat"]', {"segment": "gold"}, False),
    ],
)
def test_conditions(tmp_path: Path, when: str, changes: dict[str, Any], fires: bool) -> None:
    desk = with_rules(tmp_path, 'when = { segment = ["gold"] }', f"when = {{ {when} }}")

    result = triage(request(**changes), None, desk)

    assert result.priority == ("high" if fires else "normal")
    assert ("priority:vip" in result.rules) is fires


def test_the_first_rule_that_holds_wins(tmp_path: Path) -> None:
    second = '[[priority]]\nname = "all"\npriority = "low"\n\n[[sensitivity]]'
    desk = with_rules(tmp_path, "[[sensitivity]]", second)

    assert triage(request(segment="gold"), None, desk).rules[0] == "priority:vip"
    assert triage(request(), None, desk).rules == ("priority:all", "routing:default")


@given(
    text=st.text(max_size=200),
    language=st.sampled_from(["en", "fr", "xx", ""]),
    contacts=st.integers(0, 5),
    guess=st.none() | st.builds(Guess, st.sampled_from([None, "refund", "gone"]), st.floats(0, 1)),
)
def test_every_ticket_finds_a_queue_and_the_answer_is_the_same_twice(
    desk: DeskFile, text: str, language: str, contacts: int, guess: Guess | None
) -> None:
    asked = request(text, language=language, contacts=contacts)

    result = triage(asked, guess, desk)

    assert result == triage(asked, guess, desk)
    assert result.queue in {"orders", "billing"}
    assert (result.keys_needed == 2) is (result.level == "sensitive")
    assert (result.type is None) is (result.type_source == "none")
