"""What leads press below a queue: giving many tickets to others, and resuming a paused queue."""

from dataclasses import replace
from typing import Any, Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.load import Moved, Order
from bot.flow import load, pauses, queue
from bot.slack import actions as act
from bot.slack import leads_view, queue_view
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work
from bot.slack.modals import leads as modals

#: As many transactions as one submit leads to, each of `load.MOST` tickets.
ROUNDS: Final = 40


def _value(click: Click) -> str:
    given: Any = (click.body.get("actions") or [{}])[0].get("value")
    return str(given or (click.body.get("view") or {}).get("private_metadata") or "")


def _opens(*, own: bool) -> Work:
    """`own`: of somebody who is away, for whoever presses it."""

    async def opening(front: Front, click: Click) -> None:
        async def view() -> Json:
            shares, me = await front.runner.read(load.offer, act.queue_of(_value(click)), click.by)
            return modals.reassign(shares, front.words, click.ids.get("n", 0), me if own else 0)

        front.open(click, view)

    return opening


async def _reassign(front: Front, click: Click) -> None:
    """The first ones at once; the rest, and what is said of it, after the answer."""
    order = _order(click)
    found = await front.runner.write(load.reassign, order, click.by, click.view_id)
    if found is not None:
        front.later(_rest(front, click, order, found))


def _order(click: Click) -> Order:
    whose, first, to = (click.entered.get(name, "") for name in (act.FROM, act.FIRST, act.TO))
    if not (whose.isdigit() and first.isdigit() and (to in ("queue", "spread") or to.isdigit())):
        raise Refused(RefusalCode.UNKNOWN_WORD, word="")
    name = act.queue_of(_value(click))
    if to == "queue":
        return Order(queue=name, from_id=int(whose), first=int(first), where="queue")
    if to == "spread":
        return Order(queue=name, from_id=int(whose), first=int(first), where="spread")
    return Order(queue=name, from_id=int(whose), first=int(first), where="person", to_id=int(to))


async def _rest(front: Front, click: Click, order: Order, found: Moved) -> None:
    for number in range(1, ROUNDS):
        if not found.left:
            break
        rest = replace(order, first=found.left if order.first else 0)
        stayed = (*found.sealed, *found.leaving)
        more = await front.runner.write(load.reassign, rest, click.by, f"{click.view_id}:{number}", stayed)
        if more is None:
            break
        found = _sum(found, more)
    front.tell(click, leads_view.moved(found, front.words))


def _sum(one: Moved, more: Moved) -> Moved:
    to = {person.id if person else 0: (person, numbers) for person, numbers in one.moved}
    for person, numbers in more.moved:
        key = person.id if person else 0
        to[key] = (person, (*to[key][1], *numbers)) if key in to else (person, numbers)
    return replace(
        more, moved=tuple(to.values()), sealed=(*one.sealed, *more.sealed), leaving=(*one.leaving, *more.leaving)
    )


async def _resume(front: Front, click: Click) -> None:
    name = act.queue_of(_value(click))
    await front.runner.write(pauses.resume, name, click.by)
    status = await front.runner.read(queue.status, name, "", 0, click.by)
    front.later(front.replace(click, queue_view.queue_status(status, front.words)))


ACTIONS: Final[dict[str, Work]] = {
    act.REASSIGN: _opens(own=False),
    act.TAKE_ALL: _opens(own=True),
    act.RESUME: _resume,
}

SUBMITS: Final[dict[str, Work]] = {act.REASSIGN: _reassign}
