"""Building large things in a thread without holding up the event loop.

Two things stop every thread of a process: loading a compiled library, and the garbage collector when it looks through
all that there is, which many new objects make it do again and again.
"""

import contextlib
import gc
import threading
from collections.abc import Iterator
from importlib import import_module
from typing import Final

from bot.assistant import language

_HEAVY: Final = ("bot.assistant.classifier", "bot.assistant.delicate", "bot.assistant.retrieval")
_LOCK: Final = threading.Lock()
_builders = 0


def load_libraries() -> None:
    """Import what is heavy, about a second's worth. For a process that will need it, before it serves anybody."""
    for name in _HEAVY:
        import_module(name)
    language.load_model()
    gc.freeze()


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Build something large and lasting: the collector waits, and afterwards never looks at what there is by then.

    Threads may build at the same time. What is let go later is freed all the same; only cycles among what was there
    would stay.
    """
    global _builders
    with _LOCK:
        _builders += 1
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            _builders -= 1
            if not _builders:
                gc.freeze()
                gc.enable()
