"""Posts a digest, or a department's morning list, to its channel, once."""

from collections.abc import Callable

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import digest, morning, posting, roster
from bot.jobs.context import Context
from bot.jobs.effects import failed, post_once, unknown
from bot.slack import digest_view
from bot.slack.errors import SlackError
from bot.slack.handoff_cards import open_requests
from bot.slack.limits import Post
from bot.words import words


async def run(context: Context, job: Job) -> Outcome:
    """Post one digest. After an unclear answer it is looked for before it is posted again."""
    said = words(context.desk().file.language)
    if (listed := await context.runner.read(morning.of_run, int(job.subject))) is not None:
        if not listed.requests:
            return DONE

        def asked(name: str) -> Post:
            return open_requests(listed.title, listed.requests, said, outbox_id=name)

        return await _post(context, job, "morning", listed.channel, asked)
    found = await context.runner.read(digest.of_run, int(job.subject))
    if found is None:
        return DONE
    figures, audience = found
    return await _post(context, job, "digest", audience, lambda name: digest_view.digest(figures, said, outbox_id=name))


async def _post(context: Context, job: Job, kind: str, audience: str, render: Callable[[str], Post]) -> Outcome:
    channel = await context.runner.read(roster.channel_of, audience)
    if not channel:
        return unknown(audience)
    reserved = await context.runner.write(
        posting.reserve, kind=kind, subject=job.subject, place=audience, channel=channel
    )
    try:
        await post_once(context, reserved, channel, render)
    except SlackError as error:
        return failed(error)
    return DONE
