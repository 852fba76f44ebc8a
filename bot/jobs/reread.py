"""Reads a request channel, or the thread of a message in it, from where it was read last."""

from dataclasses import replace

from bot.domain.outbox import DONE, Job, Outcome
from bot.domain.request import Heard
from bot.flow import called, request_reading
from bot.jobs.context import Context
from bot.jobs.effects import failed
from bot.slack import heard, reading
from bot.slack.errors import Rejected, SlackError
from bot.slack.limits import Json
from bot.slack.typed import mentioned, readable
from bot.words import words


async def run(context: Context, job: Job) -> Outcome:
    """Hear what was said since. Safe to run again: a message counts once, and an interrupted reading begins anew."""
    channel, _, ts = job.subject.partition(":")
    try:
        if ts:
            await _thread(context, channel, ts)
        else:
            await _channel(context, channel)
    except Rejected as error:
        return DONE if error.error == "thread_not_found" else failed(error)
    except SlackError as error:
        return failed(error)
    return DONE


async def _channel(context: Context, channel: str) -> None:
    oldest = await context.runner.write(request_reading.begin_channel, channel)
    if oldest is None:
        return
    asked = await context.runner.read(request_reading.asked_from, channel, oldest)
    there: set[str] = set()
    async for page in reading.said(context.slack, channel, oldest):
        found = [one for one in (heard.message(channel, raw) for raw in page) if one is not None and not one.thread_ts]
        there |= {one.ts for one in found}
        await context.runner.write(request_reading.heard, found)
    await context.runner.write(request_reading.channel_read, channel, oldest, frozenset(there), asked)


async def _thread(context: Context, channel: str, ts: str) -> None:
    oldest = await context.runner.read(request_reading.begin_thread, channel, ts)
    if oldest is None:
        return
    newest = ""
    async for page in reading.said(context.slack, channel, oldest, ts):
        found = [one for one in [await _said(context, channel, raw) for raw in page] if one is not None]
        newest = max([newest, *(one.ts for one in found)])
        await context.runner.write(request_reading.heard, found)
    if newest:  # only now: what an interrupted reading has not seen is read the next time
        await context.runner.write(request_reading.thread_read, channel, ts, newest)


async def _said(context: Context, channel: str, raw: Json) -> Heard | None:
    found = heard.message(channel, raw)
    if found is None or not found.thread_ts:
        return None
    names = await context.runner.read(called.names_of, mentioned(found.text))
    return replace(found, text=readable(found.text, names, words(context.desk().file.language).somebody))
