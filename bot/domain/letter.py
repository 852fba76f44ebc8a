"""A mail that came, read into what counts; and the rules of whose conversation it belongs to."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final, Literal

from pydantic import TypeAdapter, ValidationError

from bot.domain.arrival import Sender
from bot.domain.errors import BadRequest

#: How a mail came to be: by a person (""), as an automatic answer to one of ours, by a program, to many at once, or
#: through a list, as all mails do whose mailbox stands behind a group's address.
Automatic = Literal["", "answer", "program", "bulk", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """What a mail server reports of a mail that we sent (RFC 3464)."""

    reply_id: int | None  # of ours; None: the mail that it is about was none of our replies
    failed: bool  # False: it is delayed, or it arrived
    status: str = ""  # such as 5.1.1
    recipient: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail. Ids stand without their angle brackets.

    `answers` are the replies of ours that it names by ids that only their receivers know, the newest first; `refers_to`
    are all ids that it names.
    """

    kind: ClassVar[str] = "mail.received"
    source: str
    event_id: str
    message_id: str
    refers_to: tuple[str, ...] = ()
    answers: tuple[int, ...] = ()
    own_reply: int | None = None  # it is itself a reply of ours, come back
    at: datetime | None = None
    sender: Sender = field(default_factory=Sender)
    subject: str = ""
    body: str = field(default="", repr=False)
    attachments: tuple[Mapping[str, Any], ...] = ()
    automatic: Automatic = ""
    bounce: Bounce | None = None
    from_us: bool = False  # by one of our own addresses
    from_team: bool = False  # by one of the team's own people


_LETTER: Final = TypeAdapter(Letter)


def written(letter: Letter) -> str:
    """A letter as text, to be kept where it could not be worked."""
    return json.dumps(asdict(letter), ensure_ascii=False, default=lambda moment: moment.isoformat())


def read(text: str) -> Letter:
    """A letter that was kept. Raises `BadRequest` for a text that is none."""
    try:
        return _LETTER.validate_json(text)
    except ValidationError:
        raise BadRequest("this is not a mail as Deskhand keeps it") from None


def belongs(letter: Letter, writers: Collection[str]) -> bool:
    """Whether a letter that refers to a conversation is let into it. `writers` are the addresses that wrote there.

    Whoever names one of our replies has received it, since its id cannot be guessed. Anybody else may only go on with
    what their own address has begun: an id of a customer's mail is known to whoever got a copy. A subject says nothing.
    """
    return bool(letter.answers) or letter.sender.email.casefold() in {writer.casefold() for writer in writers}
