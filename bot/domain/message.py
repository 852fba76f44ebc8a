"""A line of the conversation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    id: int
    ticket_id: int
    author: Literal["customer", "agent", "note"]
    author_name: str
    body: str
    public: bool
    at: datetime
    external_id: str = ""
    reply_id: int | None = None
    attachments: tuple["Attachment", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    name: str
    media_type: str
    size: int  # bytes
    url: str = field(default="", repr=False)  # where its source has it; nobody calls it but for a person who asks
    way: Literal["", "fetch", "helpdesk"] = ""  # how somebody comes to see it; empty: it is only listed
    page: str = ""  # of its ticket in the helpdesk, where that is the way


def attachments(kept: Iterable[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    """What a source told about attachments, as values; the files themselves are never stored."""
    return tuple(
        Attachment(
            name=str(item.get("name") or ""),
            media_type=str(item.get("type") or ""),
            size=int(item.get("size") or 0),
            url=str(item.get("url") or ""),
        )
        for item in kept
    )
