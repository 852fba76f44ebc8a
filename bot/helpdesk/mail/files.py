"""Files of mails, fetched from the mailbox when somebody asks for one."""

import asyncio
import base64
import binascii
import quopri
import re
from collections.abc import Callable
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Final

from bot.domain.file import LARGEST, Fetched, FileNotFetched, NotFetched
from bot.domain.inlet import SourceAway
from bot.helpdesk.mail.mailbox import Mailbox

#: Where a file stands: how the folder is numbered, the mail's uid, the part's number.
_ADDRESS: Final = re.compile(r"imap:(\d{1,12})/(\d{1,12})/(\d{1,4}(?:\.\d{1,4}){0,20})", re.ASCII)


class MailFiles:
    """Fetches by a connection of its own each time. A mail that was moved or deleted, or a folder that was numbered
    anew, is `gone`: the file is still in the mailbox, for whoever looks there."""

    def __init__(self, mailbox: Callable[[], Mailbox], largest: int = LARGEST) -> None:
        self._mailbox = mailbox
        self._largest = largest

    async def fetch(self, url: str) -> Fetched:
        """As the port says."""
        found = _ADDRESS.fullmatch(url)
        if found is None:
            raise FileNotFetched(NotFetched.ELSEWHERE)
        return await asyncio.to_thread(self._fetch, int(found[1]), int(found[2]), found[3])

    def _fetch(self, validity: int, uid: int, number: str) -> Fetched:
        mailbox = self._mailbox()
        try:
            mailbox.open()
            if mailbox.validity != validity:
                raise FileNotFetched(NotFetched.GONE)
            sizes = mailbox.envelopes([uid])
            if not sizes:
                raise FileNotFetched(NotFetched.GONE)
            if sizes[0].size > self._largest * 3 and number == "1":
                raise FileNotFetched(NotFetched.TOO_LARGE)
            head = mailbox.part(uid, f"{number}.MIME") or b""
            content = mailbox.part(uid, number)
        except SourceAway:
            raise FileNotFetched(NotFetched.UNREACHABLE, again=True) from None
        finally:
            mailbox.close()
        return self._fetched(BytesHeaderParser().parsebytes(head), content)

    def _fetched(self, head: Message, content: bytes | None) -> Fetched:
        if content is None:
            raise FileNotFetched(NotFetched.GONE)
        coded = str(head["Content-Transfer-Encoding"] or "").strip().lower()
        try:
            if coded == "base64":
                content = base64.b64decode(content, validate=False)
            elif coded == "quoted-printable":
                content = quopri.decodestring(content)
        except (binascii.Error, ValueError):
            pass  # not what it says: as it is
        if not content:
            raise FileNotFetched(NotFetched.EMPTY)
        if len(content) > self._largest:
            raise FileNotFetched(NotFetched.TOO_LARGE)
        return Fetched(content, head.get_content_type())
