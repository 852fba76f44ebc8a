"""What the team says in Slack about a ticket, kept as notes: plain talk in its thread, and whatever is added as one.

A note is read in the thread, in **Open** and in the history, and reaches no customer and no suggestion.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor
from bot.domain.roles import Action, require
from bot.domain.ticket import Ticket
from bot.flow import note, outbox
from bot.flow.actors import actor
from bot.flow.called import names_of
from bot.flow.intake_messages import lead
from store import conversations, journal, people, posts, tickets
from store import notes as rows
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message of a person in Slack. `thread_ts` is empty for one that stands in the channel itself."""

    channel: str
    ts: str
    thread_ts: str
    by: str  # the Slack id of who wrote it
    text: str
    edited: str = ""  # when it was edited last, by Slack's time
    files: tuple[Mapping[str, Any], ...] = ()  # name, type and size of each


@dataclass(frozen=True, slots=True)
class Place:
    """What a message in Slack belongs to: a ticket's id, or None; and what the ids in it are called."""

    ticket_id: int | None
    ours: bool  # Deskhand has posted it
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of something that was said. `sealed`: others who may not know can read it where it stands."""

    number: str
    outcome: Literal["new", "there", "not_kept"]
    sealed: bool


def place(uow: UnitOfWork, channel: str, ts: str, thread_ts: str, mentioned: tuple[str, ...] = ()) -> Place:
    """Whose ticket's thread a message stands in, or which ticket's note it is already."""
    own = posts.at(uow, channel, ts)
    kept = rows.at(uow, channel, ts)
    card = posts.at(uow, channel, thread_ts) if thread_ts and kept is None else None
    ticket_id = kept.ticket_id if kept else card.ticket_id if card and card.kind == "card" else None
    names = names_of(uow, mentioned) if ticket_id is not None or own is None else {}
    return Place(ticket_id, own is not None, names)


def may_add(uow: UnitOfWork, by: str) -> None:
    """Whether somebody may keep notes at all. Raises a role's refusal."""
    require(Action.NOTE, actor(uow, by), None)


def heard(uow: UnitOfWork, said: Said) -> Kept | None:
    """Somebody has talked in a ticket's thread, or has edited what they said: it is kept as a note.

    Safe to call twice and in any order: a message is one note, its newest edit counts, and what was deleted stays away.
    None: it is no ticket's thread, it was said by a guest or a stranger, or it is here already.
    """
    found = place(uow, said.channel, said.ts, said.thread_ts)
    if found.ticket_id is None or found.ours:
        return None
    ticket = lead(uow, found.ticket_id)
    standing = rows.at(uow, said.channel, said.ts)
    if standing is not None:
        _edit(uow, ticket, standing, said)
        return None
    who = _talker(uow, said.by, ticket)
    if who is None:
        return Kept(ticket.number, "not_kept", True) if ticket.sealed and _known(uow, said.by) else None
    _keep(uow, ticket, said, who, who, talk=found.ticket_id == ticket.id)
    return Kept(ticket.number, "new", ticket.sealed)


def _talker(uow: UnitOfWork, by: str, ticket: Ticket) -> Actor | None:
    """Who talks, if they may leave a note. That they stand in the channel is certain here, however old our list is."""
    try:
        who = actor(uow, by)
        require(Action.NOTE, replace(who, fresh=True), ticket)
    except Refused:
        return None
    return who


def _known(uow: UnitOfWork, by: str) -> bool:
    return people.staff(uow, by) is not None


def add(uow: UnitOfWork, ticket_id: int, said: Said, by: str) -> Kept:
    """*Add as note*: `by` wants a message kept on a ticket, wherever it stands and whoever wrote it.

    Safe to call twice. Raises `Refused`: NO_SUCH_TICKET, NOTE_OF_OURS, EMPTY_NOTE, NOTED_ELSEWHERE or a role's refusal.
    """
    found = place(uow, said.channel, said.ts, said.thread_ts)
    ticket = lead(uow, ticket_id)
    who = actor(uow, by)
    require(Action.NOTE, who, ticket)
    if found.ours:
        raise Refused(RefusalCode.NOTE_OF_OURS)
    if not said.text.strip() and not said.files:
        raise Refused(RefusalCode.EMPTY_NOTE)
    standing = rows.at(uow, said.channel, said.ts)
    if standing is not None and lead(uow, standing.ticket_id).id != ticket.id:
        raise Refused(RefusalCode.NOTED_ELSEWHERE, number=f"T-{standing.ticket_id}")
    if standing is not None:
        return Kept(ticket.number, "there", ticket.sealed)
    author = people.staff(uow, said.by)
    _keep(uow, ticket, said, who, replace(who, person=author) if author else who, talk=found.ticket_id == ticket.id)
    return Kept(ticket.number, "new", ticket.sealed)


def write(uow: UnitOfWork, ticket_id: int, text: str, by: str, view_id: str) -> None:
    """**Add a note…**: the only way for a sealed ticket that nobody else can read. A second submit changes nothing.

    Raises `Refused(EMPTY_NOTE)` or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.NOTE, who, ticket)
    if not text.strip():
        raise Refused(RefusalCode.EMPTY_NOTE)
    new = note.add(uow, ticket, who, text, view_id)
    if new is not None:
        journal.append(uow, ticket.id, who.journal_name, "note.added", message=new)


def removed(uow: UnitOfWork, channel: str, ts: str, thread_ts: str) -> None:
    """Somebody has deleted a message of theirs: the note goes too, and its copies. Safe to call twice."""
    found = place(uow, channel, ts, thread_ts)
    if found.ticket_id is None or found.ours:
        return
    ticket = lead(uow, found.ticket_id)
    standing = rows.at(uow, channel, ts)
    if standing is None:  # told of before the message itself: that one is not kept when it comes
        rows.take(uow, ticket.id, channel, ts, in_thread=True)
        return
    if standing.message_id is None:
        return
    _take_back_copy(uow, ticket, standing.message_id)
    rows.remove(uow, standing)
    journal.append(uow, ticket.id, "system", "note.removed", message=standing.message_id)


def _keep(uow: UnitOfWork, ticket: Ticket, said: Said, who: Actor, author: Actor, *, talk: bool) -> None:
    new = rows.take(uow, ticket.id, said.channel, said.ts, in_thread=talk, edited=said.edited)
    if new is None:
        return
    message_id = conversations.add_message(
        uow,
        ticket_id=ticket.id,
        conversation_id=conversations.of_ticket(uow, ticket.id)[0],
        external_id=f"slack:{said.channel}:{said.ts}",
        author="note",
        author_name=author.person.name,
        person_id=author.person.id,
        body=body(said),
        attachments=said.files,
        public=False,
    )
    if message_id is None:
        return
    rows.is_message(uow, new, message_id)
    journal.append(uow, ticket.id, who.journal_name, "note.added", message=message_id)
    outbox.thread(uow, ticket.id)


def body(said: Said) -> str:
    """What a note of it says: its text, else the names of its files."""
    return said.text.strip() or ", ".join(_names(said.files))


def _names(files: Iterable[Mapping[str, Any]]) -> list[str]:
    return [str(one.get("name") or "") for one in files]


def _edit(uow: UnitOfWork, ticket: Ticket, standing: rows.SlackNote, said: Said) -> None:
    if standing.message_id is None or said.edited <= standing.edited or ticket.text_gone:
        return
    rows.rewrite(uow, standing, body(said), said.edited)
    journal.append(uow, ticket.id, "system", "note.changed", message=standing.message_id)
    _take_back_copy(uow, ticket, standing.message_id)
    outbox.thread(uow, ticket.id)


def _take_back_copy(uow: UnitOfWork, ticket: Ticket, message_id: int) -> None:
    """What we have posted of a note says what it does no longer: it is removed from the thread."""
    copy = posts.live(uow, "thread", f"{ticket.id}:message:{message_id}")
    if copy is not None:
        posts.retire(uow, copy.id, "moved")
        outbox.card(uow, ticket, outbox.URGENT)
