"""The parts that a worker works through, built from settings and desk file: the assistant, records, helpdesks."""

import os
import platform
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from aiohttp import ClientSession

from bot import helpdesk, records, subscribers
from bot.assistant.embedded import Embedded
from bot.assistant.guard import Guarded
from bot.assistant.outside import Model, Outside
from bot.assistant.outside.tokens import Counter
from bot.domain.desk import Desk
from bot.domain.lessons import Lessons
from bot.flow import request_posts
from bot.flow.ports import Business, Clock, Files, Helpdesk, Records, Runner, Subscribed, Upkeep
from bot.flow.triage import Taught
from bot.helpdesk.reply_url import real_now
from bot.inlets import Inlets
from bot.jobs.calls import RecordedCalls
from bot.jobs.measured import MeasuredFiles, MeasuredHelpdesk, MeasuredRecords, MeasuredSubscriber
from bot.records.spared import Spared
from bot.records.volume import CountedBusiness
from bot.settings import Settings, in_variable
from bot.slack.direct_reply import DirectReply
from bot.slack.gateway import Slack
from bot.telemetry import Metrics, token
from store.store import Store


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
    found: dict[str, Records] = {}
    for spec in desk.file.records:
        built = records.build(spec, base, session, clock, settings.records_tokens.get(in_variable(spec.name)))
        measured = MeasuredRecords(built, metrics.read_from(spec.name))
        if not spec.remote:
            found[spec.name] = measured
            continue
        found[spec.name] = spared = Spared(measured, spec, clock, real_now)
        metrics.standing_of(spec.name, partial(getattr, spared, "standing"))
    return found


def business_of(desk: Desk, settings: Settings, session: ClientSession) -> Business | None:
    """Whoever knows how much business there was, where the desk file names anybody."""
    spec = desk.file.volume
    return CountedBusiness(spec, Path(settings.desk_file).parent, session, settings.volume_token) if spec else None


def files_of(desk: Desk, settings: Settings, session: ClientSession, metrics: Metrics) -> Callable[[str], Files]:
    """Where the files of a source's messages are fetched: only where the desk file says."""

    def build(name: str) -> Files:
        found = helpdesk.files(desk.source(name), settings, settings.files_token(name), session=session)
        return MeasuredFiles(found, metrics.read_from(f"files of {name}"))

    return build


def helpdesks(
    desk: Desk, settings: Settings, runner: Runner, slack: Slack, session: ClientSession, metrics: Metrics
) -> Mapping[str, Helpdesk]:
    """Where replies leave, by source."""
    names = {"generic", "api", "slack"} | {source.name for source in desk.file.sources}
    direct = DirectReply(slack, lambda conversation: runner.read(request_posts.answering, conversation))
    built = {
        name: helpdesk.build(desk.source(name), settings, slack=direct, session=session, desk=desk.file.name)
        for name in names
    }
    return {name: MeasuredHelpdesk(found, metrics.sent_to(name)) for name, found in built.items()}


def upkeep_of(desk: Desk, settings: Settings, session: ClientSession) -> Mapping[str, Upkeep]:
    """The helpdesks that get more than replies, by source."""
    built = {source.name: helpdesk.upkeep_of(source, settings, session=session) for source in desk.file.sources}
    return {name: found for name, found in built.items() if found is not None}


def inlets(desk: Desk, settings: Settings, store: Store, session: ClientSession, metrics: Metrics) -> Inlets:
    """What asks the sources that do not tell by themselves. A process with a SQLite file is alone with it."""
    built = (helpdesk.inlet(source, settings, session=session) for source in desk.file.sources)
    found = [one for one in built if one is not None]
    holder = f"{platform.node()}/{os.getpid()}/{token()}"
    return Inlets(store, found, holder=holder, metrics=metrics, alone=store.sqlite)


def subscribers_of(
    desk: Desk, settings: Settings, session: ClientSession, metrics: Metrics
) -> Mapping[str, Subscribed]:
    """Who is told what happens, by name."""
    return {
        one.name: MeasuredSubscriber(subscribers.build(one, settings, session), metrics.told(one.name))
        for one in desk.file.subscribers
    }
