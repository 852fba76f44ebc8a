"""A mail's bytes read into a `Letter`. Whatever the bytes are, nothing is raised for them."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from fnmatch import fnmatchcase
from typing import Any

from bot.domain.arrival import Sender
from bot.domain.letter import Letter
from bot.domain.webhook_body import storable
from bot.helpdesk.mail import bounces
from bot.helpdesk.mail.authentication import verified
from bot.helpdesk.mail.characters import addresses, header
from bot.helpdesk.mail.contents import contents
from bot.helpdesk.mail.names import Names


class _AsSent(Compat32):
    """Headers as they stand, also where bytes of an unnamed character set stand in them. The newer policies of the
    library read more and raise for what they cannot."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads the mails of one source. `ours` are the mailbox's own addresses; `team` those of its people, where
    `*@shop.example` is everybody there; `authserv_id` is the server whose word counts for who wrote."""

    names: Names
    ours: Collection[str]
    team: Collection[str] = ()
    authserv_id: str = ""

    def read(self, raw: bytes, *, place: str, files: Sequence[Mapping[str, Any]] | None = None) -> Letter:
        """A mail. `place` begins the addresses under which its files are fetched; `files` lists them where the bytes
        are only the beginning of the mail."""
        mail = BytesParser(policy=_AsSent()).parsebytes(raw)
        inside = contents(mail)
        found = inside.files if files is None else files
        named = bounces.ids_in(mail["Message-ID"])
        refers_to = _refers_to(mail)
        own = (self.names.reply(one) for one in named[:1])
        known = (self.names.reply(one) for one in refers_to)
        sender, from_us = self._sender(mail)
        subject = header(mail["Subject"])[:300]
        event = _event(named, mail, subject, inside.text)
        letter = Letter(
            source=self.names.source,
            event_id=event,
            message_id=named[0] if named else "",
            refers_to=refers_to,
            answers=tuple(dict.fromkeys(reply for reply in known if reply is not None)),
            own_reply=next((reply for reply in own if reply is not None), None),
            at=_moment(mail["Date"]),
            sender=sender,
            subject=subject,
            body=inside.text,
            attachments=tuple({**one, "url": f"{place}{one['id']}"} for one in found),
            automatic=bounces.automatic(mail),
            bounce=bounces.bounce(mail, self.names, self.ours),
            from_us=from_us,
            from_team=any(fnmatchcase(sender.email, pattern.lower()) for pattern in self.team),
        )
        return _storable(letter)

    def _sender(self, mail: Message) -> tuple[Sender, bool]:
        """Who wrote, and whether that is the mailbox itself. A form that sends in our name names the customer as who
        gets the answer; that is nobody's word but the form's, so the address is not verified."""
        written_by = addresses(mail["From"])
        name, address = written_by[0] if written_by else (header(mail["From"])[:100], "")
        answer_to = addresses(mail["Reply-To"])
        if address in self.ours and answer_to and answer_to[0][1] not in self.ours:
            name, address = answer_to[0]
            return Sender(name=name[:200], email=address), False
        told = [str(one) for one in mail.get_all("Authentication-Results", [])]
        sure = len(written_by) == 1 and len(mail.get_all("From", [])) == 1
        proven = sure and verified(told, self.authserv_id, address)
        return Sender(name=name[:200], email=address, email_verified=proven), address in self.ours


def _refers_to(mail: Message) -> tuple[str, ...]:
    """The ids that a mail names, the newest first, and each once."""
    answered = bounces.ids_in(mail["In-Reply-To"])
    before = bounces.ids_in(mail["References"])
    return tuple(dict.fromkeys([*answered, *reversed(before[-100:])]))[:100]


def _event(named: Sequence[str], mail: Message, subject: str, text: str) -> str:
    """What the same mail has in every copy of it. Programs that give each of their mails the same id exist, so that the
    id alone would lose what they send."""
    said = "\n".join([*map(str, (mail["From"], mail["Date"])), subject, text])
    digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
    return f"{named[0][:150]}#{digest[:12]}" if named else f"#{digest}"


def _moment(given: object) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(given))
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _storable(letter: Letter) -> Letter:
    """Without characters that no database takes."""
    text = {name: storable(getattr(letter, name), 1) for name in ("event_id", "message_id", "subject", "body")}
    who = replace(letter.sender, name=storable(letter.sender.name, 1), email=storable(letter.sender.email, 1))
    files = tuple(storable(dict(one), 3) for one in letter.attachments)
    refers_to = tuple(storable(one, 1) for one in letter.refers_to)
    return replace(letter, **text, sender=who, attachments=files, refers_to=refers_to)
