"""A line of the conversation is headed by who wrote it; where no name is known, by what it is. A public answer is never
called a note: its customer has read it."""

from dataclasses import replace
from typing import Literal

import pytest

from bot.slack.modals.messages import in_full
from bot.slack.modals.tickets import ticket
from bot.slack.thread import conversation
from bot.words import words
from sandbox import Message
from tests.scenarios.reading import words_of
from tests.unit.slack.facts import FACTS

NAMELESS = [
    ("en", "customer", "Customer"), ("en", "agent", "Answer"), ("en", "note", "Note"), ("fr", "agent", "Réponse"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "author", "headed"), NAMELESS)
@pytest.mark.parametrize("name", ["", " "])
def test_a_line_without_a_name_says_what_it_is(
    language: str, author: Literal["customer", "agent", "note"], headed: str, name: str
) -> None:
    said = words(language)
    line = replace(FACTS.messages[0], author=author, author_name=name, body="It arrives on Friday.")
    facts = replace(FACTS, messages=(line,))
    post = conversation(line, said)
    shown = Message(channel="C1", ts="1.0", user="U1", text=post.text, blocks=tuple(post.blocks))
    assert words_of(shown).startswith(f"{headed} ")
    assert "·" not in words_of(shown).partition("It arrives")[0]
    assert headed in str(in_full(facts, line.id, 1, said))
    assert f"'{headed}'" in str(ticket(facts, said))
