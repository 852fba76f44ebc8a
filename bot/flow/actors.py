"""Who is about to act, with the places where they stand."""

from datetime import timedelta
from typing import Final

from bot.domain.desk import Queue
from bot.domain.errors import RefusalCode, Refused
from bot.domain.overlay import entries
from bot.domain.people import Actor
from store import escalations, people, reports
from store.unit_of_work import UnitOfWork

#: Membership older than this is not trusted; it is refreshed, or the act is refused (docs/architecture.md).
TRUST: Final = timedelta(minutes=15)


def actor(uow: UnitOfWork, slack_id: str) -> Actor:
    """The person behind a Slack user id. Raises `Refused(NOT_A_MEMBER)` for guests, strangers and the unknown."""
    person = people.staff(uow, slack_id)
    rosters = people.rosters(uow)
    if person is None:  # who stands in our channels all the same is a guest, or of another workspace
        standing = any(slack_id in members for _, members, _ in rosters.values())
        raise Refused(RefusalCode.NOT_A_MEMBER, **({"outsider": "guest"} if standing else {}))

    def stands_in(place: str) -> bool:
        if place == slack_id:
            return True
        known = rosters.get(place)
        return known is not None and slack_id in known[1]

    def stands_in_any(places: tuple[str, ...]) -> bool:
        return any(stands_in(place) for place in places)

    def member(queue: Queue) -> bool:
        return stands_in(queue.channel) if queue.members == "channel" else stands_in_any(queue.members)

    file = uow.desk.file
    # A place that the desk file no longer names is not asked for any more, and its age says nothing.
    oldest = min((rosters[place][2] for place in places(uow) if place in rosters), default=None)
    no_type_owner = {""} if stands_in(file.escalation.owner) else set()
    no_type_deputy = {""} if stands_in_any(file.escalation.deputies) else set()
    return Actor(
        person=person,
        queues=frozenset(queue.name for queue in file.queues if member(queue)),
        leads=frozenset(queue.name for queue in file.queues if stands_in_any(queue.leads)),
        manages=frozenset(queue.name for queue in file.queues if stands_in_any(queue.managers)),
        owns=frozenset({kind.name for kind in file.types if stands_in(uow.desk.owner_of(kind.name))} | no_type_owner),
        deputises=frozenset(
            {kind.name for kind in file.types if stands_in_any(uow.desk.deputies_of(kind.name))} | no_type_deputy
        ),
        departments=frozenset(found.name for found in file.departments if stands_in(found.channel)),
        looks_into=reports.about_data(uow) if stands_in(file.owners.data) else frozenset(),
        asked_for=frozenset(
            ticket_id
            for ticket_id, place, accepted_by in escalations.places_asked(uow)
            if (stands_in(place) if accepted_by is None else accepted_by == person.id)
        ),
        fresh=oldest is not None and uow.now - oldest <= TRUST,
    )


def places(uow: UnitOfWork) -> tuple[str, ...]:
    """Every channel, group and person that the desk file names, as written there."""
    file = uow.desk.file
    found = [file.escalation.channel, file.escalation.owner, file.escalation.to, *file.escalation.deputies]
    found += [rule.to for rule in file.escalation.rules]
    found += [file.owners.answers, file.owners.escalation, file.owners.prompts, file.owners.data]
    for queue in file.queues:
        found += [queue.channel, queue.on_call, *queue.leads, *queue.managers]
        found += () if queue.members == "channel" else queue.members
    for kind in file.types:
        found += [kind.owner, *kind.deputies]
    found += [department.channel for department in file.departments] + [entry.tag for entry in file.departments]
    found += [rule.channel for rule in file.spikes]
    found += [*(digest.channel for digest in file.digests), *file.reviews.reviewers]
    found += [entry.owner for entry in entries(uow.desk)]
    return tuple(dict.fromkeys(place for place in found if place))
