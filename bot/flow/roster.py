"""Who is who and who stands where, as Slack says."""

from dataclasses import dataclass

from bot.flow.actors import TRUST, places
from store import availability, desks, people
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A Slack account. `usable` is False for guests, deactivated accounts, bots and other workspaces' people."""

    slack_id: str
    name: str
    email: str
    usable: bool
    locale: str = ""  # such as fr-FR; empty where Slack does not say
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, user group or person of the desk file: its Slack id and the Slack ids of those who stand there."""

    written: str
    slack_id: str
    members: tuple[str, ...]


def wanted(uow: UnitOfWork) -> tuple[str, ...]:
    """The places that the desk file names and whose members have to be known."""
    return places(uow)


def overheard(uow: UnitOfWork) -> tuple[str, ...]:
    """The request channels of the desk file: their ids have to be known, and who stands there gives nobody a role."""
    return tuple(source.channel for source in uow.desk.file.sources if source.kind == "slack" and source.channel)


def store(uow: UnitOfWork, accounts: tuple[Account, ...], found: tuple[Place, ...]) -> None:
    """Keep Slack's newest answer; accounts are only kept for people who stand somewhere. Safe to call twice.

    A place that Slack does not know (any more) gives nobody a role, and does not make the others look old.
    """
    standing = {member for place in found for member in place.members}
    known = {}
    for account in accounts:
        if account.slack_id in standing or people.find(uow, "slack", account.slack_id) is not None:
            person_id = remember(uow, account)
            if account.usable and account.time_zone:
                known[person_id] = account.time_zone
    availability.keep_zones(uow, known)
    for place in found:
        people.store_roster(uow, place.written, place.slack_id, place.members)
    people.drop_rosters(uow, set(places(uow)) - {place.written for place in found})


def remember(uow: UnitOfWork, account: Account) -> int:
    """The person behind an account, made if new."""
    person_id = people.remember(
        uow,
        role="staff",
        kind="slack",
        external_id=account.slack_id,
        name=account.name,
        email=account.email,
        email_verified=True,
        locale=account.locale,
    )
    people.restrict(uow, account.slack_id, not account.usable)
    return person_id


def met(uow: UnitOfWork, account: Account) -> None:
    """Somebody wrote in Slack: their name, and whether they are a guest. It makes nobody one of the team."""
    people.remember(
        uow, role="customer", kind="slack", external_id=account.slack_id, name=account.name, locale=account.locale
    )
    people.restrict(uow, account.slack_id, not account.usable)


def stale(uow: UnitOfWork) -> bool:
    """Whether membership is too old to act on, so that it must be refreshed first."""
    rosters = people.rosters(uow)
    ages = [uow.now - rosters[place][2] for place in places(uow) if place in rosters]
    return not ages or max(ages) > TRUST


def current(uow: UnitOfWork) -> bool:
    """Whether who stands where is known of every place of the desk file, and may be acted on without asking Slack."""
    return not stale(uow) and set(places(uow)) <= people.rosters(uow).keys()


def channel_of(uow: UnitOfWork, place: str) -> str:
    """The Slack id of a channel or person of the desk file; "" while Slack has not told us."""
    return people.slack_id_of(uow, place)


def bind(uow: UnitOfWork, team_id: str) -> str:
    """Tie the desk to its workspace at the first start; returns the workspace that it is tied to."""
    return desks.name_team(uow, team_id)
