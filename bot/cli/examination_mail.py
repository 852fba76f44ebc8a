"""What `doctor` finds of a mailbox: whether it can be opened, and whether somebody takes its mail. It sends none."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from bot.cli.examination_outside import reached
from bot.cli.finding import Finding
from bot.domain.desk import Desk
from bot.domain.desk_mail import Mail, server
from bot.domain.inlet import SourceAway
from bot.helpdesk.mail import opened
from bot.settings import Settings

#: Seconds for the mailbox to open.
_PATIENCE: Final = 15.0


async def mailboxes(settings: Settings, desk: Desk) -> AsyncIterator[Finding]:
    """One finding for each mailbox and one for where its replies leave."""
    for source in desk.file.sources:
        if source.mail is None:
            continue
        note = "" if source.mail.authserv_id else "no sender is verified: mail.authserv_id is not set"
        yield Finding(f"mailbox of {source.name}", await _trouble(source.name, source.mail, settings), note=note)
        there = server(source.mail.smtp)
        address = f"{'https' if there.tls else 'http'}://{there.host}:{there.port}"
        yield Finding(f"source {source.name}", await reached(address, "for replies"))


async def _trouble(name: str, mail: Mail, settings: Settings) -> str:
    try:
        async with asyncio.timeout(_PATIENCE):
            await asyncio.to_thread(opened, name, mail, settings, _PATIENCE)
    except SourceAway as error:
        return str(error)
    except TimeoutError:
        return "the mail server takes too long"
    return ""
