"""Bytes and headers as text, also where a mail says the wrong thing about itself. Nothing here raises."""

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses
from typing import Final

#: What mail programs call a character set, and what they mean (encoding.spec.whatwg.org, "Names and labels").
_MEANT: Final = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8", "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932", "tis-620": "cp874", "unicode-1-1-utf-8": "utf-8",
    "utf8": "utf-8", "unknown-8bit": "utf-8", "8bit": "utf-8", "default": "utf-8", "x-unknown": "utf-8",
}  # fmt: skip


def decoded(content: bytes, charset: str) -> str:
    """Text in the character set that is named, where it fits; else as UTF-8, where that fits; else as Windows wrote it
    in the west, which always gives something."""
    for name in dict.fromkeys((_known(charset), "utf-8", "cp1252")):
        if name:
            try:
                return content.decode(name)
            except (UnicodeError, ValueError, LookupError):
                continue
    return content.decode("latin-1")


def _known(charset: str) -> str:
    """The codec of a name; "" for none. Codecs that are no character sets (such as zlib) are none."""
    name = charset.strip().strip("\"'").lower()
    name = _MEANT.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def header(given: object) -> str:
    """A header's words: encoded ones decoded, on one line."""
    if given is None:
        return ""
    raw = _raw(str(given))
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError, UnicodeError):
        parts = [(raw, None)]
    said = "".join(part if isinstance(part, str) else decoded(part, charset or "utf-8") for part, charset in parts)
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", said or raw).split())


def _raw(given: str) -> str:
    """Bytes that stand in a header without being encoded come as halves of surrogate pairs."""
    if given.isascii():
        return given
    return decoded(given.encode("utf-8", "surrogateescape"), "utf-8")


def addresses(given: object) -> list[tuple[str, str]]:
    """(name, address) of everybody in a header such as `To`; addresses in lower case, and only such with an @."""
    if given is None:
        return []
    try:
        found = getaddresses([_raw(str(given))])
    except (ValueError, IndexError, UnicodeError):
        return []
    return [(header(name), address.strip().lower()) for name, address in found if _plain(address.strip())]


def _plain(address: str) -> bool:
    return bool(re.fullmatch(r"[^\s@<>,;:\"()\[\]\x00-\x1f]{1,64}@[^\s@<>,;:\"()\[\]\x00-\x1f]{1,255}", address))
