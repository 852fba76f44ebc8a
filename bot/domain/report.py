"""A wrong answer that somebody reported: what may be wrong, and who settles it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.roles import Role


class Wrong(StrEnum):
    """What is wrong about an answer."""

    FACT = "fact"
    POLICY = "policy"
    TONE = "tone"
    PRIVACY = "privacy"  # it says what it should not
    WRONG_CUSTOMER = "wrong_customer"  # it is about somebody else


#: What also goes to whoever answers for data, and is theirs to settle.
ABOUT_DATA: Final = frozenset({Wrong.PRIVACY, Wrong.WRONG_CUSTOMER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    id: int
    ticket_id: int
    draft_id: int | None
    reply_id: int | None
    wrong: Wrong
    person_id: int
    settled: bool


def may_settle(wrong: Wrong, roles: Collection[Role]) -> bool:
    """The owner of the type settles a report; one about data whoever answers for data."""
    return (Role.DATA if wrong in ABOUT_DATA else Role.OWNER) in roles
