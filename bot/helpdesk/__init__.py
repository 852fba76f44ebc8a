"""Where replies leave: one object for each source, all fulfilling `bot.flow.ports.Helpdesk`."""

from typing import Protocol

from aiohttp import ClientSession

from bot.domain.desk import Source
from bot.flow.ports import Files, Helpdesk, Inbound, Inlet, Upkeep
from bot.helpdesk import mail
from bot.helpdesk.console import Console
from bot.helpdesk.files import AttachedFiles
from bot.helpdesk.held import Held
from bot.helpdesk.reply_url import ReplyUrl
from bot.helpdesk.vendors import answering, asking, keeping, listening

__all__ = ["Addresses", "Console", "Held", "ReplyUrl", "Secrets", "build", "files", "inbound", "inlet", "upkeep_of"]


class Secrets(Protocol):
    """How a source proves itself to us; `bot.settings.Settings` fulfils it."""

    def hook_secret(self, source: str) -> str | None: ...

    def hook_token(self, source: str) -> str | None: ...


class Addresses(Secrets, Protocol):
    """Where replies go and how they are signed; `bot.settings.Settings` fulfils it."""

    def reply_url(self, source: str) -> str | None: ...

    def helpdesk_token(self, source: str) -> str | None: ...

    def mail_user(self, source: str) -> str | None: ...

    def mail_password(self, source: str) -> str | None: ...

    @property
    def signing_keys(self) -> tuple[bytes, ...]: ...


def build(source: Source, settings: Addresses, *, slack: Helpdesk, session: ClientSession, desk: str = "") -> Helpdesk:
    """What sends the replies of a source.

    Slack's own requests are answered by `slack`, a helpdesk's by its own interface. Any other source goes by its
    `REPLY_URL_<SOURCE>`; without one a ticket of the API is read there, and everything else is refused with the remedy.
    `session` stays the caller's; `desk` is the desk's name.
    """
    if source.in_slack:
        return slack
    if source.mail is not None:
        return mail.answering(source.name, source.mail, settings, desk)
    if source.of_vendor:
        return answering(source, settings.helpdesk_token(source.name), session)
    url = settings.reply_url(source.name)
    if url is not None:
        return ReplyUrl(
            url,
            session,
            secret=settings.hook_secret(source.name),
            token=settings.hook_token(source.name),
            idempotent=source.idempotent,
        )
    return Held() if source.name == "api" else Console(source.name)


def inbound(source: Source, settings: Secrets) -> Inbound | None:
    """What reads the webhooks of a source in its helpdesk's own language; None for the generic contract."""
    if not source.of_vendor:
        return None
    return listening(source, settings.hook_secret(source.name), settings.hook_token(source.name))


def inlet(source: Source, settings: Addresses, *, session: ClientSession) -> Inlet | None:
    """What asks a source for what came; None for one that tells it by itself."""
    if source.mail is not None:
        return mail.reading(source.name, source.mail, settings)
    if source.of_vendor:
        return asking(source, settings.helpdesk_token(source.name), session)
    return None


def upkeep_of(source: Source, settings: Addresses, *, session: ClientSession) -> Upkeep | None:
    """What keeps a source's helpdesk up to date besides replies; None where nothing of that is asked for."""
    return keeping(source, settings.helpdesk_token(source.name), session) if source.writes else None


def files(source: Source, settings: Addresses, token: str | None, *, session: ClientSession) -> Files:
    """Where the files of a source's messages are fetched: only where the desk file says. `token` goes along."""
    if source.mail is not None:
        return mail.files(source.name, source.mail, settings)
    return AttachedFiles(source.files, session, token=token)
