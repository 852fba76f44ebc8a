"""Where replies leave: one object for each source, all fulfilling `bot.flow.ports.Helpdesk`."""

from typing import Protocol

from aiohttp import ClientSession

from bot.domain.desk import Source
from bot.flow.ports import Helpdesk
from bot.helpdesk.console import Console
from bot.helpdesk.held import Held
from bot.helpdesk.reply_url import ReplyUrl

__all__ = ["Addresses", "Console", "Held", "ReplyUrl", "build"]


class Addresses(Protocol):
    """Where replies go and how they are signed; `bot.settings.Settings` fulfils it."""

    def reply_url(self, source: str) -> str | None: ...

    def hook_secret(self, source: str) -> str | None: ...

    def hook_token(self, source: str) -> str | None: ...


def build(source: Source, settings: Addresses, *, slack: Helpdesk, session: ClientSession) -> Helpdesk:
    """What sends the replies of a source.

    Slack's own requests are answered by `slack`. Any other source goes by its `REPLY_URL_<SOURCE>`; without one a
    ticket of the API is read there, and everything else is refused with the remedy. `session` stays the caller's.
    """
    if source.in_slack:
        return slack
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
