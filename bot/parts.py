"""The parts that a worker works through, built from settings and desk file: the assistant, records, helpdesks."""

from collections.abc import Mapping
from pathlib import Path

from aiohttp import ClientSession

from bot import helpdesk, records
from bot.assistant.embedded import Embedded
from bot.assistant.guard import Guarded
from bot.assistant.outside import Model, Outside
from bot.assistant.outside.tokens import Counter
from bot.domain.desk import Desk
from bot.domain.lessons import Lessons
from bot.flow import request_posts
from bot.flow.ports import Clock, Helpdesk, Records, Runner
from bot.flow.triage import Taught
from bot.jobs.calls import RecordedCalls
from bot.jobs.measured import MeasuredHelpdesk, MeasuredRecords
from bot.settings import Settings
from bot.slack.direct_reply import DirectReply
from bot.slack.gateway import Slack
from bot.telemetry import Metrics


def embedded(desk: Desk, taught: Taught) -> Embedded:
    """The assistant of the house, which begins with what people have taught so far."""
    return Embedded(desk, Lessons(confirmed=taught.types, marked=taught.delicate))


def assistant(embedded: Embedded, desk: Desk, settings: Settings, runner: Runner, clock: Clock) -> Guarded:
    """Who suggests, with the guard before it. Only the desk file brings a model outside in; a key does not.

    Call it before anything is served: with a model outside, what counts tokens is loaded here.
    """
    if desk.file.ai.engine != "outside":
        return Guarded(embedded, clock.now)
    count = Counter(settings.tiktoken_cache_dir)
    count.load()
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    outside = Outside(
        embedded,
        Model(key=key, base_url=settings.openai_base_url),
        RecordedCalls(runner),
        keys=settings.signing_keys,
        model_name=settings.openai_model,
        count=count,
    )
    return Guarded(outside, clock.now, instead=embedded)


def records_of(
    desk: Desk, settings: Settings, session: ClientSession, clock: Clock, metrics: Metrics
) -> dict[str, Records]:
    """The sources of records, by name."""
    base = Path(settings.desk_file).parent
    built = [records.build(spec, base, session, clock) for spec in desk.file.records]
    return {found.name: MeasuredRecords(found, metrics.read_from(found.name)) for found in built}


def helpdesks(
    desk: Desk, settings: Settings, runner: Runner, slack: Slack, session: ClientSession, metrics: Metrics
) -> Mapping[str, Helpdesk]:
    """Where replies leave, by source."""
    names = {"generic", "api", "slack"} | {source.name for source in desk.file.sources}
    direct = DirectReply(slack, lambda conversation: runner.read(request_posts.answering, conversation))
    built = {name: helpdesk.build(desk.source(name), settings, slack=direct, session=session) for name in names}
    return {name: MeasuredHelpdesk(found, metrics.sent_to(name)) for name, found in built.items()}
