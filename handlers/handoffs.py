"""Handing off, and a department's answers: buttons, the entry of **More…**, and submitted modals."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import Answer, HandoffFacts
from bot.flow import handoff, handoff_answers, handoff_cards
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work
from bot.slack.modals import handoffs as modals
from bot.words import Words


async def _open_hand_off(front: Front, click: Click) -> None:
    async def view() -> Json:
        offer = await front.runner.write(handoff_cards.offer, click.ticket, click.by)
        return modals.hand_off(
            offer.facts, front.words, offer.departments, needs=offer.needs, by=offer.by, first=offer.proposed
        )

    front.open(click, view)


async def _hand_off(front: Front, click: Click) -> None:
    request, add_to = asked_for(click)
    if add_to is not None:
        await front.runner.write(handoff.add, add_to, [click.ticket], request.needs, click.by, click.view_id)
        return
    await front.runner.write(handoff.ask, [click.ticket], request, click.by, click.view_id)


def asked_for(click: Click) -> tuple[handoff.Request, int | None]:
    """What a hand-off modal asks for, and the handoff that it is to be added to, if any."""
    kind, _, which = click.entered.get(act.WHERE, "").partition(":")
    needs, told = click.entered.get(act.NEEDS, ""), click.entered.get(act.TOLD, "")
    add_to = int(which) if kind == "add" and which.isdigit() else None
    return handoff.Request(department=which, needs=needs, told=told, by=_moment(click)), add_to


async def _accept(front: Front, click: Click) -> None:
    await front.runner.write(handoff_answers.promise, click.ids.get("h", 0), Answer.ACCEPT, click.by)


async def _propose(front: Front, click: Click) -> None:
    moment = _moment(click)
    if moment is None:
        raise Refused(RefusalCode.PAST_TIME)
    number = click.ids.get("h", 0)
    await front.runner.write(handoff_answers.promise, number, Answer.PROPOSE, click.by, click.view_id, moment)


def _moment(click: Click) -> datetime | None:
    entered = click.entered.get(act.MOMENT, "")
    return datetime.fromtimestamp(int(entered), UTC) if entered.isdigit() else None


def _opens(make: Callable[[HandoffFacts, Words], Json], answer: Answer) -> Work:
    async def opening(front: Front, click: Click) -> None:
        async def view() -> Json:
            facts = await front.runner.read(handoff_cards.opened, click.ids.get("h", 0), click.by, answer)
            return make(facts, front.words)

        front.open(click, view)

    return opening


def _answers(answer: Answer) -> Work:
    async def answering(front: Front, click: Click) -> None:
        chosen, said = click.entered.get(act.ORDER, ""), click.entered.get(act.REASON, "")
        one = int(chosen) if chosen.isdigit() and int(chosen) else None
        number = click.ids.get("h", 0)
        await front.runner.write(handoff_answers.result, number, answer, said, click.by, click.view_id, one)

    return answering


async def _csv(front: Front, click: Click) -> None:
    async def view() -> Json:
        facts = await front.runner.read(handoff_cards.opened, click.ids.get("h", 0), click.by)
        return modals.orders_csv(facts, front.words, handoff_cards.as_csv(facts))

    front.open(click, view)


MORE: Final[dict[str, Work]] = {act.HAND_OFF: _open_hand_off}

ACTIONS: Final[dict[str, Work]] = {
    act.HAND_OFF: _open_hand_off,
    act.ACCEPT: _accept,
    act.PROPOSE: _opens(modals.propose, Answer.PROPOSE),
    act.DECLINE: _opens(modals.decline, Answer.DECLINE),
    act.DONE: _opens(modals.done, Answer.DONE),
    act.NEED_MORE: _opens(modals.need_more, Answer.NEED_MORE),
    act.ORDERS_CSV: _csv,
}

SUBMITS: Final[dict[str, Work]] = {
    act.HAND_OFF: _hand_off,
    act.PROPOSE: _propose,
    act.DECLINE: _answers(Answer.DECLINE),
    act.DONE: _answers(Answer.DONE),
    act.NEED_MORE: _answers(Answer.NEED_MORE),
}
