"""What the embedded assistant costs at 1,000 articles and 20,000 past tickets: time, memory, and pauses of the loop.

`python -m tests.benchmarks.embedded` measures once, in its own process, and prints one line of JSON. Articles and
tickets are made up, from a seed.
"""

import asyncio
import gc
import json
import os
import random
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from itertools import accumulate, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Final, TypeVar

from bot.assistant import Embedded
from bot.assistant.undisturbed import load_libraries
from bot.cli import shop
from bot.desk import load
from bot.domain.article import Article
from bot.domain.case import Case
from bot.domain.desk import Desk, RequestType
from bot.domain.lessons import Lessons
from bot.domain.message import Message
from bot.domain.people import Customer
from bot.domain.triage import Guess
from tests.benchmarks.startup import resident

ARTICLES: Final = 1_000
PAST: Final = 20_000
TICKETS: Final = 150
T = TypeVar("T")
TODAY: Final = date(2026, 11, 24)
_ROOT: Final = Path(__file__).parents[2]
_SYLLABLES: Final = (
    *("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru"),
    *("sa", "te", "vi", "zo", "ka", "lin", "mar", "ton", "der", "est"),
)
_CUSTOMER: Final = Customer(
    id=1, external_id="c-1", name="Jo Doe", email="jo@mail.example", email_verified=True, segment="", value=None,
    language="en",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds, seconds and MiB of one process. Pauses are the longest wait of a loop beyond what it slept."""

    bare: float  # BM25 over the same articles and one logistic regression, for the same tickets
    ticket: float
    ticket_p95: float
    with_past: float
    with_past_p95: float
    index_seconds: float
    past_seconds: float  # the index with past tickets in it
    training_seconds: float
    before_mib: float | None
    learned_mib: float | None
    past_mib: float | None
    idle_pause: float
    learning_pause: float  # while it learns in its own process
    child_pause: float  # while it learns in a child, and takes over what that has learned
    preparing_pause: float
    preparing_pause_p99: float


def measure(times: int = 3) -> list[Cost]:
    """As many processes one after the other; libraries get one thread each."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tests.benchmarks.embedded"]
    told = [
        subprocess.run(command, cwd=_ROOT, env=environment, check=True, capture_output=True, text=True).stdout
        for _ in range(times)
    ]
    return [Cost(**json.loads(one.splitlines()[-1])) for one in told]


class Words:
    """Words that no language has, few of them common and most of them rare, and sentences of them."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = ["".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(2, 4))) for _ in range(8_000)]
        self._weights = list(accumulate(1 / place for place in range(1, len(self._words) + 1)))

    def some(self, count: int) -> str:
        return " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=count))

    def sentences(self, count: int) -> str:
        return " ".join(f"{self.some(12).capitalize()}." for _ in range(count))


def desk_of(count: int) -> Desk:
    """The example shop with made-up articles beside its own, `count` in all."""
    desk, words = load(shop.DESK, TODAY), Words(1)
    made = [
        Article(id=f"made-{number}", title=words.some(5), owner="@nadia", checked=TODAY, valid_until=date.max,
                audience="customer", body="\n\n".join(words.sentences(3) for _ in range(4)))
        for number in range(count - len(desk.articles))
    ]  # fmt: skip
    return desk.model_copy(update={"articles": (*desk.articles, *made)})


def past_of(desk: Desk, count: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """Past tickets of some sixty words, each with the article that answered it."""
    words, chance = Words(2), random.Random(2)
    return [(words.sentences(5), "en", (chance.choice(desk.articles).id,)) for _ in range(count)]


def cases_of(desk: Desk, count: int) -> list[Case]:
    """Tickets of an example phrase and five more sentences, in turn of each type that gets suggestions."""
    words = Words(3)
    types = [kind for kind in desk.file.types if kind.drafts == "suggest" and kind.examples.get("en")]
    return list(islice(_cases(desk, words, types), count))


def _cases(desk: Desk, words: Words, types: list[RequestType]) -> Iterator[Case]:
    number = 0
    while True:
        kind = types[number % len(types)]
        said = kind.examples["en"]
        body = f"{words.sentences(2)} {said[number // len(types) % len(said)]} {words.sentences(3)}"
        number += 1
        message = Message(id=number, ticket_id=number, author="customer", author_name="Jo Doe", body=body,
                          public=True, at=datetime(2026, 11, 24, tzinfo=UTC))  # fmt: skip
        yield Case(desk=desk, ticket_id=number, subject=words.some(3), messages=(message,), language="en",
                   team_language="en", customer=_CUSTOMER, type=kind, type_certain=True,
                   guess=Guess(kind.name, 0.9), level="none", classes=(), records=(), today=TODAY)  # fmt: skip


async def _each(engine: Embedded, cases: list[Case]) -> list[float]:
    """Milliseconds of each ticket: type, delicate matters, search, summary and draft."""
    found = []
    for case in cases:
        began = perf_counter()
        await engine.classify(f"{case.subject}\n{case.messages[0].body}", "en")
        await engine.suggest(case)
        found.append(1_000 * (perf_counter() - began))
    return found


async def _pauses(work: Callable[[], Awaitable[object]]) -> list[float]:
    """Milliseconds by which each sleep of one was too long, while `work` ran."""
    found: list[float] = []

    async def probe() -> None:
        while True:
            began = perf_counter()
            await asyncio.sleep(0.001)
            found.append(1_000 * (perf_counter() - began) - 1)

    probing = asyncio.create_task(probe())
    await work()
    probing.cancel()
    return sorted(found)


def _bare(desk: Desk, cases: list[Case]) -> float:
    import bm25s
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    told = [(text, kind.name) for kind in desk.file.types for text in kind.examples.get("en", ())]
    letters = TfidfVectorizer()
    one = LogisticRegression().fit(letters.fit_transform([text for text, _ in told]), [name for _, name in told])
    index = bm25s.BM25()
    index.index([article.body.lower().split() for article in desk.articles], show_progress=False)
    found = []
    for case in cases:
        began, text = perf_counter(), case.messages[0].body
        one.predict(letters.transform([text]))
        index.get_scores(text.lower().split()).argmax()
        found.append(1_000 * (perf_counter() - began))
    return median(found)


def once() -> Cost:
    """Measure in this process: pauses on every core that there is, then everything else on one."""
    desk = desk_of(ARTICLES)
    past, cases = past_of(desk, PAST), cases_of(desk, TICKETS)
    before, engine = resident(os.getpid()), Embedded(desk)
    gc.collect()
    load_libraries()  # as a worker does before it serves
    idle = asyncio.run(_pauses(lambda: asyncio.sleep(3)))
    learning = asyncio.run(_pauses(engine.warm))
    learned = resident(os.getpid())
    preparing = asyncio.run(_pauses(lambda: _each(engine, cases)))
    in_child = asyncio.run(_pauses(lambda: Embedded(desk).learn(Lessons(answered=tuple(past)))))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from bot.assistant.retrieval import Index

    again = Embedded(desk)
    index_seconds, _ = _timed(again._indexed)
    training_seconds, _ = _timed(again._learned_classifier)
    alone = asyncio.run(_each(again, cases))
    past_seconds, again._index = _timed(lambda: Index(desk.articles, (), past))
    beside = asyncio.run(_each(again, cases))
    return Cost(
        _bare(desk, cases), median(alone), quantiles(alone, n=20)[-1], median(beside), quantiles(beside, n=20)[-1],
        index_seconds, past_seconds, training_seconds, before, learned, resident(os.getpid()),
        idle[-1], learning[-1], in_child[-1], preparing[-1], preparing[int(0.99 * len(preparing))],
    )  # fmt: skip


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = perf_counter()
    made = work()
    return perf_counter() - began, made


if __name__ == "__main__":
    print(json.dumps(asdict(once())))
