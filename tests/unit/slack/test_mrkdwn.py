"""Customers' text on its way into Slack."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import rich_text
from bot.slack.mrkdwn import LONGEST, clean, cut, escape, inline, quiet, when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("\u202eevil\u202c", "evil"),
        ("zero\u200bwidth\ufeff\u00ad", "zerowidth"),
        ("bell\x07 null\x00", "bell null"),
        ("tags\U000e0041\U000e0042", "tags"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("a\u200db", "ab"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("می\u200cخر", "می\u200cخر"),
    ],
)
def test_only_what_a_reader_sees_is_kept(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_cleaned_the_same_as_any_other(text: str) -> None:
    assert clean(text + "é") == clean(text) + "é"


def test_twenty_thousand_characters_are_kept() -> None:
    assert len(clean("x" * 30_000)) == LONGEST
    assert clean("x" * LONGEST) == "x" * LONGEST


@given(st.text(), st.integers(1, 50))
def test_a_cut_text_fits(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit
    assert len(text) > limit or cut(text, limit) == text


def test_markup_is_escaped() -> None:
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_a_line_from_right_to_left_is_isolated() -> None:
    assert inline("أين طلبي", 50) == "\u2068أين طلبي\u2069"
    assert inline("Where\nis  it", 50) == "Where is it"


@pytest.mark.parametrize("link", ["https://evil.example/x", "www.evil.example", "HTTP://EVIL.EXAMPLE", "mailto:a@b.c"])
def test_a_fallback_text_links_nowhere(link: str) -> None:
    assert quiet(f"see {link} now") == "see [link] now"


def test_a_moment_is_shown_in_the_readers_time_with_a_fallback() -> None:
    at = datetime(2026, 11, 23, 11, 40, tzinfo=UTC)
    assert when(at, "{time}") == f"<!date^{int(at.timestamp())}^{{time}}|2026-11-23 11:40 UTC>"


def test_a_link_leads_to_the_web_or_nowhere() -> None:
    assert rich_text.link("https://desk.example/1", "T-1")["type"] == "link"
    assert rich_text.link("javascript:alert(1)", "T-1")["type"] == "text"
