"""What a ticket's card, thread and modals show, read in one go."""

from bot.domain.card import CardFacts, HistoryLine
from bot.domain.disclosure import line
from bot.domain.draft import Draft, DraftState
from bot.domain.people import Person
from bot.domain.roles import Action, require
from bot.domain.ticket import State, Ticket, holder_of
from bot.flow import outbox
from bot.flow.actors import actor
from bot.words import words
from store import conversations, drafts, journal, people, posts, records, replies, tickets
from store.unit_of_work import UnitOfWork


def facts(uow: UnitOfWork, ticket_id: int) -> CardFacts:
    """Everything about a ticket that Slack may show. Raises `Refused(NO_SUCH_TICKET)`."""
    ticket = tickets.get(uow, ticket_id)
    row = tickets.row(uow, ticket_id)
    reply = replies.newest(uow, ticket_id)
    lines = conversations.messages(uow, ticket_id)
    current = drafts.current(uow, ticket_id)
    draft = current or _last_word(drafts.newest(uow, ticket_id), ticket)
    approver = people.by_id(uow, reply.written_by if reply else ticket.assignee_id)
    queue = _queue(uow, ticket)
    kind = uow.desk.type(ticket.type)
    guess = uow.desk.type(row.guess)
    owner, deputies = uow.desk.owner_of(ticket.type), uow.desk.deputies_of(ticket.type)
    owner_id = tickets.owner_person(uow, ticket.type) if ticket.state is State.WAITING_APPROVAL else None
    language = draft.language if draft and draft.language else ticket.language
    said = line(uow.desk.file.disclosure, language, approver.first_name if approver else words(queue[2]).your_name)
    return CardFacts(
        ticket=ticket,
        customer=people.customer(uow, ticket.customer_id),
        holder=holder_of(ticket.state, ticket.assignee_id, owner_id),
        holder_person=people.by_id(uow, ticket.assignee_id),
        queue_title=queue[0],
        queue_channel=queue[1],
        queue_language=queue[2],
        type_title=kind.title if kind else "",
        guess_title=guess.title if guess and kind is None else "",
        guess_confidence=row.type_confidence,
        type_choices=tuple((found.name, found.title) for found in uow.desk.file.types),
        owner=_shown(uow, owner),
        deputies=tuple(_shown(uow, deputy) for deputy in deputies),
        owner_slack_ids=tuple(found for place in (owner, *deputies) if (found := people.slack_id_of(uow, place)) != ""),
        summary=drafts.summary_value(row.summary),
        records=records.linked(uow, ticket_id),
        missing=tuple(row.missing),
        messages=lines,
        attachments=tuple(found for line in lines for found in line.attachments),
        contacts=row.contacts,
        duplicate_of=row.duplicate_of,
        draft=draft,
        newer_draft=current is not None and drafts.newer_than(uow, current),
        reply=reply,
        approvers=tuple(
            person
            for key in (reply.approvals if reply else ())
            if (person := people.by_id(uow, key.person_id)) is not None
        ),
        disclosure=said if draft and not ticket.sealed else "",
        continued_by="",
        today_checked_days=_ages(uow, draft),
        asked_at=uow.at,
        stop_facts=replies.conversation_note(uow, reply.id) if reply else {},
        prepared=row.prepared or ticket.assignee_id is not None,  # whoever claims it reads it
        guess_name=row.guess or "",
        card_place=outbox.card_place(uow, ticket),
    )


def _last_word(newest: Draft | None, ticket: Ticket) -> Draft | None:
    """What became of the last suggestion, unless it was overtaken and another one follows."""
    overtaken = newest is not None and newest.state is DraftState.SUPERSEDED
    follows = not ticket.ended and ticket.state not in (State.RESOLVED, State.WAITING_CUSTOMER)
    return None if overtaken and follows else newest


def _queue(uow: UnitOfWork, ticket: Ticket) -> tuple[str, str, str]:
    try:
        found = uow.desk.queue(ticket.queue)
    except KeyError:  # a queue that the newest desk file no longer has
        return ticket.queue, uow.desk.file.escalation.channel, uow.desk.file.language
    return found.title, found.channel, found.language


def _shown(uow: UnitOfWork, place: str) -> str:
    """A person of the desk file as a Slack mention where Slack has told us who that is, else as written."""
    slack_id = people.slack_id_of(uow, place)
    return f"<@{slack_id}>" if slack_id else place


def _ages(uow: UnitOfWork, draft: Draft | None) -> dict[str, int]:
    today = uow.at.date()
    evidence = [e for sentence in draft.sentences for e in sentence.evidence] if draft else []
    return {e.id: (today - e.checked).days for e in evidence if e.checked is not None}


def opened(uow: UnitOfWork, ticket_id: int, by: str, *, draft: bool = False) -> CardFacts:
    """A ticket for somebody who opens it, by a button or by its number: every modal that shows one comes from here.

    Of a sealed ticket this is for the owner, deputies, its holder and leads of its queue, and on record each time. With
    `draft` they read the suggestion in full: it is not replaced under their eyes. Raises a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.OPEN_SEALED if ticket.sealed else Action.READ, who, ticket)
    if ticket.sealed:
        journal.append(uow, ticket_id, who.journal_name, "ticket.opened")
    found = facts(uow, ticket_id)
    if draft and found.draft is not None:
        drafts.mark_opened(uow, found.draft.id)
    return found


def history(uow: UnitOfWork, ticket_id: int, by: str) -> tuple[HistoryLine, ...]:
    """The journal of a ticket for people, oldest first."""
    ticket = tickets.get(uow, ticket_id)
    require(Action.OPEN_SEALED if ticket.sealed else Action.HISTORY, actor(uow, by), ticket)
    return tuple(
        HistoryLine(at=entry.at, who=_who(uow, entry.actor), action=entry.action, detail=entry.detail)
        for entry in journal.entries(uow, ticket_id)
    )


def _who(uow: UnitOfWork, name: str) -> str:
    kind, _, number = name.partition(":")
    if kind == "person" and number.isdigit():
        person: Person | None = people.by_id(uow, int(number))
        return person.name if person else "Somebody"
    return {"system": "Deskhand", "customer": "Customer"}.get(kind, number or kind)


def place_of(uow: UnitOfWork, channel: str, ts: str) -> int | None:
    """The ticket whose card or thread stands at a place in Slack."""
    found = posts.at(uow, channel, ts)
    return found.ticket_id if found else None
