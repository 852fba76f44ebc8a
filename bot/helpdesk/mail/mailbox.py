"""One folder of a mailbox, by IMAP (RFC 3501). Everything here waits for the network: call it in a thread.

Nothing in the mailbox is changed: folders are opened read-only and mails fetched with PEEK. Which mails are seen is for
the people who work with the mailbox; how far Deskhand has read stands in its own database, beside what it stored.
"""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from imapclient import IMAPClient
from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError, LoginError

from bot.domain.desk_mail import Server
from bot.domain.inlet import SourceAway

#: Seconds for the network to answer.
TIME_OUT: Final = 30.0
#: One IDLE. A server may end it after 30 minutes (RFC 2177) and networks forget quiet connections sooner; and what the
#: server tells in the same breath in which it begins one is only read when it ends (`wait`).
_IDLE_SECONDS: Final = 10.0
#: How soon a wish to stop is heard.
_SLICE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Login:
    user: str
    password: str = field(repr=False)
    variable: str = ""  # that sets the password


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is known of a mail before it is fetched."""

    uid: int
    size: int
    came_at: datetime


class Mailbox:
    """A connection to one folder, opened when it is needed. For one thread at a time, but for `interrupt`."""

    def __init__(self, server: Server, login: Login, folder: str, *, time_out: float = TIME_OUT) -> None:
        self._server = server
        self._login = login
        self._folder = folder
        self._time_out = time_out
        self._client: IMAPClient | None = None
        self._stop = threading.Event()
        self.validity = 0
        self.next_uid = 1

    def open(self) -> None:
        """Be connected, with the folder as it is now. Raises `SourceAway`."""
        with self._away():
            if self._client is not None:
                self._client.noop()
                return
            if not self._login.password:
                raise SourceAway(f"nobody can sign in to the mailbox: set {self._login.variable}")
            self._stop.clear()
            client = self._connected()
            try:
                client.login(self._login.user, self._login.password)
                found = self._folder_of(client)
            except BaseException:
                _let_go(client)
                raise
            self._client = client
            self.validity, self.next_uid = int(found[b"UIDVALIDITY"]), int(found.get(b"UIDNEXT", 1))

    def after(self, uid: int, since: date | None = None) -> list[int]:
        """The mails after a uid, in order; those that came on or after a day, by the server's calendar."""
        criteria: list[Any] = ["UID", f"{uid + 1}:*", *(["SINCE", since] if since else [])]
        with self._away():
            # The server always gives the last mail for `n:*`, also where its uid is smaller.
            return sorted(one for one in self._open().search(criteria) if one > uid)

    def named(self, message_id: str) -> list[int]:
        """The mails with a Message-ID (without angle brackets)."""
        with self._away():
            return sorted(self._open().search(["HEADER", "Message-ID", f"<{message_id}>"]))

    def envelopes(self, uids: list[int]) -> list[Envelope]:
        """Sizes and times of arrival; what was taken away meanwhile is left out."""
        with self._away():
            client = self._open()
            client.normalise_times = False
            found = client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"]) if uids else {}
        return [
            Envelope(uid, int(found[uid][b"RFC822.SIZE"]), _utc(found[uid].get(b"INTERNALDATE")))
            for uid in uids
            if uid in found and b"RFC822.SIZE" in found[uid]
        ]

    def raw(self, uid: int, most: int) -> bytes | None:
        """A mail's bytes, up to `most` of them; None where it was taken away."""
        return self._bytes(uid, f"BODY.PEEK[]<0.{most}>", b"BODY[]<0>")

    def part(self, uid: int, number: str) -> bytes | None:
        """A part's bytes, as they are coded."""
        return self._bytes(uid, f"BODY.PEEK[{number}]", f"BODY[{number}]".encode())

    def structure(self, uid: int) -> Any:
        """The mail's parts (BODYSTRUCTURE), as tuples; None where it was taken away."""
        with self._away():
            found = self._open().fetch([uid], ["BODYSTRUCTURE"])
        return found.get(uid, {}).get(b"BODYSTRUCTURE")

    def wait(self) -> bool:
        """Wait until the server tells of something, for ten seconds at most, or until `interrupt`. False at once where
        it cannot tell (no IDLE). Raises `SourceAway`.

        The library looks at the socket, and not at what it has read from it already. So what came between the last look
        and the IDLE would be found out late: a first, short IDLE brings it to light.
        """
        with self._away():
            client = self._open()
            if not client.has_capability("IDLE"):
                return False
            client.idle()
            told: list[Any] = [*client.idle_check(timeout=0), *client.idle_done()[1]]
            if any(one[1:2] == (b"EXISTS",) for one in told):
                return True
            client.idle()
            until, told = time.monotonic() + _IDLE_SECONDS, []
            while not told and not self._stop.is_set() and time.monotonic() < until:
                began = time.monotonic()
                told = client.idle_check(timeout=_SLICE)
                if not told and time.monotonic() - began < _SLICE / 2:  # readable, and nothing to read: it has ended
                    raise SourceAway("the mail server closed the connection")
                if told and told[0][0] == b"BYE":
                    raise SourceAway("the mail server closed the connection")
            client.idle_done()
            return True

    def interrupt(self) -> None:
        """End whatever is under way, from another thread. Safe to call twice."""
        self._stop.set()
        client = self._client
        if client is not None:
            with contextlib.suppress(OSError, ValueError, AttributeError):
                client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the connection. Safe to call twice."""
        client, self._client = self._client, None
        if client is not None:
            _let_go(client)

    def _open(self) -> IMAPClient:
        if self._client is None:
            raise SourceAway("the connection to the mail server was closed")
        return self._client

    def _folder_of(self, client: IMAPClient) -> Any:
        try:
            return client.select_folder(self._folder, readonly=True)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            raise SourceAway(f'there is no folder "{self._folder}" in the mailbox, or it may not be read') from None

    def _connected(self) -> IMAPClient:
        server, secure = self._server, ssl.create_default_context()
        if server.tls:
            return IMAPClient(server.host, server.port, ssl=True, ssl_context=secure, timeout=self._time_out)
        client = IMAPClient(server.host, server.port, ssl=False, timeout=self._time_out)
        if not server.loopback:
            try:
                client.starttls(secure)
            except BaseException:
                _let_go(client)
                raise
        return client

    def _bytes(self, uid: int, asked: str, answered: bytes) -> bytes | None:
        with self._away():
            found = self._open().fetch([uid], [asked]).get(uid, {})
        content = found.get(answered)
        return content if isinstance(content, bytes) else None

    @contextmanager
    def _away(self) -> Iterator[None]:
        """Faults of the network and the server as `SourceAway`, in words that hold nothing of anybody's."""
        try:
            yield
        except SourceAway:
            self.close()
            raise
        except LoginError as error:
            self.close()
            if isinstance(error.__context__, IMAPClientAbortError):  # the library says so of a lost connection as well
                raise SourceAway("the mail server cannot be reached (cut off while signing in)") from None
            raise SourceAway("the mail server refused user and password") from None
        except CapabilityError:
            self.close()
            raise SourceAway("the mail server does not offer STARTTLS; use imaps://") from None
        except ssl.SSLCertVerificationError:
            self.close()
            raise SourceAway("the mail server's certificate is not trusted") from None
        except (OSError, IMAPClientAbortError, EOFError) as error:
            self.close()
            raise SourceAway(f"the mail server cannot be reached ({type(error).__name__})") from None
        except (IMAPClientError, ValueError, KeyError, AssertionError, IndexError, TypeError) as error:
            self.close()
            raise SourceAway(f"the mail server does not do as it should ({type(error).__name__})") from None


def _let_go(client: IMAPClient) -> None:
    with contextlib.suppress(Exception):
        client.shutdown()


def _utc(given: Any) -> datetime:
    return given.astimezone(UTC) if isinstance(given, datetime) and given.tzinfo else datetime.now(UTC)
