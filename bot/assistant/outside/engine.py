"""Summary and draft by a model outside, with the built-in assistant beneath: whatever goes wrong ends in its answer."""

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from time import monotonic
from typing import Final

import structlog

from bot.assistant.embedded import Embedded
from bot.assistant.outside.answer import Unusable, classes_of, read, sentences_of, summary_of
from bot.assistant.outside.model import Got, Model
from bot.assistant.outside.request import Request, build
from bot.assistant.outside.rest import Rest
from bot.assistant.outside.tokens import Counter
from bot.assistant.secrets import seal
from bot.domain import desk_ai
from bot.domain.article import Article
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.draft import Suggestion, Withheld
from bot.domain.outside import Answered, Asking, Came, Usage
from bot.domain.prices import Price, price_of
from bot.domain.triage import Guess
from bot.flow.ports import Calls

Quotable = tuple[tuple[Article, str], ...]

_log = structlog.get_logger(__name__)

#: Why the gate may stop a suggestion while a summary from outside is still allowed: nothing about the ticket is
#: delicate or unclear, there is only no draft to be made.
_SUMMARY_ALL_THE_SAME: Final = frozenset({Withheld.TYPE_OFF, Withheld.MISSING})


def may_leave(case: Case, outside: desk_ai.Outside) -> bool:
    """Whether anything about a case may be sent at all: nothing delicate, a type that is certain and allowed, and no
    record that is not the customer's own."""
    return (
        case.level == "none"
        and not case.classes
        and case.type is not None
        and case.type_certain
        and case.type.name in outside.types
        and all(record.state == "own" for record in case.records)
        and (not case.stopped or case.stopped in _SUMMARY_ALL_THE_SAME)
    )


class Outside:
    """Fulfils `bot.flow.ports.Assistant`. Language and type are always the built-in assistant's."""

    name = "outside"

    def __init__(
        self,
        embedded: Embedded,
        model: Model,
        calls: Calls,
        *,
        keys: Sequence[bytes],
        model_name: str = "",
        count: Counter | None = None,
        draw: Callable[[], str] = lambda: secrets.token_hex(6),
    ) -> None:
        """`keys` seal what placeholders stand for, and make customers unreadable; `model_name` goes before the desk
        file's; `draw` gives a random word."""
        self._embedded, self._model, self._calls = embedded, model, calls
        self._keys, self._model_name, self._draw = tuple(keys), model_name, draw
        self._count = count or Counter(None)
        self._rest = Rest()

    async def warm(self) -> None:
        """Get ready to answer quickly. Safe to call twice."""
        await self._embedded.warm()
        await self._model.load()

    async def close(self) -> None:
        """Close the connections to the model. Safe to call twice."""
        await self._model.close()

    async def classify(self, text: str, language: str) -> Guess:
        return await self._embedded.classify(text, language)

    async def language_of(self, text: str, fallback: str) -> str:
        return await self._embedded.language_of(text, fallback)

    async def quotable(self, case: Case) -> Quotable:
        return await self._embedded.quotable(case)

    async def find(self, desk: Desk, text: str, language: str, today: date) -> Quotable:
        return await self._embedded.find(desk, text, language, today)

    async def suggest(self, case: Case) -> Suggestion:
        """A suggestion for a gated case, or the reason for none. Never raises for what is in a case or an answer."""
        base = await self._embedded.suggest(case)
        outside = case.desk.file.ai.outside
        if outside is None or not may_leave(case, outside):
            return base
        quotable = await self._embedded.quotable(case)
        wanted = _prompt_for(case, outside, base, has_sources=bool(quotable))
        if not wanted:
            return base
        try:
            return await self._asked(case, wanted, base, quotable)
        except Unusable as unusable:
            return _instead(base, unusable.came)
        except Exception as error:  # of ours; the text of a case may stand in the message
            _log.error("outside_failed", ticket=case.ticket_id, error=type(error).__name__)
            return _instead(base, Came.BROKEN)

    async def _asked(self, case: Case, wanted: str, base: Suggestion, quotable: Quotable) -> Suggestion:
        """Ask, on record, and make of the answer what it is good for. Raises `Unusable` where nobody was asked."""
        outside, prompt = _settings(case, self._model_name), case.desk.prompt(wanted, case.today)
        for missing, came in (
            (prompt is None, Came.NO_PROMPT),
            (not self._model.usable, Came.NO_KEY),
            (self._rest.until > monotonic(), Came.RESTING),
        ):
            if missing:
                raise Unusable(came)
        assert prompt is not None  # noqa: S101 - said just above
        request = await asyncio.to_thread(
            build, case, prompt, outside, quotable, person=self._person(case), draw=self._draw, count=self._count
        )
        price = price_of(outside)
        call_id = await self._calls.begin(self._asking(case, outside, request, price))
        if call_id is None:
            raise Unusable(Came.CEILING)
        began, got, made = monotonic(), Got(came=Came.BROKEN), base
        try:
            got = await self._model.ask(request.body, outside.time_out.total_seconds())
            self._rest.after(got, monotonic())
            made, came = await asyncio.to_thread(_made, case, request, got, base, outside)
        except Exception as error:  # of ours; the text of a case may stand in the message
            _log.error("outside_failed", ticket=case.ticket_id, error=type(error).__name__)
            came = Came.BROKEN
        answered = _answered(got, came, price, round((monotonic() - began) * 1000))
        await self._calls.finish(call_id, answered)
        usage = Usage(
            call_id=call_id,
            prompt_id=prompt.id,
            prompt_version=prompt.version,
            input_tokens=answered.input_tokens,
            cached_tokens=answered.cached_tokens,
            output_tokens=answered.output_tokens,
            cost_micros=answered.cost_micros,
        )
        return replace(_instead(made, came) if made.engine != self.name else made, usage=usage)

    def _asking(self, case: Case, outside: desk_ai.Outside, request: Request, price: Price | None) -> Asking:
        return Asking(
            ticket_id=case.ticket_id,
            vendor=outside.vendor,
            model=outside.model,
            prompt_id=request.prompt.id,
            prompt_version=request.prompt.version,
            request=json.dumps(request.body, ensure_ascii=False),
            names=seal(request.names, self._keys),
            cost_micros=price.cost(request.tokens, 0, request.longest_answer) if price else None,
            ceiling_micros=round(outside.daily_ceiling * 1_000_000),
            daily_calls=outside.daily_calls,
        )

    def _person(self, case: Case) -> str:
        """The same word for the same customer, from which nobody else can tell who it is."""
        name = f"safety_identifier:{case.customer.id}".encode()
        return hmac.new(self._keys[0], name, hashlib.sha256).hexdigest()[:32]


def _settings(case: Case, model_name: str) -> desk_ai.Outside:
    outside = case.desk.file.ai.outside
    assert outside is not None  # noqa: S101 - asked before
    return outside.model_copy(update={"model": model_name}) if model_name else outside


def _prompt_for(case: Case, outside: desk_ai.Outside, base: Suggestion, *, has_sources: bool) -> str:
    """Which prompt is wanted: for a reply only where there is something to rest it on; empty for none."""
    owned = any(record.fields for record in case.records)
    open_to_draft = not case.stopped and base.withheld in (None, Withheld.NO_SOURCE) and (has_sources or owned)
    if "draft" in outside.purposes and open_to_draft:
        return "reply"
    return "summary" if "summarise" in outside.purposes else ""


def _made(
    case: Case, request: Request, got: Got, base: Suggestion, outside: desk_ai.Outside
) -> tuple[Suggestion, Came]:
    """The suggestion that an answer gives, and what came of it. What it is no good for, the embedded one stands for."""
    if got.came is not Came.ANSWERED:
        return base, got.came
    made = base
    try:
        answer = read(got.text)
        if classes := classes_of(answer):  # whatever else it says: a person looks first
            return replace(base, raised=classes), Came.ANSWERED
        if "summarise" in outside.purposes:
            made = replace(base, summary=summary_of(answer, case, request, base.summary))
        if request.prompt.id == "reply":
            facts = {"outside": Came.ANSWERED.value, "vendor": outside.vendor, "model": outside.model}
            sentences = sentences_of(answer, case, request)
            made = replace(made, engine=Outside.name, sentences=sentences, withheld=None, facts=facts)
    except Unusable as unusable:
        return made, unusable.came
    return made, Came.ANSWERED


def _answered(got: Got, came: Came, price: Price | None, latency_ms: int) -> Answered:
    known = price is not None and got.input_tokens is not None and got.output_tokens is not None
    return Answered(
        came=came,
        answer=got.text,
        input_tokens=got.input_tokens,
        cached_tokens=got.cached_tokens,
        output_tokens=got.output_tokens,
        cost_micros=price.cost(got.input_tokens or 0, got.cached_tokens or 0, got.output_tokens or 0)
        if price is not None and known
        else None,
        latency_ms=latency_ms,
    )


def _instead(base: Suggestion, came: Came) -> Suggestion:
    return replace(base, facts={**base.facts, "outside": came.value})
