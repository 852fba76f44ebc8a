"""Buttons and menus of cards, threads and modals: each parses, makes one call, answers."""

import contextlib
import re
from collections.abc import Awaitable
from dataclasses import replace
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.domain.errors import CHANGED, RefusalCode, Refused
from bot.domain.roles import Action
from bot.flow import (
    burst_cards,
    card,
    claim,
    health,
    posting,
    queue,
    read_again,
    reply,
    resolve,
    sending,
    snooze,
    triage,
)
from bot.slack import actions as act
from bot.slack import health_view, modals, queue_view
from bot.slack.burst_cards import choose
from bot.slack.click import Click
from bot.slack.front import Front, MakeView
from bot.slack.limits import Json
from bot.slack.listening import Work, clicked
from handlers import (
    acts,
    digest,
    escalations,
    files,
    forms,
    handoffs,
    holding,
    home,
    judging,
    leads,
    macros,
    messages,
    notes,
    requests,
    reviews,
    sources,
    spikes,
)

_ANY: Final = re.compile(".*")


async def _claim(front: Front, click: Click) -> None:
    await front.runner.write(claim.claim, click.ticket, click.by)
    front.show(click, click.ticket)


async def _take_over(front: Front, click: Click) -> None:
    await front.runner.write(claim.take_over, click.ticket, click.by)
    front.show(click, click.ticket)


async def _approve(front: Front, click: Click) -> None:
    try:
        await front.runner.write(reply.approve, click.ids.get("d", 0), click.ids.get("m"), click.by)
    except Refused as refused:
        if refused.code in CHANGED:  # the card says so too, and offers to read again
            await front.runner.write(posting.wanted_at_once, click.ticket)
        raise
    front.show(click, click.ticket)


async def _read_again(front: Front, click: Click) -> None:
    await front.runner.write(read_again.read_again, click.ticket, click.ids.get("d"), click.by)
    front.show(click, click.ticket)


async def _second_approve(front: Front, click: Click) -> None:
    await front.runner.write(reply.second_approve, click.ids.get("r", 0), click.by)
    front.show(click, click.ticket)


async def _take_back(front: Front, click: Click) -> None:
    await front.runner.write(reply.take_back, click.ids.get("r", 0), click.by)
    front.show(click, click.ticket)


async def _reopen(front: Front, click: Click) -> None:
    await front.runner.write(resolve.reopen, click.ticket, click.by)
    front.show(click, click.ticket)


async def _wake(front: Front, click: Click) -> None:
    await front.runner.write(snooze.wake, click.ticket, click.by)
    front.show(click, click.ticket)


async def _confirm_type(front: Front, click: Click) -> None:
    await front.runner.write(triage.confirm_type, click.ticket, click.ids.get("d", 0), click.by)
    front.show(click, click.ticket)


async def _arrived(front: Front, click: Click) -> None:
    await front.runner.write(sending.settle, click.ids.get("r", 0), True, click.by)
    front.show(click, click.ticket)


async def _send_again(front: Front, click: Click) -> None:
    await front.runner.write(sending.settle, click.ids.get("r", 0), False, click.by)
    front.show(click, click.ticket)


async def _more(front: Front, click: Click) -> None:
    name, number = act.more_of(click.option)
    if name not in _MORE:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=name)
    click = replace(click, ids={"t": number})
    try:
        await _MORE[name](front, click)
    finally:  # a choice that was refused may be made again
        front.forget(click)


async def _history(front: Front, click: Click) -> None:
    async def view() -> Json:
        lines = await front.runner.read(card.history, click.ticket, click.by)
        return modals.history(f"T-{click.ticket}", lines, front.words)

    front.open(click, view)


async def _snooze(front: Front, click: Click) -> None:
    async def view() -> Json:
        offer = await front.runner.write(snooze.offer, click.ticket, click.by)
        return modals.snooze(offer.facts, front.words, offer.choices)

    front.open(click, view)


async def _turn(front: Front, click: Click) -> None:
    name, chosen, page = act.page_of(str(click.body["actions"][0].get("value") or ""))
    status = await front.runner.read(queue.status, name, chosen, page, click.by)
    post = queue_view.queue_status(status, front.words)
    front.later(front.replace(click, post))


async def _take_next(front: Front, click: Click) -> None:
    burst, page = click.ids.get("b", 0), click.ids.get("p", 0)
    taken = await front.runner.write(burst_cards.take_next, burst, page, click.by, click.trigger_id)
    if taken is not None:
        front.say(click, front.words.taken_from_list(taken.number))


async def _open_one(front: Front, click: Click) -> None:
    async def view() -> Json:
        burst, page = click.ids.get("b", 0), click.ids.get("p", 0)
        return choose(await front.runner.read(burst_cards.choices, burst, page, click.by), front.words)

    front.open(click, view)


async def _try_again(front: Front, click: Click) -> None:
    await _mended(front, click, front.runner.write(health.try_again, click.ids.get("w", 0), click.by))


async def _drop(front: Front, click: Click) -> None:
    await _mended(front, click, front.runner.write(health.drop, click.ids.get("w", 0), click.by))


async def _mended(front: Front, click: Click, mending: Awaitable[None]) -> None:
    try:
        await mending
    finally:  # what somebody else has done about it meanwhile shows too
        front.later(_show_health(front, click))


async def _show_health(front: Front, click: Click) -> None:
    with contextlib.suppress(Refused):
        found = await front.runner.read(health.asked, click.by)
        await front.replace(click, health_view.health(found, front.words))


async def _read_letter(front: Front, click: Click) -> None:
    async def view() -> Json:
        found = await front.runner.read(health.read, click.ids.get("w", 0), click.by)
        return health_view.letter(found, front.words)

    front.open(click, view)


async def _pick(front: Front, click: Click) -> None:
    if not click.option.isdigit():
        raise Refused(RefusalCode.UNKNOWN_WORD, word=click.option)
    front.open_about(click, int(click.option), modals.about)


def _opens(make: MakeView, to: Action = Action.READ, *, draft: bool = False) -> Work:
    async def opening(front: Front, click: Click) -> None:
        front.open_about(click, click.ticket, make, draft=draft, to=to)

    return opening


async def _nothing(_front: Front, _click: Click) -> None:
    """Link buttons send a click too, and want an answer."""


_MORE: Final[dict[str, Work]] = {
    act.WRITE_REPLY: _opens(modals.write_reply, Action.WRITE_REPLY),
    act.RESOLVE: _opens(modals.resolve, Action.RESOLVE),
    act.ASSIGN: _opens(modals.assign, Action.ASSIGN),
    act.MARK_SENSITIVE: _opens(modals.mark_sensitive, Action.MARK_SENSITIVE),
    act.UNMARK_SENSITIVE: _opens(modals.unmark_sensitive, Action.UNMARK_SENSITIVE),
    act.CHANGE_TYPE: _opens(modals.change_type, Action.CHANGE_TYPE),
    act.SNOOZE: _snooze,
    **sources.MORE,
    act.EXPLAIN: _opens(modals.explain),
    act.HISTORY: _history,
    **judging.MORE,
    **handoffs.MORE,
    **escalations.MORE,
    **notes.MORE,
    **acts.MORE,
    **holding.MORE,
}

#: Every button and menu that Deskhand posts.
ACTIONS: Final[dict[str, Work]] = {
    act.CLAIM: _claim,
    act.TAKE_OVER: _take_over,
    act.APPROVE: _approve,
    act.SECOND_APPROVE: _second_approve,
    act.TAKE_BACK: _take_back,
    act.EDIT: _opens(modals.edit, Action.EDIT, draft=True),
    act.READ_AGAIN: _read_again,
    act.READ_BEFORE_SENDING: _opens(modals.read_before_sending, Action.APPROVE, draft=True),
    act.REJECT: _opens(modals.reject, Action.REJECT),
    act.WRITE_REPLY: _MORE[act.WRITE_REPLY],
    act.OPEN: _opens(modals.about),
    act.CONFIRM_TYPE: _confirm_type,
    act.OTHER_TYPE: _opens(modals.other_type, Action.CHANGE_TYPE),
    act.REOPEN: _reopen,
    act.WAKE: _wake,
    act.MORE: _more,
    act.ARRIVED: _arrived,
    act.SEND_AGAIN: _send_again,
    act.QUEUE_PAGE: _turn,
    act.QUEUE_BACK: _turn,
    act.TAKE_NEXT: _take_next,
    act.OPEN_ONE: _open_one,
    act.PICK: _pick,
    act.TRY_AGAIN: _try_again,
    act.DROP: _drop,
    act.READ_LETTER: _read_letter,
    **judging.ACTIONS,
    **sources.ACTIONS,
    **handoffs.ACTIONS,
    **escalations.ACTIONS,
    **acts.ACTIONS,
    **forms.ACTIONS,
    **requests.ACTIONS,
    **home.ACTIONS,
    **spikes.ACTIONS,
    **holding.ACTIONS,
    **messages.ACTIONS,
    **files.ACTIONS,
    **macros.ACTIONS,
    **leads.ACTIONS,
    **digest.ACTIONS,
    **reviews.ACTIONS,
}


def register(app: AsyncApp, front: Front) -> None:
    """Listen for every button and menu; what nobody knows is answered all the same."""
    for action_id, work in ACTIONS.items():
        app.action(action_id)(clicked(front, work))
    app.action(_ANY)(clicked(front, _nothing))
