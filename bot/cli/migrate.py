"""`python -m bot migrate`."""

import argparse
from typing import Final

from bot.cli.environment import without_key
from bot.domain.errors import DeskhandError
from store import migrate
from store.engine import normalise

EXAMPLE: Final = """  python -m bot migrate
  python -m bot migrate --check   (changes nothing; exit code 1 when the database is behind)"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say whether the database is as the code expects it")


def run(chosen: argparse.Namespace) -> int:
    """Migrate the database of `DATABASE_URL`, or compare it. Safe to call twice."""
    url = _usable(without_key().database_url)
    if chosen.check:
        return _check(url)
    applied = migrate.upgrade(url)
    print(f"Applied {', '.join(applied)}." if applied else "Nothing to do.", f"The schema is {migrate.head()}.")
    return 0


def _check(url: str) -> int:
    found = migrate.current(url)
    if found != migrate.head() and not migrate.pending(url):
        print(f"The database is at schema {found}, which is newer than this code and serves it.")
        return 0
    if found != migrate.head():
        has = f"is at schema {found}" if found else "has no schema yet"
        raise DeskhandError(f"The database {has}, and the code needs {migrate.head()}: run `python -m bot migrate`.")
    migrate.check(url)
    print(f"The database is as the code expects it, at schema {found}.")
    return 0


def _usable(url: str) -> str:
    try:
        normalise(url)
    except ValueError as error:
        raise DeskhandError(str(error)) from None
    return url
