"""Text on its way into Slack: what customers write can neither ping, link, hide nor turn a line around."""

import re
import unicodedata
from datetime import datetime
from typing import Final

#: As much of a customer's text as is ever handled in Slack.
LONGEST: Final = 20_000

_JOINERS: Final = "\u200c\u200d"  # written languages and emoji need them; between Latin letters they only hide things
_LINE_ENDS: Final = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
_SPACES: Final = re.compile("[^\\S\u00a0\u202f]+")  # but not those that keep a line from breaking
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_LINK: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S+", re.IGNORECASE)
_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, ended by "…" where something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clean(text: str) -> str:
    """A stranger's text with its letters and line breaks, and nothing else.

    Control characters, direction overrides, zero-width and tag characters and lone surrogates are taken out, and
    20,000 characters are kept. Calling it twice changes nothing.
    """
    text = _LINE_ENDS.sub("\n", cut(text, LONGEST)).replace("\t", " ")
    if text.isascii():
        return _CONTROL.sub("", text)
    return "".join(char for index, char in enumerate(text) if _visible(char, text, index))


def _visible(char: str, text: str, index: int) -> bool:
    if char == "\n":
        return True
    if char in _JOINERS:
        return 0 < index < len(text) - 1 and not text[index - 1].isascii() and not text[index + 1].isascii()
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def inline(text: str, limit: int) -> str:
    """A stranger's text on one line; isolated where it runs from right to left, so that what stands beside it stays."""
    line = cut(_SPACES.sub(" ", clean(text)).strip(), limit)
    if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in line):
        return f"{_FIRST_STRONG_ISOLATE}{line}{_POP_ISOLATE}"
    return line


def escape(text: str) -> str:
    """`text` for a mrkdwn field: the three characters that Slack asks to escape
    (docs.slack.dev/messaging/formatting-message-text), without hidden characters."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quiet(text: str, limit: int = 150) -> str:
    """A stranger's text for the plain fallback of a message: one line, escaped, links left out."""
    return escape(inline(_LINK.sub("[link]", clean(text)), limit))


def link(url: str, words: str) -> str:
    """Words of our own (escaped) that lead to an address; without an http or https one, the words alone."""
    if not re.fullmatch(r"https?://[^\s<>|]{1,2000}", url, re.IGNORECASE):
        return words
    return f"<{url.replace('&', '&amp;')}|{words.replace('|', '¦')}>"


def mention(slack_id: str) -> str:
    """A person, or a user group (its id begins with S), so that they are told."""
    return f"<!subteam^{slack_id}>" if slack_id.startswith("S") else f"<@{slack_id}>"


def when(at: datetime, form: str = "{date_short_pretty} {time}") -> str:
    """A moment in the reader's own time zone; programs that cannot do that show it in UTC."""
    return f"<!date^{int(at.timestamp())}^{form}|{at:%Y-%m-%d %H:%M} UTC>"


def clock(at: datetime) -> str:
    """A time of day in the reader's own time zone."""
    return when(at, "{time}")
