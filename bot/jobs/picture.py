"""A digest's charts as a picture in Slack, for where Slack does not draw them itself."""

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog

from bot.jobs.chart_png import png
from bot.jobs.context import Context
from bot.slack import charts, uploads
from bot.slack.charts import Drawn
from bot.slack.errors import SlackError
from bot.slack.limits import Json
from bot.words import Words

#: Seconds for the bytes on their way to Slack, and how often and after how many seconds Slack is asked whether it has
#: looked at them: before that it refuses a message that shows them.
_UPLOAD: Final = 10.0
_ASKED: Final = 12
_PAUSE: Final = 0.5

log = structlog.get_logger(__name__)


async def block(context: Context, shown: Sequence[Drawn], said: Words) -> Json | None:
    """An image that stands in no channel by itself. None where it cannot be had, as without `files:write` and
    `files:read`: a digest does not wait for its picture."""
    try:
        content = await asyncio.to_thread(png, shown, said)
    except Exception:
        log.exception("digest.not_drawn")
        return None
    try:
        file_id = await _upload(context, content, shown[0].title)
    except SlackError as error:
        log.warning("digest.no_picture", cause=error.error)
        return None
    return charts.image(file_id, shown, said) if file_id else None


async def _upload(context: Context, content: bytes, title: str) -> str:
    """Slack's id of the picture; empty where Slack takes too long over it."""
    slack = context.slack
    upload = await uploads.begin(slack, "digest.png", len(content))
    await slack.send_bytes(upload.url, content, _UPLOAD)
    await uploads.keep(slack, upload.file_id, title=title)
    for _ in range(_ASKED):
        if await uploads.ready(slack, upload.file_id):
            return upload.file_id
        await asyncio.sleep(_PAUSE)
    return ""
