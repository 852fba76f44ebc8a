"""A mail becomes a request, a line of its conversation, a note, or nothing but a row that says that it came."""

from dataclasses import replace
from typing import Any, Final

from bot.domain.arrival import AgentMessage, CustomerMessage, NewRequest, Receipt
from bot.domain.letter import Bounce, Letter, belongs
from bot.domain.reply import Reply
from bot.domain.ticket import Event, State
from bot.domain.webhook_body import KEPT
from bot.flow import intake, outbox
from bot.words import words
from store import conversations, inbox, journal, people, replies, tickets
from store.unit_of_work import UnitOfWork

_EMPTY: Final = "–"
#: What in a conversation is a note: a person may have written whatever else comes, also through a list.
_BY_PROGRAMS: Final = ("answer", "program", "bulk")
#: Where the ball lies with somebody else, and what brings it back when our reply has not arrived.
_BACK: Final = {
    State.WAITING_CUSTOMER: Event.WOKE, State.SNOOZED: Event.WOKE, State.RESOLVED: Event.REOPENED,
}  # fmt: skip


def take(uow: UnitOfWork, letter: Letter) -> Receipt:
    """Store a mail. The same mail again stores nothing. Nobody is answered by it: only a person sends.

    A mail that nobody has written to us as a customer never becomes a ticket: a copy of our own reply, a bounce, an
    automatic answer. In a conversation these are a note, and reopen nothing.
    """
    if letter.bounce is not None:
        return _bounced(uow, letter, letter.bounce)
    if letter.own_reply is not None:
        return _came_back(uow, letter, letter.own_reply)
    conversation = _conversation(uow, letter)
    if conversation is None:
        if letter.from_us or letter.automatic == "answer":
            return _left(uow, letter)
        return intake.take(uow, _request(uow, letter))
    if (
        letter.from_us
        or letter.automatic in _BY_PROGRAMS
        or (letter.from_team and not _asked(uow, letter, conversation))
    ):
        # By a colleague only where the mailbox's own server says so: anybody can write our name into a mail.
        public = letter.from_us and letter.sender.email_verified and not letter.automatic
        return intake.take(uow, _line(letter, conversation, public=public))
    receipt = intake.take(uow, _message(uow, letter, conversation))
    if receipt.ticket_id is not None and letter.message_id and not receipt.repeated:
        _lead_here(uow, letter, receipt.ticket_id)
    return receipt


def _conversation(uow: UnitOfWork, letter: Letter) -> str | None:
    """The conversation that a mail goes on with: of a reply of ours that it answers, else of a mail that it names."""
    for reply_id in letter.answers:
        if (reply := replies.get(uow, reply_id)) is not None and _of(uow, letter, reply):
            return conversations.of_ticket(uow, reply.ticket_id)[1]
    for named in letter.refers_to:
        ticket_id = conversations.ticket_of(uow, letter.source, named)
        if ticket_id is not None and belongs(letter, conversations.writers(uow, ticket_id)):
            return conversations.of_ticket(uow, ticket_id)[1]
    return None


def _asked(uow: UnitOfWork, letter: Letter, conversation: str) -> bool:
    """Whether a conversation is about what the writer asks for: one of the team may be a customer too."""
    ticket_id = conversations.ticket_of(uow, letter.source, conversation)
    if ticket_id is None:
        return False
    customer = people.customer(uow, tickets.get(uow, ticket_id).customer_id)
    return bool(letter.sender.email) and customer.email.casefold() == letter.sender.email.casefold()


def _of(uow: UnitOfWork, letter: Letter, reply: Reply) -> bool:
    return tickets.get(uow, reply.ticket_id).source == letter.source


def _request(uow: UnitOfWork, letter: Letter) -> NewRequest:
    taken = conversations.ticket_of(uow, letter.source, letter.message_id) is not None
    conversation = letter.event_id if taken or not letter.message_id else letter.message_id
    return NewRequest(
        source=letter.source,
        event_id=letter.event_id,
        conversation=conversation,
        message_id=conversation if letter.message_id else "",
        at=letter.at,
        subject=letter.subject,
        body=letter.body or letter.subject or _EMPTY,
        via="email",
        customer=letter.sender,
        attachments=letter.attachments,
    )


def _message(uow: UnitOfWork, letter: Letter, conversation: str) -> CustomerMessage:
    """Where another mail had the same id, this one stands under its own and ours."""
    taken = conversations.holding(uow, letter.source, conversation, letter.message_id) is not None
    return CustomerMessage(
        source=letter.source,
        event_id=letter.event_id,
        conversation=conversation,
        message_id=letter.event_id if taken else letter.message_id,
        at=letter.at,
        body=letter.body or letter.subject or _EMPTY,
        via="email",
        customer=letter.sender,
        attachments=letter.attachments,
    )


def _line(letter: Letter, conversation: str, *, public: bool) -> AgentMessage:
    return AgentMessage(
        source=letter.source,
        event_id=letter.event_id,
        conversation=conversation,
        message_id=letter.message_id if public else "",
        at=letter.at,
        body=letter.body or letter.subject or _EMPTY,
        author_name=letter.sender.name or letter.sender.email,
        public=public,
    )


def _lead_here(uow: UnitOfWork, letter: Letter, ticket_id: int) -> None:
    """Mail programs may name the last mail alone: its id leads to the conversation too."""
    if conversations.ticket_of(uow, letter.source, letter.message_id) is None:
        conversations.point(uow, letter.source, letter.message_id, ticket_id)


def _came_back(uow: UnitOfWork, letter: Letter, reply_id: int) -> Receipt:
    """A copy of our own reply in our own mailbox: it has left, whatever was doubtful about it."""
    reply = replies.get(uow, reply_id)
    if reply is None or not _of(uow, letter, reply):
        return _left(uow, letter)
    conversation = conversations.of_ticket(uow, reply.ticket_id)[1]
    line = replace(_line(letter, conversation, public=True), body=reply.body, reply_id=reply_id)
    return intake.take(uow, line)


def _bounced(uow: UnitOfWork, letter: Letter, bounce: Bounce) -> Receipt:
    """A mail server's word about a reply: that it did not arrive is told to who sent it, and the ball is ours again."""
    reply = replies.get(uow, bounce.reply_id) if bounce.reply_id is not None else None
    if reply is None or not _of(uow, letter, reply):
        return _left(uow, letter)
    ticket = tickets.get(uow, reply.ticket_id)
    spoken = (queue.language for queue in uow.desk.file.queues if queue.name == ticket.queue)
    said = words(next(spoken, uow.desk.file.language))
    told = (
        said.bounced(bounce.recipient, bounce.status, bounce.reason) if bounce.failed else said.bounce_of_another_kind
    )
    conversation = conversations.of_ticket(uow, ticket.id)[1]
    note = replace(_line(letter, conversation, public=False), body=f"{told}\n\n{letter.body}"[:KEPT])
    receipt = intake.take(uow, note)
    if bounce.failed and not receipt.repeated:
        _not_arrived(uow, reply, bounce)
    return receipt


def _not_arrived(uow: UnitOfWork, reply: Reply, bounce: Bounce) -> None:
    ticket = tickets.lock(uow, reply.ticket_id)
    journal.append(uow, ticket.id, "system", "reply.bounced", reply=reply.id, status=bounce.status)
    if event := _BACK.get(ticket.state):
        ticket = tickets.move(uow, ticket.id, event, "system")
    writer = people.by_id(uow, reply.written_by)
    if writer is not None:
        outbox.notice(uow, "reply_bounced", writer.slack_id, ticket.id, status=bounce.status)
    outbox.card(uow, ticket, outbox.MESSAGE)


def _left(uow: UnitOfWork, letter: Letter) -> Receipt:
    """On record that it came, and no more: nothing of ours, and nobody's request."""
    arrival_id = inbox.accept(uow, letter.source, letter.event_id, f"mail.{_why(letter)}")
    if arrival_id is not None:
        answer: dict[str, Any] = {"ticket_id": None, "done": True}
        inbox.finish(uow, arrival_id, ticket_id=None, answer=answer)
    return Receipt(ticket_id=None, repeated=arrival_id is None)


def _why(letter: Letter) -> str:
    if letter.bounce is not None:
        return "bounce"
    return "ours" if letter.from_us or letter.own_reply is not None else "automatic"
