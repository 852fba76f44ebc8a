"""Messages in Slack that may become tickets, and how far their channels were read."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, update
from sqlmodel import col, select

from bot.domain.request import Request, Stage
from store.tables import ChannelReadRow, RequestRow, TicketRow
from store.unit_of_work import UnitOfWork, columns

_REQUEST = select(*columns(RequestRow)).where(col(RequestRow.desk_id) == bindparam("desk_id"))
_ONE = _REQUEST.where(col(RequestRow.id) == bindparam("request_id"))
_AT = _REQUEST.where(col(RequestRow.channel) == bindparam("channel"), col(RequestRow.ts) == bindparam("ts"))
_READ = select(col(ChannelReadRow.read_ts)).where(
    col(ChannelReadRow.desk_id) == bindparam("desk_id"), col(ChannelReadRow.channel) == bindparam("channel")
)


def begin(
    uow: UnitOfWork, *, channel: str, ts: str, source: str, stage: Stage, author_id: int | None, wanted_by: int | None
) -> int | None:
    """A message that nobody knew of: its id, or None where it is known already."""
    values = {
        "desk_id": uow.desk_id, "channel": channel, "ts": ts, "source": source, "state": stage.value,
        "author_id": author_id, "wanted_by": wanted_by, "thread_ts": "", "read_ts": "",
        "retention": "ledger", "created_at": uow.at,
    }  # fmt: skip
    return uow.insert_new(RequestRow, values, ("desk_id", "channel", "ts"))


def get(uow: UnitOfWork, request_id: int) -> Request | None:
    row = uow.run(_ONE, desk_id=uow.desk_id, request_id=request_id).first()
    return _value(row) if row else None


def lock(uow: UnitOfWork, request_id: int) -> Request | None:
    """The message, held until the transaction ends."""
    row = uow.run(_ONE.with_for_update(), desk_id=uow.desk_id, request_id=request_id).first()
    return _value(row) if row else None


def at(uow: UnitOfWork, channel: str, ts: str) -> Request | None:
    """The message that stands there, if it is known."""
    row = uow.run(_AT, desk_id=uow.desk_id, channel=channel, ts=ts).first()
    return _value(row) if row else None


def move(uow: UnitOfWork, request: Request, stage: Stage, before: Collection[Stage], **more: Any) -> bool:
    """Let it be in `stage` from now on, if it stood in one of `before`. False when somebody was first."""
    statement = update(RequestRow).where(
        col(RequestRow.id) == request.id, col(RequestRow.state).in_([one.value for one in before])
    )
    changed = uow.execute(statement.values(state=stage.value, **more))
    return int(getattr(changed, "rowcount", 0)) == 1


def thread_read(uow: UnitOfWork, request_id: int, ts: str) -> None:
    """Its thread was read up to there; never back."""
    mine = update(RequestRow).where(col(RequestRow.id) == request_id, col(RequestRow.read_ts) < ts)
    uow.execute(mine.values(read_ts=ts))


def in_talk(uow: UnitOfWork, limit: int) -> list[Request]:
    """The newest messages that are tickets now, and not closed or merged ones: their threads may go on."""
    over = ("closed", "merged", "not_a_request")
    found = (
        _REQUEST.join(TicketRow, col(TicketRow.id) == col(RequestRow.ticket_id))
        .where(col(RequestRow.state) == Stage.OPENED.value, col(TicketRow.state).not_in(over))
        .order_by(col(RequestRow.id).desc())
        .limit(limit)
    )
    return [_value(row) for row in uow.run(found, desk_id=uow.desk_id)]


def asked_since(uow: UnitOfWork, channel: str, ts: str) -> list[Request]:
    """The messages of a channel from there on whose question stands."""
    found = _REQUEST.where(
        col(RequestRow.state) == Stage.ASKED.value, col(RequestRow.channel) == channel, col(RequestRow.ts) > ts
    )
    return [_value(row) for row in uow.run(found, desk_id=uow.desk_id)]


def asked_before(uow: UnitOfWork, channel: str, moment: datetime, limit: int) -> list[Request]:
    """The messages of a channel that were asked about before then (the desk's clock) and nobody has answered for, the
    oldest first."""
    found = _REQUEST.where(
        col(RequestRow.state) == Stage.ASKED.value,
        col(RequestRow.channel) == channel,
        col(RequestRow.created_at) <= moment,
    )
    return [_value(row) for row in uow.run(found.order_by(col(RequestRow.id)).limit(limit), desk_id=uow.desk_id)]


def read_up_to(uow: UnitOfWork, channel: str) -> str:
    """How far a channel was read; "" for one that never was."""
    return uow.run(_READ, desk_id=uow.desk_id, channel=channel).scalar() or ""


def channel_read(uow: UnitOfWork, channel: str, ts: str) -> None:
    """A channel was read up to there; never back."""
    values = {"desk_id": uow.desk_id, "channel": channel, "read_ts": ts, "created_at": uow.at}
    if uow.insert_new(ChannelReadRow, values, ("desk_id", "channel")) is None:
        mine = update(ChannelReadRow).where(
            col(ChannelReadRow.desk_id) == uow.desk_id,
            col(ChannelReadRow.channel) == channel,
            col(ChannelReadRow.read_ts) < ts,
        )
        uow.execute(mine.values(read_ts=ts))


def _value(row: Row[Any]) -> Request:
    return Request(
        id=row.id,
        channel=row.channel,
        ts=row.ts,
        thread_ts=row.thread_ts,
        source=row.source,
        stage=Stage(row.state),
        author_id=row.author_id,
        wanted_by=row.wanted_by,
        ticket_id=row.ticket_id,
        read_ts=row.read_ts,
        created_at=row.created_at,
    )
