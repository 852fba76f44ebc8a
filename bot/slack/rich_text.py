"""Rich text: the one form in which customers' words are shown, since nothing in it is ever interpreted."""

from datetime import datetime
from typing import Any, Final

from bot.slack.mrkdwn import clean, cut

Element = dict[str, Any]
_BLOCK: Final = 2800


def text(words: str, *, bold: bool = False, italic: bool = False, code: bool = False, strike: bool = False) -> Element:
    """A run of text. Empty text becomes a space, since Slack refuses an empty run."""
    element: Element = {"type": "text", "text": clean(words) or " "}
    styles = (("bold", bold), ("italic", italic), ("code", code), ("strike", strike))
    style = {name: True for name, on in styles if on}
    return {**element, "style": style} if style else element


def isolated(line: str, *, bold: bool = False) -> Element:
    """A run of text that `mrkdwn.inline` has made; its isolates are kept."""
    element: Element = {"type": "text", "text": line or " "}
    return {**element, "style": {"bold": True}} if bold else element


def user(slack_id: str) -> Element:
    return {"type": "user", "user_id": slack_id}


def link(url: str, words: str, *, bold: bool = False) -> Element:
    """A link with words of our own; an address that is not http or https is left out."""
    if not url.lower().startswith(("https://", "http://")) or len(url) > 3000:
        return text(words, bold=bold)
    element: Element = {"type": "link", "url": url, "text": words}
    return {**element, "style": {"bold": True}} if bold else element


def date(at: datetime, form: str = "{date_short_pretty} {time}") -> Element:
    """A moment in the reader's own time zone, in UTC where that is not possible."""
    fallback = f"{at:%Y-%m-%d %H:%M} UTC"
    return {"type": "date", "timestamp": int(at.timestamp()), "format": form, "fallback": fallback}


def line(*parts: Element) -> Element:
    return {"type": "rich_text_section", "elements": list(parts)}


def quote(*parts: Element) -> Element:
    return {"type": "rich_text_quote", "elements": list(parts)}


def bullets(*lines: Element) -> Element:
    """A list; each line is a `line(…)`."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines)}


def block(block_id: str, *elements: Element) -> Element:
    return {"type": "rich_text", "block_id": cut(block_id, 255), "elements": list(elements)}


def quoted(block_id: str, words: str) -> list[Element]:
    """A cleaned text of any length as quotes, each in a block of its own that Slack takes."""
    parts = [words[at : at + _BLOCK] for at in range(0, len(words), _BLOCK)] or [" "]
    return [block(f"{block_id}-{at}", quote(text(part))) for at, part in enumerate(parts)]
