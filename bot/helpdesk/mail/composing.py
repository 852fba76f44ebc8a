"""A reply as a mail. A person has approved it, so it says nothing of automatic origin (RFC 3834, section 5)."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.domain.reply import OutgoingReply

_ID = re.compile(r"[^<>\s\"()\\,;:\x00-\x1f\x7f-\uffff]{1,200}@[^<>\s\"()\\,;:\x00-\x1f\x7f-\uffff]{1,200}")


def compose(reply: OutgoingReply, *, name: str, address: str, message_id: str, at: datetime) -> bytes:
    """The mail's bytes, the same for the same reply and time. Raises `ValueError` for an address that is none."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(name, addr_spec=address)
    mail["To"] = Address(_line(reply.customer_name, 100), addr_spec=reply.customer_email)
    mail["Subject"] = subject(reply.subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message_id}>"
    answered = _ids(reply.in_reply_to)
    if answered:
        mail["In-Reply-To"] = answered[0]
    named = list(dict.fromkeys([*_ids(reply.conversation), *answered]))
    if named:
        mail["References"] = " ".join(named)
    if reply.language:
        mail["Content-Language"] = reply.language
    mail.set_content(reply.body.replace("\r\n", "\n"), charset="utf-8")
    return mail.as_bytes()


def subject(given: str) -> str:
    """The ticket's subject, as an answer to it."""
    said = _line(given, 200)
    if re.match(r"(?:re|aw|sv|antw|réf?|r)\s*:", said, re.IGNORECASE):
        return said
    return f"Re: {said}".strip() if said else "Re:"


def _line(given: str, most: int) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", given).split())[:most].strip()


def _ids(given: str) -> list[str]:
    """A Message-ID in its brackets. What stands behind `#` is ours: it parts mails that came with the same id."""
    plain = given.partition("#")[0]
    return [f"<{plain}>"] if _ID.fullmatch(plain) else []
