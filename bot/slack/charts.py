"""A digest's charts in words, and as Slack draws them itself: the `data_visualization` block
(docs.slack.dev/reference/block-kit/blocks/data-visualization-block: two in a message, at most 6 series of 20 points).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain import charts
from bot.domain.charts import AGES, OTHERS, Chart, Subject
from bot.domain.digest import DigestFigures
from bot.slack.limits import Json
from bot.slack.mrkdwn import cut, inline
from bot.words import Words

_TITLE: Final = 50
_LABEL: Final = 20
_ALT: Final = 2000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its words, short enough for Slack. No label stands twice among the points, nor among the series."""

    subject: Subject
    title: str
    lines: bool  # drawn as lines, else as bars
    points: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]


def drawn(figures: DigestFigures, words: Words) -> tuple[Drawn, ...]:
    """What is drawn of these days, the most telling first; nothing of quiet ones."""
    return tuple(_drawn(chart, words) for chart in charts.charts(figures))


def block(chart: Drawn) -> Json:
    """The chart as Slack draws it, in the reader's own colours."""
    series = [
        {
            "name": name,
            "data": [{"label": label, "value": value} for label, value in zip(chart.points, values, strict=True)],
        }
        for name, values in chart.series
    ]
    kind = "line" if chart.lines else "bar"
    return {
        "type": "data_visualization",
        "block_id": f"digest:{chart.subject.value}",
        "title": chart.title,
        "chart": {"type": kind, "series": series, "axis_config": {"categories": list(chart.points)}},
    }


def image(file_id: str, shown: Sequence[Drawn], words: Words) -> Json:
    """The same as a picture that Slack has as a file."""
    return {
        "type": "image",
        "block_id": "digest:picture",
        "slack_file": {"id": file_id},
        "alt_text": spoken(shown, words),
    }


def spoken(shown: Sequence[Drawn], words: Words) -> str:
    """Every figure of the charts as sentences, for whoever does not see them."""
    return cut(" ".join(_spoken(chart, words) for chart in shown), _ALT)


def _spoken(chart: Drawn, words: Words) -> str:
    told = [
        words.chart_series(
            name if len(chart.series) > 1 else "",
            [f"{label} {words.chart_value(value)}" for label, value in zip(chart.points, values, strict=True)],
        )
        for name, values in chart.series
    ]
    return words.chart_spoken(chart.title, told)


def _drawn(chart: Chart, words: Words) -> Drawn:
    named = chart.subject is Subject.WAITED_BY_DAY
    return Drawn(
        subject=chart.subject,
        title=cut(words.chart_title(chart.subject), _TITLE),
        lines=chart.subject is Subject.WAITED_BY_DAY,
        points=_apart([_point(point, chart, words) for point in chart.points]),
        series=tuple(
            zip(
                _apart([_holder(name, words) if named else words.chart_line(name) for name, _ in chart.series]),
                (values for _, values in chart.series),
                strict=True,
            )
        ),
    )


def _point(point: str | date | int, chart: Chart, words: Words) -> str:
    if isinstance(point, date):
        return words.short_day(point)
    if chart.subject is Subject.AGES:
        number = int(point)
        return words.chart_age(AGES[number] if number < len(AGES) else 0)
    return _holder(str(point), words)


def _holder(name: str, words: Words) -> str:
    return words.chart_others if name == OTHERS else words.holder(inline(name, _LABEL - 2))


def _apart(labels: list[str]) -> tuple[str, ...]:
    """Labels as short as Slack takes them, no two alike: what a cut has made alike is numbered."""
    found: list[str] = []
    for label in labels:
        short, number = cut(label, _LABEL) or "–", 2
        while short in found:
            end = f" {number}"
            short, number = cut(label, _LABEL - len(end)) + end, number + 1
        found.append(short)
    return tuple(found)
