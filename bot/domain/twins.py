"""Tickets of one customer that may be one request: about the same record, or with nearly the same subject."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.domain.ticket import Ticket

#: So far apart two tickets with similar subjects may have been opened.
WINDOW: Final = timedelta(days=14)
#: This share of the telling words of both subjects has to be the same.
_ALIKE: Final = 0.5
#: Shorter words say next to nothing of what a request is about.
_TELLING: Final = 4
_ANSWERS: Final = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg|tr|rv|rif)\s*:)+", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")

#: What a record is known by: its source and its key there.
Key = tuple[str, str]


class Why(StrEnum):
    RECORD = "record"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """Another ticket that is likely the same, and by what; `key` names the record that both are about."""

    ticket: Ticket
    why: Why
    key: Key = ("", "")


def likely(mine: Ticket, keys: frozenset[Key], others: Iterable[tuple[Ticket, frozenset[Key]]]) -> tuple[Twin, ...]:
    """Of a customer's other tickets those that are likely the same: by record first, the newest first.

    The caller hands in tickets of the same customer, each with the records that it names.
    """
    found = [twin for other, theirs in others if other.id != mine.id and (twin := _twin(mine, keys, other, theirs))]
    return tuple(sorted(found, key=lambda twin: (twin.why is not Why.RECORD, -twin.ticket.id)))


def _twin(mine: Ticket, keys: frozenset[Key], other: Ticket, theirs: frozenset[Key]) -> Twin | None:
    shared = sorted(keys & theirs)
    if shared:
        return Twin(ticket=other, why=Why.RECORD, key=shared[0])
    if keys and theirs:  # each says what it is about, and that is not the same
        return None
    near = abs(mine.created_at - other.created_at) <= WINDOW
    return Twin(ticket=other, why=Why.SUBJECT) if near and alike(mine.subject, other.subject) else None


def alike(one: str, other: str) -> bool:
    """Whether two subjects say nearly the same. Different numbers in them make them different."""
    first, second = _words(one), _words(other)
    numbers = [{word for word in words if any(sign.isdigit() for sign in word)} for words in (first, second)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return False
    telling = [{word for word in words if len(word) >= _TELLING} - numbers[0] - numbers[1] for words in (first, second)]
    if not all(telling):
        return bool(first) and first == second
    return len(telling[0] & telling[1]) >= _ALIKE * len(telling[0] | telling[1])


def _words(subject: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_ANSWERS.sub("", subject).casefold()))
