"""Helpdesks that the desk file alone describes: what is believed, what is read, and what a template can reach."""

import base64
import hashlib
import hmac
import json
import tomllib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict

from bot.domain.delivered import Delivered
from bot.domain.desk_around import Source
from bot.domain.desk_vendors import vendor_problems
from bot.domain.errors import BadRequest
from bot.helpdesk.mapped import Hook
from tests.helpdesk.described import described

SECRET = "a-secret-of-sixteen-or-more"
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)

PLAIN: dict[str, Any] = tomllib.loads("""
name = "desk"
kind = "mapped"
address = "https://tool.example.com"
[mapped.reply]
path = "/r/{{ conversation }}"
body = { text = "{{ body }}" }
[[mapped.events]]
type = "message.created"
when = "body.event == 'comment'"
[mapped.events.fields]
ticket_id = "body.ticket"
id = "body.id"
author = "body.author"
public = "body.public"
body = "body.text"
customer = { id = "body.who" }
""")


def source(**mapped: Any) -> Source:
    return Source.model_validate({**PLAIN, "mapped": {**PLAIN["mapped"], **mapped}})


def hook(**mapped: Any) -> Hook:
    return Hook(source(**mapped), SECRET, None)


def told(given: dict[str, Any], **mapped: Any) -> list[dict[str, Any]]:
    return [dict(each.body) for each in hook(**mapped).events(json.dumps(given), {})]


COMMENT = {"event": "comment", "ticket": 88, "id": 7, "author": "agent", "public": True, "text": "Hi", "who": "c-1"}


# -- what is read -------------------------------------------------------------------------------------------------


def test_an_event_is_known_by_what_it_tells() -> None:
    (first,) = hook().events(json.dumps(COMMENT), {})
    (again,) = hook().events(json.dumps({**COMMENT, "delivery": 2}), {})
    assert (first.id, again.id) == ("message:7", "message:7")


@pytest.mark.parametrize("public", [None, "yes", 1, "true", [True], {}, False])
@pytest.mark.parametrize("author", ["agent", "customer"])
def test_only_what_is_said_to_be_public_is(public: Any, author: str) -> None:
    (found,) = told({**COMMENT, "public": public, "author": author})
    assert (found["data"]["public"], found["data"]["author"]) == (False, "agent")
    assert "customer" not in found["data"]


def test_a_delivery_that_the_map_does_not_know_is_kept_for_a_person() -> None:
    with pytest.raises(BadRequest, match="no event of the field map fits"):
        told({"event": "ping"})
    assert told({"event": "ping"}, ignore="body.event == 'ping'") == []


def test_what_is_needed_and_missing_is_named() -> None:
    with pytest.raises(BadRequest, match=r"message\.created: fields\.id found nothing"):
        told({**COMMENT, "id": None})


def test_each_of_a_list_is_an_event_and_headers_can_be_read() -> None:
    fields = {**PLAIN["mapped"]["events"][0]["fields"], "id": "each.id", "body": "each.text"}
    event = {
        "type": "message.created",
        "when": "headers.\"x-event\" == 'comments'",
        "each": "body.all",
        "fields": fields,
    }
    body = json.dumps({**COMMENT, "all": [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]})
    found = hook(events=[event]).events(body, CIMultiDict({"X-Event": "comments"}))
    assert [(each.id, each.body["data"]["body"]) for each in found] == [("message:1", "a"), ("message:2", "b")]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
named = st.dictionaries(
    st.sampled_from(["event", "request", "comments", "comment", "issue", "transaction", "ticket", "opening",
                     "webhookEvent", "changelog", "id", "into", "change", "fields", "items", "at", "type"]),
    values | st.sampled_from(["comment.added", "comment_created", "jira:issue_created", "jira:issue_updated",
                              "Correspond", "Status"]),
    max_size=8,
)  # fmt: skip
raws = st.text(max_size=40) | named.map(json.dumps) | st.dictionaries(
    st.sampled_from(["ticket", "issue", "request", "comment", "transaction", "webhookEvent", "event", "comments"]),
    named | st.lists(named, max_size=3), max_size=6,
).map(json.dumps)  # fmt: skip


@pytest.mark.parametrize("name", ["tool", "rt", "jsm"])
@given(raw=raws)
@settings(max_examples=150, deadline=None)
def test_no_body_does_more_than_to_be_refused(name: str, raw: str) -> None:
    made = Hook(Source.model_validate(described(name, "https://desk.example.com")), SECRET, SECRET)
    try:
        found = made.events(raw, {"X-Any": "thing"})
    except BadRequest:
        return
    json.dumps([dict(each.body) for each in found])
    assert all(each.id for each in found)


# -- what is believed ---------------------------------------------------------------------------------------------


def call(body: bytes, **headers: str) -> Delivered:
    return Delivered(CIMultiDict({name.replace("_", "-"): text for name, text in headers.items()}), body, "", NOW)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
@pytest.mark.parametrize("encoding", ["hex", "base64"])
@pytest.mark.parametrize("signed", ["body", "time+body", "time.body", "id.time.body"])
@pytest.mark.parametrize("stamp", [str(int(NOW.timestamp())), str(int(NOW.timestamp() * 1000)), NOW.isoformat()])
def test_every_way_to_sign(algorithm: str, encoding: str, signed: str, stamp: str) -> None:
    proof = {
        "by": "hmac",
        "header": "X-Sig",
        "prefix": "s=",
        "algorithm": algorithm,
        "encoding": encoding,
        "signed": signed,
    }
    if "time" in signed:
        proof["time_header"] = "X-At"
    if "id" in signed:
        proof["id_header"] = "X-Id"
    what = {"body": b"{}", "time+body": f"{stamp}{{}}".encode(), "time.body": f"{stamp}.{{}}".encode(),
            "id.time.body": f"e1.{stamp}.{{}}".encode()}[signed]  # fmt: skip
    made = hmac.new(SECRET.encode(), what, algorithm).digest()
    shown = made.hex() if encoding == "hex" else base64.b64encode(made).decode()
    listening = hook(proof=proof)

    assert list(vendor_problems((source(proof=proof),))) == []
    assert listening.proven(call(b"{}", X_Sig=f"s={shown}", X_At=stamp, X_Id="e1"))
    assert not listening.proven(call(b"{} ", X_Sig=f"s={shown}", X_At=stamp, X_Id="e1"))
    assert not listening.proven(call(b"{}", X_Sig=shown, X_At=stamp, X_Id="e1"))
    assert not listening.proven(call(b"{}", X_At=stamp, X_Id="e1"))


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_signature_of_another_time_is_not_believed(minutes: int) -> None:
    stamp = (NOW + timedelta(minutes=minutes)).isoformat()
    made = hmac.new(SECRET.encode(), f"{stamp}.{{}}".encode(), hashlib.sha256).hexdigest()
    proof = {"by": "hmac", "header": "X-Sig", "signed": "time.body", "time_header": "X-At"}
    assert not hook(proof=proof).proven(call(b"{}", X_Sig=made, X_At=stamp))


@pytest.mark.parametrize("by", ["path", "header", "hmac"])
def test_without_a_secret_nobody_is_believed(by: str) -> None:
    proof = {"by": by} if by == "path" else {"by": by, "header": "X-Token"}
    nobody = Hook(source(proof=proof), None, None)
    assert not nobody.proven(call(b"{}", X_Token=""))
    assert not nobody.proven(call(b"{}"))
