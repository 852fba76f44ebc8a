"""Gets a ticket ready to be read: classify, look up its records, suggest a reply or say why there is none."""

import asyncio
from dataclasses import replace

import structlog

from bot.domain.draft import Suggestion, Summary, Withheld
from bot.domain.errors import RecordsUnreachable
from bot.domain.outbox import DONE, Job, Outcome
from bot.domain.record import LinkedRecord
from bot.domain.records import link
from bot.domain.triage import Guess
from bot.flow import prepare, rechecks
from bot.flow.prepare import ToRead
from bot.jobs.context import Context

#: Without a classification by then the type is unknown (docs/architecture.md).
CLASSIFY_SECONDS = 2.0
#: How often it is asked, with the outbox's pauses between, before the ticket goes on as one that nobody has read.
CLASSIFY_TRIES = 4
SUGGEST_SECONDS = 20.0

log = structlog.get_logger(__name__)


async def run(context: Context, job: Job) -> Outcome:
    """Prepare one ticket. Safe to run again: the newest outcome replaces the one before."""
    ticket_id = int(job.subject)
    started = context.monotonic()
    to_read = await context.runner.read(prepare.to_read, ticket_id)
    if to_read is None:
        return DONE
    guess, language = await _classify(context, to_read)
    if guess is None and job.attempts < CLASSIFY_TRIES:
        return Outcome("again", "the classifier did not answer")
    ticket = await context.runner.write(prepare.triaged, ticket_id, guess, language)
    if to_read.keys:
        fresh = bool(to_read.asked_by)
        found = await look_up(context, to_read.keys, to_read, ticket.type, fresh=fresh)
        await context.runner.write(prepare.linked, ticket_id, found, to_read.asked_by)
        if to_read.checked and await context.runner.write(rechecks.stands, ticket_id):
            return DONE
    suggestion, shadow = await _suggest(context, ticket_id, guess or Guess(None, 0.0))
    taken = int((context.monotonic() - started) * 1000)
    await context.runner.write(
        prepare.store, ticket, to_read.last_message_id, suggestion, taken, classified=guess is not None, shadow=shadow
    )
    return DONE


async def _classify(context: Context, to_read: ToRead) -> tuple[Guess | None, str]:
    """What the text looks and sounds like, and in which language; a type that is known already stands."""
    try:
        await context.assistant.warm()  # training at the first start is not the text's fault
        async with asyncio.timeout(CLASSIFY_SECONDS):
            language = await context.assistant.language_of(to_read.newest, to_read.language)
            guess = await context.assistant.classify(to_read.text, language)
        if to_read.type_known:
            guess = Guess(to_read.type, 1.0, delicate=guess.delicate)
        return guess, language
    except TimeoutError:
        log.warning("classify.too_slow", ticket=to_read.ticket_id)
    except Exception:  # a ticket is never stuck on its classification
        log.exception("classify.failed", ticket=to_read.ticket_id)
    return None, to_read.language


async def look_up(
    context: Context, keys: tuple[tuple[str, str], ...], to_read: ToRead, type_name: str | None, *, fresh: bool
) -> tuple[LinkedRecord, ...]:
    """Read each named record and tie it to the customer; only own ones keep fields, and only those of the type.

    With `fresh` each is read now, and no value is taken that was read before.
    """
    kind = context.desk().type(type_name)
    return tuple(
        [
            await _read(context, source, key, to_read, kind.records.get(source, ()) if kind else (), fresh=fresh)
            for source, key in keys
        ]
    )


async def _read(
    context: Context, source: str, key: str, to_read: ToRead, allowed: tuple[str, ...], *, fresh: bool
) -> LinkedRecord:
    try:
        record = await context.records[source].read(key, fresh=fresh)
    except RecordsUnreachable as error:
        log.warning("records.unreachable", source=source, why=error.why.value, cause=str(error))
        return LinkedRecord(source=source, key=key, state="unreachable", why=error.why.value)
    spec = next(spec for spec in context.desk().file.records if spec.name == source)
    return link(source, key, record, to_read.customer, allowed, spec.customers_of)


async def _suggest(context: Context, ticket_id: int, guess: Guess) -> tuple[Suggestion, Suggestion | None]:
    """What the card shows, and what the type's owner alone may see."""
    case, stopped = await context.runner.read(prepare.case_of, ticket_id, guess)
    try:
        async with asyncio.timeout(SUGGEST_SECONDS):
            made = await context.assistant.suggest(case)
    except Exception:  # the card says that there is no suggestion; the ticket goes on without
        log.exception("suggest.failed", ticket=ticket_id)
        failed = Suggestion(
            engine=context.assistant.name, language=case.language, summary=Summary(), withheld=Withheld.FAILED
        )
        return stopped or failed, None
    if stopped is None:
        return made.resting_on(case.records), None
    shown = replace(stopped, summary=made.summary, raised=made.raised, usage=made.usage)
    return shown, made if case.shadow else None
