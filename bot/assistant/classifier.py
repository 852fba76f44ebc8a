"""Names the request type of a text, or says that it does not know. Heavy: imported in the worker only.

TF-IDF over words, what they mean and character n-grams, logistic regression for each type against the rest, and one
temperature that makes the confidence mean what it says: among guesses of 0.8 about 80 % should be right (Guo et al.
2017, "On Calibration of Modern Neural Networks").
"None of these" is learned from background phrases, and is said too where no type recognises the text.

The weights, the usual temperature and the floor were tried on CLINC150's validation texts and on training texts of
Bitext that were held back, never on the texts that docs/assistant-measured.md reports. What was alike there was decided
by the golden tickets.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, StratifiedShuffleSplit
from sklearn.pipeline import FeatureUnion

from bot.assistant.senses import sense
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
_MANY = 3000  # phrases
# Few examples seldom share words; meanings and letters say what is alike all the same.
_WEIGHTS = {"words": 0.6, "senses": 1.2, "letters": 1.5}
_STRANGE = 0.04
_USUAL = 1.2  # temperature: near it lay what was best with 3, 5 and 10 examples a type
_FEW = 1500  # phrases held out that say as much about it
_HEATS = np.exp(np.linspace(-2.0, 3.0, 80))


def background() -> tuple[str, ...]:
    """Phrases that belong to no request type, from the file beside this module."""
    lines = (files("bot.assistant") / "background.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


class Classifier:
    """Trained once, then only asked. Asking changes nothing, so that threads may share it; it can be pickled."""

    def __init__(
        self, examples: Iterable[tuple[str, str]], outside: Iterable[str], titles: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Train on (phrase, type) pairs, on phrases from `outside` of every type, and on (title, type) pairs.

        A title is one more phrase of a type that has examples enough. The same phrases in any order give the same
        classifier.
        """
        pairs = _pairs(examples)
        counts = Counter(name for _, name in pairs)
        rows = sorted(pair for pair in pairs if counts[pair[1]] >= FEWEST_EXAMPLES)
        self._names: tuple[str, ...] = ()
        if rows:
            rows += sorted((text, _NOTHING) for text in {_normal(text) for text in outside})
            named = sorted(pair for pair in _pairs(titles) - pairs if counts[pair[1]] >= FEWEST_EXAMPLES)
            self._train(rows + named, len(rows))

    def _train(self, pairs: Sequence[tuple[str, str]], phrases: int) -> None:
        """The first `phrases` of the pairs are such as customers write, so that confidence is measured on them."""
        self._features = FeatureUnion(
            [
                ("words", _tfidf(_words)),
                ("senses", _tfidf(_senses)),
                ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)),
            ],
            transformer_weights=_WEIGHTS,
        )
        rows, names = self._features.fit_transform([text for text, _ in pairs]), np.array([name for _, name in pairs])
        self._names = tuple(str(name) for name in np.unique(names))
        self._floor, self._heat = _calibrated(*_held_out(rows, names, phrases))
        weights, bias = _fitted(rows, names)
        # In the order in which a row is multiplied with it: a transposed one would be copied for every question.
        self._weights, self._bias = np.ascontiguousarray(weights, dtype=np.float32), bias

    def _chances(self, texts: Sequence[str]) -> Any:
        rows = self._features.transform(texts).astype(np.float32)
        return _chances(rows @ self._weights + self._bias, self._floor, self._heat)

    def guess(self, text: str) -> Guess:
        """The likeliest type with its confidence and the two next; type None where "none of these" is likelier.

        A long text is judged sentence by sentence, and sentences that say much weigh more: greetings and stories do
        not drown the question, and two different requests leave both in doubt. What each statement looks like by
        itself is said too.
        """
        parts = _parts(text)
        if not self._names or not parts:
            return Guess(None, 0.0)
        said = [one for one in statements(text)[:_MOST_STATEMENTS] if len(one) <= _LONGEST]
        everything = self._chances([*parts, *map(_normal, said)])
        chances, names = everything[: len(parts)], self._names
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


def _fitted(rows: Any, names: Any) -> tuple[Any, Any]:
    """Weights (feature x type) and biases of one type against the rest, in the order of the sorted names."""
    # Balanced, because the background has many more phrases than any type.
    one = LogisticRegression(
        C=10.0, solver="liblinear", dual=True, class_weight="balanced", tol=0.1, random_state=_SEED
    )
    found = [clone(one).fit(rows, names == name) for name in np.unique(names)]
    return np.vstack([one.coef_ for one in found]).T, np.concatenate([one.intercept_ for one in found])


def _calibrated(scores: Any, true: Any) -> tuple[float, float]:
    """The floor of "none of these" and the temperature, from the scores of phrases that were held out.

    The floor is what one in twenty-five of a type's own phrases does not reach: where no type says more, none is meant,
    and the balance of the rest is no reason to name one. The temperature is taken from phrases for which a type is
    named, since it is a named type's confidence that people read. Few phrases say little about it: it then stays near
    the usual one.
    """
    own = true > 0
    floor = min(0.0, float(np.quantile(scores[own][:, 1:].max(axis=1), _STRANGE)))
    named = scores[:, 1:].max(axis=1) > np.maximum(scores[:, 0], floor)
    sure, right = scores[named], true[named]
    losses = [-np.log(_chances(sure, floor, heat)[np.arange(len(right)), right] + 1e-12).sum() for heat in _HEATS]
    share = own.sum() / (own.sum() + _FEW) if named.any() else 0.0
    return floor, float(_HEATS[int(np.argmin(losses))] ** share * _USUAL ** (1 - share))


def _chances(scores: Any, floor: float, heat: float) -> Any:
    """Confidence in each class, "none of these" first; what is said of a text adds up to one."""
    heated = scores * heat
    heated[:, 0] = np.logaddexp(heated[:, 0], floor * heat)
    heated = np.exp(heated - heated.max(axis=1, keepdims=True))
    return heated / heated.sum(axis=1, keepdims=True)


def _held_out(rows: Any, names: Any, phrases: int) -> tuple[Any, Any]:
    """What phrases score of which the weights know nothing, and the place of each one's type among the sorted names."""
    scores, right, order = [], [], np.unique(names)
    titles = np.arange(phrases, len(names))
    for rest, held in splits(names[:phrases]):
        known = np.concatenate([rest, titles])
        weights, bias = _fitted(rows[known], names[known])
        scores.append(rows[held] @ weights + bias)
        right.append(np.searchsorted(order, names[held]))
    return np.vstack(scores), np.concatenate(right)


def splits(names: Any) -> Any:
    """Places to learn from, and places held out: every place once, and of each class its share. With many phrases one
    part of them is enough, and five trainings would take long."""
    if len(names) > _MANY:
        return StratifiedShuffleSplit(1, test_size=0.15, random_state=_SEED).split(names, names)
    fewest = min(Counter(names.tolist()).values())
    return StratifiedKFold(min(5, fewest), shuffle=True, random_state=_SEED).split(names, names)


def _pairs(told: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(_normal(text), name) for text, name in told}


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _senses(text: str) -> list[str]:
    return [sense(word) for word in _words(text)]


def _tfidf(tokens: Callable[[str], list[str]]) -> TfidfVectorizer:
    """Of single ones and of two that follow each other."""
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, tokenizer=tokens, token_pattern=None)


def _parts(text: str) -> list[str]:
    sentences = split(text[:_LONGEST])[:_MOST_SENTENCES]
    return [_normal(sentence) for sentence in sentences if any(letter.isalpha() for letter in sentence)]


def _normal(text: str) -> str:
    """Lower case, plain apostrophes, and every number the same: which order it is says nothing about the request."""
    return " ".join(_NUMBER.sub(" # ", text.replace("’", "'").lower()).split())
