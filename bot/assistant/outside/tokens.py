"""Counts tokens, and keeps texts within their budget."""

import base64
import hashlib
import math
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any, Final

import structlog

Count = Callable[[str], int]

#: The file of o200k_base in tiktoken's cache: the SHA-1 of its address, and the SHA-256 that tiktoken asks of it.
FILE: Final = "fb374d419588a4632f3f557e76b4b70aebbca790"
_SHA256: Final = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
LEFT_OUT: Final = "[{count} messages left out]"
_CUT: Final = " […] "

_log = structlog.get_logger(__name__)


def estimate(text: str) -> int:
    """Tokens as a third of the bytes: rarely too few, for prose, JSON and any script."""
    return math.ceil(len(text.encode()) / 3)


class Counter:
    """Counts as OpenAI's current models do, where the file for it is at hand; else it estimates. It never downloads.

    tiktoken itself would fetch the file at first use, without any time-out, and delete one that it finds changed.
    """

    def __init__(self, folder: Path | None) -> None:
        """`folder` is where tiktoken keeps its files (`TIKTOKEN_CACHE_DIR`)."""
        self._folder = folder
        self._encoding: Any = None
        self._loading = threading.Lock()

    def load(self) -> bool:
        """Read the file. Whether it counts exactly now. Takes half a second and 90 MB, and holds up every thread of the
        process: call it before anything is served."""
        with self._loading:
            if self._encoding is None and self._folder is not None:
                path = self._folder / FILE
                found = path.read_bytes() if path.is_file() else b""
                if found and hashlib.sha256(found).hexdigest() != _SHA256:
                    _log.warning("tokens.file_changed", file=FILE)
                elif found:
                    self._encoding = _encoding(found)
            return self._encoding is not None

    def __call__(self, text: str) -> int:
        if self._encoding is None:
            return estimate(text)
        try:
            return len(self._encoding.encode(text, disallowed_special=()))
        except ValueError:  # a million blanks in a row
            return estimate(text)


def _encoding(file: bytes) -> Any:
    from tiktoken import Encoding
    from tiktoken_ext import openai_public

    ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in file.splitlines() if line)}
    # The pattern stands in tiktoken only inside the function that downloads; here it is given what was read.
    given = {**vars(openai_public), "load_tiktoken_bpe": lambda *_, **__: ranks}
    return Encoding(**FunctionType(openai_public.o200k_base.__code__, given)())


def shortened(text: str, most: int, count: Count) -> str:
    """The text within so many tokens: its beginning and its end, where it is too long."""
    if count(text) <= most:
        return text
    keep = len(text)
    while keep > 1:
        keep = keep * 3 // 4
        kept = f"{text[: keep * 2 // 3].rstrip()}{_CUT}{text[len(text) - keep // 3 :].lstrip()}"
        if count(kept) <= most:
            return kept
    return ""


def conversation(messages: Sequence[str], most: int, count: Count) -> str:
    """Messages, oldest first, within so many tokens. A long thread loses its middle, never the first or the newest."""
    if not messages:
        return ""
    if len(messages) == 1:
        return shortened(messages[0], most, count)
    first, newest = shortened(messages[0], most * 2 // 5, count), shortened(messages[-1], most // 2, count)
    left = most - count(first) - count(newest) - count(LEFT_OUT)
    kept: list[str] = []
    for message in reversed(messages[1:-1]):  # what was said last explains the newest message best
        left -= count(message) + 2
        if left < 0:
            break
        kept.insert(0, message)
    out = len(messages) - 2 - len(kept)
    gap = [LEFT_OUT.format(count=out)] if out else []
    return "\n\n".join([first, *gap, *kept, newest])
