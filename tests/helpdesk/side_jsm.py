"""Jira Service Management Cloud as documented on 2026-11-29: developer.atlassian.com/cloud/jira/platform/webhooks
("Secure admin webhooks", issue and comment events) and /cloud/jira/service-desk/rest/api-group-request ("Create request
comment", "Get request comments"); and on 2026-11-30 /cloud/jira/platform/rest/v2/api-group-issue-search ("Search for
issues using JQL enhanced search (GET)": pages by token, no fields but those that were asked for) and api-group-issues
("Get issue")."""

import base64
import hashlib
import hmac
import itertools
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from aiohttp import web

from tests.helpdesk.described import described
from tests.helpdesk.side import JO, SECRET, TOKEN, Delivery, Message, Side, Ticket

ACCOUNT = "deskhand@example.com"
CUSTOMER = {"accountId": "qm:12ab:34cd", "displayName": JO[0], "accountType": "customer", "active": True}
LIMIT = 2
ISSUE = "https://yourname.atlassian.net/rest/api/2/10001"


def jira_time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


class JiraServiceManagement(Side):
    kind = "mapped"
    cannot: ClassVar[dict[str, str]] = {"merge": "Jira merges nothing", "attachments": "comments bring none"}
    changes = itertools.count(1)

    def source(self) -> dict[str, Any]:
        return described("jsm", self.address)

    def routes(self) -> list[web.RouteDef]:
        path = "/rest/servicedeskapi/request/{key}/comment"
        return [
            web.post(path, self.written),
            web.get(path, self.comments),
            web.get("/rest/api/2/search/jql", self.search),
            web.get("/rest/api/2/issue/{key}", self.issue),
        ]

    def authorised(self, request: web.Request) -> bool:
        pair = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        return request.headers.get("Authorization") == f"Basic {pair}"

    def refusal(self, status: int) -> web.Response:
        return web.json_response({"errorMessage": "Where is my order?", "i18nErrorMessage": {}}, status=status)

    async def search(self, request: web.Request) -> web.Response:
        """Whoever asks is in UTC; JQL knows minutes."""
        asked = re.fullmatch(
            r'project = \w+ AND updated >= "([\d-]{10} \d\d:\d\d)" ORDER BY updated', request.query["jql"]
        )
        token = request.query.get("nextPageToken", "t0")
        if asked is None or not re.fullmatch(r"t\d+", token):
            return self.refusal(400)
        since, start = datetime.fromisoformat(asked[1]).replace(tzinfo=UTC), int(token[1:])
        touched = sorted((ticket.messages[-1].at, ticket.id) for ticket in self.tickets.values())
        late = [(at, key) for at, key in touched if at >= since]
        fields = request.query.get("fields", "").split(",")
        last = start + LIMIT >= len(late)
        return web.json_response({
            "issues": [{"id": "10001", "key": key, "fields": {"updated": jira_time(at)} if "updated" in fields else {}}
                       for at, key in late[start : start + LIMIT]],
            "isLast": last, **({} if last else {"nextPageToken": f"t{start + LIMIT}"}),
        })  # fmt: skip

    async def issue(self, request: web.Request) -> web.Response:
        """What webhooks tell of an issue, with all that was said about it."""
        ticket = self.tickets.get(request.match_info["key"])
        if ticket is None:
            return self.refusal(404)
        wanted = request.query.get("fields", "").split(",")
        comments = [self.comment(message) for message in ticket.messages[1:]]
        known = {
            **self.opening(ticket), "summary": ticket.subject,
            "comment": {"comments": comments, "maxResults": len(comments), "total": len(comments), "startAt": 0},
        }  # fmt: skip
        fields = {name: value for name, value in known.items() if name in wanted}
        return web.json_response({"id": "10001", "key": ticket.id, "self": ISSUE, "fields": fields})

    async def written(self, request: web.Request) -> web.Response:
        ticket, given = self.tickets.get(request.match_info["key"]), await request.json()
        if ticket is None:
            return self.refusal(404)
        if set(given) - {"body", "public"} or not isinstance(given.get("public"), bool) or not given.get("body"):
            return self.refusal(400)
        made = await self.replied(ticket, given["body"], public=given["public"], who="Deskhand")
        return web.json_response(self.shown(made), status=201)

    async def comments(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["key"])
        if ticket is None:
            return self.refusal(404)
        start = int(request.query.get("start", 0))
        wanted = {True: request.query.get("public", "true"), False: request.query.get("internal", "true")}
        held = [message for message in ticket.messages[1:] if wanted[message.public] == "true"]
        values = [self.shown(message) for message in held[start : start + LIMIT]]
        return web.json_response({
            "_expands": [], "size": len(values), "start": start, "limit": LIMIT, "values": values,
            "isLastPage": start + LIMIT >= len(held), "_links": {"next": "https://elsewhere.example/steal"},
        })  # fmt: skip

    def shown(self, message: Message) -> dict[str, Any]:
        author = CUSTOMER if message.by == "customer" else self.agent(message)
        return {
            "id": message.id, "body": message.body, "public": message.public,
            "author": {"accountId": author["accountId"], "displayName": author["displayName"], "active": True},
            "created": {"iso8601": message.at.strftime("%Y-%m-%dT%H:%M:%S%z"), "epochMillis": 0, "friendly": "Today"},
        }  # fmt: skip

    def agent(self, message: Message) -> dict[str, Any]:
        return {"accountId": "5b10a2844c20165700ede21g", "displayName": message.who, "accountType": "atlassian"}

    def delivered(self, body: Any, secret: str = SECRET) -> Delivery:
        raw = self.json(body)
        made = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
        return Delivery({"X-Hub-Signature": f"sha256={made}", "X-Atlassian-Webhook-Identifier": "1"}, raw)

    def forged(self, true: Delivery) -> list[Delivery]:
        weaker = hmac.new(SECRET.encode(), true.body, hashlib.sha1).hexdigest()
        return [
            *super().forged(true),
            self.delivered(json.loads(true.body), secret="another-secret-of-16"),
            replace(true, headers={**true.headers, "X-Hub-Signature": f"sha1={weaker}"}),
            replace(true, headers={**true.headers, "X-Hub-Signature": "sha256="}),
        ]

    def event(self, kind: str, ticket: Ticket, more: dict[str, Any], **fields: Any) -> list[Delivery]:
        issue = {"id": "10001", "key": ticket.id, "self": ISSUE, "fields": {"summary": ticket.subject, **fields}}
        return [self.delivered({"timestamp": 1764410000000, "webhookEvent": kind, "issue": issue, **more})]

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        return self.event("jira:issue_created", ticket, {"user": CUSTOMER}, **self.opening(ticket))

    def opening(self, ticket: Ticket) -> dict[str, Any]:
        first = ticket.messages[0]
        status = {"name": "Open", "statusCategory": {"key": "new"}}
        return {"description": first.body, "created": jira_time(first.at), "reporter": CUSTOMER, "attachment": [],
                "status": status}  # fmt: skip

    def told_of(self, ticket: Ticket, message: Message, kind: str = "comment_created") -> list[Delivery]:
        return self.event(kind, ticket, {"comment": self.comment(message)})

    def comment(self, message: Message) -> dict[str, Any]:
        author = CUSTOMER if message.by == "customer" else self.agent(message)
        return {"id": message.id, "body": message.body, "author": author, "updateAuthor": author,
                "created": jira_time(message.at), "jsdPublic": message.public}  # fmt: skip

    def told_of_edit(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return self.told_of(ticket, message, "comment_updated")

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        done = ticket.status == "solved"
        change = {"id": str(next(self.changes)), "items": [{"field": "status", "toString": "Done" if done else "Open"}]}
        return self.event(
            "jira:issue_updated", ticket, {"changelog": change}, updated=jira_time(self.now()),
            status={"name": "Done" if done else "Open", "statusCategory": {"key": "done" if done else "new"}},
        )  # fmt: skip
