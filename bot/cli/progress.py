"""How far a long command is: a bar on a terminal, plain lines elsewhere."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

#: Without a terminal a line is printed each time so many hundredths more are done.
_STEP: Final = 10

#: Called with how much is done by now; a smaller number than before is fine.
Show = Callable[[int], None]


@contextlib.contextmanager
def progress(title: str, total: int, console: Console | None = None) -> Iterator[Show]:
    """Yields a function that shows how many of `total` are done."""
    screen = console or Console(stderr=True)
    if not screen.is_terminal:
        yield _lines(title, total, screen)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=min(done, total))


def _lines(title: str, total: int, screen: Console) -> Show:
    shown = 0

    def show(done: int) -> None:
        nonlocal shown
        percent = 100 * min(done, total) // total if total else 100
        if percent >= shown + _STEP:
            shown = percent - percent % _STEP
            screen.print(f"{title}: {min(done, total)} of {total}", highlight=False)

    return show
