"""However a ticket of django-helpdesk was opened, its first follow-up repeats what it says: by mail, by its form, by a
customer who has signed in, or by somebody of the team who took a call."""

import json
from typing import Any

import pytest

from bot.domain.desk_around import Source
from bot.helpdesk.django_helpdesk import Hook

SOURCE = Source(name="desk", kind="django_helpdesk", address="https://desk.example")
ASKED = "Where is my order 4417?"


def follow_up(number: int, text: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "date": f"2026-11-24T08:0{number}:00Z", "comment": text, "public": True, "user": None,
            "title": None, "message_id": None} | more  # fmt: skip


OPENED = [
    {"title": "E-Mail Received from jo@mail.example", "message_id": "<1@mail.example>"},
    {"title": "Ticket Opened Via Web"},
    {"title": "Ticket Opened Via Web", "user": 7},
    {"title": "Ticket Opened & Assigned to rita", "user": 2},
]


def told(*follow_ups: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    ticket = {"id": 88, "title": "My parcel", "description": ASKED, "submitter_email": "jo@mail.example",
              "followup_set": list(follow_ups)}  # fmt: skip
    found = Hook(SOURCE, None, "secret").events(json.dumps({"ticket": ticket}), {})
    return [(each.body["type"], each.body["data"]) for each in found]


@pytest.mark.parametrize("opening", OPENED, ids=["by mail", "by the form", "signed in", "on the phone"])
def test_what_a_ticket_says_is_told_once_and_is_its_customers(opening: dict[str, Any]) -> None:
    ((kind, data),) = told(follow_up(1, ASKED, **opening))
    assert kind == "ticket.created"
    assert (data["body"], data["message_id"], data["customer"]) == (ASKED, "1", {"email": "jo@mail.example"})


@pytest.mark.parametrize("opening", OPENED)
def test_what_the_team_writes_afterwards_is_the_teams(opening: dict[str, Any]) -> None:
    _, (kind, data) = told(follow_up(1, ASKED, **opening), follow_up(2, ASKED, user=2))
    assert (kind, data["author"], data["public"]) == ("message.created", "agent", True)


def test_a_first_note_of_the_team_is_no_request() -> None:
    (_, opened), (_, note) = told(follow_up(1, ASKED, user=2, public=False))
    assert (opened["message_id"], note["author"], note["public"]) == ("", "agent", False)
