"""The parts of an installation that `doctor` finds on this machine: the disk, and the assistant."""

import asyncio
import shutil
from pathlib import Path
from time import monotonic
from typing import Final

from sqlalchemy.engine import make_url

from bot.assistant.embedded import Embedded
from bot.cli.finding import Finding
from bot.domain.desk import Desk
from bot.domain.lessons import Lessons
from store.engine import is_sqlite

#: The write-ahead log, a backup beside the file and a migration want room; a full disk turns webhooks away.
LEAST_FREE: Final = 500 * 1024 * 1024
#: Longer than training takes on a small machine.
_PATIENCE: Final = 60.0
#: A text takes milliseconds; the worker gives it two seconds.
_SLOW: Final = 2.0
_MIB: Final = 1024 * 1024


def disk(url: str) -> Finding | None:
    """Room for a SQLite file to grow; None for a database that stands elsewhere."""
    name = make_url(url).database
    if not is_sqlite(url) or not name:
        return None
    folder = next(folder for folder in Path(name).resolve().parents if folder.exists())
    free = shutil.disk_usage(folder).free
    if free >= LEAST_FREE:
        return Finding("disk", note=f"{free // _MIB} MiB free")
    return Finding("disk", f"{free // _MIB} MiB are free beside the database: make room, or requests will be refused")


async def assistant(desk: Desk, learned: Lessons) -> Finding:
    """Whether the desk's own assistant loads, learns and answers, and how long that takes.

    `learned` is what people have decided, as the worker reads it.
    """
    examples = [text for kind in desk.file.types for texts in kind.examples.values() for text in texts]
    if not examples and not learned:
        return Finding("assistant", "no type has example phrases, so it recognises nothing: write `examples` for each")
    engine, began = Embedded(desk, learned), monotonic()
    try:
        async with asyncio.timeout(_PATIENCE):
            await engine.warm()
            ready, asked = monotonic() - began, monotonic()
            await engine.classify(
                next(iter([*examples, *(text for text, _, _ in learned.confirmed), "hello"])), desk.file.language
            )
    except TimeoutError:
        return Finding(
            "assistant", f"it was not ready after {_PATIENCE:.0f} seconds: give this machine more to work with"
        )
    except Exception as error:
        return Finding("assistant", f"it does not load ({type(error).__name__}): install the requirements again")
    took = monotonic() - asked
    if took > _SLOW:
        return Finding("assistant", f"it took {took:.1f} seconds for one text: give this machine more to work with")
    phrases = len(examples) + len(learned.confirmed)
    return Finding(
        "assistant", note=f"{engine.name}, {phrases} phrases, ready in {ready:.1f} s, a text in {took:.3f} s"
    )
