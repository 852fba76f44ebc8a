"""Whatever comes as a mail: nothing is raised for it, and what is read can be kept."""

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.letter import read, written
from bot.domain.text import clean
from bot.helpdesk.mail.html_text import text_of
from tests.unit.mail.test_parsing import letter

FRAGMENTS: Final = st.sampled_from([
    b"From: ", b"Subject: =?utf-8?q?", b"Content-Type: multipart/mixed; boundary=b\r\n", b"\r\n\r\n", b"--b\r\n",
    b"Content-Type: text/html; charset=", b"Content-Type: message/rfc822\r\n", b"Message-ID: <", b"References: ",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Disposition: attachment; filename*0*=utf-8''", b"<blockquote>",
    b"Content-Type: multipart/report; boundary=b\r\n", b"Content-Type: message/delivery-status\r\n",
    b"\r\nAction: failed\r\n",
    b"Authentication-Results: mx.shop.example; dmarc=pass (", b"Date: ", b"\xff\xfe\0", b"<!--", b"<![CDATA[", b"&#x;",
    b"Content-Transfer-Encoding: x-uuencode\r\n", b"begin 644 x\r\n", b"\r\n",
])  # fmt: skip


@given(st.lists(st.one_of(FRAGMENTS, st.binary(max_size=30)), max_size=40).map(b"".join))
def test_no_bytes_at_all_raise_anything_and_what_is_read_can_be_kept(raw: bytes) -> None:
    found = letter(raw)
    assert read(written(found)) == found
    for text in (found.body, found.subject, found.event_id, found.sender.name, found.sender.email):
        text.encode()
        assert "\0" not in text
    assert len(found.event_id) <= 450
    clean(found.body)


@given(st.text(max_size=200))
def test_no_html_raises_anything(html: str) -> None:
    text_of(html)
