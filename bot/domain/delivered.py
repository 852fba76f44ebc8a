"""A helpdesk's own webhook: what was delivered, and the events of the generic contract that it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery as it came. `headers` are found whatever their case; `secret` is what stands in the path behind the
    source's name; `at` is real time."""

    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    secret: str = field(default="", repr=False)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One event, as docs/webhooks.md says it. `id` is the same however and however often the helpdesk tells it."""

    id: str
    body: Mapping[str, Any] = field(repr=False)
