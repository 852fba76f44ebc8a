"""What `doctor` looks at: each part of an installation, and what to do where something is wrong."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.cli.connect_checks import trouble_of
from bot.cli.examination_inside import assistant, disk
from bot.cli.examination_mail import mailboxes
from bot.cli.examination_outside import outside, reached
from bot.cli.examination_records import records_of
from bot.cli.examination_subscribers import examined as subscribers
from bot.cli.examination_upkeep import known_there
from bot.cli.finding import Finding
from bot.cli.workspace import explained, problems_in_workspace
from bot.domain.desk import Desk, Source
from bot.domain.desk_vendors import VENDORS, proofs
from bot.domain.errors import DatabaseUnavailable
from bot.domain.health import Reads, Standing, Untold
from bot.domain.inlet import InletState
from bot.domain.silence import Silence
from bot.flow import health, learning
from bot.settings import Settings, in_variable
from bot.slack.errors import SlackError
from bot.slack.gateway import Slack, open_session
from store import migrate
from store.store import Store

#: Slack and the webhooks refuse a request that is five minutes old; long before that something is wrong with a clock.
_MOST_SKEW: Final = 60.0
#: Due work that has waited this long, in seconds, has no worker.
_LONG: Final = 120.0
#: A source that is asked is asked every few minutes at least.
_UNASKED: Final = 900.0


async def examine(settings: Settings, desk: Desk) -> AsyncIterator[Finding]:
    """Look at everything that a running desk needs. Changes nothing but the record of the desk file's version."""
    reads: dict[str, Reads] = {}
    async for finding in _database(settings, desk, reads):
        yield finding
    if (room := disk(settings.database_url)) is not None:
        yield room
    async for finding in _slack(settings, desk):
        yield finding
    async for finding in sources(settings, desk):
        yield finding
    async for finding in known_there(settings, desk):
        yield finding
    async for finding in mailboxes(settings, desk):
        yield finding
    async for finding in records_of(settings, desk, reads):
        yield finding
    async for finding in subscribers(settings, desk):
        yield finding
    for finding in await outside(settings, desk, desk.file.date_at(datetime.now(UTC))):
        yield finding


async def _database(settings: Settings, desk: Desk, reads: dict[str, Reads]) -> AsyncIterator[Finding]:
    try:
        if await asyncio.to_thread(migrate.pending, settings.database_url):
            yield Finding("database", "it is not at the newest schema: run `python -m bot migrate`")
            return
    except DatabaseUnavailable as error:
        yield Finding("database", f"it is away: {error}")
        return
    store = Store(settings.database_url, desk, secrets=settings.signing_keys)
    try:
        await store.open()
        await store.ping()
        yield Finding("database")
        found = await store.read(health.standing)
        yield Finding("work that waits", _backlog(found))
        for one in found.untold:
            yield Finding(f"subscriber {one.subscriber}", _untold(one))
        for silence in found.silent:
            yield Finding(f"source {silence.source}", _silent(silence, desk))
        reads |= await store.read(health.reads)
        for asked in found.inlets:
            yield Finding(f"asking {asked.source}", _not_asked(asked, found.at))
        yield await assistant(desk, await store.read(learning.read))
    except DatabaseUnavailable as error:
        yield Finding("database", f"nothing can be written to it: {error}")
    finally:
        store.close()


def _backlog(found: Standing) -> str:
    troubles = []
    if given_up := found.rows("dead"):
        troubles.append(f"{given_up} given up (`python -m bot outbox list`)")
    if unsure := found.rows("unsure"):
        troubles.append(f"{unsure} of which nobody knows whether it arrived (the ticket's card asks)")
    if parked := found.inbox["parked"]:
        troubles.append(f"{parked} requests kept that could not be worked (`python -m bot inbox list`)")
    if (lag := found.longest_lag) > _LONG:
        troubles.append(f"some has been due for {lag / 60:.0f} minutes: is a worker running?")
    return "; ".join(troubles)


def _untold(one: Untold) -> str:
    cause = f" ({one.cause})" if one.cause else ""
    since = f"{one.since:%Y-%m-%d %H:%M} UTC"
    waits = "1 event waits" if one.waiting == 1 else f"{one.waiting} events wait"
    return f"it has taken nothing since {since}, and {waits}{cause}: look at it"


def _silent(silence: Silence, desk: Desk) -> str:
    last = silence.last_heard_at
    since = f"since {last.astimezone(ZoneInfo(desk.file.time_zone)):%Y-%m-%d %H:%M}" if last else "so far"
    usual = f" (usual by then: {silence.usual})" if silence.usual else ""
    return f"nothing has come from it {since}{usual}: check its webhook"


def _not_asked(asked: InletState, now: datetime) -> str:
    """What is wrong with the asking of a source, which a worker does."""
    if asked.away_since is not None:
        minutes = (now - asked.away_since).total_seconds() / 60
        return f"it has not answered for {minutes:.0f} minutes, in {asked.failures} tries: {asked.fault}"
    if asked.asked_at is None or (now - asked.asked_at).total_seconds() > _UNASKED:
        return "nobody has asked it lately: is a worker running?"
    return ""


async def _slack(settings: Settings, desk: Desk) -> AsyncIterator[Finding]:
    if settings.slack_bot_token is None:
        yield Finding("Slack", "SLACK_BOT_TOKEN is not set; docs/setup.md says where it comes from")
        return
    yield _heard(settings)
    async with open_session() as session:
        slack = Slack(settings.slack_bot_token.get_secret_value(), session, base_url=settings.slack_api_url)
        found = await problems_in_workspace(desk, slack)
        for problem in found:
            yield Finding("Slack", problem)
        if found:
            return
        yield Finding("Slack")
        try:
            if settings.slack_app_token:
                await slack.socket_address(settings.slack_app_token.get_secret_value())
            yield Finding("clock", _skew(await slack.now(), datetime.now(UTC)))
            yield Finding("sealed cards", await _seen_by_all(slack, desk))
        except SlackError as error:
            yield Finding("Slack", explained(error))


def _heard(settings: Settings) -> Finding:
    ways = [
        *(["Socket Mode"] if settings.slack_app_token else []),
        *(["HTTP at /slack/events"] if settings.slack_signing_secret else []),
    ]
    missing = "" if ways else "set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"
    return Finding("hearing Slack", missing, note=" and ".join(ways))


def _skew(theirs: datetime | None, ours: datetime) -> str:
    """What is wrong with this machine's clock, by Slack's."""
    seconds = (ours - theirs).total_seconds() if theirs else 0.0
    if abs(seconds) < _MOST_SKEW:
        return ""
    way = "ahead of" if seconds > 0 else "behind"
    return f"this machine is {abs(seconds):.0f} seconds {way} Slack, and signatures will be refused: let NTP set it"


async def _seen_by_all(slack: Slack, desk: Desk) -> str:
    name = desk.file.escalation.channel
    channels = await slack.channels()
    found = channels.get(name.removeprefix("#"), name)
    if await slack.is_private(found):
        return ""
    return (
        f"{name} is public, so everybody sees which requests are sensitive, though not what they say: make it private"
    )


def _unproven(settings: Settings, source: Source) -> str:
    """What is missing so that somebody can prove whose requests these are."""
    given = {"HOOK_SECRET": settings.hook_secret(source.name), "HOOK_TOKEN": settings.hook_token(source.name)}
    wanted, variable = proofs(source), in_variable(source.name).upper()
    if not wanted or any(given[name] is not None for name in wanted):
        return ""
    useless = [f"{name}_{variable}" for name, value in given.items() if value is not None]
    why = f"; {useless[0]} proves nothing, since it signs" if useless else ""
    return f"nobody can send requests: set {wanted[0]}_{variable}{why}"


async def sources(settings: Settings, desk: Desk) -> AsyncIterator[Finding]:
    for name in desk.webhooks():
        if name == "generic" and desk.tells_nothing and settings.hook_secret(name) is None:
            continue  # nobody writes from outside
        variable = in_variable(name).upper()
        source = desk.source(name)
        if trouble := _unproven(settings, source):
            yield Finding(f"source {name}", trouble)
        if source.of_vendor:
            there = source.address or VENDORS[source.kind].address
            trouble = await reached(there, "for replies")
            if settings.helpdesk_token(name) is None:
                yield Finding(f"source {name}", f"replies cannot be sent: set HELPDESK_TOKEN_{variable}")
            elif not trouble:  # that somebody listens says nothing of whether we are let in
                trouble = await trouble_of(source, settings)
            yield Finding(f"source {name}", trouble)
        elif (address := settings.reply_url(name)) is None:
            yield Finding(f"source {name}", f"replies have no address: set REPLY_URL_{variable}")
        else:
            yield Finding(f"source {name}", await reached(address, "for replies"))
        for place in source.files:
            yield Finding(f"files of {name}", await reached(place, "for files"), note=place)
