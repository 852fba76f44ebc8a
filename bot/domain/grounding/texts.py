"""Reading texts for comparison: without marks, accents and capitals."""

import re
import unicodedata
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
VARIABLE: Final = re.compile(r"\{[^{}]*\}")
QUOTES: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " "}
)
_MARKS: Final = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")  # not the narrow space within a French number
_MARKDOWN_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def plain(markdown: str) -> str:
    """A paragraph as a customer would read it: no Markdown marks, links written out, one space between words."""
    return _BLANKS.sub(" ", _MARKS.sub("", _MARKDOWN_LINK.sub(r"\1 (\2)", markdown))).strip()


def stands_in(quote: str, text: str) -> bool:
    """Whether `quote` stands in `text` word for word; marks, kinds of quotation mark and line breaks do not matter."""
    wanted = plain(quote).translate(QUOTES)
    return bool(wanted) and wanted in plain(text).translate(QUOTES)


def fold(text: str) -> str:
    """Lower case without accents, apostrophes straight."""
    decomposed = unicodedata.normalize("NFKD", text.translate(QUOTES).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
