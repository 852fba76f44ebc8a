"""The public data sets of ASSIST.md section A, read where they lie."""

import csv
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Labelled = tuple[str, str]  # a text and its type


@dataclass(frozen=True, slots=True)
class Requests:
    """Requests by type: what may be learned from, what is asked about, and what belongs to no type."""

    train: tuple[Labelled, ...]
    test: tuple[Labelled, ...]
    outside: tuple[str, ...] = ()


def clinc(data: Path) -> Requests:
    """CLINC150: 150 types and texts outside of them (Larson et al. 2019)."""
    found: dict[str, list[list[str]]] = json.loads((data / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    train, test = (tuple((text, name) for text, name in found[part]) for part in ("train", "test"))
    return Requests(train, test, tuple(text for text, _ in found["oos_test"]))


def bitext(data: Path) -> Requests:
    """Bitext's requests to a shop, made from templates: 27 types."""
    train, test = (_rows(data / "bitext_cs" / f"{part}.csv", "utterance", "intent") for part in ("train", "dev"))
    return Requests(train, test)


def complaints(data: Path) -> tuple[str, ...]:
    """Complaints to the CFPB, in small letters and without stop words and digits; each of them is sensitive."""
    return tuple(text for text, _ in labelled_complaints(data))


def labelled_complaints(data: Path) -> tuple[Labelled, ...]:
    """The same complaints, each with the product that it is about."""
    return _rows(data / "cfpb" / "first_500.csv", "narrative", "product")


def banking(data: Path) -> tuple[list[dict[str, Any]], list[tuple[str, frozenset[str]]]]:
    """tau2's bank: its documents (id, title, content), and (what the customer is told to want, documents needed)."""
    folder = data / "tau2_banking"
    documents = [json.loads(line) for line in (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    wanted = [(task["user_scenario"]["instructions"], frozenset(task["required_documents"])) for task in tasks]
    return documents, wanted


def drawn(train: Sequence[Labelled], most: int, seed: int) -> list[Labelled]:
    """`most` texts of each type, by chance; the same seed draws the same."""
    by_type: dict[str, list[str]] = defaultdict(list)
    for text, name in train:
        by_type[name].append(text)
    chance = random.Random(seed)
    return [
        (text, name) for name in sorted(by_type) for text in chance.sample(by_type[name], min(most, len(by_type[name])))
    ]


def _rows(path: Path, text: str, label: str) -> tuple[Labelled, ...]:
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple((row[text], row[label]) for row in csv.DictReader(lines))
