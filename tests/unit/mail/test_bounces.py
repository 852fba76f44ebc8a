"""Mails that no person wrote: automatic answers, lists, and what came back."""

import pytest

from tests.unit.mail.test_parsing import NAMES, letter, mail


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        ((), ""),
        (("Auto-Submitted: no",), ""),
        (("Auto-Submitted: auto-replied (vacation)",), "answer"),
        (("Auto-Submitted: auto-generated", "In-Reply-To: <a@shop.example>"), "answer"),
        (("Auto-Submitted: auto-generated",), "program"),
        (("X-Auto-Response-Suppress: All",), "program"),
        (("X-Autoreply: yes",), "answer"),
        (("Precedence: auto_reply",), "answer"),
        (("Precedence: bulk",), "bulk"),
        (("List-Id: <support.shop.example>", "Precedence: list", "List-Unsubscribe: <mailto:x@y.example>"), "list"),
        (("List-Id: <news.example>", "Precedence: bulk"), "bulk"),
        (("List-Unsubscribe: <https://news.example>",), "bulk"),
        (("List-Id: <support.shop.example>", "Auto-Submitted: auto-replied"), "answer"),
        (("Return-Path: <>",), "answer"),
        (("From: MAILER-DAEMON@mx.example",), "answer"),
        (("From: no-reply@shop2.example",), "program"),
    ],
)
def test_how_a_mail_came_to_be(heads: tuple[str, ...], kind: str) -> None:
    assert letter(mail(*heads)).automatic == kind


def report(about: str, action: str = "failed", returned: str = "message/rfc822") -> str:
    inner = f"From: support@shop.example\r\nMessage-ID: <{about}>\r\nSubject: Re: order\r\n\r\nHello Jo"
    return "\r\n".join([
        "From: Mail Delivery System <mailer-daemon@mx.example>", "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
        "--b", "Content-Type: text/plain", "", "I'm sorry.",
        "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example", "",
        "Final-Recipient: rfc822; jo.doe@mail.example", f"Action: {action}", "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 no such user", "",
        "--b", f"Content-Type: {returned}", "", inner, "--b--", "",
    ])  # fmt: skip


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_bounce_says_which_reply_did_not_arrive(returned: str) -> None:
    found = letter(report(NAMES.of(42), returned=returned)).bounce
    assert found is not None
    assert (found.reply_id, found.failed, found.status) == (42, True, "5.1.1")
    assert (found.recipient, found.reason) == ("jo.doe@mail.example", "550 5.1.1 no such user")
    delayed = letter(report(NAMES.of(42), "delayed")).bounce
    assert delayed is not None
    assert not delayed.failed
    copy = letter(report(NAMES.of(42)).replace("rfc822; jo.doe@mail.example", "rfc822; Support@shop.example")).bounce
    assert copy is not None
    assert (copy.reply_id, copy.failed) == (42, False), "the customer has it: only our own copy came back"
    both = report(NAMES.of(42)).replace(
        "Final-Recipient", "Final-Recipient: rfc822; support@shop.example\r\nAction: relayed\r\n\r\nFinal-Recipient", 1
    )
    theirs = letter(both).bounce
    assert theirs is not None
    assert (theirs.failed, theirs.recipient) == (True, "jo.doe@mail.example")
    strange = letter(report("deskhand-42-000000000000000000000000@shop.example")).bounce
    assert strange is not None
    assert strange.reply_id is None


@pytest.mark.parametrize(
    ("sender", "words", "failed"),
    [
        ("MAILER-DAEMON@mx.example", "This is a permanent error; I've given up. Sorry it didn't work out.", True),
        ("Mailer-Daemon@mx.example", "It could not be delivered to one or more of its recipients.", True),
        ("Mailer-Daemon@mx.example", "It has not been delivered yet, and is tried still.", False),
        ("jo.doe@mail.example", "I've given up.", None),
    ],
)
def test_a_server_that_reports_in_plain_words_is_understood(sender: str, words: str, failed: bool | None) -> None:
    said = f"{words}\r\n--- Below this line is a copy of the message.\r\n\r\nMessage-ID: <{NAMES.of(42)}>\r\n"
    found = letter(mail(f"From: {sender}", body=said)).bounce
    assert (found and (found.reply_id, found.failed)) == (None if failed is None else (42, failed))
    forged = said.replace("deskhand-42-", "deskhand-43-")
    assert letter(mail(f"From: {sender}", body=forged)).bounce is None
