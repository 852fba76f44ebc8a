"""What a helpdesk is kept up to date of besides replies (a note, status, assignee, tags), and what is on record of it.

All of it stands in the ticket's journal: what was begun, and what is known to stand there. What is to be written
follows from that and from the ticket as it is, so that a change which comes back, or one that was made there, starts no
game of ping-pong.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

from bot.domain.ticket import State, Ticket

Aspect = Literal["note", "status", "assignee", "tags"]
Status = Literal["open", "solved", "waiting_customer", "waiting"]
ASPECTS: Final[tuple[Aspect, ...]] = ("note", "status", "assignee", "tags")

#: For so long our own change is expected to come back.
ECHO: Final = timedelta(minutes=10)
#: Before every tag of ours; no other tag is touched.
PREFIX: Final = "deskhand-"
#: What a ticket's state is called there. A new ticket, and one that has ended, is left as it is.
_STATUSES: Final[Mapping[State, Status]] = {
    State.OPEN: "open",
    State.WAITING_APPROVAL: "open",
    State.WAITING_CUSTOMER: "waiting_customer",
    State.WAITING_DEPARTMENT: "waiting",
    State.WAITING_SUPPLIER: "waiting",
    State.SNOOZED: "waiting",
    State.RESOLVED: "solved",
}
SOLVED: Final = frozenset({"solved", "resolved", "closed", "done"})
REOPENED: Final = frozenset({"open", "reopened", "re-opened"})


class Entry(Protocol):
    """An entry of the journal."""

    @property
    def at(self) -> datetime: ...
    @property
    def action(self) -> str: ...
    @property
    def detail(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingNote:
    """A private note for the team that works there. `mark` stands in `body`, and is looked for after a doubt."""

    source: str
    conversation: str
    body: str = field(repr=False)
    mark: str

    def is_in(self, body: str) -> bool:
        """Whether a text is this note, by its mark."""
        return re.search(rf"{re.escape(self.mark)}(?!\d)", body) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to stand there. None: it is left as it is. `look`: what stands there is to be told."""

    source: str
    conversation: str
    look: bool = False
    status: Status | None = None
    person_id: int | None = None  # to whom it is to be assigned, by `email`
    email: str | None = None  # "": to nobody, if it is still assigned to `released`
    released: str = ""
    tags: tuple[str, ...] | None = None  # all of ours

    @property
    def nothing(self) -> bool:
        return not self.look and self.status is None and self.email is None and self.tags is None


@dataclass(frozen=True, slots=True)
class There:
    """How a ticket stands in its helpdesk: `status` as in `Status`, or its own word; `assignee` by its own id."""

    status: str = ""
    assignee: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of it: which aspects stand there now, and for the others whether they are tried again.

    `missing`: nobody there has the address of whom it was to be assigned to. `status` is what stood there before, where
    that was looked at.
    """

    done: frozenset[Aspect] = frozenset()
    missing: bool = False
    status: str = ""
    refused: str = ""  # why something will not be accepted as it is
    later: str = ""  # why something has to be tried again
    pause: float = 0.0  # seconds until then, where that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is on record of a ticket's helpdesk."""

    note_begun: str = ""  # real time, ISO 8601
    note_done: bool = False
    note_id: str = ""
    note_seen: bool = False  # it has come back
    handled: str = ""  # the status that followed from the ticket when there was last something to say about it
    said: str = ""  # the last status that either side has set
    pending: str = ""  # a status of ours that is not known to stand there
    awaited: tuple[tuple[str, datetime], ...] = ()  # statuses of ours that have not come back
    doubt: str = ""  # one that was taken for ours come back, or for out of date, after which nothing was said
    assignee: str = ""  # the person whose claim was last dealt with
    assigned: bool = False  # and who was found there
    tags: str = ""


def standing(entries: Iterable[Entry]) -> Standing:
    """What a ticket's journal, oldest first, says of its helpdesk. An entry says *begun* before anything leaves, and
    *done* when it is known to stand there."""
    found = Standing()
    for entry in entries:
        match entry.action, entry.detail.get("what", ""):
            case "upkeep.begun", "note":
                found = replace(found, note_begun=entry.detail.get("begun", ""))
            case "upkeep.done", "note":
                found = replace(found, note_done=True, note_id=entry.detail.get("id", found.note_id))
            case "upkeep.seen", "note":
                found = replace(found, note_seen=True)
            case "upkeep.begun", "status":
                status = entry.detail["status"]
                awaited = (*found.awaited, (meaning(status), entry.at))
                found = replace(found, handled=status, said=status, pending=status, awaited=awaited, doubt="")
            case "upkeep.done", "status":
                found = _done(found, entry.detail)
            case "upkeep.done", "assignee":
                found = replace(found, assignee=entry.detail.get("person", ""), assigned="person" in entry.detail)
            case "upkeep.missing", _:
                found = replace(found, assignee=entry.detail.get("person", ""), assigned=False)
            case "upkeep.done", "tags":
                found = replace(found, tags=entry.detail.get("tags", ""))
            case "ticket.updated_outside", _ if (
                entry.detail.keys() & {"own", "here", "late"} and "status" in entry.detail
            ):
                found = _told(found, entry)
    return found


def _done(found: Standing, detail: Mapping[str, str]) -> Standing:
    status = detail["status"]
    found = replace(found, pending="" if status == found.pending else found.pending)
    return replace(found, handled=status, doubt="") if detail.get("agreed") else found


def _told(found: Standing, entry: Entry) -> Standing:
    """A status was told from there: ours come back, one that was set there, or one that something newer is known of."""
    status = entry.detail["status"]
    if entry.detail.get("late"):
        return replace(found, doubt=status)
    if entry.detail.get("own"):
        place = next((at for at, one in enumerate(found.awaited) if one[0] == meaning(status)), None)
        awaited = found.awaited if place is None else found.awaited[:place] + found.awaited[place + 1 :]
        came = meaning(found.pending) == meaning(status)
        return replace(found, awaited=awaited, pending="" if came else found.pending, doubt=status)
    return replace(found, handled=entry.detail["here"], said=status, pending="", doubt="")


def meaning(status: str) -> str:
    """What a status comes to, whoever names it: solved, open, or anything between."""
    return "solved" if status in SOLVED else "open" if status in REOPENED else "waiting" if status else ""


def comes_back(found: Standing, status: str, now: datetime) -> bool:
    """Whether a status that was told is our own change, which is then told once."""
    return any(one == meaning(status) and now - at <= ECHO for one, at in found.awaited)


def status_of(ticket: Ticket) -> Status | None:
    """What a ticket is called there; None: nothing is said of it."""
    return _STATUSES.get(ticket.state)


def status_wanted(ticket: Ticket, found: Standing) -> Status | None:
    """The status to write. One that was set there stands until the ticket changes here; and that a ticket is open is
    said only to take something back."""
    wanted = status_of(ticket)
    if wanted is None or agreed(ticket, found):
        return None
    if wanted == found.handled:
        return wanted if found.pending else None
    return None if wanted == "open" and not found.said else wanted


def doubted(ticket: Ticket, found: Standing) -> bool:
    """Whether what was taken for ours come back, or for out of date, differs from what the ticket is: somebody there
    may have meant it."""
    return bool(found.doubt) and meaning(found.doubt) != meaning(status_of(ticket) or found.doubt)


def agreed(ticket: Ticket, found: Standing) -> bool:
    """Whether a ticket has changed to what was set there before: that is noted, and nothing is written."""
    wanted = status_of(ticket)
    same = wanted in ("open", "solved") and meaning(wanted) == meaning(found.said)
    return same and wanted != found.handled


def tags_of(ticket: Ticket) -> tuple[str, ...]:
    """All tags of ours: type, urgency, and that it was escalated. Of a sensitive ticket none: even its type tells."""
    if ticket.sealed:
        return ()
    found = [ticket.type or "", ticket.priority if ticket.priority in ("high", "urgent") else ""]
    found.append("escalated" if ticket.escalated_to else "")
    return tuple(sorted(PREFIX + re.sub(r"[^a-z0-9_-]+", "-", name.lower()) for name in found if name))


def mark_of(ticket: Ticket) -> str:
    """By this a note of ours is known; in the same words in every language."""
    return f"Deskhand {ticket.number}"


def plain(text: str, most: int = 300) -> str:
    """A text on one line that acts nowhere: no control characters, and nothing that a helpdesk's templates fill in."""
    shown = " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())
    shown = re.sub(r"\{(?=[{%#])", "{ ", shown)
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"
