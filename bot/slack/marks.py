"""The marks in a suggestion's text: `[1]` where it rests on a source, `[?]` after what a reader should look at twice.

They are set apart from the text, and never part of what is sent.
"""

from collections.abc import Iterator
from typing import Final

from bot.domain.draft import Draft, Evidence, Sentence
from bot.slack import rich_text
from bot.slack.limits import Json
from bot.slack.mrkdwn import clean

TONE: Final = "tone"
DOUBTFUL: Final = "[?]"
#: As many sources are numbered, and as many marks stand in a text: more of them hide it.
MOST: Final = 6
_MARKS: Final = 16
_ORDER: Final = ("article", "record", "template")


def evidence(draft: Draft) -> tuple[Evidence, ...]:
    """Each source of a draft once: what is quoted, then what was read, then the fixed wording around it.

    How a reply greets and ends is the desk file's tone and no source of anything it says.
    """
    found: dict[tuple[str, str], Evidence] = {}
    for sentence in draft.sentences:
        for one in sentence.evidence:
            if one.id != TONE:
                found.setdefault((one.kind, one.id), one)
    return tuple(sorted(found.values(), key=lambda one: _ORDER.index(one.kind)))


def marked(draft: Draft, body: str) -> list[Json]:
    """`body` (cleaned, perhaps cut) as runs of text with the marks of its sentences.

    Neighbours in one paragraph that rest on the same share a mark. The team's fixed wording has none, and neither has a
    sentence that does not stand in the body as it was made.
    """
    numbers: dict[tuple[str, str], int] = {
        (one.kind, one.id): number
        for number, one in enumerate(evidence(draft)[:MOST], start=1)
        if one.kind != "template"
    }
    runs: list[Json] = []
    told = 0
    for end, mark in list(_placed(draft.sentences, body, numbers))[:_MARKS]:
        runs += [rich_text.text(body[told:end] + " "), rich_text.text(mark, code=True)]
        told = end
    return [*runs, rich_text.text(body[told:])] if told < len(body) or not runs else runs


def _placed(
    sentences: tuple[Sentence, ...], body: str, numbers: dict[tuple[str, str], int]
) -> Iterator[tuple[int, str]]:
    """Where in the body which mark stands."""
    seen = 0
    for sentence, after in zip(sentences, (*sentences[1:], None), strict=False):
        text = clean(sentence.text).strip()
        start = body.find(text, seen) if text else -1
        if start < 0:
            continue
        seen = start + len(text)
        mark = _mark(sentence, numbers)
        shared = after is not None and not sentence.text.endswith("\n\n") and _mark(after, numbers) == mark
        if mark and not (shared and not sentence.flag):
            yield seen, mark


def _mark(sentence: Sentence, numbers: dict[tuple[str, str], int]) -> str:
    rests_on = sorted({numbers[key] for one in sentence.evidence if (key := (one.kind, one.id)) in numbers})
    return "".join(f"[{number}]" for number in rests_on) + (DOUBTFUL if sentence.flag else "")
