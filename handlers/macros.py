"""A macro is chosen beside a reply: its text comes into the field, and nothing is sent."""

from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.flow import macros
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.listening import Work
from bot.slack.modals.macros import with_text


async def _choose(front: Front, click: Click) -> None:
    if not click.view_id:
        raise Refused(RefusalCode.NO_SUCH_MACRO)
    try:
        text = await front.runner.write(macros.use, click.ticket, click.option, click.by, click.trigger_id)
    except Refused as refused:  # on top of the form, where what was typed stays
        front.say(click, front.refusal(refused))
        return
    front.redraw(click, with_text(click.body["view"], click.entered.get(act.TEXT, ""), text))


ACTIONS: Final[dict[str, Work]] = {act.MACRO: _choose}
