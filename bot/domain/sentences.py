"""Splits what people write into sentences, in any of the languages that a desk is likely to see."""

import re

_BREAK = re.compile(r"(?<=[.!?…])[\"'»”’)\]]*\s+(?=[\"'«“‘(\[¿¡]?[A-ZÀ-ÖØ-ÞŒ0-9¿¡])|\s*\n+\s*|(?<=[!?])\s+")
# After these a full stop ends no sentence. "no" is an English word too, so it counts only before a number.
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|mr|mrs|ms|dr|st|e\.g|i\.e|approx|incl|vs|nr|nos|tel|z\.\s?B|d\.\s?h|ca|bzw|ggf|inkl|zzgl|evtl|"
    r"usw|Hr|Fr|Str|M|Mme|Mlle|env|cf|p\.\s?ex|réf|tél|Sr|Sra|Ud|Uds|núm|art)\.|(?<!\d)\d{1,2}\.)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:no|num|ref)\.$", re.IGNORECASE)


def split(text: str) -> tuple[str, ...]:
    """The sentences of a text in their order, without surrounding blanks; a line break always ends one."""
    sentences: list[str] = []
    begin = 0
    for found in _BREAK.finditer(text):
        before = text[begin : found.start()]
        tail = before[-12:]
        if "\n" not in found[0] and (
            _ABBREVIATION.search(tail) or (_NUMBERED.search(tail) and text[found.end() : found.end() + 1].isdigit())
        ):
            continue
        sentences.append(text[begin : found.end()].strip())
        begin = found.end()
    sentences.append(text[begin:].strip())
    return tuple(sentence for sentence in sentences if sentence)
