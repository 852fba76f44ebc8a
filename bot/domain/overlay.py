"""What people have decided since the desk file was written, laid over it: checks, quarantines, types on another mode.

Rules live in the file; these live in the database with person and time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final, Literal, TypeVar, get_args

from bot.domain.article import Article, Macro, Template
from bot.domain.desk import Desk, DeskFile, RequestType
from bot.domain.prompt import Prompt

Kind = Literal["article", "template", "macro", "prompt"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Drafts = Literal["off", "shadow", "suggest"]
Entry = Article | Template | Macro | Prompt
E = TypeVar("E", Article, Template, Macro, Prompt)
_KIND_OF: Final[dict[type[Entry], Kind]] = {
    Article: "article", Template: "template", Macro: "macro", Prompt: "prompt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ref:
    """An article, template, macro or prompt in one language, as its reader saw it."""

    kind: Kind
    name: str
    language: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Somebody has read one version and says until when it holds."""

    ref: Ref
    checked: date
    valid_until: date
    at: datetime
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine:
    """What may not be used until its owner has checked it, and in whose words why."""

    id: int
    kind: Kind
    name: str
    depends_on: str
    reason: str
    at: datetime
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A type was promoted or demoted when the desk file said `before`. `by` is None where it demoted itself."""

    type: str
    mode: Drafts
    before: Drafts
    at: datetime
    by: int | None


@dataclass(frozen=True, slots=True)
class Overlay:
    """The newest check of each version, the quarantines that stand, and the newest mode of each type."""

    checks: tuple[Check, ...] = ()
    quarantines: tuple[Quarantine, ...] = ()
    modes: tuple[Mode, ...] = ()


def ref_of(entry: Entry) -> Ref:
    """How an entry is named: its kind, id, language and version."""
    return Ref(_KIND_OF[type(entry)], entry.id, entry.language, entry.version)


def applied(desk: Desk, overlay: Overlay) -> Desk:
    """The desk as it stands now. Laying the same over it twice changes nothing.

    A check counts for the version that was read, unless the file says that it was checked later. A quarantine holds an
    entry until a check of it that came after, or until a file that was checked on a later day. A mode counts as long as
    the file says what it said then.
    """
    if overlay == Overlay():
        return desk
    types = tuple(_typed(kind, overlay.modes) for kind in desk.file.types)
    return desk.model_copy(
        update={
            "file": desk.file.model_copy(update={"types": types}),
            "articles": tuple(_entry(one, overlay, desk.file) for one in desk.articles),
            "templates": tuple(_entry(one, overlay, desk.file) for one in desk.templates),
            "macros": tuple(_entry(one, overlay, desk.file) for one in desk.macros),
            "prompts": tuple(_entry(one, overlay, desk.file) for one in desk.prompts),
        }
    )


def _typed(kind: RequestType, modes: Iterable[Mode]) -> RequestType:
    mode = next((one for one in modes if one.type == kind.name), None)
    if mode is None or mode.before != kind.drafts:
        return kind
    return kind.model_copy(update={"drafts": mode.mode})


def _entry(entry: E, overlay: Overlay, file: DeskFile) -> E:
    check = next((one for one in overlay.checks if one.ref == ref_of(entry)), None)
    counts = check is not None and check.checked >= entry.checked
    dates = {"checked": check.checked, "valid_until": check.valid_until} if check and counts else {}
    held = _held(entry, overlay.quarantines, check, file)
    return entry.model_copy(update={**dates, "quarantine": held.reason if held else ""}) if dates or held else entry


def _held(entry: Entry, quarantines: Iterable[Quarantine], check: Check | None, file: DeskFile) -> Quarantine | None:
    kind = ref_of(entry).kind
    found = next((one for one in quarantines if (one.kind, one.name) == (kind, entry.id)), None)
    if found is None or (check is not None and check.at >= found.at) or entry.checked > file.date_at(found.at):
        return None
    return found


def entries(desk: Desk) -> Iterator[Entry]:
    """All that has an owner and dates: articles, templates, macros, then prompts."""
    for kind in KINDS:
        yield from _of_kind(desk, kind)


def _of_kind(desk: Desk, kind: str) -> Iterable[Entry]:
    match kind:
        case "article":
            return desk.articles
        case "template":
            return desk.templates
        case "macro":
            return desk.macros
        case "prompt":  # whose owner is one of `[owners]`
            return map(partial(_owned, desk), desk.prompts)
    return ()


def _owned(desk: Desk, prompt: Prompt) -> Prompt:
    return prompt.model_copy(update={"owner": getattr(desk.file.owners, prompt.owner, prompt.owner)})


def find(desk: Desk, kind: str, name: str, language: str) -> Entry | None:
    """The entry of that name in that language; None where there is none (any more)."""
    return next((one for one in _of_kind(desk, kind) if (one.id, one.language) == (name, language)), None)


def dependencies(desk: Desk) -> tuple[str, ...]:
    """Everything that something of the desk says it depends on, such as "carrier", in the order of the alphabet."""
    found = {name for one in (*entries(desk), *desk.file.types) for name in one.depends_on}
    return tuple(sorted(found))


def touched(desk: Desk, what: str) -> tuple[Entry, ...]:
    """What has to be checked when `what` changes: whatever says that it depends on it, and the template and articles of
    the types that do."""
    wanted = what.casefold()

    def names(given: tuple[str, ...]) -> bool:
        return any(one.casefold() == wanted for one in given)

    kinds = [kind for kind in desk.file.types if names(kind.depends_on)]
    with_them = {("template", kind.template) for kind in kinds if kind.template}
    with_them |= {("article", name) for kind in kinds for name in kind.articles}
    return tuple(one for one in entries(desk) if names(one.depends_on) or (ref_of(one).kind, one.id) in with_them)


def falling_due(desk: Desk, today: date, days: int) -> tuple[Entry, ...]:
    """What has run out, is held, or runs out within `days`, the earliest first; prompts only where a model is asked."""
    used = [one for one in entries(desk) if not isinstance(one, Prompt) or desk.file.ai.engine == "outside"]
    due = [one for one in used if one.expired(today) or (one.valid_until - today).days <= days]
    return tuple(sorted(due, key=lambda one: (one.valid_until, one.id, one.language)))
