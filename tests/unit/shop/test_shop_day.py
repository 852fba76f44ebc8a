"""The worked example's stream of requests: what its files say about each other is true."""

import csv
import re
from collections import Counter

from bot.domain.draft import Withheld
from tests.unit.shop.files import (
    EXAMPLES,
    LANGUAGES,
    SHOP,
    STANDS_APART,
    customers,
    desk,
    expecting,
    given,
    keys,
    orders,
    owners,
    requests,
    type_of,
)


def test_a_day_of_a_hundred_and_twenty_requests() -> None:
    assert len(requests()) == 120
    times = [row["at"] for row in requests()]
    assert times == sorted(times)
    assert all(re.fullmatch(r"(0[89]|1[0-7]):[0-5]\d", at) for at in times)
    first = requests()[0]
    assert (first["at"], first["customer"], first["via"]) == ("08:00", "c-7", "email")
    assert first["subject"] == "Where is my order 4417?"
    assert first["body"] == "Where is my order 4417? It should have been here Tuesday."


def test_requests_have_known_fields_and_values() -> None:
    required = {"at", "customer", "subject", "body", "via", "language", "conversation", "type", "expect", "note"}
    outcomes = {"suggest", "ask", "sealed", *(f"withhold:{reason.value}" for reason in Withheld)}
    for row in requests():
        assert set(row) - {"attributes", "attachments", "repeat"} == required, row
        assert row["expect"] in outcomes
        assert row["via"] in {"email", "chat", "form"}
        assert row["language"] == customers()[row["customer"]]["language"]
        assert row["type"] is None or desk().type(row["type"]), row


def test_a_conversation_has_one_customer() -> None:
    talking: dict[str, str] = {}
    for row in requests():
        assert talking.setdefault(row["conversation"], row["customer"]) == row["customer"]
    assert len(talking) < len(requests()), "nobody answers a question"


def test_only_one_customer_writes_a_third_time() -> None:
    """A third ticket makes a matter complex, so it must be meant."""
    opened = Counter({row["conversation"]: row["customer"] for row in requests()}.values())
    assert [customer for customer, times in opened.items() if times > 2] == ["c-12"]
    assert [row["expect"] for row in requests() if row["customer"] == "c-12"][-1] == "withhold:caution"


def test_a_suggestion_is_expected_only_where_one_can_be_made() -> None:
    written = {(template.id, template.language) for template in desk().templates}
    for row in expecting("suggest"):
        kind = type_of(row)
        assert kind.drafts == "suggest", row
        assert all(given(row, need) for need in kind.needs), row
        assert len(keys(row)) <= 1, row
        assert owners(row) <= {row["customer"]}, row
        assert keys(row) <= set(orders()), row
        assert (kind.template, row["language"]) in written, row
        quotable = [article for article in desk().articles if article.id in kind.articles]
        assert kind.records or row["language"] in {article.language for article in quotable}, row


def test_what_is_withheld_is_withheld_for_what_the_files_say() -> None:
    for row in expecting("withhold:foreign_record"):
        assert owners(row) - {row["customer"]}, row
    for row in expecting("withhold:unknown_record"):
        assert keys(row) - set(orders()), row
    for row in expecting("withhold:missing"):
        assert not all(given(row, need) for need in type_of(row).needs), row
    for row in expecting("withhold:type_off"):
        assert type_of(row).drafts != "suggest", row
    for row in expecting("withhold:other_language"):
        assert row["language"] not in {article.language for article in desk().articles}, row
    for row in expecting("withhold:duplicate"):
        earlier = requests()[: requests().index(row)]
        twins = [other for other in earlier if other["customer"] == row["customer"] and keys(other) == keys(row)]
        assert any(other["via"] != row["via"] and other["type"] == row["type"] for other in twins), row


def test_an_order_is_foreign_or_unknown_only_where_it_is_meant() -> None:
    meant = {"withhold:foreign_record", "withhold:unknown_record"}
    for row in requests():
        if row["expect"] not in meant:
            assert keys(row) <= set(orders()), row
            assert owners(row) <= {row["customer"]}, row


def test_the_day_has_something_of_everything() -> None:
    counted = Counter(row["expect"] for row in requests())
    assert counted["sealed"] >= 12
    assert counted["withhold:foreign_record"] == 2
    assert counted["withhold:unknown_record"] == 2
    assert counted["withhold:duplicate"] == 3
    assert counted["withhold:hostile"] >= 3
    assert counted["ask"] >= 4
    assert counted["withhold:type_off"] >= 3
    assert counted["withhold:missing"] >= 3
    assert {row["language"] for row in expecting("sealed")} >= {"en", "fr", "de"}
    assert {row["language"] for row in requests()} == LANGUAGES


def test_most_routine_requests_expect_a_suggestion() -> None:
    routine = [row for row in requests() if row["expect"] not in STANDS_APART]
    assert len(expecting("suggest")) / len(routine) >= 0.7


def test_the_new_carrier_makes_a_spike() -> None:
    within = {
        row["conversation"]
        for row in requests()
        if "GLS" in row["subject"] + row["body"] and "10:00" <= row["at"] < "11:00"
    }
    assert len(within) >= 11


def test_the_hostile_texts_are_there() -> None:
    bodies = [row["body"] for row in requests()]
    assert any("<!channel>" in body and "|click" in body for body in bodies)
    assert any("\u202e" in body for body in bodies)
    assert any("🌿" in body for body in bodies)
    assert any(len(row["body"]) * row.get("repeat", 1) > 20_000 for row in requests())


def test_the_files_stay_small_enough_to_read() -> None:
    assert (SHOP / "requests.jsonl").stat().st_size < 60_000
    assert (SHOP / "orders.json").stat().st_size < 120_000
    assert all(path.stat().st_size < 4_000 for path in SHOP.glob("*/*.md"))


def test_the_sample_for_rehearsal_has_sixty_different_texts() -> None:
    with (EXAMPLES / "texts.csv").open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    assert len(texts) == len(set(texts)) == 60
    assert all(0 < len(text) < 200 for text in texts)
