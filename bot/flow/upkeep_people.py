"""The people of the desk file by their addresses, to be found again in a helpdesk."""

from collections.abc import Iterable, Iterator

from bot.domain.desk import Desk
from store import people
from store.unit_of_work import UnitOfWork


def holders(uow: UnitOfWork) -> dict[str, str]:
    """Everybody who may have a ticket, as Slack told us of them last: (name, address) pairs; "" for an address that
    Slack does not tell."""
    rosters = people.rosters(uow)
    standing = {member for place in _places(uow.desk) if place in rosters for member in rosters[place][1]}
    found = [person for slack_id in sorted(standing) if (person := people.staff(uow, slack_id)) is not None]
    return {person.name: people.email_of(uow, person.id) for person in found}


def _places(desk: Desk) -> Iterator[str]:
    file = desk.file
    for queue in file.queues:
        members: Iterable[str] = (queue.channel,) if queue.members == "channel" else queue.members
        yield from (*members, *queue.leads)
    for name in (None, *(kind.name for kind in file.types)):
        yield from (desk.owner_of(name), *desk.deputies_of(name))
