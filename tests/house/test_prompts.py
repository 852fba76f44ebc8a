"""Prompts are reviewed texts: none changes without its version, and each names who answers for it."""

import json

import pytest

import prompts
from bot.assistant.outside.tokens import estimate
from bot.domain.desk import Owners
from bot.domain.prompt import Prompt
from bot.domain.sensitivity import BUILT_IN
from prompts.lock import LOCK, changed_alone, locked, of

ALL = prompts.load_all()


def test_no_prompt_changes_without_its_version() -> None:
    assert changed_alone(locked(), of(ALL)) == []
    assert locked() == of(ALL), f"run `python -m prompts.lock` to write {LOCK.name}"


def test_a_change_without_its_version_is_found() -> None:
    (name, (version, _)), *_ = locked().items()

    assert changed_alone(locked(), {name: (version, "another text")}) != []
    assert changed_alone(locked(), {name: (version + 1, "another text")}) == []


@pytest.mark.parametrize("prompt", ALL, ids=lambda prompt: prompt.id)
def test_each_is_answered_for_and_named_as_its_file(prompt: Prompt) -> None:
    assert prompt.owner in Owners.model_fields
    assert prompt.checked < prompt.valid_until
    assert (prompts.FOLDER / f"{prompt.id}.md").exists()


@pytest.mark.parametrize("prompt", ALL, ids=lambda prompt: prompt.id)
def test_a_model_may_name_every_class_that_we_know_and_no_other(prompt: Prompt) -> None:
    assert prompt.answer["properties"]["sensitive"]["items"]["enum"] == list(BUILT_IN)


@pytest.mark.parametrize("prompt", ALL, ids=lambda prompt: prompt.id)
def test_answers_are_strict(prompt: Prompt) -> None:
    """As OpenAI asks of a strict schema: every field is required, and no other is allowed."""
    pending = [prompt.answer]
    while pending:
        one = pending.pop()
        if one["type"] == "object":
            assert one["additionalProperties"] is False
            assert one["required"] == list(one["properties"])
            pending += one["properties"].values()
        elif one["type"] == "array":
            pending.append(one["items"])
    assert "default" not in json.dumps(prompt.answer)


@pytest.mark.parametrize("prompt", ALL, ids=lambda prompt: prompt.id)
def test_what_is_the_same_for_every_ticket_keeps_to_its_budget(prompt: Prompt) -> None:
    told = prompts.stable_part(prompt, shop="A shop with quite a long name, Ltd", team_language="Portuguese")

    assert estimate(told) <= prompt.budget.instructions
