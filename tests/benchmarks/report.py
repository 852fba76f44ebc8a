"""What was measured, as a table for people and as one line for programs."""

import json
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from tests.benchmarks.contention import CLICKERS, Contended
from tests.benchmarks.crowded import Looks
from tests.benchmarks.draining import Drained
from tests.benchmarks.embedded import ARTICLES, PAST, Cost
from tests.benchmarks.latency import Waits
from tests.benchmarks.startup import Start
from tests.benchmarks.throughput import Rates

_NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


@dataclass(slots=True)
class Measured:
    """Everything of one run, by database or by part."""

    machine: str
    durable: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Rates] = field(default_factory=dict)
    intakes: dict[str, Rates] = field(default_factory=dict)
    waits: dict[str, Waits] = field(default_factory=dict)
    drains: list[Drained] = field(default_factory=list)
    contended: dict[str, Contended] = field(default_factory=dict)
    crowds: dict[str, Looks] = field(default_factory=dict)
    starts: dict[str, Start] = field(default_factory=dict)
    assistant: list[Cost] = field(default_factory=list)


def table(found: Measured) -> str:
    """Plain text, in the order in which it was measured."""
    lines = [found.machine, *(f"{_NAMES[name]}: {how}" for name, how in found.durable.items()), ""]
    lines += _rates("Claim clicks per second, 20 clients", found.claims, [
        ("Bolt, acknowledging only", "ack"), ("Bolt + the statements by the raw driver", "driver"),
        ("Deskhand", "deskhand"), ("Deskhand, and the card shown at once", "shown"),
    ], "ack")  # fmt: skip
    lines += _rates("Webhooks per second, 20 clients", found.intakes, [
        ("aiohttp + one INSERT", "insert"), ("aiohttp + the statements by the raw driver", "driver"),
        ("Deskhand", "deskhand"),
    ], "insert")  # fmt: skip
    lines += ["From webhook to posted card at 20 tickets a second", _row("", "p50", "p99", "cards missing")]
    for name, waits in found.waits.items():
        missing = f"{waits.missing} of {waits.tickets}"
        lines.append(_row(f"  web and worker in one process, {_NAMES[name]}",
                          f"{waits.p50:.2f} s", f"{waits.p99:.2f} s", missing))  # fmt: skip
    lines += ["", *_drains(found.drains), "", *_contended(found.contended), "", *crowded(found.crowds)]
    lines += ["", "Start-up, PostgreSQL", _row("", "seconds", "resident")]
    for part, start in found.starts.items():
        memory = "not known here" if start.mib is None else f"{start.mib:.0f} MiB"
        lines.append(_row(f"  the {part} process", f"{start.seconds:.1f} s", memory))
    return "\n".join([*lines, *_assistant(found.assistant)])


def _assistant(found: list[Cost]) -> list[str]:
    """Of several processes the median and the best; the pauses are those of an event loop beside the work."""
    if not found:
        return []
    lines = ["", _row(f"The embedded assistant, {ARTICLES:,} articles, milliseconds", "median", "best", "of bare")]
    bare = median(cost.bare for cost in found)
    for label, name in (
        ("BM25 and a logistic regression, bare", "bare"),
        ("a ticket", "ticket"), ("the same, p95", "ticket_p95"),
        (f"a ticket, {PAST:,} past tickets beside", "with_past"), ("the same, p95", "with_past_p95"),
        ("longest pause of an idle loop", "idle_pause"), ("the same while it learns at the start", "learning_pause"),
        ("the same while a child learns, and is listened to", "child_pause"),
        ("the same while it prepares tickets", "preparing_pause"), ("the same, p99", "preparing_pause_p99"),
    ):  # fmt: skip
        each = [getattr(cost, name) for cost in found]
        share = "" if "pause" in name else f"{median(each) / bare:.1f}"
        lines.append(_row(f"  {label}", f"{median(each):.1f}", f"{min(each):.1f}", share))
    return lines


def _rates(title: str, found: dict[str, Rates], rows: list[tuple[str, str]], bare: str) -> list[str]:
    """Each rate with its share of the bare part's and of the raw driver's."""
    lines = []
    for database, rates in found.items():
        lines.append(_row(f"{title}, {_NAMES[database]}", "per second", f"of {_SHORT[bare]}", "of raw driver"))
        for label, name in rows:
            share = f"{rates[name] / rates[bare]:.2f}"
            driver = "" if name == bare else f"{rates[name] / rates['driver']:.2f}"
            lines.append(_row(f"  {label}", f"{rates[name]:.0f}", share, driver))
        lines.append("")
    return lines


def _drains(found: list[Drained]) -> list[str]:
    lines = [_row("Waiting cards posted per second, PostgreSQL", "Deskhand", "bare workers", "of bare")]
    for drained in found:
        workers = "1 worker" if drained.workers == 1 else f"{drained.workers} workers"
        lines.append(_row(f"  {drained.rows:,} rows, {workers}", f"{drained.deskhand:.0f}", f"{drained.bare:.0f}",
                          f"{drained.deskhand / drained.bare:.2f}"))  # fmt: skip
    return lines


def _contended(found: dict[str, Contended]) -> list[str]:
    lines = [_row(f"{CLICKERS} people press Claim on one card at once", "p50", "p99", "p99 of bare")]
    for database, waits in found.items():
        lines.append(_row(f"  Bolt + one conditional UPDATE, {_NAMES[database]}",
                          f"{waits.bare_p50:.3f} s", f"{waits.bare_p99:.3f} s", "1.00"))  # fmt: skip
        lines.append(_row(f"  Deskhand, {_NAMES[database]}: one winner, 49 told who won",
                          f"{waits.p50:.3f} s", f"{waits.p99:.3f} s", f"{waits.p99 / waits.bare_p99:.2f}"))  # fmt: skip
    return lines


def crowded(found: dict[str, Looks]) -> list[str]:
    """`/queue` on each database, beside the bare command."""
    lines = []
    for database, looks in found.items():
        lines.append(_row(f"/queue, {looks.open:,} open and {looks.closed:,} closed, {_NAMES[database]}", "p50", "p99",
                          "p99 of bare"))  # fmt: skip
        lines.append(_row("  Bolt + ten rows by the raw driver",
                          f"{looks.bare[0]:.3f} s", f"{looks.bare[1]:.3f} s", "1.00"))  # fmt: skip
        for label, (p50, p99) in (
            ("Deskhand, each filter in turn, to an agent", looks.agent),
            *((f"  of these /queue orders {name}".rstrip(), spread) for name, spread in looks.filters.items()),
            ("Deskhand, the last page of each, by Later", looks.deep),
            ("Deskhand, to a lead, with who has how much", looks.lead),
        ):
            lines.append(_row(f"  {label}", f"{p50:.3f} s", f"{p99:.3f} s", f"{p99 / looks.bare[1]:.2f}"))
    return lines


_SHORT = {"ack": "bare ack", "insert": "bare INSERT"}


def _row(label: str, *cells: str) -> str:
    return f"{label:<58}" + "".join(f"{cell:>16}" for cell in cells)


def line(found: Measured) -> str:
    """The same as one line of JSON, with three decimals."""
    return json.dumps(_rounded(asdict(found)), separators=(",", ":"))


def _rounded(given: Any) -> Any:
    if isinstance(given, dict):
        return {name: _rounded(each) for name, each in given.items()}
    if isinstance(given, list | tuple):
        return [_rounded(each) for each in given]
    return round(given, 3) if isinstance(given, float) else given
