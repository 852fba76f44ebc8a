"""The HTTP side: Slack's requests, webhooks, the API, health and figures, in one aiohttp application."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Protocol

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import SecretStr
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot import helpdesk
from bot.domain.desk import Desk
from bot.domain.errors import DatabaseUnavailable, DeskhandError
from bot.domain.health import Standing
from bot.flow import health, silence
from bot.slack import shape
from bot.telemetry import Metrics, correlated, logger, token, trace
from handlers import api, webhooks
from handlers.answers import RETRY_AFTER, problem
from handlers.door import SERVER, Limits, Visitor
from handlers.webhooks import Credential
from store import migrate
from store.store import Store

#: Sources that need no entry in the desk file.

Report = Callable[[], Awaitable[Mapping[str, Any]]]


class Settings(Protocol):
    """What the HTTP side needs to be told; `bot.settings.Settings` fulfils it."""

    @property
    def database_url(self) -> str: ...

    @property
    def slack_signing_secret(self) -> SecretStr | None: ...

    @property
    def api_token(self) -> SecretStr | None: ...

    def hook_secret(self, source: str) -> str | None: ...

    def hook_token(self, source: str) -> str | None: ...


def application(
    store: Store,
    settings: Settings,
    desk: Desk,
    *,
    bolt: AsyncApp | None = None,
    metrics: Metrics | None = None,
    report: Report | None = None,
    limits: Limits | None = None,
) -> web.Application:
    """Everything that is served. Slack has a route only with `bolt` and a signing secret: without one nobody could tell
    its requests from forged ones, and Slack is heard by Socket Mode.

    `report` adds to `/readyz` what is worth knowing and never makes it fail: Slack, lag, the model.
    """
    counted, limits = metrics or Metrics(), limits or Limits()
    app = web.Application(client_max_size=limits.body, middlewares=[_answers(counted, limits)])
    app.on_response_prepare.append(_plain)
    sources = {
        name: Credential(
            settings.hook_secret(name), settings.hook_token(name), helpdesk.inbound(desk.source(name), settings)
        )
        for name in desk.webhooks()
    }
    api_token = settings.api_token.get_secret_value() if settings.api_token else None
    app.add_routes(webhooks.routes(store, sources, counted, limits.at_once))
    app.add_routes(api.routes(store, api_token))
    app.add_routes(_Health(store, settings.database_url, counted, report).routes())
    if bolt is not None and settings.slack_signing_secret is not None:
        slack = _Slack(bolt, settings.slack_signing_secret.get_secret_value())
        app.add_routes([web.post("/slack/events", slack.receive)])
    return app


def examined(store: Store, settings: Settings, *, metrics: Metrics, report: Report | None = None) -> web.Application:
    """`/healthz`, `/readyz` and `/metrics` alone, for a process that serves nothing else."""
    limits = Limits()
    app = web.Application(client_max_size=limits.body, middlewares=[_answers(metrics, limits)])
    app.on_response_prepare.append(_plain)
    app.add_routes(_Health(store, settings.database_url, metrics, report).routes())
    return app


def _answers(metrics: Metrics, limits: Limits) -> Middleware:
    """Every answer is JSON and shows nothing of the inside; an error of ours has an id that stands in the log."""
    log = logger("web")

    async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await _in_time(request, handler, limits)
        except web.HTTPRequestEntityTooLarge:
            return problem(413, f"the body is larger than {limits.body // 1024} KiB")
        except web.HTTPException as error:
            return problem(error.status, error.reason, **_kept(error))
        except DatabaseUnavailable as error:
            log.error("database away", cause=str(error))
            return problem(503, "the database is away; please try again", **{"Retry-After": RETRY_AFTER})
        except TimeoutError:
            log.error("request took too long", path=_known(request))
            return problem(503, "this took too long; please send it again", **{"Retry-After": RETRY_AFTER})
        except (asyncio.CancelledError, ConnectionError):
            raise
        except Exception:
            log.exception("request failed", path=_known(request))
            return web.json_response({"error": "something went wrong on our side", "id": trace()}, status=500)

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        name = token()
        with correlated(request=name):
            answer = await answered(request, handler)
        metrics.requests.labels(_known(request), str(answer.status)).inc()
        if not request.content.is_eof():  # the rest of a body that nobody wants must not be taken for a request
            answer.force_close()
        if isinstance(request.protocol, Visitor):
            request.protocol.answered(closing=answer.keep_alive is False or not request.keep_alive)
        answer.headers.setdefault("X-Request-Id", name)
        return answer

    return middleware


async def _in_time(request: web.Request, handler: Handler, limits: Limits) -> web.StreamResponse:
    """The whole body first, then the work, each in its time."""
    if request.match_info.http_exception is None and request.body_exists:
        if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            return problem(415, "the body must not be compressed", **{"Accept-Encoding": "identity"})
        if (request.content_length or 0) > limits.body:
            raise web.HTTPRequestEntityTooLarge(limits.body)
        try:
            async with asyncio.timeout(limits.body_seconds):
                await request.read()
        except TimeoutError:
            return problem(408, f"the body did not come within {limits.body_seconds:g} seconds")
        except web.RequestPayloadError:
            return problem(400, "the body could not be read as its headers announce it")
    if isinstance(request.protocol, Visitor):
        request.protocol.working()
    async with asyncio.timeout(limits.work_seconds):
        return await handler(request)


async def _plain(_request: web.Request, answer: web.StreamResponse) -> None:
    answer.headers["Server"] = SERVER
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Cache-Control", "no-store")


def _known(request: web.Request) -> str:
    """The route, as it is written here: what a caller puts into a path belongs in no figure and no log."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "none"


def _kept(error: web.HTTPException) -> dict[str, str]:
    return {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}


class _Slack:
    """Slack's requests. Who has not signed is turned away before anything is parsed, and what Slack would not send is
    refused: inside, both would be errors of ours. Bolt is not asked to verify once more."""

    def __init__(self, bolt: AsyncApp, signing_secret: str) -> None:
        self._bolt = bolt
        self._verifier = SignatureVerifier(signing_secret)

    async def receive(self, request: web.Request) -> web.Response:
        try:
            text = (await request.read()).decode()
        except ValueError:
            return problem(400, "the body is not UTF-8")
        if not self._signed(request, text):
            return problem(401, "the signature is wrong, missing or too old")
        try:
            text = shape.checked(text, request.content_type)
        except (ValueError, RecursionError):
            return problem(400, "the body is not what Slack sends")
        headers: Any = request.headers
        wanted = AsyncBoltRequest(body=text, query=request.query_string, headers=headers)
        return await to_aiohttp_response(await self._bolt.async_dispatch(wanted))

    def _signed(self, request: web.Request, text: str) -> bool:
        """Whether the signature fits, in constant time, and is not more than five minutes off."""
        at, given = (request.headers.get(name, "") for name in ("X-Slack-Request-Timestamp", "X-Slack-Signature"))
        if not (re.fullmatch(r"\d{1,12}", at, re.ASCII) and given.isascii()):
            return False
        return self._verifier.is_valid(text, at, given)


def _show(metrics: Metrics, found: Standing, sources: Iterable[str]) -> None:
    """What is looked up when it is asked for."""
    metrics.outbox.clear()
    for (kind, state), count in found.outbox.items():
        metrics.outbox.labels(kind, state).set(count)
    for kind, seconds in found.lag.items():
        metrics.lag.labels(kind).set(seconds)
    for state, count in found.inbox.items():
        metrics.inbox.labels(state).set(count)
    silent = {lasting.source for lasting in found.silent}
    for source in sources:
        metrics.silent.labels(source).set(source in silent)
    for asked in found.inlets:
        metrics.source_away.labels(asked.source).set(asked.away_since is not None)
        if asked.asked_at is not None:
            metrics.source_asked.labels(asked.source).set((found.at - asked.asked_at).total_seconds())
    metrics.figures_differ.set(found.figures_differ)
    metrics.figures_behind.set(found.figures_behind)


class _Health:
    def __init__(self, store: Store, url: str, metrics: Metrics, report: Report | None) -> None:
        self._store = store
        self._url = url
        self._metrics = metrics
        self._report = report

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
            web.get("/metrics", self.figures),
        ]

    async def alive(self, _request: web.Request) -> web.Response:
        """The process answers; nothing else is looked at."""
        return web.json_response({"alive": True})

    async def ready(self, _request: web.Request) -> web.Response:
        """Whether requests can be stored. Only database and migrations decide: an outage of Slack must not turn
        webhooks away."""
        state: dict[str, Any] = {"database": "ok", "migrations": "ok"}
        try:
            if await asyncio.to_thread(migrate.pending, self._url):
                state["migrations"] = "pending; run python -m bot migrate"
            else:
                await self._store.ping()
        except DeskhandError as error:
            state["database"] = "away"
            logger("web").warning("not ready", cause=str(error))
        ready = state["database"] == state["migrations"] == "ok"
        also = await self._report() if self._report and ready else {}
        return web.json_response({**also, "ready": ready, **state}, status=200 if ready else 503)

    async def figures(self, _request: web.Request) -> web.Response:
        """Prometheus' text format. What waits is looked up when it is asked for, whichever process works it."""
        try:
            _show(self._metrics, await self._store.read(health.standing), silence.listened_to(self._store.desk))
        except DatabaseUnavailable as error:  # the other figures are still worth having
            logger("web").warning("outbox not counted", cause=str(error))
        body = generate_latest(self._metrics.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})
