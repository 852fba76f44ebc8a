"""Files that came along with a message: where they may be fetched, what they turn out to be, and which may do harm."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from bot.domain.errors import DeskhandError

#: Bytes of a file that is fetched at most: it is in memory while it is handed on.
LARGEST: Final = 20_000_000
#: As much of an address as is read.
_LONGEST: Final = 2000
#: Letters that a host, a path and a query are written in; everything else stands escaped in an address.
_WRITTEN: Final = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+\Z")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

Danger = Literal["", "program", "page", "drawing", "macros"]


class NotFetched(StrEnum):
    """Why somebody who asked for a file did not get it. Each has a sentence in `bot.words`."""

    GONE = "gone"
    FORBIDDEN = "forbidden"
    TOO_LARGE = "too_large"
    TIME_OUT = "time_out"
    ELSEWHERE = "elsewhere"  # its address leads to one that the desk file does not name
    UNREACHABLE = "unreachable"
    EMPTY = "empty"
    NOT_ALLOWED = "not_allowed"  # it was sealed, or they left, while it was on its way
    NO_SCOPE = "no_scope"
    SLACK_REFUSED = "slack_refused"
    SLACK_AWAY = "slack_away"
    FAILED = "failed"


class FileNotFetched(DeskhandError):
    """A file did not come. `again`: it may, if it is asked for once more in a moment."""

    def __init__(self, why: NotFetched, *, again: bool = False) -> None:
        super().__init__(why.value)
        self.why = why
        self.again = again


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it came, and what its server calls it."""

    content: bytes = field(repr=False)
    media_type: str


def address_fault(address: str) -> str:
    """What is wrong with an address of the desk file under which files may be fetched; empty for a sound one."""
    parts = _parts(address)
    if parts is None or not address.endswith("/") or "?" in address or "#" in address:
        return 'must be an address such as "https://desk.example.com/attachments/", with a slash at its end'
    scheme, host = parts[0]
    if scheme == "http" and host not in _LOOPBACK:
        return "must begin with https://, since a customer’s files and a token travel there"
    return ""


def may_fetch(url: str, addresses: Iterable[str]) -> bool:
    """Whether a file's address lies under one of the desk file's: same scheme, host and port, and a path below.

    Compared in parts that no two readers of addresses can differ about: whatever could be read as another host or as a
    way up, such as a user's name, a backslash, `..` or an escaped slash, is refused.
    """
    wanted = _parts(url)
    if wanted is None:
        return False
    named = [found for address in addresses if (found := _parts(address)) is not None]
    return any(wanted[0] == origin and port == wanted[1] and wanted[2].startswith(path) for origin, port, path in named)


def origin(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an address; None for one that is not read here."""
    found = _parts(url)
    return (*found[0], found[1]) if found else None


def _parts(url: str) -> tuple[tuple[str, str], int, str] | None:
    """((scheme, host), port, path) of an address that has one reading only."""
    if len(url) > _LONGEST or not _WRITTEN.match(url):
        return None
    try:
        found = urlsplit(url)
        host, port = found.hostname, found.port
    except ValueError:
        return None
    if found.scheme not in ("https", "http") or not host or "@" in found.netloc or not found.path.startswith("/"):
        return None
    if "%" in found.netloc or _climbs(found.path):
        return None
    return (found.scheme, host.rstrip(".")), port or (443 if found.scheme == "https" else 80), found.path


def _climbs(path: str) -> bool:
    """Whether some reader could leave the folder that the path seems to lie in."""
    plain = path
    for _ in range(3):  # escaped once, twice and three times
        if any(part in (".", "..") for part in re.split(r"[/\\]", plain)) or "//" in plain or "\\" in plain:
            return True
        if plain.count("/") != path.count("/") or not plain.isprintable():
            return True
        plain = unquote(plain)
    return plain.count("/") != path.count("/")


#: How files begin, and what they are then.
_BEGINNINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xca\xfe\xba\xbe", "application/x-mach-binary"),
    (b"#!", "text/x-shellscript"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)  # fmt: skip
_PAGE: Final = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<script[\s>]|<body[\s>]", re.IGNORECASE)
_DRAWING: Final = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\Z")
#: What a server says of a file of which it knows nothing.
_NOTHING_SAID: Final = frozenset({"application/octet-stream", "binary/octet-stream"})


def media_type(said: str) -> str:
    """A media type as somebody else wrote it, without parameters; empty for what is none."""
    plain = said.partition(";")[0].strip().lower()
    return plain if _MEDIA_TYPE.match(plain) else ""


def found_type(content: bytes, said: str = "") -> str:
    """What a file is by its own beginning, else as its server says; empty where neither tells."""
    head = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"heix", b"mif1") else "video/mp4"
    if known := next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), ""):
        return known
    if b"\0" not in head and b"<" in head:
        if _PAGE.search(head):
            return "text/html"
        if _DRAWING.search(head):
            return "image/svg+xml"
    told = media_type(said)
    return "" if told in _NOTHING_SAID else told


_PROGRAMS: Final = frozenset({
    "application/x-msdownload", "application/x-executable", "application/x-mach-binary", "text/x-shellscript",
    "application/x-sh", "application/x-msdos-program", "application/vnd.microsoft.portable-executable",
    "application/java-archive", "application/x-java-archive", "application/javascript", "text/javascript",
    "application/x-msi", "application/vnd.android.package-archive", "application/x-apple-diskimage",
    "application/hta", "application/x-bat", "application/x-elf", "application/x-sharedlib",
})  # fmt: skip
_PROGRAM_NAMES: Final = frozenset({
    "exe", "com", "scr", "pif", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "mjs", "wsf", "wsh", "hta",
    "msi", "msp", "msix", "cpl", "dll", "sys", "lnk", "url", "scf", "reg", "jar", "apk", "app", "dmg", "pkg",
    "command", "sh", "bash", "zsh", "run", "bin", "deb", "rpm", "iso", "img", "vhd", "appimage", "desktop", "py",
    "rb", "pl",
})  # fmt: skip
_PAGE_NAMES: Final = frozenset({"html", "htm", "xhtml", "xht", "mht", "mhtml", "shtml"})
_MACRO_NAMES: Final = frozenset({
    "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm",
})  # fmt: skip


def danger(name: str, *media_types: str) -> Danger:
    """Which harm a file may do to whoever opens it, by its name and all that is said and found of it."""
    ending = name.strip().rstrip(". ").rpartition(".")[2].lower() if "." in name else ""
    kinds = {media_type(one) for one in media_types}
    if ending in _PROGRAM_NAMES or kinds & _PROGRAMS:
        return "program"
    if ending in _MACRO_NAMES or any("macroenabled" in kind for kind in kinds):
        return "macros"
    if ending in _PAGE_NAMES or kinds & {"text/html", "application/xhtml+xml"}:
        return "page"
    return "drawing" if ending in ("svg", "svgz") or "image/svg+xml" in kinds else ""


def other_type(told: str, found: str) -> bool:
    """Whether a file is something else than the helpdesk has said; what has the shape of an archive may be a document
    of an office program."""
    said = media_type(told)
    if not said or not found or said == found or said in _NOTHING_SAID:
        return False
    boxed = {"application/zip": ("openxml", "opendocument", "zip", "epub", "java-archive", "macroenabled"),
             "application/x-ole-storage": ("msword", "ms-excel", "ms-powerpoint", "ms-outlook")}  # fmt: skip
    if any(word in said for word in boxed.get(found, ())):
        return False
    plain = {"image/jpg": "image/jpeg", "application/x-pdf": "application/pdf", "image/x-png": "image/png"}
    return plain.get(said, said) != found and not (said.startswith("text/") and found == "text/plain")
