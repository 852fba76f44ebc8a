"""Asking a department for something, and what it answers (docs/adr/0021).

Tickets are locked first, by number, then the handoff, then its timer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.desk import Department
from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import (
    OPEN,
    Handoff,
    Stage,
    due,
    next_deadline,
    number_of,
)
from bot.domain.people import Actor
from bot.domain.roles import Action, require
from bot.domain.schedule import TimerKind
from bot.domain.ticket import Event, State, Ticket, next_state
from bot.flow import outbox
from bot.flow.actors import actor
from bot.flow.reply import check_free
from store import handoffs, inbox, posts, tickets, timers
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What **Hand off…** asks for. `by` is a moment of the desk's clock; None: when the department should be done."""

    department: str
    needs: str
    told: str = ""
    by: datetime | None = None


def ask(uow: UnitOfWork, ticket_ids: Collection[int], request: Request, by: str, view_id: str) -> Handoff | None:
    """**Hand off…**: one request for these tickets, which wait for the department from now on.

    A second submit of the same modal returns None. Raises `Refused`: NO_DEPARTMENT, EMPTY_TEXT, PAST_TIME,
    ALREADY_WAITING while a reply is on its way, WRONG_STATE or a role's refusal; nothing is changed then.
    """
    mine = locked(uow, ticket_ids)
    if not inbox.submit(uow, view_id):
        return None
    department = department_of(uow, request.department)
    who = actor(uow, by)
    for ticket in mine:
        _may_ask(uow, who, ticket)
    if not request.needs.strip():
        raise Refused(RefusalCode.EMPTY_TEXT)
    accept_by, done_by = due(department, uow.at, closed(uow, department))
    wanted = request.by or done_by
    if wanted <= uow.at:
        raise Refused(RefusalCode.PAST_TIME)
    new = handoffs.ask(
        uow, department=department.name, needs=request.needs.strip(), told=request.told.strip(),
        asked_by=who.person.id, accept_by=min(accept_by, wanted), wanted_at=wanted, promised_at=wanted,
        tagged=_tags(uow, department),
    )  # fmt: skip
    return _join(uow, new, mine, who, department)


def add(uow: UnitOfWork, handoff_id: int, ticket_ids: Collection[int], said: str, by: str, view_id: str) -> (
    Handoff | None
):  # fmt: skip
    """**Add to O-17**: these tickets wait for what was asked already. `said` is added to what we need.

    A ticket that the department needed more for waits again. A second submit returns None. Raises what `ask` does, and
    `Refused(HANDOFF_OVER)`.
    """
    mine = locked(uow, ticket_ids)
    if not inbox.submit(uow, view_id):
        return None
    found = held(uow, handoff_id)
    department = department_of(uow, found.department)
    who = actor(uow, by)
    for ticket in mine:
        _may_ask(uow, who, ticket)
    if found.stage not in OPEN:
        raise Refused(RefusalCode.HANDOFF_OVER, stage=found.stage.value)
    changes: dict[str, object] = {"needs": "\n".join(filter(None, (found.needs, said.strip())))}
    if found.stage is Stage.NEED_MORE:  # it is asked anew, and seen at the bottom of the channel
        accept_by, done_by = due(department, uow.at, closed(uow, department))
        promised = max(found.promised_at, done_by)
        changes |= {"accept_by": accept_by, "promised_at": promised, "missed": "", "tagged": _tags(uow, department)}
        if (live := posts.live(uow, "handoff", str(found.id))) is not None and live.ts is not None:
            posts.retire(uow, live.id, "moved")
    handoffs.change(uow, found.id, **changes)
    return _join(uow, found.id, mine, who, department)


def _join(uow: UnitOfWork, handoff_id: int, mine: Collection[Ticket], who: Actor, department: Department) -> Handoff:
    for ticket in mine:
        handoffs.add(uow, handoff_id, ticket.id, who.person.id)
        detail = {"handoff": number_of(handoff_id), "department": department.name}
        if ticket.state is State.NEW:
            tickets.move(uow, ticket.id, Event.WORKED_ON, who.journal_name)
        moved = tickets.move(uow, ticket.id, Event.HANDED_OFF, who.journal_name, **detail)
        outbox.card(uow, moved, outbox.CLICK)
    found = held(uow, handoff_id)
    set_timer(uow, found)
    outbox.handoff(uow, found.id, department.channel)
    return found


def locked(uow: UnitOfWork, ticket_ids: Collection[int]) -> list[Ticket]:
    """Tickets, held until the transaction ends, in the order of their numbers."""
    return [tickets.lock(uow, ticket_id) for ticket_id in sorted(set(ticket_ids))]


def held(uow: UnitOfWork, handoff_id: int) -> Handoff:
    """The handoff, held until the transaction ends; its tickets are held already. Raises NO_SUCH_HANDOFF."""
    found = handoffs.lock(uow, handoff_id)
    if found is None:
        raise Refused(RefusalCode.NO_SUCH_HANDOFF, number=number_of(handoff_id))
    return found


def _may_ask(uow: UnitOfWork, who: Actor, ticket: Ticket) -> None:
    require(Action.HAND_OFF, who, ticket)
    check_ask(uow, ticket)


def check_ask(uow: UnitOfWork, ticket: Ticket) -> None:
    """Raises WRONG_STATE or ALREADY_WAITING for a ticket that cannot be handed off just now."""
    if ticket.state is not State.NEW:
        next_state(ticket.state, Event.HANDED_OFF)
    check_free(uow, ticket)


def department_of(uow: UnitOfWork, name: str) -> Department:
    """Raises `Refused(NO_DEPARTMENT)` for one that the desk file does not have."""
    found = uow.desk.department(name)
    if found is None:
        raise Refused(RefusalCode.NO_DEPARTMENT, word=name)
    return found


def closed(uow: UnitOfWork, department: Department) -> frozenset[date]:
    """The dates on which a department does not open."""
    return uow.desk.holidays.get(department.hours.holidays, frozenset())


def _tags(uow: UnitOfWork, department: Department) -> bool:
    return bool(department.tag) and handoffs.tag(uow, department.name, uow.at - department.tag_at_most)


def set_timer(uow: UnitOfWork, handoff: Handoff) -> None:
    """Let its timer stand at what may be late next."""
    deadline = next_deadline(handoff)
    if deadline is None:
        timers.drop(uow, TimerKind.HANDOFF, handoff.id)
    else:
        timers.put(uow, TimerKind.HANDOFF, handoff.id, deadline[0])


def channel_of(uow: UnitOfWork, handoff: Handoff) -> str:
    """Where its department is asked, as written in the desk file; empty for one that the file no longer has."""
    found = uow.desk.department(handoff.department)
    return found.channel if found else ""


def title_of(uow: UnitOfWork, department: str) -> str:
    """How people read a department's name."""
    found = uow.desk.department(department)
    return found.title if found else department


def clock_of(uow: UnitOfWork, at: datetime) -> str:
    """A moment by the desk's own clock, kept for a sentence in whatever language it will be read in."""
    return at.astimezone(ZoneInfo(uow.desk.file.time_zone)).isoformat(timespec="minutes")
