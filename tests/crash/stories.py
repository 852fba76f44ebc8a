"""What people do at the desk, in stages that can be begun again: after a death they see what there is and go on."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from sandbox import Refused, View
from tests.crash.between import BETWEEN
from tests.crash.shown import whispers
from tests.crash.story import Scene, Stage, Story
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked

FRIDAY: Final = 4


# -- what happens --------------------------------------------------------------------------------------------------


async def _nothing(_scene: Scene) -> None:
    """The story begins with its first stage."""


async def _asks(scene: Scene) -> None:
    scene.asked = scene.asked or await scene.world.asks_where()
    await scene.world.settle()


async def _is_angry(scene: Scene) -> None:
    scene.asked = scene.asked or await scene.world.is_angry()
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
        *BETWEEN,
    )
}  # fmt: skip
