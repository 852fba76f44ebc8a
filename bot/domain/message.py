"""A line of the conversation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


def attachments(kept: Iterable[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    """What a source told about attachments, as values; the files themselves are never stored."""
    return tuple(
        Attachment(
            name=str(item.get("name") or ""), media_type=str(item.get("type") or ""), size=int(item.get("size") or 0)
        )
        for item in kept
    )
