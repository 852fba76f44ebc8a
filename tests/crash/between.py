"""Stories of more than one side: a department is asked and answers, two requests become one, a word is kept."""

from typing import Final

from sandbox import Message, Refused
from tests.crash.story import Scene, Stage, Story
from tests.scenarios.reading import buttons, words_of

_DEPARTMENT: Final = "ops-logistics"


async def _is_claimed(scene: Scene) -> None:
    scene.asked = scene.asked or await scene.world.asks_where()
    await scene.world.settle()
    if not scene.says("With Ben"):
        await scene.world.press("ben", scene.ticket, "claim")
        await scene.world.settle()


def _needs(scene: Scene) -> str:
    return f"Where is the parcel of {scene.ticket.number}?"


async def _hands_off(scene: Scene) -> None:
    form = await scene.world.choose("ben", scene.ticket, "hand_off")
    given = {"where": "new:logistics", "needs": _needs(scene), "told": "We are asking the carrier."}
    if await scene.world.sandbox.submit("ben", form.id, given):
        raise Refused("the modal stays open")


def _departments_card(scene: Scene) -> Message | None:
    return next((one for one in scene.world.sandbox.messages(_DEPARTMENT) if _needs(scene) in words_of(one)), None)


def _department_offers(scene: Scene, action: str) -> bool:
    card = _departments_card(scene)
    return card is not None and action in buttons(card)


def _handed_off(scene: Scene) -> bool:
    return scene.says("With Logistics") and _department_offers(scene, "handoff_accept")


async def _accepts(scene: Scene) -> None:
    card = _departments_card(scene)
    assert card is not None
    await scene.world.sandbox.click("tomas", card.channel, card.ts, "handoff_accept")


async def _has_done(scene: Scene) -> None:
    card = _departments_card(scene)
    assert card is not None
    form = await scene.world.opened("tomas", scene.world.sandbox.click("tomas", card.channel, card.ts, "handoff_done"))
    given = {"order": "0", "reason": "It is in Lyon until noon."}
    if await scene.world.sandbox.submit("tomas", form.id, given):
        raise Refused("the modal stays open")


async def _asks_twice(scene: Scene) -> None:
    """`scene.asked` is the second request; the first one is held by Ben."""
    world = scene.world
    if scene.before is None:
        await _is_claimed(scene)
        first = scene.ticket
        customer = world.sandbox.customers.people[first.customer]
        text = f"I forgot to say: order {first.order} is a birthday present."
        scene.before, scene.asked = first, await world.writes(customer, "Parcel", text)
    await world.settle()


async def _merges(scene: Scene) -> None:
    form = await scene.world.open_by("ana", scene.ticket, "merge")
    if await scene.world.sandbox.submit("ana", form.id):
        raise Refused("the modal stays open")


_NOTE: Final = "She rang. A neighbour takes the parcel."


async def _notes(scene: Scene) -> None:
    form = await scene.world.choose("ben", scene.ticket, "add_note")
    if await scene.world.sandbox.submit("ben", form.id, {"note": _NOTE}):
        raise Refused("the modal stays open")


def _noted(scene: Scene) -> bool:
    return any(_NOTE in words_of(line) for line in scene.world.thread(scene.ticket))


async def _sleeps(scene: Scene) -> None:
    form = await scene.world.choose("ben", scene.ticket, "snooze")
    if await scene.world.sandbox.submit("ben", form.id):
        raise Refused("the modal stays open")


BETWEEN: Final = (
    Story(
        "hand off", _is_claimed,
        (
            Stage("hand off", _handed_off, _hands_off),
            Stage("accept", lambda s: _department_offers(s, "handoff_done"), _accepts),
            Stage("done", lambda s: s.says("Tell the customer."), _has_done),
        ),
    ),
    Story("merge", _asks_twice, (Stage("merge", lambda s: s.says("Merged into"), _merges),)),
    Story(
        "note", _is_claimed,
        (
            Stage("note", _noted, _notes),
            Stage("snooze", lambda s: s.says("Asleep until"), _sleeps),
        ),
    ),
)  # fmt: skip
