"""`response_url`: five answers within thirty minutes to what a person did.

Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses. Slack does not publish
the bodies of its refusals here; they follow the Web API's form.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from aiohttp import web

from sandbox.faults import Faults, answer_with
from sandbox.methods.call import ApiError, checked_blocks
from sandbox.values import Change, Json, Message
from sandbox.web_api import ReceivedCall, read_args
from sandbox.workspace import Workspace

MOST_USES = 5
LIFETIME = 30 * 60.0


@dataclass
class _Url:
    user: str
    channel: str
    message: Message | None
    issued: float
    uses: int = 0


class ResponseUrls:
    """Issues the addresses and does what is asked through them."""

    def __init__(self, workspace: Workspace, faults: Faults, url: Callable[[], str]) -> None:
        self.received: list[ReceivedCall] = []
        self._workspace = workspace
        self._faults = faults
        self._url = url
        self._issued: dict[str, _Url] = {}

    def routes(self) -> list[web.RouteDef]:
        """The route of this part."""
        return [web.post("/respond/{kind}/{team}/{key}", self.handle)]

    def issue(self, user: str, channel: str, message: Message | None = None) -> str:
        """Return an address for what `user` did; `message` is the one that was clicked, none for a command."""
        key = secrets.token_urlsafe(18)
        self._issued[key] = _Url(user, channel, message, self._workspace.now())
        kind = "actions" if message else "commands"
        return f"{self._url()}/respond/{kind}/{self._workspace.team_id}/{key}"

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one use."""
        args = await read_args(request)
        fault = self._faults.take("response_url", args)

        async def answer() -> web.Response:
            return self._answer(request.match_info["key"], args)

        return await answer_with(fault, request, answer)

    def _answer(self, key: str, args: Json) -> web.Response:
        status = 200
        outcome: Json = {"ok": True}
        try:
            self._use(key, args)
        except ApiError as refusal:
            outcome = refusal.answer
            status = 404 if outcome["error"] in ("used_url", "expired_url") else 400
        self.received.append(ReceivedCall("response_url", args, self._workspace.now(), status, outcome))
        self._workspace.announce(Change("wire"))
        return web.Response(text="ok") if status == 200 else web.json_response(outcome, status=status)

    def _use(self, key: str, args: Json) -> None:
        source = self._issued.get(key)
        if source is None or self._workspace.now() - source.issued > LIFETIME:
            raise ApiError("expired_url")
        if source.uses >= MOST_USES:
            raise ApiError("used_url")
        self.respond(source.user, source.channel, source.message, args)
        source.uses += 1

    def respond(self, user: str, channel: str, source: Message | None, args: Json) -> None:
        """Do what an answer asks for. Raises `ApiError` when Slack would refuse it.

        The same rules hold for the text or blocks in a slash command's acknowledgement.
        """
        replace_it, delete_it = args.get("replace_original") is True, args.get("delete_original") is True
        if (replace_it or delete_it) and source is None:
            raise ApiError("invalid_arguments")
        original = self._original(source) if source else None
        if delete_it and original:
            self._workspace.remove(original)
        elif replace_it and original:
            self._replace(original, args)
        elif not (replace_it or delete_it):
            self._post(user, channel, args)

    def _original(self, source: Message) -> Message | None:
        if source.only_for is not None:
            return self._workspace.ephemerals.get(source.ts)
        return self._workspace.message(source.channel, source.ts)

    def _replace(self, original: Message, args: Json) -> None:
        blocks = self._blocks(args)
        self._workspace.change(
            replace(
                original,
                text=str(args.get("text") or ""),
                blocks=tuple(blocks),
                metadata=args.get("metadata") or original.metadata,
                edited_at=self._workspace.new_ts(),
                edited_by=self._workspace.bot_id,
            )
        )

    def _post(self, user: str, channel: str, args: Json) -> None:
        blocks = self._blocks(args)
        public = args.get("response_type") == "in_channel"
        thread_ts = args.get("thread_ts")
        if thread_ts and self._workspace.message(channel, thread_ts) is None:
            raise ApiError("thread_not_found")
        self._workspace.post(
            Message(
                channel=channel,
                ts=self._workspace.new_ts(),
                user=self._workspace.bot_user,
                text=str(args.get("text") or ""),
                blocks=tuple(blocks),
                thread_ts=thread_ts,
                metadata=args.get("metadata"),
                by_app=True,
                only_for=None if public else user,
            )
        )

    def _blocks(self, args: Json) -> list[Json]:
        if not args.get("text") and not args.get("blocks") and not args.get("attachments"):
            raise ApiError("no_text")
        return checked_blocks(self._workspace, args["blocks"]) if args.get("blocks") else []
