"""The Web API's front door: tokens, scopes, rate tiers, ordered faults, and a record of every call received."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from sandbox.faults import Faults, answer_with
from sandbox.methods import METHODS
from sandbox.methods.call import ApiError, Call, Method
from sandbox.tiers import Tier, Tiers
from sandbox.triggers import Triggers
from sandbox.values import Change, Json
from sandbox.workspace import Workspace


@dataclass(frozen=True)
class ReceivedCall:
    """A call that reached the sandbox, with its answer; `status` 0 and no answer when a fault came first."""

    method: str
    args: Json
    at: float
    status: int
    answer: Json


class WebApi:
    """Answers `POST` and `GET` of `/api/<method>` and the upload addresses that it hands out."""

    def __init__(
        self,
        workspace: Workspace,
        triggers: Triggers,
        tiers: Tiers,
        faults: Faults,
        *,
        tokens: dict[str, str],
        scopes: frozenset[str] | None,
        url: Callable[[], str],
        open_socket: Callable[[], str],
    ) -> None:
        self.received: list[ReceivedCall] = []
        self._workspace = workspace
        self._triggers = triggers
        self._tiers = tiers
        self._faults = faults
        self._tokens = tokens
        self._scopes = scopes
        self._url = url
        self._open_socket = open_socket

    def routes(self) -> list[web.RouteDef]:
        """The routes of this part."""
        return [
            web.route("*", "/api/{method}", self.handle),
            web.post("/upload/v1/{file}", self.upload),
        ]

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call, with the fault that was ordered for it, if any."""
        name = request.match_info["method"]
        args = await read_args(request)
        fault = self._faults.take(name, args)

        async def answer() -> web.Response:
            return self._answer(name, args, request.headers.get("Authorization", ""))

        if fault and fault.comes_first:
            self._record(ReceivedCall(name, args, self._workspace.now(), 0, {}))
        return await answer_with(fault, request, answer)

    async def upload(self, request: web.Request) -> web.Response:
        """The second step of an upload: the bytes themselves, raw or as a form's file. Its faults are ordered for
        `upload`."""

        async def answer() -> web.Response:
            return await self._take_bytes(request)

        return await answer_with(self._faults.take("upload", {}), request, answer)

    async def _take_bytes(self, request: web.Request) -> web.Response:
        upload = self._workspace.files.get(request.match_info["file"])
        if upload is None or upload.complete:
            return web.Response(status=404, text="not found")
        content = await request.read()
        if request.content_type == "multipart/form-data":
            form = await request.post()
            content = b"".join(v.file.read() for v in form.values() if isinstance(v, web.FileField))
        if len(content) != upload.size:
            return web.Response(status=400, text=f"expected {upload.size} bytes, got {len(content)}")
        self._workspace.files[upload.id] = replace(upload, content=content)
        return web.Response(text=f"OK - {len(content)}")

    def _answer(self, name: str, args: Json, authorization: str) -> web.Response:
        headers: dict[str, str] = {}
        status = 200
        method = METHODS.get(name)
        if method is None:
            answer: Json = {"ok": False, "error": "unknown_method", "req_method": name}
        else:
            wait = self._too_early(name, method, args)
            if wait:
                status, answer, headers = 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(wait)}
            else:
                answer = self._run(name, method, args, authorization)
        self._record(ReceivedCall(name, args, self._workspace.now(), status, answer))
        return web.json_response(answer, status=status, headers=headers)

    def _record(self, call: ReceivedCall) -> None:
        self.received.append(call)
        self._workspace.announce(Change("wire"))

    def _too_early(self, name: str, method: Method, args: Json) -> int:
        channel = str(args.get("channel", "")) if method.tier is Tier.POST else None
        return self._tiers.wait_for(name, method.tier, channel)

    def _run(self, name: str, method: Method, args: Json, authorization: str) -> Json:
        call = Call(name, args, self._workspace, self._triggers, self._url(), self._scopes, self._open_socket)
        try:
            self._authorise(method, args, authorization)
            if method.scopes:
                call.need(*method.scopes)
            return method.run(call)
        except ApiError as refusal:
            return refusal.answer

    def _authorise(self, method: Method, args: Json, authorization: str) -> None:
        if not method.bearer:
            return
        token = authorization.removeprefix("Bearer ").strip() or args.get("token")
        if not token:
            raise ApiError("not_authed")
        if token not in self._tokens.values():
            raise ApiError("invalid_auth")
        if token != self._tokens[method.bearer]:
            raise ApiError("not_allowed_token_type")


async def read_args(request: web.Request) -> Json:
    """Return the arguments of a call, wherever the client put them: query, form or JSON body."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body: Any = await request.json()
        except ValueError:
            body = {}
        args |= body if isinstance(body, dict) else {}
    elif request.method == "POST":
        args |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return args
