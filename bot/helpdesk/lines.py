"""Whether a reply stands in its conversation, as the helpdesk shows that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.reply import Found, OutgoingReply
from bot.domain.text import same_words

#: As much as the helpdesk's clock may differ from ours.
_SKEW: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A message of a conversation, oldest first. `reply_id` is ours, where the helpdesk keeps it for us."""

    id: str
    body: str
    from_team: bool
    public: bool
    at: datetime | None = None
    reply_id: str = ""


def look(reply: OutgoingReply, since: datetime, lines: Sequence[Line]) -> Found:
    """What `lines`, the whole conversation, say of a reply that may have left at `since` (real time).

    By our own id where that is kept, else by its words among what the team wrote publicly after the message that is
    answered. `missing` only where nothing stands there that could be it: a helpdesk may change a text on its way, and
    sending twice is worse than asking a person.
    """
    kept = next((line for line in lines if line.reply_id == str(reply.reply_id)), None)
    if kept is not None:
        return Found("arrived", external_id=kept.id)
    later = [line for line in _after(reply, since, lines) if line.from_team and line.public and not line.reply_id]
    same = next((line for line in later if same_words(reply.body, line.body)), None)
    if same is not None:
        return Found("arrived", external_id=same.id)
    return Found("unknown", detail="another public answer stands there") if later else Found("missing")


def _after(reply: OutgoingReply, since: datetime, lines: Sequence[Line]) -> Sequence[Line]:
    """What came after the newest message that the approver had seen; where that is not among them, by the time."""
    place = next((at for at, line in enumerate(lines) if line.id == reply.expect_last_message), None)
    if place is not None:
        return lines[place + 1 :]
    return [line for line in lines if line.at is None or line.at >= since - _SKEW]
