"""Who has how much in a queue, and giving many tickets to others at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.availability import HERE, Availability
from bot.domain.decision import DecisionKind
from bot.domain.errors import RefusalCode, Refused
from bot.domain.load import Load, Moved, Order, Shares
from bot.domain.people import Actor, Person
from bot.domain.roles import Action, require
from bot.domain.ticket import Ticket
from bot.domain.turns import Candidate, given, next_of
from bot.flow import availability, outbox, staffing
from bot.flow.actors import actor
from store import decisions, inbox, loads, people, replies, tickets
from store.loads import Sums
from store.unit_of_work import UnitOfWork

#: As many tickets as one transaction gives away: each is several rows, and on SQLite nobody else writes meanwhile.
MOST: Final = 50
#: As many numbers as a direct message names.
_NAMED: Final = 12


def offer(uow: UnitOfWork, queue: str, by: str) -> tuple[Shares, int]:
    """What there is to choose from, and who asks. Raises a role's refusal."""
    who = actor(uow, by)
    require(Action.REASSIGN, who, None, queue)
    return of_queue(uow, queue), who.person.id


def of_queue(uow: UnitOfWork, queue: str) -> Shares:
    """Who has how much in a queue, those with most first. Its caller has asked for the role."""
    spec = uow.desk.queue(queue)
    evening = datetime.combine(uow.at.astimezone(ZoneInfo(spec.hours.time_zone)).date() + timedelta(days=1), time())
    sums = loads.by_person(uow, queue, evening.replace(tzinfo=ZoneInfo(spec.hours.time_zone)).astimezone(UTC))
    known = {person.id: person for person in staffing.members(uow, spec)}
    known |= people.by_ids(uow, sums.keys() - known.keys())
    where = availability.of_all(uow, known, queue)
    found = [_load(person, sums.get(one), where.get(one, HERE)) for one, person in known.items()]
    busy = sorted((one for one in found if one.open), key=lambda one: (-one.open, one.person.name))
    idle = sorted((one for one in found if not one.open), key=lambda one: one.person.name)
    return Shares(queue=queue, title=spec.title, loads=tuple(busy), idle=tuple(idle), most=loads.MOST, at=uow.at)


def _load(person: Person, sums: Sums | None, where: Availability) -> Load:
    if sums is None:
        return Load(person=person, where=where)
    return Load(person=person, open=sums.open, due=sums.due, overdue=sums.overdue, waiting=sums.waiting, where=where)


def reassign(uow: UnitOfWork, order: Order, by: str, view_id: str, tried: Iterable[int] = ()) -> Moved | None:
    """Give tickets of one person to others, at most `MOST` in this transaction; `Moved.left` says how many are left.

    Each keeps its state: what sleeps or waits goes on doing so. `tried` are those that stayed before. The new holders
    and the old one are told by one direct message each. A second submit of the same modal returns None. Raises a role's
    refusal, for the lead or for the person who is to have them, or `Refused(UNKNOWN_WORD)`.
    """
    who = actor(uow, by)
    require(Action.REASSIGN, who, None, order.queue)
    holder = people.by_id(uow, order.from_id)
    if holder is None or order.to_id == holder.id:
        raise Refused(RefusalCode.UNKNOWN_WORD, word="")
    receivers = _receivers(uow, order, holder)
    if not inbox.submit(uow, view_id):
        return None
    stayed = set(tried)
    theirs = [one for one in loads.of_person(uow, order.queue, holder.id) if one not in stayed]
    wanted = theirs[: order.first] if order.first else theirs
    moved = _Moving(uow, order, who, holder, receivers)
    if order.where == "queue" or receivers:
        for ticket_id in sorted(wanted[:MOST]):
            moved.one(ticket_id)
        moved.tell()
    if moved.found.count:
        decisions.take(uow, DecisionKind.REASSIGN, f"{order.queue}:{holder.id}", who.person.id)
    left = len(wanted) - len(wanted[:MOST])
    return replace(moved.found, nobody=order.where == "spread" and not receivers, left=left)


def _receivers(uow: UnitOfWork, order: Order, holder: Person) -> list[Actor]:
    """Who may be given something: the person, or all who are here but the one who has them."""
    if order.where == "queue":
        return []
    if order.where == "person":
        person = people.by_id(uow, order.to_id)
        if person is None:
            raise Refused(RefusalCode.UNKNOWN_WORD, word="")
        receiver = actor(uow, person.slack_id)
        if order.queue not in receiver.queues | receiver.leads:
            raise Refused(RefusalCode.NOT_A_MEMBER, outsider="receiver", who_may="member")
        return [receiver]
    everybody = staffing.members(uow, uow.desk.queue(order.queue))
    where = availability.of_all(uow, [person.id for person in everybody], order.queue)
    here = [person for person in everybody if where.get(person.id, HERE).here and person.id != holder.id]
    return [actor(uow, person.slack_id) for person in here]


class _Moving:
    """Tickets on their way from one person, in one transaction."""

    def __init__(self, uow: UnitOfWork, order: Order, who: Actor, holder: Person, receivers: list[Actor]) -> None:
        self.uow, self.order, self.who, self.holder = uow, order, who, holder
        self.receivers = {receiver.person.id: receiver for receiver in receivers}
        sums = loads.by_person(uow, order.queue, uow.at) if order.where == "spread" else {}
        self.turns = tuple(
            Candidate(person_id=one, open_tickets=sums[one].open if one in sums else 0) for one in self.receivers
        )
        self.found = Moved(from_name=holder.name)
        self.to: dict[int | None, list[int]] = {}

    def one(self, ticket_id: int) -> None:
        """Look at it again under its lock, and give it away if it still is theirs."""
        ticket = tickets.lock(self.uow, ticket_id)
        if ticket.assignee_id != self.holder.id or ticket.queue != self.order.queue or ticket.ended:
            return
        if self.order.where == "queue":
            if replies.under_way(self.uow, ticket.id) is not None:
                self.found = replace(self.found, leaving=(*self.found.leaving, ticket.id))
            else:
                self._give(ticket, None)
            return
        able = tuple(one for one in self.turns if self._may(one.person_id, ticket))
        chosen = next_of(able)
        if chosen is None:
            self.found = replace(self.found, sealed=(*self.found.sealed, ticket.id))
            return
        self.turns = given(self.turns, chosen.person_id, self.uow.at)
        self._give(ticket, chosen.person_id)

    def _may(self, person_id: int, ticket: Ticket) -> bool:
        try:
            require(Action.CLAIM, self.receivers[person_id], ticket)
        except Refused as refused:
            if refused.code is RefusalCode.MEMBERSHIP_UNKNOWN:
                raise
            return False
        return True

    def _give(self, ticket: Ticket, person_id: int | None) -> None:
        after = tickets.assign(self.uow, ticket.id, person_id, self.who.journal_name, "ticket.reassigned")
        outbox.card(self.uow, after)
        outbox.thread(self.uow, ticket.id)
        self.to.setdefault(person_id, []).append(ticket.id)

    def tell(self) -> None:
        """Each who got or had some, once; whoever did it knows."""
        named: list[tuple[Person | None, tuple[int, ...]]] = []
        for person_id, numbers in self.to.items():
            person = self.receivers[person_id].person if person_id is not None else None
            named.append((person, tuple(numbers)))
            if person is not None and person.id != self.who.person.id:
                self._notice("given_many", person, self.holder.name, numbers)
        self.found = replace(self.found, moved=tuple(named))
        if self.found.count and self.holder.id != self.who.person.id:
            numbers = [number for _, each in named for number in each]
            to = ", ".join(person.name for person, _ in named if person is not None)
            self._notice("taken_many", self.holder, to, numbers)

    def _notice(self, kind: str, person: Person, other: str, numbers: list[int]) -> None:
        shown = ", ".join(f"T-{number}" for number in numbers[:_NAMED]) + ("…" if len(numbers) > _NAMED else "")
        outbox.notice(
            self.uow, kind, person.slack_id, None, who=self.who.person.name, other=other, count=str(len(numbers)),
            numbers=shown,
        )  # fmt: skip
