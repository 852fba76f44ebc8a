"""A department's card and what its buttons open, and what **Hand off…** offers."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.card import CardFacts
from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import Answer, Handoff, HandoffFacts, Order, check, number_of, shown
from bot.domain.hours import add_business
from bot.domain.roles import Action, require
from bot.domain.spreadsheet import cell
from bot.flow import card, outbox
from bot.flow.actors import actor
from bot.flow.handoff import channel_of, check_ask, closed, department_of, title_of
from bot.flow.handoff_answers import check_department
from store import handoffs, people, posts, records
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffPlan:
    """What to do in Slack for one handoff. `live` is edited; without one the card is posted as `new_post`.

    `left_behind` are cards that the handoff has left, and that must say so.
    """

    shown: HandoffFacts
    channel: str
    live: SlackPost | None
    new_post: int | None
    since: datetime | None  # the post was reserved then (real time), so it may stand in the channel already
    left_behind: tuple[SlackPost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What **Hand off…** shows: each department by name and title, with its open requests that may be added to.

    Where a rule proposes one, that is the first of them, with what it is asked for and by when; both may be changed.
    """

    facts: CardFacts
    departments: tuple[tuple[str, str, tuple[Handoff, ...]], ...]
    proposed: bool = False
    needs: str = ""
    by: datetime | None = None


def plan(uow: UnitOfWork, handoff_id: int, bucket: str) -> HandoffPlan | None:
    """Decide what a handoff's card needs, and reserve its post. Safe to call again after a crash at any point.

    None: there is no such handoff, or it has to be posted and `bucket` is for edits, so it was asked for anew.
    """
    found = handoffs.lock(uow, handoff_id)
    if found is None:
        return None
    subject, place = str(handoff_id), channel_of(uow, found)
    live = posts.live(uow, "handoff", subject)
    stands = live is not None and live.ts is not None
    if not stands and bucket == "chat.update":
        if place:
            outbox.handoff(uow, handoff_id, place)
        return None
    place = live.place if live is not None else place
    channel = live.channel if stands and live is not None else people.slack_id_of(uow, place)
    new_post = live.id if live is not None and not stands else None
    if live is None:
        new_post = posts.begin(uow, kind="handoff", subject=subject, place=place, channel=channel)
    moved = [post for post in posts.of_kind(uow, "handoff", "moved") if post.subject == subject]
    return HandoffPlan(
        shown=facts(uow, found),
        channel=channel,
        live=live if stands else None,
        new_post=new_post,
        since=live.since if live is not None and not stands else None,
        left_behind=tuple(post for post in moved if post.ts and post.shown != "moved"),
    )


def gone(uow: UnitOfWork, handoff_id: int, post_id: int) -> None:
    """Somebody deleted a department's card: it is posted again."""
    posts.retire(uow, post_id, "gone")
    found = handoffs.get(uow, handoff_id)
    if found is not None and (place := channel_of(uow, found)):
        outbox.handoff(uow, handoff_id, place)


def facts(uow: UnitOfWork, handoff: Handoff) -> HandoffFacts:
    """What the department may see, from current rows."""
    found = uow.desk.department(handoff.department)
    asked = people.by_id(uow, handoff.asked_by)
    return HandoffFacts(
        handoff=handoff,
        title=title_of(uow, handoff.department),
        channel=channel_of(uow, handoff),
        tag=people.slack_id_of(uow, found.tag) if found and found.tag and handoff.tagged else "",
        asked_by=asked.name if asked else "",
        language=uow.desk.file.language,
        orders=orders(uow, handoff),
        at=uow.at,
    )


def orders(uow: UnitOfWork, handoff: Handoff) -> tuple[Order, ...]:
    """Each ticket with the records that it names, of each no more than the department's fields."""
    found = uow.desk.department(handoff.department)
    fields = found.fields if found else ()
    lines: list[Order] = []
    for item in handoff.items:
        seen = [(record, shown(record, fields)) for record in records.linked(uow, item.ticket_id)]
        named = [
            Order(
                ticket_id=item.ticket_id, part=item.part, record=record.source, key=record.key, fields=values,
                answer=item.answer,
            )
            for record, values in seen
            if values
        ]  # fmt: skip
        nothing = Order(ticket_id=item.ticket_id, part=item.part, record="", key="", fields={}, answer=item.answer)
        lines += named or [nothing]
    return tuple(lines)


def offer(uow: UnitOfWork, ticket_id: int, by: str) -> Offer:
    """What **Hand off…** shows. Raises what `bot.flow.handoff.ask` would for this ticket."""
    about = card.opened(uow, ticket_id, by, to=Action.HAND_OFF)
    check_ask(uow, about.ticket)
    advice = about.advice if about.advice is not None and about.advice.department else None
    first = advice.department if advice else ""
    return Offer(
        facts=about,
        proposed=advice is not None,
        needs=advice.needs if advice else "",
        by=_by(uow, advice.department, advice.within) if advice and advice.within else None,
        departments=tuple(
            (
                one.name,
                one.title,
                tuple(asked for asked in handoffs.of_department(uow, one.name) if ticket_id not in asked.waiting),
            )
            for one in sorted(uow.desk.file.departments, key=lambda one: one.name != first)
        ),
    )


def _by(uow: UnitOfWork, department: str, within: timedelta) -> datetime:
    """When so much of a department's open hours has passed."""
    found = department_of(uow, department)
    return add_business(found.hours, uow.at, within, closed(uow, found))


def queue(uow: UnitOfWork, department: str, by: str) -> tuple[HandoffFacts, ...]:
    """`/queue logistics`: a department's open requests, the earliest promise first, for its people and for support.

    Raises `Refused`: NO_DEPARTMENT or a role's refusal.
    """
    found = department_of(uow, department)
    require(Action.DEPARTMENT_STATUS, actor(uow, by), None, department=found.name, who_may=found.title)
    return tuple(facts(uow, one) for one in handoffs.of_department(uow, found.name))


def opened(uow: UnitOfWork, handoff_id: int, by: str, answer: Answer | None = None) -> HandoffFacts:
    """A handoff for one of its department's people, who want to `answer` it so.

    Raises `Refused`: NO_SUCH_HANDOFF, HANDOFF_OVER or a role's refusal.
    """
    found = handoffs.get(uow, handoff_id)
    if found is None:
        raise Refused(RefusalCode.NO_SUCH_HANDOFF, number=number_of(handoff_id))
    check_department(uow, found.department, by)
    if answer is not None:
        check(found.stage, answer)
    return facts(uow, found)


def as_csv(found: HandoffFacts) -> str:
    """The orders as a table, each ticket's fields in its own columns. No cell is read as a formula."""
    names = list(dict.fromkeys(name for order in found.orders for name in order.fields))
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(["ticket", "record", *names])
    for order in found.orders:
        values = [order.fields.get(name, "") for name in names]
        table.writerow([f"T-{order.ticket_id}", *map(cell, [order.key, *values])])
    return written.getvalue()
