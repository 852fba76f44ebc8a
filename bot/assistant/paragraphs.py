"""Articles cut into paragraphs, and paragraphs into sentences that may be quoted."""

import re
from dataclasses import dataclass

from bot.domain.article import Article
from bot.domain.grounding import plain
from bot.domain.sentences import split

_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of an article that stands together: a paragraph, or one item of a list."""

    article: Article
    heading: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """The paragraphs of an article in their order, without Markdown marks; headings are kept beside them."""
    found: list[Paragraph] = []
    heading = ""
    lines: list[str] = []

    def close() -> None:
        if sentences := split(plain(" ".join(lines))):
            found.append(Paragraph(article, heading, sentences))
        lines.clear()

    for line in article.body.splitlines():
        if title := _HEADING.match(line):
            close()
            heading = plain(title[1])
        elif not line.strip():
            close()
        elif _ITEM.match(line):
            close()
            lines.append(_ITEM.sub("", line))
        else:
            lines.append(line)
    close()
    return tuple(found)
