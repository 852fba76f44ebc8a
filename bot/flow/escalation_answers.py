"""What becomes of an escalation: accepted, passed on, settled. Whoever had the ticket first is told each time."""

from bot.domain.card import CardFacts
from bot.domain.errors import RefusalCode, Refused
from bot.domain.escalation import Escalation, Stage
from bot.domain.people import Actor
from bot.domain.roles import Action, Role, allowed_roles, require, roles_of
from bot.domain.schedule import TimerKind
from bot.domain.ticket import Event, State, Ticket
from bot.flow import availability, card, escalation_news, note, outbox
from bot.flow.actors import actor
from bot.flow.escalate import ask, turn_to, with_whom
from store import escalations, inbox, people, tickets, timers
from store.unit_of_work import UnitOfWork

#: Whom an open ticket may be passed on to; of a sealed one only those who may see behind the seal.
_RECEIVERS = frozenset({Role.MEMBER, Role.LEAD, Role.MANAGER, Role.OWNER, Role.DEPUTY, Role.ASKED})


def accept(uow: UnitOfWork, ticket_id: int, by: str) -> Ticket | None:
    """**Accept**: the ticket is the clicker's, and nobody else is asked. Accepting twice changes nothing: None then.

    Raises `Refused`: ESCALATION_TAKEN with the name of whoever was first, ESCALATION_OVER, or a role's refusal.
    """
    ticket, found, who = _begin(uow, ticket_id, by, Action.ACCEPT_ESCALATION)
    if found.stage is Stage.ACCEPTED:
        if found.accepted_by == who.person.id:
            return None
        raise Refused(RefusalCode.ESCALATION_TAKEN, who=with_whom(uow, found))
    accepted = {"state": Stage.ACCEPTED.value, "accepted_by": who.person.id, "accepted_at": uow.at}
    escalations.change(uow, found.id, Stage.ASKED, **accepted)
    timers.drop(uow, TimerKind.ESCALATION, found.id)
    tickets.assign(uow, ticket.id, who.person.id, who.journal_name, "escalation.accepted", escalation=found.id)
    ticket = tickets.move(uow, ticket.id, Event.WORKED_ON, who.journal_name)
    escalation_news.tell(uow, found, ticket, "accepted", who)
    outbox.card(uow, ticket, outbox.CLICK)
    outbox.thread(uow, ticket.id)
    return ticket


def pass_on(uow: UnitOfWork, ticket_id: int, to: str, said: str, by: str, view_id: str) -> Ticket | None:
    """**Pass on…** to somebody else, and why: they are asked, with the same time as everybody.

    `to` is a Slack id; `said` becomes a note. What was accepted is asked anew, and stays with whoever has it until
    somebody accepts. A second submit of the same modal returns None. Raises `Refused`: REASON_NEEDED, ALREADY_ASKED,
    ESCALATION_TAKEN, ESCALATION_OVER, or a role's refusal, for the clicker or for the receiver.
    """
    ticket, found, who = _begin(uow, ticket_id, by, Action.PASSING_ON)
    if not inbox.submit(uow, view_id):
        return None
    if found.stage is Stage.ACCEPTED and found.accepted_by != who.person.id:
        raise Refused(RefusalCode.ESCALATION_TAKEN, who=with_whom(uow, found))
    if not said.strip():
        raise Refused(RefusalCode.REASON_NEEDED)
    receiver = _receiver(uow, to, ticket)
    if to in {one.who for one in found.asks} or receiver.person.id == who.person.id:
        raise Refused(RefusalCode.ALREADY_ASKED, who=receiver.person.name)
    again = {"state": Stage.ASKED.value, "accepted_by": None, "accepted_at": None}
    escalations.change(uow, found.id, found.stage, **again)
    detail = {"escalation": found.id, "person": receiver.person.id}
    ticket = turn_to(uow, ticket, to, who.journal_name, "escalation.passed_on", **detail)
    note.add(uow, ticket, who, said, view_id)
    outbox.thread(uow, ticket.id)
    told, reason = ("", "") if ticket.sealed else (said.strip(), found.reason)
    ask(
        uow, ticket, found, to, "escalation_passed", who.person.id, who=who.person.name, reason=reason, note=told,
    )  # fmt: skip
    escalation_news.tell(uow, found, ticket, "passed_on", who, to=receiver.person.name)
    return ticket


def settle(uow: UnitOfWork, ticket_id: int, said: str, by: str, view_id: str) -> Ticket | None:
    """**Settled…**: the ticket goes back to its queue, and to whoever had it before, with a note for them.

    A ticket that an older Deskhand escalated goes back too. A second submit of the same modal returns None. Raises
    `Refused(ESCALATION_OVER)` where it is not escalated (any more), or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.SETTLE, who, ticket)
    if not inbox.submit(uow, view_id):
        return None
    if not ticket.escalated_to or ticket.ended:
        raise Refused(RefusalCode.ESCALATION_OVER)
    found = escalations.open_of(uow, ticket.id)
    if found is not None:
        ended = {"state": Stage.SETTLED.value, "ended_by": who.person.id, "ended_at": uow.at}
        escalations.change(uow, found.id, found.stage, **ended)
        timers.drop(uow, TimerKind.ESCALATION, found.id)
    columns = {"escalated_to": "", "escalation_reason": ""}
    ticket = tickets.change(uow, ticket.id, who.journal_name, "escalation.settled", columns)
    note.add(uow, ticket, who, said, view_id)
    if found is not None:
        ticket = _give_back(uow, ticket, found)
        told = "" if ticket.sealed else said.strip()
        escalation_news.tell(uow, found, ticket, "settled", who, note=told)
    outbox.card(uow, ticket, outbox.CLICK)
    outbox.thread(uow, ticket.id)
    return ticket


def _give_back(uow: UnitOfWork, ticket: Ticket, found: Escalation) -> Ticket:
    """What was accepted goes back to its first holder, or to the queue where nobody had it or they are away."""
    if found.stage is not Stage.ACCEPTED or ticket.assignee_id != found.accepted_by or ticket.state is State.RESOLVED:
        return ticket
    if ticket.assignee_id == found.first_holder:
        return ticket
    away = availability.of(uow, found.first_holder, ticket.queue).out_of_reach
    return tickets.assign(uow, ticket.id, None if away else found.first_holder, "system", "escalation.given_back")


def _begin(uow: UnitOfWork, ticket_id: int, by: str, action: Action) -> tuple[Ticket, Escalation, Actor]:
    """The locked ticket with its open escalation, and who acts. Raises ESCALATION_OVER or a role's refusal."""
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(action, who, ticket)
    found = escalations.open_of(uow, ticket.id)
    if found is None:
        raise Refused(RefusalCode.ESCALATION_OVER)
    return ticket, found, who


def opened(uow: UnitOfWork, ticket_id: int, by: str, to: Action) -> CardFacts:
    """A ticket for the modals that pass on and settle. What would refuse that refuses here, before anybody has typed:
    ESCALATION_OVER, or a role's refusal."""
    found = card.opened(uow, ticket_id, by, to=to)
    over = escalations.open_of(uow, ticket_id) is None
    if found.ticket.ended or not found.ticket.escalated_to or (over and to is not Action.SETTLE):
        raise Refused(RefusalCode.ESCALATION_OVER)
    return found


def _receiver(uow: UnitOfWork, to: str, ticket: Ticket) -> Actor:
    """Somebody of the team; of a sealed ticket only who may see behind the seal, or whom the rules name anyway."""
    sealed = ticket.sealed
    who_may = "lead, owner, deputy" if sealed else "member, lead, owner, deputy"
    try:
        receiver = actor(uow, to)
    except Refused as refused:
        if refused.code is RefusalCode.MEMBERSHIP_UNKNOWN:
            raise
        raise Refused(refused.code, outsider="receiver", who_may=who_may) from None
    if sealed:
        named = {people.slack_id_of(uow, place) for place in _named(uow)}
        may = bool(roles_of(receiver, ticket, None) & allowed_roles(Action.OPEN_SEALED, ticket)) or to in named
    else:
        may = bool(roles_of(receiver, None, None) & _RECEIVERS) or bool(roles_of(receiver, ticket, None) & _RECEIVERS)
    if not may:
        raise Refused(RefusalCode.NOT_YOUR_ROLE, outsider="receiver", who_may=who_may)
    return receiver


def _named(uow: UnitOfWork) -> tuple[str, ...]:
    settings = uow.desk.file.escalation
    return (settings.owner, *settings.deputies, settings.to, *(rule.to for rule in settings.rules))
