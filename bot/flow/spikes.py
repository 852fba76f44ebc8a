"""Spikes: what tickets share with others, when more of them come than usual, and what a lead makes of it.

A ticket's causes are noted when it has been read; whether they are unusual is looked at by a chore (docs/adr/0029).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.decision import DecisionKind
from bot.domain.desk_spikes import SpikeRule
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor
from bot.domain.roles import Action, require, require_for_one
from bot.domain.spike import DAYS, QUIET, WINDOWS, Key, Spike, SpikeLine, SpikeState, causes, noticed
from bot.domain.ticket import Ticket
from bot.flow import outbox, triage
from bot.flow.actors import actor
from bot.flow.approvers import name_of
from store import decisions, findings, journal, posts, records, spikes, tickets
from store.unit_of_work import UnitOfWork

#: Edits of a card that counts are gathered for so long.
_GATHER: Final = timedelta(seconds=20)
#: As many of a spike's tickets, the newest, have their cards redrawn when it begins or ends.
_REDRAWN: Final = 200


def note(uow: UnitOfWork, ticket: Ticket) -> None:
    """Keep what a locked ticket shares with others, by its records, its form and its text. Safe to call twice."""
    rules = uow.desk.file.spikes
    if not rules:
        return
    known = findings.of(uow, ticket.id)
    text = triage.text_of(uow, ticket.id)
    found = causes(rules, ticket.type, records.linked(uow, ticket.id), known.attributes, text)
    for spike_id in spikes.note(uow, ticket.id, ticket.type or "", found, ticket.created_at):
        outbox.spike(uow, spike_id, delay=_GATHER)


@dataclass(frozen=True, slots=True)
class _Noticed:
    """A cause that is unusual: its tickets, and what its spike begins with."""

    key: Key
    rule: SpikeRule
    numbers: list[int]
    columns: dict[str, object]


def look(uow: UnitOfWork) -> None:
    """Begin the spikes that there are, and end those of which nothing has come for long. Safe to call at any time."""
    quiet = [one for one in spikes.standing(uow) if _is_over(uow, one)]
    over = {one.id: spikes.ticket_ids(uow, one.id) for one in quiet}
    found = _noticed(uow)
    numbers = {number for each in (*over.values(), *(one.numbers for one in found)) for number in each}
    mine = {number: tickets.lock(uow, number) for number in sorted(numbers)}  # those of all in one order
    for spike_id, each in over.items():
        spikes.change(uow, spike_id, state=SpikeState.OVER.value)
        outbox.spike(uow, spike_id)
        _redraw(uow, [mine[number] for number in each])
    for one in found:
        _begin(uow, one, [mine[number] for number in sorted(one.numbers)])


def _is_over(uow: UnitOfWork, spike: Spike) -> bool:
    return spike.state is SpikeState.GROWING and uow.at - spike.last_at > QUIET


def _noticed(uow: UnitOfWork) -> list[_Noticed]:
    """What is unusual now and no spike yet."""
    rules = {rule.name: rule for rule in uow.desk.file.spikes}
    began = spikes.since(uow) if rules else None
    if began is None:
        return []
    all_found = []
    least = min(rule.at_least for rule in rules.values())
    for key in spikes.frequent(uow, uow.at - WINDOWS[-1], least):
        if key.rule not in rules:
            continue
        seen = spikes.moments(uow, key, uow.at - timedelta(days=DAYS + 1))
        if found := noticed([moment for moment, _ in seen], uow.at, began, rules[key.rule]):
            hours, usual = found
            recent = [(at, number) for at, number in seen if uow.at - at < timedelta(hours=hours)]
            columns = {"hours": hours, "usual": usual, "begun_at": recent[0][0], "last_at": recent[-1][0]}
            all_found.append(_Noticed(key, rules[key.rule], [number for _, number in recent], columns))
    return all_found


def _begin(uow: UnitOfWork, one: _Noticed, mine: list[Ticket]) -> None:
    spike_id = spikes.begin(uow, one.key, one.numbers, place=_place(uow, one.rule, mine), **one.columns)
    if spike_id is None:
        return
    outbox.spike(uow, spike_id)
    _redraw(uow, mine)


def _place(uow: UnitOfWork, rule: SpikeRule, mine: list[Ticket]) -> str:
    """Where its card stands: as the rule says, else in the channel of the queue that most of its tickets are in."""
    if rule.channel:
        return rule.channel
    queues = [ticket.queue for ticket in mine]
    return outbox.place_of(uow, max(sorted(set(queues)), key=queues.count), apart=False)


def line_of(uow: UnitOfWork, ticket_id: int) -> SpikeLine | None:
    """What a ticket's card says of the spike that it is part of."""
    if not uow.desk.file.spikes:
        return None
    found = spikes.of_ticket(uow, ticket_id)
    if found is None:
        return None
    return SpikeLine(found.key.rule, found.key.value, incident=found.state is SpikeState.INCIDENT)


def incident(uow: UnitOfWork, spike_id: int, by: str) -> Spike:
    """**Make it an incident**: it stands until somebody ends it, and new tickets of its cause say so.

    Of one that is an incident already nothing changes. Raises `Refused`: NO_SUCH_SPIKE, SPIKE_OVER or a role's refusal.
    """
    mine, found, who = held(uow, spike_id, by)
    if found.state is SpikeState.INCIDENT:
        return found
    decisions.take(uow, DecisionKind.INCIDENT, f"{spike_id}", who.person.id)
    return _decided(uow, mine, found, who, SpikeState.INCIDENT)


def end(uow: UnitOfWork, spike_id: int, by: str) -> Spike:
    """**It is over**, or **Not a spike** while nobody has made it an incident. Raises as `incident`."""
    mine, found, who = held(uow, spike_id, by)
    state = SpikeState.OVER if found.state is SpikeState.INCIDENT else SpikeState.DISMISSED
    return _decided(uow, mine, found, who, state)


def held(uow: UnitOfWork, spike_id: int, by: str) -> tuple[list[Ticket], Spike, Actor]:
    """A standing spike and its tickets, held, and who acts on it. Raises as `incident`.

    Whoever leads a queue that one of them stands in may, and whoever answers for the type of one, or is their deputy.
    """
    who = actor(uow, by)
    mine = [tickets.lock(uow, ticket_id) for ticket_id in spikes.ticket_ids(uow, spike_id)]
    found = spikes.lock(uow, spike_id)
    if found is None or not mine:
        require(Action.SPIKE, who, None)
        raise Refused(RefusalCode.NO_SUCH_SPIKE if found is None else RefusalCode.SPIKE_OVER)
    require_for_one(Action.SPIKE, who, mine, _who_may(uow, mine))
    if not found.standing:
        raise Refused(RefusalCode.SPIKE_OVER)
    return mine, found, who


def _who_may(uow: UnitOfWork, mine: list[Ticket]) -> str:
    """By name, each once: the leads of their queues, then who answers for their types."""
    queues, kinds = {ticket.queue for ticket in mine}, dict.fromkeys(ticket.type for ticket in mine)
    places = [lead for queue in uow.desk.file.queues if queue.name in queues for lead in queue.leads]
    places += [place for kind in kinds for place in (uow.desk.owner_of(kind), *uow.desk.deputies_of(kind))]
    return ", ".join(dict.fromkeys(name_of(uow, place) for place in places if place))


def _decided(uow: UnitOfWork, mine: list[Ticket], found: Spike, who: Actor, state: SpikeState) -> Spike:
    spikes.change(uow, found.id, state=state.value, decided_by=who.person.id, decided_at=uow.at)
    outbox.spike(uow, found.id, outbox.CLICK)
    for ticket in mine:
        detail = {"spike": found.id, "rule": found.key.rule}
        journal.append(uow, ticket.id, who.journal_name, f"spike.{state.value}", **detail)
    _redraw(uow, mine)
    return spikes.get(uow, found.id) or found


def _redraw(uow: UnitOfWork, mine: list[Ticket]) -> None:
    """Let the cards of its newest tickets say so; older ones do when they are next drawn."""
    for ticket in mine[-_REDRAWN:]:
        if not ticket.ended and posts.live(uow, "card", str(ticket.id)) is not None:
            outbox.card(uow, ticket)
