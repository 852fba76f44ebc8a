"""What somebody changed of a suggestion before it was sent, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

#: Of a stretch that stayed, so many words are shown on each side of a change.
_BESIDE: Final = 6
_WORD: Final = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that stayed, was taken out, or was put in."""

    became: Literal["same", "out", "in"]
    text: str


def changed_words(before: str, after: str) -> tuple[Run, ...]:
    """From `before` to `after` in runs of whole words; of long stretches that stayed only the ends stand. Empty where
    nothing changed."""
    old, new = _WORD.findall(before.strip()), _WORD.findall(after.strip())
    compared = SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False)
    steps = compared.get_opcodes()
    if all(tag == "equal" for tag, *_ in steps):
        return ()
    runs: list[Run] = []
    for tag, begin, end, start, stop in steps:
        if tag == "equal":
            front = _BESIDE if begin > 0 else 0
            back = _BESIDE if end < len(old) or stop < len(new) else 0
            runs.append(Run("same", _ends(new[start:stop], front, back)))
            continue
        runs += [Run("out", "".join(old[begin:end]))] if end > begin else []
        runs += [Run("in", "".join(new[start:stop]))] if stop > start else []
    return tuple(runs)


def _ends(words: list[str], front: int, back: int) -> str:
    if len(words) <= front + back:
        return "".join(words)
    return f"{''.join(words[:front]).rstrip()} … {''.join(words[len(words) - back :])}"
