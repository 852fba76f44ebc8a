"""Writes docs/openapi.json: `python -m tests.edge.description`, after a change of what comes in by HTTP.

Bodies of webhooks come from the models that read them; a test compares the paths with the routes that are served.
"""

import json
from pathlib import Path
from typing import Any, Final

from bot.domain.ticket import State
from bot.domain.webhook_body import _BODIES
from bot.slack.shape import BlockActions, EventCallback, Shortcut, Submission, UrlVerification

WHERE: Final = Path(__file__).parents[2] / "docs" / "openapi.json"
Json = dict[str, Any]
TEXT: Final[Json] = {"type": "string"}
OPTIONAL: Final[Json] = {"type": ["string", "null"]}
ANY: Final[Json] = {"type": "object"}


def described() -> Json:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Deskhand", "version": "1",
            "description": "What Deskhand takes by HTTP. docs/webhooks.md says it in words, with examples.",
        },
        "servers": [{"url": "http://127.0.0.1:8080"}],
        "paths": {
            "/hooks/{source}": {"post": _hook()},
            "/hooks/{source}/{secret}": {"post": _helpdesk()},
            "/api/v1/tickets": {"get": _list(), "post": _create()},
            "/api/v1/tickets/{number}": {"get": _read()},
            "/slack/events": {"post": _slack()},
            "/healthz": {"get": _health("The process answers.", ("200",), "Alive")},
            "/readyz": {"get": _health("Whether requests can be stored.", ("200", "503"), "Ready")},
            "/metrics": {"get": _figures()},
        },
        "components": {"schemas": _schemas(), "securitySchemes": _security()},
    }  # fmt: skip


def _hook() -> Json:
    signed = [
        {"name": name, "in": "header", "required": False, "schema": TEXT, "description": what}
        for name, what in (
            ("webhook-id", "Names the delivery; the same again is a repeat."),
            ("webhook-timestamp", "Unix seconds, at most five minutes off."),
            ("webhook-signature", "v1, and the base64 HMAC-SHA256 of id, timestamp and body, joined by full stops."),
        )
    ]
    return {
        "operationId": "receive", "summary": "A source tells what happened",
        "parameters": [_in_path("source", "generic, or a source of the desk file"), *signed],
        "requestBody": _body("Webhook"), "security": [{"hookToken": []}, {"standardWebhooks": []}],
        "responses": _answers("202", "Receipt", "400", "401", "404", "408", "413", "415", "431", "503"),
    }  # fmt: skip


def _helpdesk() -> Json:
    return {
        "operationId": "receiveFromHelpdesk", "summary": "A helpdesk that cannot sign tells what happened",
        "description": "The body is the helpdesk's own; docs/connectors.md names the kinds.",
        "parameters": [
            _in_path("source", "a source of the desk file whose kind is a helpdesk"),
            _in_path("secret", "HOOK_TOKEN_<SOURCE>"),
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": ANY}}}, "security": [],
        "responses": _answers("202", "Receipt", "400", "401", "404", "408", "413", "415", "431", "503"),
    }  # fmt: skip


def _create() -> Json:
    key = {"name": "Idempotency-Key", "in": "header", "required": False, "schema": {**TEXT, "maxLength": 200}}
    answers = _answers("201", "Receipt", "400", "401", "408", "413", "415", "422", "431", "503")
    return {
        "operationId": "create", "summary": "Make a ticket", "parameters": [key], "requestBody": _body("NewTicket"),
        "security": [{"apiToken": []}],
        "responses": {**answers, "200": _answer("The same as before.", "Receipt"),
                      "202": _answer("Kept for a person after an error of ours.", "Receipt")},
    }  # fmt: skip


def _list() -> Json:
    whole = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    query = [
        {"name": "after", "in": "query", "schema": whole},
        {"name": "limit", "in": "query", "schema": {**whole, "minimum": 1}},
        {"name": "state", "in": "query", "schema": {**TEXT, "enum": [state.value for state in State]}},
    ]
    return {
        "operationId": "list", "summary": "Tickets by number", "parameters": query, "security": [{"apiToken": []}],
        "responses": _answers("200", "Page", "400", "401", "431", "503"),
    }  # fmt: skip


def _read() -> Json:
    return {
        "operationId": "read", "summary": "A ticket with its conversation", "security": [{"apiToken": []}],
        "parameters": [_in_path("number", "T-1042 or 1042")],
        "responses": _answers("200", "Conversation", "401", "404", "431", "503"),
    }  # fmt: skip


def _slack() -> Json:
    form = {"type": "object", "properties": {"payload": TEXT, "command": TEXT, "user_id": TEXT, "text": TEXT}}
    headers = [
        {"name": name, "in": "header", "required": True, "schema": TEXT}
        for name in ("X-Slack-Request-Timestamp", "X-Slack-Signature")
    ]
    return {
        "operationId": "slack", "summary": "Events, interactivity and commands, as Slack signs and sends them",
        "description": "There only with SLACK_SIGNING_SECRET. `payload` holds a BlockActions, Submission or Shortcut.",
        "parameters": headers, "security": [],
        "requestBody": {"required": True, "content": {
            "application/json": {"schema": {"oneOf": [_ref("EventCallback"), _ref("UrlVerification")]}},
            "application/x-www-form-urlencoded": {"schema": form},
        }},
        "responses": {**{status: _refusal(status) for status in ("400", "401", "404", "408", "413", "415", "431")},
                      "200": {"description": "Taken; the body is what Slack shows."},
                      "500": {"description": "Not done; Slack sends an event again."}, "503": _refusal("503")},
    }  # fmt: skip


def _health(summary: str, statuses: tuple[str, ...], schema: str) -> Json:
    answers = {status: _answer(summary, schema) for status in statuses}
    return {"summary": summary, "security": [], "responses": {**answers, "431": _refusal("431")}}


def _figures() -> Json:
    shown = {"description": "Prometheus' text format.", "content": {"text/plain": {"schema": TEXT}}}
    return {"summary": "Figures", "security": [], "responses": {"200": shown, "431": _refusal("431")}}


def _in_path(name: str, what: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {**TEXT, "minLength": 1}, "description": what}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _body(schema: str) -> Json:
    return {"required": True, "content": {"application/json": {"schema": _ref(schema)}}}


def _answer(what: str, schema: str) -> Json:
    return {"description": what, "content": {"application/json": {"schema": _ref(schema)}}}


WHY: Final = {
    "400": "The body or query cannot be read; `error` names the place.", "401": "Signature or token wrong or missing.",
    "404": "No such thing.", "408": "The body did not come in time.", "413": "Larger than 1 MiB.",
    "415": "The body is compressed.", "422": "This Idempotency-Key was used for another body.",
    "431": "The headers are too large.", "503": "Busy or without its database; `Retry-After` says when to try again.",
}  # fmt: skip


def _refusal(status: str) -> Json:
    return _answer(WHY[status], "Problem")


def _answers(good: str, schema: str, *refusals: str) -> Json:
    return {good: _answer("Done.", schema), **{status: _refusal(status) for status in refusals}}


def _security() -> Json:
    return {
        "apiToken": {"type": "http", "scheme": "bearer", "description": "API_TOKEN"},
        "hookToken": {"type": "http", "scheme": "bearer", "description": "HOOK_TOKEN_<SOURCE>"},
        "standardWebhooks": {"type": "apiKey", "in": "header", "name": "webhook-signature"},
    }


def _schemas() -> Json:
    own: Json = {}
    for kind, model in _BODIES.items():
        own |= _of(model, f"data of {kind}")
    for shape in (EventCallback, UrlVerification, BlockActions, Submission, Shortcut):
        own |= _of(shape)
    data = {kind: _ref(model.__name__.strip("_")) for kind, model in _BODIES.items()}
    hooks = [
        {"type": "object", "required": ["type", "data"],
         "properties": {"type": {"const": kind}, "timestamp": {"type": ["string", "integer"]}, "data": shape}}
        for kind, shape in data.items()
    ]  # fmt: skip
    new = {**own["Created"], "required": []}
    return {**own, **_answers_of(), "Webhook": {"oneOf": hooks}, "NewTicket": new}


def _of(model: Any, title: str = "") -> Json:
    """A model's schema and those it needs, under names without the mark of what is private to a module."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    found = {**schema.pop("$defs", {}), model.__name__: schema | ({"description": title} if title else {})}
    text = json.dumps(_untitled(found)).replace("#/components/schemas/_", "#/components/schemas/")
    return {name.strip("_"): shape for name, shape in json.loads(text).items()}


def _untitled(node: Any) -> Any:
    """Without the titles that pydantic makes of names."""
    if isinstance(node, dict):
        kept = {name: _untitled(value) for name, value in node.items()}
        return {name: value for name, value in kept.items() if name != "title" or not isinstance(value, str)}
    return [_untitled(value) for value in node] if isinstance(node, list) else node


def _answers_of() -> Json:
    head = {
        "ticket": TEXT, "id": TEXT, "source": TEXT, "channel": TEXT, "state": TEXT, "subject": TEXT,
        "sealed": {"type": "boolean"}, "type": OPTIONAL, "queue": TEXT, "priority": TEXT, "language": OPTIONAL,
        "url": OPTIONAL, "created_at": TEXT, "first_response_due": OPTIONAL, "first_response_at": OPTIONAL,
        "resolved_at": OPTIONAL,
    }  # fmt: skip
    line = {"id": OPTIONAL, "author": TEXT, "name": OPTIONAL, "body": TEXT, "at": TEXT, "reply_id": {}}
    lines = {"type": "array", "items": {"type": "object", "required": list(line), "properties": line}}
    ticket = {"type": "object", "required": list(head), "properties": head}
    stored = {
        "ticket": OPTIONAL, "done": {"type": "boolean"}, "repeated": {"type": "boolean"},
        "parked": {"type": "boolean"}, "id": TEXT,
    }  # fmt: skip
    return {
        "Problem": {"type": "object", "required": ["error"], "properties": {"error": TEXT, "id": TEXT}},
        "Receipt": {"type": "object", "properties": stored},
        "Ticket": ticket,
        "Conversation": {
            "type": "object", "required": [*head, "messages", "replies"],
            "properties": {**head, "messages": lines, "replies": lines},
        },
        "Page": {
            "type": "object", "required": ["tickets", "next"],
            "properties": {"tickets": {"type": "array", "items": _ref("Ticket")}, "next": OPTIONAL},
        },
        "Alive": {"type": "object", "required": ["alive"], "properties": {"alive": {"const": True}}},
        "Ready": {
            "type": "object", "required": ["ready", "database", "migrations"],
            "properties": {"ready": {"type": "boolean"}, "database": TEXT, "migrations": TEXT},
        },
    }  # fmt: skip


def written() -> str:
    return json.dumps(described(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    WHERE.write_text(written(), "utf-8")
