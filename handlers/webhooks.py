"""`POST /hooks/{source}`: the generic webhook of docs/webhooks.md, or a helpdesk's own (docs/connectors.md)."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from aiohttp import web
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from bot.domain.arrival import REPEATS_WITHIN, Arrival, Receipt, kind_of
from bot.domain.delivered import UNREAD, Delivered, kept
from bot.domain.errors import BadRequest, DatabaseUnavailable
from bot.domain.webhook_body import message_key, parse, read
from bot.domain.webhook_key import key_of
from bot.flow import inbox
from bot.flow.intake import take
from bot.flow.ports import Inbound, Runner
from bot.telemetry import Metrics, logger, token, trace
from handlers.answers import bears, database_away, problem, receipt, text_of

#: A longer id would not fit the index that keeps arrivals apart.
LONGEST_ID: Final = 200
REMEDY: Final = "python -m bot inbox list, then retry"


@dataclass(frozen=True, slots=True)
class Credential:
    """How a source proves itself: by signature, by bearer token, or either; `inbound` knows how a helpdesk does."""

    secret: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    inbound: Inbound | None = field(default=None, repr=False)


def routes(
    runner: Runner, sources: Mapping[str, Credential], metrics: Metrics, at_once: int = 32
) -> list[web.RouteDef]:
    """The routes for all sources; a helpdesk that cannot sign carries its secret in the path. A source without secret
    and token is known, and refuses everybody.

    Of each source `at_once` are stored at a time, so that a flood of one leaves the others and Slack their turn.
    """
    hooks = _Hooks(runner, sources, metrics, at_once)
    return [web.post("/hooks/{source}", hooks.receive), web.post("/hooks/{source}/{secret}", hooks.receive)]


class _Hooks:
    def __init__(self, runner: Runner, sources: Mapping[str, Credential], metrics: Metrics, at_once: int) -> None:
        self._runner = runner
        self._sources = sources
        self._turns = {name: asyncio.Semaphore(at_once) for name in sources}
        self._metrics = metrics
        self._log = logger("webhooks")

    async def receive(self, request: web.Request) -> web.Response:
        """202 once it is stored (also for a repeat), else a status that says whose turn it is."""
        source = request.match_info["source"]
        answer = await self._receive(request, source)
        self._metrics.arrivals.labels(source if source in self._sources else "unknown", str(answer.status)).inc()
        return answer

    async def _receive(self, request: web.Request, source: str) -> web.Response:
        credential = self._sources.get(source)
        if credential is None:
            return problem(404, "there is no such source; the desk file names them")
        try:
            raw = await text_of(request)
            if credential.inbound is not None:
                return await self._of_vendor(request, raw, source, credential)
            signed = _signed(request, raw, credential.secret)
            if "secret" in request.match_info:
                return problem(404, "only the sources of helpdesks take a secret in the path")
            if not signed and not (credential.token and bears(request.headers, credential.token)):
                self._unknown(source, credential)
                return problem(401, "the signature or token is wrong, missing or too old")
            arrival = _arrival(source, request.headers.get("webhook-id", "") if signed else "", raw)
        except BadRequest as error:
            return problem(400, str(error))
        async with self._turns[source]:
            return await self._store(arrival)

    async def _of_vendor(self, request: web.Request, raw: str, source: str, credential: Credential) -> web.Response:
        """A helpdesk's own delivery: all that it tells is stored in order, or it is not taken."""
        inbound = credential.inbound
        assert inbound is not None  # noqa: S101 - the caller has looked
        body = await request.read()
        call = Delivered(request.headers, body, request.match_info.get("secret", ""), datetime.now(UTC))
        if not inbound.proven(call):
            self._unknown(source, credential)
            return problem(401, "the signature or token is wrong, missing or too old")
        try:
            told = inbound.events(raw, request.headers)
        except BadRequest as error:  # whoever has proved themselves means something by it, and may not say it again
            text = kept(raw, request.headers, (credential.secret, credential.token))
            return await self._unread(source, raw, text, UNREAD, str(error))
        known = await self._known(source, [each.id for each in told])
        answer = _accepted(Receipt(ticket_id=None, repeated=bool(told)))
        for each in told:
            if each.id in known:
                continue
            written = json.dumps(each.body, ensure_ascii=False)
            try:
                arrival = parse(source, each.id, read(written), raw=written)
            except BadRequest as error:
                answer = await self._unread(source, written, written, "unread", str(error), each.id)
            else:
                async with self._turns[source]:
                    answer = await self._store(arrival)
            if answer.status >= 300:
                return answer
        return answer

    async def _known(self, source: str, names: list[str]) -> frozenset[str]:
        """What of a delivery has been stored before; of one event `take` finds that out by itself."""
        if len(names) < 2:
            return frozenset()
        try:
            return await self._runner.read(inbox.known, source, names)
        except DatabaseUnavailable:
            return frozenset()

    async def _unread(
        self, source: str, raw: str, text: str, kind: str, reason: str, event_id: str = ""
    ) -> web.Response:
        """`text` is kept for a person, since a helpdesk that has been answered 4xx does not say it again."""
        name = event_id or f"sha256:{hashlib.sha256(raw.encode('utf-8', 'replace')).hexdigest()}"
        self._log.error("arrival parked", source=source, event_id=name, cause=reason, remedy=REMEDY)
        try:
            await self._runner.write(inbox.park, source, name, kind, text, reason)
        except DatabaseUnavailable:
            return database_away()
        self._metrics.parked.labels(source).inc()
        return web.json_response({"parked": True, "id": trace() or token()}, status=202)

    def _unknown(self, source: str, credential: Credential) -> None:
        if credential.secret is None and credential.token is None:
            name = "".join(char if char.isalnum() else "_" for char in source.upper())
            self._log.warning("source cannot prove itself", source=source, remedy=f"set HOOK_SECRET_{name}")

    async def _store(self, arrival: Arrival) -> web.Response:
        try:
            stored = await self._runner.write(take, arrival)
        except DatabaseUnavailable as error:
            self._log.error("database away", source=arrival.source, cause=str(error), remedy="the sender tries again")
            return database_away()
        except Exception:
            return await self._park(arrival)
        for parked in stored.parked:  # it had waited for this ticket
            self._log.error("arrival parked", id=parked, source=arrival.source, remedy=REMEDY)
            self._metrics.parked.labels(arrival.source).inc()
        return _accepted(stored)

    async def _park(self, arrival: Arrival) -> web.Response:
        """Something of ours failed: the text is kept for a person, and the sender need not know."""
        name = trace() or token()
        known = {"source": arrival.source, "event_id": arrival.event_id}
        self._log.exception("arrival parked", request=name, **known, remedy=REMEDY)
        # A hash may stand for an older arrival too, which this one must not be taken for.
        event_id = f"{arrival.event_id}:{name}" if arrival.repeats_within is not None else arrival.event_id
        try:
            await self._runner.write(
                inbox.park,
                arrival.source,
                event_id,
                kind_of(arrival),
                arrival.raw,
                f"failed; see request {name} in the log",
            )
        except Exception:
            self._log.exception("arrival could not be parked", request=name, source=arrival.source)
            return database_away()
        self._metrics.parked.labels(arrival.source).inc()
        return web.json_response({"parked": True, "id": name}, status=202)


def _signed(request: web.Request, raw: str, secret: str | None) -> bool:
    """Whether the Standard Webhooks signature fits and is not older than five minutes."""
    if secret is None or "webhook-signature" not in request.headers:
        return False
    try:
        Webhook(key_of(secret)).verify(raw, dict(request.headers), json_parse=False)
    except (WebhookVerificationError, ValueError):
        # The library raises ValueError for a signature without a comma, and for bad base64 or bytes in a header.
        return False
    return True


def _arrival(source: str, webhook_id: str, raw: str) -> Arrival:
    """What came in, under the sender's id; else under type and message; else under a hash that ages."""
    if len(webhook_id) > LONGEST_ID:
        raise BadRequest(f"webhook-id: at most {LONGEST_ID} characters")
    body = read(raw)
    if webhook_id:
        return parse(source, webhook_id, body, raw=raw)
    key = message_key(body)
    if key:
        return parse(source, key, body, raw=raw)
    digest = hashlib.sha256(raw.encode()).hexdigest()
    return parse(source, f"sha256:{digest}", body, raw=raw, repeats_within=REPEATS_WITHIN)


def _accepted(stored: Receipt) -> web.Response:
    return web.json_response(receipt(stored.number, done=stored.done, repeated=stored.repeated), status=202)
