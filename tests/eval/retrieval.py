"""Retrieval on long tickets: whether an article that is needed stands among the first found."""

from collections.abc import Iterator, Set
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from bot.assistant.retrieval import Index
from bot.domain.article import Article
from tests.eval.row import Row
from tests.eval.sets import Requests, banking, clinc, drawn

#: ASSIST.md C2, tau2's bank: BM25 for each sentence, fused by reciprocal rank.
BASELINES: Final = {1: 40.2, 5: 79.4, 10: 85.6}
MEAN_RECIPROCAL_RANK: Final = 0.56
SOURCE: Final = "ASSIST.md C2"
TODAY: Final = date(2026, 1, 1)


def rows(data: Path) -> Iterator[Row]:
    documents, wanted = banking(data)
    index = Index([_article(document) for document in documents])
    ranks = [_rank(index, text, needed) for text, needed in wanted]
    for depth, baseline in BASELINES.items():
        found = 100 * fmean(0 < rank <= depth for rank in ranks)
        yield Row(part="retrieval", what=f"tau2 bank, recall@{depth}", measured=round(found, 1), baseline=baseline,
                  source=SOURCE, note=f"{len(documents)} documents, {len(wanted)} tickets")  # fmt: skip
    mean = fmean(1 / rank if rank else 0.0 for rank in ranks)
    yield Row(part="retrieval", what="tau2 bank, MRR", measured=round(mean, 2), unit="", baseline=MEAN_RECIPROCAL_RANK,
              source=SOURCE)  # fmt: skip
    yield from _learning(clinc(data))


def _learning(requests: Requests) -> Iterator[Row]:
    """What the articles gain by the questions that they have answered and by past tickets: an article for each type of
    CLINC150, of which only the title says what it is about."""
    names = sorted({name for _, name in requests.train})
    articles = [_article({"id": name, "title": name.replace("_", " "), "content": "See here."}) for name in names]
    pool = drawn(requests.train, 40, seed=1)
    past = [(text, "en", (name,)) for text, name in pool[::3]]
    for what, questions, known in (
        ("titles alone", 0, []),
        ("3 learned questions", 3, []),
        ("10 learned questions", 10, []),
        (f"{len(past):,} past tickets", 0, past),
        (f"10 learned questions, {len(past):,} past tickets", 10, past),
    ):
        learned = [(name, "en", text) for text, name in drawn(requests.train, questions, seed=2)]
        index = Index(articles, learned, known)
        right = fmean(_rank(index, text, {name}) == 1 for text, name in requests.test[::8])
        yield Row(part="retrieval", what=f"CLINC150 as articles, {what}, recall@1", measured=round(100 * right, 1))


def _rank(index: Index, text: str, needed: Set[str]) -> int:
    """At which place the first document that is needed stands; 0 where it is not among thirty."""
    found = [hit.article.id for hit in index.search(text, "en", TODAY, most=30)]
    return next((place for place, name in enumerate(found, start=1) if name in needed), 0)


def _article(document: dict[str, Any]) -> Article:
    return Article(
        id=document["id"],
        version=1,
        title=document["title"],
        body=document["content"],
        language="en",
        audience="internal",
        owner="",
        checked=TODAY,
        valid_until=date.max,
    )
