"""Quality reviews: reading and scoring a conversation, or leaving it out."""

from typing import Final

from bot.flow import reviews
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work
from bot.slack.modals import reviews as modals


async def _open(front: Front, click: Click) -> None:
    async def view() -> Json:
        found = await front.runner.write(reviews.opened, click.ids.get("v", 0), click.by)
        return modals.review(found.facts, found.sample, found.criteria, front.words)

    front.open(click, view)


async def _score(front: Front, click: Click) -> None:
    entered = click.entered
    given = {name.removeprefix(act.SCORE): score for name, score in entered.items() if name.startswith(act.SCORE)}
    sample_id, note = click.ids.get("v", 0), entered.get(act.NOTE, "")
    await front.runner.write(reviews.score, sample_id, given, note, click.by, click.view_id)


async def _open_leave_out(front: Front, click: Click) -> None:
    async def view() -> Json:
        return modals.leave_out(
            await front.runner.write(reviews.sample_of, click.ids.get("v", 0), click.by), front.words
        )

    front.open(click, view)


async def _leave_out(front: Front, click: Click) -> None:
    reason = click.entered.get(act.REASON, "")
    await front.runner.write(reviews.leave_out, click.ids.get("v", 0), reason, click.by, click.view_id)


ACTIONS: Final[dict[str, Work]] = {act.REVIEW: _open, act.LEAVE_OUT: _open_leave_out}
SUBMITS: Final[dict[str, Work]] = {act.REVIEW: _score, act.LEAVE_OUT: _leave_out}
