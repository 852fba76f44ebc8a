"""`connect mail`: both ways are tried, a mail to oneself shows where mails arrive, and only then are lines written."""

import re
from pathlib import Path

import pytest

from bot import settings
from bot.cli import connect, connect_lines
from bot.cli.dispatch import parser_of
from bot.desk import load
from bot.domain.errors import DeskFileError, DeskhandError
from tests.fakes.mail_host import PASSWORD, MailHost, mail_host
from tests.unit.cli.test_connect import TODAY, text_of
from tests.unit.cli.test_connect import desk_file as desk_file

OURS = "support@shop.example"


async def connected(host: MailHost, *given: str) -> int:
    """As `python -m bot connect mail …`, inside this loop."""
    servers = ("--imap", f"imap://127.0.0.1:{host.imap_port}", "--smtp", f"smtp://127.0.0.1:{host.smtp_port}")
    chosen = parser_of("connect", connect).parse_args(["mail", "--address", OURS, *servers, *given])
    read = settings.load()
    return await connect.connecting("mail")(chosen, read, load(read.desk_file, TODAY), TODAY)


async def test_both_ways_are_tried_and_the_lines_are_told(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD_MAIL", PASSWORD)
    before = text_of(desk_file)
    async with mail_host() as host:
        inbox = host.box(OURS)
        assert await connected(host) == 0
        shown = capsys.readouterr().out
        assert text_of(desk_file) == before
        assert await connected(host, "--write") == 0
        once_more = capsys.readouterr().out
        assert await connected(host) == 0
    assert f"{OURS}: the mailbox opens, and INBOX can be read." in shown
    assert re.search(r"The trial mail has arrived in INBOX, \d+ seconds later\.", shown)
    assert "[sources.mail]" in shown
    assert "Put them there, or run this again with --write." in shown
    assert PASSWORD not in shown, "it stands in the environment already"
    assert "Put them there" not in once_more
    mail = load(desk_file, TODAY).source("mail").mail
    assert mail is not None
    assert (mail.address, mail.imap) == (OURS, f"imap://127.0.0.1:{host.imap_port}")
    assert "[sources.mail]" not in capsys.readouterr().out, "it stands there: the third run only tries it"
    assert [len(one.raw) > 0 for one in inbox.mails] == [True] * 3


async def test_a_trial_mail_is_no_request(desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes from the mailbox itself, so that a running Deskhand opens no ticket for it and answers nothing."""
    monkeypatch.setenv("MAIL_PASSWORD_MAIL", PASSWORD)
    async with mail_host() as host:
        inbox = host.box(OURS)
        await connected(host)
    (mail,) = inbox.mails
    assert b"Auto-Submitted: auto-generated" in mail.raw
    assert b"From: support@shop.example\r\n" in mail.raw
    assert re.search(rb"Message-ID: <trial-\w+@shop\.example>", mail.raw), "no reply of ours has such a name"


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("password", "refused user and password. Look at --imap, at --user, and at the password"),
        ("smtp", "the mail server answered 550. Look at --smtp"),
        ("lost", "has not come to INBOX within"),
        ("nobody", "cannot be reached"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_written(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, fault: str, says: str
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD_MAIL", "wrong" if fault == "password" else PASSWORD)
    before = text_of(desk_file)
    async with mail_host() as host:
        host.box(OURS)
        if fault == "smtp":
            host.refuse = lambda address: "550 no such user"
        if fault == "lost":
            host.after_data = ["swallow"]
        if fault == "nobody":
            host.imap_down = True
        with pytest.raises(DeskhandError, match=re.escape(says)):
            await connected(host, "--write", "--wait", "0.2")
    assert text_of(desk_file) == before
    assert not connect_lines.ENV.exists()


async def test_the_server_s_own_name_is_shown(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD_MAIL", PASSWORD)
    async with mail_host() as host:
        host.box(OURS)
        host.stamp = b"Authentication-Results: mx.shop.example (a comment); dkim=pass header.d=shop.example\r\n"
        await connected(host)
    assert 'mail.authserv_id = "mx.shop.example"' in capsys.readouterr().out


async def test_in_a_script_a_password_is_asked_of_nobody(desk_file: Path) -> None:
    async with mail_host() as host:
        with pytest.raises(DeskhandError, match="MAIL_PASSWORD_MAIL is missing: the mailbox’s password"):
            await connected(host)
    assert host.logins == 0


async def test_who_signs_in_goes_to_the_environment(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD_POST", PASSWORD)
    async with mail_host() as host:
        host.box(OURS)
        host.boxes["deskhand"] = host.boxes[OURS]
        await connected(host, "--name", "post", "--user", "deskhand", "--write")
    assert text_of(connect_lines.ENV) == "MAIL_USER_POST=deskhand\n"


async def test_what_the_desk_file_would_refuse_is_never_called(desk_file: Path) -> None:
    async with mail_host() as host:
        with pytest.raises(DeskFileError, match=r"mail\.imap must be an address"):
            await connected(host, "--imap", "https://imap.shop.example")
    assert host.commands == []
