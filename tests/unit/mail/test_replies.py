"""Replies by SMTP: in their thread, once, and what is known of them afterwards."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email import message_from_bytes
from typing import Any

import pytest

from bot.domain.desk_mail import Mail
from bot.domain.reply import OutgoingReply
from bot.helpdesk.mail.composing import subject
from bot.helpdesk.mail.mailbox import Login
from bot.helpdesk.mail.names import Names
from bot.helpdesk.mail.parsing import Reader
from bot.helpdesk.mail.sending import MailDesk
from tests.fakes.mail_host import PASSWORD, MailHost, mail_host

OURS, JO = "support@shop.example", "jo.doe@mail.example"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
NAMES = Names("mail", "shop.example", (b"a key",))
LOGIN = Login(OURS, PASSWORD)


@pytest.fixture
async def host() -> AsyncIterator[MailHost]:
    async with mail_host() as host:
        host.box(OURS)
        yield host


def reply(**more: Any) -> OutgoingReply:
    given: dict[str, Any] = {
        "reply_id": 42, "source": "mail", "conversation": "m1@mail.example", "body": "It is on its way.\n\n– Ana ✓",
        "language": "en", "author_name": "Ana", "author_email": "ana@shop.example", "approved_by": ("Ana",),
        "in_reply_to": "m2@mail.example", "expect_last_message": "", "disclosed": False, "subject": "Order 4417",
        "customer_name": "Jo Doe", "customer_email": JO,
    }  # fmt: skip
    return OutgoingReply(**{**given, **more})


def desk(host: MailHost, login: Login = LOGIN, **more: Any) -> MailDesk:
    mail = Mail(
        address=OURS, imap=f"imap://127.0.0.1:{host.imap_port}", smtp=f"smtp://127.0.0.1:{host.smtp_port}", **more
    )
    return MailDesk(mail, NAMES, login, name="Aster & Pine", now=lambda: NOW, seconds=5.0)


async def test_a_reply_stands_in_its_thread_and_comes_back_to_us(host: MailHost) -> None:
    sent = await desk(host).send(reply())
    assert (sent.outcome, sent.external_id) == ("sent", NAMES.of(42))
    (theirs,), (ours,) = host.box(JO).mails, host.box(OURS).mails
    assert theirs.raw == ours.raw
    found = message_from_bytes(theirs.raw)
    assert found["Message-ID"] == f"<{NAMES.of(42)}>"
    assert found["In-Reply-To"] == "<m2@mail.example>"
    assert found["References"] == "<m1@mail.example> <m2@mail.example>"
    assert found["Subject"] == "Re: Order 4417"
    assert "Aster & Pine" in found["From"]
    assert found["To"] == f"Jo Doe <{JO}>"
    assert "Auto-Submitted" not in found
    assert found.get_payload(decode=True).decode().split() == reply().body.split()  # type: ignore[union-attr]
    copy = Reader(names=NAMES, ours={OURS}).read(ours.raw, place="")
    assert (copy.own_reply, copy.from_us) == (42, True)


@pytest.mark.parametrize(
    ("fault", "outcome", "arrived"),
    [("drop", "unsure", True), ("lost", "unsure", False), ("451 later", "rate_limited", False),
     ("554 never", "refused", False)],
)  # fmt: skip
async def test_what_is_known_after_the_text_was_written(
    host: MailHost, fault: str, outcome: str, arrived: bool
) -> None:
    host.after_data = [fault]
    assert (await desk(host).send(reply())).outcome == outcome
    found = await desk(host).find(reply(), NOW)
    assert found.outcome == ("arrived" if arrived else "unknown")
    assert len(host.box(JO).mails) == arrived


async def test_without_copies_nothing_can_be_told(host: MailHost) -> None:
    host.after_data = ["drop"]
    blind = desk(host, copy_to_self=False)
    assert (await blind.send(reply())).outcome == "unsure"
    assert (await blind.find(reply(), NOW)).outcome == "unknown"
    assert host.box(OURS).mails == []
    host.box(OURS, "Sent").put(host.box(JO).mails[0].raw)
    assert (await desk(host, copy_to_self=False, sent="Sent").find(reply(), NOW)).outcome == "arrived"


@pytest.mark.parametrize(("answer", "outcome"), [("550 no such user", "refused"), ("450 busy", "rate_limited")])
async def test_a_customer_whom_the_server_does_not_take(host: MailHost, answer: str, outcome: str) -> None:
    host.refuse = lambda address: answer if address == JO else ""
    assert (await desk(host).send(reply())).outcome == outcome
    assert host.boxes[OURS]["INBOX"].mails == []


async def test_a_copy_that_is_not_taken_costs_no_reply(host: MailHost) -> None:
    host.refuse = lambda address: "550 no" if address == OURS else ""
    assert (await desk(host).send(reply())).outcome == "sent"


async def test_what_never_left(host: MailHost) -> None:
    assert (await desk(host, Login(OURS, "wrong")).send(reply())).outcome in ("refused", "not_connected")
    nowhere = Mail(address=OURS, imap="imap://127.0.0.1:9", smtp="smtp://127.0.0.1:9")
    away = MailDesk(nowhere, NAMES, LOGIN, name="x", now=lambda: NOW, seconds=5.0)
    assert (await away.send(reply())).outcome == "not_connected"
    assert (await away.find(reply(), NOW)).outcome == "unknown"
    for address in ("", "jo", "jo@mail.example\r\nBcc: all@evil.example", "a@b, c@d"):
        assert (await desk(host).send(reply(customer_email=address))).outcome == "refused"
    assert JO not in host.boxes


async def test_nothing_of_a_customers_gets_into_the_head(host: MailHost) -> None:
    evil = reply(
        subject="x\r\nBcc: all@evil.example", customer_name="Jo\r\nBcc: all@evil.example",
        in_reply_to="a@b>\r\nBcc: all@evil.example", conversation="m1@mail.example#0123456789ab",
    )  # fmt: skip
    assert (await desk(host).send(evil)).outcome == "sent"
    found = message_from_bytes(host.box(JO).mails[0].raw)
    assert "Bcc" not in found
    assert "In-Reply-To" not in found
    assert found["References"] == "<m1@mail.example>"


@pytest.mark.parametrize(
    ("given", "said"), [("Order", "Re: Order"), ("RE: Order", "RE: Order"), ("AW: x", "AW: x"), ("", "Re:")]
)
def test_a_subject_is_an_answer_once(given: str, said: str) -> None:
    assert subject(given) == said
