"""People's judgement of a reply or a suggestion: buttons, entries of **More…** and the modals that they open."""

from typing import Final

from bot.domain.roles import Action
from bot.flow import redraft, report, send_alone
from bot.slack import actions as act
from bot.slack import modals, notices
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.listening import Work


async def _open_send_alone(front: Front, click: Click) -> None:
    front.open_about(click, click.ticket, modals.send_alone, to=Action.SEND_ALONE)


async def _send_alone(front: Front, click: Click) -> None:
    reason = click.entered.get(act.REASON, "")
    await front.runner.write(send_alone.send_alone, click.ids.get("r", 0), reason, click.by, click.view_id)


async def _redraft(front: Front, click: Click) -> None:
    wish = click.entered.get(act.WISH, "")
    await front.runner.write(redraft.redraft, click.ids.get("d", 0), wish, click.by, click.view_id)


async def _good(front: Front, click: Click) -> None:
    await front.runner.write(redraft.rate, click.ids.get("d", 0), True, click.by)
    front.say(click, front.words.rated_good, title=front.words.rated)


async def _bad(front: Front, click: Click) -> None:
    await front.runner.write(redraft.rate, click.ids.get("d", 0), False, click.by)
    front.say(click, front.words.rated_bad, title=front.words.rated)


async def _open_quotes(front: Front, click: Click) -> None:
    front.open_about(click, click.ticket, modals.quotes, draft=True)


async def _open_redraft(front: Front, click: Click) -> None:
    front.open_about(click, click.ticket, modals.redraft, draft=True, to=Action.REDRAFT)


async def _open_report(front: Front, click: Click) -> None:
    front.open_about(click, click.ticket, modals.report, to=Action.REPORT)


async def _report(front: Front, click: Click) -> None:
    await front.runner.write(
        report.report,
        click.ticket,
        click.entered.get(act.WRONG, ""),
        click.entered.get(act.NOTE, ""),
        click.by,
        click.view_id,
        draft_id=click.ids.get("d"),
        reply_id=click.ids.get("r"),
    )


async def _settle(front: Front, click: Click) -> None:
    await front.runner.write(report.settle, click.ticket, click.by)
    told = front.words.report_settled_now(f"T-{click.ticket}")
    if click.response_url and click.channel.startswith("D"):
        front.later(front.replace(click, notices.say(told)))
    else:
        front.say(click, told, title=front.words.settled)


#: Buttons under a suggestion.
ACTIONS: Final[dict[str, Work]] = {
    act.QUOTES: _open_quotes,
    act.REDRAFT: _open_redraft,
    act.GOOD: _good,
    act.BAD: _bad,
    act.SETTLE_REPORT: _settle,
}
#: Entries of **More…**, and submitted modals by their callback id.
MORE: Final[dict[str, Work]] = {
    act.SEND_ALONE: _open_send_alone,
    act.REPORT: _open_report,
    act.SETTLE_REPORT: _settle,
}
SUBMITS: Final[dict[str, Work]] = {
    act.SEND_ALONE: _send_alone,
    act.REDRAFT: _redraft,
    act.REPORT: _report,
}
