"""A running django-helpdesk, as the people around it use it: customers' mails in, the team's own answers, mails out."""

import email
import itertools
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from tests.real import django_helpdesk
from tests.real.records import done, free_port, running

PYTHON = os.environ.get("DJANGO_HELPDESK", "")
JO = "Jo Doe <jo.doe@mail.example>"


@dataclass
class AtWork:
    """The running one at `there`. `token` is Deskhand's own, `ritas` is Rita's, who works in the helpdesk itself."""

    folder: Path
    env: Mapping[str, str]
    there: str
    token: str
    ritas: str
    ours: int = 1  # the id of the user whose token is `token`
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def writes(self, text: str, ticket: int = 0, *, who: str = JO, subject: str = "My parcel") -> None:
        """A mail lies in its mailbox."""
        number = next(self.numbers)
        about = f"Re: [support-{ticket}] {subject}" if ticket else subject
        written = f"From: {who}\nTo: support@example.com\nSubject: {about}\n"
        written += f"Message-ID: <{number}@mail.example>\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        (self.folder / "inbox" / f"{number:03}.eml").write_text(written, "utf-8")

    async def fetches(self) -> None:
        """It makes tickets and follow-ups of the mails in its mailbox."""
        await done(PYTHON, "-m", "django", "get_email", env=self.env)

    async def mails(self, text: str, ticket: int = 0) -> None:
        """Jo writes a mail, and the helpdesk fetches it."""
        self.writes(text, ticket)
        await self.fetches()

    async def rita(self, ticket: int, text: str, *, public: bool, **more: Any) -> int:
        """Rita writes in the helpdesk itself; the status that she gets."""
        return await self._posts("/api/followups/", {"ticket": ticket, "comment": text, "public": public, **more})

    async def takes_a_call(self, text: str, *, of: str, subject: str = "My parcel") -> int:
        """Rita opens a ticket for somebody on the phone; the status that she gets."""
        body = {"queue": 1, "title": subject, "description": text, "submitter_email": of, "priority": 3}
        return await self._posts("/api/tickets/", body)

    async def _posts(self, path: str, body: Mapping[str, Any]) -> int:
        headers = {"Authorization": f"Token {self.ritas}"}
        async with ClientSession() as session, session.post(self.there + path, json=body, headers=headers) as answer:
            return answer.status

    async def ticket(self, number: int) -> dict[str, Any]:
        return await self._got(f"/api/tickets/{number}/")

    async def tickets(self) -> list[dict[str, Any]]:
        """All of them, with their follow-ups."""
        found = await self._got("/api/tickets/?page_size=100")
        assert not found["next"]
        return list(found["results"])

    async def _got(self, path: str) -> dict[str, Any]:
        headers = {"Authorization": f"Token {self.token}"}
        async with ClientSession() as session, session.get(self.there + path, headers=headers) as answer:
            assert answer.status == 200
            found: dict[str, Any] = await answer.json()
            return found

    def sent(self, words: str, to: str = "jo.doe") -> list[str]:
        """The mails to somebody that say something."""
        parts = [part for path in sorted((self.folder / "mail").iterdir()) for part in _mails(path.read_text("utf-8"))]
        return [text for whom, text in parts if to in whom and words in text]


def _mails(written: str) -> list[tuple[str, str]]:
    found = []
    for each in written.split("-" * 79):
        mail = email.message_from_string(each.strip())
        for part in mail.walk():
            content = part.get_payload(decode=True) if part.get_content_type() == "text/plain" else None
            if isinstance(content, bytes):
                found.append((str(mail["To"]), content.decode("utf-8", "replace")))
    return found


@asynccontextmanager
async def at_work(folder: Path, webhook: str) -> AsyncIterator[AtWork]:
    """One that tells `webhook` of what happens."""
    env, port = django_helpdesk.write(folder, webhook), free_port()
    await done(PYTHON, "-m", "django", "migrate", "-v0", env=env)
    token, ritas = (await done(PYTHON, str(folder / "desk_people.py"), env=env)).split()
    server = (PYTHON, "-m", "django", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}")
    there = f"http://127.0.0.1:{port}"
    async with running(*server, address=f"{there}/", env=env):
        yield AtWork(folder, env, there, token, ritas)
