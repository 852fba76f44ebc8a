"""docs/desk-file.md names every table and key, with its choices and default, and its examples make a desk."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.desk import load
from bot.domain import desk as tables
from bot.domain import desk_ai, desk_mail, desk_mapped
from bot.domain.article import Article, Template
from tests.house.pages import DOCS, NAME, blocks, keys, sections

DESK_FILE: Final = DOCS / "desk-file.md"

#: Each heading of docs/desk-file.md that has a table of keys, and the model whose keys they are.
SECTIONS: Final[dict[str, type[BaseModel]]] = {
    "[scope]": tables.Scope,
    "[owners]": tables.Owners,
    "[[queues]]": tables.Queue,
    "hours": tables.Hours,
    "[[sla]]": tables.SlaPolicy,
    "sla.when": tables.SlaWhen,
    "[[types]]": tables.RequestType,
    "[[needs]]": tables.Need,
    "[[routing]]": tables.RoutingRule,
    "when": tables.When,
    "[[priority]]": tables.PriorityRule,
    "[[sensitivity]]": tables.SensitivityRule,
    "[escalation]": tables.Escalation,
    "escalation.rules": tables.EscalationRule,
    "[[advice]]": tables.AdviceRule,
    "advice.when": tables.AdviceWhen,
    "[sending]": tables.Sending,
    "[[records]]": tables.RecordSource,
    "[[departments]]": tables.Department,
    "[[spikes]]": tables.SpikeRule,
    "[[sources]]": tables.Source,
    "[[subscribers]]": tables.Subscriber,
    "mapped": desk_mapped.Mapped,
    "mapped.proof": desk_mapped.Proof,
    "mapped.events": desk_mapped.MappedEvent,
    "mapped.reply": desk_mapped.MappedReply,
    "mapped.look": desk_mapped.MappedLook,
    "mapped.listing": desk_mapped.MappedListing,
    "sources.mail": desk_mail.Mail,
    "[ai]": tables.Ai,
    "ai.outside": desk_ai.Outside,
    "[disclosure]": tables.Disclosure,
    "[[tone]]": tables.Tone,
    "[[digests]]": tables.DigestSpec,
    "[reviews]": tables.Reviews,
    "[volume]": tables.Volume,
    "reviews.criteria": tables.Criterion,
    "[retention]": tables.Retention,
    "Articles: knowledge/*.md": Article,
    "Templates: templates/*.md": Template,
}
#: Keys that stand elsewhere than in the table of their model: the text of an entry is what follows its front matter,
#: and a quarantine is no part of a file.
ELSEWHERE: Final[dict[type[BaseModel], set[str]]] = {
    Article: {"body", "quarantine"},
    Template: {"body", "quarantine"},
}
#: Defaults that are tables of their own, in the words of the page.
IN_WORDS: Final[dict[Any, str]] = {tables.Hours: "round the clock", tables.When: "always", tables.AdviceWhen: "always",
                                    tables.SlaWhen: "named", desk_mapped.Proof: "a token in the path"}  # fmt: skip


@pytest.mark.parametrize("section", SECTIONS)
def test_every_key_is_told_of(section: str) -> None:
    model = SECTIONS[section]

    assert set(keys(sections(DESK_FILE)[section])) == set(model.model_fields) - ELSEWHERE.get(model, set())


def test_every_table_is_told_of() -> None:
    told = sections(DESK_FILE)
    alone = set(keys(told["[desk]"]))
    headings = {heading.strip("[]") for heading in told if heading.startswith("[")} - {"desk"}

    assert alone | headings == set(tables.DeskFile.model_fields)
    assert {model for model in SECTIONS.values() if model not in (Article, Template)} >= set(nested(tables.DeskFile))


def nested(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The tables below a table, those of its entries too."""
    for field in model.model_fields.values():
        for found in (field.annotation, *get_args(field.annotation)):
            if isinstance(found, type) and issubclass(found, BaseModel):
                yield found
                yield from nested(found)


@pytest.mark.parametrize(
    ("section", "key"),
    [
        (section, key)
        for section, model in SECTIONS.items()
        for key in model.model_fields
        if key not in ("body", "quarantine")
    ],
)
def test_defaults_and_choices_of_keys_are_told(section: str, key: str) -> None:
    field = SECTIONS[section].model_fields[key]
    _, value, default, *_ = keys(sections(DESK_FILE)[section])[key]

    assert default == told_default(field)
    if not any(found in {"mon", "urgent"} for found in choices(field.annotation)) or key == "priority":
        assert set(choices(field.annotation)) <= {name.strip('"') for name in NAME.findall(value)}


def told_default(field: FieldInfo) -> str:
    """A default as docs/desk-file.md writes it."""
    if field.is_required():
        return "needed"
    found = field.get_default(call_default_factory=True, validated_data={})
    if type(found) in IN_WORDS:
        return IN_WORDS[type(found)]
    if found is None or found == "" or found == () or found == {}:
        return "none"
    if isinstance(found, timedelta):
        return f'`"{duration(found)}"`'
    return f"`{json.dumps(found)}`"


def duration(found: timedelta) -> str:
    seconds = int(found.total_seconds())
    return next(f"{seconds // size}{unit}" for unit, size in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1))
                if seconds % size == 0)  # fmt: skip


def choices(annotation: Any) -> Iterator[str]:
    """The words that a key may hold, where its type lists them."""
    if isinstance(annotation, str):
        yield annotation
    for found in get_args(annotation):
        yield from choices(found)


def test_the_examples_make_a_whole_desk(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text("\n".join(blocks(DESK_FILE, "toml")), "utf-8")
    for folder, text in zip(("knowledge", "templates", "macros"), blocks(DESK_FILE, "markdown"), strict=True):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "example.md").write_text(text, "utf-8")

    desk = load(tmp_path / "desk.toml", date(2026, 11, 24))

    assert [kind.drafts for kind in desk.file.types] == ["suggest"]
    assert desk.articles
    assert desk.templates
    assert desk.macros


def test_each_example_has_a_table_of_its_own() -> None:
    for text in blocks(DESK_FILE, "toml"):
        assert len(tomllib.loads(text)) == 1
