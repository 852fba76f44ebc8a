"""A mail host on loopback: mailboxes that are read by IMAP and written to by SMTP, with faults to order.

SMTP is aiosmtpd's. IMAP is ours, and strict: it knows what Deskhand may ask and answers BAD to everything else, above
all to whatever would change the mailbox (STORE, a fetch without PEEK, a folder that is not opened read-only).
"""

import asyncio
import contextlib
import re
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from typing import Any, Final

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.fakes.mail_parts import MONTHS, item_of

PASSWORD: Final = "opensesame"


@dataclass
class Mail:
    uid: int
    raw: bytes
    at: datetime


@dataclass
class Folder:
    validity: int = 17
    next_uid: int = 1
    mails: list[Mail] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, raw: bytes, at: datetime | None = None) -> int:
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.mails.append(Mail(uid, re.sub(rb"\r?\n", b"\r\n", raw), at or datetime.now(UTC)))
        self.changed.set()
        self.changed = asyncio.Event()
        return uid

    def renumber(self) -> None:
        """As after a restored backup: every mail is there, under another number."""
        self.validity += 1
        for uid, mail in enumerate(self.mails, 1001):
            mail.uid = uid
        self.next_uid = 1001 + len(self.mails)


class MailHost:
    """Mailboxes by address. `refuse` answers RCPT, `after_data` what becomes of a mail after its text."""

    def __init__(self) -> None:
        self.boxes: dict[str, dict[str, Folder]] = {}
        self.imap_port = self.smtp_port = 0
        self.idle = True
        self.imap_down = self.smtp_down = False
        self.logins = 0
        self.commands: list[str] = []
        self.refuse: Callable[[str], str] = lambda address: ""
        # "drop": taken, and cut without an answer; "lost": the same, and not taken; "swallow": taken, and gone; 4xx
        self.after_data: list[str] = []
        self.stamp = b""  # what it puts on top of a mail
        self._open: set[asyncio.StreamWriter] = set()

    def box(self, address: str, folder: str = "INBOX") -> Folder:
        return self.boxes.setdefault(address, {}).setdefault(folder, Folder())

    def cut(self) -> None:
        """Cut every IMAP connection."""
        for writer in list(self._open):
            writer.transport.abort()

    # SMTP, as aiosmtpd calls it

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if said := self.refuse(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        fault = self.after_data.pop(0) if self.after_data else ""
        assert isinstance(envelope.content, bytes)
        if fault[:1] in ("4", "5"):
            return fault
        if fault not in ("lost", "swallow"):
            for address in envelope.rcpt_tos:
                self.box(address.lower()).put(self.stamp + envelope.content)
        if fault in ("lost", "drop"):
            cut: Any = server.transport
            cut.abort()
        return "250 taken"

    # IMAP

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if not self.imap_down:
                await _Talk(self, reader, writer).run()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()


class _Talk:
    def __init__(self, host: MailHost, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.host = host
        self.reader = reader
        self.writer = writer
        self.user = ""
        self.folder: Folder | None = None
        self.seen = 0

    async def run(self) -> None:
        self._say("* OK IMAP4rev1 ready")
        while line := await self.reader.readline():
            tag, _, rest = line.decode().strip().partition(" ")
            self.host.commands.append(rest)
            done = await self._answer(tag, rest)
            await self.writer.drain()
            if done:
                return

    def _say(self, text: str | bytes) -> None:
        self.writer.write((text.encode() if isinstance(text, str) else text) + b"\r\n")

    async def _answer(self, tag: str, rest: str) -> bool:
        name = " ".join(rest.upper().split()[:2]) if rest.upper().startswith("UID ") else rest.upper().split()[0]
        match name:
            case "CAPABILITY":
                self._say(f"* CAPABILITY IMAP4rev1{' IDLE' if self.host.idle else ''}")
                self._say(f"{tag} OK done")
            case "LOGIN":
                self._login(tag, rest)
            case "NOOP":
                self._news()
                self._say(f"{tag} OK done")
            case "EXAMINE" if self.user:
                self._examine(tag, rest)
            case "UID SEARCH" if self.folder:
                self._search(tag, rest)
            case "UID FETCH" if self.folder:
                self._fetch(tag, rest)
            case "IDLE" if self.folder and self.host.idle:
                await self._idle(tag)
            case "LOGOUT":
                self._say("* BYE going")
                self._say(f"{tag} OK done")
                return True
            case _:
                self._say(f"{tag} BAD not allowed here: {name}")
        return False

    def _login(self, tag: str, rest: str) -> None:
        user, password = (one.strip('"') for one in re.findall(r'"[^"]*"|\S+', rest)[1:3])
        if password != PASSWORD or user not in self.host.boxes:
            self._say(f"{tag} NO [AUTHENTICATIONFAILED] no")
            return
        self.host.logins += 1
        self.user = user
        self._say(f"{tag} OK done")

    def _examine(self, tag: str, rest: str) -> None:
        name = rest.split(maxsplit=1)[1].strip('"')
        folder = self.host.boxes[self.user].get(name)
        if folder is None:
            self._say(f"{tag} NO no such folder")
            return
        self.folder, self.seen = folder, len(folder.mails)
        self._say(f"* {self.seen} EXISTS")
        self._say("* 0 RECENT")
        self._say(f"* OK [UIDVALIDITY {folder.validity}] ok")
        self._say(f"* OK [UIDNEXT {folder.next_uid}] ok")
        self._say(f"{tag} OK [READ-ONLY] done")

    def _news(self) -> bool:
        if self.folder is None or len(self.folder.mails) == self.seen:
            return False
        self.seen = len(self.folder.mails)
        self._say(f"* {self.seen} EXISTS")
        return True

    def _search(self, tag: str, rest: str) -> None:
        assert self.folder is not None
        known = self.folder.mails[: self.seen]  # a server shows no mail before it has told of it
        for said in re.findall(r"UID (\d+):\*", rest.partition("SEARCH")[2]):
            last = known[-1].uid if known else 0
            known = [mail for mail in known if mail.uid >= int(said) or mail.uid == last]
        for day, month, year in re.findall(r"SINCE (\d+)-(\w{3})-(\d{4})", rest):
            floor = datetime(int(year), MONTHS.index(month) + 1, int(day), tzinfo=UTC)
            known = [mail for mail in known if mail.at >= floor]
        for wanted in re.findall(r'HEADER "?Message-ID"? "?(<[^>]*>)', rest):
            known = [mail for mail in known if message_from_bytes(mail.raw)["Message-ID"] == wanted]
        self._say(" ".join(["* SEARCH", *(str(mail.uid) for mail in known)]))
        self._say(f"{tag} OK done")

    def _fetch(self, tag: str, rest: str) -> None:
        assert self.folder is not None
        found = re.fullmatch(r"UID FETCH ([\d,]+) \((.*)\)", rest, re.IGNORECASE)
        if found is None or re.search(r"BODY\[|RFC822(?!\.SIZE)", found[2]):
            self._say(f"{tag} BAD this would mark it as seen")
            return
        wanted = {int(one) for one in found[1].split(",")}
        for number, mail in enumerate(self.folder.mails[: self.seen], 1):
            if mail.uid in wanted:
                self.writer.write(f"* {number} FETCH (UID {mail.uid}".encode())
                for item in re.findall(r"BODY\.PEEK\[[^\]]*\](?:<[^>]*>)?|[\w.]+", found[2]):
                    self.writer.write(b" " + item_of(item, mail.raw, mail.at))
                self._say(")")
        self._say(f"{tag} OK done")

    async def _idle(self, tag: str) -> None:
        assert self.folder is not None
        self._say("+ idling")
        done = asyncio.create_task(self.reader.readline())
        while not done.done():
            changed = self.folder.changed
            if not self._news():
                rang = asyncio.create_task(changed.wait())
                await asyncio.wait([done, rang], return_when=asyncio.FIRST_COMPLETED)
                rang.cancel()
            await self.writer.drain()
        if (await done).strip().upper() == b"DONE":
            self._say(f"{tag} OK idle ended")


@asynccontextmanager
async def mail_host() -> AsyncIterator[MailHost]:
    """A running host."""
    host = MailHost()

    def authenticated(_server: Any, _session: Any, _envelope: Any, mechanism: str, given: Any) -> AuthResult:
        known = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
        return AuthResult(success=known)

    loop = asyncio.get_running_loop()

    def smtp() -> asyncio.Protocol:
        with warnings.catch_warnings():  # it warns of a password without TLS, which is for a network
            warnings.simplefilter("ignore", UserWarning)
            return SMTP(
                host, hostname="mx.test", authenticator=authenticated, auth_require_tls=False, auth_required=True,
                enable_SMTPUTF8=True, data_size_limit=30_000_000, loop=loop,
            )  # fmt: skip

    imap = await asyncio.start_server(host.serve, "127.0.0.1", 0)
    taken = await loop.create_server(smtp, "127.0.0.1", 0)
    host.imap_port = imap.sockets[0].getsockname()[1]
    host.smtp_port = taken.sockets[0].getsockname()[1]
    try:
        yield host
    finally:
        host.cut()
        for server in (imap, taken):
            server.close()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await server.wait_closed()
