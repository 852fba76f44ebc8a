"""Events of the generic contract, as the adapters make them."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.delivered import Told


def created(conversation: str, data: Mapping[str, Any]) -> Told:
    """A request. Told again, however it reads, it is the same event: the first one stands."""
    return Told(f"ticket:{conversation}", {"type": "ticket.created", "data": {"id": conversation, **data}})


def message(conversation: str, number: str, data: Mapping[str, Any]) -> Told:
    """A line of a conversation, known by the helpdesk's own number of it."""
    body = {"type": "message.created", "data": {"ticket_id": conversation, "id": number, **data}}
    return Told(f"message:{number}", body)


def status(conversation: str, name: str, word: str, at: Any = None, *, stands: bool = False) -> Told:
    """A status; `name` tells this change from others. `stands`: it is how the ticket stands, and may be no change."""
    body = {"type": "ticket.updated", "timestamp": at, "data": {"id": conversation, "status": word, "stands": stands}}
    return Told(f"status:{name}", body)


def merged(conversation: str, into: str) -> Told:
    """A conversation that goes on in another one."""
    body = {"type": "ticket.merged", "data": {"id": conversation, "into": into}}
    return Told(f"merged:{conversation}:{into}", body)


def digest(raw: str) -> str:
    """A name for a delivery that brings none: the same bytes again are the same delivery."""
    return hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()[:24]


def text_or_names(text: str, attachments: Sequence[Mapping[str, Any]]) -> str:
    """What was written; for files that came without a word, their names."""
    return text if text.strip() else ", ".join(str(each.get("name") or "?") for each in attachments)


def table(given: Any) -> Mapping[str, Any]:
    """A JSON object, or an empty one for what is none."""
    return given if isinstance(given, dict) else {}


def tables(given: Any) -> list[Mapping[str, Any]]:
    """The objects of a JSON list."""
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def number(given: Any) -> int | None:
    """A size, which some write as text."""
    if isinstance(given, str):
        return int(given) if given.isdecimal() and len(given) < 16 else None
    return given if isinstance(given, int) and not isinstance(given, bool) else None
