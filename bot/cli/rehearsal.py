"""Real texts through the whole path: webhook, triage, assistant, card in a workspace that counts what arrives."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.app import Deskhand
from bot.assistant.embedded import Embedded
from bot.cli.clock import BusinessClock, LocalClock, last_tuesday, morning
from bot.cli.local import SOURCE, deskhand_in, opened
from bot.cli.manifest import manifest
from bot.cli.outcomes import Standing, standings
from bot.cli.progress import Show
from bot.cli.workspace import named_channels, named_people
from bot.desk import load
from bot.domain.desk import Desk
from sandbox import Channel, Customer, Sandbox, Sent, User, Usergroup
from store import backlog, conversations
from store.unit_of_work import UnitOfWork

#: How many texts are on their way at a time: enough to keep every hand busy, few enough that none waits for long.
_UNDER_WAY: Final = 24
#: Real seconds between two looks at what is still to do.
_LOOK: Final = 0.1
_PAGE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of `rows` texts. Each is counted once in `verdicts`, by `bot.cli.outcomes.verdict_on`."""

    rows: int
    received: int  # webhooks that were answered with 2xx
    stored: int  # rows that have a ticket
    carded: int  # rows whose card stands in the workspace
    verdicts: dict[str, int]
    lost: int  # rows without a ticket or without a card
    doubled: int  # tickets and cards that nobody asked for
    seconds: float

    @property
    def withheld(self) -> dict[str, int]:
        """Reasons for no suggestion, the most frequent first; questions and seals are counted apart."""
        reasons = {name.partition(":")[2]: number for name, number in self.verdicts.items() if ":" in name}
        return dict(sorted(reasons.items(), key=lambda entry: -entry[1]))


async def rehearse(texts: Sequence[str], desk_file: Path, *, limits: bool, show: Show) -> Report:
    """Send each text as the request of a customer of its own, wait until nothing is left to do, and count.

    `limits` keeps the pace that Slack asks for, on both sides. Raises `DeskFileError`.
    """
    day = last_tuesday(datetime.now(UTC).date())
    desk = load(desk_file, day)
    clock = BusinessClock(morning(day, desk.file.time_zone) + timedelta(hours=2), 1, zone=desk.file.time_zone)
    sandbox = workspace(desk, clock, limits=limits)
    await Embedded(desk).warm()  # libraries are loaded before the first text waits for them
    async with opened(sandbox, 0), deskhand_in(sandbox, desk, desk_file, clock=clock, limits=limits) as deskhand:
        started = time.monotonic()
        sent = await _send_all(sandbox, deskhand, texts, show)
        return await _report(sandbox, deskhand, sent, time.monotonic() - started)


def workspace(desk: Desk, clock: BusinessClock, *, limits: bool) -> Sandbox:
    """A workspace that has what the desk file names, by name or by Slack's id: everybody stands in every channel."""
    named = [name for name, _ in named_people(desk)]
    people = [User(*_called(name, "@")) for name in named if not name.startswith("S")]
    everybody = tuple(person.name for person in people)
    groups = [Usergroup(name.lower(), id=name, users=everybody) for name in named if name.startswith("S")]
    channels = [Channel(*_called(name, "#"), members=everybody) for name, _ in named_channels(desk)]
    allowed = manifest(prefix=desk.file.command_prefix)
    return Sandbox(desk.file.name, people, channels, groups, manifest=allowed, limits=limits, clock=LocalClock(clock))


def _called(written: str, mark: str) -> tuple[str, str]:
    """Name and id of somebody or a channel in the workspace; whoever is written by id has that very id."""
    return (written[1:], "") if written.startswith(mark) else (written.lower(), written)


def _write(sandbox: Sandbox, number: int, text: str) -> Sent:
    name = f"row-{number}"
    sandbox.customers.add(Customer(name, f"Customer {number}", f"{name}@mail.example"))
    return sandbox.customers.writes(name, "", text, conversation=name)


async def _send_all(sandbox: Sandbox, deskhand: Deskhand, texts: Sequence[str], show: Show) -> list[Sent]:
    """Keep `_UNDER_WAY` texts on their way until all are done."""
    sent: list[Sent] = []
    while True:
        depth = await deskhand.store.read(backlog.depth)
        # A ticket that is worked on has up to two rows in the outbox, one to prepare it and one for its card.
        rows = sum(count for (_, state), count in depth.items() if state in ("pending", "leased"))
        open_now = sum(webhook.status == "waiting" for webhook in sent) + (rows + 1) // 2
        show(len(sent) - min(open_now, len(sent)))
        if len(sent) == len(texts) and not open_now:
            return sent
        for text in texts[len(sent) : len(sent) + max(0, _UNDER_WAY - open_now)]:
            sent.append(_write(sandbox, len(sent) + 1, text))
        await asyncio.sleep(_LOOK)


async def _report(sandbox: Sandbox, deskhand: Deskhand, sent: Sequence[Sent], seconds: float) -> Report:
    names = [webhook.conversation_id for webhook in sent]
    ticket_of = await deskhand.store.read(_tickets_of, names)
    standing = await _all_standings(deskhand)
    shown = _cards_in(sandbox)
    cards = {ticket_id: shown.intersection(standing[ticket_id].cards) for ticket_id in ticket_of.values()}
    carded = [name for name in names if cards.get(ticket_of.get(name, 0))]
    known = {card for entry in standing.values() for card in entry.cards}
    return Report(
        rows=len(sent),
        received=sum(webhook.delivered for webhook in sent),
        stored=len(ticket_of),
        carded=len(carded),
        verdicts=dict(Counter(standing[ticket_id].verdict for ticket_id in ticket_of.values())),
        lost=len(sent) - len(carded),
        doubled=len(standing) - len(set(ticket_of.values())) + len(shown - known),
        seconds=seconds,
    )


def _tickets_of(uow: UnitOfWork, names: Sequence[str]) -> dict[str, int]:
    found = {name: conversations.begun_with(uow, SOURCE, name) for name in names}
    return {name: ticket_id for name, ticket_id in found.items() if ticket_id is not None}


async def _all_standings(deskhand: Deskhand) -> dict[int, Standing]:
    found: dict[int, Standing] = {}
    while page := await deskhand.store.read(standings, max(found, default=0), _PAGE):
        found |= {entry.ticket_id: entry for entry in page}
    return found


def _cards_in(sandbox: Sandbox) -> set[tuple[str, str]]:
    """(channel, ts) of what Deskhand has posted in channels, threads left out."""
    channels = [place.id for place in sandbox.workspace.channels.values() if place.kind == "channel"]
    return {(channel, m.ts) for channel in channels for m in sandbox.messages(channel) if m.by_app}
