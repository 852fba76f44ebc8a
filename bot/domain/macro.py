"""Macros: texts that an agent begins a reply with. What cannot be filled in stays visible, and is not sent."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bot.domain.article import Macro
from bot.domain.desk import DeskFile
from bot.domain.desk_faults import LANGUAGE, PERSON, unknown

#: Besides the fields of record sources, such as `{orders.status}`.
VARIABLES: Final = frozenset({"name", "agent", "shop", "ticket", "order", "greeting", "closing"})
_VARIABLE: Final = re.compile(r"\{([a-z_][\w.-]*)\}")


@dataclass(frozen=True, slots=True)
class Choice:
    """A macro in the menu beside a reply. `state`: whether it may be used, is past its last day, or is held back."""

    name: str
    title: str
    state: Literal["usable", "expired", "held"] = "usable"


def choice(one: Macro, today: date) -> Choice:
    """How a macro stands in the menu."""
    return Choice(one.id, one.title, "held" if one.quarantine else "expired" if one.expired(today) else "usable")


def fill(body: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in; one without a value stays as it is written, for a person to see."""
    return _VARIABLE.sub(lambda found: values.get(found[1], "").strip() or found[0], body.strip())


def gap(text: str, file: DeskFile, also: frozenset[str] = frozenset()) -> str:
    """The first variable of a macro that still stands in a text, such as `{order}`; "" where none does. `also` are
    those that only this kind of text has."""
    known = variables(file) | also
    return next((found[0] for found in _VARIABLE.finditer(text) if found[1] in known), "")


def variables(file: DeskFile) -> frozenset[str]:
    """Everything that a macro may name in braces."""
    fields = (f"{source.name}.{name}" for source in file.records for name in (*source.fields, source.key))
    return VARIABLES | frozenset(fields)


def offered(macros: Iterable[Macro], type_name: str | None, language: str, today: date) -> tuple[Macro, ...]:
    """The macros for a request of that type in that language by title, those that have to be checked first last."""
    fit = [one for one in macros if one.language == language and (not one.types or type_name in one.types)]
    return tuple(sorted(fit, key=lambda one: (one.expired(today), one.title)))


def problems(file: DeskFile, macros: tuple[Macro, ...], today: date) -> Iterator[str]:
    """Faults in macros, one sentence each."""
    known, types = variables(file), {kind.name for kind in file.types}
    seen: set[tuple[str, str]] = set()
    for one in macros:
        where = f'macro "{one.id}" ({one.language})'
        if (one.id, one.language) in seen:
            yield f'macros: "{one.id}" is given twice in "{one.language}"; once for each language is enough'
        seen.add((one.id, one.language))
        if not PERSON.match(one.owner):
            yield f'{where}: owner must name a person as "@name" or by a Slack id, not "{one.owner}"'
        if not LANGUAGE.match(one.language):
            yield f'{where}: language must be two letters such as "en", not "{one.language}"'
        if one.checked > today:
            yield f"{where}: checked ({one.checked}) lies in the future"
        if one.valid_until < one.checked:
            yield f"{where}: valid_until ({one.valid_until}) lies before checked ({one.checked})"
        if not one.body.strip() or not one.title.strip():
            yield f"{where} needs a title and a text"
        for name in one.types:
            if name not in types:
                yield unknown(f"{where}: types", "type", name, sorted(types))
        for found in dict.fromkeys(_VARIABLE.findall(one.body)):
            if found not in known:
                yield unknown(where, "variable", f"{{{found}}}", [f"{{{name}}}" for name in sorted(known)])
