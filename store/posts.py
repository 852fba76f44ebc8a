"""What Deskhand has in Slack."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Executable, Row, String, bindparam, cast, exists, func, text, update
from sqlmodel import col, select

from store.tables import OutboxRow, SlackPostRow
from store.unit_of_work import UnitOfWork, columns, insert_for

_SINCE: Final = "since "
_POST = select(*columns(SlackPostRow))
_LIVE = _POST.where(
    col(SlackPostRow.desk_id) == bindparam("desk_id"),
    col(SlackPostRow.kind) == bindparam("kind"),
    col(SlackPostRow.subject) == bindparam("subject"),
    text("state IN ('posting','live')"),  # as parameters a prepared statement would not match the index
)
_BY_ID = _POST.where(col(SlackPostRow.id) == bindparam("post_id"))
_OF_TICKET = _POST.where(
    col(SlackPostRow.ticket_id) == bindparam("ticket_id"),
    col(SlackPostRow.kind).in_(bindparam("kinds", expanding=True)),
    col(SlackPostRow.state) != "gone",
).order_by(col(SlackPostRow.id))
_MINE = update(SlackPostRow).where(col(SlackPostRow.id) == bindparam("post_id"))
_WANTED = _MINE.where(text("state IN ('posting','live')"))  # a parameter would bear the name of a column
_AT = _POST.where(
    col(SlackPostRow.desk_id) == bindparam("desk_id"),
    col(SlackPostRow.channel) == bindparam("channel"),
    col(SlackPostRow.ts) == bindparam("ts"),
)


@dataclass(frozen=True, slots=True)
class SlackPost:
    id: int
    ticket_id: int | None
    kind: str
    subject: str
    place: str
    channel: str
    ts: str | None
    thread_ts: str | None
    state: str
    shown: str
    created_at: datetime
    since: datetime | None  # real time: it may stand in Slack from then on; None once that is known


def begin(
    uow: UnitOfWork,
    *,
    kind: str,
    subject: str,
    place: str,
    channel: str,
    ticket_id: int | None = None,
    thread_ts: str | None = None,
) -> int | None:
    """Reserve the one live post of `subject` before it is posted: its id, or None when there is one already.

    Since when, by real time, it may stand in Slack is kept where later stands what it shows.
    """
    values = {
        "desk_id": uow.desk_id,
        "ticket_id": ticket_id,
        "kind": kind,
        "subject": subject,
        "place": place,
        "channel": channel,
        "thread_ts": thread_ts,
        "state": "posting",
        "shown": f"{_SINCE}{uow.now.isoformat()}",
        "retention": "slack_text",
        "created_at": uow.at,
    }
    found: int | None = uow.run(_reserved(uow.dialect.name), **values).scalar()
    return found


@cache
def _reserved(dialect: str) -> Executable:
    return (
        insert_for(SlackPostRow, dialect)
        .on_conflict_do_nothing(
            index_elements=["desk_id", "kind", "subject"],
            index_where=text("state IN ('posting','live')"),  # as parameters a prepared statement would not match it
        )
        .returning(columns(SlackPostRow).id)
    )


def landed(uow: UnitOfWork, post_id: int, channel: str, ts: str, shown: str = "") -> None:
    """Slack has it: from now on it is edited, never posted again.

    One that was given up while it was being posted is `moved`, and so will be tidied away.
    """
    stands = {"channel": channel, "ts": ts, "state": "live", "shown": shown}
    if uow.run(_WANTED, post_id=post_id, **stands).rowcount == 0:  # type: ignore[attr-defined]
        uow.run(_MINE, post_id=post_id, **stands | {"state": "moved", "shown": ""})


def stands(
    uow: UnitOfWork, *, kind: str, subject: str, place: str, channel: str, ts: str, ticket_id: int | None = None
) -> None:
    """Record a message that stands in Slack already. Safe to call twice for the same subject."""
    new = begin(uow, kind=kind, subject=subject, place=place, channel=channel, ticket_id=ticket_id)
    if new is not None:
        landed(uow, new, channel, ts)


def get(uow: UnitOfWork, post_id: int) -> SlackPost | None:
    row = uow.run(_BY_ID, post_id=post_id).first()
    return _value(row) if row else None


def shown(uow: UnitOfWork, post_id: int, digest: str) -> None:
    uow.run(_MINE, post_id=post_id, shown=digest)


def retire(uow: UnitOfWork, post_id: int, state: str) -> None:
    """`moved`: it shows that its ticket goes on elsewhere. `gone`: it is no longer in Slack."""
    uow.run(_MINE, post_id=post_id, state=state)


def live(uow: UnitOfWork, kind: str, subject: str) -> SlackPost | None:
    """The live post of a subject, also one that is just being posted (`ts` is None then)."""
    row = uow.run(_LIVE, desk_id=uow.desk_id, kind=kind, subject=subject).first()
    return _value(row) if row else None


def of_ticket(uow: UnitOfWork, ticket_id: int, *kinds: str) -> list[SlackPost]:
    """All posts of these kinds that a ticket has in Slack, oldest first; those that are gone are left out."""
    return [_value(row) for row in uow.run(_OF_TICKET, ticket_id=ticket_id, kinds=kinds)]


def about_no_ticket(uow: UnitOfWork, kind: str, asked: str, before: datetime, limit: int) -> list[SlackPost]:
    """Posts of a kind from before then (the desk's clock) that belong to no ticket and still stand in Slack.

    Those for which work of the kind `asked` is not done are left out.
    """
    under_way = exists().where(
        col(OutboxRow.desk_id) == col(SlackPostRow.desk_id),
        col(OutboxRow.kind) == asked,
        col(OutboxRow.subject) == cast(col(SlackPostRow.id), String),
        text("outbox.state <> 'done'"),
    )
    wanted = _POST.where(
        col(SlackPostRow.ticket_id).is_(None),
        col(SlackPostRow.desk_id) + 0 == uow.desk_id,  # with the sum SQLite takes the ticket's index, not the desk's
        col(SlackPostRow.kind) == kind,
        col(SlackPostRow.state) != "gone",
        col(SlackPostRow.created_at) < before,
        ~under_way,
    )
    return [_value(row) for row in uow.execute(wanted.order_by(col(SlackPostRow.id)).limit(limit))]


def of_kind(uow: UnitOfWork, kind: str, *states: str) -> list[SlackPost]:
    """All posts of a kind in one of these states, by what they show."""
    wanted = _POST.where(
        col(SlackPostRow.desk_id) == uow.desk_id, col(SlackPostRow.kind) == kind, col(SlackPostRow.state).in_(states)
    )
    return [_value(row) for row in uow.execute(wanted.order_by(col(SlackPostRow.subject), col(SlackPostRow.id)))]


def standing(uow: UnitOfWork, kind: str) -> list[SlackPost]:
    """The live posts of a kind, also those that are just being posted, by what they show."""
    wanted = _POST.where(
        col(SlackPostRow.desk_id) == uow.desk_id,
        col(SlackPostRow.kind) == kind,
        text("state IN ('posting','live')"),  # as parameters a prepared statement would not match the index
    )
    return [_value(row) for row in uow.execute(wanted.order_by(col(SlackPostRow.subject)))]


def at(uow: UnitOfWork, channel: str, ts: str) -> SlackPost | None:
    """The post at a place in Slack, if it is ours."""
    row = uow.run(_AT, desk_id=uow.desk_id, channel=channel, ts=ts).first()
    return _value(row) if row else None


def posted_between(uow: UnitOfWork, channel: str, after: datetime, until: datetime) -> int:
    """How many messages of ours in a channel itself have come to stand there, by Slack's own time, which is real."""
    ours = select(func.count()).where(
        col(SlackPostRow.desk_id) == uow.desk_id,
        col(SlackPostRow.channel) == channel,
        col(SlackPostRow.ts) > f"{after.timestamp():.6f}",
        col(SlackPostRow.ts) <= f"{until.timestamp():.6f}",
        col(SlackPostRow.thread_ts).is_(None),
    )
    found: int = uow.execute(ours).scalar_one()
    return found


def _value(row: Row[Any]) -> SlackPost:
    return SlackPost(
        id=row.id,
        ticket_id=row.ticket_id,
        kind=row.kind,
        subject=row.subject,
        place=row.place,
        channel=row.channel,
        ts=row.ts,
        thread_ts=row.thread_ts,
        state=row.state,
        shown=row.shown,
        created_at=row.created_at,
        since=_since(row),
    )


def _since(row: Row[Any]) -> datetime | None:
    if row.ts:
        return None
    told = row.shown.removeprefix(_SINCE)
    # Reserved by an older Deskhand: the desk's clock, which outside of a demo is the real one.
    return datetime.fromisoformat(told) if told != row.shown else row.created_at
