"""What the embedded assistant can make of an agent's wish: it can quote less, and says honestly that it cannot more."""

import re
from typing import Final

_SHORTER: Final = re.compile(
    r"\W*(?:please |a bit |much |bitte |etwas |un peu |un poco |más |plus )*"
    r"(?:short(?:er)?|brief(?:er)?|less|kürzer|kurz|court|bref|corto|breve)(?:,? please| bitte)?\W*",
    re.IGNORECASE,
)
#: Under this name `Suggestion.facts` says that a wish was not followed.
WISH: Final = "wish"
NOT_FOLLOWED: Final = "not_followed"


def shorter(wish: str) -> bool:
    """Whether any line of the wish asks for less."""
    return any(_SHORTER.fullmatch(line) for line in wish.splitlines())


def followed(wish: str, *, shortened: bool) -> dict[str, str]:
    """The facts of a suggestion that was made for `wish`: empty where all of it was followed."""
    lines = wish.splitlines()
    done = all(shortened and _SHORTER.fullmatch(line) for line in lines)
    return {} if done else {WISH: NOT_FOLLOWED}
