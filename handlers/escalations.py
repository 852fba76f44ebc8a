"""Escalations: raise, accept, pass on, settle."""

from collections.abc import Callable
from typing import Final

from bot.domain.card import CardFacts
from bot.domain.roles import Action
from bot.flow import card, escalate, escalation_answers
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work
from bot.slack.modals import escalations as modals
from bot.words import Words
from handlers import holding


async def _open_form(front: Front, click: Click) -> None:
    """**Escalate**: who will be asked stands in the form, and follows the reason that is chosen."""

    async def view() -> Json:
        facts = await front.runner.write(card.opened, click.ticket, click.by, to=Action.ESCALATE)
        foreseen = await front.runner.read(escalate.foreseen, click.ticket, "", click.by)
        return modals.escalate(facts, front.words, reasons=front.escalation_reasons, foreseen=foreseen)

    front.open(click, view)


async def _choose_reason(front: Front, click: Click) -> None:
    foreseen = await front.runner.read(escalate.foreseen, click.ticket, click.option, click.by)
    shown = modals.with_asked(click.body.get("view") or {}, front.words, foreseen)
    front.redraw(click, shown)


async def _accept(front: Front, click: Click) -> None:
    accepted = await front.runner.write(escalation_answers.accept, click.ticket, click.by)
    front.show(click, click.ticket)
    if accepted is not None:
        await holding.offer(front, click)


def _opens(make: Callable[[CardFacts, Words], Json], to: Action) -> Work:
    async def opening(front: Front, click: Click) -> None:
        async def view() -> Json:
            facts = await front.runner.write(escalation_answers.opened, click.ticket, click.by, to)
            return make(facts, front.words)

        front.open(click, view)

    return opening


async def _pass_on(front: Front, click: Click) -> None:
    to, why = click.entered.get(act.PERSON, ""), click.entered.get(act.REASON, "")
    await front.runner.write(escalation_answers.pass_on, click.ticket, to, why, click.by, click.view_id)


async def _settle(front: Front, click: Click) -> None:
    note = click.entered.get(act.NOTE, "")
    await front.runner.write(escalation_answers.settle, click.ticket, note, click.by, click.view_id)


ACTIONS: Final[dict[str, Work]] = {
    act.ESCALATE: _open_form,
    act.REASON: _choose_reason,
    act.ACCEPT_ESCALATION: _accept,
    act.PASSING_ON: _opens(modals.pass_on, Action.PASSING_ON),
    act.SETTLE: _opens(modals.settle, Action.SETTLE),
}

MORE: Final[dict[str, Work]] = {act.SETTLE: ACTIONS[act.SETTLE]}

SUBMITS: Final[dict[str, Work]] = {act.PASSING_ON: _pass_on, act.SETTLE: _settle}
