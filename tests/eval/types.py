"""Request types: how often the classifier names the right one, and whether its confidence means what it says.

It is trained as a desk's is: with the title of each type, which in these sets is its name in words. The baselines knew
no titles; so with the fewest examples it is measured without them too. Which examples are drawn makes a difference of
points there, and the baselines' draws are not known: so their recipe is measured on ours as well.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Final

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from bot.assistant.classifier import Classifier, background
from bot.domain.triage import Guess
from tests.eval.row import Row
from tests.eval.sets import Labelled, Requests, bitext, clinc, drawn

SEEDS: Final = 3
FEWEST: Final = 3
BINS: Final = 15
#: ASSIST.md C1, word + char LogReg, at 3, 5, 10 examples a type and on all of them.
BASELINES: Final = {"CLINC150": (67.0, 73.0, 82.5, 92.5), "bitext": (72.8, 77.7, 88.8, 99.8)}
#: ASSIST.md C5: what a threshold of 0.5 and of 0.7 rejects of what is out of scope, and keeps of the rest.
OUTSIDE: Final = {0.5: (85.9, 91.1), 0.7: (91.8, 84.3)}
SOURCE: Final = "ASSIST.md C1"


def rows(data: Path) -> Iterator[Row]:
    yield from _set("CLINC150", clinc(data))
    yield from _set("bitext", bitext(data))


def _set(name: str, requests: Requests) -> Iterator[Row]:
    """With few examples at each of the seeds. Every text is asked: of fewer, confidence looks wrong by chance alone."""
    asked = requests.test
    for most, baseline in zip((3, 5, 10), BASELINES[name], strict=False):
        draws = [drawn(requests.train, most, seed) for seed in range(SEEDS)]
        tries = [_asked(examples, asked, titles(examples)) for examples in draws]
        note = f"{SEEDS} draws; {_none(tries):.1f} % first answered with none of these"
        right = fmean(_accuracy(guesses, asked) for guesses in tries)
        yield Row(part="types", what=f"{name}, {most} examples a type", measured=right, baseline=baseline,
                  source=SOURCE, note=note)  # fmt: skip
        error = fmean(calibration_error(guesses, asked) for guesses in tries)
        yield Row(part="types", what=f"{name}, {most} examples, ECE", measured=error, unit="", baseline=0.05,
                  source="issue", better="lower")  # fmt: skip
        if most == FEWEST:
            bare = fmean(_accuracy(_asked(examples, asked, []), asked) for examples in draws)
            what, recipe = f"{name}, {most} examples a type, no title", fmean(_recipe(one, asked) for one in draws)
            yield Row(part="types", what=what, measured=bare, baseline=baseline, source=SOURCE)
            yield Row(part="types", what=f"{what}, against the same draws", measured=bare, baseline=recipe,
                      source="C1's recipe")  # fmt: skip
    classifier = Classifier(requests.train, background(), titles(requests.train))
    guesses = [classifier.guess(text) for text, _ in requests.test]
    yield Row(part="types", what=f"{name}, all examples", measured=_accuracy(guesses, requests.test),
              baseline=BASELINES[name][3], source=SOURCE)  # fmt: skip
    yield Row(part="types", what=f"{name}, all examples, ECE", measured=calibration_error(guesses, requests.test),
              unit="", baseline=0.05, source="issue", better="lower")  # fmt: skip
    if requests.outside:
        yield from _outside(name, guesses, [classifier.guess(text) for text in requests.outside])


def _outside(name: str, inside: Sequence[Guess], outside: Sequence[Guess]) -> Iterator[Row]:
    for threshold, (rejects, keeps) in OUTSIDE.items():
        kept = fmean(_sure(guess, threshold) for guess in inside)
        rejected = 1 - fmean(_sure(guess, threshold) for guess in outside)
        yield Row(part="types", what=f"{name}, out of scope rejected at {threshold}", measured=100 * rejected,
                  baseline=rejects, source="ASSIST.md C5", note=f"keeps {100 * kept:.1f} % of the rest")  # fmt: skip
        # The two thresholds are not alike: confidence that is calibrated is higher. At the same share that is kept:
        same = sorted((guess.confidence if guess.type else 0.0 for guess in inside), reverse=True)
        level = same[int(len(same) * keeps / 100)]
        rejected = 1 - fmean(_sure(guess, level) for guess in outside)
        yield Row(part="types", what=f"{name}, out of scope rejected where {keeps} % are kept",
                  measured=100 * rejected, baseline=rejects, source="ASSIST.md C5",
                  note=f"threshold {level:.2f}")  # fmt: skip


def titles(examples: Sequence[Labelled]) -> list[Labelled]:
    """The name of each type in words: `report_lost_card` is "report lost card"."""
    return [(name.replace("_", " "), name) for name in sorted({name for _, name in examples})]


def _asked(examples: Sequence[Labelled], asked: Sequence[Labelled], titled: Sequence[Labelled]) -> list[Guess]:
    classifier = Classifier(examples, background(), titled)
    return [classifier.guess(text) for text, _ in asked]


def _accuracy(guesses: Sequence[Guess], asked: Sequence[Labelled]) -> float:
    """How often the likeliest type is right, as the baseline counts: "none of these" is no answer there."""
    return round(100 * fmean(_likeliest(guess) == name for guess, (_, name) in zip(guesses, asked, strict=True)), 1)


def _recipe(examples: Sequence[Labelled], asked: Sequence[Labelled]) -> float:
    """How often the baseline's own recipe is right: words and letters, logistic regression."""
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
    )
    fitted = make_pipeline(features, LogisticRegression(C=10.0, max_iter=1000))
    fitted.fit(*zip(*examples, strict=True))
    texts, names = zip(*asked, strict=True)
    return round(100 * float(fitted.score(texts, names)), 1)


def _likeliest(guess: Guess) -> str | None:
    return guess.type or (guess.alternatives[0][0] if guess.alternatives else None)


def _none(tries: Sequence[Sequence[Guess]]) -> float:
    return 100 * fmean(guess.type is None for guesses in tries for guess in guesses)


def _sure(guess: Guess, threshold: float) -> bool:
    return guess.type is not None and guess.confidence >= threshold


def calibration_error(guesses: Sequence[Guess], asked: Sequence[Labelled]) -> float:
    """Expected calibration error (Guo et al. 2017) of the types that were named, in 15 bins."""
    named = [(g.confidence, g.type == name) for g, (_, name) in zip(guesses, asked, strict=True) if g.type]
    error = 0.0
    for number in range(BINS):
        held = [one for one in named if number / BINS < one[0] <= (number + 1) / BINS]
        if held:
            error += len(held) / len(named) * abs(fmean(sure for sure, _ in held) - fmean(right for _, right in held))
    return error
