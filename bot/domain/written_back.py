"""Writes what people have decided into the text of the desk file and its articles, and leaves everything else alone."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

_TYPE: Final = re.compile(r"^[ \t]*\[\[[ \t]*types[ \t]*\]\][^\n]*$", re.MULTILINE)
_TABLE: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)
_NAME: Final = re.compile(r"""^[ \t]*name[ \t]*=[ \t]*(["'])(?P<name>[^"'\n]*)\1[^\n]*$""", re.MULTILINE)
_DRAFTS: Final = re.compile(r"""^(?P<key>[ \t]*drafts[ \t]*=[ \t]*)(["'])[^"'\n]*\2""", re.MULTILINE)


def types(toml: str, modes: Mapping[str, str]) -> str:
    """A desk file in which the types of these names have these modes as `drafts`. Doing it twice changes nothing."""
    parts, last = [], 0
    for begin, end in _tables(toml):
        parts.append(toml[last:begin])
        parts.append(_typed(toml[begin:end], modes))
        last = end
    return "".join([*parts, toml[last:]])


def _tables(toml: str) -> list[tuple[int, int]]:
    """Where each `[[types]]` stands, without the tables below it."""
    found = []
    for head in _TYPE.finditer(toml):
        following = _TABLE.search(toml, head.end())
        found.append((head.end(), following.start() if following else len(toml)))
    return found


def _typed(table: str, modes: Mapping[str, str]) -> str:
    name = _NAME.search(table)
    mode = modes.get(name["name"]) if name else None
    if name is None or mode is None:
        return table
    if _DRAFTS.search(table):
        return _DRAFTS.sub(lambda found: f'{found["key"]}"{mode}"', table, count=1)
    return f'{table[: name.end()]}\ndrafts = "{mode}"{table[name.end() :]}'


def dates(text: str, checked: date, valid_until: date) -> str:
    """An article or template whose front matter (`---` or `+++`) has these dates. Doing it twice changes nothing."""
    mark = "+++" if text.lstrip().startswith("+++") else "---"
    head, front, body = text.partition(mark)
    matter, end, rest = body.partition(f"\n{mark}")
    for key, day in (("checked", checked), ("valid_until", valid_until)):
        line = re.compile(rf"^([ \t]*{key}[ \t]*[:=][ \t]*)[^\n#]*?([ \t]*(?:#[^\n]*)?)$", re.MULTILINE)
        matter = line.sub(rf"\g<1>{day.isoformat()}\g<2>", matter, count=1)
    return f"{head}{front}{matter}{end}{rest}"
