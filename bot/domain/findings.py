"""What is known of a ticket beside its life: given by the customer, said by people, found out by triage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.draft import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    attributes: Mapping[str, Any]  # the fields of a form, as the source named them
    marked: tuple[str, ...]  # sensitivity classes that people have added
    unmarked: tuple[str, ...]  # those that they have said do not apply
    guess: str | None  # the type that it looks like, to be asked for
    confidence: float | None  # of the type, or of the guess while there is none
    contacts: int  # the customer's tickets in the last 14 days, this one included
    summary: Summary
    missing: tuple[str, ...]  # what the type needs and the customer has not given
    duplicate_of: str  # the number of an open ticket that says the same; empty otherwise
    prepared: bool  # somebody, or the assistant, has looked at the text
    merged_into: int | None
    avoidable: str  # whether people thought that it could have been avoided (`bot.domain.avoidable`); empty: not said
