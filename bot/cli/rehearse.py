"""`python -m bot rehearse`: what would have become of these texts?"""

import argparse
import asyncio
import signal
from pathlib import Path
from typing import Final

from bot.cli import shop, texts
from bot.cli.local import quiet
from bot.cli.progress import progress
from bot.cli.rehearsal import Report, rehearse
from bot.domain.errors import DeskhandError

EXAMPLE: Final = """  python -m bot rehearse examples/texts.csv
  python -m bot rehearse tickets.csv --text body --limit 500 --desk desk.toml"""

#: So many rows go through once more with Slack's limits on: one post a second and channel takes its time.
WITH_LIMITS: Final = 60


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.csv", help="customer texts, one a row")
    parser.add_argument(
        "--text", metavar="COLUMN", help="the column with the text (default: the only, else the longest)"
    )
    parser.add_argument("--limit", type=_count, metavar="N", help="only the first N rows")
    parser.add_argument("--desk", type=Path, default=shop.DESK, help="the desk file (default: the example's)")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a number of rows, such as 500")
    return int(text)


def run(chosen: argparse.Namespace) -> int:
    """Rehearse without limits, then the first rows with them, and print both. 1 when a row was lost or doubled."""
    rows = texts.read(chosen.files, chosen.text)[: chosen.limit]
    if not rows:
        raise DeskhandError("There is no text to rehearse with.")
    quiet()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends it as Ctrl-C does, and leaves no files behind
    reports = {"without limits (--no-limits)": _rehearse("without limits", rows, chosen.desk, limits=False)}
    print("\n".join(table(reports)), flush=True)  # a long run is worth having, whatever becomes of the next
    reports["with limits"] = _rehearse("with limits", rows[:WITH_LIMITS], chosen.desk, limits=True)
    print("\n".join(["", *table(reports)]))
    return 1 if any(report.lost or report.doubled for report in reports.values()) else 0


def _rehearse(title: str, rows: list[str], desk: Path, *, limits: bool) -> Report:
    with progress(f"Rehearsing {title}", len(rows)) as show:
        return asyncio.run(rehearse(rows, desk, limits=limits, show=show))


def table(reports: dict[str, Report]) -> list[str]:
    """The reports side by side as a Markdown table, a figure a line."""
    lines = {name: _figures(report) for name, report in reports.items()}
    reasons = dict.fromkeys(reason for report in reports.values() for reason in report.withheld)
    for name, report in reports.items():
        lines[name] |= {f"– {reason}": str(report.withheld.get(reason, 0)) for reason in reasons}
        lines[name]["seconds"] = f"{report.seconds:.0f}"
    labels = list(next(iter(lines.values())))
    rows = [["", *lines], *([label, *(figures[label] for figures in lines.values())] for label in labels)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rule = [f"{'-' * widths[0]}", *(f"{'-' * (width - 1)}:" for width in widths[1:])]
    aligned = [
        [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))] for row in rows
    ]
    return [f"| {' | '.join(row)} |" for row in [aligned[0], rule, *aligned[1:]]]


def _figures(report: Report) -> dict[str, str]:
    verdicts = report.verdicts
    counts = {
        "texts": report.rows,
        "received": report.received,
        "stored": report.stored,
        "carded": report.carded,
        "lost": report.lost,
        "doubled": report.doubled,
        "drafted": verdicts.get("suggest", 0),
        "asked what it is": verdicts.get("ask", 0),
        "sensitive, sealed": verdicts.get("sealed", 0),
        "withheld": sum(report.withheld.values()),
    }
    return {label: str(count) for label, count in counts.items()}
