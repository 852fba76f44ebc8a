"""Round-robin: who is here is given what nobody has, in turn. Off unless a queue's `assign` says otherwise."""

from typing import Final

from bot.domain.availability import HERE
from bot.domain.desk import Queue
from bot.domain.hours import is_open
from bot.domain.ticket import Event, State
from bot.domain.turns import Candidate, given, next_of
from bot.flow import availability, outbox, pauses, staffing
from store import loads, people, tickets
from store.unit_of_work import UnitOfWork

#: As many tickets as one look gives.
MOST: Final = 20


def deal(uow: UnitOfWork) -> bool:
    """Give what waits in queues that are open, not paused, and have `assign = "round_robin"`. Whether more may be left.

    Never a sealed ticket, never to somebody who is away or outside their hours, and to nobody more than `at_most`. What
    nobody could be given waits for a claim, and for the next look. Safe to call again; its timer has one worker.
    """
    left, plans = MOST, []
    for queue in uow.desk.file.queues:
        if queue.assign == "round_robin" and _deals(uow, queue):
            waiting = loads.to_give(uow, queue.name, MOST)
            candidates = _candidates(uow, queue) if waiting else ()
            if next_of(candidates, queue.at_most) is not None:
                plans.append((queue, waiting, candidates))
    for ticket_id in sorted(
        one for _, waiting, _ in plans for one in waiting
    ):  # those of all queues in one order, as everywhere
        tickets.lock(uow, ticket_id)
    for queue, waiting, candidates in plans:
        left -= _deal(uow, queue, waiting[:left], candidates)
    return not left


def _deals(uow: UnitOfWork, queue: Queue) -> bool:
    closed = uow.desk.holidays.get(queue.hours.holidays, frozenset())
    return is_open(queue.hours, uow.at, closed) and pauses.running(uow, queue.name) is None


def _deal(uow: UnitOfWork, queue: Queue, waiting: list[int], candidates: tuple[Candidate, ...]) -> int:
    done = 0
    for ticket_id in sorted(waiting):
        chosen = next_of(candidates, queue.at_most)
        if chosen is None:
            break
        if _give(uow, queue, ticket_id, chosen.person_id):
            candidates = given(candidates, chosen.person_id, uow.at)
            done += 1
    return done


def _candidates(uow: UnitOfWork, queue: Queue) -> tuple[Candidate, ...]:
    found = staffing.members(uow, queue)
    where = availability.of_all(uow, [person.id for person in found], queue.name)
    most = max(loads.MOST, queue.at_most or 0)
    sums, last = loads.by_person(uow, queue.name, uow.at, most), loads.turns(uow, queue.name)
    return tuple(
        Candidate(
            person_id=person.id,
            open_tickets=sums[person.id].open if person.id in sums else 0,
            given_at=last.get(person.id),
            here=where.get(person.id, HERE).here,
        )
        for person in found
    )


def _give(uow: UnitOfWork, queue: Queue, ticket_id: int, person_id: int) -> bool:
    """False where somebody was first, or where it has become another's matter."""
    ticket = tickets.lock(uow, ticket_id)
    person = people.by_id(uow, person_id)
    free = ticket.assignee_id is None and ticket.queue == queue.name and ticket.state in (State.NEW, State.OPEN)
    if person is None or not free or ticket.sealed or ticket.escalated_to:
        return False
    tickets.assign(uow, ticket.id, person.id, "system", "ticket.given", by_turn=True)
    ticket = tickets.move(uow, ticket.id, Event.WORKED_ON, "system")
    loads.took_turn(uow, queue.name, person.id)
    outbox.card(uow, ticket)
    outbox.thread(uow, ticket.id)
    outbox.notice(uow, "given_by_turn", person.slack_id, ticket.id)
    return True
