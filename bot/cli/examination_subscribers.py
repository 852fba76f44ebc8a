"""What `doctor` finds of the systems that are told what happens. It tells them nothing, unless it is asked to."""

import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from bot import subscribers
from bot.cli.examination_outside import reached
from bot.cli.finding import Finding
from bot.domain.desk import Desk, Subscriber
from bot.domain.desk_subscriber_rules import variable
from bot.domain.errors import DeskhandError
from bot.domain.events import OutgoingEvent, Taken
from bot.settings import Settings
from bot.slack.gateway import open_session

#: The event that is no event: a receiver takes it like any other, and nothing has happened.
TEST: Final = "subscriber.tested"


async def examined(settings: Settings, desk: Desk) -> AsyncIterator[Finding]:
    """Whether each has a secret and an address, and somebody listens there."""
    for one in desk.file.subscribers:
        part, ending = f"subscriber {one.name}", variable(one.name)
        if settings.events_secret(one.name) is None:
            yield Finding(part, f"it is told nothing, and events wait: set EVENTS_SECRET_{ending}")
        address = settings.events_url(one.name) or one.address
        if not address:
            yield Finding(part, f"it is told nothing, and events wait: set EVENTS_URL_{ending}, or its address")
        else:
            yield Finding(part, await reached(address, "for events"))


async def told(settings: Settings, desk: Desk, name: str, at: datetime) -> Finding:
    """Send one of them a test event, and say what came of it. Raises `DeskhandError` for any other name."""
    one = next((one for one in desk.file.subscribers if one.name == name), None)
    if one is None:
        known = ", ".join(one.name for one in desk.file.subscribers) or "none"
        raise DeskhandError(f'The desk file has no subscriber "{name}" (there is {known}).')
    event, taken = await tested(settings, one, at)
    if taken.outcome == "taken":
        return Finding(f"subscriber {name}", note=f"it has taken the test event {event.id}")
    return Finding(f"subscriber {name}", f"it did not take the test event: {taken.detail}")


async def tested(settings: Settings, one: Subscriber, at: datetime) -> tuple[OutgoingEvent, Taken]:
    """A test event, signed and sent once, and what came of it."""
    event = OutgoingEvent(
        id=f"evt_{secrets.token_hex(8)}", name=TEST, at=at, noted_at=at, data={"subscriber": one.name}
    )
    async with open_session() as session:
        return event, await subscribers.build(one, settings, session).send(event)
