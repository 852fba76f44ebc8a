"""What a helpdesk tells of a line: whose it is, and whether the customer has it."""

import json
from typing import Any

import pytest

from bot.domain.desk_around import Source
from bot.helpdesk import chatwoot, django_helpdesk, freshdesk, intercom, zammad
from bot.helpdesk.rest import Rest

Line = tuple[str, Any, Any]


def lines(found: Any) -> list[Line]:
    told = [each.body["data"] for each in found if each.body["type"] == "message.created"]
    return [(data["author"], data.get("public"), data.get("customer")) for data in told]


@pytest.mark.parametrize(
    ("by", "kept", "public"),
    [
        ("user", {}, True),
        ("agent_bot", {}, False),
        ("agent_bot", {"deskhand_reply": "5"}, True),
        ("user", {"deskhand_reply": "5"}, True),
    ],
)
def test_chatwoot_a_reply_of_ours_has_arrived_though_a_bot_s_token_wrote_it(
    by: str, kept: dict[str, str], public: bool
) -> None:
    body = {
        "event": "message_created", "id": 9, "content": "It is on its way.", "message_type": "outgoing",
        "private": False, "content_attributes": kept, "conversation": {"id": 1}, "sender": {"id": 2, "type": by},
    }  # fmt: skip
    hook = chatwoot.Hook(Source(name="c", kind="chatwoot", address="https://c.example", account="3"), "s", None)
    assert lines(hook.events(json.dumps(body), {})) == [("agent", public, None)]
    assert lines(hook.events(json.dumps({**body, "private": True}), {})) == [("agent", False, None)]


@pytest.mark.parametrize(
    ("kind", "public"), [("comment", True), ("note", False), ("note_and_reopen", False), ("assignment", True)]
)
def test_intercom_a_note_is_private_whatever_it_does_besides(kind: str, public: bool) -> None:
    part = {"id": "4", "part_type": kind, "body": "<p>He is a known fraud.</p>", "author": {"type": "admin", "id": "1"}}
    body = {
        "topic": "conversation.admin.noted", "id": "n1",
        "data": {"item": {"id": "7", "conversation_parts": {"conversation_parts": [part]}}},
    }  # fmt: skip
    hook = intercom.Hook(Source(name="i", kind="intercom"), "s", None)
    assert lines(hook.events(json.dumps(body), {})) == [("agent", public, None)]


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ({"incoming": True, "private": False, "user_id": 9}, ("customer", True, 9)),
        ({"incoming": False, "private": False}, ("agent", True, None)),
        ({"incoming": False, "private": True}, ("agent", False, None)),
        ({"incoming": False, "private": False, "source": 8}, ("agent", False, None)),
        ({"incoming": True, "private": True, "user_id": 77}, ("agent", False, None)),
    ],
)
def test_freshdesk_what_goes_to_a_supplier_and_comes_from_one_is_a_note(told: dict[str, Any], line: Line) -> None:
    source = Source(name="f", kind="freshdesk", address="https://f.example")
    spoken = freshdesk.Replies(Rest(None, "https://f.example", {}), source, "t")  # type: ignore[arg-type]
    ticket = {"description_text": "Where is it?", "requester": {"id": 9}}
    told = {"id": 4, "body_text": "Please look for parcel 12.", "source": 0, **told}
    ((author, public, customer),) = lines(spoken._told("1", ticket, [told]))
    assert (author, public, customer and customer["id"]) == line


async def test_freshdesk_what_went_to_a_supplier_is_not_taken_for_our_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody would know then whether a reply has arrived, though nothing of the team's stands there."""
    source = Source(name="f", kind="freshdesk", address="https://f.example")
    spoken = freshdesk.Replies(Rest(None, "https://f.example", {}), source, "t")  # type: ignore[arg-type]

    async def read(_path: str, _params: Any = None) -> Any:
        return [{"id": 4, "body_text": "Please look.", "incoming": False, "private": False, "source": 8}]

    monkeypatch.setattr(spoken, "read", read)
    assert [(line.from_team, line.public) for line in await spoken.lines("1")] == [(True, False)]


@pytest.mark.parametrize(
    ("title", "email"),
    [
        ("E-Mail Received from jo@mail.example", "jo@mail.example"),
        ("E-Mail reçu de eve@evil.example", "eve@evil.example"),
        ("[Merged from #12] A mail from eve@evil.example", "jo@mail.example"),
        (None, "jo@mail.example"),
    ],
)
def test_django_helpdesk_a_mail_is_its_sender_s(title: str | None, email: str) -> None:
    asked, given = {"id": 1, "comment": "Where is it?"}, {"id": 2, "comment": "And my money?", "title": title}
    more = {"public": True, "user": None, "message_id": "<2@mail.example>", "date": "2026-11-24T08:02:00Z"}
    ticket = {
        "id": 88, "title": "My parcel", "description": "Where is it?", "submitter_email": "jo@mail.example",
        "followup_set": [{**more, "date": "2026-11-24T08:01:00Z", **asked}, {**more, **given}],
    }  # fmt: skip
    source = Source(name="desk", kind="django_helpdesk", address="https://desk.example")
    found = django_helpdesk.Hook(source, None, "secret").events(json.dumps({"ticket": ticket}), {})
    assert lines(found) == [("customer", True, {"email": email})]


@pytest.mark.parametrize(
    ("kind", "by", "whose"), [("email", 9, 9), ("email", 5, 5), ("phone", 2, 9), ("web", 9, 9), ("email", None, 9)]
)
def test_zammad_a_mail_is_its_sender_s(kind: str, by: int | None, whose: int) -> None:
    article = {"id": 4, "sender": "Customer", "type": kind, "body": "And my money?", "created_by": {"id": by}}
    body = {"ticket": {"id": 1, "customer": {"id": 9, "firstname": "Jo"}, "state": "open"}, "article": article}
    hook = zammad.Hook(Source(name="z", kind="zammad", address="https://z.example"), "s", None)
    found = hook.events(json.dumps(body), {})
    ((author, _, customer),) = lines(found)
    assert (author, customer["id"]) == ("customer", whose)
    assert found[0].body["data"]["customer"]["id"] == 9, "the ticket stays its customer's"
