"""People: customers, the team, and what a member of the team may do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    id: int
    external_id: str  # as the source names them; empty where it does not
    name: str
    email: str
    email_verified: bool
    segment: str
    value: int | None
    language: str
    identities: tuple[tuple[str, str], ...] = ()  # (source, id) pairs: how each source names them

    @property
    def short_name(self) -> str:
        """`Jo D.` for Jo Doe: enough for a channel, where everybody reads along."""
        first, _, rest = self.name.strip().partition(" ")
        return f"{first} {rest.strip()[:1]}." if rest.strip() else first


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the team."""

    id: int
    slack_id: str
    name: str

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person about to act, with the places where they stand. Built in the same transaction as the act.

    `queues` are those whose members they belong to; `owns` and `deputises` are request types (an empty string stands
    for tickets without a type); `fresh` says whether the membership that this rests on is recent enough to trust.
    """

    person: Person
    queues: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    manages: frozenset[str] = frozenset()
    owns: frozenset[str] = frozenset()
    deputises: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    looks_into: frozenset[int] = frozenset()  # tickets with a report about data, for whoever answers for data
    asked_for: frozenset[int] = frozenset()  # tickets whose open escalation asks them, or that they accepted
    fresh: bool = True
    service: bool = False  # the API token: may create and read, nothing else

    @property
    def journal_name(self) -> str:
        """How the journal names them."""
        return f"person:{self.person.id}"
