"""How a fault in a desk file is named: the place of an entry, and the word that was probably meant."""

import difflib
import re
from collections.abc import Iterable

PERSON = re.compile(r"^(@[^\s@]+|[UWS][A-Z0-9]{6,})\Z")
CHANNEL = re.compile(r"^(#[^\s#]+|[CG][A-Z0-9]{6,})\Z")
LANGUAGE = re.compile(r"^[a-z]{2}\Z")
LONGEST_CHOICE = 75  # characters that Slack takes for a choice in a menu
BUILT_IN_SOURCES = ("generic", "api", "slack")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean "owner"?` where a known word is near, else what there is to choose from, else nothing."""
    choices = sorted(set(known))
    near = difflib.get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    near = near or [choice for choice in choices if word.lower().startswith(choice)]
    if near:
        return f'; did you mean "{near[0]}"?'
    return f" (there is {', '.join(choices)})" if choices and len(choices) <= 12 else ""


def place(table: str, index: int, name: str) -> str:
    """How a problem names an entry of an array of tables, counted from one: `types[3] "refund"`."""
    return f'{table}[{index}] "{name}"' if name else f"{table}[{index}]"


def unknown(where: str, what: str, word: str, known: Iterable[str]) -> str:
    """The sentence for a name that points nowhere."""
    return f'{where}: there is no {what} "{word}"{did_you_mean(word, known)}'
