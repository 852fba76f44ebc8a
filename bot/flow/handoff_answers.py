"""What a department answers to a handoff, and what happens when it does not (docs/adr/0021)."""

from datetime import datetime

from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import PROMISES, RESULTS, Answer, Handoff, Missed, Part, check, next_deadline, number_of
from bot.domain.people import Actor
from bot.domain.roles import Action, require
from bot.domain.schedule import TimerKind
from bot.domain.ticket import Event, Ticket
from bot.flow import outbox
from bot.flow.actors import actor
from bot.flow.handoff import channel_of, clock_of, held, locked, set_timer, title_of
from store import handoffs, inbox, journal, people, tickets, timers
from store.timers import Timer
from store.unit_of_work import UnitOfWork


def promise(
    uow: UnitOfWork, handoff_id: int, answer: Answer, by: str, view_id: str = "", at: datetime | None = None
) -> Handoff | None:
    """**Accept**, or **Propose another time** (`at`), which holds from now on; who handed off is told of it.

    What is accepted already stays as it is. A second submit of the same modal returns None. Raises `Refused`:
    HANDOFF_OVER, PAST_TIME, NO_SUCH_HANDOFF or a role's refusal.
    """
    mine, found, who = _begin(uow, handoff_id, by)
    if view_id and not inbox.submit(uow, view_id):
        return None
    stage = PROMISES[answer]
    if answer is Answer.ACCEPT and found.stage is stage:
        return found
    check(found.stage, answer)
    promised = found.wanted_at if at is None else at
    if at is not None and at <= uow.at:
        raise Refused(RefusalCode.PAST_TIME)
    missed = "" if promised > uow.at else found.missed
    handoffs.change(
        uow, found.id, state=stage.value, promised_at=promised, answered_by=who.person.id, answered_at=uow.at,
        missed=missed,
    )  # fmt: skip
    after = held(uow, found.id)
    for ticket in mine:
        if ticket.id in after.waiting:
            until = clock_of(uow, promised)
            tickets.promised_anew(uow, ticket.id)
            journal.append(
                uow, ticket.id, who.journal_name, f"handoff.{stage.value}", handoff=found.number, until=until
            )
    if answer is Answer.PROPOSE:
        _tell(uow, after, "handoff_proposed", at=clock_of(uow, promised), wanted=clock_of(uow, found.wanted_at))
    return _changed(uow, after)


def result(
    uow: UnitOfWork, handoff_id: int, answer: Answer, said: str, by: str, view_id: str, ticket_id: int | None = None
) -> Handoff | None:
    """**Done…**, **Need more…** or **Decline…**, for one ticket or for all that wait: they come back to support.

    What is needed and why not must be said. A second submit of the same modal returns None. Raises `Refused`:
    HANDOFF_OVER, REASON_NEEDED, NO_SUCH_HANDOFF or a role's refusal.
    """
    mine, found, who = _begin(uow, handoff_id, by)
    if not inbox.submit(uow, view_id):
        return None
    check(found.stage, answer)
    if answer is not Answer.DONE and not said.strip():
        raise Refused(RefusalCode.REASON_NEEDED)
    chosen = [ticket for ticket in mine if ticket.id in found.waiting and ticket_id in (None, ticket.id)]
    if not chosen:
        raise Refused(RefusalCode.HANDOFF_OVER, stage=found.stage.value)
    part = RESULTS[answer]
    after = handoffs.answer(uow, found.id, [one.id for one in chosen], part, said.strip(), who.person.id)
    handoffs.change(uow, found.id, answered_by=who.person.id, answered_at=uow.at)
    for ticket in chosen:
        _back(uow, ticket, after, part, who)
    return _changed(uow, held(uow, found.id))


def _back(uow: UnitOfWork, ticket: Ticket, handoff: Handoff, part: Part, who: Actor) -> None:
    """A ticket comes back, unless another department still has it; whoever holds it is told."""
    promised = handoff.promised_at.isoformat()  # what held when it was answered: another time may be named later
    detail = {"handoff": handoff.number, "result": part.value, "promised": promised}
    if handoffs.holder(uow, ticket.id) is None:
        tickets.move(uow, ticket.id, Event.HANDED_BACK, who.journal_name, person=ticket.assignee_id, **detail)
    else:
        tickets.promised_anew(uow, ticket.id)
        journal.append(uow, ticket.id, who.journal_name, "handoff.answered", person=ticket.assignee_id, **detail)
    outbox.card(uow, tickets.get(uow, ticket.id), outbox.MESSAGE)
    if ticket.assignee_id is None or ticket.sealed:  # no thread would reach anybody
        holder = people.by_id(uow, ticket.assignee_id or handoff.asked_by)
        if holder is not None:
            outbox.notice(
                uow, "handoff_answered", holder.slack_id, ticket.id, handoff=handoff.number,
                department=title_of(uow, handoff.department), result=part.value,
            )  # fmt: skip
    else:
        outbox.thread(uow, ticket.id)


def late(uow: UnitOfWork, timer: Timer) -> bool:
    """An answer or a promise is late: who handed off is told, once each, and the cards say so.

    False while somebody has the handoff or one of its tickets: its timer comes again.
    """
    found = handoffs.get(uow, int(timer.subject))
    if found is None:
        return True
    if not all(timers.take_ticket(uow, ticket_id) for ticket_id in sorted(found.waiting)):
        return False
    found = handoffs.lock(uow, found.id, wait=False)
    if found is None:
        return False
    deadline = next_deadline(found)
    if deadline is None or deadline[0] > uow.at:
        return True
    missed: Missed = deadline[1]
    handoffs.change(uow, found.id, missed=missed)
    _tell(uow, found, f"handoff_late_{missed}", at=clock_of(uow, deadline[0]))
    for ticket_id in found.waiting:
        journal.append(
            uow, ticket_id, "system", "handoff.missed", handoff=found.number, department=found.department,
            what=missed, due=clock_of(uow, deadline[0]),
        )  # fmt: skip
        outbox.card(uow, tickets.get(uow, ticket_id))
    after = held(uow, found.id)
    outbox.handoff(uow, after.id, channel_of(uow, after))
    following = next_deadline(after)
    if following is None:
        return True
    timers.put(uow, TimerKind.HANDOFF, after.id, following[0])
    return True  # the timer has another time now, and stays


def _begin(uow: UnitOfWork, handoff_id: int, by: str) -> tuple[list[Ticket], Handoff, Actor]:
    """What a department's people act on, locked in order. Raises NO_SUCH_HANDOFF or a role's refusal."""
    seen = handoffs.get(uow, handoff_id)
    if seen is None:
        raise Refused(RefusalCode.NO_SUCH_HANDOFF, number=number_of(handoff_id))
    who = check_department(uow, seen.department, by)
    return locked(uow, seen.waiting), held(uow, handoff_id), who


def check_department(uow: UnitOfWork, department: str, by: str) -> Actor:
    """Somebody of the department. Raises a role's refusal, which names the department."""
    who = actor(uow, by)
    require(Action.ANSWER_HANDOFF, who, None, department=department, who_may=title_of(uow, department))
    return who


def _changed(uow: UnitOfWork, after: Handoff) -> Handoff:
    """After an answer: its card, those of the tickets that wait, and its timer."""
    for ticket_id in after.waiting:
        outbox.card(uow, tickets.get(uow, ticket_id))
    set_timer(uow, after)
    outbox.handoff(uow, after.id, channel_of(uow, after), outbox.CLICK)
    return after


def _tell(uow: UnitOfWork, handoff: Handoff, kind: str, **facts: str) -> None:
    """A direct message to whoever handed off, about the first ticket that waits."""
    asked = people.by_id(uow, handoff.asked_by)
    if asked is None or not handoff.waiting:
        return
    outbox.notice(
        uow, kind, asked.slack_id, min(handoff.waiting), handoff=handoff.number,
        department=title_of(uow, handoff.department), **facts,
    )  # fmt: skip
