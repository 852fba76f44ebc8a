"""What a ticket's card, thread and modals show, read in one go."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.card import CardFacts, HistoryLine
from bot.domain.changes import UNCHANGED, Change
from bot.domain.disclosure import line, without_line
from bot.domain.draft import Draft, DraftState, Withheld
from bot.domain.people import Actor, Person
from bot.domain.reply import Reply, ReplyState
from bot.domain.roles import Action, allowed_actions, require
from bot.domain.ticket import Event, State, Ticket, check_going_on, holder_of, next_state
from bot.domain.track_record import TrackRecord
from bot.flow import (
    advice,
    approvers,
    availability,
    bursts,
    changes,
    clocks,
    earlier,
    escalation_facts,
    files,
    handoff_lines,
    macros,
    outbox,
    pauses,
    promises,
    readers,
    reply,
    request_places,
    sources,
    spikes,
    twins,
)
from bot.flow.actors import actor
from bot.words import words
from store import (
    conversations,
    drafts,
    findings,
    journal,
    judgements,
    outside_calls,
    people,
    records,
    replies,
    reports,
    tickets,
)
from store.unit_of_work import UnitOfWork

#: What only whoever has the ticket does, and not while a reply is on its way.
_ANSWERS: Final = frozenset({Action.APPROVE, Action.EDIT, Action.WRITE_REPLY, Action.REJECT, Action.REDRAFT})
#: What a resolved or ended ticket has no place for.
_PLACE: Final = frozenset({Action.CHANGE_PRIORITY, Action.MOVE_QUEUE})
_WORK: Final = _ANSWERS | _PLACE | {Action.RESOLVE, Action.ASSIGN, Action.ESCALATE}
#: What waits until a reply that is on its way has left.
_FREE: Final = _ANSWERS | {Action.RESOLVE, Action.MOVE_QUEUE, Action.MERGE}
#: What a ticket's state came of, where a person can be named for it.
_ENDS: Final = {
    State.RESOLVED: (Event.RESOLVED, Event.SENT_RESOLVE),
    State.NOT_A_REQUEST: (Event.NOT_A_REQUEST,),
    State.MERGED: (Event.MERGED,),
}


def facts(uow: UnitOfWork, ticket_id: int) -> CardFacts:
    """Everything about a ticket that Slack may show. Raises `Refused(NO_SUCH_TICKET)`."""
    ticket = tickets.get(uow, ticket_id)
    known = findings.of(uow, ticket_id)
    newest = replies.newest(uow, ticket_id)
    lines = files.told(uow, conversations.messages(uow, ticket_id))
    current = drafts.current(uow, ticket_id)
    draft = current or _last_word(drafts.newest(uow, ticket_id), ticket)
    changed = changes.since(uow, current) if current and current.state is DraftState.PROPOSED else UNCHANGED
    approver = people.by_id(uow, newest.written_by if newest else ticket.assignee_id)
    queue, kind = _queue(uow, ticket), uow.desk.type(ticket.type)
    guess = uow.desk.type(known.guess)
    accountable = (uow.desk.owner_of(ticket.type), *uow.desk.deputies_of(ticket.type))
    if ticket.sealed:  # its card tags the first of them
        accountable = availability.reachable_first(uow, accountable, ticket.queue)
    owner_id = tickets.owner_person(uow, ticket.type) if ticket.state is State.WAITING_APPROVAL else None
    asked, linked = handoff_lines.of(uow, ticket_id), records.linked(uow, ticket_id)
    dated = sources.redated(uow, draft)
    language = draft.language if draft and draft.language else ticket.language
    said = line(uow.desk.file.disclosure, language, approver.first_name if approver else words(queue[2]).your_name)
    approved = [people.by_id(uow, key.person_id) for key in (newest.approvals if newest else ())]
    by_hand = current is not None and current.asks  # the team's own questions: no assistant has helped
    return CardFacts(
        ticket=ticket,
        customer=people.customer(uow, ticket.customer_id),
        holder=holder_of(ticket.state, ticket.assignee_id, owner_id, asked[0].title if asked else ""),
        holder_person=people.by_id(uow, ticket.assignee_id),
        queue_title=queue[0],
        queue_channel=queue[1],
        queue_language=queue[2],
        type_title=kind.title if kind else "",
        guess_title=guess.title if guess and kind is None else "",
        guess_confidence=known.confidence,
        type_choices=tuple((found.name, found.title) for found in uow.desk.file.types),
        owner_slack_ids=tuple(found for place in accountable if (found := people.slack_id_of(uow, place)) != ""),
        summary=known.summary,
        records=linked,
        missing=known.missing,
        messages=lines,
        attachments=tuple(found for line in lines if line.author == "customer" for found in line.attachments),
        contacts=known.contacts,
        duplicate_of=known.duplicate_of,
        twin=twins.on_card(uow, ticket) if known.prepared else "",
        merged_into=known.merged_into,
        draft=dated,
        to_check=sources.due(uow, current),
        blocked=_blocked(current, changed),
        newer_draft=current is not None and drafts.newer_than(uow, current),
        reply=newest,
        approvers=tuple(filter(None, approved)),
        second_approvers=_second_approvers(uow, ticket, newest),
        absent=_absent(uow, ticket, newest),
        unsent=_unsent(uow, newest) if newest else "",
        resolver=_resolver(uow, ticket),
        after_send="wait" if kind is None or (current and current.asks) else kind.after_send,
        disclosure="" if by_hand else said,
        continued_by="",
        today_checked_days=_ages(uow, dated),
        asked_at=uow.at,
        today=uow.today,
        stop_facts=replies.conversation_note(uow, newest.id) if newest else {},
        prepared=known.prepared or ticket.assignee_id is not None,  # whoever claims it reads it
        guess_name=known.guess or "",
        card_place=outbox.card_place(uow, ticket),
        need_titles={need.name: need.title for need in uow.desk.file.needs if need.title},
        answered_in=request_places.answered_in(uow, ticket),
        gone_from_slack_at=_removed(uow, ticket, "retention.slack_text"),
        text_gone_at=_removed(uow, ticket, "retention.messages"),
        wishes=_wishes(uow, ticket, current),
        source_links=_links(uow, draft),
        changed=changed,
        handoffs=asked,
        clock_stopped=clocks.stopped(uow, ticket),
        escalation=escalation_facts.of(uow, ticket, known, lines, asked),
        spike=spikes.line_of(uow, ticket_id),
        advice=advice.of(uow, ticket, linked, asked),
        departments=bool(uow.desk.file.departments),
        paused_until=pauses.until(uow, ticket),
        reports=_reports(uow, ticket_id),
        track_record=_track_record(uow, ticket, current),
        promised_at=promises.standing(uow, ticket),
        cached=frozenset(one.name for one in uow.desk.file.records if one.cache),
        earlier=earlier.of(uow, ticket, known.contacts),
    )


def _blocked(current: Draft | None, changed: Change) -> bool:
    """Whether a source has to be checked before anything else can happen."""
    withheld = current is not None and current.reason in (Withheld.STALE_SOURCE, Withheld.QUARANTINED)
    return withheld or changed[0] in ("source_expired", "source_quarantined")


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


def _second_approvers(uow: UnitOfWork, ticket: Ticket, newest: Reply | None) -> tuple[str, ...]:
    if newest is None or newest.state is not ReplyState.AWAITING_KEYS:
        return ()
    return approvers.named(uow, ticket, newest)


def _absent(uow: UnitOfWork, ticket: Ticket, newest: Reply | None) -> tuple[tuple[str, datetime | None], ...]:
    if newest is None or newest.state is not ReplyState.AWAITING_KEYS:
        return ()
    return approvers.absent(uow, ticket, newest)


def _unsent(uow: UnitOfWork, newest: Reply) -> str:
    """What somebody typed and nobody got; empty where the suggestion was put up as it stood."""
    if newest.state not in (ReplyState.TAKEN_BACK, ReplyState.STOPPED):
        return ""
    draft = drafts.get(uow, newest.draft_id) if newest.draft_id is not None else None
    writer = people.by_id(uow, newest.written_by)
    said = line(uow.desk.file.disclosure, newest.language, writer.first_name if writer else "")
    text = without_line(newest.body, said) if newest.disclosed else newest.body
    return "" if draft is not None and text == draft.body.strip() else text


def _resolver(uow: UnitOfWork, ticket: Ticket) -> str:
    """The person who ended it or whose reply did, as the journal has it."""
    ends = {f"ticket.{event}" for event in _ENDS.get(ticket.state, ())}
    by = [entry.actor for entry in journal.entries(uow, ticket.id) if entry.action in ends] if ends else []
    return _who(uow, by[-1]) if by and by[-1].startswith("person:") else ""


def _removed(uow: UnitOfWork, ticket: Ticket, action: str) -> datetime | None:
    """When text was last removed, as the journal has it."""
    entries = reversed(journal.entries(uow, ticket.id)) if ticket.faded else ()
    return next((entry.at for entry in entries if entry.action == action), None)


def _ages(uow: UnitOfWork, draft: Draft | None) -> dict[str, int]:
    today = uow.today
    evidence = [e for sentence in draft.sentences for e in sentence.evidence] if draft else []
    return {e.id: (today - e.checked).days for e in evidence if e.checked is not None}


def _wishes(uow: UnitOfWork, ticket: Ticket, current: Draft | None) -> tuple[str, ...]:
    if current is None or current.state is not DraftState.PROPOSED:
        return ()
    return judgements.wishes(uow, ticket.id, current.last_message_id, ticket.type, before=current.id)


def _track_record(uow: UnitOfWork, ticket: Ticket, current: Draft | None) -> TrackRecord | None:
    if current is None or current.state is not DraftState.PROPOSED or ticket.type is None:
        return None
    return judgements.track_record(uow, ticket.type, current.engine)


def _reports(uow: UnitOfWork, ticket_id: int) -> tuple[tuple[str, str], ...]:
    found = [(one.wrong.value, people.by_id(uow, one.person_id)) for one in reports.unsettled(uow, ticket_id)]
    return tuple((wrong, person.name if person else "") for wrong, person in found)


def _links(uow: UnitOfWork, draft: Draft | None) -> dict[str, str]:
    cited = {one.id for sentence in draft.sentences for one in sentence.evidence} if draft else set()
    return {name: found.url for name in cited if (found := uow.desk.article(name)) is not None and found.url}


def opened(uow: UnitOfWork, ticket_id: int, by: str, *, draft: bool = False, to: Action = Action.READ) -> CardFacts:
    """A ticket for somebody who opens it, by a button or by its number: every modal that shows one comes from here.

    Of a sealed ticket this is for the owner, deputies, its holder and leads of its queue, and on record each time. One
    that only stands on a burst card gets a card of its own. With `draft` they read the suggestion in full: it is not
    replaced under their eyes. `to` is what they want to do: what would refuse that refuses here, before anybody has
    typed. Raises a role's refusal, WRONG_STATE, TAKEN or ALREADY_WAITING.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.OPEN_SEALED if ticket.sealed else Action.READ, who, ticket)
    _check_begin(uow, ticket, who, to)
    if ticket.sealed:
        journal.append(uow, ticket_id, who.journal_name, "ticket.opened")
    bursts.wants_card(uow, ticket)
    found = facts(uow, ticket_id)
    if draft and found.draft is not None and found.draft.state is DraftState.PROPOSED:
        readers.note(uow, found.draft, who)
    thumbs = judgements.thumbs(uow, found.draft.id) if found.draft else (0, 0)
    sent, offered = outside_calls.of_ticket(uow, ticket_id), macros.offered(uow, ticket)
    return replace(found, may=_may(found, who), outside=sent, thumbs=thumbs, macros=offered)


def _check_begin(uow: UnitOfWork, ticket: Ticket, who: Actor, to: Action) -> None:
    require(to, who, ticket)
    if to in _WORK:
        next_state(ticket.state, Event.WORKED_ON)
    if to is Action.CHANGE_TYPE:
        check_going_on(ticket.state)
    if to in _ANSWERS:
        reply.check_holder(uow, ticket, who)
    if to in _FREE:
        reply.check_free(uow, ticket)


def _may(found: CardFacts, who: Actor) -> frozenset[Action]:
    """What their roles allow; nobody takes over what they have, or gives the second approval of what they wrote."""
    may = allowed_actions(who, found.ticket)
    if found.ticket.assignee_id == who.person.id:
        may -= {Action.TAKE_OVER}
    own = found.reply is not None and found.reply.written_by == who.person.id
    return may - {Action.SECOND_APPROVAL, Action.SEND_ALONE} if own else may


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
