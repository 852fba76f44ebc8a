"""What people have decided about earlier tickets, as the embedded assistant learns from it, and when it is time to."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Final

#: So many decisions more, or one in ten more, and the assistant learns again; fewer would change next to nothing.
FEWEST: Final = 5
#: At least this often, so that what has been erased is gone from what was learned.
OLDEST: Final = timedelta(days=1)
#: Questions that an article keeps in one language; the oldest go.
MOST_QUESTIONS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Texts are cleaned and cut; none of them is ever shown, quoted or sent."""

    confirmed: tuple[tuple[str, str, str], ...] = ()  # text, language, type that a person has set
    marked: tuple[tuple[str, str], ...] = ()  # text, class that a person has marked, empty where they took it back
    questions: tuple[tuple[str, str, str], ...] = ()  # article, language, question that it has answered
    answered: tuple[tuple[str, str, tuple[str, ...]], ...] = ()  # text, language, articles that its reply cited

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


NOTHING_LEARNED: Final = Lessons()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much there is to learn from: rows that still have their text."""

    decisions: int = 0  # types set, marks set and taken away
    answers: int = 0  # replies that cite an article
    questions: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply that cites an article and was sent as it was suggested, or nearly: its question may be learned."""

    ticket_id: int
    article_id: str
    language: str
    text: str  # what the customer had written last when it was made
    names: tuple[str, ...]  # what is known of the customer: name, address, ids


def worth_learning(then: Tally, now: Tally, age: timedelta) -> bool:
    """Whether to learn again what was learned `age` ago, when there was `then` to learn from."""
    pairs = [(getattr(then, one.name), getattr(now, one.name)) for one in fields(Tally)]
    if any(after < before for before, after in pairs):
        return True  # text was taken away: it must not live on here
    if any(after - before >= max(FEWEST, before // 10) for before, after in pairs):
        return True
    return age >= OLDEST and bool(then or now)


def unlike(question: str, known: Iterable[str]) -> bool:
    """Whether a question says something that those known do not, word for word or nearly."""
    words = set(question.casefold().split())
    for other in known:
        others = set(other.casefold().split())
        if len(words & others) >= 0.8 * max(1, len(words | others)):
            return False
    return bool(words)
