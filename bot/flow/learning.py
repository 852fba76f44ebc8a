"""What the embedded assistant learns from, read out of the store, and the questions of articles that grow with it."""

from collections.abc import Iterable

from bot.domain.lessons import Answer, Lessons, Tally, unlike
from bot.domain.text import clean
from bot.flow.triage import LEARNT, confirmed, marked
from store import lessons
from store.unit_of_work import UnitOfWork

#: Past tickets that help to rank articles, the newest.
PAST = 20_000


def tally(uow: UnitOfWork) -> Tally:
    """How much there is to learn from by now."""
    return lessons.tally(uow)


def read(uow: UnitOfWork) -> Lessons:
    """Everything there is to learn from, the newest of it."""
    return Lessons(
        confirmed=tuple(confirmed(uow)),
        marked=tuple(marked(uow)),
        questions=tuple(lessons.questions(uow)),
        answered=tuple((_cut(text), language, cited) for text, language, cited in lessons.answered(uow, PAST)),
    )


def unlearned(uow: UnitOfWork, limit: int) -> list[Answer]:
    """Answers that may teach their article a question."""
    return lessons.unlearned(uow, limit)


def learn(uow: UnitOfWork, found: Iterable[tuple[Answer, str]]) -> int:
    """Keep questions, from which everything that names anybody has been taken; how many said something new."""
    known: dict[tuple[str, str], list[str]] = {}
    for article, language, text in lessons.questions(uow):
        known.setdefault((article, language), []).append(text)
    learned = 0
    for answer, question in found:
        of_article = known.setdefault((answer.article_id, answer.language), [])
        fresh = question if answer.article_id and unlike(question, of_article) else ""
        lessons.learn(uow, answer.ticket_id, answer.article_id, answer.language, fresh)
        if fresh:
            of_article.append(fresh)
            learned += 1
    return learned


def _cut(text: str) -> str:
    return clean(text)[:LEARNT]
