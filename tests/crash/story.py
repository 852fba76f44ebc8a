"""The shape of a story: stages that can be begun again, and who acts until they see what they wanted."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sandbox import AppDidNotAnswer, Refused, Sent
from tests.crash.shown import standing, whispers
from tests.crash.world import World
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked

#: How often somebody tries before they give up. One boundary stops one try.
TRIES: Final = 4
#: How often it is looked whether an answer has come true.
LOOKS: Final = 30
_MOMENT: Final = 0.01
LONGEST_MOMENT: Final = 0.5
LONG: Final = timedelta(minutes=10)


class NoUse(AssertionError):
    """Somebody tried again and again, and nothing happened."""


@dataclass
class Scene:
    """One story of one ticket. `told` are stages that Slack was told yes about and that did not come about."""

    world: World
    asked: Asked | None = None
    before: Asked | None = None  # their first request, where `asked` is a second one
    begun: bool = False
    digests: int = 0
    stage: int = 0
    sent: list[Sent] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)

    @property
    def ticket(self) -> Asked:
        assert self.asked is not None
        return self.asked

    def offers(self, action: str) -> bool:
        card = self.world.card(self.ticket)
        return card is not None and action in buttons(card)

    def says(self, words: str) -> bool:
        card = self.world.card(self.ticket)
        return card is not None and words in words_of(card)


@dataclass(frozen=True)
class Stage:
    """`act` until `seen`. `promised` says that Slack's yes to `act` means that it has come about.

    `act` may return what single people were shown before the decisive press; else it is what they saw before all of it.
    """

    name: str
    seen: Callable[[Scene], bool]
    act: Callable[[Scene], Awaitable[object]]
    promised: bool = True


@dataclass(frozen=True)
class Story:
    """`begin` happens before the stages; after a death in it, it goes on from what there is."""

    name: str
    begin: Callable[[Scene], Awaitable[object]]
    stages: tuple[Stage, ...]

    async def go_on(self, scene: Scene) -> None:
        """From the stage that was reached to the end. Raises `Died` with the process, `NoUse` when nothing helps."""
        while scene.stage < len(self.stages):
            await _until_seen(scene, self.stages[scene.stage])
            scene.stage += 1
        await scene.world.settle(LONG)


async def _until_seen(scene: Scene, stage: Stage) -> None:
    failed = ""
    for number in range(TRIES):
        await scene.world.settle()
        if stage.seen(scene):
            return
        before = whispers(scene.world.sandbox)
        try:
            told = await stage.act(scene) or before
        except (AppDidNotAnswer, Refused, KeyError, IndexError, StopIteration, TimeoutError, AssertionError) as error:
            failed = f"{type(error).__name__} {error}"
            # The person sees that it did not work, and tries again a little later.
            await asyncio.sleep(min(_MOMENT * 4**number, LONGEST_MOMENT))
            continue
        if stage.promised and not await _comes_true(scene, stage) and whispers(scene.world.sandbox) == told:
            scene.untrue.append(f"{stage.name} was answered as done, and is not ({standing(scene.world, scene.asked)})")
    if not stage.seen(scene):
        raise NoUse(f"{stage.name}: {failed}: {standing(scene.world, scene.asked)}")


async def _comes_true(scene: Scene, stage: Stage) -> bool:
    """Whether what was answered shows, without another press. A card may be on its way while nothing else is."""
    for _ in range(LOOKS):
        await scene.world.settle()
        if stage.seen(scene):
            return True
        await asyncio.sleep(LONGEST_MOMENT / 5)
    return False
