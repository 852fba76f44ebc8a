"""What a job may use: handed in once, by `bot.app`."""

import asyncio
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from bot.domain.desk import Desk
from bot.flow.ports import Assistant, Business, Files, Helpdesk, Records, Runner, Subscribed, Upkeep
from bot.slack.gateway import Slack
from store.unit_of_work import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    runner: Runner
    slack: Slack
    assistant: Assistant
    records: Mapping[str, Records]
    helpdesk: Callable[[str], Helpdesk]  # by source
    files: Callable[[str], Files]  # by source
    desk: Callable[[], Desk]
    monotonic: Callable[[], float]  # seconds, for measuring only
    now: Callable[[], datetime]  # real time
    in_flight: timedelta  # after that, what a worker has sent and told nobody about is no longer on its way
    business: Business | None = None

    subscribers: Mapping[str, Subscribed] = field(default_factory=dict)  # who is told what happens, by name
    upkeep: Mapping[str, Upkeep] = field(default_factory=dict)  # helpdesks that get more than replies, by source
    workspace: Callable[[], str] = lambda: ""  # its address in Slack; empty until Slack was met
    until: float = math.inf  # by the loop's time; then the work is over, whether it is done or not

    def within(self, until: float) -> "Context":
        """The same, for work that ends at `until` by the loop's time."""
        return replace(self, runner=_InTime(self.runner, until), until=until)

    async def find(self, channel: str, name: str, *, since: datetime, thread_ts: str | None = None) -> str | None:
        """As `Slack.find`. Raises `TimeoutError` when the time is over, so that nothing is posted for what was not
        found by then: another worker may have posted it meanwhile."""
        standing = await self.slack.find(channel, name, since=since, thread_ts=thread_ts)
        return _in_time(standing, self.until)


class _InTime:
    """A runner after whose transactions nothing goes on once the time is over: `TimeoutError`.

    A time-out alone comes a step too late where the process was frozen between a transaction and the call that it
    begins, and by then another worker may be making that call.
    """

    def __init__(self, runner: Runner, until: float) -> None:
        self._runner = runner
        self._until = until

    async def write(self, use_case: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return _in_time(await self._runner.write(use_case, *args, **kwargs), self._until)

    async def read(self, query: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return _in_time(await self._runner.read(query, *args, **kwargs), self._until)


def _in_time(result: T, until: float) -> T:
    if asyncio.get_running_loop().time() > until:
        raise TimeoutError
    return result
