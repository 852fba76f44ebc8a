"""What can be wrong with a sentence of a draft, and what it is held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.article import Article, Template
from bot.domain.record import LinkedRecord


class Fault(StrEnum):
    """Why a sentence should be looked at twice; the value stands in `Sentence.flag`. Each has words in `bot.words`."""

    NO_SOURCE = "no_source"
    UNKNOWN_SOURCE = "unknown_source"  # not among those that this case may rest on
    INTERNAL = "internal"  # an article that is not written for customers
    QUOTE = "quote"  # does not stand in its source
    EXPIRED = "expired"  # the source is past its date, or waits for its owner's check
    OLD_RECORD = "old_record"  # read too long ago
    PLACEHOLDER = "placeholder"  # a variable or placeholder that nothing was put in for
    LINK = "link"
    NUMBER = "number"  # also a date, an amount, a unit
    POLARITY = "polarity"
    PROMISE = "promise"
    NAME = "name"
    WORDING = "wording"  # words from elsewhere
    LANGUAGE = "language"
    ASKED = "asked"  # a question that the customer has answered


GRAVE: Final = frozenset({
    Fault.NO_SOURCE, Fault.UNKNOWN_SOURCE, Fault.INTERNAL, Fault.QUOTE, Fault.PLACEHOLDER, Fault.LINK, Fault.PROMISE,
    Fault.WORDING, Fault.LANGUAGE,
})  # fmt: skip
"""Faults of a sentence that nothing stands behind: it is not shown at all. The others are shown with a flag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that a draft was allowed to rest on.

    `wordings` are the team's own fixed texts by id (templates, greetings and closings), with their variables unfilled,
    and `templates` those of them that have dates; `known` are the values for variables such as the customer's first
    name; `vocabulary` is what else the team writes to customers, whose words may lead from one sentence to the next;
    `asked` is what the customer wrote, `pictured` whether they sent a picture. Without `today`, `now` or
    `language` what they are for is not checked.
    """

    articles: tuple[Article, ...] = ()
    records: tuple[LinkedRecord, ...] = ()
    wordings: Mapping[str, str] = field(default_factory=dict)
    templates: tuple[Template, ...] = ()
    known: tuple[str, ...] = ()
    vocabulary: str = ""
    asked: str = ""
    pictured: bool = False
    language: str = ""
    today: date | None = None
    now: datetime | None = None
    fresh: timedelta = timedelta(hours=1)
