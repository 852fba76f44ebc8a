"""What the assistant is given, already gated: the least that a suggestion needs."""

from dataclasses import dataclass, field
from datetime import date

from bot.domain.desk import Desk, RequestType
from bot.domain.message import Message
from bot.domain.people import Customer
from bot.domain.record import LinkedRecord
from bot.domain.triage import Guess


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One ticket as the assistant sees it. `records` hold only the fields that the type allows, and only own ones."""

    desk: Desk = field(repr=False)
    ticket_id: int
    subject: str
    messages: tuple[Message, ...]
    language: str
    team_language: str
    customer: Customer
    type: RequestType | None
    type_certain: bool  # by `bot.domain.triage`: nothing in the text is left that nobody has understood
    type_by_person: bool = False  # somebody has read it and said so
    guess: Guess
    level: str
    classes: tuple[str, ...]
    records: tuple[LinkedRecord, ...]
    given: tuple[str, ...] = ()  # what stands in the fields of a form
    duplicate_of: str = ""  # the number of an open ticket that says the same, from the same customer
    today: date
    stopped: str = ""  # why the gate lets no suggestion through; empty: it does
    shadow: bool = False  # what comes of it is for the type's owner alone, compared with what a person writes
    wish: str = ""  # what an agent asked of the next suggestion ("shorter"); an engine that cannot follow it ignores it


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of an article that bears on a case, best first. `score` only orders."""

    article_id: str
    version: int
    quote: str
    score: float
