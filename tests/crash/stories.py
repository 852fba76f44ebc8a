"""What people do at the desk, in stages that can be begun again: after a death they see what there is and go on."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sandbox import AppDidNotAnswer, Refused, Sent, View
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
FRIDAY: Final = 4


class NoUse(AssertionError):
    """Somebody tried again and again, and nothing happened."""


@dataclass
class Scene:
    """One story of one ticket. `told` are stages that Slack was told yes about and that did not come about."""

    world: World
    asked: Asked | None = None
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
    """`begin` happens before anything is stopped, the stages afterwards."""

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
    for number in range(TRIES):
        await scene.world.settle()
        if stage.seen(scene):
            return
        before = whispers(scene.world.sandbox)
        try:
            told = await stage.act(scene) or before
        except (AppDidNotAnswer, Refused, KeyError, IndexError, StopIteration, TimeoutError, AssertionError):
            # The person sees that it did not work, and tries again a little later.
            await asyncio.sleep(min(_MOMENT * 4**number, LONGEST_MOMENT))
            continue
        if stage.promised and not await _comes_true(scene, stage) and whispers(scene.world.sandbox) == told:
            scene.untrue.append(f"{stage.name} was answered as done, and is not ({standing(scene.world, scene.asked)})")
    if not stage.seen(scene):
        raise NoUse(f"{stage.name}: {standing(scene.world, scene.asked)}")


async def _comes_true(scene: Scene, stage: Stage) -> bool:
    """Whether what was answered shows, without another press. A card may be on its way while nothing else is."""
    for _ in range(LOOKS):
        await scene.world.settle()
        if stage.seen(scene):
            return True
        await asyncio.sleep(LONGEST_MOMENT / 5)
    return False


# -- what happens --------------------------------------------------------------------------------------------------


async def _nothing(_scene: Scene) -> None:
    """The story begins with its first stage."""


async def _asks(scene: Scene) -> None:
    scene.asked = await scene.world.asks_where()
    await scene.world.settle()


async def _is_angry(scene: Scene) -> None:
    scene.asked = await scene.world.is_angry()
    await scene.world.settle()


async def _writes(scene: Scene) -> None:
    """The helpdesk tries until it is told that the request was taken, however often Deskhand dies meanwhile."""
    world = scene.world
    if not scene.sent:
        person = world.newcomer()
        order = world.order_of(person)
        text = f"Where is my order {order}?"
        scene.sent.append(world.sandbox.customers.writes(person.id, text, f"Hello, {text.lower()}"))
    sent = await scene.sent[0]
    scene.asked = Asked(sent.conversation_id, await world.ticket_of(sent.conversation_id), "")


async def _writes_again(scene: Scene) -> None:
    if not scene.sent:
        scene.sent.append(scene.world.sandbox.customers.answers(scene.ticket.conversation, "Is there any news?"))
    await scene.sent[0]


def _presses(who: str, action: str) -> Callable[[Scene], Awaitable[object]]:
    return lambda scene: scene.world.press(who, scene.ticket, action)


def _offers(*actions: str) -> Callable[[Scene], bool]:
    return lambda scene: all(map(scene.offers, actions))


def _or_sent(action: str) -> Callable[[Scene], bool]:
    """Whoever starts Deskhand again takes longer than the undo time, so that what was approved may have left."""
    return lambda scene: scene.offers(action) or scene.offers("arrived") or scene.says("Sent")


def _says(words: str) -> Callable[[Scene], bool]:
    return lambda scene: scene.says(words)


async def _submit(scene: Scene, who: str, view: View, given: dict[str, str]) -> None:
    """Raises `Refused` where the modal stays, with a sentence."""
    if await scene.world.sandbox.submit(who, view.id, dict(given)):
        raise Refused("the modal stays open")


async def _edits(scene: Scene) -> None:
    view = await scene.world.open_by("ana", scene.ticket, "edit")
    await _submit(scene, "ana", view, {"text": "Hello, it will come on Thursday. Ana"})


async def _more(scene: Scene, who: str, entry: str, **given: str) -> None:
    view = await scene.world.choose(who, scene.ticket, entry)
    await _submit(scene, who, view, given)


async def _changes_type(scene: Scene) -> None:
    await _more(scene, "ana", "change_type", type="invoice_copy")


async def _answers_behind_the_seal(scene: Scene) -> None:
    opened = await scene.world.open_by("lena", scene.ticket, "open")
    entry = f"write_reply:{scene.ticket.ticket}"
    await scene.world.sandbox.click_in_view("lena", opened.id, "more", option=entry)
    form = await scene.world.next_view("lena", opened)
    await _submit(scene, "lena", form, {"text": "I am sorry. We refund the delivery. Lena"})


async def _second_key(scene: Scene) -> object:
    opened = await scene.world.open_by("marta", scene.ticket, "open")
    told = whispers(scene.world.sandbox)
    await scene.world.sandbox.click_in_view("marta", opened.id, "second_approve")
    return told


async def _escalates(scene: Scene) -> None:
    form = await scene.world.open_by("ana", scene.ticket, "escalate")
    await _submit(scene, "ana", form, {"reason": "safety"})


async def _undo_passes(scene: Scene) -> None:
    """The reply leaves. Where it is unclear whether it arrived, somebody looks in the helpdesk and says so."""
    if scene.offers("arrived"):
        arrived = bool(scene.world.replies(scene.ticket))
        await scene.world.press("ana", scene.ticket, "arrived" if arrived else "send_again")
    await scene.world.undo_time_passes()


async def _undo_passes_behind_the_seal(scene: Scene) -> None:
    opened = await scene.world.open_by("lena", scene.ticket, "open")
    action = "arrived" if scene.world.replies(scene.ticket) else "send_again"
    if action in buttons(opened):
        await scene.world.sandbox.click_in_view("lena", opened.id, action)
    await scene.world.undo_time_passes()


def _answered(scene: Scene) -> bool:
    """The customer has the answer, and nobody is asked whether."""
    return bool(scene.world.replies(scene.ticket)) and not scene.says("sent twice")


def _threaded(scene: Scene) -> bool:
    """The thread has what the customer wrote later."""
    return bool(scene.sent) and any("Is there any news?" in words_of(line) for line in scene.world.thread(scene.ticket))


async def _had_a_digest(scene: Scene) -> None:
    """The first one of all begins with the process that is running then; from there on none is left out."""
    while not _digests(scene):
        await _morning_comes(scene)
        await scene.world.settle()
        scene.digests = 0


async def _morning_comes(scene: Scene) -> None:
    """It is nine on the next working day, and stays so however often Deskhand dies."""
    clock = scene.world.clock
    if scene.digests == 0:
        scene.digests = _digests(scene) + 1
        clock.set(clock.now().replace(hour=8) + timedelta(days=3 if clock.now().weekday() == FRIDAY else 1))
    await scene.world.tick()


def _digests(scene: Scene) -> int:
    return len(scene.world.sandbox.messages("support-managers"))


def _digest_stands(scene: Scene) -> bool:
    return 0 < scene.digests <= _digests(scene)


_SENT: Final = Stage("undo time", _says("Sent"), _undo_passes, promised=False)

#: All of them, by name.
STORIES: Final = {
    story.name: story
    for story in (
        Story("request", _nothing, (Stage("webhook", lambda s: s.asked is not None and s.offers("approve"), _writes),)),
        Story(
            "claim", _asks,
            (
                Stage("claim", _says("With Ana"), _presses("ana", "claim")),
                Stage("customer", _threaded, _writes_again),
                Stage("release", _offers("reopen"), lambda s: _more(s, "ana", "resolve")),
                Stage("reopen", lambda s: not s.offers("reopen"), _presses("ana", "reopen")),
            ),
        ),
        Story(
            "approve", _asks,
            (
                Stage("approve", _or_sent("take_back"), _presses("ben", "approve")),
                Stage("take back", _or_sent("approve"), _presses("ben", "take_back")),
                Stage("approve again", _or_sent("take_back"), _presses("ben", "approve")),
                _SENT,
            ),
        ),
        Story("edit", _asks, (Stage("edit", _or_sent("take_back"), _edits), _SENT)),
        Story(
            "delicate", _is_angry,
            (
                Stage("write", _says("approval too"), _answers_behind_the_seal),
                Stage("second approval", lambda s: not s.says("approval too"), _second_key),
                Stage("undo time", _answered, _undo_passes_behind_the_seal, promised=False),
            ),
        ),
        Story(
            "move", _asks,
            (
                Stage("claim", _says("With Ana"), _presses("ana", "claim")),
                Stage("type", _says("Copy of an invoice"), _changes_type),
                Stage("escalate", _says("Escalated"), _escalates),
            ),
        ),
        Story("digest", _had_a_digest, (Stage("morning", _digest_stands, _morning_comes, promised=False),)),
    )
}  # fmt: skip
