"""Customers and what they and the support team write to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Customer:
    """Somebody who writes. `value` is what they are worth a year, in the shop's currency."""

    id: str
    name: str
    email: str = ""
    segment: str = ""
    value: float = 0
    language: str = "en"


@dataclass(frozen=True)
class Line:
    """One message of a conversation, as the customer sees it."""

    id: str
    author: Literal["customer", "agent"]
    name: str
    body: str
    at: str
    reply_id: str = ""


@dataclass
class Conversation:
    """A request and what follows on it. `status` says what became of the newest webhook."""

    id: str
    customer: Customer
    subject: str
    via: str
    lines: list[Line] = field(default_factory=list)
    status: str = ""
    rating: int | None = None
