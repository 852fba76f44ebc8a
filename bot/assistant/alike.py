"""How far answers to the same kind of request say the same. Heavy: imported where it is asked for."""

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.domain.diagnosis_figures import Alike

MUCH_THE_SAME: Final = 0.5
"""The cosine of two answers' words from which on they say much the same; what all answers have weighs little."""

_MOST: Final = 300  # answers of a group, by which it is judged
_SAMPLE: Final = 20_000
_LONGEST: Final = 2000  # characters
_NUMBER: Final = re.compile(r"\b\w*\d\w*\b")


class Answers:
    """Knows which words weigh little in all answers of a team. Asking changes nothing."""

    def __init__(self, answers: Sequence[str], seed: int = 7) -> None:
        given = [answer for answer in answers if answer]
        chosen = np.random.default_rng(seed).permutation(len(given))[:_SAMPLE]
        self._seed = seed
        self._words: Any = TfidfVectorizer(sublinear_tf=True, preprocessor=_plain)
        try:
            self._words.fit([given[place] for place in sorted(chosen)])
        except ValueError:  # no answer has a word
            self._words = None

    def alike(self, answers: Sequence[str], agents: Sequence[str]) -> Alike:
        """How far the answers of one group, each with its agent or "", say the same; an empty one is not known."""
        places = [place for place, answer in enumerate(answers) if answer.strip()]
        if self._words is None or len(places) < 2:
            return Alike(len(places), None, None)
        drawn = np.sort(np.random.default_rng(self._seed).permutation(len(places))[:_MOST])
        mine = [places[place] for place in drawn]
        rows = self._words.transform([answers[place] for place in mine])
        same = (rows @ rows.T).toarray() >= MUCH_THE_SAME
        np.fill_diagonal(same, False)
        by = np.array([agents[place] for place in mine])
        pairs = (by[:, None] != by[None, :]) & (by != "")[:, None] & (by != "")[None, :]
        like = same.sum(axis=1) / (len(mine) - 1)
        best = int(like.argmax())
        alike = float(same[pairs].mean()) if pairs.any() else None
        return Alike(len(places), alike, float(like[best]), mine[best])


def _plain(text: str) -> str:
    return _NUMBER.sub(" ", text[:_LONGEST].lower())
