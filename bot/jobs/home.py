"""Publishes somebody's App Home anew, where it shows what they may not read any more."""

from bot.domain.errors import Refused
from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import home, reading
from bot.jobs.context import Context
from bot.jobs.effects import failed
from bot.slack import home_view
from bot.slack.errors import SlackError
from bot.words import words


async def run(context: Context, job: Job) -> Outcome:
    """Publish one Home, as it is now. Safe to run again. Whoever is not of the team any more sees no ticket there."""
    file = context.desk().file
    said = words(await context.runner.read(reading.language, job.subject))
    try:
        view = home_view.home(await context.runner.read(home.opened, job.subject), said, prefix=file.command_prefix)
    except Refused as refused:
        told = {"help": f"/{file.command_prefix}desk help", **refused.facts}
        view = home_view.outsider(said.refusal(refused.code, told))
    try:
        await context.slack.publish_home(job.subject, view)
    except SlackError as error:
        return failed(error)
    return DONE
