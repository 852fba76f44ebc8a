"""What Deskhand's log said last, for whoever has to find out why a trial went wrong."""

import sys
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import structlog
from structlog.typing import EventDict, WrappedLogger

from tests.crash.seams import Killed

#: How many lines are kept: a trial's last tries, without all that its death brought with it.
_KEPT: Final = 8
_LOUD: Final = frozenset({"warning", "error", "critical"})
#: Where the project's own code lies; an error has its place there, however deep it was raised in a library.
_ROOT: Final = Path(__file__).parents[2]


class Said:
    """A structlog processor that keeps the last warnings and errors, and lets nothing be printed."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=_KEPT)

    def __call__(self, _logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        error = _error(event.pop("exc_info", None))
        if method in _LOUD and not isinstance(error, Killed):
            said = [str(event.pop("event", "")), *(f"{name}={given}" for name, given in event.items())]
            self._lines.append(" ".join([*said, *_causes(error)]))
        raise structlog.DropEvent

    def forget(self) -> None:
        """Begin anew."""
        self._lines.clear()

    def last(self) -> list[str]:
        """The lines, the oldest first."""
        return list(self._lines)


@contextmanager
def listened() -> Iterator[Said]:
    """Keep what is logged instead of printing it, until the context is left."""
    before, said = structlog.get_config(), Said()
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, said],
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    try:
        yield said
    finally:
        structlog.configure(**before)


def _error(given: Any) -> BaseException | None:
    """The error that a line is about, in each of the ways in which structlog takes it."""
    if isinstance(given, BaseException):
        return given
    return sys.exception() if given else None


def _causes(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield f"<- {type(error).__name__}: {error} ({_place(error.__traceback__)})"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _place(trace: TracebackType | None) -> str:
    """The innermost line of ours, and the innermost at all where that is another."""
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if ".venv" not in frame.filename and frame.filename.startswith(str(_ROOT))]
    shown = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in (*ours[-1:], *frames[-1:])]
    return ", in ".join(dict.fromkeys(shown)) or "nowhere"
