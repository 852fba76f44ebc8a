"""A desk with a mailbox and no public address: mails become cards, answers leave once and in their thread."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.domain.desk_around import Source
from bot.domain.desk_mail import Mail
from bot.domain.message import Message as Line
from bot.settings import Settings
from store import conversations, inlets
from tests.fakes.mail_host import PASSWORD, MailHost, mail_host
from tests.scenarios.reading import words_of
from tests.scenarios.shop import Asked, Shop
from tests.unit.mail.test_bounces import report

pytestmark = pytest.mark.asyncio(loop_scope="session")

OURS: Final = "support@shop.example"
VERIFIED: Final = "mx.shop.example; dmarc=pass header.from=mail.example"


@dataclass
class Post:
    """A shop whose customers write mails."""

    shop: Shop
    host: MailHost
    numbers: int = 0

    async def writes(self, customer: str, subject: str, body: str, **heads: str) -> Asked:
        """A mail comes; returns once it is a ticket."""
        name = self.put(customer, subject, body, **heads)
        return await self.asked(name)

    def put(self, customer: str, subject: str, body: str, **heads: str) -> str:
        """A mail comes; its Message-ID."""
        self.numbers += 1
        sent = EmailMessage(policy=SMTP)
        name = f"q{self.numbers}@mail.example"
        sent["Authentication-Results"] = VERIFIED
        sent["From"], sent["To"], sent["Subject"], sent["Message-ID"] = customer, OURS, subject, f"<{name}>"
        for head, value in heads.items():
            sent[head.replace("_", "-")] = value
        sent.set_content(body)
        self.host.box(OURS).put(sent.as_bytes())
        return name

    async def asked(self, name: str) -> Asked:
        """Wait until the mail of that id has become a ticket."""
        store = self.shop.running.store
        async with asyncio.timeout(30):
            while (found := await store.read(conversations.ticket_of, "mail", name)) is None:  # noqa: ASYNC110 - a row has no event
                await asyncio.sleep(0.02)
        return Asked(name, found, "")

    async def answered(self, asked: Asked) -> None:
        """Somebody approves what is suggested."""
        await self.shop.press("ana", asked, "approve")

    async def writes_back(self, who: str, asked: Asked, text: str) -> None:
        """Somebody of the team writes an answer, which leaves."""
        view = await self.shop.choose(who, asked, "write_reply")
        await self.shop.sandbox.submit(who, view.id, {"text": text, "after": "wait"})

    async def read_all(self) -> None:
        """Wait until everything in the mailbox has been read."""
        last = self.host.box(OURS).next_uid - 1
        async with asyncio.timeout(30):
            while f":{last}:" not in await self.shop.running.store.read(inlets.mark, "mail"):  # noqa: ASYNC110 - a row has no event
                await asyncio.sleep(0.02)

    async def lines(self, asked: Asked) -> Sequence[Line]:
        """What was said, and noted."""
        return await self.shop.running.store.read(conversations.messages, asked.ticket)

    def got(self, customer: str) -> list[Message]:
        """What is in a customer's mailbox."""
        return [message_from_bytes(mail.raw) for mail in self.host.box(customer).mails]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def post(one_assistant: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Post]:
    async with mail_host() as host:
        host.box(OURS)
        shop = MailShop(tmp_path_factory.mktemp("mailbox"), host)
        await shop.open()
        async with asyncio.timeout(30):  # what came before the first look is not new
            while not await shop.running.store.read(inlets.mark, "mail"):  # noqa: ASYNC110 - a row has no event
                await asyncio.sleep(0.02)
        yield Post(shop, host)
        await shop.close()


class MailShop(Shop):
    """The worked example with a mailbox beside its helpdesk."""

    def __init__(self, folder: Path, host: MailHost) -> None:
        super().__init__(folder)
        mail = Mail(
            address=OURS, sender="Aster & Pine", imap=f"imap://127.0.0.1:{host.imap_port}",
            smtp=f"smtp://127.0.0.1:{host.smtp_port}", authserv_id="mx.shop.example", team=("*@shop.example",),
        )  # fmt: skip
        file = self.desk.file
        sources = (*file.sources, Source(name="mail", kind="mail", mail=mail))
        self.desk = self.desk.model_copy(update={"file": file.model_copy(update={"sources": sources})})

        self.in_flight = timedelta(seconds=2.5)

    def _settings(self) -> Settings:
        return super()._settings().model_copy(update={"mail_passwords": {"mail": SecretStr(PASSWORD)}})


def text_of(mail: Message) -> str:
    content: Any = mail.get_payload(decode=True)
    return str(content.decode())


JO: Final = "jo.doe@mail.example"


async def test_from_a_mail_to_exactly_one_answer_in_its_thread(post: Post) -> None:
    asked = await post.writes(
        f"Jo Doe <{JO}>", "Where is my order 4417?", "Where is my order 4417? It is late.\n\n-- \nJo"
    )
    card = await post.shop.card_with(asked, "approve")
    assert "in transit since Monday" in words_of(card)  # the record of a verified address
    await post.answered(asked)
    (mail,) = await post.shop.until(lambda: post.got(JO))
    await post.shop.card_with(asked, says="Waiting for the customer")
    assert mail["In-Reply-To"] == f"<{asked.conversation}>"
    assert mail["Subject"] == "Re: Where is my order 4417?"
    assert "in transit since Monday" in text_of(mail)

    again = post.put(f"Jo <{JO}>", "Re: your mail", "Thanks, but still nothing.", References=mail["Message-ID"])
    assert (await post.asked(again)).ticket == asked.ticket
    post.host.box(OURS).put(post.host.box(OURS).mails[-1].raw)  # the same mail once more
    await post.read_all()
    lines = await post.lines(asked)
    assert [line.author for line in lines] == ["customer", "agent", "customer"]
    await post.shop.quiet()
    assert len(post.got(JO)) == 1


async def test_a_connection_that_ends_after_the_text_costs_no_second_mail(post: Post) -> None:
    post.host.after_data = ["drop"]
    asked = await post.writes("Kim <kim@mail.example>", "Opening hours", "When is your shop open?")
    await post.writes_back("ana", asked, "We are open from nine to five.")
    await post.shop.until(lambda: post.got("kim@mail.example"))
    await post.shop.card_with(asked, says="Waiting for the customer")
    await post.shop.quiet()
    (mail,) = post.got("kim@mail.example")
    assert "nine to five" in text_of(mail)


async def test_a_reply_that_bounces_is_told_to_who_sent_it(post: Post) -> None:
    asked = await post.writes("Lou <lou@mail.example>", "Opening hours", "When is your shop open?")
    await post.writes_back("ana", asked, "We are open from nine to five.")
    (mail,) = await post.shop.until(lambda: post.got("lou@mail.example"))
    await post.shop.card_with(asked, says="Waiting for the customer")
    post.host.box(OURS).put(report(mail["Message-ID"].strip("<>")).encode())
    told = await post.shop.written_to("ana", asked.number, "did not arrive")
    assert "5.1.1" in words_of(told)
    await post.shop.card_with(asked, says="With Ana")
    note = (await post.lines(asked))[-1]
    assert (note.public, "no such user" in note.body) == (False, True)


async def test_who_is_away_reopens_nothing_and_a_strangers_mail_gets_in_nowhere(post: Post) -> None:
    asked = await post.writes("Max <max@mail.example>", "Opening hours", "When is your shop open?")
    await post.writes_back("ana", asked, "We are open from nine to five.")
    (mail,) = await post.shop.until(lambda: post.got("max@mail.example"))
    await post.shop.card_with(asked, says="Waiting for the customer")
    post.put("max@mail.example", "Away", "Until Monday.", In_Reply_To=mail["Message-ID"], Auto_Submitted="auto-replied")
    other = await post.writes(
        "Eve <eve@evil.example>", f"Re: {asked.number}", "I am Max.", References=f"<{asked.conversation}>"
    )
    assert other.ticket != asked.ticket
    await post.read_all()
    assert [line.public for line in await post.lines(asked)] == [True, True, False]
    await post.shop.card_with(asked, says="Waiting for the customer")
