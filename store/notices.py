"""Direct messages that are to be sent."""

from dataclasses import dataclass
from typing import Any

from store import people
from store.tables import NoticeRow
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Notice:
    id: int
    kind: str
    to: str
    ticket_id: int | None
    facts: dict[str, Any]


def add(uow: UnitOfWork, kind: str, to: str, ticket_id: int | None, facts: dict[str, Any]) -> int:
    """Store a direct message that is to be sent; its id. `to` is a Slack id, or a name from the desk file."""
    person_id = people.find(uow, "slack", people.slack_id_of(uow, to) or to)
    return uow.append(
        NoticeRow,
        desk_id=uow.desk_id,
        kind=kind,
        to=to,
        person_id=person_id,
        ticket_id=ticket_id,
        facts=facts,
        created_at=uow.at,
    )


def get(uow: UnitOfWork, notice_id: int) -> Notice | None:
    row = uow.session.get(NoticeRow, notice_id)
    return Notice(notice_id, row.kind, row.to, row.ticket_id, dict(row.facts)) if row else None
