"""Stands between every engine and the desk: what an engine answers is held against the case itself.

An engine's own claims are never believed. Which articles, records and templates a draft may rest on is taken from the
case, and so are the names, owners and dates that stand under it. A draft with a slip is shown with a flag; one that
nothing stands behind, or that slips twice, is not shown.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Final, Protocol, runtime_checkable

import structlog

from bot.assistant import drafting
from bot.assistant.retold import summary_of
from bot.assistant.summary import summarise
from bot.domain.article import Article, Template
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.draft import Evidence, Sentence, Suggestion, Withheld
from bot.domain.grounding import GRAVE, Fault, Sources, check, rests_on_something
from bot.domain.outside import Came
from bot.domain.overlay import ref_of
from bot.domain.triage import Guess
from bot.flow.ports import Assistant

SECONDS: Final = 19.0
"""How long an engine may take. A little less than the job waits, so that the ticket keeps its summary."""

_log = structlog.get_logger(__name__)
_BY_FAULT: Final = {Fault.EXPIRED: Withheld.STALE_SOURCE, Fault.LANGUAGE: Withheld.OTHER_LANGUAGE}
_ALLOWED: Final = 1  # so many sentences may be doubtful before the draft is not shown


@runtime_checkable
class Closing(Protocol):
    """An engine that holds connections open."""

    async def close(self) -> None:
        """Close them. Safe to call twice."""
        ...


class Guarded:
    """Fulfils `bot.flow.ports.Assistant` with another one, and never raises for what that one does."""

    def __init__(
        self,
        engine: Assistant,
        now: Callable[[], datetime],
        *,
        instead: Assistant | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """`now` is the desk's clock. `instead` is asked where the engine's draft does not hold, at most once."""
        self._engine = engine
        self._instead = instead
        self._now = now
        self._seconds = seconds
        self.name = engine.name

    async def warm(self) -> None:
        """As the engine's."""
        await self._engine.warm()

    async def close(self) -> None:
        """Let go of what the engine holds open. Safe to call twice."""
        if isinstance(self._engine, Closing):
            await self._engine.close()

    async def classify(self, text: str, language: str) -> Guess:
        """As the engine's. Whoever asks sets the time and is told of errors."""
        return await self._engine.classify(text, language)

    async def language_of(self, text: str, fallback: str) -> str:
        """As the engine's."""
        return await self._engine.language_of(text, fallback)

    async def quotable(self, case: Case) -> tuple[tuple[Article, str], ...]:
        """As the engine's."""
        return await self._engine.quotable(case)

    async def find(self, desk: Desk, text: str, language: str, today: date) -> tuple[tuple[Article, str], ...]:
        """As the engine's."""
        return await self._engine.find(desk, text, language, today)

    async def suggest(self, case: Case) -> Suggestion:
        """What the engine suggests, checked, or why that is not shown. An engine that raises or hangs has failed."""
        made, holds = await self._asked(self._engine, case)
        if holds or self._instead is None:
            return made
        second, _ = await self._asked(self._instead, case)
        facts = {"outside": Came.UNGROUNDED.value} if "outside" in made.facts else {}
        return replace(second, usage=made.usage, raised=made.raised, facts={**second.facts, **facts})

    async def _asked(self, engine: Assistant, case: Case) -> tuple[Suggestion, bool]:
        """What an engine's answer comes to, and whether the answer itself holds: a reason of its own for none does."""
        try:
            async with asyncio.timeout(self._seconds):
                made = await engine.suggest(case)
            shown = await asyncio.to_thread(checked, case, made, self._now())
            return shown, shown.withheld is made.withheld
        except Exception as error:
            # Of the error only its kind: the text of a case may stand in the message.
            _log.error("engine_failed", engine=engine.name, ticket=case.ticket_id, error=type(error).__name__)
        summary = await asyncio.to_thread(summarise, case, ())
        failed = Suggestion(engine=engine.name, language=case.language, summary=summary, withheld=Withheld.FAILED)
        return failed, False


def checked(case: Case, made: Suggestion, now: datetime) -> Suggestion:
    """The suggestion with each sentence checked against the case, or withheld with the reason.

    Sentences without any source are left out; facts and every other field stay as the engine has set them.
    """
    made = replace(made, summary=summary_of(case, made.summary))
    if made.withheld is not None:
        return replace(made, sentences=())
    if case.level != "none":
        return _withheld(made, Withheld.SENSITIVE if case.level == "sensitive" else Withheld.CAUTION)
    sentences = check(made.sentences, sources_of(case, now))
    sentences = tuple(sentence for sentence in sentences if sentence.flag != Fault.NO_SOURCE)
    if reason := _reason(sentences, right_language=made.language == case.language):
        faults = ", ".join(sorted({sentence.flag for sentence in sentences if sentence.flag}))
        _log.warning("draft_withheld", engine=made.engine, ticket=case.ticket_id, reason=reason.value, faults=faults)
        if reason is Withheld.STALE_SOURCE:
            return _stale(case, made, sentences)
        return _withheld(made, reason, **_facts(case, reason, sentences))
    return replace(made, sentences=tuple(_told(case, sentence) for sentence in sentences))


def sources_of(case: Case, now: datetime) -> Sources:
    """All that a draft of this case may rest on, whatever an engine has looked up."""
    template = drafting.template_for(case)
    files = (file for message in case.messages if message.author == "customer" for file in message.attachments)
    sources = drafting.sources_of(case, template, case.desk.articles)
    own = [record for record in case.records if record.state == "own"]
    # What the customer's records and their fields are called, and their numbers.
    called = {word for record in own for word in (record.key, record.source, *record.fields)}
    return replace(
        sources,
        known=(*sources.known, *sorted(word.replace("_", " ") for word in called)),
        templates=(template,) if template else (),
        vocabulary="\n".join(one.body for one in case.desk.templates if one.language == case.language),
        pictured=any(file.media_type.startswith("image/") for file in files),
        language=case.language,
        today=case.today,
        now=now,
    )


def _reason(sentences: Iterable[Sentence], *, right_language: bool) -> Withheld | None:
    """Why a checked draft is not shown, None where it is."""
    sentences = tuple(sentences)
    faults = [Fault(sentence.flag) for sentence in sentences if sentence.flag]
    for fault, reason in _BY_FAULT.items():
        if fault in faults:
            return reason
    if not right_language:
        return Withheld.OTHER_LANGUAGE
    slips = sum(fault is not Fault.ASKED for fault in faults)
    if GRAVE.intersection(faults) or slips > _ALLOWED:
        return Withheld.UNGROUNDED
    if rests_on_something(sentences):
        return None
    return Withheld.UNGROUNDED if slips else Withheld.NO_SOURCE


def _withheld(made: Suggestion, reason: Withheld, **facts: str) -> Suggestion:
    return replace(made, sentences=(), withheld=reason, facts={**made.facts, **facts})


def _stale(case: Case, made: Suggestion, sentences: Iterable[Sentence]) -> Suggestion:
    """Which source is past its date or held back, and who can check it."""
    cited = [evidence for sentence in sentences if sentence.flag == Fault.EXPIRED for evidence in sentence.evidence]
    entry = next(one for evidence in cited if (one := _entry(case, evidence)) and one.expired(case.today))
    named = f"{ref_of(entry).kind}:{entry.id}:{entry.language}"  # by it the owner says that it holds
    facts = {"title": entry.title, "owner": entry.owner, "entry": named}
    if entry.quarantine:
        return _withheld(made, Withheld.QUARANTINED, **facts, why=entry.quarantine)
    return _withheld(made, Withheld.STALE_SOURCE, **facts, valid_until=entry.valid_until.isoformat())


def _facts(case: Case, reason: Withheld, sentences: Iterable[Sentence]) -> dict[str, str]:
    """What the sentence for a reason names: the language, or the faults."""
    if reason is Withheld.OTHER_LANGUAGE:
        return {"language": case.language}
    return {"faults": ", ".join(sorted({sentence.flag for sentence in sentences if sentence.flag}))}


def _told(case: Case, sentence: Sentence) -> Sentence:
    """The sentence with what its sources are called, who answers for them and when, from the desk and the records."""
    return replace(sentence, evidence=tuple(_named(case, evidence) for evidence in sentence.evidence))


def _named(case: Case, evidence: Evidence) -> Evidence:
    if evidence.kind == "record":
        record = next((one for one in case.records if f"{one.source}:{one.key}" == evidence.id), None)
        return Evidence(
            kind="record",
            id=evidence.id,
            field=evidence.field,
            quote=evidence.quote,
            read_at=record.read_at if record else None,
        )
    entry = _entry(case, evidence)
    if entry is None:  # greeting and closing: nobody's in particular
        return Evidence(kind=evidence.kind, id=evidence.id, quote=evidence.quote)
    return Evidence(
        kind=evidence.kind,
        id=entry.id,
        version=entry.version,
        title=entry.title,
        owner=entry.owner,
        quote=evidence.quote,
        checked=entry.checked,
        valid_until=entry.valid_until,
    )


def _entry(case: Case, evidence: Evidence) -> Article | Template | None:
    if evidence.kind == "article":
        return case.desk.article(evidence.id)
    template = drafting.template_for(case)
    return template if template and template.id == evidence.id else None
