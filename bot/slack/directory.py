"""Who is who in the workspace, and who stands in the places that the desk file names."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from bot.flow import roster
from bot.flow.ports import Runner
from bot.flow.roster import Account, Place
from bot.slack.errors import ChannelGone, MissingScope, NotInChannel, SlackError
from bot.slack.gateway import Slack
from bot.slack.users import User

log = structlog.get_logger(__name__)

#: Half of the time for which membership is trusted, so that one failed refresh refuses nobody.
EVERY_SECONDS = 300.0

#: People join and leave in crowds.
SOON_SECONDS = 2.0

#: For so long nobody looks again how old it is, by the clock that its age goes by: a machine may have slept.
_SEEN: Final = timedelta(minutes=1)


class Directory:
    """Keeps the cached membership fresh. One refresh runs at a time; callers wait for the one under way."""

    def __init__(self, runner: Runner, slack: Slack, now: Callable[[], datetime]) -> None:
        """`now` is real time, as the store has it."""
        self.team_id = ""  # filled when Slack has said whose token this is
        self._due: asyncio.Task[None] | None = None
        self._runner = runner
        self._slack = slack
        self._lock = asyncio.Lock()
        self._now = now
        self._seen = datetime.min.replace(tzinfo=UTC)

    async def ensure(self, seconds: float = 1.5) -> None:
        """Refresh if what is known is too old to act on. Gives up quietly after `seconds`: the roles then refuse."""
        now = self._now()
        if timedelta() <= now - self._seen < _SEEN:
            return
        if not await self._runner.read(roster.stale):
            self._seen = now
            return
        try:
            async with asyncio.timeout(seconds):
                await self.refresh()
        except (SlackError, TimeoutError) as error:
            log.warning("directory.stale", cause=str(error) or type(error).__name__)

    async def refresh(self) -> None:
        """Ask Slack for everybody and every place. Raises `SlackError`; what was known stays."""
        async with self._lock:
            wanted = await self._runner.read(roster.wanted)
            users = await self._slack.users()
            channels = await self._slack.channels()
            groups = await self._groups(wanted, users)
            places = [await self._place(place, users, channels, groups) for place in wanted]
            found = tuple(place for place in places if place is not None)
            overheard = [name for name in await self._runner.read(roster.overheard) if name not in wanted]
            found += tuple(Place(name, at, ()) for name in overheard if (at := _channel(name, channels)))
            missing = sorted({*wanted, *overheard} - {place.written for place in found})
            if missing:
                log.warning("directory.unknown_places", places=missing)
            await self._runner.write(roster.store, tuple(self._account(user) for user in users), found)
            self._seen = self._now()

    async def changed(self) -> None:
        """Somebody joined or left: refresh soon, once for all who do so within a moment."""
        if self._due is None or self._due.done():
            self._due = asyncio.create_task(self._refresh_soon())
        await asyncio.shield(self._due)

    async def _refresh_soon(self) -> None:
        await asyncio.sleep(SOON_SECONDS)
        await self.refresh()

    async def keep_fresh(self, *, at_once: bool = False) -> None:
        """Refresh now and then, until cancelled; the first time at once or after the usual while."""
        if not at_once:
            await asyncio.sleep(EVERY_SECONDS)
        while True:
            try:
                await self.refresh()
            except SlackError as error:
                log.warning("directory.not_refreshed", cause=str(error))
            await asyncio.sleep(EVERY_SECONDS)

    def _account(self, user: User) -> Account:
        elsewhere = user.stranger or bool(self.team_id and user.team_id and user.team_id != self.team_id)
        usable = not (user.is_bot or user.deleted or user.guest or elsewhere)
        return Account(
            slack_id=user.id,
            name=user.name,
            email=user.email,
            usable=usable,
            locale=user.locale,
            time_zone=user.time_zone,
        )

    async def _groups(self, wanted: Iterable[str], users: tuple[User, ...]) -> dict[str, str]:
        """User groups, asked for only where a name of the desk file is nobody's handle, or a group's id."""
        handles = {user.handle for user in users} | {user.id for user in users}
        if all(place[1:] in handles for place in wanted if place.startswith("@")) and not any(map(_is_group, wanted)):
            return {}
        try:
            return await self._slack.usergroups()
        except MissingScope:
            return {}

    async def _place(
        self, written: str, users: tuple[User, ...], channels: dict[str, str], groups: dict[str, str]
    ) -> Place | None:
        name = written[1:] if written[:1] in "#@" else written
        person = next((user for user in users if name in (user.handle, user.id)), None)
        if person is not None and not written.startswith("#"):
            return Place(written, person.id, (person.id,))
        group = groups.get(name) if written.startswith("@") else name if name in groups.values() else None
        if group is not None:
            return Place(written, group, tuple(sorted(await self._slack.usergroup_members(group))))
        channel = _channel(written, channels)
        if not channel:
            return None
        try:
            return Place(written, channel, tuple(sorted(await self._slack.members(channel))))
        except (ChannelGone, NotInChannel):
            return None


def _channel(written: str, channels: dict[str, str]) -> str:
    """The id of a channel of the desk file, by its name or as one; empty where there is none."""
    name = written[1:] if written[:1] in "#@" else written
    return channels.get(name) or (name if name[:1] in ("C", "G") and name.isupper() else "")


def _is_group(written: str) -> bool:
    """Whether a name of the desk file is a user group's id."""
    return written[:1] == "S" and written.isupper() and written.isalnum()
