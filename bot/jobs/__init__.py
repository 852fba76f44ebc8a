"""One file per kind of outbox row: claim it, do the effect, record what came of it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.domain.outbox import Job, Kind, Outcome
from bot.jobs import (
    burst,
    card,
    clock,
    digest,
    event,
    export,
    fade,
    figures,
    file,
    handoff,
    home,
    notice,
    prepare,
    question,
    reply,
    request,
    reread,
    spike,
    thread,
    upkeep,
    volume,
    warning,
)
from bot.jobs.context import Context

JOBS: Final[Mapping[Kind, Callable[[Context, Job], Awaitable[Outcome]]]] = {
    Kind.PREPARE: prepare.run,
    Kind.CARD: card.run,
    Kind.THREAD: thread.run,
    Kind.REPLY: reply.run,
    Kind.NOTICE: notice.run,
    Kind.HOME: home.run,
    Kind.DIGEST: digest.run,
    Kind.EVENT: event.run,
    Kind.FADE: fade.run,
    Kind.FILE: file.run,
    Kind.EXPORT: export.run,
    Kind.WARNING: warning.run,
    Kind.CLOCK: clock.run,
    Kind.BURST: burst.run,
    Kind.HANDOFF: handoff.run,
    Kind.REQUEST: request.run,
    Kind.REREAD: reread.run,
    Kind.SPIKE: spike.run,
    Kind.QUESTION: question.run,
    Kind.FIGURES: figures.run,
    Kind.UPKEEP: upkeep.run,
    Kind.VOLUME: volume.run,
}
