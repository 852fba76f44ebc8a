"""The parts of `make eval`, by name, and the public data sets that they measure on."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

from tests.eval.row import Row

Measure = Callable[[Path], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its module is `tests.eval.<name>`. `sets` are folders under the data folder, all of them needed."""

    name: str
    sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part that was not measured, and why."""

    part: str
    why: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A part that can be measured. `model` measures the same with the outside engine, where the part knows how."""

    part: str
    embedded: Measure
    model: Measure | None = None


PARTS: Final = (
    Part("golden"),
    Part("types", ("clinc150", "bitext_cs")),
    Part("groups", ("clinc150", "bitext_cs", "cfpb")),
    Part("retrieval", ("tau2_banking", "clinc150")),
    Part("gate", ("clinc150", "cfpb")),
    Part("redaction", ("presidio_research",)),
    Part("injections", ("bipia",)),
    Part("figures", ("tau2_banking",)),
    Part("cost", ("clinc150",)),  # it reads none of it, but takes minutes: only with DATA
)


def ready(part: Part, folder: Path | None) -> Ready | Skipped:
    """The part, imported, or why it is skipped: no data folder, a set that is not there, or no such module yet."""
    if part.sets and folder is None:
        return Skipped(part.name, "needs DATA")
    if folder is not None and (absent := [name for name in part.sets if not (folder / name).is_dir()]):
        return Skipped(part.name, f"{', '.join(absent)} not in DATA")
    try:
        module = importlib.import_module(f"tests.eval.{part.name}")
    except ModuleNotFoundError as error:
        if error.name != f"tests.eval.{part.name}":
            raise
        return Skipped(part.name, "not written yet")
    return Ready(part.name, module.rows, _model(module))


def licences(folder: Path, parts: tuple[Part, ...]) -> Mapping[str, str]:
    """The data sets of `parts` that are there, each with its origin and licence as its `SOURCE` file tells them."""
    names = sorted({name for part in parts for name in part.sets if (folder / name).is_dir()})
    return {name: _told(folder / name / "SOURCE") for name in names}


def _model(module: ModuleType) -> Measure | None:
    found: Measure | None = getattr(module, "measure_model", None)
    return found


def _told(source: Path) -> str:
    if not source.is_file():
        return "no SOURCE file"
    lines = dict(line.split(": ", 1) for line in source.read_text("utf-8").splitlines() if ": " in line)
    return ", ".join(lines[key] for key in ("licence", "repo") if key in lines)
