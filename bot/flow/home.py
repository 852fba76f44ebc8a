"""App Home: what one person has before them, by their roles."""

from datetime import timedelta
from typing import Final

from bot.domain.home import APPROVALS, REVIEWS, TEAM, TICKETS, TO_CHECK, Approval, Home, HomeTicket, Mate, ToCheck
from bot.domain.overlay import falling_due, ref_of
from bot.domain.people import Actor
from bot.domain.roles import Action, Role, require, roles_of
from bot.flow import availability, personal, review_scores, sources
from bot.flow.actors import actor
from store import availability as known_people
from store import handoffs, home, people, replies, reviews, tickets
from store.home import Load
from store.unit_of_work import UnitOfWork

#: A month says how suggestions fare; what is older says how they fared with other articles.
TRACK: Final = timedelta(days=30)


def opened(uow: UnitOfWork, by: str) -> Home:
    """What somebody's Home shows. Of a sealed ticket there are number and level only. Raises a role's refusal."""
    who = actor(uow, by)
    require(Action.SETTINGS, who, None)
    found, all_of_them = home.mine(uow, who.person.id, TICKETS)
    waiting = _approvals(uow, who)
    to_review, review_count = reviews.waiting(uow, who.person.id, REVIEWS)
    team = _team(uow, who) if who.leads else []
    to_check = _to_check(uow, by) if who.fresh else []
    return Home(
        at=uow.at,
        mine=personal.of(uow, who),
        tickets=tuple(_ticket(uow, one) for one in found),
        tickets_total=all_of_them.open,
        overdue=all_of_them.overdue,
        approvals=tuple(waiting[:APPROVALS]),
        approvals_total=len(waiting),
        fates=home.fates(uow, who.person.id, TRACK),
        since=uow.at - TRACK,
        team=tuple(team[:TEAM]),
        team_total=len(team),
        to_check=tuple(to_check[:TO_CHECK]),
        to_check_total=len(to_check),
        reviews=tuple(to_review),
        reviews_total=review_count,
        record=review_scores.record(uow, who.person.id),
        departments=tuple(
            (one.name, one.title, len(handoffs.of_department(uow, one.name)))
            for one in uow.desk.file.departments
            if one.name in who.departments
        ),
    )


def _ticket(uow: UnitOfWork, one: home.Mine) -> HomeTicket:
    ticket = one.ticket
    kind = uow.desk.type(ticket.type)
    return HomeTicket(
        ticket_id=ticket.id,
        subject="" if ticket.sealed else ticket.subject,
        type_title=kind.title if kind and not ticket.sealed else "",
        level=ticket.level,
        state=ticket.state.value,
        priority=ticket.priority,
        waiting_since=one.since,
        due=next(iter(ticket.due), None),
        asleep_until=ticket.snoozed_until,
    )


def _approvals(uow: UnitOfWork, who: Actor) -> list[Approval]:
    """The longest waiting first. What they wrote themselves waits for somebody else."""
    found = []
    for reply in replies.awaiting_second(uow):
        ticket = tickets.get(uow, reply.ticket_id)
        mine = {Role.OWNER, Role.DEPUTY} & roles_of(who, ticket, None)
        if mine and who.person.id not in (reply.written_by, *(key.person_id for key in reply.approvals)):
            writer = people.by_id(uow, reply.written_by)
            name = writer.name if writer else ""
            found.append(Approval(ticket_id=ticket.id, level=ticket.level, who=name, since=reply.created_at))
    return sorted(found, key=lambda one: one.since)


def _team(uow: UnitOfWork, who: Actor) -> list[Mate]:
    """Everybody in the queues that somebody leads, and whoever has a ticket there: who has most first."""
    rosters = people.rosters(uow)
    led = [queue for queue in uow.desk.file.queues if queue.name in who.leads]
    places = [place for queue in led for place in ((queue.channel,) if queue.members == "channel" else queue.members)]
    standing = {member for place in places if place in rosters for member in rosters[place][1]}
    loads = home.loads(uow, [queue.name for queue in led])
    everybody = home.staff(uow, standing) | loads.keys()
    where = availability.of_all(uow, everybody)
    reviewed = review_scores.of_team(uow, [queue.name for queue in led])
    mates = [
        Mate(
            name=known.name,
            open=load.open,
            overdue=load.overdue,
            where=where[person_id],
            reviewed=reviewed.get(person_id),
        )
        for person_id, known in known_people.of(uow, everybody).items()
        for load in (loads.get(person_id, Load(0, 0)),)
    ]
    return sorted(mates, key=lambda mate: (-mate.open, mate.name))


def _to_check(uow: UnitOfWork, by: str) -> list[ToCheck]:
    return [
        ToCheck(ref=ref_of(one), title=one.title, until=one.valid_until, held=one.quarantine)
        for one in falling_due(uow.desk, uow.today, sources.SOON)
        if sources.is_owner(uow, one.owner, by)
    ]
