"""Who works in a queue, and who of them is here."""

from bot.domain.desk import Queue
from bot.domain.people import Person
from store import loads, people
from store.unit_of_work import UnitOfWork


def members(uow: UnitOfWork, queue: Queue) -> tuple[Person, ...]:
    """The members and leads of a queue, as Slack last said; guests and apps are left out."""
    rosters = people.rosters(uow)
    places = (queue.channel,) if queue.members == "channel" else queue.members
    found: set[str] = set()
    for place in (*places, *queue.leads):
        if place in rosters:
            found |= rosters[place][1]
        elif place[:1] not in "#@":
            found.add(place)
    return loads.staff(uow, found)
