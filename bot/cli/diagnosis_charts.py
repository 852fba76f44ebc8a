"""Charts of a diagnosis as inline SVG: colours by CSS, so that they follow light and dark, and never the only sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from bot.domain.diagnosis import Verdict

#: Each verdict's class on the page, and the mark that says the same without colour.
MARKS: Final = {
    Verdict.AUTOMATE: ("automate", "●"),
    Verdict.INTEGRATE: ("integrate", "◆"),
    Verdict.WRITE_DOWN: ("write", "▲"),
    Verdict.NOT_YET: ("not-yet", "○"),
}
_WIDTH: Final = 720
_ROW: Final = 26
_LABEL: Final = 230
_VALUE: Final = 110
_LONGEST: Final = 32  # characters of a label


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    size: float
    told: str  # the figure as it is written beside the bar
    verdict: Verdict


def bars(name: str, title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars with their figures beside them. `name` is unique on the page. Empty without rows."""
    if not rows:
        return ""
    most = max(row.size for row in rows) or 1.0
    room = _WIDTH - _LABEL - _VALUE
    drawn = []
    for place, row in enumerate(rows):
        kind, mark = MARKS[row.verdict]
        top = place * _ROW
        width = max(1.0, room * row.size / most)
        label = row.label if len(row.label) <= _LONGEST else f"{row.label[: _LONGEST - 1]}…"
        drawn.append(
            f'<text x="{_LABEL - 10}" y="{top + 17}" text-anchor="end">{escape(label)} {mark}</text>'
            f'<rect class="{kind}" x="{_LABEL}" y="{top + 5}" width="{width:.1f}" height="16" rx="2"/>'
            f'<text x="{_LABEL + width + 8:.1f}" y="{top + 17}">{escape(row.told)}</text>'
        )
    said = "; ".join(f"{row.label}: {row.told}, {row.verdict.value}" for row in rows)
    return _picture(name, title, said, len(rows) * _ROW, "".join(drawn))


def weeks(name: str, title: str, counts: Sequence[tuple[date, int]]) -> str:
    """One column a week. Empty where fewer than two weeks are known."""
    if len(counts) < 2:
        return ""
    most = max(count for _, count in counts) or 1
    wide = _WIDTH / len(counts)
    height = 120
    drawn = "".join(
        f'<rect class="plain" x="{place * wide + wide * 0.1:.1f}" y="{height - height * count / most:.1f}" '
        f'width="{wide * 0.8:.1f}" height="{height * count / most:.1f}"/>'
        for place, (_, count) in enumerate(counts)
    )
    first, last = counts[0][0].isoformat(), counts[-1][0].isoformat()
    drawn += f'<text x="0" y="{height + 18}">{first}</text>'
    drawn += f'<text x="{_WIDTH}" y="{height + 18}" text-anchor="end">{last}</text>'
    shown = counts if len(counts) <= 60 else [max(counts, key=lambda one: one[1])]
    said = "; ".join(f"week of {monday.isoformat()}: {count}" for monday, count in shown)
    if len(counts) > 60:
        said = f"{len(counts)} weeks from {first} to {last}; the busiest, {said}"
    return _picture(name, title, said, height + 24, drawn)


def _picture(name: str, title: str, said: str, height: int, drawn: str) -> str:
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-figures" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-figures">{escape(said)}</desc>{drawn}</svg>'
    )
