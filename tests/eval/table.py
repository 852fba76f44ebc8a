"""The table of `make eval`: drawn on a terminal, plain lines elsewhere, or JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from rich.console import Console
from rich.table import Table

from tests.eval.parts import Skipped
from tests.eval.row import Row


@dataclass(slots=True)
class Measured:
    """All that one run found."""

    machine: str
    rows: list[Row] = field(default_factory=list)
    model: dict[tuple[str, str], Row] = field(default_factory=dict)  # by part and what
    skipped: list[Skipped] = field(default_factory=list)
    sets: Mapping[str, str] = field(default_factory=dict)  # name -> licence and origin

    def of_model(self, row: Row) -> Row | None:
        return self.model.get((row.part, row.what))


def value(row: Row | None) -> str:
    """What was measured, with its unit; a dash where nothing was."""
    return "–" if row is None or row.measured is None else _with_unit(row.measured, row.unit)


def baseline(row: Row) -> str:
    """What has to be met, and where that stands."""
    if row.baseline is None:
        return ""
    sign = "≥" if row.better == "higher" else "≤"
    return f"{sign} {_with_unit(row.baseline, row.unit)}{f' ({row.source})' if row.source else ''}"


def met(row: Row) -> str:
    return {True: "met", False: "not met", None: ""}[row.met]


def line(row: Row, model: Row | None = None) -> str:
    """One row for a log."""
    parts = [f"{row.part}: {row.what}", value(row)]
    parts += [f"model {value(model)}"] if model else []
    parts += [text for text in (baseline(row), met(row), row.note) if text]
    return " · ".join(parts)


def plain(found: Measured) -> str:
    """The whole table as lines."""
    rows = [line(row, found.of_model(row)) for row in found.rows]
    return "\n".join([*rows, *remarks(found)])


def draw(found: Measured, console: Console) -> None:
    """The whole table on a terminal."""
    heads = ["part", "what", "embedded", *(["model"] if found.model else []), "to be met", ""]
    drawn = Table(*heads, title="make eval", show_lines=False)
    before = ""
    for row in found.rows:
        if before not in ("", row.part):
            drawn.add_section()
        name = row.part if row.part != before else ""
        said = f"{row.what} [dim]{row.note}[/dim]" if row.note else row.what
        columns = [value(row), *([value(found.of_model(row))] if found.model else []), baseline(row), _coloured(row)]
        drawn.add_row(name, said, *columns)
        before = row.part
    console.print(drawn)
    console.print("\n".join(remarks(found)), highlight=False)


def as_json(found: Measured) -> str:
    """The run as one JSON object, rows in the order in which they were measured."""
    rows = [{**asdict(row), "met": row.met, "model": _figure(found.of_model(row))} for row in found.rows]
    skipped = [asdict(one) for one in found.skipped]
    said = {"machine": found.machine, "sets": dict(found.sets), "rows": rows, "skipped": skipped}
    return json.dumps(said, ensure_ascii=False, indent=2)


def remarks(found: Measured) -> Sequence[str]:
    """What stands under the table: how many were met, what was left out, whose data it is, and where it ran."""
    compared = [row for row in found.rows if row.met is not None]
    return [
        f"{sum(bool(row.met) for row in compared)} of {len(compared)} met.",
        *(f"Skipped: {one.part}: {one.why}." for one in found.skipped),
        *(f"Data: {name}: {told}" for name, told in found.sets.items()),
        found.machine,
    ]


def missed(rows: Iterable[Row]) -> list[Row]:
    """The rows that fell short."""
    return [row for row in rows if row.met is False]


def _coloured(row: Row) -> str:
    return {True: "[green]met[/green]", False: "[bold red]not met[/bold red]", None: ""}[row.met]


def _figure(row: Row | None) -> float | None:
    return row.measured if row else None


def _with_unit(number: float, unit: str) -> str:
    figures = f"{number:,.1f}" if unit == "%" or abs(number) >= 10 else f"{number:.3g}"
    figures = f"{number:,.0f}" if number == int(number) and unit != "%" else figures
    return f"{figures} {unit}".strip()
