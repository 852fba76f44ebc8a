"""`python -m bot export`: what people have decided, written back to the desk file and its articles."""

import argparse
import asyncio
import difflib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot import settings
from bot.cli.opened import with_store
from bot.desk import front_matter, load
from bot.domain import written_back
from bot.domain.desk import Desk
from bot.domain.overlay import Entry, Overlay, applied, find, ref_of
from store import overlay
from store.store import Store

#: What the files of each folder hold.
_KINDS: Final = {"knowledge": "article", "templates": "template", "macros": "macro"}

EXAMPLE: Final = """  python -m bot export                 # prints a patch for `git apply` or `patch -p0`
  python -m bot export --write         # changes the files"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help="change the files instead of printing a patch")


def run(chosen: argparse.Namespace) -> int:
    """Print a patch, or change the files. Checks and modes go into them; a quarantine stays in the database until it
    is lifted. A second export has nothing more to write."""
    return asyncio.run(with_store(lambda store: _export(store, chosen.write)))


async def _export(store: Store, write: bool) -> int:
    path = Path(settings.load().desk_file)
    desk = load(path, datetime.now(UTC))
    decided = await store.read(overlay.read)
    changed = list(changes(path, desk, decided))
    for file, before, after in changed:
        if write:
            file.write_bytes(after.encode())
            print(file)
        else:
            name = file.as_posix()
            lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), name, name)
            sys.stdout.writelines(lines)
    if not changed:
        print("There is nothing to write back: the files say all that was decided.", file=sys.stderr)
    return 0


def changes(path: Path, desk: Desk, decided: Overlay) -> Iterator[tuple[Path, str, str]]:
    """Each file that would change: where it lies, its text, and its text with what was decided."""
    laid = applied(desk, decided)
    modes = {
        after.name: after.drafts
        for before, after in zip(desk.file.types, laid.file.types, strict=True)
        if before.drafts != after.drafts
    }
    text = path.read_bytes().decode("utf-8-sig")
    if (after_text := written_back.types(text, modes)) != text:
        yield path, text, after_text
    for folder in _KINDS:
        for file in sorted((path.parent / folder).glob("*.md")):
            yield from _dated(file, desk, laid)


def _dated(file: Path, desk: Desk, laid: Desk) -> Iterator[tuple[Path, str, str]]:
    text = file.read_bytes().decode("utf-8-sig")
    entry = _of(file, text, desk)
    now = find(laid, ref_of(entry).kind, entry.id, entry.language) if entry else None
    if entry is None or now is None or (entry.checked, entry.valid_until) == (now.checked, now.valid_until):
        return
    yield file, text, written_back.dates(text, now.checked, now.valid_until)


def _of(file: Path, text: str, desk: Desk) -> Entry | None:
    """The entry that a file holds."""
    keys, _ = front_matter(text)
    return find(desk, _KINDS[file.parent.name], str(keys.get("id")), str(keys.get("language", "en")))
