"""From a source's own record to ours: the mapped fields and nothing else."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from bot.domain.desk import RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.domain.record import Record

_LONGEST: Final = 500  # characters of one value; anything longer is no fact for a sentence
#: As many entries of a list as are told; of more, nobody would read the rest.
_MOST: Final = 20


def record_from(raw: Any, key: str, spec: RecordSource, read_at: datetime) -> Record:
    """The record in `raw`. RecordsUnreachable where it is no object or says that it is another record than `key`."""
    if not isinstance(raw, Mapping):
        raise RecordsUnreachable(f"{spec.name}: the answer for a record is no JSON object")
    if key_of(raw, spec) != key:
        told = f'{spec.name}: the field "{spec.key}" of the answer is not the record asked for'
        raise RecordsUnreachable(told, NotRead.ANOTHER)
    fields = {name: _text(_at(raw, path)) for name, path in spec.fields.items()}
    return Record(
        source=spec.name,
        key=key,
        customer_id=_text(_at(raw, spec.customer)),
        customer_email=_text(_at(raw, spec.customer_email)) if spec.customer_email else "",
        fields={name: value for name, value in fields.items() if value},
        read_at=read_at,
    )


def key_of(raw: Any, spec: RecordSource) -> str:
    """The key that a raw record gives itself, or an empty string."""
    return _text(_at(raw, spec.key))


def _at(raw: Any, path: str) -> Any:
    """The value under a name, or under names joined by full stops. None where there is none.

    Of a list a number takes one entry, counted from 0; a name takes that name of each.
    """
    if isinstance(raw, Mapping) and path in raw:
        return raw[path]
    name, _, rest = path.partition(".")
    if isinstance(raw, list):
        if name.isascii() and name.isdigit():
            raw = raw[int(name)] if int(name) < len(raw) else None
        else:
            return list(_of_each(raw, path))
    elif isinstance(raw, Mapping):
        raw = raw.get(name)
    else:
        return None
    return _at(raw, rest) if rest else raw


def _of_each(raw: list[Any], path: str) -> Iterator[Any]:
    """The values under a path in each entry of a list, in order; those of lists within lists one after the other."""
    for one in raw:
        found = _at(one, path)
        if isinstance(found, list):
            yield from found
        elif found is not None:
            yield found


def _text(value: Any) -> str:
    """A scalar or a list of scalars as text, each once; whatever is nested deeper has no place in a sentence."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str | int | float):
        return " ".join(str(value).split())[:_LONGEST]
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        told = list(dict.fromkeys(filter(None, map(_text, value))))
        return ", ".join(told[:_MOST])[:_LONGEST]
    return ""
