"""A diagnosis as Markdown."""

import re
from collections.abc import Iterator

from bot.cli.diagnosis_words import MEANING, REMARKS, figures, headline, length
from bot.domain.diagnosis import percent
from bot.domain.diagnosis_result import Diagnosis, Kind, quick_wins


def markdown(found: Diagnosis) -> str:
    """The report. Texts in it are redacted, and cannot act as Markdown."""
    return "\n".join([*_top(found), *_table(found), *_each(found), *_basis(found)]) + "\n"


def _top(found: Diagnosis) -> Iterator[str]:
    yield from ("# What past requests say", "", headline(found), "")
    if wins := quick_wins(found.groups):
        yield from ("## Where to begin", "")
        for number, kind in enumerate(wins, 1):
            yield f"{number}. **{safe(kind.title)}**: {kind.judged.verdict.value}. {_sentence(kind)}"
        yield ""
    yield from ("## What the verdicts mean", "")
    yield from (f"- **{verdict.value}**: {meaning}" for verdict, meaning in MEANING.items())
    yield ""


def _table(found: Diagnosis) -> Iterator[str]:
    yield from ("## All groups", "", "| group | requests | share | waited (half) | delicate | verdict |")
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for kind in found.kinds:
        facts = kind.facts
        waited = length(facts.waited) if facts.waited is not None else "–"
        yield (
            f"| {safe(kind.title)} | {facts.requests} | {percent(facts.share)} | {waited} | {percent(facts.delicate)} "
            f"| {kind.judged.verdict.value} |"
        )
    yield ""


def _each(found: Diagnosis) -> Iterator[str]:
    for kind in found.kinds:
        yield from (f"### {safe(kind.title)}", "", f"**{kind.judged.verdict.value}**: {_sentence(kind)}", "")
        if kind.example:
            yield from (f"> {safe(kind.example)}", "")
        yield from (f"- {name}: {safe(value)}" for name, value in figures(kind))
        yield ""


def _basis(found: Diagnosis) -> Iterator[str]:
    yield from ("## What this rests on", "", f"- Read from {safe(found.source)}.")
    if found.read:
        yield f"- Columns: {', '.join(f'{safe(name)} as {meaning}' for meaning, name in found.read)}."
    yield from (f"- {safe(why)}: {count}" for why, count in found.left_out)
    yield from (f"- Not known, for want of data: {safe(what)}." for what in found.untold)
    if found.tried:
        best = max(silhouette for _, silhouette in found.tried)
        yield f"- The number of groups was chosen among {len(found.tried)} by their silhouette (best {best:.2f})."
    yield from (f"- {remark}" for remark in REMARKS)


def _sentence(kind: Kind) -> str:
    said = "; ".join(kind.judged.reasons)
    return f"{safe(said[:1].upper() + said[1:])}."


def safe(text: str) -> str:
    """A text that is only a text in Markdown: on one line, without links, markup and table bars."""
    return re.sub(r"([\\`*_{}\[\]<>|#!~&])", r"\\\1", " ".join(text.split()))
