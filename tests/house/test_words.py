"""Every language says all that English says, in its own words, within Slack's room and by its own typography."""

import inspect
import re
from pathlib import Path
from typing import Any, Final

import pytest

from bot.words import SPOKEN, Words, words
from tests.house.languages import ENGLISH, beside, names, placeholders, rooms, tables, told, written
from tests.house.tree import ROOT
from tests.house.typography import typeset

OTHERS: Final = sorted(set(SPOKEN) - {"en"})
EN: Final = words("en")

#: Sentences are elsewhere: these look up, format or put together what a language says in tables or other methods.
NO_WORDS: Final = frozenset(
    {
        "coded", "compared", "due_at", "fault", "field", "happened", "language_name", "letter_facts", "notice",
        "priority", "record", "refusal", "sealed_title", "state", "table", "version", "via", "why_stopped", "withheld",
        "work", "wrong_word",
    }
)  # fmt: skip
#: Read, and the same in French: emoji and dashes, and words that both languages have.
SAME: Final = {
    "fr": frozenset(
        {
            "bad", "good", "nothing",
            "API", "Articles", "CSV", "Date", "Photos", "Message", "Messages", "Note", "Prompt", "Slack", "Type",
            "article", "chat", "e-mail", "suggestion", "urgent",
        }
    )
}  # fmt: skip


def mended(language: str) -> str:
    return f"say it in bot/words/{language}_<noun>.py, as a subclass that bot/words/{language}.py inherits"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", names(Words))
def test_everything_is_said_in_every_language(language: str, name: str) -> None:
    if name in NO_WORDS or name in SAME[language]:
        return
    english, other = getattr(Words, name), getattr(type(words(language)), name)
    if inspect.isfunction(english):
        assert other is not english, f"{name}(): {mended(language)}"
        assert inspect.signature(other) == inspect.signature(english)
        return
    assert unlike(english, other, SAME[language]) == [], (
        f"{name}: {mended(language)}; where both languages have the same word, add it to SAME in {Path(__file__).name}"
    )


def unlike(english: Any, other: Any, same: frozenset[str]) -> list[str]:
    """What is missing or was left in English; keys must be the same."""
    if isinstance(english, str):
        return [english] if english == other and english not in same else []
    if isinstance(english, dict):
        assert list(english) == list(other)
        pairs = zip(english.values(), other.values(), strict=True)
    elif isinstance(english, tuple):
        assert [key for key, _ in english] == [key for key, _ in other]
        pairs = zip((said for _, said in english), (said for _, said in other), strict=True)
    else:
        return [] if other is not english else ["tables or facts"]
    return [found for one, its in pairs for found in unlike(one, its, same)]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.stem)
def test_every_table_has_the_same_keys_and_facts(language: str, path: Path) -> None:
    ours = tables(path)
    if not ours:
        return
    theirs = tables(beside(path, language)) if beside(path, language).exists() else {}
    for name, table in ours.items():
        assert name in theirs, f"{name} of {path.name}: {mended(language)}"
        assert sorted(set(table) ^ set(theirs[name])) == [], f"{name} of {path.name}: {mended(language)}"
        for key, sentence in table.items():
            other = theirs[name][key]
            assert sentence != other or sentence in SAME[language], f"{name}[{key!r}]: {mended(language)}"
            assert placeholders(other) == placeholders(sentence), f"{name}[{key!r}] tells other facts"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", [name for name in names(Words) if inspect.isfunction(getattr(Words, name))])
def test_every_sentence_tells_the_same_facts(language: str, name: str) -> None:
    english = told(EN, name)
    if english is not None and name not in NO_WORDS:
        assert told(words(language), name) == english


@pytest.mark.parametrize("language", sorted(SPOKEN))
@pytest.mark.parametrize(("name", "most"), sorted({(name, most) for name, most in rooms() if name in names(Words)}))
def test_every_word_has_room_in_slack(language: str, name: str, most: int) -> None:
    word = getattr(words(language), name)
    if isinstance(word, str):
        assert 0 < len(word) <= most, f"{word!r} has {len(word)} of {most} characters"


@pytest.mark.parametrize("language", sorted(SPOKEN))
def test_every_choice_has_room_in_slack(language: str) -> None:
    said = words(language)
    choices = [*said.reject_reasons, *said.sensitive_classes, *said.escalation_reasons, *said.snooze_choices.items()]
    assert [text for _, text in [*choices, *said.wrong.items()] if len(text) > 75] == []


@pytest.mark.parametrize("path", sorted((ROOT / "bot/words").glob("fr*.py")), ids=lambda path: path.stem)
def test_french_is_set_as_in_print(path: Path) -> None:
    badly = [text for text in written(path) if typeset(text) != text]
    assert badly == [], f"python -m tests.house.typography bot/words/{path.name} mends it"
    straight = [text for text in written(path) if re.search(r"\w'\w|\.\.\.|[“”]", text)]
    assert straight == []


def test_the_typography_is_told_apart() -> None:
    assert typeset("Vraiment ? « Oui » : 3 000 fois, 20 %, 2 h 10 min ; fini !") == (
        "Vraiment\u202f? «\u202fOui\u202f»\u202f: 3\u202f000 fois, 20\u202f%, 2\u202fh 10\u202fmin\u202f; fini\u202f!"
    )
    assert typeset("https://a.example 12:30 {x:.0f}") == "https://a.example 12:30 {x:.0f}"


def test_what_is_left_in_english_is_found() -> None:
    assert unlike("Claim", "Claim", frozenset()) == ["Claim"]
    assert unlike({"a": "one"}, {"a": "one"}, frozenset({"one"})) == []
    assert unlike((("a", "one"),), (("a", "un"),), frozenset()) == []
