"""The HTTP side: Slack's requests, webhooks, the API, health and figures, in one aiohttp application."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final, Protocol

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import SecretStr
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.domain.desk import Desk
from bot.domain.errors import DatabaseUnavailable, DeskhandError
from bot.domain.health import Standing
from bot.flow import health, silence
from bot.telemetry import Metrics, correlated, logger, token, trace
from handlers import api, webhooks
from handlers.answers import RETRY_AFTER, problem
from handlers.webhooks import Credential
from store import migrate
from store.store import Store

#: As much as a body may hold, in bytes; Slack's own requests are far smaller.
LARGEST: Final = 1024 * 1024
#: Sources that need no entry in the desk file.
BUILT_IN: Final = ("generic",)

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
) -> web.Application:
    """Everything that is served. Slack has a route only with `bolt` and a signing secret: without one nobody could tell
    its requests from forged ones, and Slack is heard by Socket Mode.

    `report` adds to `/readyz` what is worth knowing and never makes it fail: Slack, lag, the model.
    """
    counted = metrics or Metrics()
    app = web.Application(client_max_size=LARGEST, middlewares=[_answers(counted)])
    names = {*BUILT_IN, *(source.name for source in desk.file.sources)} - {"api", "slack"}
    sources = {name: Credential(settings.hook_secret(name), settings.hook_token(name)) for name in names}
    api_token = settings.api_token.get_secret_value() if settings.api_token else None
    app.add_routes(webhooks.routes(store, sources, counted))
    app.add_routes(api.routes(store, api_token))
    app.add_routes(_Health(store, settings.database_url, counted, report).routes())
    if bolt is not None and settings.slack_signing_secret is not None:
        app.add_routes([web.post("/slack/events", _Slack(bolt).receive)])
    return app


def examined(store: Store, settings: Settings, *, metrics: Metrics, report: Report | None = None) -> web.Application:
    """`/healthz`, `/readyz` and `/metrics` alone, for a process that serves nothing else."""
    app = web.Application(client_max_size=LARGEST, middlewares=[_answers(metrics)])
    app.add_routes(_Health(store, settings.database_url, metrics, report).routes())
    return app


def _answers(metrics: Metrics) -> Middleware:
    """Every answer is JSON and shows nothing of the inside; an error of ours has an id that stands in the log."""
    log = logger("web")

    async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return problem(413, f"the body is larger than {LARGEST // 1024} KiB")
        except web.HTTPException as error:
            return problem(error.status, error.reason, **_kept(error))
        except DatabaseUnavailable as error:
            log.error("database away", cause=str(error))
            return problem(503, "the database is away; please try again", **{"Retry-After": RETRY_AFTER})
        except (asyncio.CancelledError, ConnectionError):
            raise
        except Exception:
            log.exception("request failed", path=request.path)
            return web.json_response({"error": "something went wrong on our side", "id": trace()}, status=500)

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        name = token()
        with correlated(request=name):
            answer = await answered(request, handler)
        resource = request.match_info.route.resource
        metrics.requests.labels(resource.canonical if resource else "none", str(answer.status)).inc()
        answer.headers.setdefault("X-Request-Id", name)
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    return middleware


def _kept(error: web.HTTPException) -> dict[str, str]:
    return {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}


class _Slack:
    """Slack's requests, checked first for what Bolt would answer with 500 (a number or JSON that is none)."""

    def __init__(self, bolt: AsyncApp) -> None:
        self._bolt = bolt

    async def receive(self, request: web.Request) -> web.Response:
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not (timestamp.isascii() and timestamp.isdigit()) or "X-Slack-Signature" not in request.headers:
            return problem(401, "the signature is missing")
        try:
            raw = (await request.read()).decode()
            if raw.startswith("{") or request.content_type == "application/json":
                _need_object(json.loads(raw))
            wanted = await to_bolt_request(request)
        except (ValueError, RecursionError):
            return problem(400, "the body is not what Slack sends")
        return await to_aiohttp_response(await self._bolt.async_dispatch(wanted))


def _need_object(body: object) -> None:
    if not isinstance(body, dict):
        raise ValueError("no JSON object")


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
