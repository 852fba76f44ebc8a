"""Building large things in a thread without holding up the event loop.

Four things stop the other threads of a process: loading a compiled library; the garbage collector when it looks through
all that there is, which many new objects make it do again and again; threads that reckon, each of which keeps the
interpreter for five milliseconds at a time, so that of several the event loop may wait for one after the other; and a
thread that lets go of the interpreter and takes it back in the same moment, as numpy does for each small step, which
wakes those who wait and is always there before them.
"""

import contextlib
import gc
import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from time import sleep
from typing import Final, TypeVar

from bot.assistant import language

_Item = TypeVar("_Item")
_HEAVY: Final = ("bot.assistant.classifier", "bot.assistant.delicate", "bot.assistant.retrieval")
_LOCK: Final = threading.Lock()
#: Seconds for which a thread keeps the interpreter where others want it, while something large is built.
_TURN: Final = 0.001
_ITEMS: Final = 16
_LONG_ENOUGH: Final = 0.0001  # seconds in which somebody who waits is there
_builders = 0
_usual_turn = sys.getswitchinterval()


def load_libraries() -> None:
    """Import what is heavy, about a second's worth. For a process that will need it, before it serves anybody."""
    for name in _HEAVY:
        import_module(name)
    language.load_model()
    gc.freeze()


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Build something large and lasting: the collector waits, and afterwards never looks at what there is by then;
    threads take short turns meanwhile.

    Threads may build at the same time. What is let go later is freed all the same; only cycles among what was there
    would stay.
    """
    global _builders, _usual_turn
    with _LOCK:
        if not _builders:
            _usual_turn = sys.getswitchinterval()
            sys.setswitchinterval(_TURN)
        _builders += 1
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            _builders -= 1
            if not _builders:
                sys.setswitchinterval(_usual_turn)
                gc.freeze()
                gc.enable()


class InTurns(list[_Item]):
    """A list that lets other threads have a turn after each few of its items, while somebody goes through it."""

    def __iter__(self) -> Iterator[_Item]:
        for number, item in enumerate(super().__iter__(), start=1):
            if not number % _ITEMS:
                sleep(_LONG_ENOUGH)
            yield item
