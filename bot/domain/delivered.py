"""A helpdesk's own webhook: what was delivered, and the events of the generic contract that it means."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

#: The kind of what is kept of a delivery that could not be read: it is read anew by whoever reads that helpdesk.
UNREAD: Final = "delivery"
#: Headers that may say what a delivery is about, and of these who only says where it came from.
_TELLING: Final = ("x-", "webhook-")
_PLACES: Final = ("x-forwarded-", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery as it came. `headers` are found whatever their case; `secret` is what stands in the path behind the
    source's name; `at` is real time."""

    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    secret: str = field(default="", repr=False)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One event, as docs/webhooks.md says it. `id` is the same however and however often the helpdesk tells it."""

    id: str
    body: Mapping[str, Any] = field(repr=False)


def kept(raw: str, headers: Mapping[str, str], secrets: Iterable[str | None]) -> str:
    """What is kept of a delivery until it can be read: its text, and the headers that may say what it is about. None
    that bears one of `secrets`."""
    hidden = [secret for secret in secrets if secret]
    telling = {
        name.lower(): value
        for name, value in headers.items()
        if name.lower().startswith(_TELLING) and not name.lower().startswith(_PLACES)
    }
    safe = {name: value for name, value in telling.items() if not any(secret in value for secret in hidden)}
    return json.dumps({"headers": safe, "body": raw}, ensure_ascii=False)


def of_kept(text: str) -> tuple[str, Mapping[str, str]]:
    """The text and the headers of a delivery as `kept` wrote it; where something else was kept, that is the text."""
    try:
        found = json.loads(text)
        if found.keys() == {"headers", "body"} and isinstance(found["body"], str):
            return found["body"], _Headers({str(name): str(value) for name, value in found["headers"].items()})
    except (ValueError, AttributeError, RecursionError):
        pass
    return text, _Headers({})


class _Headers(Mapping[str, str]):
    """Headers, found whatever their case."""

    def __init__(self, found: Mapping[str, str]) -> None:
        self._found = {name.lower(): value for name, value in found.items()}

    def __getitem__(self, name: str) -> str:
        return self._found[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
