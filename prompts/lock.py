"""`python -m prompts.lock` writes down each prompt's version and hash, so that no text changes without its version."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.domain.prompt import Prompt
from prompts import FOLDER, load_all

LOCK: Final = FOLDER / "prompts.lock.json"

Locked = dict[str, tuple[int, str]]  # id -> (version, hash)


def locked(path: Path = LOCK) -> Locked:
    """What is written down; nothing where there is no file yet."""
    if not path.exists():
        return {}
    return {name: (one["version"], one["hash"]) for name, one in json.loads(path.read_text("utf-8")).items()}


def of(found: Iterable[Prompt]) -> Locked:
    """What should be written down for these prompts."""
    return {prompt.id: (prompt.version, prompt.hash) for prompt in found}


def changed_alone(before: Locked, now: Locked) -> list[str]:
    """A sentence for each prompt whose text has changed and whose version has not grown."""
    return [
        f"{name}: its text has changed; raise its version above {before[name][0]}"
        for name, (version, digest) in now.items()
        if name in before and digest != before[name][1] and version <= before[name][0]
    ]


def write(found: Iterable[Prompt], path: Path = LOCK) -> list[str]:
    """Write the lock. Where a text has changed without its version nothing is written, and the reasons are returned."""
    now = of(found)
    if problems := changed_alone(locked(path), now):
        return problems
    lines = {name: {"version": version, "hash": digest} for name, (version, digest) in sorted(now.items())}
    path.write_text(json.dumps(lines, indent=2) + "\n", "utf-8")
    return []


if __name__ == "__main__":
    sys.exit("\n".join(write(load_all())))
