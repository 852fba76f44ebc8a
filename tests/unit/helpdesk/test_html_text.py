"""Text out of HTML and back."""

import pytest

from bot.helpdesk.html_text import html_of, text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello Jo,</p><p>it is &lt;here&gt;.<br>Bye</p>", "Hello Jo,\n\nit is <here>.\nBye"),
        ("<div>a <b>bold</b>\n   word</div>", "a bold word"),
        ("<style>p { color: red }</style><script>steal()</script><p>seen</p>", "seen"),
        ("plain & simple", "plain & simple"),
        ("<p>left open", "left open"),
        ("", ""),
    ],
)
def test_what_a_person_reads(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize("text", ["Hello Jo,\n\nit is <here> & there.\nBye", "one line", "<script>steal()</script>"])
def test_a_text_shows_as_it_was_written(text: str) -> None:
    assert text_of(html_of(text)) == text
    assert "<script" not in html_of(text)
