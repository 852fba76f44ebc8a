"""Text out of the HTML in which some helpdesks keep messages, and HTML out of ours where they take nothing else."""

import html
import re
from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final = frozenset({"p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "pre", "hr",
                            "h1", "h2", "h3", "h4", "h5", "h6"})  # fmt: skip
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template", "noscript"})


class _Reader(HTMLParser):
    """Gathers what a person would read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def text_of(given: str) -> str:
    """What a person reads in a piece of HTML: blocks on lines of their own, nothing of scripts and styles."""
    reader = _Reader()
    reader.feed(given)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def html_of(text: str) -> str:
    """A plain text as HTML that shows exactly it: paragraphs and line breaks, and nothing in it that acts."""
    paragraphs = (html.escape(part, quote=False).replace("\n", "<br>") for part in re.split(r"\n{2,}", text.strip()))
    return "".join(f"<p>{part}</p>" for part in paragraphs)
