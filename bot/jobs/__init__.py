"""One file per kind of outbox row: claim it, do the effect, record what came of it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.domain.outbox import Job, Kind, Outcome
from bot.jobs import (
    burst,
    card,
    clock,
    digest,
    fade,
    handoff,
    notice,
    prepare,
    question,
    reply,
    request,
    reread,
    spike,
    thread,
    warning,
)
from bot.jobs.context import Context

JOBS: Final[Mapping[Kind, Callable[[Context, Job], Awaitable[Outcome]]]] = {
    Kind.PREPARE: prepare.run,
    Kind.CARD: card.run,
    Kind.THREAD: thread.run,
    Kind.REPLY: reply.run,
    Kind.NOTICE: notice.run,
    Kind.DIGEST: digest.run,
    Kind.FADE: fade.run,
    Kind.WARNING: warning.run,
    Kind.CLOCK: clock.run,
    Kind.BURST: burst.run,
    Kind.HANDOFF: handoff.run,
    Kind.REQUEST: request.run,
    Kind.REREAD: reread.run,
    Kind.SPIKE: spike.run,
    Kind.QUESTION: question.run,
}
