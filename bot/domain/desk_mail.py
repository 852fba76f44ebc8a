"""A mailbox as a source: the table `[sources.mail]`, and what is wrong with one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from bot.domain.duration import Duration

_PORTS: Final = {"imaps": 993, "imap": 143, "smtps": 465, "smtp": 587}
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. With `tls` the connection begins with it; else STARTTLS is demanded, but on this machine."""

    host: str
    port: int
    tls: bool

    @property
    def loopback(self) -> bool:
        return self.host in _LOOPBACK


class Mail(BaseModel):
    """A mailbox. User and password stand in the environment, under the source's name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str  # what customers write to, and what replies come from
    sender: str = ""  # the name beside it; empty: the desk's
    imap: str  # such as imaps://imap.example.com
    smtp: str  # such as smtps://smtp.example.com
    folder: str = "INBOX"
    sent: str = ""  # the folder in which the mail server keeps what it has sent, where it does so by itself
    copy_to_self: bool = True  # each reply comes back to the mailbox, which proves that it has left
    also: tuple[str, ...] = ()  # further addresses of the same mailbox
    team: tuple[str, ...] = ()  # addresses of the team's own people, such as "*@shop.example"
    authserv_id: str = ""  # whose Authentication-Results say that a sender is verified
    reach_back: Duration = timedelta(0)  # how old a mail may be that is a request at the first start

    @property
    def ours(self) -> frozenset[str]:
        """All addresses of the mailbox, in lower case."""
        return frozenset(one.lower() for one in (self.address, *self.also))

    @property
    def can_look(self) -> bool:
        """Whether the mailbox shows what has left."""
        return self.copy_to_self or bool(self.sent)


def server(address: str) -> Server:
    """The server at an address that `mail_problems` finds sound."""
    parts = urlsplit(address)
    return Server(parts.hostname or "", parts.port or _PORTS[parts.scheme], parts.scheme.endswith("s"))


def mail_problems(where: str, mail: Mail | None, kind: str) -> Iterator[str]:
    """One sentence for each thing that is wrong with a source's mailbox."""
    if kind != "mail":
        if mail is not None:
            yield f'{where}: mail is for kind "mail", not for "{kind}"'
        return
    if mail is None:
        yield f"{where}: a table [sources.mail] must say address, imap and smtp"
        return
    for key, given in (("address", [mail.address]), ("also", mail.also)):
        for one in given:
            if one.count("@") != 1 or not one.isascii() or " " in one or "<" in one:
                yield f'{where}: mail.{key} must be an address such as "support@example.com", not "{one}"'
    yield from _of_server(f"{where}: mail.imap", mail.imap, ("imaps", "imap"))
    yield from _of_server(f"{where}: mail.smtp", mail.smtp, ("smtps", "smtp"))
    if "\n" in mail.sender or "\r" in mail.sender:
        yield f"{where}: mail.sender must be one line"


def _of_server(where: str, address: str, schemes: Sequence[str]) -> Iterator[str]:
    example = f"{schemes[0]}://{schemes[0][:4]}.example.com"
    try:
        parts = urlsplit(address)
        sound = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        sound = sound and not (parts.username or parts.password or parts.path.strip("/") or parts.query)
    except ValueError:
        sound = False
    if not sound:
        yield f'{where} must be an address such as "{example}", with or without a port, not "{address}"'
