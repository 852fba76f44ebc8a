"""The golden tickets as a part of `make eval`; they need no data set."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Final

from bot.assistant.outside.tokens import Counter
from tests.eval.row import Row
from tests.golden import floors, tokens
from tests.golden.figures import Figure, figures
from tests.golden.pipeline import Came, Model, run
from tests.golden.ticket import golden

#: What has to be reached in the end; everything else has the floor that it may not fall below again.
_WANTED: Final = {"flags recall": 100.0, "personal data masked": 100.0, **dict.fromkeys(floors.NEVER, 0.0)}


def rows(data: Path) -> Iterator[Row]:
    """What the golden tickets measure with the embedded assistant. `data` is not looked at."""
    all_came = asyncio.run(run(golden()))
    yield from _rows(all_came)
    yield from token_rows(all_came)


def token_rows(all_came: list[Came]) -> Iterator[Row]:
    """What would be sent of a ticket if a model outside were asked. The embedded assistant sends nothing."""
    count = Counter(Path(folder) if (folder := os.environ.get("TIKTOKEN_CACHE_DIR", "")) else None)
    how = "counted with o200k_base" if count.load() else "estimated, a third of the bytes"
    found = asyncio.run(tokens.sent(all_came, count))
    note = f"of {len(found)} of {len(all_came)} tickets that might leave; {how}; the answer is not in it"
    yield Row(part="golden", what="tokens of a ticket, if a model were asked", measured=round(mean(found)),
              unit="tokens", better="lower", note=note)  # fmt: skip
    yield Row(part="golden", what="the same, of the longest", measured=max(found), unit="tokens",
              baseline=tokens.most(), source="budget", better="lower")  # fmt: skip


def measure_model(data: Path) -> Iterator[Row]:
    """The same with the model that the environment names. Made-up people only; what it costs is the caller's."""
    names = ("OPENAI_BASE_URL", "OPENAI_API_KEY", "OPENAI_MODEL")
    yield from _rows(asyncio.run(run(golden(), model=Model(*(os.environ.get(name, "") for name in names)))))


def _rows(all_came: list[Came]) -> Iterator[Row]:
    reached = floors.read()
    for figure in figures(all_came):
        wanted = _WANTED.get(figure.name)
        yield Row(
            part="golden",
            what=figure.name,
            measured=figure.measured,
            unit=figure.unit,
            baseline=reached.get(figure.name) if wanted is None else wanted,
            source="floor" if wanted is None else "wanted",
            better=figure.better,
            note=_over(figure),
        )
    milliseconds = 1000 * sum(came.seconds for came in all_came) / len(all_came)
    note = "from intake to the stored suggestion, database included"
    yield Row(part="golden", what="a ticket", measured=milliseconds, unit="ms", better="lower", note=note)


def _over(figure: Figure) -> str:
    return f"of {figure.of}"
