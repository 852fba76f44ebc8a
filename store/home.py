"""What one person has before them, and what the people of some queues have."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, bindparam, case, func
from sqlmodel import col, select

from bot.domain.draft import QUESTIONS
from bot.domain.ticket import Ticket
from store import spans, tickets
from store.tables import DraftRow, IdentityRow, PersonRow, SpanRow, TicketRow
from store.unit_of_work import UnitOfWork

_OVERDUE: Final = func.coalesce(func.sum(case((col(TicketRow.due_at) <= bindparam("now"), 1), else_=0)), 0)


@dataclass(frozen=True, slots=True)
class Mine:
    ticket: Ticket
    since: datetime


@dataclass(frozen=True, slots=True)
class Load:
    open: int
    overdue: int


def mine(uow: UnitOfWork, person_id: int, limit: int) -> tuple[list[Mine], Load]:
    """A person's open tickets, and how many there are whether they are shown or not: first what is owed, by its time,
    then by how long it waits; then what waits for the customer, then what sleeps."""
    since = spans.since(SpanRow)
    theirs = (
        col(TicketRow.desk_id) == uow.desk_id,
        col(TicketRow.assignee_id) == person_id,
        col(TicketRow.state).in_(tickets.OPEN),
    )
    later = case((col(TicketRow.state) == "snoozed", 2), (col(TicketRow.state) == "waiting_customer", 1), else_=0)
    wanted = (
        select(TicketRow, since)
        .join(SpanRow, and_(col(SpanRow.ticket_id) == col(TicketRow.id), col(SpanRow.to_at).is_(None)))
        .where(*theirs)
        .order_by(later, col(TicketRow.due_at).is_(None), col(TicketRow.due_at), since, col(TicketRow.id))
        .limit(limit)
    )
    found = [Mine(tickets.value(row), began) for row, began in uow.session.exec(wanted)]
    all_of_them = select(func.count(), _OVERDUE).select_from(TicketRow).where(*theirs)
    return found, Load(*uow.run(all_of_them, now=uow.at).one())


def fates(uow: UnitOfWork, person_id: int, lasts: timedelta) -> dict[str, int]:
    """What became of the suggestions that a person has decided on lately: counts of sent, edited and rejected. What the
    team itself asks of a customer is none."""
    rows = uow.execute(
        select(DraftRow.state, func.count())
        .where(
            col(DraftRow.decided_by) == person_id,
            col(DraftRow.engine) != QUESTIONS,
            col(DraftRow.decided_at) > uow.at - lasts,
            col(DraftRow.state).in_(("sent", "edited", "rejected")),
        )
        .group_by(col(DraftRow.state))
    )
    return {row[0]: row[1] for row in rows}


def loads(uow: UnitOfWork, queues: Collection[str]) -> dict[int, Load]:
    """By person: how many open tickets they have in these queues, asleep ones too, and how many are overdue."""
    rows = uow.run(
        select(TicketRow.assignee_id, func.count(), _OVERDUE)
        .where(
            TicketRow.desk_id == uow.desk_id,
            col(TicketRow.queue).in_(sorted(queues)),
            col(TicketRow.state).in_(tickets.OPEN),
            col(TicketRow.assignee_id).is_not(None),
        )
        .group_by(col(TicketRow.assignee_id)),
        now=uow.at,
    )
    return {row[0]: Load(row[1], row[2]) for row in rows}


def staff(uow: UnitOfWork, slack_ids: Collection[str]) -> set[int]:
    """The members of the team among these Slack ids, by our own ids; guests and customers are left out."""
    rows = uow.execute(
        select(PersonRow.id)
        .join(IdentityRow, col(IdentityRow.person_id) == col(PersonRow.id))
        .where(
            IdentityRow.desk_id == uow.desk_id,
            IdentityRow.kind == "slack",
            col(IdentityRow.external_id).in_(sorted(slack_ids)),
            PersonRow.kind == "staff",
            col(PersonRow.restricted).is_(False),
        )
    )
    return {row[0] for row in rows}
