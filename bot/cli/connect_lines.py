"""What `connect` writes: an entry of the desk file and variables of `.env`. Nothing that is there is ever changed."""

import getpass
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from textwrap import indent
from typing import Final

from bot.desk import load
from bot.domain.errors import DeskFileError, DeskhandError

ENV: Final = Path(".env")


def entry(table: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """An entry of an array of tables; empty values are left out."""
    return "\n".join([f"[[{table}]]", *_pairs(values), ""])


def inner(table: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """A table that belongs to the entry before it; empty values are left out."""
    return "\n".join(["", f"[{table}]", *_pairs(values), ""])


def _pairs(values: Mapping[str, str | Sequence[str]]) -> list[str]:
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value]


def add_entry(desk_file: Path, text: str, today: date) -> None:
    """Append an entry to the desk file, once the whole was found sound. Raises `DeskFileError`, and changes nothing."""
    before = desk_file.read_text("utf-8")
    after = f"{before.rstrip()}\n\n{text}"
    beside = desk_file.with_name(f".{desk_file.name}.new")
    beside.write_text(after, "utf-8")
    try:
        load(beside, today)
        beside.replace(desk_file)
    except DeskFileError as error:
        raise DeskFileError([*error.problems, "The desk file stays as it was."]) from None
    finally:
        beside.unlink(missing_ok=True)


def add_variables(env_file: Path, variables: Mapping[str, str]) -> list[str]:
    """Append variables that `.env` does not set yet; their names. A new file is readable to its owner alone."""
    before = env_file.read_text("utf-8") if env_file.exists() else ""
    there = {line.partition("=")[0].strip() for line in before.splitlines() if line.partition("=")[2].strip()}
    new = {name: value for name, value in variables.items() if name not in there}
    if new:
        lines = [f"{name}={value}" for name, value in new.items()]
        gap = "" if not before or before.endswith("\n") else "\n"
        descriptor = os.open(env_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(gap + "\n".join(lines) + "\n")
    return sorted(new)


def tell(text: str, variables: Mapping[str, str], desk_file: Path, today: date, *, write: bool) -> None:
    """Say what belongs into the desk file and into `.env`, and put it there where that is wished.

    Secrets are shown only where they are to be put there by hand.
    """
    if write:
        if text:
            add_entry(desk_file, text, today)
            print(f"Wrote to {desk_file}:")
            print(indent(text, "  "))
        if written := add_variables(ENV, variables):
            print(f"Wrote to {ENV}: {', '.join(written)}.")
        return
    if text:
        print(f"For {desk_file}:")
        print(indent(text, "  "))
    if variables:
        print(f"For {ENV}:")
        print("\n".join(f"  {name}={value}" for name, value in variables.items()))


def ask(option: str, what: str, *, hidden: bool = False) -> str:
    """What somebody at a terminal types. Raises `DeskhandError` where nobody sits there, or types nothing."""
    given = (getpass.getpass if hidden else input)(f"{what}: ").strip() if sys.stdin.isatty() else ""
    if not given:
        raise DeskhandError(f"{option} is missing: {what}.")
    return given
