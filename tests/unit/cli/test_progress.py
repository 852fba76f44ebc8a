"""Progress: a bar on a terminal, plain lines elsewhere."""

import io

from rich.console import Console

from bot.cli.progress import progress


def test_elsewhere_plain_lines_are_printed_now_and_then() -> None:
    written = io.StringIO()
    with progress("Rehearsing", 40, Console(file=written)) as show:
        for done in (0, 1, 4, 4, 5, 20, 18, 40, 41):
            show(done)

    assert written.getvalue().splitlines() == [
        "Rehearsing: 4 of 40",
        "Rehearsing: 20 of 40",
        "Rehearsing: 40 of 40",
    ]


def test_on_a_terminal_a_bar_is_drawn() -> None:
    written = io.StringIO()
    with progress("Rehearsing", 2, Console(file=written, force_terminal=True, width=80)) as show:
        show(2)

    assert "2/2" in written.getvalue()
