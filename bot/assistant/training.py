"""Learning in a process of its own, so that neither the event loop nor a thread of the worker waits for it.

The child reads what to learn from on its standard input and writes what it has learned on its standard output, both
pickled: bytes of our own making, between a process and its own child. It has no network to ask and stores nothing.
"""

import asyncio
import os
import pickle
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.assistant.undisturbed import undisturbed
from bot.domain.article import Article
from bot.domain.desk import Desk
from bot.domain.lessons import Lessons

if TYPE_CHECKING:
    from bot.assistant.classifier import Classifier
    from bot.assistant.delicate import Delicate
    from bot.assistant.retrieval import Index

#: A child that takes longer is ended, and what was learned before stays.
SECONDS: Final = 600.0
_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Subject:
    """All that is learned from."""

    examples: tuple[tuple[str, str], ...]  # the desk file's phrases with their types
    titles: tuple[tuple[str, str], ...]  # of the types that there are, with their names
    everyday: frozenset[str]  # of those for which suggestions are made
    articles: tuple[Article, ...]
    lessons: Lessons


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of it. Asking it changes nothing."""

    classifier: "Classifier"
    delicate: "Delicate"
    index: "Index"


class LearningFailed(Exception):
    """The child did not end well; its message says how, without any text that it was given."""


def subject(desk: Desk, lessons: Lessons) -> Subject:
    """What a desk and the decisions of its people have to teach."""
    types = desk.file.types
    told = ((text, kind.name) for kind in types for phrases in kind.examples.values() for text in phrases)
    everyday = frozenset(kind.name for kind in types if kind.drafts == "suggest")
    titles = tuple((kind.title, kind.name) for kind in types)
    return Subject(tuple(told), titles, everyday, tuple(desk.articles), lessons)


def classifier(given: Subject) -> "Classifier":
    """The request types, from example phrases, titles and what people have said; types that are gone are left out."""
    from bot.assistant.classifier import Classifier, background

    return Classifier(_examples(given), background(), given.titles)


def delicate(given: Subject) -> "Delicate":
    """What sounds delicate, from phrases of our own, what people have marked, and everyday requests."""
    from bot.assistant.delicate import Delicate

    return Delicate([text for text, name in _examples(given) if name in given.everyday], given.lessons.marked)


def _examples(given: Subject) -> list[tuple[str, str]]:
    names = {name for _, name in given.titles}
    return [*given.examples, *((text, name) for text, _, name in given.lessons.confirmed if name in names)]


def index(given: Subject) -> "Index":
    from bot.assistant.retrieval import Index

    return Index(given.articles, given.lessons.questions, given.lessons.answered)


def learn(given: Subject) -> Learned:
    """Learn here and now; it takes seconds, and minutes where there is much."""
    return Learned(classifier(given), delicate(given), index(given))


async def in_child(given: Subject, seconds: float = SECONDS) -> Learned:
    """Learn in a child, at a low priority. Raises `LearningFailed`; a caller that is cancelled ends the child."""
    asked = await asyncio.to_thread(pickle.dumps, given)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.assistant.training", cwd=_ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(seconds):
            answer, _ = await child.communicate(asked)
    except TimeoutError:
        raise LearningFailed(f"not done after {seconds:.0f} seconds") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        raise LearningFailed(f"ended with {child.returncode}")
    return await _read(answer)


async def _read(answer: bytes) -> Learned:
    """Part by part, each in a thread: one large one would hold up the event loop for as long as it is unpacked."""
    with undisturbed():
        told: list[tuple[type[object], dict[str, bytes]]] = await asyncio.to_thread(pickle.loads, answer)
        made: list[Any] = []
        for kind, parts in told:
            made.append(object.__new__(kind))
            for name, part in parts.items():
                setattr(made[-1], name, await asyncio.to_thread(pickle.loads, part))
        return Learned(*made)


def _apart(made: object) -> tuple[type[object], dict[str, bytes]]:
    """What `_read` puts together again."""
    return type(made), {name: pickle.dumps(part) for name, part in vars(made).items()}


def main() -> None:
    """The child: lessons in, what was learned out."""
    os.nice(10)
    learned = learn(pickle.load(sys.stdin.buffer))  # noqa: S301 - our own parent wrote it
    parts = [_apart(one) for one in (learned.classifier, learned.delicate, learned.index)]
    sys.stdout.buffer.write(pickle.dumps(parts))


if __name__ == "__main__":
    main()
