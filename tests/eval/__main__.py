"""`make eval`: how good the assistant is, in one table.

Each part is a module `tests.eval.<part>` with `rows(data)`, imported only when it is asked for. With a key or a base
URL a part that has `measure_model(data)` is measured a second time with the outside engine, row by row under the same
name.
"""

import argparse
import logging
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog
from rich.console import Console

from tests.eval import table
from tests.eval.parts import PARTS, Measure, Part, Ready, Skipped, licences, ready
from tests.eval.row import Row
from tests.eval.table import Measured

EXAMPLE: Final = """examples:
  make eval                                        the golden tickets only
  make eval DATA=../shared/data                    all parts, on the public data sets in that folder
  make eval DATA=../shared/data ONLY=types,gate    some of them
  python -m tests.eval --data ../shared/data --json
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. 1 where a part broke; a baseline that is not met is told and breaks nothing."""
    chosen = _parser().parse_args(arguments)
    structlog.reset_defaults()  # whoever has asked for logs of another shape in this process
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR), logger_factory=_to_stderr)
    parts = _chosen(chosen.only)
    folder = Path(chosen.data) if chosen.data else None
    if folder is not None and not folder.is_dir():
        _say(f"There is no folder {folder}.")
        return 2
    if folder is None:
        _say("Without DATA only the golden tickets are measured: make eval DATA=<folder with the data sets>.")
    found = Measured(machine(), sets=licences(folder, parts) if folder else {})
    broken = measure(found, parts, folder)
    console = Console()
    if chosen.json:
        print(table.as_json(found))
    elif console.is_terminal:
        table.draw(found, console)
    else:
        print(table.plain(found))
    return int(broken)


def measure(found: Measured, parts: Sequence[Part], folder: Path | None) -> bool:
    """Measure all `parts` one after the other and keep what came of them in `found`; True where one of them broke."""
    broken = False
    for part in parts:
        try:
            one = ready(part, folder)
            if isinstance(one, Skipped):
                found.skipped.append(one)
                continue
            _measure(found, one, folder or Path())
        except Exception as error:  # one part's fault must not cost the others' figures
            _say(f"{part.name} broke: {type(error).__name__}: {error}")
            found.skipped.append(Skipped(part.name, f"broke, {type(error).__name__}"))
            broken = True
    return broken


def machine() -> str:
    """When and on what it was measured."""
    today = datetime.now(UTC).date().isoformat()
    return f"{today}, Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"


def outside_configured() -> bool:
    """Whether there is a model to be measured: a key, or the address of a compatible service."""
    return bool(os.environ.get("OPENAI_API_KEY") or os.environ.get("OPENAI_BASE_URL"))


def _measure(found: Measured, one: Ready, folder: Path) -> None:
    found.rows += list(_told(one.embedded, folder, one.part))
    if one.model and outside_configured():
        told = _told(one.model, folder, f"{one.part}, model")
        found.model |= {(row.part, row.what): row for row in told}


def _told(rows: Measure, folder: Path, part: str) -> Iterator[Row]:
    _say(f"{part} …")
    for row in rows(folder):
        _say(f"  {table.line(row)}")
        yield row


def _chosen(only: str) -> tuple[Part, ...]:
    names = [name.strip() for name in only.split(",") if name.strip()]
    return tuple(part for part in PARTS if not names or part.name in names)


def _known(only: str) -> str:
    unknown = {name.strip() for name in only.split(",")} - {part.name for part in PARTS} - {""}
    if unknown:
        raise argparse.ArgumentTypeError(
            f"no part {', '.join(sorted(unknown))}; there are {', '.join(part.name for part in PARTS)}"
        )
    return only


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.eval",
        description="Measure how good the assistant is, and print one table.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", default="", help="folder with the public data sets")
    parser.add_argument("--only", default="", type=_known, help="parts to measure, with commas between")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    return parser


def _to_stderr(*_: object) -> structlog.PrintLogger:
    """What the parts under measurement log is none of the report; thousands of drafts are withheld on purpose."""
    return structlog.PrintLogger(sys.stderr)


def _say(what: str) -> None:
    """Progress goes to standard error, so that standard output is the report."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
