"""A real process that dies by SIGKILL in the middle of what it does, again and again."""

import asyncio
from pathlib import Path
from random import Random

from sandbox import AppDidNotAnswer
from tests import databases
from tests.crash.killed import Killed
from tests.crash.seams import Point
from tests.crash.story import LONGEST_MOMENT, Scene, Stage, Story
from tests.crash.trial import chosen
from tests.crash.verdict import looking, verdict
from tests.crash.world import Died

KILLS = 5


async def nothing(_scene: Scene) -> None:
    """It begins with its first stage."""


def stands(scene: Scene) -> bool:
    return bool(scene.world.sandbox.messages("support-managers"))


async def comes(scene: Scene) -> None:
    await scene.world.tick()


#: A process has one morning only.
MORNING = Story("digest", nothing, (Stage("morning", stands, comes, promised=False),))


async def lived_through(world: Killed, story: Story) -> Scene:
    """One story to its end, however often the process dies."""
    scene = Scene(world)
    while True:
        try:
            if not scene.begun:
                await world.alive(story.begin(scene))
                scene.begun = True
            await world.alive(story.go_on(scene))
            return scene
        except Died:
            await world.restart()
        except AppDidNotAnswer:
            await asyncio.sleep(LONGEST_MOMENT)  # it dies under a press of the beginning: whoever pressed does it again


async def all_sides_agree(
    kind: databases.Kind, every_boundary: dict[str, list[Point]], chance: Random, folder: Path
) -> None:
    """Fails where something was lost, doubled or wrong after five deaths."""
    picked = chosen(every_boundary, chance, KILLS)
    untrue: list[str] = []
    with databases.fresh(kind, folder) as url:
        world = Killed(folder, url, [Point(point.name, 1) for _, point, _ in picked])
        await world.open()
        try:
            for number, (story, _, _) in enumerate(picked, start=1):
                untrue += (await lived_through(world, MORNING if story.name == "digest" else story)).untrue
                if world.deaths < number:
                    await world.kill()
                    await world.restart()
            await lived_through(world, MORNING)
            await world.settle()
            world.forget_the_digest_before()
            with looking(url, world.desk, [world.secret.encode()], world.desk_now()) as uow:
                found = verdict(uow, world.sandbox)
        finally:
            await world.close()
    assert [*untrue, *found.faults] == []
    assert world.reached >= KILLS
