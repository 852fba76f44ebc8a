"""How much of a message is shown at once: what somebody wrote themselves, and of a long text the beginning."""

from dataclasses import dataclass
from typing import Final

from bot.domain.text import clean

LONGEST: Final = 1500  # characters
LINES: Final = 24
PAGE: Final = 9000  # characters of a page where all of it is read


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`more`: words of the message are left out here, and can be read in full."""

    text: str
    more: bool


def excerpt(body: str) -> Excerpt:
    """A message without quoted history and signature, collapsed when it is long. Never empty where `body` has a letter.

    What only differs in spaces and characters that nobody sees counts as shown.
    """
    own = clean(body)
    lines = own.split("\n")
    shown = own if len(lines) <= LINES else "\n".join(lines[: LINES - 1])
    if len(shown) > LONGEST:
        cut = shown[: LONGEST - 1]
        at = max(cut.rfind(" "), cut.rfind("\n"))
        shown = cut[:at] if at > LONGEST // 2 else cut
    if shown != own:
        shown = f"{shown.rstrip()} …"
    return Excerpt(shown, shown != own or _letters(own) < _letters(body))


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def pages(body: str) -> tuple[str, ...]:
    """All of a message in pages of at most `PAGE` characters, parted between lines where that is possible."""
    left, parts = body.strip(), []
    while len(left) > PAGE:
        at = left.rfind("\n", PAGE // 2, PAGE) + 1 or PAGE
        parts.append(left[:at].rstrip("\n"))
        left = left[at:]
    return (*parts, left)
