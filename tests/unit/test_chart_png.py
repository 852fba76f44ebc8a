"""Charts as a PNG: readable without Slack's colours, and whatever names they bear."""

import struct
import zlib

from hypothesis import given, settings

from bot.domain.digest import DigestFigures
from bot.jobs.chart_png import png
from bot.slack import charts
from bot.words import words
from tests.unit.slack.strategies import charted
from tests.unit.slack.test_charts import week
from tests.unit.slack.test_digest_view import FIGURES, HOUR

EN = words("en")


def pixels(content: bytes) -> tuple[int, int, set[bytes]]:
    """Width, height and the bytes of the first row of a picture, without its filter."""
    width, height, depth, kind = struct.unpack(">IIBB", content[16:26])
    assert (depth, kind) == (8, 6), "eight bits of red, green, blue and opacity"
    found, at = b"", 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        found += content[at + 8 : at + 8 + length] if content[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    row = zlib.decompress(found)[1:5]
    return width, height, {row}


def test_two_charts_stand_one_below_the_other_on_a_light_ground() -> None:
    width, height, corner = pixels(png(charts.drawn(FIGURES, EN), EN))
    assert (width, height) == (1080, 840)
    assert corner == {b"\xff\xff\xff\xff"}, "opaque, so that a dark Slack does not shine through"


def test_lines_have_a_picture_too() -> None:
    shown = charts.drawn(week(received=[(1, 0), (2, 0)], waited_support=[(1, HOUR), (1, 2 * HOUR)]), EN)
    assert [one.lines for one in shown] == [True, False]
    assert png(shown, EN).startswith(b"\x89PNG")


@settings(max_examples=12, deadline=None)
@given(charted)
def test_whatever_it_is_about_it_can_be_drawn_without_a_warning(figures: DigestFigures) -> None:
    if shown := charts.drawn(figures, EN):
        assert png(shown, EN).startswith(b"\x89PNG")
