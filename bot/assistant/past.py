"""What answered the nearest past tickets. Heavy: imported in the worker only.

In real support most questions have been answered before: how often an article was sent says much of what will be sent
next, and what was sent to the likest tickets says more.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from bot.domain.article import Article

RRF = 60  # Cormack et al. 2009, "Reciprocal Rank Fusion"
_SMOOTHING = 10  # as for BM25, so that neither list drowns the other
_NEAREST = 30
_POPULAR = 0.1  # of one vote: decides between articles that the nearest tickets speak for alike
_FEATURES = 2**18  # words are hashed: no vocabulary to keep


class Past:
    """Built once over past tickets, then only asked."""

    def __init__(self, told: Sequence[tuple[list[str], tuple[str, ...]]], articles: Sequence[Article]) -> None:
        """`told` are the words of each ticket and the ids of the articles that its reply cited."""
        places: dict[str, list[int]] = {}
        for place, article in enumerate(articles):
            places.setdefault(article.id, []).append(place)
        kept = [(words, [p for name in cited for p in places.get(name, ())]) for words, cited in told]
        kept = [(words, cited) for words, cited in kept if words and cited]
        self._size, self._cited = len(articles), [cited for _, cited in kept]
        if not kept:
            return
        counts = np.zeros(len(articles))
        for cited in self._cited:
            counts[cited] += 1
        self._popular = _POPULAR * counts / counts.max()
        self._words = HashingVectorizer(
            analyzer=_same, n_features=_FEATURES, norm=None, alternate_sign=False, dtype=np.float32
        )
        self._weights = TfidfTransformer(sublinear_tf=True)
        # By word, so that a question only touches the tickets that share one with it.
        self._tickets = self._weights.fit_transform(self._words.transform([words for words, _ in kept])).T.tocsr()

    def votes(self, words: list[str]) -> Any:
        """For each article what the nearest past tickets say for it, as a rank; zeros where there are none."""
        if not self._cited or not words:
            return np.zeros(self._size)
        likeness = (self._weights.transform(self._words.transform([words])) @ self._tickets).toarray()[0]
        nearest = np.argsort(-likeness, kind="stable")[:_NEAREST]
        found = self._popular.copy()
        for place in nearest:
            found[self._cited[place]] += likeness[place] ** 2
        return ranks(found, _SMOOTHING)


def ranks(scores: Any, smoothing: int = RRF) -> Any:
    """1 / (smoothing + rank) for everything that scored at all; equal scores share the better rank."""
    rounded = np.round(scores, 5)
    better = len(rounded) - np.searchsorted(np.sort(rounded), rounded, side="right")
    return np.where(rounded > 0, 1.0 / (smoothing + 1 + better), 0.0)


def _same(words: list[str]) -> list[str]:
    return words
