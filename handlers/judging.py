"""People's judgement of a reply or a suggestion: buttons, entries of **More…** and the modals that they open."""

from typing import Final

from bot.domain.roles import Action
from bot.flow import send_alone
from bot.slack import actions as act
from bot.slack import modals
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.listening import Work


async def _open_send_alone(front: Front, click: Click) -> None:
    front.open_about(click, click.ticket, modals.send_alone, to=Action.SEND_ALONE)


async def _send_alone(front: Front, click: Click) -> None:
    reason = click.entered.get(act.REASON, "")
    await front.runner.write(send_alone.send_alone, click.ids.get("r", 0), reason, click.by, click.view_id)


#: Entries of **More…**, and submitted modals by their callback id.
MORE: Final[dict[str, Work]] = {act.SEND_ALONE: _open_send_alone}
SUBMITS: Final[dict[str, Work]] = {act.SEND_ALONE: _send_alone}
