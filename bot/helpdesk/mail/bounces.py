"""Mail that no person has written: what came back, and what answers by itself (RFC 3464, RFC 3834)."""

import re
from collections.abc import Collection, Iterator
from email.message import Message
from typing import Final

from bot.domain.letter import Automatic, Bounce
from bot.helpdesk.mail.characters import addresses, header
from bot.helpdesk.mail.names import Names

_NO_REPLY: Final = re.compile(r"(?:no|do.?not|ne.?pas|nicht)[-_.]?(?:reply|respond|repondre|antworten)", re.IGNORECASE)
_SERVERS: Final = frozenset({"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"})
_OUT_OF_OFFICE: Final = ("x-autoreply", "x-autorespond", "x-auto-reply-from")
#: What they say who have given up; who only warns says that it is tried still.
_GIVEN_UP: Final = re.compile(
    r"permanent(?:ly)? (?:fatal )?(?:error|fail)|given up|could not be delivered", re.IGNORECASE
)
_OUR_ID: Final = re.compile(r"deskhand-\d{1,18}-[0-9a-f]{24}@[\w.-]{1,255}", re.ASCII)
_ID: Final = re.compile(r"<\s*([^<>\s]{1,300})\s*>")


def ids_in(*given: object) -> list[str]:
    """The message ids that stand in headers such as References."""
    return [found for value in given if value is not None for found in _ID.findall(str(value))]


def automatic(mail: Message) -> Automatic:
    """How a mail came to be. An answer that a program gives to ours must never be answered by one, nor reopen
    anything; whatever else a program has written may well be a request (a form's, a shop's)."""
    said = re.split(r"[\s;(]", header(mail["Auto-Submitted"]).lower(), maxsplit=1)[0]
    precedence = header(mail["Precedence"]).lower()
    local = next((address.partition("@")[0] for _, address in addresses(mail["From"])), "")
    if said == "auto-replied" or precedence == "auto_reply" or any(mail[name] is not None for name in _OUT_OF_OFFICE):
        return "answer"
    if local in _SERVERS or header(mail["Return-Path"]) == "<>":
        return "answer"
    if precedence not in ("bulk", "junk") and (mail["List-Id"] is not None or precedence == "list"):
        return "list"
    if mail["List-Unsubscribe"] is not None or precedence in ("bulk", "junk"):
        return "bulk"
    if said and said != "no" and ids_in(mail["In-Reply-To"], mail["References"]):
        return "answer"  # Exchange says "auto-generated" of its out-of-office
    suppressed = mail["X-Auto-Response-Suppress"] is not None
    if (said and said != "no") or suppressed or _NO_REPLY.fullmatch(local.partition("+")[0]):
        return "program"
    return ""


def bounce(mail: Message, names: Names, ours: Collection[str] = ()) -> Bounce | None:
    """What a delivery report says; None for a mail that is none. A report is about the mail that it returns a part
    of, which names itself, or about one that it answers. That the copy to one of `ours` came back says nothing of the
    customer's."""
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
        return _unlike_others(mail, names)
    status = next((part for part in mail.walk() if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return _unlike_others(mail, names)
    blocks = [block for block in _blocks(status) if block["Action"] is not None]
    theirs = [block for block in blocks if _recipient(block).lower() not in ours]
    said = next(iter([*theirs, *blocks]), Message())
    about = [*_returned(mail), *ids_in(mail["In-Reply-To"], mail["References"])]
    known = (names.reply(one) for one in about)
    return Bounce(
        reply_id=next((reply for reply in known if reply is not None), None),
        failed=bool(theirs) and header(said["Action"]).lower() == "failed",
        status=header(said["Status"])[:20],
        recipient=_recipient(said)[:320],
        reason=header(said["Diagnostic-Code"]).partition(";")[2].strip()[:500],
    )


def _recipient(block: Message) -> str:
    return header(block["Final-Recipient"] or block["Original-Recipient"]).rpartition(";")[2].strip()


def _unlike_others(mail: Message, names: Names) -> Bounce | None:
    """What a mail server of its own mind (qmail, an old Exim) says in a plain mail about a reply of ours, whose signed
    id stands in what it returns; None for any other mail."""
    local = next((address.partition("@")[0] for _, address in addresses(mail["From"])), "")
    if local not in _SERVERS:
        return None
    said = "\n".join(map(str, (part.get_payload() for part in mail.walk() if part.get_content_maintype() == "text")))
    known = (names.reply(one) for one in [*_OUR_ID.findall(said), *_returned(mail)])
    reply_id = next((reply for reply in known if reply is not None), None)
    if reply_id is None:
        return None
    failed = mail["X-Failed-Recipients"] is not None or bool(_GIVEN_UP.search(f"{header(mail['Subject'])}\n{said}"))
    return Bounce(reply_id=reply_id, failed=failed, recipient=header(mail["X-Failed-Recipients"])[:320])


def _blocks(status: Message) -> Iterator[Message]:
    """The groups of fields: of the mail, then of each receiver."""
    content = status.get_payload()
    if isinstance(content, list):
        yield from (block for block in content if isinstance(block, Message))


def _returned(mail: Message) -> list[str]:
    """The Message-ID of what is returned, as a mail or as its headers."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822" and isinstance(part.get_payload(), list):
            return [one for inner in part.get_payload() if isinstance(inner, Message) for one in _own_id(inner)]
        if part.get_content_type() == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
            found = re.search(r"^message-id:\s*(<[^<>\s]+>)", text, re.IGNORECASE | re.MULTILINE)
            return ids_in(found[1]) if found else []
    return []


def _own_id(mail: Message) -> list[str]:
    return ids_in(mail["Message-ID"])[:1]
