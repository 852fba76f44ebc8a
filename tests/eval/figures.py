"""Whether a changed figure in a quoted sentence is let through: every sentence of 698 bank documents, changed."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

from bot.domain.article import Article
from bot.domain.draft import Evidence, Sentence
from bot.domain.grounding import Sources, check, plain
from bot.domain.sentences import split
from tests.eval.row import Row

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
UNITS = {"day": "week", "week": "month", "month": "day", "year": "month", "hour": "day", "minute": "hour"}
UNIT = re.compile(rf"(?<=\d )({'|'.join(UNITS)})(?=s?\b)")
WORDS = {"two": "three", "three": "four", "five": "seven", "ten": "twelve", "Monday": "Friday", "January": "March"}
WORD = re.compile(rf"\b({'|'.join(WORDS)})\b")
MONEY = re.compile(r"\$(?=\d)")


def rows(data: Path) -> Iterator[Row]:
    """One digit, number, unit, currency or written number changed at a time, in a sentence that cites what it was.

    Sentences as they stand must pass, so that not everything is simply refused.
    """
    planted: Counter[str] = Counter()
    through: Counter[str] = Counter()
    sentences = false = 0
    began = perf_counter()
    chance = random.Random(716)
    for line in (data / "tau2_banking" / "documents.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        article = Article(
            id=document["id"], title=document["title"], owner="@bank", checked=date(2026, 1, 1),
            valid_until=date(2027, 1, 1), audience="customer", body=document["content"],
        )  # fmt: skip
        for quote in split(document["content"]):
            if not re.search(r"\w", plain(quote)):
                continue
            sentences += 1
            false += bool(_flag(article, quote, quote))
            for kind, changed in _changed(quote, chance):
                planted[kind] += 1
                through[kind] += not _flag(article, quote, changed)
    taken = (perf_counter() - began) * 1000 / (sentences + planted.total())
    yield Row(
        part="figures", what="changed figures let through", measured=100 * through.total() / planted.total(),
        baseline=0.0, source="wanted", better="lower", note=f"{through.total()} of {planted.total()}",
    )  # fmt: skip
    for kind in planted:
        yield Row(
            part="figures", what=f"of them: {kind}", measured=100 * through[kind] / planted[kind], baseline=0.0,
            source="wanted", better="lower", note=f"{through[kind]} of {planted[kind]}",
        )  # fmt: skip
    yield Row(
        part="figures", what="sentences as they stand that are flagged", measured=100 * false / sentences, baseline=0.0,
        source="wanted", better="lower", note=f"{false} of {sentences}",
    )  # fmt: skip
    yield Row(part="figures", what="a sentence", measured=taken, unit="ms", better="lower")


def _flag(article: Article, quote: str, text: str) -> str:
    evidence = Evidence(kind="article", id=article.id, version=article.version, quote=quote)
    return check([Sentence(text=text, evidence=(evidence,))], Sources(articles=(article,)))[0].flag


def _changed(quote: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    found = list(FIGURE.finditer(quote))
    if found:
        one = chance.choice(found)
        digit = chance.randrange(one.start(), one.end())
        if quote[digit].isdigit():
            other = chance.choice([figure for figure in "123456789" if figure != quote[digit]])
            yield "a digit", quote[:digit] + other + quote[digit + 1 :]
        if one[0].strip("0.,"):
            larger = one[0].replace(".", "") if "." in one[0] else one[0] + "0"
            yield "a number many times as large", quote[: one.start()] + larger + quote[one.end() :]
    values = list({float(number[0].replace(",", "")): number[0] for number in found}.values())
    if len(values) > 1:
        first, second = chance.sample(values, 2)
        swapped = FIGURE.sub(lambda one: {first: second, second: first}.get(one[0], one[0]), quote)
        if swapped != quote:
            yield "two numbers in each other's place", swapped
    for kind, pattern, table in (("a unit", UNIT, UNITS), ("a written number", WORD, WORDS)):
        if pattern.search(quote):
            yield kind, pattern.sub(lambda one, table=table: table[one[0]], quote, count=1)  # type: ignore[misc]
    if MONEY.search(quote):
        yield "a currency", MONEY.sub("€", quote, count=1)
