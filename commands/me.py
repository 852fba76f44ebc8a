"""`/desk me`: one's own settings, and being away."""

from collections.abc import Sequence

from bot.domain.returning import return_said
from bot.flow import absence, personal
from bot.slack import notices
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json, Post, paragraph, post, section
from bot.slack.modals.personal import settings
from bot.slack.mrkdwn import when


async def answer(front: Front, said: Sequence[str], click: Click) -> Post | None:
    """`me` opens the settings; `me away [until friday]` and `me back` are answered; anything else with help."""
    first, *rest = (*(word.lower() for word in said), "")
    if not first:

        async def view() -> Json:
            return settings(await front.runner.read(personal.asked, click.by), front.words)

        front.open(click, view)
        return None
    if first == "back":
        was_away = await front.runner.write(absence.back, click.by)
        return notices.say(front.words.you_are_here if was_away else front.words.not_away)
    if first == "away":
        mine = await front.runner.read(personal.asked, click.by)
        until = return_said([word for word in rest if word], mine.at, mine.zone)
        await front.runner.write(absence.away, until, click.by, click.trigger_id)
        told = front.words.you_are_away(when(until) if until else "")
        return post(told, [section(told, block_id="away"), paragraph(front.words.away_told, block_id="away:told")])
    return notices.desk_help(front.words, front.prefix)
