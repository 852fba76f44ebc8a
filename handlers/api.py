"""`/api/v1/tickets`: create, read, list; for programs, with a bearer token that may do no more."""

import hashlib
import json
import re
from typing import Any, Final

from aiohttp import web

from bot.domain.arrival import NewRequest
from bot.domain.errors import BadRequest, DatabaseUnavailable, Refused
from bot.domain.ticket import State
from bot.domain.webhook_body import parse, read
from bot.flow import inbox, intake
from bot.flow.ports import Runner
from bot.flow.tickets import Conversation, listed, opened
from bot.telemetry import logger, token, trace
from handlers.answers import bears, database_away, problem, receipt, text_of

#: Tickets on one page, unless asked for fewer or more.
PAGE: Final = 50
MOST: Final = 200


def routes(runner: Runner, api_token: str | None) -> list[web.RouteDef]:
    """The API's routes. Without a token it refuses everybody."""
    api = _Api(runner, api_token)
    return [
        web.post("/api/v1/tickets", api.create),
        web.get("/api/v1/tickets", api.list),
        web.get("/api/v1/tickets/{number}", api.read),
    ]


class _Api:
    def __init__(self, runner: Runner, api_token: str | None) -> None:
        self._runner = runner
        self._token = api_token
        self._log = logger("api")

    async def create(self, request: web.Request) -> web.Response:
        """201 with the ticket's number; 200 for a repeat of the same `Idempotency-Key`."""
        if (stranger := self._refused(request)) is not None:
            return stranger
        try:
            arrival = _request(request.headers.get("Idempotency-Key", ""), await text_of(request))
        except BadRequest as error:
            return problem(400, str(error))
        try:
            stored = await self._runner.write(intake.create, arrival)
        except intake.KeyReused:
            # As section 2.7 of draft-ietf-httpapi-idempotency-key-header asks.
            return problem(422, "this Idempotency-Key was used for another body; a new request needs a new key")
        except DatabaseUnavailable:
            return database_away()
        except Exception:
            return await self._park(arrival)
        answer = receipt(stored.number, done=stored.done, repeated=stored.repeated)
        headers = {"Location": f"/api/v1/tickets/{stored.number}"} if stored.number else {}
        return web.json_response(answer, status=200 if stored.repeated else 201, headers=headers)

    async def read(self, request: web.Request) -> web.Response:
        """A ticket with its conversation, by `T-1042` or `1042`."""
        if (stranger := self._refused(request)) is not None:
            return stranger
        number = re.fullmatch(r"(?:T-)?(\d{1,9})", request.match_info["number"], re.IGNORECASE | re.ASCII)
        if number is None:
            return problem(404, "there is no such ticket; numbers look like T-1042")
        try:
            return web.json_response(_with_lines(await self._runner.read(opened, int(number[1]))))
        except Refused:
            return problem(404, "there is no such ticket")
        except DatabaseUnavailable:
            return database_away()

    async def list(self, request: web.Request) -> web.Response:
        """A page of tickets by number: `after` (exclusive), `limit`, `state`; `next` is the next page's `after`."""
        if (stranger := self._refused(request)) is not None:
            return stranger
        try:
            after, limit = _number(request, "after", 0, 0, 10**9), _number(request, "limit", PAGE, 1, MOST)
            state = request.query.get("state") or None
            if state is not None and state not in {known.value for known in State}:
                raise BadRequest(f"state: expected one of {', '.join(known.value for known in State)}")
        except BadRequest as error:
            return problem(400, str(error))
        try:
            page = await self._runner.read(listed, state=state, after=after, limit=limit + 1)
        except DatabaseUnavailable:
            return database_away()
        shown = page[:limit]
        following = shown[-1].ticket.number if len(page) > limit else None
        return web.json_response({"tickets": [_head(found) for found in shown], "next": following})

    def _refused(self, request: web.Request) -> web.Response | None:
        if self._token and bears(request.headers, self._token):
            return None
        if not self._token:
            self._log.warning("API is closed", remedy="set API_TOKEN")
        return problem(401, "the token is wrong or missing", **{"WWW-Authenticate": "Bearer"})

    async def _park(self, arrival: NewRequest) -> web.Response:
        name = trace() or token()
        self._log.exception("arrival parked", request=name, source="api", remedy="python -m bot inbox list, then retry")
        why = f"failed; see request {name} in the log"
        try:
            await self._runner.write(inbox.park, "api", arrival.event_id, arrival.kind, arrival.raw, why)
        except Exception:
            self._log.exception("arrival could not be parked", request=name, source="api")
            return database_away()
        return web.json_response({"parked": True, "id": name}, status=202)


def _request(key: str, raw: str) -> NewRequest:
    """A body is what stands under `data` in a webhook; `id` may be left out."""
    if len(key) > 200:
        raise BadRequest("Idempotency-Key: at most 200 characters")
    data = read(raw)
    event_id = f"key:{key}" if key else f"call:{token()}{token()}"
    body = {"type": "ticket.created", "data": {**data, "id": data.get("id") or event_id}}
    fingerprint = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest() if key else ""
    arrival = parse("api", event_id, body, raw=json.dumps(body), fingerprint=fingerprint)
    assert isinstance(arrival, NewRequest)  # noqa: S101 - `parse` goes by the type
    return arrival


def _number(request: web.Request, name: str, default: int, least: int, most: int) -> int:
    given = request.query.get(name, "")
    digits = re.fullmatch(r"(?:T-)?(\d{1,9})", given, re.ASCII)
    if given and digits is None:
        raise BadRequest(f"{name}: expected a whole number")
    return min(max(int(digits[1]), least), most) if digits else default


def _head(found: Conversation) -> dict[str, Any]:
    ticket = found.ticket
    times = {
        "created_at": ticket.created_at,
        "first_response_due": ticket.first_response_due,
        "first_response_at": ticket.first_response_at,
        "resolved_at": ticket.resolved_at,
    }
    return {
        "ticket": ticket.number,
        "id": found.external_id,
        "source": ticket.source,
        "channel": ticket.via,
        "state": ticket.state.value,
        "subject": found.subject,
        "sealed": ticket.sealed,
        "type": found.type,
        "queue": ticket.queue,
        "priority": ticket.priority,
        "language": ticket.language,
        "url": ticket.url,
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }


def _with_lines(found: Conversation) -> dict[str, Any]:
    lines = [
        {
            "id": line.external_id,
            "author": line.author,
            "name": line.author_name,
            "body": line.body,
            "at": line.at.isoformat(),
            "reply_id": line.reply_id,
        }
        for line in found.lines
    ]
    replies = [line for line in lines if line["reply_id"] is not None]
    return {**_head(found), "messages": lines, "replies": replies}
