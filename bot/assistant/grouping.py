"""Sorts requests into groups that ask for the same, without labels. Heavy: imported where it is asked for.

TF-IDF over words and character n-grams, put on fewer axes (truncated SVD), so that rare words of one meaning come
together; average linkage over a sample; the number of groups is the smallest whose silhouette (Rousseeuw 1987: how much
nearer a text lies to its own group than to the next) comes within a twentieth of the best; k-means from there; each
further text goes to the nearest group (docs/adr/0033).
"""

import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import silhouette_samples, silhouette_score
from sklearn.pipeline import FeatureUnion
from sklearn.preprocessing import normalize

REST: Final = -1
"""The group of what belongs to none."""

SAMPLE: Final = 4000  # texts by which groups are found; linkage needs all their distances
_AXES: Final = 100
_LONGEST: Final = 500  # characters looked at; what is asked stands near the beginning
_TRIED: Final = (2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 27, 33, 40, 50, 62, 75, 90, 110, 130, 155, 180, 200)
_NEAR: Final = 0.95
_FEWEST: Final = 8  # texts of a sample for each group that is tried
_WORTH: Final = 40  # texts in all for each group that is tried: of much smaller ones there would be nothing to say
_ALWAYS: Final = 6  # groups are tried, however few texts there are
_SMALLEST: Final = 5  # texts; what is smaller goes to the rest
_CHUNK: Final = 5000
_WORD: Final = re.compile(r"\w+")
_NUMBER: Final = re.compile(r"#?\b\d[\d.,/:-]*\b")

#: Called with how many texts are done.
Show = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Grouped:
    """`groups[i]` is the group of text i, `REST` where it has none; numbered from 0, the largest first.

    `nearness[i]` says how near a text lies to the middle of its group (1: there). `kept_together` is each group's mean
    silhouette, over the sample. `tried` holds each number of groups with its silhouette.
    """

    groups: Any
    nearness: Any
    kept_together: tuple[float, ...]
    tried: tuple[tuple[int, float], ...] = ()

    def members(self, group: int) -> list[int]:
        """The places of a group's texts, those in its middle first."""
        places = np.flatnonzero(self.groups == group)
        return [int(place) for place in places[np.lexsort((places, -self.nearness[places]))]]


def group(texts: Sequence[str], *, seed: int = 7, number: int | None = None, show: Show = lambda done: None) -> Grouped:
    """The groups of `texts`; the same texts, order and seed give the same groups. `number` fixes how many are sought.

    Under 16 texts, or where none has a word, all belong to the rest.
    """
    plain = [_plain(text) for text in texts]
    sample = np.sort(np.random.default_rng(seed).permutation(len(plain))[:SAMPLE])
    axes = _axes([plain[place] for place in sample], seed) if len(plain) >= 2 * _FEWEST else None
    if axes is None:
        return Grouped(np.full(len(plain), REST), np.zeros(len(plain)), ())
    points = np.vstack([_placed(axes, plain, start, show) for start in range(0, len(plain), _CHUNK)])
    known = points[sample]
    known = known[np.linalg.norm(known, axis=1) > 0]
    if len(known) < 2 * _FEWEST:
        return Grouped(np.full(len(plain), REST), np.zeros(len(plain)), ())
    most = max(_ALWAYS, len(texts) // _WORTH)
    middles, tried = _middles(known, number, most, seed)
    near = points @ middles.T
    groups, nearness = near.argmax(axis=1), near.max(axis=1)
    groups[np.linalg.norm(points, axis=1) == 0] = REST
    return _ordered(groups, nearness, points, sample, tried)


def _plain(text: str) -> str:
    """Small letters, plain apostrophes, and every number the same: which order it is says nothing about the request."""
    return " ".join(_NUMBER.sub(" # ", text[:_LONGEST].replace("’", "'").lower()).split())


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _axes(texts: list[str], seed: int) -> tuple[Any, Any] | None:
    rare = 2 if len(texts) >= 200 else 1
    features = FeatureUnion(
        [
            ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=rare, tokenizer=_words,
                                      token_pattern=None)),
            ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=rare + 1,
                                        max_features=40_000)),
        ]
    )  # fmt: skip
    try:
        rows = features.fit_transform(texts)
    except ValueError:  # no word, or none that stands in two texts
        return None
    axes = min(_AXES, rows.shape[0] - 1, rows.shape[1] - 1)
    if axes < 2 or rows.nnz == 0:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):  # texts that are all the same vary in nothing
        return features, TruncatedSVD(axes, n_iter=3, random_state=seed).fit(rows)


def _placed(axes: tuple[Any, Any], texts: Sequence[str], start: int, show: Show) -> Any:
    features, reduced = axes
    points = normalize(reduced.transform(features.transform(texts[start : start + _CHUNK]))).astype(np.float32)
    show(min(start + _CHUNK, len(texts)))
    return points


def _middles(known: Any, number: int | None, most: int, seed: int) -> tuple[Any, tuple[tuple[int, float], ...]]:
    """The middles of the chosen groups, and what was tried."""
    tree = AgglomerativeClustering(2, metric="cosine", linkage="average", compute_full_tree=True).fit(known)
    wanted = [number] if number else [one for one in _TRIED if one <= min(most, max(2, len(known) // _FEWEST))]
    tried: list[tuple[int, float]] = []
    found = {}
    for many in wanted:
        found[many] = _refined(known, _cut(tree.children_, len(known), min(many, len(known) - 1)), seed)
        tried.append((many, round(_silhouette(known, found[many].labels_, seed), 4)))
    best = max(silhouette for _, silhouette in tried)
    chosen = next(many for many, silhouette in tried if silhouette >= _NEAR * best or silhouette == best)
    return normalize(found[chosen].cluster_centers_), tuple(tried)


def _cut(children: Any, leaves: int, many: int) -> Any:
    """The tree of the linkage, cut so that so many branches are left: the branch of each leaf."""
    branch = list(range(2 * leaves - 1))
    for step, (left, right) in enumerate(children[: leaves - many]):
        branch[left] = branch[right] = leaves + step
    for node in range(2 * leaves - 2, -1, -1):  # a parent has a higher number than its children
        branch[node] = branch[branch[node]] if branch[node] != node else node
    return np.unique(branch[:leaves], return_inverse=True)[1]


def _refined(known: Any, labels: Any, seed: int) -> Any:
    """k-means from the middles of these branches: single far texts no longer make a group of their own."""
    middles = np.vstack([known[labels == one].mean(axis=0) for one in range(labels.max() + 1)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer different texts than groups: some stay empty
        return KMeans(len(middles), init=normalize(middles), n_init=1, max_iter=50, random_state=seed).fit(known)


def _silhouette(known: Any, labels: Any, seed: int) -> float:
    if not 2 <= len(np.unique(labels)) < len(known):
        return -1.0
    return float(silhouette_score(known, labels, metric="cosine", sample_size=min(2000, len(known)), random_state=seed))


def _ordered(groups: Any, nearness: Any, points: Any, sample: Any, tried: tuple[tuple[int, float], ...]) -> Grouped:
    names, counts = np.unique(groups[groups != REST], return_counts=True)
    kept = [int(name) for name, count in sorted(zip(names, counts, strict=True), key=lambda pair: (-pair[1], pair[0]))
            if count >= _SMALLEST]  # fmt: skip
    placed = np.full(len(groups), REST)
    for place, name in enumerate(kept):
        placed[groups == name] = place
    drawn = sample[placed[sample] != REST]
    together = np.zeros(len(kept))
    if len(np.unique(placed[drawn])) >= 2:
        scores = silhouette_samples(points[drawn], placed[drawn], metric="cosine")
        for place in range(len(kept)):
            mine = placed[drawn] == place
            together[place] = scores[mine].mean() if mine.any() else 0.0
    elif len(kept) == 1:
        together[0] = 1.0
    return Grouped(placed, nearness, tuple(float(one) for one in together), tried)
