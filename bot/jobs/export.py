"""Hands the figures of days, as a file, to whoever asked for them, in their direct messages."""

from typing import Final

import structlog

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import exports
from bot.flow.exports import Export
from bot.jobs.context import Context
from bot.jobs.effects import failed
from bot.slack import uploads
from bot.slack.errors import MissingScope, Rejected, SlackError
from bot.slack.mrkdwn import escape
from bot.words import words

#: Seconds for the bytes on their way to Slack.
_UPLOAD: Final = 20.0

log = structlog.get_logger(__name__)


async def run(context: Context, job: Job) -> Outcome:
    """Hand one file over, or tell its asker that it does not come. Run again after a crash, or asked for anew, what was
    handed over before is taken away first: at the end there is one copy, the newest."""
    export = await context.runner.read(exports.plan, job.subject)
    if export is None:
        return DONE
    try:
        await _hand_over(context, job.subject, export)
    except (MissingScope, Rejected) as error:
        log.warning("export.refused", cause=error.error)
        await context.runner.write(exports.not_given, export.slack_id)
    except SlackError as error:
        return failed(error)
    return DONE


async def _hand_over(context: Context, subject: str, export: Export) -> None:
    slack, said = context.slack, words(export.language)
    channel = await slack.open_dm(export.slack_id)
    if export.earlier:
        await uploads.remove(slack, export.earlier)
    upload = await uploads.begin(slack, export.name, len(export.content))
    await context.runner.write(exports.uploading, subject, export.slack_id, channel, upload.file_id)
    await slack.send_bytes(upload.url, export.content, _UPLOAD)
    comment = escape(said.figures_of(export.first, export.last))
    await uploads.share(slack, upload.file_id, title=export.name, channel=channel, comment=comment)
