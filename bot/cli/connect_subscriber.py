"""`connect subscriber`: a system that is told what happens, its secret, and a test event."""

import argparse
import base64
import secrets
from datetime import UTC, date, datetime

from bot.cli import connect_lines as lines
from bot.cli.connect_lines import ask
from bot.cli.examination_subscribers import TEST, tested
from bot.domain.desk import Desk, Subscriber
from bot.domain.desk_subscriber_rules import subscriber_problems, variable
from bot.domain.errors import DeskFileError, DeskhandError
from bot.settings import Settings


async def connect_subscriber(chosen: argparse.Namespace, read: Settings, desk: Desk, today: date) -> int:
    """Make its secret where it has none, and say what belongs into the desk file and `.env`, or write it; once it has a
    secret, send it a signed test event, and show the answer. Raises `DeskhandError` with a sentence that says what to
    do."""
    one, new = _subscriber(chosen, read, desk)
    secret = f"EVENTS_SECRET_{variable(one.name)}"
    made = {}
    if read.events_secret(one.name) is None:
        made[secret] = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
    else:
        print(await _answer(read, one, secret))
    if new or made:
        entry = {"name": one.name, "address": chosen.address, "events": list(one.events)}
        lines.tell(lines.entry("subscribers", entry) if new else "", made, read.desk_file, today, write=chosen.write)
        put = "" if chosen.write else "Put them there, or run this again with --write. "
        more = f"Give {one.name} the secret, and run this once more: a test event follows. " if made else ""
        print(f"{put}{more}Then restart Deskhand.")
    return 0


def _subscriber(chosen: argparse.Namespace, read: Settings, desk: Desk) -> tuple[Subscriber, bool]:
    """The subscriber, and whether the desk file has it not yet. Raises `DeskFileError` for one that it would refuse,
    before anything is sent there."""
    name = chosen.name or "subscriber"
    if (there := next((one for one in desk.file.subscribers if one.name == name), None)) is not None:
        return there, False
    address = chosen.address or ("" if read.events_url(name) else ask("--address", "where it listens, https://…"))
    given = chosen.events or ask("--events", "of which events, with commas between (docs/events.md)")
    events = tuple(filter(None, (event.strip() for event in given.split(","))))
    one = Subscriber(name=name, address=address, events=events)
    file = desk.file.model_copy(update={"subscribers": (*desk.file.subscribers, one)})
    if problems := list(subscriber_problems(file)):
        raise DeskFileError(problems)
    return one, True


async def _answer(read: Settings, one: Subscriber, secret: str) -> str:
    event, taken = await tested(read, one, datetime.now(UTC))
    if taken.outcome == "taken":
        return f"{one.name} has taken the test event {event.id} ({TEST}), signed with {secret}."
    doubts = "whether it verifies by another secret" if "401" in taken.detail or "403" in taken.detail else "its log"
    said = f"{one.name} did not take the test event: {taken.detail}"
    raise DeskhandError(f"{said}. Look at its address, and at {doubts}.")
