"""Keeps the record and the purse of calls to a model outside, each step in a transaction of its own."""

from dataclasses import dataclass

from bot.domain.outside import Answered, Asking
from bot.flow import outside
from bot.flow.ports import Runner


@dataclass(frozen=True, slots=True)
class RecordedCalls:
    """Fulfils `bot.flow.ports.Calls`."""

    runner: Runner

    async def begin(self, asking: Asking) -> int | None:
        return await self.runner.write(outside.begin, asking)

    async def finish(self, call_id: int, answered: Answered) -> None:
        await self.runner.write(outside.finish, call_id, answered)
