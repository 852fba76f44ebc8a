"""Putting a text up for sending, approving it, taking it back. Only a person sends."""

from bot.domain import macro
from bot.domain.disclosure import line, with_line
from bot.domain.draft import Draft, DraftState
from bot.domain.errors import RefusalCode, Refused
from bot.domain.outbox import Kind
from bot.domain.people import Actor
from bot.domain.reply import ApprovalRole, Reply, ReplyState, may_leave
from bot.domain.roles import Action, require
from bot.domain.ticket import Event, State, Ticket
from bot.flow import approvers, changes, note, outbox
from bot.flow.actors import actor
from bot.flow.claim import holder_name
from store import drafts, inbox, journal, overlay, replies, tickets
from store import outbox as outbox_rows
from store.unit_of_work import UnitOfWork

#: Longer texts, with the line about the assistant, do not fit one input of a Slack modal, nor one direct message.
LONGEST = 3000


def approve(uow: UnitOfWork, draft_id: int, message_id: int | None, by: str, after_send: str | None = None) -> Reply:
    """**Approve & send**: the suggestion as it stands leaves after the undo time, or waits for its second approval.

    `message_id` is the last message that the clicker saw, `after_send` what they chose to follow (`wait`, `resolve`),
    None for what the type says. An unclaimed ticket is claimed. Raises `Refused`:
    STALE_DRAFT, NEW_MESSAGE, ANSWERED_OUTSIDE, SOURCE_EXPIRED, SOURCE_CHANGED, RECORD_CHANGED or RECORD_GONE,
    TEXT_TOO_LONG, TAKEN (somebody else's ticket), ALREADY_WAITING or a role's refusal.
    """
    ticket, draft = _with_draft(uow, draft_id)
    who = actor(uow, by)
    require(Action.APPROVE, who, ticket)
    _check_first_look(uow, ticket, draft, message_id)
    ticket = take(uow, ticket, who)
    if not drafts.decide(uow, draft.id, DraftState.SENT, who.person.id):
        raise Refused(RefusalCode.STALE_DRAFT)
    return put_up(
        uow, ticket, who, draft.body, draft=draft, helped=not draft.asks, language=draft.language, after_send=after_send
    )


def send_text(
    uow: UnitOfWork,
    ticket_id: int,
    body: str,
    by: str,
    *,
    view_id: str,
    draft_id: int | None = None,
    message_id: int | None = None,
    after_send: str | None = None,
    origin: int | None = None,
) -> Reply | None:
    """A person's own text, or an edited suggestion, from a modal. A second submit of the same modal returns None.

    `origin` is the suggestion that the text began as, where it stands no more: the line about the assistant stays.
    Refusals as for `approve`, also EMPTY_TEXT; the modal then keeps what was typed.
    """
    text = body.strip()
    if not text:
        raise Refused(RefusalCode.EMPTY_TEXT)
    if gap := macro.gap(text, uow.desk.file):
        raise Refused(RefusalCode.MACRO_GAP, gap=gap)
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    draft = drafts.get(uow, draft_id) if draft_id is not None else None
    require(Action.EDIT if draft else Action.WRITE_REPLY, who, ticket)
    if draft is not None:
        _check_first_look(uow, ticket, draft, message_id)
    else:
        check_free(uow, ticket)
        check_last_message(uow, ticket, message_id)
    ticket = take(uow, ticket, who)
    if draft is not None:
        state = DraftState.SENT if text == draft.body.strip() else DraftState.EDITED
        if not drafts.decide(uow, draft.id, state, who.person.id):
            raise Refused(RefusalCode.STALE_DRAFT)
    else:
        drafts.supersede(uow, ticket.id, who.person.id)
    began = draft or (drafts.get(uow, origin) if origin is not None else None)
    helped = (began is not None and not began.asks) or (origin is not None and began is None)
    return put_up(uow, ticket, who, text, draft=draft, helped=helped, language=ticket.language, after_send=after_send)


def second_approve(uow: UnitOfWork, reply_id: int, by: str) -> Reply:
    """The owner's or a deputy's approval of a delicate reply; a second person always. Approving twice changes nothing.

    Raises `Refused`: STALE_DRAFT, ALREADY_SENT, ALREADY_APPROVED (by somebody else), or SAME_PERSON and NOT_YOUR_ROLE
    with who may.
    """
    reply = get_reply(uow, reply_id)
    ticket = tickets.lock(uow, reply.ticket_id)
    who, names = actor(uow, by), ", ".join(approvers.named(uow, ticket, reply))
    require(Action.SECOND_APPROVAL, who, ticket, who_may=names)
    reply = get_reply(uow, reply_id)
    if not approvers.missing(uow, reply, who.person.id, names):
        return reply
    check_last_message(uow, ticket, reply.last_message_id)
    role: ApprovalRole = "owner" if (ticket.type or "") in who.owns else "deputy"
    replies.approve(uow, reply, who.person.id, role)
    journal.append(uow, ticket.id, who.journal_name, "reply.approved", reply=reply.id, role=role)
    return release(uow, ticket, get_reply(uow, reply.id), who)


def take_back(uow: UnitOfWork, reply_id: int, by: str) -> Reply:
    """Undo an approval before the text has left. What was taken back or stopped already stays as it is.

    Raises `Refused(TOO_LATE)` once the worker has begun to send.
    """
    reply = get_reply(uow, reply_id)
    ticket = tickets.lock(uow, reply.ticket_id)
    who = actor(uow, by)
    require(Action.TAKE_BACK, who, ticket)
    open_states = (ReplyState.AWAITING_KEYS, ReplyState.UNDO)
    if not replies.advance(uow, reply.id, open_states, ReplyState.TAKEN_BACK):
        reply = get_reply(uow, reply.id)
        if reply.state in (ReplyState.TAKEN_BACK, ReplyState.STOPPED):
            return reply
        raise Refused(RefusalCode.TOO_LATE)
    withdraw(uow, ticket, reply, who.journal_name, "reply.taken_back")
    if drafts.current(uow, ticket.id) is None:
        outbox.prepare(uow, ticket.id, outbox.CLICK)
    return get_reply(uow, reply.id)


def reject(uow: UnitOfWork, draft_id: int, reason: str, by: str, view_id: str, said: str = "") -> Ticket | None:
    """**Reject** with a reason from the list: there is no suggestion any more, and the reason is counted.

    `said` is a note for the team, empty where there is none. A second submit of the same modal returns None.
    """
    ticket, draft = _with_draft(uow, draft_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.REJECT, who, ticket)
    check_holder(uow, ticket, who)
    if not drafts.decide(uow, draft.id, DraftState.REJECTED, who.person.id, reason):
        raise Refused(RefusalCode.STALE_DRAFT)
    journal.append(uow, ticket.id, who.journal_name, "draft.rejected", draft=draft.id, reason=reason)
    ticket = tickets.move(uow, ticket.id, Event.WORKED_ON, who.journal_name)
    note.add(uow, ticket, who, said, view_id)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def take(uow: UnitOfWork, ticket: Ticket, who: Actor) -> Ticket:
    """Acting on an unclaimed ticket claims it; on somebody else's it is refused with their name."""
    check_holder(uow, ticket, who)
    if ticket.assignee_id is None and not tickets.claim(uow, ticket.id, who.person.id):
        raise Refused(RefusalCode.TAKEN, who=holder_name(uow, tickets.get(uow, ticket.id)))
    return tickets.move(uow, ticket.id, Event.WORKED_ON, who.journal_name)


def check_holder(uow: UnitOfWork, ticket: Ticket, who: Actor) -> None:
    """Whoever has a ticket answers for it: raises `Refused(TAKEN)` with their name for anybody else."""
    if ticket.assignee_id not in (None, who.person.id):
        raise Refused(RefusalCode.TAKEN, who=holder_name(uow, ticket), number=ticket.number)


def check_free(uow: UnitOfWork, ticket: Ticket) -> None:
    """One reply at a time: raises `Refused(ALREADY_WAITING)` while another is on its way."""
    if replies.under_way(uow, ticket.id) is not None:
        raise Refused(RefusalCode.ALREADY_WAITING)


def withdraw(uow: UnitOfWork, ticket: Ticket, reply: Reply, actor_name: str, action: str, **detail: str) -> Ticket:
    """What follows when a reply will not leave: its job is dropped and the ticket is open.

    The suggestion of a reply that was taken back stands again where it still may; any other counts as never sent.
    """
    outbox_rows.cancel(uow, Kind.REPLY, reply.id)
    if reply.draft_id is not None:
        unchanged = ticket.level == "none" and ticket.last_message_id == reply.last_message_id
        drafts.unsend(uow, reply.draft_id, stands_again=unchanged and action == "reply.taken_back")
    journal.append(uow, ticket.id, actor_name, action, reply=reply.id, **detail)
    if ticket.state is State.WAITING_APPROVAL:
        ticket = tickets.move(uow, ticket.id, Event.FULLY_APPROVED, actor_name)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def _check_first_look(uow: UnitOfWork, ticket: Ticket, draft: Draft, message_id: int | None) -> None:
    """At approval, from the database: suggestion, conversation, articles and records are still what was read.

    The records themselves are read once more before it leaves.
    """
    check_free(uow, ticket)
    if draft.ticket_id != ticket.id:
        raise Refused(RefusalCode.STALE_DRAFT)
    if draft.state is not DraftState.PROPOSED:
        raise Refused(RefusalCode.STALE_DRAFT)
    check_last_message(uow, ticket, message_id)
    check_last_message(uow, ticket, draft.last_message_id)
    overlay.fresh(uow)
    reason, facts = changes.since(uow, draft)
    if reason:
        raise Refused(RefusalCode(reason), **facts)


def check_last_message(uow: UnitOfWork, ticket: Ticket, message_id: int | None) -> None:
    """Raises `Refused` with what happened in the conversation since `message_id`, if anything did."""
    if message_id is not None and message_id != ticket.last_message_id:
        reason, facts = changes.in_conversation(uow, ticket.id)
        raise Refused(RefusalCode(reason), number=ticket.number, **facts)


def put_up(
    uow: UnitOfWork,
    ticket: Ticket,
    who: Actor,
    text: str,
    *,
    draft: Draft | None,
    helped: bool,
    language: str,
    after_send: str | None = None,
) -> Reply:
    """Put a text up for sending: the clicker's own approval, and the undo time or the question for the second one.

    `helped` puts the line about the assistant under it. The caller has checked all that `send_text` does. Raises
    `Refused(TEXT_TOO_LONG)`.
    """
    said = line(uow.desk.file.disclosure, language, who.person.first_name) if helped else ""
    body = with_line(text, said)
    if len(body) > LONGEST:
        raise Refused(RefusalCode.TEXT_TOO_LONG, limit=f"{LONGEST - (len(body) - len(text)):,}")
    kind = uow.desk.type(ticket.type)
    reply = replies.put_up(
        uow,
        ticket_id=ticket.id,
        draft_id=draft.id if draft else None,
        body=body,
        language=language,
        disclosed=bool(said),
        written_by=who.person.id,
        keys_needed=ticket.keys_needed,
        last_message_id=ticket.last_message_id,
        after_send=after_send or ("wait" if kind is None or (draft and draft.asks) else kind.after_send),
    )
    replies.approve(uow, reply, who.person.id, "sender")
    key = {"reply": reply.id, "role": "sender", "draft": reply.draft_id}
    journal.append(uow, ticket.id, who.journal_name, "reply.approved", **key)
    return release(uow, ticket, get_reply(uow, reply.id), who)


def release(uow: UnitOfWork, ticket: Ticket, reply: Reply, who: Actor) -> Reply:
    """Start the undo time if the reply has its approvals, else ask for the one that is missing."""
    undo = uow.desk.file.sending.undo
    if may_leave(reply.body, reply.keys_needed, reply.approvals):
        started = replies.advance(uow, reply.id, ReplyState.AWAITING_KEYS, ReplyState.UNDO, send_after=uow.now + undo)
        if started:
            outbox.reply(uow, ticket.id, reply.id, undo)
        if ticket.state is State.WAITING_APPROVAL:
            ticket = tickets.move(uow, ticket.id, Event.FULLY_APPROVED, who.journal_name)
    elif ticket.state is not State.WAITING_APPROVAL:
        ticket = approvers.ask(uow, ticket, reply, who.journal_name)
    outbox.card(uow, ticket, outbox.CLICK)
    outbox.thread(uow, ticket.id)
    return get_reply(uow, reply.id)


def _with_draft(uow: UnitOfWork, draft_id: int) -> tuple[Ticket, Draft]:
    """The locked ticket of a suggestion, and the suggestion as it stands then."""
    found = drafts.get(uow, draft_id)
    ticket = tickets.lock(uow, found.ticket_id) if found else None
    draft = drafts.get(uow, draft_id)
    if ticket is None or draft is None:
        raise Refused(RefusalCode.STALE_DRAFT)
    return ticket, draft


def get_reply(uow: UnitOfWork, reply_id: int) -> Reply:
    """The reply of that id. Raises `Refused(NO_DRAFT)`."""
    found = replies.get(uow, reply_id)
    if found is None:
        raise Refused(RefusalCode.NO_DRAFT)
    return found
