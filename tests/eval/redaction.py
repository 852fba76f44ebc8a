"""How much personal data the redaction finds in 750 sentences that it was not written for (presidio_research)."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.assistant.redaction import Known, Redaction
from tests.eval.row import Row

IDS = (
    "CREDIT_CARD",
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
    "IBAN_CODE",
    "US_SSN",
    "IP_ADDRESS",
    "DOMAIN_NAME",
    "US_DRIVER_LICENSE",
)
BASE = "strict of C4"


def rows(data: Path) -> Iterator[Row]:
    """Recall by entity: a span counts as found when every letter and figure of it is hidden. Precision by character:
    of those hidden, the part that lies in a span of any kind."""
    texts = json.loads((data / "presidio_research" / "first_750.json").read_text("utf-8"))
    redactions = [Redaction(Known(), 2026) for _ in texts]
    redactions[0].redact("To load the word lists: Anna Brown, 020 7946 0958, 5 Rose Lane.")
    redactions[0] = Redaction(Known(), 2026)
    began = perf_counter()
    for text, redaction in zip(texts, redactions, strict=True):
        redaction.redact(text["full_text"])
    taken = (perf_counter() - began) * 1000 / len(texts)
    found, total, right, hidden = _counted(texts, redactions)
    yield _recall("structured ids", sum(found[k] for k in IDS), sum(total[k] for k in IDS), 99.7)
    yield _recall("PERSON", found["PERSON"], total["PERSON"], 80.0)
    yield _recall("STREET_ADDRESS", found["STREET_ADDRESS"], total["STREET_ADDRESS"], 67.0)
    yield Row(
        part="redaction", what="precision by character", measured=100 * right / hidden, baseline=90.3, source=BASE
    )
    yield Row(part="redaction", what="a text", measured=taken, unit="ms", baseline=0.9, source=BASE, better="lower")
    for kind in sorted(total):
        if kind not in ("PERSON", "STREET_ADDRESS"):
            yield _recall(kind, found[kind], total[kind], None)


def _counted(texts: list[Any], redactions: list[Redaction]) -> tuple[Counter[str], Counter[str], int, int]:
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    right = hidden = 0
    for text, redaction in zip(texts, redactions, strict=True):
        full = text["full_text"]
        covered = {place for span in redaction.spans(full) for place in range(span.start, span.end)}
        told: set[int] = set()
        for span in text["spans"]:
            places = range(span["start_position"], span["end_position"])
            told |= set(places)
            total[span["entity_type"]] += 1
            found[span["entity_type"]] += all(place in covered for place in places if full[place].isalnum())
        right += len(covered & told)
        hidden += len(covered)
    return found, total, right, hidden


def _recall(what: str, found: int, total: int, baseline: float | None) -> Row:
    return Row(
        part="redaction",
        what=f"recall {what}",
        measured=100 * found / total,
        baseline=baseline,
        source=BASE if baseline else "",
        note=f"{found} of {total}",
    )
