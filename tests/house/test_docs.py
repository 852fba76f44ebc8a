"""The documents stay true: links, commands, variables, keys and examples, compared with the code."""

import importlib
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

import pytest

from bot.cli import dispatch
from bot.cli.manifest import FEATURES, SCOPES
from bot.domain.draft import Withheld
from bot.domain.reply import OutgoingReply
from bot.domain.sensitivity import BUILT_IN
from bot.domain.webhook_body import parse
from bot.helpdesk.reply_url import body as reply_body
from bot.helpdesk.reply_url import real_now
from bot.settings import Settings
from commands import COMMANDS
from tests.house.pages import DOCS, FENCE, NAME, PAGES, anchors, blocks, keys, links, page, rows, sections
from tests.house.tree import ROOT

#: How a variable is written that ends in a source's name.
BY_SOURCE: Final = {
    "hook_secrets": "HOOK_SECRET_<SOURCE>",
    "hook_tokens": "HOOK_TOKEN_<SOURCE>",
    "reply_urls": "REPLY_URL_<SOURCE>",
    "files_tokens": "FILES_TOKEN_<SOURCE>",
    "records_tokens": "RECORDS_TOKEN_<NAME>",
    "helpdesk_tokens": "HELPDESK_TOKEN_<SOURCE>",
    "events_urls": "EVENTS_URL_<SUBSCRIBER>",
    "events_secrets": "EVENTS_SECRET_<SUBSCRIBER>",
    "mail_users": "MAIL_USER_<SOURCE>",
    "mail_passwords": "MAIL_PASSWORD_<SOURCE>",
}


@pytest.mark.parametrize(("path", "target"), [pytest.param(*link, id=f"{link[0].name}:{link[1]}") for link in links()])
def test_every_link_leads_somewhere(path: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    there = (path.parent / name).resolve() if name else path

    assert there.exists()
    assert not anchor or anchor in anchors(there)


def test_every_picture_is_shown_and_small() -> None:
    folders = (DOCS / "screenshots", DOCS / "gallery")
    pictures = {"/".join(path.parts[-2:]): path.stat().st_size for folder in folders for path in folder.iterdir()}
    shown = {"/".join(Path(target).parts[-2:]) for _, target in links() if target.endswith(".png")}

    assert set(pictures) == shown
    assert {name for name, size in pictures.items() if size > 200_000} == set()


def test_every_decision_is_listed() -> None:
    folder = DOCS / "adr"
    numbered = {path.name for path in folder.glob("[0-9]*.md")}

    assert numbered == set(re.findall(r"\(([0-9]{4}-[^)]+)\)", page(folder / "README.md")))
    assert all(len(page(folder / name).splitlines()) <= 40 for name in numbered)


def command_lines() -> Iterator[tuple[Path, list[str]]]:
    """Every `python -m bot …` of the documents, in running text or in a block."""
    for path in PAGES:
        for line in re.findall(r"python -m bot ([^`\n]*)", page(path)):
            told = re.split(r"\s[>#&]|[;)…]|: ", f"{line} ")[0]
            yield path, shlex.split(told.strip().rstrip("."))


def test_every_command_can_be_run_as_told() -> None:
    lines = [line for _, line in command_lines() if line]
    assert lines

    for name, *rest in lines:
        assert name in dispatch.COMMANDS
        if rest or name not in ("inbox", "outbox", "rehearse"):  # named alone, these stand for what they do
            command = cast(dispatch.Command, importlib.import_module(f"bot.cli.{name}"))
            dispatch.parser_of(name, command).parse_args(rest)  # exits where it is not understood


def test_every_command_is_told_of() -> None:
    assert {line[0] for _, line in command_lines() if line} == set(dispatch.COMMANDS)


def test_every_make_target_exists() -> None:
    there = set(re.findall(r"^([a-z]+):", page(ROOT / "Makefile"), re.MULTILINE))
    commands = "\n".join(
        text for path in PAGES for text in [*NAME.findall(FENCE.sub("", page(path))), *blocks(path, "sh")]
    )
    told = set(re.findall(r"^make ([a-z]+)", commands, re.MULTILINE))

    assert {"demo", "run", "test", "check"} <= told <= there


def test_every_slash_command_exists() -> None:
    told = {name for path in PAGES for name in re.findall(r"`/([a-z]+)[ `]", page(path))}

    assert told - {"invite", "healthz", "readyz", "metrics"} == set(COMMANDS)


def test_every_variable_is_told_of() -> None:
    fields = {
        BY_SOURCE.get(name) or str(field.validation_alias or name).upper()
        for name, field in Settings.model_fields.items()
    }
    table = keys(sections(DOCS / "setup.md")["Environment"])

    assert set(table) == fields


def test_defaults_of_variables_are_told() -> None:
    table = keys(sections(DOCS / "setup.md")["Environment"])
    for name, field in Settings.model_fields.items():
        if name in BY_SOURCE or field.is_required():
            continue
        told = table[name.upper()][1]
        assert told == (f"`{field.default}`" if field.default not in (None, "") else "none"), name


def test_every_scope_is_told_of() -> None:
    table = [name for row in rows(page(DOCS / "setup.md")) for name in NAME.findall(" ".join(row[:2]))]
    asked_for = {*SCOPES, *(scope for scopes, _ in FEATURES.values() for scope in scopes)}

    assert asked_for <= set(table)
    assert {name for name in table if re.fullmatch(r"[a-z]+:[a-z.]+", name)} <= asked_for


def test_bodies_of_webhooks_are_understood() -> None:
    whole, out = map(json.loads, blocks(DOCS / "webhooks.md", "json"))
    sent = re.findall(r"(?:body=|-d )'(\{\"type\".+)'$", page(DOCS / "webhooks.md"), re.MULTILINE)

    assert len(sent) == 2
    for body in (whole, *map(json.loads, sent)):
        parse("generic", "evt", body)
    assert shape(out) == shape(reply_body(OUTGOING, real_now()))


OUTGOING: Final = OutgoingReply(
    reply_id=12, source="generic", conversation="88", body="Hello", language="en", author_name="Ana", author_email="",
    approved_by=("Ana",), in_reply_to="880", expect_last_message="880", disclosed=True,
)  # fmt: skip


def shape(body: Any) -> Any:
    """Keys and kinds of a JSON value."""
    return {key: shape(value) for key, value in body.items()} if isinstance(body, dict) else type(body).__name__


def test_every_reason_for_no_suggestion_is_told() -> None:
    told = {NAME.findall(row[0])[0] for row in rows(page(DOCS / "assistant.md"))}

    assert told == {reason.value for reason in Withheld}


def test_every_class_of_sensitivity_is_told() -> None:
    text = page(DOCS / "assistant.md")
    for level in ("sensitive", "caution"):
        listed = re.search(rf"- \*\*{level.capitalize()}\*\*: (.*?)\. ", text, re.DOTALL)
        assert listed
        assert set(NAME.findall(listed[1])) == {name for name, found in BUILT_IN.items() if found == level}
