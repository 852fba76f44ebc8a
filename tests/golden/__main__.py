"""`python -m tests.golden`: every golden ticket that falls short, with what was expected and what came."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from typing import Final

from tests.golden import floors
from tests.golden.figures import Figure, figures, shortfalls
from tests.golden.pipeline import run
from tests.golden.ticket import golden

EXAMPLE: Final = """examples:
  python -m tests.golden
  python -m tests.golden --only fr-casse-sans-photo,en-gift --text
  python -m tests.golden --raise
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """1 where a figure has fallen below its floor."""
    chosen = _parser().parse_args(arguments)
    wanted = [name.strip() for name in chosen.only.split(",") if name.strip()]
    tickets = [ticket for ticket in golden() if not wanted or any(ticket.id.startswith(name) for name in wanted)]
    all_came = asyncio.run(run(tickets))
    for came in all_came:
        short = shortfalls(came)
        for said in short:
            print(f"{came.golden.id}: {said}")
        if chosen.text and (short or wanted):
            print(f"    {came.golden.subject} | {came.golden.body}\n    -> {came.outcome}: {came.body}")
    counted = figures(all_came)
    print("\n".join(line(figure) for figure in counted))
    print(
        f"{len(all_came)} golden tickets, {1000 * sum(came.seconds for came in all_came) / len(all_came):.0f} ms each."
    )
    if wanted:
        return 0
    fallen = floors.below(counted, floors.read())
    print("\n".join(f"BELOW ITS FLOOR: {said}" for said in fallen) or "No figure is below its floor.")
    if chosen.higher:
        floors.write(floors.raised(counted, floors.read()))
    return int(bool(fallen))


def line(figure: Figure) -> str:
    number = f"{figure.measured:.1f} %" if figure.unit else f"{figure.measured:.0f}"
    return f"{figure.name}: {number} of {figure.of}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.golden",
        description="Run the golden tickets through the real pipeline and list those that fall short.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", default="", help="tickets whose id begins so, with commas between")
    parser.add_argument("--text", action="store_true", help="show what was written and what was suggested, too")
    parser.add_argument("--raise", dest="higher", action="store_true", help="put floors up to what was measured")
    return parser


if __name__ == "__main__":
    sys.exit(main())
