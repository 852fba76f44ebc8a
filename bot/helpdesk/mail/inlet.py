"""Reads what came into a mailbox, by uid, from where the last reading ended."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from bot.domain.inlet import Drawn, SourceAway, Told
from bot.domain.letter import Letter, written
from bot.helpdesk.mail.mailbox import Envelope, Mailbox
from bot.helpdesk.mail.parsing import Reader
from bot.helpdesk.mail.structure import files_in

T = TypeVar("T")

#: Mails and bytes that are read at a time.
PAGE: Final = 20
_PAGE_BYTES: Final = 10_000_000
#: Of a larger mail only so much is fetched: its text stands at the beginning, and files are fetched on request.
WHOLE: Final = 2_000_000
#: Seconds between two looks where the server does not tell (no IDLE).
POLL_SECONDS: Final = 30.0
#: Servers count days in a zone of their own.
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a folder has been read. While `since` is set, only mails from that day on are new: their uids say
    nothing, since the folder was numbered anew or is read for the first time."""

    validity: int
    uid: int
    day: date | None = None  # when the last mail came
    since: date | None = None

    def __str__(self) -> str:
        return f"{self.validity}:{self.uid}:{self.day or ''}:{self.since or ''}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """None for a text that is no mark of ours."""
        try:
            validity, uid, day, since = text.split(":")
            return cls(int(validity), int(uid), _day(day), _day(since))
        except ValueError:
            return None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


class MailInlet:
    """Asks one folder. The first time only what comes from now on is new, and what came within `reach_back`."""

    def __init__(
        self, name: str, mailbox: Mailbox, reader: Reader, *, reach_back: timedelta, now: Callable[[], datetime]
    ) -> None:
        self.name = name
        self._mailbox = mailbox
        self._reader = reader
        self._reach_back = reach_back
        self._now = now
        self._thread: ThreadPoolExecutor | None = None

    async def since(self, mark: str) -> Drawn:
        """As the port says. Mails are read in the order of their uids. A folder that was numbered anew (UIDVALIDITY) is
        read again from the day before the last mail: what is stored already is known by its event id."""
        return await self._in_thread(lambda: self._draw(mark))

    async def news(self) -> None:
        """As the port says: when the server tells (IDLE), else after half a minute."""
        if not await self._in_thread(self._mailbox.wait):
            await asyncio.sleep(POLL_SECONDS)

    async def close(self) -> None:
        """As the port says. What is waiting for the network is cut off."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._mailbox.interrupt()
        with contextlib.suppress(Exception):
            await asyncio.get_running_loop().run_in_executor(thread, self._mailbox.close)
        thread.shutdown(wait=False)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"mail-{self.name}")
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _draw(self, text: str) -> Drawn:
        self._mailbox.open()
        start = self._begin(Mark.read(text))
        uids = self._mailbox.after(start.uid, start.since)
        told: list[Told] = []
        mark, size = start, 0
        for envelope in self._mailbox.envelopes(uids[:PAGE]):
            mark = Mark(start.validity, envelope.uid, envelope.came_at.date(), start.since)
            told.append(self._told(envelope, mark))
            size += min(envelope.size, WHOLE)
            if size > _PAGE_BYTES:
                break
        else:
            passed = uids[:PAGE][-1] if uids else start.uid  # what was taken away meanwhile counts as read
            mark = Mark(start.validity, passed, mark.day, start.since)
        more = bool(uids) and mark.uid < uids[-1]
        if not more and start.since is not None:  # all there was is read: uids say again what is new
            mark = Mark(mark.validity, max(mark.uid, self._mailbox.next_uid - 1), mark.day)
        return Drawn(told=tuple(told), mark=str(mark), more=more)

    def _begin(self, mark: Mark | None) -> Mark:
        validity = self._mailbox.validity
        if mark is not None and mark.validity == validity:
            return mark
        if mark is not None:
            since = mark.since or mark.day or self._now().date()
            return Mark(validity, 0, mark.day, since - _DAY)
        if self._reach_back:
            return Mark(validity, 0, None, (self._now() - self._reach_back).date() - _DAY)
        return Mark(validity, self._mailbox.next_uid - 1)

    def _told(self, envelope: Envelope, mark: Mark) -> Told:
        name = f"uid:{mark.validity}:{envelope.uid}"
        try:
            letter = self._letter(envelope)
        except SourceAway:
            raise
        except Exception as error:  # whatever a mail does to us, the next one must not wait for it
            where = f"mail {envelope.uid} of the folder, which came {envelope.came_at.isoformat()}"
            return Told(
                event_id=name, mark=str(mark), raw=where, fault=f"it could not be read ({type(error).__name__})"
            )
        if letter is None:  # taken away meanwhile
            return Told(event_id=name, mark=str(mark))
        return Told(event_id=letter.event_id, arrival=letter, mark=str(mark), raw=written(letter))

    def _letter(self, envelope: Envelope) -> Letter | None:
        raw = self._mailbox.raw(envelope.uid, WHOLE)
        if raw is None:
            return None
        place = f"imap:{self._mailbox.validity}/{envelope.uid}/"
        files = files_in(self._mailbox.structure(envelope.uid)) if envelope.size > WHOLE else None
        return self._reader.read(raw, place=place, files=files)
