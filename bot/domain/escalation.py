"""Escalations: to whom a ticket is raised by rule, who is asked after whom, and what they read in one glance."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.desk import Desk
from bot.domain.draft import Summary
from bot.domain.duration import length
from bot.domain.handoff import HandoffLine, Part
from bot.domain.message import Message
from bot.domain.phrases import fold
from bot.domain.second_approval import Turn, in_turn
from bot.domain.text import clean
from bot.domain.ticket import Ticket
from bot.domain.triage import Request, applies


class Stage(StrEnum):
    """Where an escalation stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    SETTLED = "settled"  # back to the queue
    ENDED = "ended"  # its ticket was resolved or has ended


OPEN: Final = frozenset({Stage.ASKED, Stage.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody who was asked to accept: a person, or a group whose people are asked together."""

    who: str  # the Slack id behind the place
    place: str  # as in the desk file
    passed_by: int | None  # who named them; None: it was their turn
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    id: int
    ticket_id: int
    stage: Stage
    rule: str
    to: str  # whom the rule named, as in the desk file
    reason: str
    within_seconds: int
    asked_by: int
    first_holder: int | None
    asked_at: datetime
    accepted_by: int | None
    accepted_at: datetime | None
    ended_at: datetime | None
    asks: tuple[Ask, ...]  # oldest first

    @property
    def open(self) -> bool:
        return self.stage in OPEN

    @property
    def within(self) -> timedelta:
        """How long each person has, in open hours."""
        return timedelta(seconds=self.within_seconds)

    @property
    def informed(self) -> int:
        """Who is told of what becomes of it: whoever had the ticket then, else whoever escalated it."""
        return self.first_holder or self.asked_by


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the desk file says of an escalation: which rule fits (none: empty), to whom, and for how long each is waited
    for in open hours."""

    rule: str
    to: str
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """Who would be asked, one after the other, by name: as things stand now."""

    names: tuple[str, ...]
    on_call: str  # who comes last because they are on call; empty: nobody
    within: timedelta  # of open hours, for each


def agreed(desk: Desk, request: Request, ticket: Ticket, reason: str) -> Agreement:
    """The first rule that fits ticket and reason, else what `[escalation]` says; the same for the same arguments."""
    settings, owner = desk.file.escalation, desk.owner_of(ticket.type)
    folded = fold(request.text)
    for rule in settings.rules:
        if rule.reasons and reason not in rule.reasons:
            continue
        if applies(rule.when, request, folded, ticket.type, ticket.level):
            return Agreement(rule.name, rule.to or owner, rule.within)
    return Agreement("", settings.to or owner, settings.within)


def places_of(desk: Desk, ticket: Ticket, to: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Everybody who may be asked, as written in the desk file: one after the other, who is on call, and the leads."""
    queue = next((one for one in desk.file.queues if one.name == ticket.queue), None)
    asked = (to, desk.owner_of(ticket.type), *desk.deputies_of(ticket.type))
    return asked, queue.on_call if queue else "", queue.leads if queue else ()


def order(desk: Desk, ticket: Ticket, to: str, ids: Mapping[str, str], by: str) -> tuple[Turn, ...]:
    """Who is asked, one after the other: `to`, the owner of the type, its deputies, last whoever is on call.

    `ids` are the Slack ids behind the places, `by` is the Slack id of who escalates and is not asked, unless nobody
    else is there.
    """
    asked, on_call, leads = places_of(desk, ticket, to)
    return in_turn(asked, on_call, leads, ids, by) or (Turn(to),)


def whose_turn(turns: Sequence[Turn], asked: Collection[str], ids: Mapping[str, str], out: Collection[str]) -> str:
    """The place of whoever is asked next: the first who was not `asked` (Slack ids) and is not `out` of reach (places).

    Where all who are left are out of reach, nobody is passed over; empty where nobody is left.
    """
    left = [turn.place for turn in turns if (ids.get(turn.place) or turn.place) not in asked]
    return next((place for place in left if place not in out), next(iter(left), ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What an accountable person reads before anything else. Texts are people's own words, or our summary of them.

    The customer's records stand on the card beside it.
    """

    wants: str
    promised: tuple[tuple[str, datetime, bool], ...]  # (by whom, until when, whether that is over)
    by_day: tuple[tuple[str, date], ...] = ()  # who has promised the customer to write, and by which day
    told: str  # what the customer was written last
    told_at: datetime | None
    tried: tuple[tuple[str, str], ...]  # (what, a detail): `replies` 2, `rejected` wrong_facts …
    mood: tuple[tuple[str, int], ...]  # (sign, number): `angry`, `contacts` 3 …
    questions: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationFacts:
    """What a card shows of a ticket's escalation, with names as people read them."""

    id: int
    stage: Stage
    rule: str
    reason: str
    by: str
    at: datetime
    to: str  # whose turn it is, or who has accepted
    to_id: str  # the Slack id of whose turn it is; a group's begins with S
    asked: tuple[str, ...]  # everybody who was asked so far
    accepted_at: datetime | None
    glance: Glance


def glance(
    ticket: Ticket,
    summary: Summary,
    lines: Sequence[Message],
    asked: Sequence[HandoffLine],
    done: Sequence[tuple[str, str]],
    missing: Sequence[str],
    contacts: int,
    by_day: Sequence[tuple[str, date]] = (),
) -> Glance:
    """All that is known of a ticket, for somebody who has never seen it. `done` is what the journal says was tried,
    `by_day` who has promised the customer to write by which day."""
    public = [line for line in lines if line.public]
    theirs = next((line.body for line in reversed(public) if line.author == "customer"), "")
    ours = next((line for line in reversed(public) if line.author == "agent"), None)
    waits = [one for one in asked if one.part is Part.WAITING]
    answered = [
        ("answered", f"{one.number} {one.title}: {one.answer or one.part.value}") for one in asked if one.answer
    ]
    return Glance(
        wants=summary.asked or summary.issue or clean(theirs),
        promised=tuple((f"{one.number} · {one.title}", one.until, one.late) for one in waits),
        by_day=tuple(by_day),
        told=clean(ours.body) if ours else "",
        told_at=ours.at if ours else None,
        tried=(*done, *answered),
        mood=mood(ticket.classes, contacts, ticket.reopened),
        questions=summary.open_questions,
        missing=tuple(missing),
    )


#: Sensitivity classes that say how a customer feels, in this order.
_MOODS: Final = ("angry", "harm", "legal", "reputation", "dispute", "cancellation", "asks_for_person")


def mood(classes: Collection[str], contacts: int, reopened: int) -> tuple[tuple[str, int], ...]:
    """The signs of how the customer feels, the strongest first; without any there is nothing to say."""
    found = [(name, 0) for name in _MOODS if name in classes]
    found += [("contacts", contacts)] if contacts > 1 else []
    found += [("reopened", reopened)] if reopened else []
    return tuple(found)


def explained(desk: Desk) -> Iterator[str]:
    """What `check` says of it."""
    settings = desk.file.escalation
    for rule in settings.rules:
        about = f" for {', '.join(rule.reasons)}" if rule.reasons else ""
        to = rule.to or "the owner of the type"
        yield f"Escalation {rule.name}{about}: {to}; the next one is asked after {length(rule.within)} of open hours."
    to = settings.to or "the owner of the type"
    rest = "Any other escalation" if settings.rules else "An escalation"
    yield (
        f"{rest}: {to}; the next one is asked after {length(settings.within)} of open hours: the owner, the deputies, "
        "last whoever is on call."
    )
