"""Questions to the assistant that change nothing: how a text would be routed and gated, and what an article says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from bot.domain.advice import Advice
from bot.domain.phrases import Found, find, fold
from bot.domain.sensitivity import BUILT_IN, Flag
from bot.domain.triage import Triage

QuestionKind = Literal["try", "kb"]

#: Slack takes an answer for half an hour (docs.slack.dev, "Handling user interaction"); what is older has nobody to
#: tell, and the text that was asked goes with it.
LIVES: Final = timedelta(minutes=25)
#: As much of a text as is looked at, in characters.
LONGEST: Final = 4000
#: As many of the words that fired as are shown for one class.
_SHOWN: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asked, and where the answer goes. It is gone once it is answered."""

    id: int
    kind: QuestionKind
    text: str
    response_url: str
    asked_by: int
    at: datetime  # real time


@dataclass(frozen=True, slots=True)
class Shown:
    """A sensitivity class with the words that show it; none where it was heard, or rests on something else."""

    name: str
    level: str
    words: tuple[str, ...]
    heard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How a text would go, if it came now from a customer whom nobody knows. `named` are the records that it names."""

    triage: Triage
    type_title: str
    type_words: tuple[str, ...]
    looks_like: str  # what it looks like where no type is certain, by its title
    confidence: float | None
    shown: tuple[Shown, ...]
    queue_title: str
    place: str  # where its card would stand
    owner: str  # who would be told of a sensitive one
    due: datetime | None
    withheld: str  # why there would be no suggestion; empty: there would be one
    facts: dict[str, str]
    advice: Advice | None  # what the desk file would advise, without records that nobody has read
    named: tuple[tuple[str, str], ...]
    language: str
    via: str
    today: date


def words_at(text: str, spans: tuple[Found, ...]) -> tuple[str, ...]:
    """The words of a text that stand at `spans`, each once, in order: at most four."""
    found = dict.fromkeys(" ".join(text[start:end].split()) for start, end in spans)
    return tuple(list(found)[:_SHOWN])


def type_words(text: str, phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Which of a type's phrases stand in a text, as they are written there."""
    return words_at(text, find(phrases, fold(text)))


def shown(text: str, decided: Triage, flags: tuple[Flag, ...]) -> tuple[Shown, ...]:
    """Each class that triage has found in `text`, with its words. `flags` are what the words alone show."""
    by_words = {flag.name: flag for flag in flags}
    heard = {rule.partition(":")[2] for rule in decided.rules if rule.startswith("sounds:")}
    told = []
    for name in decided.classes:
        flag = by_words.get(name)
        level = flag.level if flag else BUILT_IN.get(name, "sensitive")
        level = level if decided.level == "sensitive" else "caution"
        told.append(Shown(name, level, words_at(text, flag.spans) if flag else (), name in heard))
    return tuple(told)
