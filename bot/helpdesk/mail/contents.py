"""What a mail holds: the text that its writer wrote, and a list of the files that came along."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any, Final

from bot.domain.webhook_body import KEPT
from bot.helpdesk.mail.characters import decoded, header
from bot.helpdesk.mail.html_text import text_of

#: As many files as are listed of one mail.
MOST_FILES: Final = 100
#: Parts within parts, at most.
_DEEPEST: Final = 20
#: Bytes of a text part that are read: no mail that a person wrote is longer.
_LONGEST: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Contents:
    text: str
    files: tuple[dict[str, Any], ...]  # id (the part's number by RFC 3501), name, type, size


def contents(mail: Message) -> Contents:
    """Text and files. The plain text is taken where there is one, else the HTML as text."""
    plain: list[str] = []
    html: list[str] = []
    files: list[dict[str, Any]] = []
    for number, part in _parts(mail, ""):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _is_file(part):
            (plain if kind == "text/plain" else html).append(_text(part))
        elif kind not in ("message/delivery-status", "text/rfc822-headers") and len(files) < MOST_FILES:
            files.append(_file(number, part))
    text = "\n\n".join(one.strip() for one in plain if one.strip())
    if not text:
        text = "\n\n".join(filter(None, map(text_of, html)))
    return Contents(text[:KEPT], tuple(files))


def _parts(mail: Message, number: str, depth: int = 0) -> Iterator[tuple[str, Message]]:
    """The leaves with their numbers. A mail within the mail is a file, and not looked into."""
    inside = mail.get_payload()
    if mail.get_content_maintype() != "multipart" or not isinstance(inside, list) or depth >= _DEEPEST:
        yield number or "1", mail
        return
    for at, part in enumerate(inside, 1):
        if isinstance(part, Message):
            yield from _parts(part, f"{number}.{at}" if number else str(at), depth + 1)


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part))


def _text(part: Message) -> str:
    return decoded(_bytes(part)[:_LONGEST], _charset(part)).replace("\0", "").replace("\r\n", "\n")


def _charset(part: Message) -> str:
    try:
        return str(part.get_param("charset") or "")
    except (ValueError, UnicodeError, LookupError):
        return ""


def _bytes(part: Message) -> bytes:
    """The bytes of a part. One that is not coded as it says stays as it is."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, UnicodeError):
        content = None
    if isinstance(content, bytes):
        return content
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _file(number: str, part: Message) -> dict[str, Any]:
    kind = part.get_content_type()
    name = _name(part) or ("mail.eml" if kind == "message/rfc822" else "")
    inside = part.get_payload()
    try:
        whole = inside[0] if isinstance(inside, list) and inside else None
        size = len(whole.as_bytes()) if isinstance(whole, Message) else len(_bytes(part))
    except (LookupError, ValueError, TypeError, AttributeError, UnicodeError):
        size = 0
    return {"id": number, "name": name[:200], "type": kind[:100], "size": size, "url": ""}


def _name(part: Message) -> str:
    try:
        found = part.get_filename("")
    except (ValueError, LookupError, TypeError, AttributeError, UnicodeError):
        return ""
    return header(found)
