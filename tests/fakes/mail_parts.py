"""What an IMAP server answers of a mail: sizes, times, structure and sections (RFC 3501)."""

import re
from datetime import datetime
from email import message_from_bytes
from typing import Any, Final

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def item_of(item: str, raw: bytes, at: datetime) -> bytes:
    """One item of a FETCH, as its answer."""
    match item.upper():
        case "RFC822.SIZE":
            return f"RFC822.SIZE {len(raw)}".encode()
        case "INTERNALDATE":
            return f'INTERNALDATE "{at.day:2d}-{MONTHS[at.month - 1]}-{at:%Y %H:%M:%S} +0000"'.encode()
        case "BODYSTRUCTURE":
            return b"BODYSTRUCTURE " + _structure(message_from_bytes(raw))
    asked = re.fullmatch(r"BODY\.PEEK\[([\d.]*)(\.MIME)?\](?:<0\.(\d+)>)?", item, re.IGNORECASE)
    assert asked is not None, item
    content = _section(raw, asked[1], bool(asked[2]))
    if asked[3] is not None:
        content = content[: int(asked[3])]
    name = f"BODY[{asked[1]}{asked[2] or ''}]{'<0>' if asked[3] is not None else ''}"
    return f"{name} {{{len(content)}}}\r\n".encode() + content


def _section(raw: bytes, number: str, head: bool) -> bytes:
    part: Any = message_from_bytes(raw)
    if not number:
        return raw
    for at in number.split("."):
        inside = part.get_payload()
        part = inside[int(at) - 1] if isinstance(inside, list) else part
    if head:
        return "".join(f"{key}: {value}\r\n" for key, value in part.items()).encode() + b"\r\n"
    inside = part.get_payload()
    return bytes(inside[0].as_bytes() if isinstance(inside, list) else inside.encode("ascii", "surrogateescape"))


def _structure(part: Any) -> bytes:
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        inside = b"".join(_structure(one) for one in part.get_payload())
        return b"(" + inside + f' "{part.get_content_subtype()}" NIL NIL NIL)'.encode()
    kind, sub = part.get_content_type().split("/")
    size = len(part.as_bytes()) if part.is_multipart() else len(part.get_payload())
    name = part.get_filename()
    where = f'("{part.get_content_disposition()}" ("filename" "{name}"))' if name else "NIL"
    coded = part["Content-Transfer-Encoding"] or "7bit"
    lines = " 1" if kind == "text" else ""
    return f'("{kind}" "{sub}" NIL NIL NIL "{coded}" {size}{lines} NIL {where} NIL NIL)'.encode()
