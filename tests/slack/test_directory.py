"""Who stands in the places that the desk file names, by name or by id."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.flow import roster
from bot.flow.roster import Place
from bot.slack.directory import Directory
from bot.slack.gateway import Slack, open_session
from sandbox import Sandbox

USERS = [{"name": "ana", "id": "U0ANA"}, {"name": "marta", "id": "U0MARTA"}]
CHANNELS = [{"name": "support", "id": "C0SUPPORT", "members": ["ana", "marta"]}]


NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def _noon() -> datetime:
    return NOON


class Desk:
    """What the directory asks of the store: the places that are wanted, and to keep what was found."""

    def __init__(self, *wanted: str, overheard: tuple[str, ...] = ()) -> None:
        self.wanted = wanted
        self.overheard = overheard
        self.found: dict[str, Place] = {}

    async def read(self, query: Callable[..., Any], /, *_: Any) -> Any:
        assert query in (roster.wanted, roster.overheard)
        return self.wanted if query is roster.wanted else self.overheard

    async def write(self, use_case: Callable[..., Any], /, _accounts: Any, found: tuple[Place, ...]) -> Any:
        assert use_case is roster.store
        self.found = {place.written: place for place in found}


async def test_places_by_name_and_by_id_are_the_same() -> None:
    groups = [{"handle": "tier2", "users": ("marta",)}]
    async with (
        Sandbox(users=USERS, channels=CHANNELS, usergroups=groups, limits=False) as sandbox,
        open_session() as session,
    ):
        slack = Slack(sandbox.bot_token, session, base_url=sandbox.api_url)
        group = (await slack.usergroups())["tier2"]
        desk = Desk("#support", "C0SUPPORT", "@marta", "U0MARTA", "@tier2", group, "#nowhere", "S0NOBODY")
        await Directory(desk, slack, _noon).refresh()  # type: ignore[arg-type]
    assert {written: (place.slack_id, place.members) for written, place in desk.found.items()} == {
        **dict.fromkeys(("#support", "C0SUPPORT"), ("C0SUPPORT", tuple(sorted([*desk.found["#support"].members])))),
        **dict.fromkeys(("@marta", "U0MARTA"), ("U0MARTA", ("U0MARTA",))),
        **dict.fromkeys(("@tier2", group), (group, ("U0MARTA",))),
    }
    assert {"U0ANA", "U0MARTA"} <= set(desk.found["#support"].members)


async def test_of_a_request_channel_the_id_is_known_and_nobody_in_it() -> None:
    async with Sandbox(users=USERS, channels=CHANNELS, limits=False) as sandbox, open_session() as session:
        desk = Desk("@marta", overheard=("#support", "#nowhere"))
        slack = Slack(sandbox.bot_token, session, base_url=sandbox.api_url)
        await Directory(desk, slack, _noon).refresh()  # type: ignore[arg-type]
        assert not sandbox.calls("conversations.members")
    assert (desk.found["#support"].slack_id, desk.found["#support"].members) == ("C0SUPPORT", ())
    assert "#nowhere" not in desk.found


async def test_groups_are_not_asked_for_where_none_is_named() -> None:
    async with Sandbox(users=USERS, channels=CHANNELS, limits=False) as sandbox, open_session() as session:
        desk = Desk("#support", "@marta", "U0ANA")
        await Directory(desk, Slack(sandbox.bot_token, session, base_url=sandbox.api_url), _noon).refresh()  # type: ignore[arg-type]
        assert not sandbox.calls("usergroups.list")


class Asked(Desk):
    """A desk whose membership is always too old, and which counts how often it is looked at."""

    looks = 0

    async def read(self, query: Callable[..., Any], /, *_: Any) -> Any:
        if query is roster.stale:
            self.looks += 1
            return True
        return await super().read(query)


async def test_a_machine_that_slept_asks_who_is_there_before_anybody_is_refused() -> None:
    now = NOON
    async with Sandbox(users=USERS, channels=CHANNELS, limits=False) as sandbox, open_session() as session:
        desk = Asked("#support")
        directory = Directory(desk, Slack(sandbox.bot_token, session, base_url=sandbox.api_url), lambda: now)  # type: ignore[arg-type]
        await directory.refresh()

        now = NOON + timedelta(seconds=59)
        await directory.ensure()
        assert desk.looks == 0

        now = NOON + timedelta(hours=8)  # while no time passed for the process
        await directory.ensure()
        assert desk.looks == 1
        assert len(sandbox.calls("users.list")) == 2
