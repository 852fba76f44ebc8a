"""What a template of the desk file can reach, and what it does with what it is given."""

from typing import Any

import pytest

from bot.helpdesk.expressions import NotSound
from bot.helpdesk.templates import Kind, NotFilled, Template

NAMES = frozenset({"body", "conversation", "reply_id"})
VALUES = {"body": "Hello <b>\n{{ reply_id }}", "conversation": "../x y", "reply_id": "17"}


@pytest.mark.parametrize(
    ("text", "kind", "filled"),
    [
        ("{{ body }}", "json", "Hello <b>\n{{ reply_id }}"),
        ("{{ reply_id | int }}", "json", 17),
        ("{{ reply_id }}", "json", "17"),
        ("<p>{{ body | e | replace('\n', '<br>') }}</p>", "json", "<p>Hello &lt;b&gt;<br>{{ reply_id }}</p>"),
        ("/t/{{ conversation }}/c?q={{ reply_id }}", "path", "/t/..%2Fx%20y/c?q=17"),
        ("r-{{ reply_id }}", "header", "r-17"),
    ],
)
def test_a_template_is_filled(text: str, kind: Kind, filled: Any) -> None:
    assert Template(text, NAMES, kind).filled(VALUES) == filled


@pytest.mark.parametrize(
    "text",
    ["{{ token }}", "{{ self }}", "{{ range(9) }}", "{{ lipsum() }}", "{{ cycler.__init__ }}", "{% include 'x' %}",
     "{% import 'x' as x %}", "{{ body", "{{ body | open }}", "{{ config }}", "{{ namespace() }}"],
)  # fmt: skip
def test_there_is_nothing_else_to_name(text: str) -> None:
    with pytest.raises(NotSound):
        Template(text, NAMES, "json")


@pytest.mark.parametrize(
    "text",
    ["{{ body.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ body | attr('__class__') }}", "{{ ().__class__ }} ",
     "{{ '{0.__class__}'.format(body) }}", "{{ body.nothing }}", "{{ body[99] }}"],
)  # fmt: skip
def test_nor_a_way_out(text: str) -> None:
    with pytest.raises(NotFilled):
        Template(text, NAMES, "json").filled(VALUES)


@pytest.mark.parametrize("conversation", ["..", ".", ""])
def test_no_conversation_leads_elsewhere(conversation: str) -> None:
    with pytest.raises(NotFilled):
        Template("/t/{{ conversation }}/c", NAMES, "path").filled({**VALUES, "conversation": conversation})


def test_no_value_makes_a_header_of_its_own() -> None:
    with pytest.raises(NotFilled):
        Template("{{ body }}", NAMES, "header").filled({**VALUES, "body": "a\r\nX-Admin: yes"})
