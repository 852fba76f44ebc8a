"""Answers what somebody asked the assistant, by the `response_url` of their command."""

import asyncio

import structlog

from bot.domain.case import Case
from bot.domain.outbox import DONE, Job, Outcome
from bot.domain.question import Question
from bot.flow import question
from bot.jobs.context import Context
from bot.slack import question_view
from bot.slack.limits import Post
from bot.slack.notices import say
from bot.words import Words, words

#: Seconds for one look. A person waits.
LOOK_SECONDS = 15.0
#: Slack takes five answers for one command (docs.slack.dev, "Handling user interaction").
TRIES = 4

log = structlog.get_logger(__name__)


async def run(context: Context, job: Job) -> Outcome:
    """Answer one question. Nothing is left of it afterwards, also where Slack did not take the answer. Run again after
    a crash, the asker may be told twice."""
    found = await context.runner.read(question.to_answer, int(job.subject))
    if found is None:
        await context.runner.write(question.forget, int(job.subject))
        return DONE
    asked, language = found
    post = await _answer(context, asked, words(language))
    if not await context.slack.respond(asked.response_url, post) and job.attempts < TRIES:
        return Outcome("again", "Slack did not take the answer")
    await context.runner.write(question.forget, asked.id)
    return DONE


async def _answer(context: Context, asked: Question, said: Words) -> Post:
    try:
        await context.assistant.warm()
        async with asyncio.timeout(LOOK_SECONDS):
            return await (_tried if asked.kind == "try" else _found)(context, asked, said)
    except Exception as error:  # of the error only its kind: the text of a customer may stand in the message
        log.error("question.failed", kind_of=asked.kind, error=type(error).__name__)
        return say(said.look_failed)


async def _tried(context: Context, asked: Question, said: Words) -> Post:
    desk = context.desk()
    language = await context.assistant.language_of(asked.text, desk.file.language)
    guess = await context.assistant.classify(asked.text, language)
    found, case = await context.runner.read(question.tried, asked.text, guess, language)
    pieces = await context.assistant.quotable(case) if _quotes(found.withheld, case) else ()
    return question_view.tried(found, pieces, said)


def _quotes(withheld: str, case: Case) -> bool:
    return not withheld or (case.type is not None and case.level == "none")


async def _found(context: Context, asked: Question, said: Words) -> Post:
    desk, today = await context.runner.read(question.standing)
    language = await context.assistant.language_of(asked.text, desk.file.language)
    pieces = await context.assistant.find(desk, asked.text, language, today)
    return question_view.found(pieces, today, said)
