"""Posts a digest, or a department's morning list, to its channel, once."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import decisions, digest, morning, posting, roster, standup
from bot.jobs import picture, volume
from bot.jobs.context import Context
from bot.jobs.effects import failed, post_once, unknown
from bot.slack import charts, digest_view, standup_view
from bot.slack.errors import Rejected, SlackError
from bot.slack.handoff_cards import open_requests
from bot.slack.limits import Json, Post
from bot.words import words

Render = Callable[[str], Post]
#: What Slack answers where it does not know a kind of block, or not so many of them.
_NOT_DRAWN: Final = frozenset({"invalid_blocks", "invalid_attachments", "msg_blocks_too_long"})


async def run(context: Context, job: Job) -> Outcome:
    """Post one digest. After an unclear answer it is looked for before it is posted again."""
    said = words(context.desk().file.language)
    if (listed := await context.runner.read(morning.of_run, int(job.subject))) is not None:
        if not listed.requests:
            return DONE

        def asked(name: str) -> Post:
            return open_requests(listed.title, listed.requests, said, outbox_id=name)

        return await _post(context, job, "morning", listed.channel, _only(asked))
    if (morning_of := await context.runner.read(standup.of_run, int(job.subject))) is not None:
        team, audience = morning_of

        def stands(name: str) -> Post:
            return standup_view.standup(team, said, outbox_id=name)

        return await _post(context, job, "digest", audience, _only(stands))
    found = await context.runner.read(digest.of_run, int(job.subject))
    if found is not None and found[0].unknown_volume and await volume.before_digest(context):
        found = await context.runner.read(digest.of_run, int(job.subject))
    if found is None:
        return DONE
    figures, audience = found
    offers = await context.runner.write(decisions.prepare, int(job.subject))

    def told(pictures: Sequence[Json] = (), *, plain: bool = False) -> Render:
        return lambda name: digest_view.digest(
            figures, said, offers, outbox_id=name, pictures=pictures, plain=plain
        )  # fmt: skip

    async def renders() -> AsyncIterator[Render]:
        if drawn := charts.drawn(figures, said):
            yield told([charts.block(one) for one in drawn])
            if shown := await picture.block(context, drawn, said):
                yield told([shown])
        yield told()
        yield told(plain=True)

    return await _post(context, job, "digest", audience, renders())


async def _only(render: Render) -> AsyncIterator[Render]:
    yield render


async def _post(context: Context, job: Job, kind: str, audience: str, renders: AsyncIterator[Render]) -> Outcome:
    """`renders`: each is plainer than the one before it, and made where Slack does not take the blocks of that."""
    channel = await context.runner.read(roster.channel_of, audience)
    if not channel:
        return unknown(audience)
    reserved = await context.runner.write(
        posting.reserve, kind=kind, subject=job.subject, place=audience, channel=channel
    )
    refused: SlackError | None = None
    try:
        async for render in renders:
            try:
                await post_once(context, reserved, channel, render)
            except Rejected as error:
                if error.error not in _NOT_DRAWN:
                    raise
                refused = error
            else:
                return DONE
    except SlackError as error:
        return failed(error)
    return failed(refused) if refused else DONE
