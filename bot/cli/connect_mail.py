"""`connect mail`: whether a mailbox opens, whether its mail is taken, and where a mail to itself arrives."""

import argparse
import asyncio
import secrets
from datetime import date
from typing import Any, Final

from pydantic import SecretStr

from bot.cli import connect_lines as lines
from bot.cli.connect_lines import ask
from bot.domain.desk import Desk, Source
from bot.domain.desk_mail import Mail, mail_problems
from bot.domain.errors import DeskFileError, DeskhandError
from bot.domain.inlet import SourceAway
from bot.helpdesk import mail as mailboxes
from bot.settings import Settings, in_variable

#: Seconds for the mailbox to open.
_PATIENCE: Final = 15.0
#: Seconds in which a mail to oneself should be there, unless --wait says other ones.
_ARRIVAL: Final = 60.0


async def connect_mail(chosen: argparse.Namespace, read: Settings, desk: Desk, today: date) -> int:
    """Sign in to the mailbox both ways, send it a mail of its own and show where that arrived; then say what belongs
    into the desk file and `.env`, or write it. Raises `DeskhandError` with a sentence that says what to do."""
    source, mail, new = _mailbox(chosen, desk)
    made = _made(chosen, read, source.name)
    ready = _with(read, source.name, made)
    await _opened(source.name, mail, ready)
    print(f"{mail.address}: the mailbox opens, and {mail.folder} can be read.")
    await _tried(source.name, mail, ready, chosen.wait or _ARRIVAL)
    if new or made:
        named = {"address": mail.address, "imap": mail.imap, "smtp": mail.smtp}
        text = lines.entry("sources", {"name": source.name, "kind": "mail"}) + lines.inner("sources.mail", named)
        lines.tell(text if new else "", made, read.desk_file, today, write=chosen.write)
        put = "" if chosen.write else "Put them there, or run this again with --write. "
        print(f"{put}Then restart Deskhand: what comes from then on is a request. docs/mail.md has the other keys.")
    return 0


def _mailbox(chosen: argparse.Namespace, desk: Desk) -> tuple[Source, Mail, bool]:
    """The source, and whether the desk file has it not yet."""
    name = chosen.name or "mail"
    there = next((one for one in desk.file.sources if one.name == name), None)
    if there is not None:
        if there.mail is None:
            raise DeskhandError(f'The desk file’s source "{name}" is of the kind {there.kind}; choose another --name.')
        return there, there.mail, False
    given = {
        "address": chosen.address or ask("--address", "the address that customers write to"),
        "imap": chosen.imap or ask("--imap", "where the mailbox is read, such as imaps://imap.example.com"),
        "smtp": chosen.smtp or ask("--smtp", "where replies leave, such as smtps://smtp.example.com"),
    }
    mail = Mail.model_validate(given)
    if problems := list(mail_problems(f"sources: {name}", mail, "mail")):
        raise DeskFileError(problems)
    return Source(name=name, kind="mail", mail=mail), mail, True


def _made(chosen: argparse.Namespace, read: Settings, name: str) -> dict[str, str]:
    """The variables that are not set yet. A password is typed unseen, or stands in the environment already."""
    ending, made = in_variable(name).upper(), {}
    if chosen.user and read.mail_user(name) is None:
        made[f"MAIL_USER_{ending}"] = chosen.user
    if read.mail_password(name) is None:
        made[f"MAIL_PASSWORD_{ending}"] = ask(f"MAIL_PASSWORD_{ending}", "the mailbox’s password", hidden=True)
    return made


def _with(read: Settings, name: str, made: dict[str, str]) -> Settings:
    fields: dict[str, Any] = {}
    for prefix, field in (("MAIL_USER", "mail_users"), ("MAIL_PASSWORD", "mail_passwords")):
        if value := made.get(f"{prefix}_{in_variable(name).upper()}"):
            fields[field] = {**getattr(read, field), in_variable(name): SecretStr(value)}
    return read.model_copy(update=fields)


async def _opened(name: str, mail: Mail, ready: Settings) -> None:
    try:
        async with asyncio.timeout(_PATIENCE):
            await asyncio.to_thread(mailboxes.opened, name, mail, ready, _PATIENCE)
    except SourceAway as error:
        raise DeskhandError(f"{mail.imap}: {error}. Look at --imap, at --user, and at the password.") from None
    except TimeoutError:
        raise DeskhandError(f"{mail.imap}: the mail server takes too long. Look at --imap.") from None


async def _tried(name: str, mail: Mail, ready: Settings, seconds: float) -> None:
    """Send the mail, and say where it arrived."""
    trial = f"trial-{secrets.token_hex(8)}@{mail.address.rpartition('@')[2]}"
    delivery = await mailboxes.tried(name, mail, ready, trial)
    if delivery.outcome != "sent":
        raise DeskhandError(f"{mail.smtp}: {delivery.detail}. Look at --smtp, at --user, and at the password.")
    print(f"{mail.smtp} has taken a trial mail; looking for it.", flush=True)
    try:
        arrived = await asyncio.to_thread(mailboxes.came, name, mail, ready, trial, seconds)
    except SourceAway as error:
        raise DeskhandError(f"{mail.imap}: {error}.") from None
    if arrived is None:
        raise DeskhandError(
            f"The trial mail has not come to {mail.folder} within {seconds:.0f} seconds: look whether the server put "
            "it into another folder, such as junk, or whether it takes longer (--wait)."
        )
    print(f"The trial mail has arrived in {mail.folder}, {arrived.seconds:.0f} seconds later.")
    if arrived.server and not mail.authserv_id:
        print(
            f'Your server calls itself "{arrived.server}" in its Authentication-Results. If mails of others bear that '
            f'too, mail.authserv_id = "{arrived.server}" makes their senders verified (docs/mail.md).'
        )
