"""Customer records (orders and the like) and the rule that one customer never sees another's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

LinkState = Literal["own", "foreign", "unknown", "unreachable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as its source gave it, least fields only. Values are text, ready for a placeholder."""

    source: str
    key: str
    customer_id: str
    customer_email: str
    fields: Mapping[str, str]
    read_at: datetime
    kept: bool = False  # read before, and given again


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRecord:
    """A record named in a ticket. `fields` is empty unless the record is the customer's own."""

    source: str
    key: str
    state: LinkState
    fields: Mapping[str, str] = field(default_factory=dict)
    read_at: datetime | None = None  # of one that could not be read: when that was tried
    kept: bool = field(default=False, compare=False)
    why: str = field(default="", compare=False)  # of one that could not be read: `bot.domain.errors.NotRead`
