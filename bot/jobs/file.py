"""Fetches an attached file and hands it to whoever asked for it, in their direct messages. Nothing of it is kept."""

import asyncio
from datetime import timedelta
from typing import Final

import structlog

from bot.domain.file import Fetched, FileNotFetched, NotFetched, found_type
from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import files
from bot.flow.files import FilePlan
from bot.jobs.context import Context
from bot.jobs.effects import failed
from bot.slack import file_view, uploads
from bot.slack.errors import MissingScope, RateLimited, Rejected, SlackDown, SlackError, Unclear
from bot.words import words

#: So often a helpdesk that cannot be reached is tried; a person waits.
TRIES: Final = 3
#: So often Slack is, and so often anything is begun at all.
SLACK_TRIES: Final = 8
#: Seconds for the bytes on their way to Slack.
UPLOAD_SECONDS: Final = 20.0
_SOON: Final = timedelta(seconds=1)

log = structlog.get_logger(__name__)


async def run(context: Context, job: Job) -> Outcome:
    """Hand one file over, or tell its asker why not. Run again after a crash, what was handed over, or may have been,
    is taken away first: at the end there is one copy."""
    plan = await context.runner.write(files.plan, job.subject)
    if plan is None:
        return DONE
    if job.attempts > SLACK_TRIES:
        return await _ends(context, plan, NotFetched.FAILED)
    try:
        fetched = await context.files(plan.ticket.source).fetch(plan.file.url)
    except FileNotFetched as error:
        if error.again and job.attempts < TRIES:
            return Outcome("again", error.why.value, delay=_SOON)
        return await _ends(context, plan, error.why)
    try:
        found = await _hand_over(context, job.subject, plan, fetched)
    except MissingScope:
        return await _ends(context, plan, NotFetched.NO_SCOPE)
    except (SlackDown, Unclear, RateLimited) as error:
        if job.attempts < SLACK_TRIES:
            return failed(error)
        return await _ends(context, plan, NotFetched.SLACK_AWAY)
    except Rejected as error:
        log.warning("file.refused", cause=error.error)
        return await _ends(context, plan, NotFetched.SLACK_REFUSED)
    except SlackError as error:
        return failed(error)
    await context.runner.write(files.given, job.subject, plan, found, len(fetched.content))
    return DONE


async def _hand_over(context: Context, subject: str, plan: FilePlan, fetched: Fetched) -> str:
    """What the file was found to be."""
    slack, said = context.slack, words(plan.language)
    found = await asyncio.to_thread(found_type, fetched.content, fetched.media_type)
    channel = await slack.open_dm(plan.slack_id)
    if plan.earlier:
        await uploads.remove(slack, plan.earlier)
    name = file_view.file_name(plan.file, said)
    upload = await uploads.begin(slack, name, len(fetched.content))
    await context.runner.write(files.uploading, subject, plan, channel, upload.file_id)
    await slack.send_bytes(upload.url, fetched.content, UPLOAD_SECONDS)
    comment = file_view.comment(plan.ticket.number, plan.file, found, len(fetched.content), said)
    await uploads.share(slack, upload.file_id, title=name, channel=channel, comment=comment)
    return found


async def _ends(context: Context, plan: FilePlan, why: NotFetched) -> Outcome:
    await context.runner.write(files.not_given, plan, why)
    return DONE
