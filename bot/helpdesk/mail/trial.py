"""A mail from a mailbox to itself: it shows that both ways are open, and where mails arrive."""

import time
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from bot.domain.desk_mail import Mail
from bot.domain.reply import Delivery
from bot.helpdesk.mail.authentication import server_of
from bot.helpdesk.mail.mailbox import Login, Mailbox
from bot.helpdesk.mail.sending import attempted

SUBJECT: Final = "Trial mail of Deskhand"
BODY: Final = "This is a trial of the connection, sent by `python -m bot connect mail`. Nobody waits for an answer.\n"
#: Seconds between two looks.
_LOOK: Final = 0.5
#: Bytes of a mail in which its head is looked for.
_HEAD: Final = 32_768


@dataclass(frozen=True, slots=True)
class Arrived:
    """`server` is what the mail server calls itself in the Authentication-Results on top; empty where it puts none."""

    seconds: float
    server: str = ""


def mail_to_self(mail: Mail, name: str, at: datetime) -> bytes:
    """The mail's bytes. Its Message-ID is none of a reply's, and it comes from our own address: it opens no ticket."""
    made = EmailMessage(policy=SMTP)
    made["From"] = made["To"] = Address(addr_spec=mail.address)
    made["Subject"], made["Date"], made["Message-ID"] = SUBJECT, format_datetime(at), f"<{name}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's machine is to answer it
    made.set_content(BODY)
    return made.as_bytes()


async def sent(mail: Mail, login: Login, content: bytes, name: str) -> Delivery:
    """One attempt to send it."""
    return await attempted(mail, login, (mail.address,), content, name)


def seen(mailbox: Mailbox, name: str, seconds: float) -> Arrived | None:
    """Look for a mail until it is there; None where it is not in time. Waits for the network. Raises `SourceAway`."""
    begun = time.monotonic()
    try:
        while True:
            mailbox.open()  # which asks for news where it is open already
            if found := mailbox.named(name):
                head = message_from_bytes(mailbox.raw(found[0], _HEAD) or b"")
                return Arrived(time.monotonic() - begun, server_of(head.get_all("Authentication-Results", [])))
            if time.monotonic() - begun >= seconds:
                return None
            time.sleep(_LOOK)
    finally:
        mailbox.close()
