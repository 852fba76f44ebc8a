"""What `doctor` finds of helpdesks that are to say whose a ticket is: who of the desk file is not known there."""

from collections.abc import AsyncIterator

from bot import helpdesk
from bot.cli.finding import Finding
from bot.cli.opened import opened
from bot.domain.desk import Desk
from bot.domain.errors import DeskhandError
from bot.flow import upkeep_people
from bot.settings import Settings
from bot.slack.gateway import open_session


async def known_there(settings: Settings, desk: Desk) -> AsyncIterator[Finding]:
    """A finding for each helpdesk that is given an assignee. Only their addresses are asked for."""
    sources = [source for source in desk.file.sources if "assignee" in source.writes]
    if not any(settings.helpdesk_token(source.name) for source in sources):
        return  # that a token is missing is said elsewhere
    try:
        async with opened(settings, desk) as store:
            people = await store.read(upkeep_people.holders)
    except DeskhandError:
        return  # and so is what is wrong with the database
    async with open_session() as session:
        for source in sources:
            there = helpdesk.upkeep_of(source, settings, session=session)
            if there is None:
                continue
            missing, trouble = await there.missing({email for email in people.values() if email})
            yield Finding(f"people in {source.name}", trouble or _told(people, missing))


def _told(people: dict[str, str], missing: frozenset[str]) -> str:
    if not people:
        return "nobody is known yet: start Deskhand once, so that Slack says who stands where"
    told = []
    if unknown := sorted(name for name, email in people.items() if email in missing):
        told.append(f"{', '.join(unknown)} cannot be given tickets there: no agent has the address that Slack knows")
    if without := sorted(name for name, email in people.items() if not email):
        told.append(f"Slack tells no address of {', '.join(without)}: the app needs users:read.email")
    return "; ".join(told)
