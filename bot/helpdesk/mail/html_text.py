"""HTML as the text that its reader sees. Nothing of it is run, fetched or kept as HTML."""

import re
from html.parser import HTMLParser
from typing import Final

_SKIPPED: Final = frozenset({"script", "style", "head", "title", "template", "object", "noscript", "svg", "math"})
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tr", "ul",
})  # fmt: skip
_APART: Final = frozenset({"p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_EMPTY: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
#: What a reader does not see must not be read by a program either: it may hold orders for one.
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])"
    r"|max-height\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
#: Elements open at once; beyond that they are read as one.
_DEEPEST: Final = 500


def text_of(html: str) -> str:
    """The text of an HTML mail: quotes begin with `> `, links show where they lead. Never raises."""
    reader = _Reader()
    reader.feed(html.replace("\0", ""))
    reader.close()
    lines = [re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in "".join(reader.said).split("\n")]
    quoted = [f"{'> ' * depth}{line}".rstrip() for depth, line in _with_depth(lines)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(quoted)).strip()


#: Stand in the text where a quotation begins and ends, until lines are made of it.
_IN, _OUT = "\ue000", "\ue001"


def _with_depth(lines: list[str]) -> list[tuple[int, str]]:
    depth, found = 0, []
    for line in lines:
        depth += line.count(_IN)
        found.append((min(depth, 5), line.replace(_IN, "").replace(_OUT, "").strip()))
        depth = max(0, depth - line.count(_OUT))
    return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._open: list[tuple[str, bool, str]] = []  # element, whether it is seen, where it leads
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._say("\n")
        elif tag == "img" and given.get("alt"):
            self._say(f"[{given['alt'][:200]}]")
        elif tag in _BLOCKS:
            self._say("\n\n" if tag in _APART else "\n")
        if tag == "li":
            self._say("- ")
        elif tag in ("td", "th"):
            self._say(" ")
        elif tag == "blockquote":
            self._say(_IN)
        if tag in _EMPTY or len(self._open) >= _DEEPEST:
            return
        hidden = tag in _SKIPPED or "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))
        self._open.append((tag, not hidden, given.get("href", "") if tag == "a" else ""))
        self._unseen += hidden

    def handle_endtag(self, tag: str) -> None:
        place = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == tag), None)
        if place is None:
            return
        for name, seen, leads in reversed(self._open[place:]):
            self._unseen -= not seen
            if leads.startswith(("https://", "http://")):
                self._say(f" <{leads[:500]}>" if not "".join(self.said[-3:]).strip().endswith(leads) else "")
            if name == "blockquote":
                self._say(f"{_OUT}\n")
            elif name in _BLOCKS:
                self._say("\n\n" if name in _APART else "\n")
        del self._open[place:]

    def handle_data(self, data: str) -> None:
        kept = data.replace(_IN, "").replace(_OUT, "")
        pre = any(name == "pre" for name, _, _ in self._open)
        self._say(kept if pre else re.sub(r"\s+", " ", kept))

    def _say(self, text: str) -> None:
        if not self._unseen:
            self.said.append(text)
