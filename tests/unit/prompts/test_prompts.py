"""Prompt files: what they hold, how they are filled in, and what is refused."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import prompts
from bot.domain.prompt import Prompt
from prompts.lock import locked, write

REPLY, SUMMARY = prompts.load_all()
MARKER = "k7q2"
GIVEN: dict[str, Any] = {
    "today": "2026-11-24",
    "type": "Where is my order",
    "language": "English",
    "passages": [{"id": "A1", "title": "Delays", "text": "Up to two working days."}],
    "fields": [{"name": "{orders.status}", "value": ""}, {"name": "{orders.carrier}", "value": "GLS"}],
    "wordings": [{"id": "W1", "text": "Your order is {orders.status}."}],
    "wish": "",
    "marker": MARKER,
    "conversation": "Customer: Where is my order?",
}
TEXT = """---
id: short
version: 3
title: Short
owner: prompts
checked: 2026-11-01
valid_until: 2027-01-31
model: gpt-6-luna
budget: {instructions: 100, passages: 100, facts: 100, conversation: 100, answer: 100}
---
You help {{ shop }}.
<!-- the ticket -->
{{ conversation }}
"""


def short(folder: Path, text: str = TEXT) -> Prompt:
    (folder / "short.md").write_text(text, "utf-8")
    (folder / "short.schema.json").write_text('{"type": "object"}', "utf-8")
    (found,) = prompts.load_all(folder)
    return found


def test_the_customers_words_come_last_between_markers() -> None:
    text = prompts.varying_part(REPLY, **GIVEN)

    assert text.endswith(f"--- {MARKER}\nCustomer: Where is my order?\n--- {MARKER}")
    assert text.index("Up to two working days.") < text.index("Customer: ")


def test_the_part_that_comes_first_knows_nothing_of_the_ticket() -> None:
    first = prompts.stable_part(REPLY, shop="Lamp & Co", team_language="English")

    assert "Lamp & Co" in first
    with pytest.raises(prompts.PromptError, match="conversation"):
        prompts.stable_part(REPLY.model_copy(update={"stable": "{{ conversation }}"}), shop="Lamp & Co")


def test_a_value_that_is_not_shown_is_said_to_be_hidden() -> None:
    text = prompts.varying_part(REPLY, **GIVEN)

    assert "{orders.status} (its value is not shown to you)" in text
    assert "{orders.carrier}: GLS" in text


def test_a_wish_stands_there_only_where_there_is_one() -> None:
    assert "wishes of the reply" not in prompts.varying_part(REPLY, **GIVEN)
    assert "wishes of the reply: shorter" in prompts.varying_part(REPLY, **{**GIVEN, "wish": "shorter"})


@pytest.mark.parametrize("missing", GIVEN)
def test_a_variable_that_is_not_given_is_an_error(missing: str) -> None:
    with pytest.raises(prompts.PromptError, match="reply"):
        prompts.varying_part(REPLY, **{name: value for name, value in GIVEN.items() if name != missing})


def test_a_customers_text_is_never_read_as_a_template() -> None:
    text = prompts.varying_part(SUMMARY, **{**GIVEN, "conversation": "Customer: {{ marker }} {% raw %}"})

    assert "Customer: {{ marker }} {% raw %}" in text


def test_an_expired_prompt_is_found_no_more() -> None:
    assert not SUMMARY.expired(SUMMARY.valid_until)
    assert SUMMARY.expired(SUMMARY.valid_until + timedelta(days=1))


def test_another_text_has_another_hash_and_another_date_has_not(tmp_path: Path) -> None:
    first = short(tmp_path)

    assert short(tmp_path, TEXT.replace("You help", "You assist")).hash != first.hash
    assert short(tmp_path, TEXT.replace("answer: 100", "answer: 90")).hash != first.hash
    checked = short(tmp_path, TEXT.replace("checked: 2026-11-01", "checked: 2026-11-28"))
    assert checked.hash == first.hash
    assert checked.checked == date(2026, 11, 28)


def test_the_lock_is_not_written_over_a_change_without_its_version(tmp_path: Path) -> None:
    lock = tmp_path / "lock.json"
    assert write([short(tmp_path)], lock) == []

    changed = short(tmp_path, TEXT.replace("You help", "You assist"))
    assert write([changed], lock) == ["short: its text has changed; raise its version above 3"]
    assert locked(lock) != {"short": (3, changed.hash)}

    grown = short(tmp_path, TEXT.replace("You help", "You assist").replace("version: 3", "version: 4"))
    assert write([grown], lock) == []
    assert locked(lock) == {"short": (4, grown.hash)}


@pytest.mark.parametrize(
    "fault",
    [
        ("<!-- the ticket -->", ""),
        ("version: 3", "version: 0"),
        ("valid_until: 2027-01-31\n", ""),
        ("owner: prompts", "owner: prompts\ncolour: red"),
        ("model: gpt-6-luna\n", ""),
    ],
    ids=["no parting", "version", "no date", "unknown field", "no model"],
)
def test_a_file_that_cannot_be_used_says_which_it_is(fault: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(prompts.PromptError, match="short"):
        short(tmp_path, TEXT.replace(*fault))
