"""The thread below a ticket's card: the next line that it lacks, whoever has to hear of it, and where it stands."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.card import CardFacts
from bot.domain.handoff import HandoffLine, Part
from bot.domain.message import Message
from bot.domain.ticket import Ticket
from bot.flow import files, handoff_lines, outbox
from bot.flow.card import facts
from bot.flow.posting import misplaced
from store import conversations, handoffs, journal, notes, people, posts, records, tickets
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPlan:
    """The next line that a card's thread lacks, reserved as `post_id`."""

    post_id: int
    channel: str
    thread_ts: str
    message: Message | None
    facts: CardFacts
    mention: str  # the Slack id of the holder, told of what the customer has written since the thread began
    back: "Back | None"  # a department has answered
    woke: datetime | None  # when its own time woke it; without this and a message the line shows the records
    promised: bool  # the time that it tells of is one that was promised to the customer
    more: bool  # other lines follow
    since: datetime | None  # it was reserved then (real time), so it may stand in the thread already


@dataclass(frozen=True, slots=True)
class Woke:
    """A snoozed ticket's time came, and woke it for whoever had it then."""

    at: datetime
    person_id: int
    promised: bool = False  # it is what the customer was promised that has come


@dataclass(frozen=True, slots=True)
class Back:
    """A department has answered whoever had the ticket then."""

    at: datetime
    person_id: int | None
    line: HandoffLine


def plan_thread(uow: UnitOfWork, ticket_id: int) -> ThreadPlan | None:
    """The next post of a thread, or None when it is up to date, or has not begun (nobody has claimed the ticket)."""
    ticket = tickets.lock(uow, ticket_id)
    if ticket.quiet_in_slack:
        return None
    live = posts.live(uow, "card", str(ticket_id))
    have = posts.of_ticket(uow, ticket_id, "thread")
    place = outbox.card_place(uow, ticket)
    if any(not post.ts and misplaced(post, ticket, place) for post in have):
        outbox.card(uow, ticket, outbox.URGENT)  # it may stand where it must not: the card's job looks for it
    if ticket.assignee_id is None or ticket.sealed or live is None or live.ts is None:
        return None
    done = {post.subject for post in have if post.state == "live" and post.channel == live.channel}
    own = notes.standing_in(uow, ticket_id, live.channel)  # people wrote them here themselves
    lines = [line for line in files.told(uow, conversations.messages(uow, ticket_id)) if line.id not in own]
    wanted: list[tuple[str, Message | Woke | Back | None]] = [
        (f"{ticket_id}:message:{line.id}", line) for line in lines
    ]
    if _has_own_records(uow, ticket_id):
        wanted.insert(1, (f"{ticket_id}:records", None))
    wanted += [*_woke(uow, ticket, live), *_back(uow, ticket, live)]
    todo = [(subject, line) for subject, line in wanted if subject not in done]
    if not todo:
        return None
    subject, line = todo[0]
    standing = posts.live(uow, "thread", subject)
    if standing is not None and standing.channel != live.channel:
        posts.retire(uow, standing.id, "moved")  # it stands in the place that the ticket has left
        standing = None
    post_id = standing.id if standing else posts.begin(
        uow, kind="thread", subject=subject, place=live.place, channel=live.channel, ticket_id=ticket_id,
        thread_ts=live.ts,
    )  # fmt: skip
    if post_id is None:
        return None
    return ThreadPlan(
        post_id=post_id,
        channel=live.channel,
        thread_ts=standing.thread_ts if standing and standing.thread_ts else live.ts,
        message=line if isinstance(line, Message) else None,
        facts=facts(uow, ticket_id),
        mention=_mention(uow, ticket, line, have),
        back=line if isinstance(line, Back) else None,
        woke=line.at if isinstance(line, Woke) else None,
        promised=isinstance(line, Woke) and line.promised,
        more=len(todo) > 1,
        since=standing.since if standing is not None else None,
    )


def _woke(uow: UnitOfWork, ticket: Ticket, live: SlackPost) -> list[tuple[str, Woke]]:
    """What there is to say of this below the card that stands now."""
    return [
        (f"{ticket.id}:woke:{seq}", Woke(entry.at, int(entry.detail["person"]), entry.action == "promise.due"))
        for seq, entry in enumerate(journal.entries(uow, ticket.id), start=1)
        if entry.action in ("ticket.woke", "promise.due") and "person" in entry.detail and entry.at >= live.created_at
    ]


def _back(uow: UnitOfWork, ticket: Ticket, live: SlackPost) -> list[tuple[str, Back]]:
    """What departments have answered below the card that stands now."""
    found = []
    for seq, entry in enumerate(journal.entries(uow, ticket.id), start=1):
        answered = entry.action in ("ticket.handed_back", "handoff.answered") and "handoff" in entry.detail
        if answered and entry.at >= live.created_at:
            asked = handoffs.get(uow, int(entry.detail["handoff"].removeprefix("O-")))
            person = entry.detail.get("person", "")
            if asked is not None:
                told = replace(handoff_lines.line(uow, asked, ticket.id), part=Part(entry.detail["result"]))
                back = Back(entry.at, int(person) if person.isdigit() else None, told)
                found.append((f"{ticket.id}:back:{seq}", back))
    return found


def _mention(uow: UnitOfWork, ticket: Ticket, line: Message | Woke | Back | None, have: list[SlackPost]) -> str:
    """The holder's Slack id, where the line is for them: a customer's new words, or their ticket woke or came back."""
    begun = min((post.created_at for post in have), default=None)
    if isinstance(line, Message):
        tells = line.author == "customer" and begun is not None and line.at > begun
    else:
        tells = line is not None and line.person_id == ticket.assignee_id
    holder = people.by_id(uow, ticket.assignee_id)
    return holder.slack_id if holder and tells else ""


def _has_own_records(uow: UnitOfWork, ticket_id: int) -> bool:
    return any(found.state == "own" for found in records.linked(uow, ticket_id))


def thread_again(uow: UnitOfWork, ticket_id: int) -> None:
    """Another line of the thread is due."""
    tickets.lock(uow, ticket_id)
    outbox.thread(uow, ticket_id)
