"""The gate: which delicate texts are seen, and which everyday ones would still get a suggestion."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Final

from bot.assistant.classifier import Classifier, background
from bot.assistant.delicate import Delicate
from bot.desk import load
from bot.domain.sensitivity import classes_in, heard
from tests.eval.row import Row
from tests.eval.sets import Labelled, clinc, complaints
from tests.eval.types import titles
from tests.golden.pipeline import NOW, SHOP

#: The types of CLINC150 that issue and ASSIST.md C5 call sensitive, each with the class that a team would mark.
SENSITIVE: Final = {
    "report_fraud": "fraud",
    "report_lost_card": "fraud",
    "credit_score": "credit",
    "improve_credit_score": "credit",
    "credit_limit": "credit",
}
#: At each threshold of confidence what C5's gate lets through of the sensitive, and suggests for of the rest.
GATE: Final = {0.5: (1.3, 89.1), 0.7: (0.0, 82.5)}
SOURCE: Final = "ASSIST.md C5"

Sees = Callable[[str], bool]


def rows(data: Path) -> Iterator[Row]:
    requests = clinc(data)
    desk = load(SHOP / "desk.toml", NOW.date()).file
    fresh = Delicate(text for kind in desk.types for texts in kind.examples.values() for text in texts)
    # What a team would have marked, and everything else that it answered.
    taught = Delicate((), [(text, SENSITIVE.get(name, "")) for text, name in requests.train])

    def by_rules(text: str) -> bool:
        return bool(classes_in(text, "en", desk))

    yield from _seen("CLINC150, word lists", requests.test, by_rules, recall=76.0)
    yield from _seen("CLINC150, both ears, as shipped", requests.test, _both(by_rules, fresh))
    both = _both(by_rules, taught)
    yield from _seen("CLINC150, both ears, taught by marks", requests.test, both, recall=96.0)
    yield from _gate(requests.test, _taught(requests.train), both)
    said = complaints(data)
    for name, sees, baseline in (
        ("word lists", by_rules, 95.1),
        ("both ears, as shipped", _both(by_rules, fresh), 95.1),
    ):
        yield Row(part="gate", what=f"CFPB, {name}: sensitive recall", measured=_share(said, sees), baseline=baseline,
                  source=SOURCE, note=f"{len(said)} complaints, all of them sensitive")  # fmt: skip


def _taught(train: Sequence[Labelled]) -> Classifier:
    return Classifier(train, background(), titles(train))


def _both(rules: Sees, ears: Delicate) -> Sees:
    return lambda text: rules(text) or bool(heard(ears.chances(text)))


def _share(texts: Sequence[str], sees: Sees) -> float:
    return round(100 * fmean(sees(text) for text in texts), 1)


def _seen(what: str, asked: Sequence[Labelled], sees: Sees, recall: float | None = None) -> Iterator[Row]:
    found = [(sees(text), name in SENSITIVE) for text, name in asked]
    right = 100 * fmean(seen for seen, sensitive in found if sensitive)
    flagged = [sensitive for seen, sensitive in found if seen]
    yield Row(part="gate", what=f"{what}: sensitive recall", measured=round(right, 1), baseline=recall, source=SOURCE,
              note=f"{100 * len(flagged) / len(found):.1f} % flagged")  # fmt: skip
    yield Row(part="gate", what=f"{what}: precision", measured=round(100 * fmean(flagged or [False]), 1))


def _gate(asked: Sequence[Labelled], classifier: Classifier, sees: Sees) -> Iterator[Row]:
    """A text gets a suggestion where nothing delicate is seen, and its type is one of the others and certain."""
    for least, (leak, coverage) in GATE.items():
        open_to: dict[bool, list[bool]] = {True: [], False: []}
        for text, name in asked:
            guess = classifier.guess(text)
            routine = guess.type is not None and guess.type not in SENSITIVE and guess.confidence >= least
            open_to[name in SENSITIVE].append(routine and not sees(text))
        yield Row(part="gate", what=f"CLINC150, leak at {least}", measured=round(100 * fmean(open_to[True]), 1),
                  baseline=leak, source=SOURCE, better="lower")  # fmt: skip
        covered = round(100 * fmean(open_to[False]), 1)
        yield Row(part="gate", what=f"CLINC150, routine coverage at {least}", measured=covered, baseline=coverage,
                  source=SOURCE)  # fmt: skip
