"""The desk's own row and the versions of its file."""

from sqlalchemy import update
from sqlmodel import col, select

from store.tables import DeskRow, DeskVersionRow
from store.unit_of_work import UnitOfWork


def register(uow: UnitOfWork) -> tuple[int, int]:
    """The ids of the desk and of the version of its file, stored if it is new. Safe to call twice."""
    desk = uow.session.exec(select(DeskRow).order_by(col(DeskRow.id))).first()
    if desk is None:
        desk = uow.add(DeskRow(created_at=uow.now))
    assert desk.id is not None  # noqa: S101 - flushed
    values = {"desk_id": desk.id, "hash": uow.desk.hash, "toml": uow.desk.toml, "created_at": uow.now}
    uow.insert_new(DeskVersionRow, values, ("desk_id", "hash"))
    version = uow.session.exec(
        select(DeskVersionRow.id).where(DeskVersionRow.desk_id == desk.id, DeskVersionRow.hash == uow.desk.hash)
    ).one()
    assert version is not None  # noqa: S101 - a primary key
    return desk.id, version


def name_team(uow: UnitOfWork, team_id: str) -> str:
    """Bind the desk to its Slack workspace at the first `auth.test`. Returns the workspace it is bound to."""
    uow.execute(
        update(DeskRow).where(col(DeskRow.id) == uow.desk_id, col(DeskRow.team_id) == "").values(team_id=team_id)
    )
    return uow.session.exec(select(DeskRow.team_id).where(DeskRow.id == uow.desk_id)).one()
