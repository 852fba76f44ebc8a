"""*Settings…*: what somebody sets for themselves."""

from dataclasses import dataclass

from bot.domain.availability import Settings
from bot.domain.desk import Hours
from bot.domain.home import Mine, quiet, week
from bot.domain.people import Actor
from bot.domain.roles import Action, require
from bot.flow import availability
from bot.flow.actors import actor
from bot.words import speaks
from store import availability as rows
from store import inbox
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A form as it was filled in: times as "09:00", days as "mon"; what was left empty is empty."""

    language: str = ""  # a code, or anything else for what Slack says
    days: tuple[str, ...] = ()
    begins: str = ""
    ends: str = ""
    break_from: str = ""
    break_until: str = ""
    quiet_from: str = ""
    quiet_until: str = ""


def choose(uow: UnitOfWork, chosen: Chosen, by: str, view_id: str) -> bool:
    """What is chosen replaces what was. A second submit of the same modal returns False.

    Raises `Refused`: HOURS_UNCLEAR, BREAK_UNCLEAR, QUIET_UNCLEAR or by role; what was set before stays then.
    """
    who = actor(uow, by)
    require(Action.SETTINGS, who, None)
    own = week(chosen.days, chosen.begins, chosen.ends, chosen.break_from, chosen.break_until)
    still = quiet(chosen.quiet_from, chosen.quiet_until)
    if not inbox.submit(uow, view_id):
        return False
    language = chosen.language if speaks(chosen.language) else ""
    rows.choose(uow, who.person.id, language=language, week=own, quiet=still)
    return True


def asked(uow: UnitOfWork, by: str) -> Mine:
    """One's own settings. Raises a role's refusal."""
    who = actor(uow, by)
    require(Action.SETTINGS, who, None)
    return of(uow, who)


def of(uow: UnitOfWork, who: Actor) -> Mine:
    """The settings of somebody who may have some."""
    known = rows.of(uow, (who.person.id,)).get(who.person.id)
    settings = known.settings if known else Settings()
    place = next((queue for queue in uow.desk.file.queues if queue.name in who.queues | who.leads), None)
    hours = place.hours if place else Hours(time_zone=uow.desk.file.time_zone)
    return Mine(
        settings=settings,
        at=uow.at,
        where=availability.of(uow, who.person.id, place.name if place else ""),
        zone=settings.time_zone or hours.time_zone,
        hours=hours,
    )
