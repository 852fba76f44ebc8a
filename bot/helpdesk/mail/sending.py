"""Where replies leave by SMTP, and where it is looked whether one has."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from datetime import datetime
from typing import Final

import aiosmtplib
from aiosmtplib import SMTP

from bot.domain.desk_mail import Mail, server
from bot.domain.inlet import SourceAway
from bot.domain.reply import Delivery, Found, OutgoingReply
from bot.helpdesk.mail.composing import compose
from bot.helpdesk.mail.mailbox import Login, Mailbox
from bot.helpdesk.mail.names import Names

#: Seconds for the whole exchange; below the worker's 20 seconds for an effect.
TIME_OUT: Final = 15.0
#: Seconds until a mail is offered again that the server would not take just now (4xx).
_LATER: Final = 60.0

Look = Callable[[str, str], bool]


class MailDesk:
    """Sends each reply in one attempt, under a Message-ID of its own. `look` says whether a folder holds a mail with an
    id; it waits for the network."""

    def __init__(
        self, mail: Mail, names: Names, login: Login, *, name: str, now: Callable[[], datetime],
        look: Look | None = None, seconds: float = TIME_OUT,
    ) -> None:  # fmt: skip
        self._mail = mail
        self._names = names
        self._login = login
        self._name = mail.sender or name
        self._now = now
        self._look = look or self._in_folder
        self._seconds = seconds

    async def send(self, reply: OutgoingReply) -> Delivery:
        """One attempt. What the server says no to has not left: 4xx later, 5xx refused. From the end of the mail's text
        on only a clear answer counts: without one it is unsure, since the server may have taken it (RFC 5321,
        4.5.4.2)."""
        name = self._names.of(reply.reply_id)
        try:
            content = compose(reply, name=self._name, address=self._mail.address, message_id=name, at=self._now())
        except (ValueError, IndexError, LookupError):
            return Delivery("refused", detail="the customer's address is none that mail can be sent to")
        copies = (self._mail.address,) if self._mail.copy_to_self else ()
        return await attempted(
            self._mail, self._login, (reply.customer_email, *copies), content, name, seconds=self._seconds
        )

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        """One look into the mailbox. The copy that comes back to us, or the server's own of what it sent, proves that
        it has left. That there is none proves nothing: a server may deliver it later."""
        name = self._names.of(reply.reply_id)
        if not self._mail.can_look:
            return Found("unknown", detail="this mailbox keeps no copies")
        folders = dict.fromkeys(filter(None, (self._mail.sent, self._mail.folder)))
        try:
            for folder in folders:
                if await asyncio.to_thread(self._look, folder, name):
                    return Found("arrived", external_id=name)
        except SourceAway as error:
            return Found("unknown", detail=str(error))
        return Found("unknown", detail="no copy has come back so far")

    def _in_folder(self, folder: str, message_id: str) -> bool:
        mailbox = Mailbox(server(self._mail.imap), self._login, folder, time_out=self._seconds)
        try:
            mailbox.open()
            return bool(mailbox.named(message_id))
        finally:
            mailbox.close()


async def attempted(
    mail: Mail, login: Login, to: tuple[str, ...], content: bytes, name: str, *, seconds: float = TIME_OUT
) -> Delivery:
    """One exchange with the server that takes a mailbox's mail, under the Message-ID `name`: the first of `to` counts,
    the others get copies. What came of it is as `MailDesk.send` says."""
    found = server(mail.smtp)
    secure = ssl.create_default_context()
    client = SMTP(
        hostname=found.host, port=found.port, use_tls=found.tls, start_tls=not found.tls and not found.loopback,
        tls_context=None if found.loopback and not found.tls else secure, timeout=seconds,
    )  # fmt: skip
    attempt = _Attempt(client, login, plain=found.loopback and not found.tls)
    try:
        async with asyncio.timeout(seconds):
            return await attempt.deliver(mail.address, to[0], to[1:], content, name)
    except Exception as error:
        return attempt.failed(error)
    finally:
        with contextlib.suppress(Exception):
            client.close()


class _Attempt:
    """One exchange, and how far it got."""

    def __init__(self, client: SMTP, login: Login, *, plain: bool) -> None:
        self._client = client
        self._login = login
        self._plain = plain
        self._written = False  # the mail's text may have left

    async def deliver(self, ours: str, to: str, copies: tuple[str, ...], content: bytes, name: str) -> Delivery:
        client = self._client
        await client.connect()
        await client.ehlo()
        if not self._plain or client.supports_extension("auth"):
            await client.login(self._login.user, self._login.password)
        await client.mail(ours)
        await client.rcpt(to)
        for copy in copies:
            with contextlib.suppress(aiosmtplib.SMTPResponseException):  # the customer's counts
                await client.rcpt(copy)
        self._written = True
        await client.data(content)
        self._written = False
        with contextlib.suppress(Exception):
            await client.quit()
        return Delivery("sent", external_id=name)

    def failed(self, error: Exception) -> Delivery:
        if isinstance(error, aiosmtplib.SMTPResponseException):
            # An answer is an answer, also to the text: the server has not taken it.
            detail = f"the mail server answered {error.code}"
            if 500 <= error.code < 600:
                return Delivery("refused", detail=detail)
            if 400 <= error.code < 500:
                return Delivery("rate_limited", detail=detail, retry_after=_LATER)
        if self._written:
            return Delivery("unsure", detail=type(error).__name__)
        return Delivery("not_connected", detail=type(error).__name__)
