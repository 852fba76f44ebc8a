"""What the inner packages may know, read from their import statements and calls."""

import ast
import sys
from collections.abc import Callable

import pytest

from tests.house.tree import ROOT, imported, sources, within

# `bot.domain` has no I/O, no clock and no logging, so these parts of the standard library are out as well.
EFFECTS = frozenset(
    {"asyncio", "io", "logging", "multiprocessing", "os", "secrets", "select", "shutil", "signal", "socket", "sqlite3"}
    | {"ssl", "subprocess", "tempfile", "threading", "time", "urllib.request"}
)
DOMAIN_MAY_KNOW = frozenset(sys.stdlib_module_names) | {"pydantic", "bot.domain"}
VENDORS = frozenset(
    {"slack_bolt", "slack_sdk", "aiohttp", "openai", "tiktoken", "httpx", "requests", "sqlalchemy", "sqlmodel"}
    | {"psycopg", "psycopg_pool", "alembic", "apscheduler", "sklearn", "bm25s", "Stemmer", "prometheus_client"}
)
CLOCKS_AND_CHANCE = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic"}
    | {"uuid.uuid4", "uuid4", "random.random", "random.choice", "random.randint", "secrets.token_hex"}
)

Rule = Callable[[str], set[str]]


def beyond_the_domain(source: str) -> set[str]:
    """Imports that are neither the quiet standard library, nor pydantic, nor `bot.domain`."""
    return {name for name in imported(source) if not within(name, DOMAIN_MAY_KNOW) or within(name, EFFECTS)}


def vendors(source: str) -> set[str]:
    """Imports of somebody's product or driver."""
    return {name for name in imported(source) if within(name, VENDORS)}


def clocks_and_chance(source: str) -> set[str]:
    """Calls that ask for the time, an id or a random number, which are arguments here."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {name for call in calls if within_last_two(name := ast.unparse(call))}


def within_last_two(name: str) -> bool:
    return ".".join(name.split(".")[-2:]) in CLOCKS_AND_CHANCE


def environment(source: str) -> set[str]:
    """Reads of the environment."""
    tree = ast.parse(source)
    read = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return {name for name in read | imported(source) if name in {"os.environ", "os.environb", "os.getenv"}}


def rows(source: str) -> set[str]:
    """Uses of what only the files of `store` may hold: a row, or the tables themselves."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    held = {name for call in calls if (name := ast.unparse(call)).endswith("tickets.row")}
    return held | {name for name in imported(source) if within(name, frozenset({"store.tables"}))}


def offences(rule: Rule, *packages: str, without: frozenset[str] = frozenset()) -> dict[str, set[str]]:
    paths = (path for path in sources(*packages) if path.as_posix() not in without)
    found = {path.as_posix(): rule((ROOT / path).read_text("utf-8")) for path in paths}
    return {path: names for path, names in found.items() if names}


def test_domain_knows_the_standard_library_and_pydantic() -> None:
    assert offences(beyond_the_domain, "bot.domain") == {}


def test_use_cases_and_prompts_know_no_vendor() -> None:
    assert offences(vendors, "bot.flow", "prompts") == {}


def test_rules_and_use_cases_are_given_time_ids_and_chance() -> None:
    assert offences(clocks_and_chance, "bot.domain", "bot.flow") == {}


def test_rows_never_leave_the_store() -> None:
    assert offences(rows, "bot", "handlers", "commands", "sandbox") == {}


def test_settings_alone_read_the_environment() -> None:
    packages = ("bot", "commands", "handlers", "store", "prompts")
    assert offences(environment, *packages, without=frozenset({"bot/settings.py"})) == {}


@pytest.mark.parametrize(
    ("rule", "breach"),
    [
        (beyond_the_domain, "import structlog"),
        (beyond_the_domain, "from bot.flow import claim"),
        (beyond_the_domain, "from bot import flow"),
        (beyond_the_domain, "import logging"),
        (beyond_the_domain, "def late() -> None:\n    from urllib import request"),
        (vendors, "from slack_sdk.errors import SlackApiError"),
        (vendors, "import sqlalchemy as sa"),
        (vendors, "if TYPE_CHECKING:\n    from aiohttp import web"),
        (clocks_and_chance, "at = datetime.now(UTC)"),
        (clocks_and_chance, "at = datetime.datetime.now(tz=UTC)"),
        (clocks_and_chance, "key = uuid4().hex"),
        (environment, "level = os.environ['LOG_LEVEL']"),
        (environment, "from os import getenv"),
        (rows, "seen = tickets.row(uow, 1001).prepared"),
        (rows, "from store.tables import TicketRow"),
    ],
)
def test_a_breach_is_found(rule: Rule, breach: str) -> None:
    assert rule(breach)


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (beyond_the_domain, "from bot.domain.ticket import Ticket\nfrom pydantic import BaseModel\nimport re"),
        (beyond_the_domain, "from . import hours\nfrom urllib.parse import urlsplit"),
        (vendors, "from store import tickets\nfrom bot.domain import desk"),
        (clocks_and_chance, "due = clock.now() + timedelta(hours=2)"),
        (rows, "seen = findings.of(uow, 1001).prepared"),
        (environment, "from bot.settings import Settings\npath = os.path.join('a', 'b')"),
    ],
)
def test_what_the_design_allows_passes(rule: Rule, source: str) -> None:
    assert rule(source) == set()
