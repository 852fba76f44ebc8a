"""Places in a text that must not leave the house, and how overlapping ones become one row of them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_NOTHING = re.compile(r"[\W_]*")  # blanks and marks identify nobody


class Span(NamedTuple):
    """From `start` up to `end`, in characters; `kind` is the word in its placeholder."""

    start: int
    end: int
    kind: str


def joined(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """The same places without an overlap, in the order of the text.

    Of two that overlap the one named first keeps its whole length, and of the other what is left over, so that
    everything within any of them stays covered.
    """
    taken: list[Span] = []
    for span in spans:
        for start, end in _free(span, taken):
            if not _NOTHING.fullmatch(text, start, end):
                taken.append(_trimmed(Span(start, end, span.kind), text))
    return tuple(sorted(taken))


def _free(span: Span, taken: list[Span]) -> list[tuple[int, int]]:
    free = [(span.start, span.end)]
    for other in taken:
        if other.start < span.end and span.start < other.end:
            parts = [
                part for start, end in free for part in ((start, min(end, other.start)), (max(start, other.end), end))
            ]
            free = [(start, end) for start, end in parts if start < end]
    return free


def _trimmed(span: Span, text: str) -> Span:
    start, end = span.start, span.end
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Span(start, end, span.kind)
