"""A mailbox: requests come in by IMAP, replies leave by SMTP. No public address is needed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from bot.domain.desk_mail import Mail, server
from bot.domain.reply import Delivery
from bot.flow.ports import Files, Helpdesk, Inlet
from bot.helpdesk.console import Console
from bot.helpdesk.mail.files import MailFiles
from bot.helpdesk.mail.inlet import MailInlet
from bot.helpdesk.mail.mailbox import Login, Mailbox
from bot.helpdesk.mail.names import Names
from bot.helpdesk.mail.parsing import Reader
from bot.helpdesk.mail.sending import MailDesk
from bot.helpdesk.mail.trial import Arrived, mail_to_self, seen, sent

__all__ = ["Arrived", "answering", "came", "files", "opened", "reading", "tried"]


class Secrets(Protocol):
    """How a mailbox is opened, and what our ids are signed with; `bot.settings.Settings` fulfils it."""

    @property
    def signing_keys(self) -> Sequence[bytes]: ...

    def mail_user(self, source: str) -> str | None: ...

    def mail_password(self, source: str) -> str | None: ...


def reading(source: str, mail: Mail, secrets: Secrets) -> Inlet:
    """What asks the mailbox. Without a password it is away, with the remedy."""
    reader = Reader(names=_names(source, mail, secrets), ours=mail.ours, team=mail.team, authserv_id=mail.authserv_id)
    mailbox = Mailbox(server(mail.imap), _login(source, mail, secrets), mail.folder)
    return MailInlet(source, mailbox, reader, reach_back=mail.reach_back, now=_now)


def answering(source: str, mail: Mail, secrets: Secrets, desk: str) -> Helpdesk:
    """What sends the replies; without a password it refuses them with the remedy."""
    if secrets.mail_password(source) is None:
        return Console(source, "MAIL_PASSWORD")
    return MailDesk(mail, _names(source, mail, secrets), _login(source, mail, secrets), name=desk, now=_now)


def files(source: str, mail: Mail, secrets: Secrets) -> Files:
    """What fetches the files of mails."""
    login = _login(source, mail, secrets)
    return MailFiles(lambda: Mailbox(server(mail.imap), login, mail.folder))


def opened(source: str, mail: Mail, secrets: Secrets, seconds: float) -> None:
    """Open the mailbox and let go of it again; waits for the network. Raises `SourceAway` with what is wrong."""
    mailbox = Mailbox(server(mail.imap), _login(source, mail, secrets), mail.folder, time_out=seconds)
    try:
        mailbox.open()
    finally:
        mailbox.close()


async def tried(source: str, mail: Mail, secrets: Secrets, name: str) -> Delivery:
    """Send the mailbox a mail of its own under the Message-ID `name`, as a reply would leave, and what came of it."""
    return await sent(mail, _login(source, mail, secrets), mail_to_self(mail, name, _now()), name)


def came(source: str, mail: Mail, secrets: Secrets, name: str, seconds: float) -> Arrived | None:
    """Wait until a mail of this Message-ID is in the mailbox; None where it is not there in time. Waits for the
    network. Raises `SourceAway`."""
    return seen(Mailbox(server(mail.imap), _login(source, mail, secrets), mail.folder), name, seconds)


def _login(source: str, mail: Mail, secrets: Secrets) -> Login:
    variable = "MAIL_PASSWORD_" + "".join(char if char.isalnum() else "_" for char in source.upper())
    return Login(secrets.mail_user(source) or mail.address, secrets.mail_password(source) or "", variable)


def _names(source: str, mail: Mail, secrets: Secrets) -> Names:
    return Names(source, mail.address.rpartition("@")[2], tuple(secrets.signing_keys))


def _now() -> datetime:
    return datetime.now(UTC)
