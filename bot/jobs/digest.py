"""Posts a digest to its channel, once."""

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import digest, posting, roster
from bot.jobs.context import Context
from bot.jobs.effects import failed, post_once, unknown
from bot.slack import digest_view
from bot.slack.errors import SlackError
from bot.words import words


async def run(context: Context, job: Job) -> Outcome:
    """Post one digest. After an unclear answer it is looked for before it is posted again."""
    found = await context.runner.read(digest.of_run, int(job.subject))
    if found is None:
        return DONE
    figures, audience = found
    channel = await context.runner.read(roster.channel_of, audience)
    if not channel:
        return unknown(audience)
    said = words(context.desk().file.language)
    reserved = await context.runner.write(
        posting.reserve, kind="digest", subject=job.subject, place=audience, channel=channel
    )
    try:
        await post_once(context, reserved, channel, lambda name: digest_view.digest(figures, said, outbox_id=name))
    except SlackError as error:
        return failed(error)
    return DONE
