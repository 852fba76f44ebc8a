"""`doctor` opens a mailbox and says what is wrong with it."""

from typing import Any

import pytest
from pydantic import SecretStr

from bot.cli.examination_mail import mailboxes
from bot.cli.finding import Finding
from bot.domain.desk import Desk
from bot.domain.desk_around import Source
from bot.domain.desk_mail import Mail
from bot.settings import load
from tests.fakes.mail_host import PASSWORD, MailHost, mail_host
from tests.flow.desk import DESK

OURS = "support@shop.example"


def desk(host: MailHost, **more: Any) -> Desk:
    mail = Mail(
        address=OURS, imap=f"imap://127.0.0.1:{host.imap_port}", smtp=f"smtp://127.0.0.1:{host.smtp_port}", **more
    )
    file = DESK.file.model_copy(update={"sources": (Source(name="mail", kind="mail", mail=mail),)})
    return DESK.model_copy(update={"file": file})


async def found(host: MailHost, password: str, **more: Any) -> list[Finding]:
    given = {"mail": SecretStr(password)} if password else {}
    settings = load(env_file=None, secret_key="k" * 32, mail_passwords=given)
    return [one async for one in mailboxes(settings, desk(host, **more))]


@pytest.mark.parametrize(
    ("password", "folder", "says"),
    [
        (PASSWORD, "INBOX", ""),
        ("wrong", "INBOX", "refused user and password"),
        ("", "INBOX", "set MAIL_PASSWORD_MAIL"),
        (PASSWORD, "Nowhere", 'there is no folder "Nowhere"'),
    ],
)
async def test_it_says_what_is_wrong(password: str, folder: str, says: str) -> None:
    async with mail_host() as host:
        host.box(OURS)
        inbox, replies = await found(host, password, folder=folder)
    assert says in inbox.trouble
    assert bool(inbox.trouble) is bool(says)
    assert "authserv_id" in inbox.note
    assert not replies.trouble


async def test_a_server_that_nobody_answers_at() -> None:
    host = MailHost()
    host.imap_port = host.smtp_port = 9
    inbox, replies = await found(host, PASSWORD, authserv_id="mx.shop.example")
    assert "cannot be reached" in inbox.trouble
    assert replies.trouble
    assert not inbox.note
