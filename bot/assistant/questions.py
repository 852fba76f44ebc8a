"""Takes the question out of what a customer wrote, without anything that names somebody."""

import re
from collections.abc import Sequence
from typing import Final

from bot.assistant.redaction import Known, Redaction
from bot.assistant.redaction.ordinary import desk_words
from bot.domain.desk import Desk
from bot.domain.lessons import Answer
from bot.domain.statements import statements
from bot.domain.text import clean

_LONGEST: Final = 200  # characters
_LEAST: Final = 3  # words
_CUT: Final = re.compile(r"\[[A-Z]+(?:_[A-Z]+)*_\d+\]|\S*\d\S*")


def questions(desk: Desk, answers: Sequence[Answer], year: int) -> list[str]:
    """For each answer the question that may be learned, in small letters, or "" where nothing is left of it.

    `year` is the current one. Heavy enough for a thread. What is hidden before a text leaves the house is cut here, and
    so is every number.
    """
    words, capitals = desk_words(desk)
    patterns = tuple(source.pattern for source in desk.file.records)
    return [_question(answer, words, capitals, patterns, year) for answer in answers]


def _question(
    answer: Answer, words: frozenset[str], capitals: frozenset[str], patterns: tuple[str, ...], year: int
) -> str:
    values = tuple(("PERSON", name) for name in answer.names)
    known = Known(values=values, patterns=patterns, words=words, capitals=capitals, language=answer.language)
    hidden = Redaction(known, year).redact(clean(answer.text))
    for said in statements(hidden):
        left = " ".join(_CUT.sub(" ", said).casefold().split())[:_LONGEST].strip(" ,;:-")
        if len(left.split()) >= _LEAST:
            return left
    return ""
