"""What agents do with a ticket beside answering it: buttons, entries of **More…**, and submitted modals."""

from collections.abc import Callable
from typing import Any, Final

from bot.domain.roles import Action
from bot.flow import claim, correct, merge, not_a_request, read_again
from bot.slack import actions as act
from bot.slack import modals
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work


def _does(use_case: Callable[..., Any]) -> Work:
    """At once, without a form; the card or modal shows what came of it."""

    async def doing(front: Front, click: Click) -> None:
        await front.runner.write(use_case, click.ticket, click.by)
        front.show(click, click.ticket)

    return doing


async def _open_priority(front: Front, click: Click) -> None:
    front.open_about(click, click.ticket, modals.change_priority, to=Action.CHANGE_PRIORITY)


async def _change_priority(front: Front, click: Click) -> None:
    chosen, note = click.entered.get(act.PRIORITY, ""), click.entered.get(act.NOTE, "")
    await front.runner.write(correct.change_priority, click.ticket, chosen, click.by, click.view_id, note)


async def _open_move(front: Front, click: Click) -> None:
    async def view() -> Json:
        found = await front.runner.write(correct.places, click.ticket, click.by)
        return modals.move_queue(found.facts, front.words, found.queues)

    front.open(click, view)


async def _move(front: Front, click: Click) -> None:
    chosen, note = click.entered.get(act.QUEUE, ""), click.entered.get(act.NOTE, "")
    await front.runner.write(correct.move_queue, click.ticket, chosen, click.by, click.view_id, note)


async def _open_merge(front: Front, click: Click) -> None:
    async def view() -> Json:
        found = await front.runner.write(merge.offer, click.ticket, click.by)
        return modals.merge(found.facts, front.words, found.twins)

    front.open(click, view)


async def _merge(front: Front, click: Click) -> None:
    """A number that somebody has written stands above the choices."""
    written, chosen = click.entered.get(act.NUMBER, ""), click.entered.get(act.INTO, "")
    into = act.number_of(written or chosen)
    await front.runner.write(merge.merge, click.ticket, into, click.by, click.view_id)


MORE: Final[dict[str, Work]] = {
    act.CHECK_AGAIN: _does(read_again.check),
    act.RELEASE: _does(claim.release),
    act.NOT_A_REQUEST: _does(not_a_request.end),
    act.CHANGE_PRIORITY: _open_priority,
    act.MOVE_QUEUE: _open_move,
    act.MERGE: _open_merge,
}

ACTIONS: Final[dict[str, Work]] = {
    act.CHECK_AGAIN: _does(read_again.check),
    act.RELEASE: _does(claim.release),
    act.IS_A_REQUEST: _does(not_a_request.take_back),
    act.MERGE: _open_merge,
}

SUBMITS: Final[dict[str, Work]] = {
    act.CHANGE_PRIORITY: _change_priority,
    act.MOVE_QUEUE: _move,
    act.MERGE: _merge,
}
