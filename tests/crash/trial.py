"""One trial: a story, a boundary at which it is stopped, and whether all sides agree afterwards."""

from dataclasses import dataclass, field
from random import Random
from typing import Final, get_args

from sqlalchemy import text

from tests.crash.seams import Point
from tests.crash.stories import STORIES
from tests.crash.story import Scene, Story
from tests.crash.verdict import looking, verdict
from tests.crash.world import Died, How, World

#: How often a process may die in one trial: once at its boundary.
LIVES: Final = 3
HOWS: Final[tuple[How, ...]] = get_args(How)
#: Boundaries between the moment a reply may have been written and the moment its outcome is on record: a stop here may
#: leave it unsure.
_WHILE_SENDING: Final = (
    "sending.begin: COMMIT",
    "reply: ",
    "app: ",
    "sending.record: ",
    "leases.record: ",
    "leases.reap: ",
)


@dataclass(frozen=True)
class Trial:
    """What was tried, whether the boundary was reached, and what was wrong afterwards, one sentence each."""

    story: str
    point: Point | None
    how: How
    reached: bool
    faults: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # by the application's log, last

    def __str__(self) -> str:
        point = f"{self.how} at {self.point.name} (time {self.point.time})" if self.point else "undisturbed"
        if not self.faults:
            return f"{self.story}, {point}: well"
        return f"{self.story}, {point}: {'; '.join(self.faults)}; the log said {self.said or 'nothing'}"


async def tried(world: World, story: Story, point: Point | None, how: How = "kill") -> Trial:
    """Live through a story in a running world, stopped at `point`, until all work is done; then compare."""
    scene, since = Scene(world), _newest(world) + 1
    world.said.forget()
    await world.alive(story.begin(scene))
    world.arm(point, how)
    faults: list[str] = []
    for _ in range(LIVES):
        try:
            await world.alive(story.go_on(scene))
            break
        except Died:
            await world.restart()
        except AssertionError as stuck:
            faults.append(str(stuck))
            break
    reached = point is not None and world.seams.at is None
    world.seams.armed = False
    unsure = point is None or any(part in point.name for part in _WHILE_SENDING)
    with looking(world.address, world.desk, [world.secret_key.encode()], world.clock.now()) as uow:
        found = verdict(uow, world.sandbox, since=since, may_be_unsure=unsure and point is not None)
    return Trial(story.name, point, how, reached, [*faults, *scene.untrue, *found.faults], world.said.last())


async def boundaries(world: World, story: Story) -> list[Point]:
    """Every boundary that a story crosses when nothing stops it. Raises AssertionError when it does not end well."""
    trial = await tried(world, story, None)
    assert not trial.faults, str(trial)
    found, world.seams.met = world.seams.met, []
    return found


def chosen(found: dict[str, list[Point]], chance: Random, count: int) -> list[tuple[Story, Point, How]]:
    """`count` trials at random. Each name of a boundary is as likely as another, however often it is crossed."""
    names = sorted({(story, point.name) for story, points in found.items() for point in points})
    return [_one(found, *chance.choice(names), chance) for _ in range(count)]


def _one(found: dict[str, list[Point]], story: str, name: str, chance: Random) -> tuple[Story, Point, How]:
    times = sum(point.name == name for point in found[story])
    # What polls is met a few times more or less often in the next run, so the last times may not come.
    return STORIES[story], Point(name, chance.randint(1, -(-times * 2 // 3))), chance.choice(HOWS)


def _newest(world: World) -> int:
    with looking(world.address, world.desk, [world.secret_key.encode()]) as uow:
        return int(uow.session.connection().execute(text("SELECT coalesce(max(id), 0) FROM ticket")).scalar_one())
