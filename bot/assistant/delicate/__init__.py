"""Hears what is delicate between the lines. Heavy: imported in the worker only.

Word lists (`bot.domain.sensitivity_words`) find what is said by name. This finds what is said otherwise, by its
likeness to phrases of our own writing in four languages and to what people have marked. Both count: nothing that one of
them has seen is taken back by the other (docs/adr/0022).
"""

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from bot.assistant.classifier import background, splits
from bot.domain.phrases import fold
from bot.domain.sensitivity import WARY
from bot.domain.sentences import split
from bot.domain.statements import LEAST, polite

LANGUAGES: Final = ("en", "fr", "de", "es")
_EVERYDAY: Final = "everyday"  # requests of other trades, in all four languages
_ORDINARY: Final = "none"
_NUMBER: Final = re.compile(r"#?\b\d[\d.,/:-]*\b")
_TOKEN: Final = re.compile(r"\w+|#")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 4000  # characters looked at
_MOST_SENTENCES: Final = 60
_MOST_CLASSES: Final = 3
_SEED: Final = 7
#: A miss may be a wrong answer, a false alarm is a look: ears that a team has taught ring from the lowest chance, of
#: those between `_WARIEST` and `WARY`, that at most so many of the team's own everyday texts reach (docs/adr/0022).
_FALSE_ALARMS: Final = 0.05
_WARIEST: Final = 0.2
_FEWEST: Final = 200  # of these texts; fewer say little about it


def phrases() -> list[tuple[str, str]]:
    """(phrase, class) from the files beside this module; the class of ordinary ones is empty."""
    found: list[tuple[str, str]] = []
    for file in (*LANGUAGES, _EVERYDAY):
        name = ""
        for line in (files(__name__) / f"{file}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                name = line.strip("[]")
            elif line and not line.startswith("#"):
                found.append((line, "" if name == _ORDINARY else name))
    return found


class Delicate:
    """Trained once, then only asked; threads may share it, and it can be pickled."""

    def __init__(self, ordinary: Iterable[str], decided: Iterable[tuple[str, str]] = ()) -> None:
        """`ordinary` are phrases of everyday requests, such as the desk's examples. `decided` are (text, class) that
        people have marked as delicate, or taken such a mark back from (an empty class).

        The same phrases in any order give the same ears.
        """
        marked = list(decided)
        everyday = {_normal(text) for text in [*ordinary, *(text for text, name in marked if not name)]}
        told = {(_normal(text), name) for text, name in [*phrases(), *marked]}
        told |= {(text, "") for text in [*everyday, *map(_normal, background())]}
        rows = sorted(pair for pair in told if pair[0])
        self._features = FeatureUnion(
            [
                ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, tokenizer=_words, token_pattern=None)),
                ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)),
            ]
        )
        vectors = self._features.fit_transform([text for text, _ in rows])
        names = np.array([name for _, name in rows])
        fitted = _fitted(vectors, names != "")
        self._weights, self._bias = fitted.coef_[0], float(fitted.intercept_[0])
        own = np.array([text in everyday for text, _ in rows])
        self._wary = _wary(vectors, names != "", own) if marked else WARY
        self._names: tuple[str, ...] = tuple(str(name) for name in np.unique(names[names != ""]))
        self._centres = np.vstack([_centre(vectors[names == name]) for name in self._names])

    def chances(self, text: str) -> tuple[tuple[str, float], ...]:
        """Classes that a sentence of `text` sounds like, each with the chance that it is delicate, the likeliest first.

        A sentence is named by the class whose phrases it is likest to; the name is a guess even where the chance is
        high. From where these ears ring on it is told as `WARY` at least. Sentences of less than four words (names,
        headings, addresses) are left out, unless there is nothing else; politeness is always.
        """
        sentences = _sentences(text)
        if not sentences:
            return ()
        vectors = self._features.transform(sentences)
        chances = 1.0 / (1.0 + np.exp(-(vectors @ self._weights + self._bias)))
        likest = (vectors @ self._centres.T).argmax(axis=1)
        found: dict[str, float] = {}
        for place, chance in zip(likest.tolist(), chances.tolist(), strict=True):
            name = self._names[place]
            told = max(chance, WARY) if chance >= self._wary else chance
            found[name] = max(found.get(name, 0.0), round(told, 4))
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(ranked[:_MOST_CLASSES])


def _fitted(vectors: Any, delicate: Any) -> Any:
    return LogisticRegression(C=10.0, solver="liblinear", class_weight="balanced", random_state=_SEED).fit(
        vectors, delicate
    )


def _wary(vectors: Any, delicate: Any, own: Any) -> float:
    """The chance from which ears ring, by what everyday texts of the team's `own` sound like that were held out."""
    heard: list[float] = []
    for known, held in splits(delicate):
        fitted = _fitted(vectors[known], delicate[known])
        heard += fitted.predict_proba(vectors[held[own[held] & ~delicate[held]]])[:, 1].tolist()
    return float(np.clip(np.quantile(heard, 1 - _FALSE_ALARMS), _WARIEST, WARY)) if len(heard) >= _FEWEST else WARY


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _centre(vectors: Any) -> Any:
    mean = np.asarray(vectors.mean(axis=0)).ravel()
    return mean / (np.linalg.norm(mean) or 1.0)


def _sentences(text: str) -> Sequence[str]:
    every = [one for one in split(text[:_LONGEST])[:_MOST_SENTENCES] if not polite(one)]
    long = [sentence for sentence in every if len(_WORD.findall(sentence)) >= LEAST]
    return [_normal(sentence) for sentence in long or [one for one in every if _WORD.search(one)]]


def _normal(text: str) -> str:
    """Small letters without accents, and every number the same."""
    return " ".join(_NUMBER.sub(" # ", fold(text)).split())
