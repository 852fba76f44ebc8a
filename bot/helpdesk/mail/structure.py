"""The files of a mail that is too large to be fetched whole, by what its server says of its parts (RFC 3501, 7.4.2)."""

from collections.abc import Iterator
from email.message import Message
from typing import Any, Final

from bot.helpdesk.mail.characters import header
from bot.helpdesk.mail.contents import MOST_FILES

_DEEPEST: Final = 20


def files_in(structure: Any) -> tuple[dict[str, Any], ...]:
    """The files, as `contents` lists them. Nothing for a structure that cannot be read."""
    found = [_file(number, part) for number, part in _leaves(structure, "", 0)]
    return tuple(one for one in found if one is not None)[:MOST_FILES]


def _leaves(structure: Any, number: str, depth: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    if not isinstance(structure, tuple) or not structure or depth > _DEEPEST:
        return
    if isinstance(structure[0], list):
        for at, part in enumerate(structure[0], 1):
            yield from _leaves(part, f"{number}.{at}" if number else str(at), depth + 1)
    else:
        yield number or "1", structure


def _file(number: str, part: tuple[Any, ...]) -> dict[str, Any] | None:
    """(type, subtype, parameters, id, description, encoding, size, …, disposition, …)"""
    if len(part) < 7:
        return None
    kind = f"{_word(part[0])}/{_word(part[1])}".lower()
    disposition = next((one for one in part[7:] if _is_disposition(one)), None)
    name = _named(disposition[1], "filename") if disposition else ""
    name = name or _named(part[2], "name")
    if kind in ("text/plain", "text/html") and not name and (not disposition or _word(disposition[0]) != "attachment"):
        return None
    coded = int(part[6]) if isinstance(part[6], int) else 0
    size = coded * 3 // 4 if _word(part[5]).lower() == "base64" else coded
    return {"id": number, "name": name[:200], "type": kind[:100], "size": size, "url": ""}


def _is_disposition(one: Any) -> bool:
    return isinstance(one, tuple) and len(one) == 2 and _word(one[0]).lower() in ("attachment", "inline")


def _named(pairs: Any, wanted: str) -> str:
    """A parameter such as `filename`, also where it stands in pieces or with its character set (RFC 2231)."""
    if not isinstance(pairs, tuple):
        return ""
    given = {_word(key).lower(): _word(value) for key, value in zip(pairs[::2], pairs[1::2], strict=False)}
    told = Message()
    said = "; ".join(f'{key}="{value}"' for key, value in given.items() if key.partition("*")[0] == wanted)
    told["Content-Disposition"] = f"attachment; {said.replace('name=', 'filename=') if wanted == 'name' else said}"
    try:
        return header(told.get_filename(""))
    except (ValueError, LookupError, TypeError, UnicodeError):
        return ""


def _word(given: Any) -> str:
    text = given.decode("utf-8", "surrogateescape") if isinstance(given, bytes) else str(given or "")
    return text.replace('"', "").replace("\r", " ").replace("\n", " ")
