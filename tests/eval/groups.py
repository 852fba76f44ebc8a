"""Groups of `diagnose` against labels that it never sees, beside plain k-means that is told how many there are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score

from bot.assistant.grouping import group
from tests.eval.row import Row
from tests.eval.sets import Labelled, bitext, clinc, labelled_complaints

_SEED: Final = 7


def rows(data: Path) -> Iterator[Row]:
    """All texts of a set, learned from and asked about at once: nothing of the labels is used but to compare."""
    for name, requests in (("bitext", bitext(data)), ("CLINC150", clinc(data))):
        yield from _set(name, (*requests.train, *requests.test))
    yield from _set("CFPB", labelled_complaints(data))


def _set(name: str, given: Sequence[Labelled]) -> Iterator[Row]:
    texts, labels = [text for text, _ in given], [label for _, label in given]
    many = len(set(labels))
    began = perf_counter()
    found = group(texts, seed=_SEED)
    taken = perf_counter() - began
    own = len(found.kept_together)
    bare = TfidfVectorizer().fit_transform(texts)
    told = KMeans(many, n_init=1, random_state=_SEED).fit_predict(bare)
    blind = KMeans(max(own, 2), n_init=1, random_state=_SEED).fit_predict(bare)
    base = adjusted_rand_score(labels, told)
    yield Row(part="groups", what=f"{name}, adjusted Rand index", unit="", baseline=base,
              measured=adjusted_rand_score(labels, found.groups), source=f"k-means on TF-IDF, told {many}",
              note=f"{own} groups found, {many} labels, {len(texts)} texts, {taken:.0f} s")  # fmt: skip
    yield Row(part="groups", what=f"{name}, at as many groups as the baseline", unit="", baseline=base,
              measured=adjusted_rand_score(labels, group(texts, seed=_SEED, number=many).groups),
              source=f"k-means on TF-IDF, told {many}")  # fmt: skip
    yield Row(part="groups", what=f"{name}, the baseline at as many groups as were found", unit="",
              measured=adjusted_rand_score(labels, blind))  # fmt: skip
    yield Row(part="groups", what=f"{name}, requests in a group that is mostly of their label",
              measured=100 * purity(labels, found.groups), baseline=100 * purity(labels, told),
              source="the same")  # fmt: skip


def purity(labels: Sequence[str], groups: Sequence[Any]) -> float:
    """The share of texts whose label is that of most texts in their group."""
    found: dict[Any, Counter[str]] = {}
    for label, one in zip(labels, groups, strict=True):
        found.setdefault(int(one), Counter())[label] += 1
    return sum(counts.most_common(1)[0][1] for counts in found.values()) / len(labels)
