"""Names the request type of a text, or says that it does not know. Heavy: imported in the worker only.

TF-IDF over words and character n-grams, logistic regression for each type against the rest, and one temperature that
makes the confidence mean what it says: among guesses of 0.8 about 80 % should be right (Guo et al. 2017, "On
Calibration of Modern Neural Networks").
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any, Self

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion

from bot.domain.sentences import split
from bot.domain.statements import statements
from bot.domain.triage import Guess

FEWEST_EXAMPLES = 3
"""A type with fewer example phrases is left to rules and people: there is nothing to calibrate on."""

_NOTHING = ""  # the class of the background
_NUMBER = re.compile(r"#?\b\d[\d.,/:-]*\b")
_WORD = re.compile(r"\w+|#")
_LONGEST = 2000  # characters looked at; what is asked stands near the beginning
_MOST_SENTENCES = 24
_MOST_STATEMENTS = 40  # those beyond, and endless ones, are not understood, so that a person is asked
_SEED = 7


def background() -> tuple[str, ...]:
    """Phrases that belong to no request type, from the file beside this module."""
    lines = (files("bot.assistant") / "background.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


class Classifier:
    """Trained once, then only asked. Asking changes nothing, so that threads may share it."""

    def __init__(self, examples: Iterable[tuple[str, str]], outside: Iterable[str]) -> None:
        """Train on (phrase, type) pairs and on phrases from `outside` of every type.

        The same phrases in any order give the same classifier.
        """
        pairs = {(_normal(text), name) for text, name in examples}
        counts = Counter(name for _, name in pairs)
        rows = sorted(pair for pair in pairs if counts[pair[1]] >= FEWEST_EXAMPLES)
        self._model: CalibratedClassifierCV | None = None
        if rows:
            rows += sorted((text, _NOTHING) for text in {_normal(text) for text in outside})
            self._train([text for text, _ in rows], [name for _, name in rows])

    def _train(self, texts: list[str], names: list[str]) -> None:
        self._features = FeatureUnion(
            [
                ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, tokenizer=_words, token_pattern=None)),
                ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)),
            ]
        )
        rows = self._features.fit_transform(texts)
        fewest = min(Counter(names).values())
        folds = StratifiedKFold(min(5, fewest), shuffle=True, random_state=_SEED)
        # Balanced, because the background has many more phrases than any type.
        one = LogisticRegression(
            C=10.0, solver="liblinear", dual=True, class_weight="balanced", max_iter=200, random_state=_SEED
        )
        self._model = CalibratedClassifierCV(_Stacked(one), method="temperature", cv=folds, ensemble=False)
        self._model.fit(rows, names)

    def guess(self, text: str) -> Guess:
        """The likeliest type with its confidence and the two next; type None where "none of these" is likelier.

        A long text is judged sentence by sentence, and sentences that say much weigh more: greetings and stories do
        not drown the question, and two different requests leave both in doubt. What each statement looks like by
        itself is said too.
        """
        parts = _parts(text)
        if self._model is None or not parts:
            return Guess(None, 0.0)
        said = [one for one in statements(text)[:_MOST_STATEMENTS] if len(one) <= _LONGEST]
        everything = self._model.predict_proba(self._features.transform([*parts, *map(_normal, said)]))
        chances = everything[: len(parts)]
        names = [str(name) for name in self._model.classes_]
        of_types = np.delete(chances, names.index(_NOTHING), axis=1)
        weights = of_types.max(axis=1) ** 2
        combined = (weights @ chances) / weights.sum()
        ranked = sorted(zip(names, combined.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
        best, confidence = ranked[0]
        others = tuple((name, round(chance, 4)) for name, chance in ranked if name not in (_NOTHING, best))[:2]
        looks = {
            statement: (names[int(row.argmax())] or None, round(float(row.max()), 4))
            for statement, row in zip(said, everything[len(parts) :], strict=True)
        }
        return Guess(best or None, round(confidence, 4), others, looks)


class _Stacked(OneVsRestClassifier):  # type: ignore[misc]
    """One against the rest, asked with a single matrix product in place of one call for each type."""

    def fit(self, X: Any, y: Sequence[str], **ignored: Any) -> Self:
        super().fit(X, y)
        self.coef_ = np.vstack([one.coef_ for one in self.estimators_]).T
        self.intercept_ = np.concatenate([one.intercept_ for one in self.estimators_])
        return self

    def decision_function(self, X: Any) -> Any:
        return X @ self.coef_ + self.intercept_


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _parts(text: str) -> list[str]:
    sentences = split(text[:_LONGEST])[:_MOST_SENTENCES]
    return [_normal(sentence) for sentence in sentences if any(letter.isalpha() for letter in sentence)]


def _normal(text: str) -> str:
    """Lower case, plain apostrophes, and every number the same: which order it is says nothing about the request."""
    return " ".join(_NUMBER.sub(" # ", text.replace("’", "'").lower()).split())
