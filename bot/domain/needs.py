"""What a request type needs: what a form asks for it, what counts as an answer, and what a text has said already."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bot.domain.desk import DeskFile, RequestType
from bot.domain.desk_needs import FILES, PICTURES, Need, NeedKind, day_from
from bot.domain.message import Attachment
from bot.domain.records import LONGEST_KEY, called, keys_in

#: Characters that an answer to one question may have.
LONGEST: Final = 300

_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[+-]?\d[\d\s.,']*")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_FIGURE: Final = re.compile(r"\d")
#: Words that are also something else name a street only where they are written like a name.
_STREETS: Final = (
    r"(?:street|st|road|rd|avenue|ave?|boulevard|bl?v?d|rue|quai|impasse|all[ée]e|chemin|calle|plaza|paseo|avenida|"
    r"camino|carretera|(?-i:Lane|Ln|Drive|Dr|Square|Sq|Court|Way|Place|Route))"
)
_NO_PLACE: Final = r"(?!order|commande|bestell|auftrag|pedido|ticket|number|num)"
#: A street with its number, and a place or its code close behind: what an address in a running text looks like.
_ADDRESS: Final = re.compile(
    rf"(?ix) (?: \b\d{{1,4}}\s?(?:bis|ter|[a-d])?,?\s+ (?:[^\W\d_]+[\s'’-]+){{0,4}}? {_STREETS}\b [^\n\d]{{0,40}}"
    rf" | \b{_STREETS}\b [^\n\d]{{2,50}} \d{{1,4}}\b"
    rf" | \b[^\W\d_]+(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee) \s+ \d{{1,4}}\b )"
    rf" [\s,;-]* [^\n]{{0,40}}?"
    rf" \b (?: \d{{4,5}} \s* [^\W\d_]{{3,}} | {_NO_PLACE} [^\W\d_]{{3,}} ,? \s+ (?:[A-Z]{{1,2}}\d|\d{{4,5}}) )"
)


class Fault(StrEnum):
    """What is wrong with an answer. Each has a sentence in `bot.words`."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_KEY = "no_key"  # nothing that the record source would know
    NO_MATCH = "no_match"
    NO_NUMBER = "no_number"
    NO_DATE = "no_date"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NO_CHOICE = "no_choice"
    NO_HOUSE_NUMBER = "no_house_number"
    NO_PLACE = "no_place"
    NO_LINK = "no_link"


@dataclass(frozen=True, slots=True)
class NeedFault:
    """A fault with the facts for its sentence, such as the `day` that a date must not pass."""

    fault: Fault
    facts: dict[str, str] = field(default_factory=dict)


def need_of(file: DeskFile, name: str) -> Need:
    """What the desk file says of a need, else what Deskhand knows of one called so.

    Called like a record source it is a `record`; `address` is an address, `date` a date, `photo` and `file` are files,
    and these a form does not insist on. Anything else is text.
    """
    declared = next((one for one in file.needs if one.name == name), Need(name=name))
    given = declared.model_fields_set
    kind = declared.kind if "kind" in given else _usual(file, name)
    required = declared.required if "required" in given else kind not in ("photo", "file")
    return declared.model_copy(update={"kind": kind, "required": required})


def _usual(file: DeskFile, name: str) -> NeedKind:
    if any(called(name, source.name) for source in file.records):
        return "record"
    if name in PICTURES:
        return "photo"
    if name in FILES:
        return "file"
    if name == "address" or name.endswith("_address"):
        return "address"
    return "date" if name == "date" or name.endswith("_date") else "text"


def needs_of(file: DeskFile, kind: RequestType | None) -> tuple[Need, ...]:
    """All that a type needs, in its order; nothing for no type."""
    return tuple(need_of(file, name) for name in kind.needs) if kind else ()


def fault(file: DeskFile, need: Need, value: str, today: date) -> NeedFault | None:
    """What is wrong with an answer; None where it will do. An empty one will, unless the need is `required`."""
    value = value.strip()
    if not value:
        return NeedFault(Fault.EMPTY) if need.required else None
    if len(value) > LONGEST:
        return NeedFault(Fault.TOO_LONG, {"limit": str(LONGEST)})
    found = _of_kind(file, need, value, today)
    if found is None and need.pattern and not _compiled(need.pattern).search(value):
        return NeedFault(Fault.NO_MATCH)
    return found


def _of_kind(file: DeskFile, need: Need, value: str, today: date) -> NeedFault | None:
    match need.kind:
        case "record":
            return None if _keys(file, need, value) else NeedFault(Fault.NO_KEY)
        case "number":
            return None if _NUMBER.fullmatch(value) else NeedFault(Fault.NO_NUMBER)
        case "date":
            return _of_day(need, value, today)
        case "choice":
            return None if value in need.choices else NeedFault(Fault.NO_CHOICE)
        case "address":
            if not _FIGURE.search(value):
                return NeedFault(Fault.NO_HOUSE_NUMBER)
            return None if len(_WORD.findall(value)) > 1 else NeedFault(Fault.NO_PLACE)
        case "photo" | "file":
            return None if _LINK.search(value) else NeedFault(Fault.NO_LINK)
    return None


def _of_day(need: Need, value: str, today: date) -> NeedFault | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return NeedFault(Fault.NO_DATE)
    earliest, latest = day_from(need.earliest, today), day_from(need.latest, today)
    if earliest is not None and day < earliest:
        return NeedFault(Fault.TOO_EARLY, {"day": earliest.isoformat()})
    if latest is not None and day > latest:
        return NeedFault(Fault.TOO_LATE, {"day": latest.isoformat()})
    return None


def _keys(file: DeskFile, need: Need, value: str) -> tuple[str, ...]:
    """What a record source would find in an answer, also where its pattern wants a word before the number."""
    spoken = need.name.replace("_", " ")
    found: dict[str, None] = {}
    for source in file.records:
        if called(need.name, source.name):
            for text in (value, f"{spoken} {value.lstrip('#')}"):
                found |= dict.fromkeys(key for key in keys_in(text, source.pattern) if len(key) <= LONGEST_KEY)
    return tuple(found)


def said(file: DeskFile, need: Need, text: str) -> bool:
    """Whether a text already says what is needed, so that nobody is asked for it.

    Only what can be told from a text counts: a record by its source's pattern, a need's own `pattern`, one of its
    `choices`, an address that is written out. In doubt it does not.
    """
    match need.kind:
        case "record":
            return any(keys_in(text, source.pattern) for source in file.records if called(need.name, source.name))
        case "choice" if not need.pattern:
            return any(re.search(rf"(?i)(?<!\w){re.escape(choice)}(?!\w)", text) for choice in need.choices)
        case "address" if not need.pattern:
            return bool(_ADDRESS.search(text))
    return bool(need.pattern) and bool(_compiled(need.pattern).search(text))


def answers(
    file: DeskFile, kind: RequestType | None, text: str, attachments: Collection[Attachment] = ()
) -> frozenset[str]:
    """The names of a type's needs that a text or what came with it answers, without those that only a record of the
    customer's own meets."""
    needs = [need for need in needs_of(file, kind) if need.kind != "record"]
    return frozenset(need.name for need in needs if said(file, need, text) or _attached(need, attachments))


def _attached(need: Need, attachments: Collection[Attachment]) -> bool:
    if need.kind == "photo":
        return any(one.media_type.startswith("image/") for one in attachments)
    return need.kind == "file" and bool(attachments)


def unasked(file: DeskFile, needs: Iterable[Need], text: str, given: Mapping[str, str]) -> tuple[Need, ...]:
    """Those that neither a text nor a form has answered yet."""
    return tuple(need for need in needs if not given.get(need.name, "").strip() and not said(file, need, text))


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
