"""What `python -m bot check` refuses of a helpdesk that the desk file describes, and what it says of a sound one."""

import tomllib
from typing import Any

import pytest

from bot import helpdesk
from bot.domain.desk_around import Source
from bot.domain.desk_vendors import vendor_problems, vendors_told
from bot.domain.errors import DeskFileError
from bot.helpdesk.expressions import Expression, NotSound
from bot.helpdesk.mapped import DELIVERED
from bot.helpdesk.mapped_check import unsound
from tests.helpdesk.described import described
from tests.unit.helpdesk.test_mapped import PLAIN, SECRET, source


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("body[", "Incomplete expression"),
        ("bady.id", 'begins with "bady", and there is only body, headers'),
        ("shout(body.id)", r"there is no function shout\(\)"),
        ("split(body.id)", r"split\(\) takes 2 arguments, not 1"),
        ("!body.internal", "write !"),
        ("each.id", 'begins with "each"'),
    ],
)
def test_an_expression_that_cannot_be_used_is_refused(text: str, why: str) -> None:
    with pytest.raises(NotSound, match=why):
        Expression(text, DELIVERED)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("split(headers.location, '/')[-1]", "17"),
        ("split(body.nothing, '/')", []),
        ("lower(body.state)", "open"),
        ("plain(body.html)", "Hello\n\nJo & Co"),
        ("sort_by(body.items, &at)[*].id", [2, 1]),
    ],
)
def test_an_expression_finds(text: str, found: Any) -> None:
    body = {
        "state": "OPEN",
        "html": "<p>Hello</p><p>Jo &amp; Co<script>x</script>",
        "items": [{"id": 1, "at": 2}, {"id": 2, "at": 1}],
    }
    assert Expression(text, DELIVERED).of({"body": body, "headers": {"location": "/REST/2.0/transaction/17"}}) == found


def test_every_place_is_looked_at() -> None:
    bad = source(
        ignore="nope.x",
        events=[{**PLAIN["mapped"]["events"][0], "when": "body[", "at": "x", "known_by": "y", "each": "z",
                 "fields": {**PLAIN["mapped"]["events"][0]["fields"], "id": "w", "customer": {"id": "v"}}}],
        reply={"path": "r/{{ token }}", "headers": {"X": "{{ secret }}"}, "id": "shown.id",
               "body": {"deep": [{"text": "{{ body.__class__ }}"}], "day": tomllib.loads("a = 2026-01-01")["a"]}},
        look={"path": "/x?{{ body }}", "messages": "m", "id": "i", "from_team": "f", "public": "p", "at": "a",
              "reply_id": "r", "more": "o", "body": "b"},
    )  # fmt: skip
    found = unsound([bad])
    places = [
        "ignore", "look.path", "look.messages", "look.more", "look.id", "look.body", "look.from_team", "look.public",
        "look.at", "look.reply_id", "reply.path", "reply.headers.X", "reply.body.deep[1].text", "reply.body.day",
        "reply.id", "events[1].each", "events[1].when", "events[1].at", "events[1].known_by", "events[1].fields.id",
        "events[1].fields.customer.id",
    ]  # fmt: skip
    for place in places:
        assert any(line.startswith(f'sources[1] "desk": mapped.{place}: ') for line in found), place
    with pytest.raises(DeskFileError):
        helpdesk.vendors.listening(bad, SECRET, None)


@pytest.mark.parametrize("name", ["tool", "rt", "jsm"])
def test_the_examples_are_sound_and_told(name: str) -> None:
    found = Source.model_validate(described(name, "https://desk.example.com"))
    assert (unsound([found]), list(vendor_problems((found,)))) == ([], [])
    told = "\n".join(vendors_told((found,)))
    assert "a reply is POST https://desk.example.com/" in told
    assert "ticket_id from body." in told


@pytest.mark.parametrize(
    ("mapped", "why"),
    [
        ({"proof": {"by": "hmac"}}, "header is needed"),
        ({"proof": {"by": "path", "header": "X"}}, "header is needed"),
        ({"proof": {"by": "hmac", "header": "X", "signed": "time.body"}}, "time_header and the time"),
        ({"proof": {"by": "hmac", "header": "X", "id_header": "Y"}}, "id_header and the id"),
        ({"proof": {"by": "header", "header": "X", "signed": "time.body", "time_header": "T"}}, "are for by"),
        ({"events": []}, "must say what its webhooks tell"),
        ({"events": [{"type": "ticket.created", "fields": {"id": "body.id", "words": "body.x"}}]}, 'no field "words"'),
        ({"events": [{"type": "message.created", "fields": {"id": "body.id"}}]}, "public must say"),
        ({"events": [{"type": "ticket.updated", "fields": {"id": "body.id"}}]}, "known_by must say"),
        ({"events": [{"type": "ticket.deleted", "fields": {"id": {"a": "b"}}}]}, "must be one expression"),
        ({"events": [{"type": "ticket.created", "fields": {"id": "body.i", "body": "body.b", "customer": "body.c"}}]},
         "must be a table"),
        ({"auth": "basic"}, "user must name"),
        ({"auth": "header"}, "go together"),
        ({"prefix": "token "}, "prefix is for"),
    ],
)  # fmt: skip
def test_what_is_lacking_or_without_effect_is_named(mapped: dict[str, Any], why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        assert not list(vendor_problems((source(**mapped),)))


def test_the_table_goes_with_its_kind() -> None:
    alone = Source.model_validate({"name": "desk", "kind": "mapped", "address": "https://tool.example.com"})
    other = Source.model_validate({**PLAIN, "kind": "zendesk", "user": "a@b.example"})
    for wrong in (alone, other):
        assert any("go together" in line for line in vendor_problems((wrong,)))
