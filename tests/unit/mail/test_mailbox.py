"""A mailbox on loopback: what is read and where it goes on, what leaves and what is known of it afterwards."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from bot.domain.desk_mail import Server
from bot.domain.file import FileNotFetched, NotFetched
from bot.domain.inlet import Drawn, SourceAway
from bot.domain.letter import Letter
from bot.helpdesk.mail.files import MailFiles
from bot.helpdesk.mail.inlet import WHOLE, MailInlet, Mark
from bot.helpdesk.mail.mailbox import Login, Mailbox
from bot.helpdesk.mail.names import Names
from bot.helpdesk.mail.parsing import Reader
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


def box(host: MailHost, login: Login = LOGIN) -> Mailbox:
    return Mailbox(Server("127.0.0.1", host.imap_port, tls=False), login, "INBOX", time_out=5.0)


@pytest.fixture
async def inlet(host: MailHost) -> AsyncIterator[MailInlet]:
    found = MailInlet("mail", box(host), Reader(names=NAMES, ours={OURS}), reach_back=timedelta(0), now=lambda: NOW)
    yield found
    await found.close()


def mail(number: int, body: str = "Where is my order?") -> bytes:
    sent = EmailMessage(policy=SMTP)
    sent["From"], sent["Subject"], sent["Message-ID"] = JO, f"Question {number}", f"<m{number}@mail.example>"
    sent.set_content(body)
    return sent.as_bytes()


def subjects(drawn: Drawn) -> list[str]:
    return [told.arrival.subject for told in drawn.told if isinstance(told.arrival, Letter)]


async def test_only_what_comes_from_now_on_is_new_and_nothing_is_marked_as_seen(
    host: MailHost, inlet: MailInlet
) -> None:
    host.box(OURS).put(mail(1))
    first = await inlet.since("")
    assert subjects(first) == []
    host.box(OURS).put(mail(2))
    host.box(OURS).put(mail(3))
    second = await inlet.since(first.mark)
    assert subjects(second) == ["Question 2", "Question 3"]
    assert subjects(await inlet.since(second.told[0].mark)) == ["Question 3"]
    assert subjects(await inlet.since(second.mark)) == []
    assert not any(said.startswith(("SELECT", "UID STORE")) for said in host.commands)


async def test_what_came_lately_is_new_at_the_first_start_where_the_desk_file_says_so(host: MailHost) -> None:
    host.box(OURS).put(mail(1), NOW - timedelta(days=9))
    host.box(OURS).put(mail(2), NOW - timedelta(days=1))
    found = MailInlet(
        "mail", box(host), Reader(names=NAMES, ours={OURS}), reach_back=timedelta(days=2), now=lambda: NOW
    )
    drawn = await found.since("")
    assert subjects(drawn) == ["Question 2"]
    host.box(OURS).put(mail(3), NOW - timedelta(days=30))  # moved there today
    assert subjects(await found.since(drawn.mark)) == ["Question 3"]
    await found.close()


async def test_a_folder_that_is_numbered_anew_loses_nothing(host: MailHost, inlet: MailInlet) -> None:
    mark = (await inlet.since("")).mark
    for number in range(1, 4):
        host.box(OURS).put(mail(number), NOW)
    before = await inlet.since(mark)
    host.box(OURS).renumber()
    host.box(OURS).put(mail(4), NOW)
    await inlet.close()
    after = await inlet.since(before.told[1].mark)
    assert subjects(after) == ["Question 1", "Question 2", "Question 3", "Question 4"]
    assert after.told[0].event_id == before.told[0].event_id
    assert subjects(await inlet.since(after.mark)) == []


async def test_many_come_in_pages(host: MailHost, inlet: MailInlet) -> None:
    mark, found = (await inlet.since("")).mark, []
    for number in range(45):
        host.box(OURS).put(mail(number))
    while True:
        drawn = await inlet.since(mark)
        mark = drawn.mark
        found += subjects(drawn)
        if not drawn.more:
            break
    assert found == [f"Question {number}" for number in range(45)]


async def test_news_are_told_at_once_by_idle(host: MailHost, inlet: MailInlet) -> None:
    mark = (await inlet.since("")).mark
    waiting = asyncio.create_task(inlet.news())
    await asyncio.wait_for(_idles(host), 30)
    host.box(OURS).put(mail(1))
    await asyncio.wait_for(waiting, 30)
    assert subjects(await inlet.since(mark)) == ["Question 1"]


async def _idles(host: MailHost) -> None:
    while "IDLE" not in host.commands:  # noqa: ASYNC110 - another process's command has no event
        await asyncio.sleep(0.01)


async def test_a_connection_that_ends_while_it_waits_is_said_and_opened_again(host: MailHost, inlet: MailInlet) -> None:
    mark = (await inlet.since("")).mark
    waiting = asyncio.create_task(inlet.news())
    await asyncio.wait_for(_idles(host), 30)
    host.cut()
    with pytest.raises(SourceAway):
        await asyncio.wait_for(waiting, 30)
    host.box(OURS).put(mail(1))
    assert subjects(await inlet.since(mark)) == ["Question 1"]


async def test_waiting_ends_at_once_where_deskhand_stops(host: MailHost, inlet: MailInlet) -> None:
    await inlet.since("")
    waiting = asyncio.create_task(inlet.news())
    await asyncio.wait_for(_idles(host), 30)
    waiting.cancel()
    async with asyncio.timeout(30):
        await inlet.close()


@pytest.mark.parametrize(
    ("login", "says"),
    [(Login(OURS, "wrong"), "refused user and password"), (Login(OURS, "", "MAIL_PASSWORD_X"), "set MAIL_PASSWORD_X")],
)
async def test_who_cannot_sign_in_is_told_why(host: MailHost, login: Login, says: str) -> None:
    found = MailInlet(
        "mail", box(host, login), Reader(names=NAMES, ours={OURS}), reach_back=timedelta(0), now=lambda: NOW
    )
    with pytest.raises(SourceAway, match=says):
        await found.since("")
    await found.close()


async def test_a_server_that_is_away_or_talks_nonsense_is_away(host: MailHost, inlet: MailInlet) -> None:
    host.imap_down = True
    with pytest.raises(SourceAway):
        await inlet.since("")


async def test_of_a_large_mail_only_the_beginning_is_fetched_and_its_file_on_request(
    host: MailHost, inlet: MailInlet
) -> None:
    mark = (await inlet.since("")).mark
    sent = EmailMessage(policy=SMTP)
    sent["From"], sent["Subject"] = JO, "Broken pot"
    sent.set_content("The pot is broken.")
    photo = bytes(range(256)) * 60_000
    sent.add_attachment(photo, maintype="image", subtype="jpeg", filename="pot.jpg")
    host.box(OURS).put(sent.as_bytes())
    (told,) = (await inlet.since(mark)).told
    assert isinstance(told.arrival, Letter)
    (file,) = told.arrival.attachments
    assert told.arrival.body.strip() == "The pot is broken."
    assert (file["name"], file["type"]) == ("pot.jpg", "image/jpeg")
    assert abs(file["size"] - len(photo)) < len(photo) / 20
    assert f"<0.{WHOLE}>" in " ".join(host.commands)
    fetched = await MailFiles(lambda: box(host)).fetch(file["url"])
    assert (fetched.content, fetched.media_type) == (photo, "image/jpeg")
    with pytest.raises(FileNotFetched) as refused:
        await MailFiles(lambda: box(host)).fetch(file["url"].replace("imap:17", "imap:16"))
    assert refused.value.why is NotFetched.GONE
    with pytest.raises(FileNotFetched) as refused:
        await MailFiles(lambda: box(host)).fetch("https://evil.example/x")
    assert refused.value.why is NotFetched.ELSEWHERE


def test_a_mark_that_means_nothing_is_none() -> None:
    mark = Mark(17, 4, NOW.date(), None)
    assert Mark.read(str(mark)) == mark
    assert Mark.read("") is Mark.read("4711") is Mark.read("a:b:c:d") is Mark.read("1:2:yesterday:") is None
