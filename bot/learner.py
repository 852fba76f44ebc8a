"""Lets the embedded assistant learn while it works: beside the jobs, in worker processes only."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.assistant import Embedded
from bot.assistant.questions import questions
from bot.assistant.training import LearningFailed
from bot.domain.desk import Desk
from bot.domain.errors import DatabaseUnavailable
from bot.domain.lessons import Answer, Tally, worth_learning
from bot.flow import learning
from bot.flow.ports import Runner

#: Seconds between two looks whether there is enough that is new.
LOOK_SECONDS: Final = 300.0
#: Questions that are taken out of answers at one look.
BATCH: Final = 200

log = structlog.get_logger(__name__)


class Learner:
    """Looks now and then, and lets the assistant learn again when that is worth it. Ended by cancelling `run`."""

    def __init__(
        self,
        runner: Runner,
        assistant: Embedded,
        desk: Desk,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._runner = runner
        self._assistant = assistant
        self._desk = desk
        self._now = now
        self._monotonic = monotonic
        self._then = Tally()
        self._at = monotonic()

    async def run(self) -> None:
        """Learn what there is at the start, then whenever enough has been added. Nothing that fails here is passed on:
        the assistant goes on with what it knows."""
        try:
            now = await self._runner.read(learning.tally)
            if worth_learning(self._then, now, timedelta(0)):
                await self._learn(now)
        except Exception as error:
            log.warning("learner.not_begun", cause=type(error).__name__)
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> bool:
        """Take questions out of new answers, and learn again if that is worth it; whether it did."""
        try:
            await self.take_questions()
            now = await self._runner.read(learning.tally)
            age = timedelta(seconds=self._monotonic() - self._at)
            return worth_learning(self._then, now, age) and await self._learn(now)
        except DatabaseUnavailable as error:
            log.warning("learner.database_away", cause=str(error))
        except Exception:
            log.exception("learner.failed")
        return False

    async def take_questions(self) -> int:
        """Keep the questions of answers that were sent as suggested, or nearly; how many said something new."""
        found: Sequence[Answer] = await self._runner.read(learning.unlearned, BATCH)
        if not found:
            return 0
        told = await asyncio.to_thread(questions, self._desk, found, self._now().year)
        return await self._runner.write(learning.learn, list(zip(found, told, strict=True)))

    async def _learn(self, now: Tally) -> bool:
        began = self._monotonic()
        try:
            await self._assistant.learn(await self._runner.read(learning.read))
        except LearningFailed as error:
            log.warning("learner.not_learned", cause=str(error))
            return False
        self._then, self._at = now, self._monotonic()
        log.info("learner.learned", decisions=now.decisions, answers=now.answers, seconds=round(self._at - began, 1))
        return True
