"""Customers, the team, and who stands where."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy
from sqlalchemy import and_, bindparam, delete, update
from sqlmodel import col, select

from bot.domain.people import Customer, Person
from store.tables import IdentityRow, PersonRow, RosterRow
from store.unit_of_work import UnitOfWork, columns

STAFF: Final = "staff"

_CUSTOMER = (
    sqlalchemy.select(
        *columns(PersonRow), columns(IdentityRow).kind.label("known_to"), columns(IdentityRow).external_id
    )
    .outerjoin(IdentityRow, col(IdentityRow.person_id) == col(PersonRow.id))
    .where(col(PersonRow.id) == bindparam("person_id"))
    .order_by(col(IdentityRow.id))
)
_NAMED = (
    col(IdentityRow.desk_id) == bindparam("desk_id"),
    col(IdentityRow.kind) == bindparam("kind"),
    col(IdentityRow.external_id) == bindparam("external_id"),
)
_FIND = select(IdentityRow.person_id).where(*_NAMED)
_STAFF = (
    select(PersonRow.id, PersonRow.name, PersonRow.kind, PersonRow.restricted)
    .join(IdentityRow, col(IdentityRow.person_id) == col(PersonRow.id))
    .where(*_NAMED)
)
_IN_SLACK = (
    select(PersonRow.id, PersonRow.name, IdentityRow.external_id)
    .outerjoin(IdentityRow, and_(col(IdentityRow.person_id) == col(PersonRow.id), col(IdentityRow.kind) == "slack"))
    .order_by(col(IdentityRow.id))
)
_BY_ID = _IN_SLACK.where(col(PersonRow.id) == bindparam("person_id")).limit(1)
_BY_IDS = _IN_SLACK.where(col(PersonRow.id).in_(bindparam("person_ids", expanding=True)))
_ROSTERS = select(RosterRow.place, RosterRow.slack_id, RosterRow.members, RosterRow.refreshed_at).where(
    col(RosterRow.desk_id) == bindparam("desk_id")
)
_PLACE = select(RosterRow.slack_id).where(
    col(RosterRow.desk_id) == bindparam("desk_id"), col(RosterRow.place) == bindparam("place")
)
_CHANNEL = select(RosterRow.place).where(
    col(RosterRow.desk_id) == bindparam("desk_id"), col(RosterRow.slack_id) == bindparam("slack_id")
)


def customer(uow: UnitOfWork, person_id: int) -> Customer:
    """The customer of that id. KeyError where there is none."""
    rows = uow.run(_CUSTOMER, person_id=person_id).all()
    if not rows:
        raise KeyError(person_id)
    row = rows[0]
    return Customer(
        id=person_id,
        external_id=row.external_id or "",
        identities=tuple((one.known_to, one.external_id) for one in rows if one.known_to is not None),
        name=row.name,
        email=row.email,
        email_verified=row.email_verified,
        segment=row.segment,
        value=row.value,
        language=row.language,
    )


def find(uow: UnitOfWork, kind: str, external_id: str) -> int | None:
    """The person that `kind` (a source or `slack`) knows as `external_id`."""
    found: int | None = uow.run(_FIND, desk_id=uow.desk_id, kind=kind, external_id=external_id).scalar()
    return found


def remember(
    uow: UnitOfWork,
    *,
    role: str,
    kind: str,
    external_id: str,
    name: str = "",
    email: str = "",
    email_verified: bool = False,
    segment: str = "",
    value: int | None = None,
    language: str = "",
    locale: str = "",
) -> int:
    """The person behind an outside identity, made if new; what is given and known better replaces what was stored.

    An empty `external_id` always makes a new person: two strangers without a name are not the same one. Safe to call
    twice and from two processes for the same identity.
    """
    found = find(uow, kind, external_id) if external_id else None
    if found is not None:
        known = {"name": name, "email": email, "segment": segment, "value": value, "language": language}
        known["locale"] = locale
        fresh: dict[str, Any] = {key: given for key, given in known.items() if given not in ("", None)}
        if role == STAFF:
            fresh["kind"] = STAFF  # the directory knows them; a customer who wrote from Slack may be one of the team
        if email:
            fresh["email_verified"] = email_verified  # an address is trusted as it was told, never by the one before
        if fresh:
            uow.execute(update(PersonRow).where(col(PersonRow.id) == found).values(**fresh))
        return found
    new = uow.append(
        PersonRow,
        desk_id=uow.desk_id,
        kind=role,
        name=name,
        email=email,
        email_verified=email_verified,
        segment=segment,
        value=value,
        language=language,
        locale=locale,
        created_at=uow.now,
    )
    if not external_id:
        return new
    identity = {"desk_id": uow.desk_id, "person_id": new, "kind": kind, "external_id": external_id}
    if uow.insert_new(IdentityRow, identity, ("desk_id", "kind", "external_id")) is None:
        uow.execute(delete(PersonRow).where(col(PersonRow.id) == new))  # another process was first with this identity
        winner = find(uow, kind, external_id)
        assert winner is not None  # noqa: S101 - its row is what stopped ours
        return winner
    return new


def staff(uow: UnitOfWork, slack_id: str) -> Person | None:
    """The member of the team behind a Slack user id, as the directory knows them; None for everybody else.

    Somebody who only asked something from Slack is a customer, whatever channel they stand in.
    """
    row = uow.run(_STAFF, desk_id=uow.desk_id, kind="slack", external_id=slack_id).first()
    if row is None or row.kind != STAFF or row.restricted:
        return None
    return Person(id=row.id, slack_id=slack_id, name=row.name)


def by_id(uow: UnitOfWork, person_id: int | None) -> Person | None:
    """A member of the team (or a customer who wrote from Slack) by our own id."""
    row = uow.run(_BY_ID, person_id=person_id).first() if person_id is not None else None
    return Person(id=row.id, slack_id=row.external_id or "", name=row.name) if row else None


def by_ids(uow: UnitOfWork, person_ids: Collection[int]) -> dict[int, Person]:
    """As `by_id`, for several in one statement; unknown ids are left out."""
    found: dict[int, Person] = {}
    for row in uow.run(_BY_IDS, person_ids=sorted(person_ids)) if person_ids else ():
        found.setdefault(row.id, Person(id=row.id, slack_id=row.external_id or "", name=row.name))
    return found


def email_of(uow: UnitOfWork, person_id: int) -> str:
    row = uow.session.get(PersonRow, person_id)
    return row.email if row else ""


def restrict(uow: UnitOfWork, slack_id: str, restricted: bool) -> None:
    """A guest, a deactivated account or another workspace's user may do nothing."""
    person_id = find(uow, "slack", slack_id)
    if person_id is not None:
        uow.execute(update(PersonRow).where(col(PersonRow.id) == person_id).values(restricted=restricted))


def is_restricted(uow: UnitOfWork, slack_id: str) -> bool:
    """Whether Slack has said of somebody that they are a guest, from elsewhere, or gone."""
    row = uow.run(_STAFF, desk_id=uow.desk_id, kind="slack", external_id=slack_id).first()
    return bool(row is not None and row.restricted)


def store_roster(uow: UnitOfWork, place: str, slack_id: str, members: Sequence[str]) -> None:
    """Who stands in `place` just now, as Slack said. The newest answer replaces the one before."""
    values = {
        "desk_id": uow.desk_id,
        "place": place,
        "slack_id": slack_id,
        "members": list(members),
        "refreshed_at": uow.now,
    }
    insert = uow.insert(RosterRow).values(**values)
    fresh = {key: insert.excluded[key] for key in ("slack_id", "members", "refreshed_at")}
    uow.execute(insert.on_conflict_do_update(index_elements=["desk_id", "place"], set_=fresh))
    uow.places.pop(place, None)


def drop_rosters(uow: UnitOfWork, gone: Collection[str]) -> None:
    """Forget who stood in places that are no longer there."""
    statement = delete(RosterRow).where(col(RosterRow.desk_id) == uow.desk_id, col(RosterRow.place).in_(gone))
    uow.execute(statement)
    uow.places.clear()


def rosters(uow: UnitOfWork) -> dict[str, tuple[str, frozenset[str], datetime]]:
    """Every known place: its Slack id, its members' Slack ids, and when Slack was asked (real time)."""
    rows = uow.run(_ROSTERS, desk_id=uow.desk_id)
    return {row.place: (row.slack_id, frozenset(row.members), row.refreshed_at) for row in rows}


def standing(uow: UnitOfWork, place: str) -> tuple[str, tuple[str, ...]]:
    """(Slack id, members) of one place of the desk file; ("", ()) for one that is not known."""
    row = uow.session.exec(select(RosterRow).where(RosterRow.desk_id == uow.desk_id, RosterRow.place == place)).first()
    return (row.slack_id, tuple(row.members)) if row else ("", ())


def channel_name_of(uow: UnitOfWork, slack_id: str) -> str:
    """A channel as the desk file writes it; "" for one that it does not name."""
    named = uow.run(_CHANNEL, desk_id=uow.desk_id, slack_id=slack_id).scalars()
    return next((place for place in named if not place.startswith("@")), "")


def slack_id_of(uow: UnitOfWork, place: str) -> str:
    """The Slack id of a channel, group or person written in the desk file; ids stand for themselves; "" if unknown."""
    if place[:1] not in "#@":
        return place
    if place not in uow.places:
        uow.places[place] = uow.run(_PLACE, desk_id=uow.desk_id, place=place).scalar() or ""
    return uow.places[place]
