"""Files that came along with a message: how each comes to be seen, and **Get file**, which brings one to whoever asks.

Nothing of a file is kept here. What was handed over stands in the person's direct messages with Deskhand, under their
own eyes alone, and goes when all text of its ticket leaves Slack (bot/flow/retention.py).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.file import LARGEST, NotFetched
from bot.domain.message import Attachment, Message
from bot.domain.outbox import Kind
from bot.domain.people import Actor
from bot.domain.roles import Action, require
from bot.domain.ticket import Ticket
from bot.flow import outbox, reading
from bot.flow.actors import actor
from store import backlog, conversations, findings, journal, people, posts, tickets
from store.unit_of_work import UnitOfWork

#: Who presses twice gets one file: the second press counts as the first one for so long after it (real time).
TWICE: Final = timedelta(seconds=30)
_OURS: Final = ("file.asked", "file.given", "file.not_given")


def told(uow: UnitOfWork, lines: tuple[Message, ...]) -> tuple[Message, ...]:
    """Messages whose files say how somebody comes to see them."""
    if not any(line.attachments for line in lines):
        return lines
    homes = {found: tickets.get(uow, found) for found in {line.ticket_id for line in lines if line.attachments}}
    return tuple(
        replace(line, attachments=tuple(_told(uow, homes[line.ticket_id], line, one) for one in line.attachments))
        if line.attachments
        else line
        for line in lines
    )


def _told(uow: UnitOfWork, ticket: Ticket, line: Message, one: Attachment) -> Attachment:
    source = uow.desk.source(ticket.source)
    if line.author == "note" or source.in_slack:
        return one  # it was sent in Slack, and stands there
    if not ticket.quiet_in_slack and source.fetches(one.url):
        return replace(one, way="fetch")
    return replace(one, way="helpdesk", page=ticket.url)


def ask(uow: UnitOfWork, ticket_id: int, message_id: int, number: int, by: str) -> Attachment:
    """Somebody who may read the ticket asks for a file of one of its messages, by its number from 1 on. On record.

    Of a sealed ticket, or of one that was merged into a sealed one, this is for those who may open it. Asked for twice
    in a moment, or while it is on its way, it comes once. Raises a role's refusal, `NO_SUCH_FILE` or `FILE_TOO_LARGE`.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    _check(uow, ticket, who)
    wanted = _wanted(uow, ticket, message_id, number)
    if wanted is None or wanted.way != "fetch":
        raise Refused(RefusalCode.NO_SUCH_FILE)
    if wanted.size > LARGEST:
        raise Refused(RefusalCode.FILE_TOO_LARGE, limit=f"{LARGEST // 1_000_000}")
    subject = f"{ticket_id}:{message_id}:{number}:{who.person.id}"
    if not _on_its_way(uow, ticket_id, message_id, number, who.journal_name, subject):
        asked_at = uow.now.isoformat(timespec="seconds")
        journal.append(
            uow, ticket_id, who.journal_name, "file.asked", message=message_id, file=number, asked_at=asked_at
        )
        outbox.file(uow, subject, ticket_id)
    return wanted


def _check(uow: UnitOfWork, ticket: Ticket, who: Actor) -> None:
    seen = set()
    asked: Ticket | None = ticket
    while asked is not None and asked.id not in seen:
        require(Action.OPEN_SEALED if asked.sealed else Action.READ, who, asked)
        seen.add(asked.id)
        into = findings.of(uow, asked.id).merged_into
        asked = tickets.get(uow, into) if into is not None else None


def _wanted(uow: UnitOfWork, ticket: Ticket, message_id: int, number: int) -> Attachment | None:
    lines = (line for line in conversations.messages(uow, ticket.id) if line.ticket_id == ticket.id)
    line = next((line for line in lines if line.id == message_id), None)
    if line is None or not 1 <= number <= len(line.attachments):
        return None
    return _told(uow, ticket, line, line.attachments[number - 1])


def _last(uow: UnitOfWork, ticket_id: int, message_id: int, number: int, name: str) -> list[journal.Entry]:
    """What became of one person's wish for one file, the newest last."""
    key = {"message": str(message_id), "file": str(number)}
    return [
        entry
        for entry in journal.entries(uow, ticket_id)
        if entry.action in _OURS
        and name == (entry.detail.get("to") or entry.actor)
        and key.items() <= entry.detail.items()
    ]


def _on_its_way(uow: UnitOfWork, ticket_id: int, message_id: int, number: int, name: str, subject: str) -> bool:
    entries = _last(uow, ticket_id, message_id, number, name)
    if not entries or entries[-1].action == "file.not_given":
        return False
    if entries[-1].action == "file.asked":
        return backlog.unfinished(uow, Kind.FILE, subject)
    asked = next((one.detail["asked_at"] for one in reversed(entries) if one.action == "file.asked"), "")
    return bool(asked) and uow.now - datetime.fromisoformat(asked) < TWICE


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """A file that is to be fetched and handed to one person, as a worker needs it."""

    ticket: Ticket
    message_id: int
    number: int
    person_id: int
    slack_id: str
    language: str  # of whoever asked
    file: Attachment
    earlier: str  # Slack's id of a copy that was, or may have been, handed over before: it goes first


def plan(uow: UnitOfWork, subject: str) -> FilePlan | None:
    """What is to be fetched; None when that was done, or may not be any more, which its asker is then told."""
    ticket_id, message_id, number, person_id = map(int, subject.split(":"))
    ticket = tickets.lock(uow, ticket_id)
    name = f"person:{person_id}"
    entries = _last(uow, ticket_id, message_id, number, name)
    if not entries or entries[-1].action != "file.asked":
        return None
    person, file = people.by_id(uow, person_id), _wanted(uow, ticket, message_id, number)
    why = NotFetched.GONE if file is None or file.way != "fetch" else None
    try:
        _check(uow, ticket, actor(uow, person.slack_id if person else ""))
    except Refused as refused:
        if refused.code is not RefusalCode.MEMBERSHIP_UNKNOWN:  # it was known when they asked
            why = NotFetched.NOT_ALLOWED
    if person is None or file is None or why is not None:
        _not_given(uow, ticket, message_id, number, person_id, why or NotFetched.GONE)
        return None
    earlier = posts.live(uow, "file", subject)
    return FilePlan(
        ticket=ticket,
        message_id=message_id,
        number=number,
        person_id=person_id,
        slack_id=person.slack_id,
        language=reading.language(uow, person.slack_id),
        file=file,
        earlier=(earlier.ts or "") if earlier else "",
    )


def uploading(uow: UnitOfWork, subject: str, plan: FilePlan, channel: str, file_id: str) -> None:
    """Slack has given the copy an id: from now on it is found, and taken away before another one is handed over."""
    tickets.lock(uow, plan.ticket.id)
    standing = posts.live(uow, "file", subject)
    post_id = standing.id if standing else posts.begin(
        uow, kind="file", subject=subject, place=plan.slack_id, channel=channel, ticket_id=plan.ticket.id
    )  # fmt: skip
    if post_id is not None:
        posts.landed(uow, post_id, channel, file_id)


def given(uow: UnitOfWork, subject: str, plan: FilePlan, found: str, size: int) -> None:
    """The file is with whoever asked. On record: what it is, and how large."""
    ticket = tickets.lock(uow, plan.ticket.id)
    journal.append(
        uow, ticket.id, "system", "file.given", message=plan.message_id, file=plan.number,
        to=f"person:{plan.person_id}", type=found, bytes=size,
    )  # fmt: skip
    standing = posts.live(uow, "file", subject)
    if standing is not None and ticket.quiet_in_slack:  # its text has left Slack meanwhile
        outbox.fade(uow, standing)


def not_given(uow: UnitOfWork, plan: FilePlan, why: NotFetched) -> None:
    """The file did not come: its asker is told why. Safe to call twice; the first counts."""
    ticket = tickets.lock(uow, plan.ticket.id)
    entries = _last(uow, ticket.id, plan.message_id, plan.number, f"person:{plan.person_id}")
    if entries and entries[-1].action == "file.asked":
        _not_given(uow, ticket, plan.message_id, plan.number, plan.person_id, why)


def _not_given(uow: UnitOfWork, ticket: Ticket, message_id: int, number: int, person_id: int, why: NotFetched) -> None:
    journal.append(
        uow, ticket.id, "system", "file.not_given", message=message_id, file=number, to=f"person:{person_id}",
        why=why.value,
    )  # fmt: skip
    person = people.by_id(uow, person_id)
    facts = {"why": why.value, "message": str(message_id), "file": str(number)}
    outbox.notice(uow, "file_not_given", person.slack_id if person else "", ticket.id, **facts)
