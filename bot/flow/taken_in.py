"""What a ticket that takes another one in gets of it, whoever has merged them (docs/adr/0023)."""

from typing import Final

from bot.domain.desk import Priority
from bot.domain.handoff import Handoff, Part, number_of
from bot.domain.reply import ReplyState
from bot.domain.ticket import Event, State, Ticket
from bot.flow import approvers, beside, correct, handoff, outbox, promises, sending, triage
from bot.flow.intake_messages import read_again
from store import conversations, drafts, escalations, findings, handoffs, journal, people, replies, tickets
from store.unit_of_work import UnitOfWork

_URGENCY: Final[dict[Priority, int]] = {"low": 0, "normal": 1, "high": 2, "urgent": 3}


def take_in(
    uow: UnitOfWork,
    ticket: Ticket,
    target: Ticket,
    by: str,
    *,
    who: str = "",
    asks: bool,
    joined: bool,
    answer_follows: bool = False,
    teller: int | None = None,
) -> None:
    """A locked ticket ends, and another locked one goes on for both: with its messages where they are `joined`, its
    seal, the approvals that it needs, its urgency, its holder and whoever it was raised to where the other has none,
    and what departments were asked for it.

    `asks`: it is our turn on it. With `answer_follows` the answer goes to where the customer has written last, else to
    where the other ticket's went before. Whoever had one of them is told that `who` has merged them (empty: it was done
    in the helpdesk), but for the `teller`.
    """
    asked = _waiting(uow, ticket)
    for found in asked:
        handoffs.add(uow, handoff.held(uow, found.id).id, target.id, teller or found.asked_by)
    if target.sealed and not ticket.sealed:  # what it says is part of something delicate from now on
        ticket = marked(uow, target, ticket, by)
        triage.show_sealed(uow, ticket)
    if joined:
        conversations.join(uow, ticket.id, target.id)
    journal.append(uow, target.id, by, "ticket.took_in", merged=ticket.number)
    target = _raised(uow, ticket, target, by)
    end(uow, ticket, target, by)
    target = _given(uow, ticket, target, by)
    _judged(uow, ticket, target)
    if joined:
        typed(uow, ticket, target, by)
    if asks and answer_follows:
        _newest(uow, target)
    carry_over(uow, ticket, target, by, asks=asks, joined=joined)
    _urgency(uow, ticket, target.id, by)
    _handed_off(uow, asked, target.id, by)
    promises.joined(uow, target)
    _tell(uow, ticket, target, who, teller)


def end(uow: UnitOfWork, ticket: Ticket, target: Ticket, by: str) -> None:
    """A locked ticket has become part of another locked one: its conversations lead there, and nothing of it leaves."""
    reply = replies.under_way(uow, ticket.id)
    if reply is not None and reply.state in (ReplyState.AWAITING_KEYS, ReplyState.UNDO):
        sending.stop(uow, ticket, reply, "merged", {"number": target.number})
    drafts.supersede(uow, ticket.id)
    findings.keep(uow, ticket.id, merged_into=target.id)
    after = tickets.move(uow, ticket.id, Event.MERGED, by, into=target.number)
    conversations.lead_on(uow, ticket.id, target.id)
    outbox.card(uow, after, outbox.MESSAGE)
    outbox.spikes_of(uow, ticket.id)
    beside.redraw(uow, after)


def carry_over(uow: UnitOfWork, ticket: Ticket, target: Ticket, by: str, *, asks: bool, joined: bool = False) -> None:
    """The ticket that goes on is as delicate as the one that ended, and its turn is ours again where that one `asks`
    for something: as if the customer had written on it. `joined`: its messages are read there too, so they count."""
    after = marked(uow, ticket, target, by)
    if joined:
        after = triage.again(uow, target.id, None, by)
    if asks:
        after = tickets.move(uow, target.id, Event.CUSTOMER_WROTE, by, merged=ticket.number)
        read_again(uow, before=target, ticket=after)
        after = tickets.get(uow, target.id)
    else:
        outbox.card(uow, after, outbox.MESSAGE)
    after = approvers.hold_back(uow, after, by)
    if after.sealed and not target.sealed:
        triage.seal(uow, after)
    if after.assignee_id is not None:
        outbox.thread(uow, after.id)


def marked(uow: UnitOfWork, ticket: Ticket, target: Ticket, by: str) -> Ticket:
    """The locked target, with the seal and the approvals that the locked ticket had."""
    known = findings.of(uow, target.id)
    classes = ticket.classes if ticket.sealed else ()
    keys = max(ticket.keys_needed, target.keys_needed)
    if target.state is State.CLOSED or (keys == target.keys_needed and set(classes) <= set(known.marked)):
        return target
    columns = {
        "keys_needed": keys,
        "marked": sorted({*known.marked, *classes}),
        "unmarked": [name for name in known.unmarked if name not in classes],
    }
    action = "ticket.marked_sensitive" if classes else "ticket.keys_raised"
    tickets.change(uow, target.id, by, action, columns, classes=list(classes), merged=ticket.number)
    return triage.again(uow, target.id, None, by)


def _waiting(uow: UnitOfWork, ticket: Ticket) -> list[Handoff]:
    """What departments are still to answer for a ticket."""
    return [
        found
        for found in handoffs.of_ticket(uow, ticket.id)
        if any(item.ticket_id == ticket.id and item.part is Part.WAITING for item in found.items)
    ]


def _given(uow: UnitOfWork, ticket: Ticket, target: Ticket, by: str) -> Ticket:
    """A ticket that nobody has goes to whoever had the other one, where they may work on it."""
    holder = people.by_id(uow, ticket.assignee_id)
    if target.assignee_id is not None or holder is None or target.ended:
        return target
    if not correct.works_there(uow, target, holder.slack_id):
        return target
    return tickets.assign(uow, target.id, holder.id, by, "ticket.assigned")


def _judged(uow: UnitOfWork, ticket: Ticket, target: Ticket) -> None:
    """What people have said of either text holds for both, but for what the other one shows itself."""
    mine, theirs = findings.of(uow, ticket.id), findings.of(uow, target.id)
    unmarked = {*theirs.unmarked} - {*ticket.classes}
    unmarked |= {*mine.unmarked} - {*target.classes, *theirs.marked}
    findings.keep(uow, target.id, unmarked=sorted(unmarked))


def _raised(uow: UnitOfWork, ticket: Ticket, target: Ticket, by: str) -> Ticket:
    """Whoever answers for the ticket that ends answers for the one that goes on, where nobody does yet."""
    if not ticket.escalated_to or target.escalated_to or target.ended:
        return target
    found = escalations.open_of(uow, ticket.id)
    if found is not None:
        escalations.change(uow, found.id, found.stage, ticket_id=target.id)
    columns = {"escalated_to": ticket.escalated_to, "escalation_reason": ticket.escalation_reason}
    detail = {"to": ticket.escalated_to, "reason": ticket.escalation_reason, "merged": ticket.number}
    return tickets.change(uow, target.id, by, "ticket.escalated", columns, **detail)


def _newest(uow: UnitOfWork, target: Ticket) -> None:
    """An answer goes to where the customer has written last."""
    public = [line.id for line in conversations.messages(uow, target.id) if line.public]
    if public and public[-1] > (target.last_message_id or 0):
        tickets.last_message(uow, target.id, public[-1])


def _urgency(uow: UnitOfWork, ticket: Ticket, target_id: int, by: str) -> None:
    now = tickets.get(uow, target_id)
    if _URGENCY[ticket.priority] > _URGENCY[now.priority]:
        correct.set_priority(uow, now, ticket.priority, by, outbox.CLICK)


def _handed_off(uow: UnitOfWork, asked: list[Handoff], target_id: int, by: str) -> None:
    """Departments work on for the ticket that goes on."""
    for found in asked:
        target = tickets.get(uow, target_id)
        if target.state is State.NEW:
            tickets.move(uow, target_id, Event.WORKED_ON, by)
        detail = {"handoff": number_of(found.id), "department": found.department}
        outbox.card(uow, tickets.move(uow, target_id, Event.HANDED_OFF, by, **detail), outbox.CLICK)
        handoff.set_timer(uow, handoff.held(uow, found.id))
        outbox.handoff(uow, found.id, handoff.channel_of(uow, found))


def _tell(uow: UnitOfWork, ticket: Ticket, target: Ticket, who: str, teller: int | None) -> None:
    """Whoever had the ticket that ended, and whoever has the one that goes on."""
    known = {teller}
    for kind, person_id in (("merged_yours", ticket.assignee_id), ("merged_here", target.assignee_id)):
        person = people.by_id(uow, person_id)
        if person is not None and person.id not in known:
            known.add(person.id)
            by = {"who": who} if who else {}
            outbox.notice(
                uow, kind if who else f"{kind}_outside", person.slack_id, target.id, merged=ticket.number, **by
            )


def typed(uow: UnitOfWork, ticket: Ticket, target: Ticket, by: str, *, same: bool = False) -> None:
    """Let the locked target be what a person has said the locked ticket is, where it says nothing else of itself.

    What a person has said of the target stands above it. `same`: it holds that ticket's text and no other, so that
    what was said of one is said of both, whatever its words name.
    """
    if ticket.type is None or ticket.type_source != "person" or target.type_source == "person":
        return
    if not same and target.type not in (None, ticket.type):
        return
    columns = {"type": ticket.type, "type_source": "person", "type_confidence": None}
    detail = {"type": ticket.type, "before": target.type, "merged": ticket.number}
    tickets.change(uow, target.id, by, "ticket.type_set", columns, **detail)
    if target.type != ticket.type:
        drafts.supersede(uow, target.id)
        outbox.prepare(uow, target.id)
    approvers.type_changed(uow, triage.again(uow, target.id, None, by), target.type)
