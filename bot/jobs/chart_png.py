"""Charts as one PNG, for a Slack that does not draw them itself.

It brings its own light ground, so that it is as readable in a dark Slack as in a light one. The colours are those of
Okabe and Ito, which colour-blind people tell apart; each value is written at its bar or point, and each line has its
name at its end and a mark of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from bot.slack.charts import Drawn
from bot.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_MARKS: Final = ("o", "s", "^", "D", "v", "P")
_INK: Final = "#1e2422"
_GROUND: Final = "#ffffff"
_FONT: Final = "DejaVu Sans"  # comes with matplotlib
_UNKNOWN: Final = "\u25a1"
#: Inches and dots per inch.
_WIDTH, _HEIGHT, _DOTS = 7.2, 2.8, 150
#: What is written at lines keeps about this share of the height apart.
_APART: Final = 0.085


def png(shown: Sequence[Drawn], words: Words) -> bytes:
    """All charts, one below the other. Takes a moment, so call it in a thread."""
    from matplotlib.figure import Figure  # heavy: only a worker pays for it, with its first picture

    figure = Figure(figsize=(_WIDTH, _HEIGHT * len(shown)), dpi=_DOTS, facecolor=_GROUND, layout="constrained")
    for place, chart in enumerate(shown, start=1):
        axes = figure.add_subplot(len(shown), 1, place, facecolor=_GROUND)
        (_lines if chart.lines else _bars)(axes, chart, words)
        axes.set_title(_readable(chart.title), loc="left", color=_INK, fontweight="bold", parse_math=False)
        axes.set_xticks(range(len(chart.points)))
        axes.set_xticklabels([_readable(label) for label in chart.points], parse_math=False, color=_INK)
        axes.set_yticks([])
        axes.tick_params(length=0)
        axes.spines[["left", "right", "top"]].set_visible(False)
        axes.margins(y=0.15)
        axes.set_ylim(bottom=0)
    written = BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


def _bars(axes: Axes, chart: Drawn, words: Words) -> None:
    width = 0.8 / len(chart.series)
    for which, (name, values) in enumerate(chart.series):
        places = [at + (which - (len(chart.series) - 1) / 2) * width for at in range(len(values))]
        axes.bar(places, values, width * 0.94, color=_COLOURS[which], label=_readable(name))
        for place, value in zip(places, values, strict=True):
            _write(axes, words.chart_value(value), (place, value), (0, 3), "center")
    if len(chart.series) > 1:
        told = axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=len(chart.series), frameon=False)
        for text in told.get_texts():
            text.set(parse_math=False, color=_INK)


def _lines(axes: Axes, chart: Drawn, words: Words) -> None:
    most = max((value for _, values in chart.series for value in values), default=0) or 1
    lowest = -1.0
    ends = {}
    for name, values in sorted(chart.series, key=lambda one: one[1][-1]):
        lowest = ends[name] = max(values[-1] / most, lowest + _APART)
    for which, (name, values) in enumerate(chart.series):
        axes.plot(values, color=_COLOURS[which], marker=_MARKS[which], linewidth=2, markersize=5)
        for at, value in enumerate(values):
            below = any(value <= other[at] < value + _APART * most for _, other in chart.series if other is not values)
            _write(axes, words.chart_value(value), (at, value), (0, -14 if below and value else 5), "center")
        _write(axes, _readable(name), (len(values) - 1, ends[name] * most), (10, -2), "left")


def _write(axes: Axes, text: str, at: tuple[float, float], away: tuple[int, int], side: str) -> None:
    axes.annotate(
        text, at, xytext=away, textcoords="offset points", ha=side, color=_INK, fontsize=9, parse_math=False,
        annotation_clip=False,
    )  # fmt: skip


def _readable(text: str) -> str:
    """Letters that the font does not have as boxes: matplotlib would warn of each."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont(_FONT)).get_charmap()
    return "".join(letter if ord(letter) in known else _UNKNOWN for letter in text)
