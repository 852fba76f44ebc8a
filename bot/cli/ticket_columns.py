"""Which column of somebody's export means what, and how its dates are written."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.domain.errors import DeskhandError
from bot.domain.phrases import fold

#: What a column may mean, with the names that helpdesks give it; the likelier ones first.
MEANINGS: Final[dict[str, tuple[str, ...]]] = {
    "text": ("text", "body", "description", "message", "utterance", "content", "question", "request", "narrative",
             "comment", "first message", "customer message", "texte", "nachricht", "mensaje", "ticket description"),
    "subject": ("subject", "title", "summary", "betreff", "objet", "sujet", "asunto", "ticket subject"),
    "created": ("created", "created at", "created date", "date", "opened", "opened at", "received", "timestamp",
                "creation date", "date created", "cree le", "erstellt", "creado", "date de creation"),
    "answered": ("answered", "answered at", "first response at", "first reply at", "first response",
                 "first replied at"),
    "resolved": ("resolved", "resolved at", "solved at", "closed at", "closed", "solved", "resolution date",
                 "date resolved", "date closed"),
    "answer": ("answer", "reply", "response", "first reply", "agent reply", "agent message", "resolution", "reponse",
               "antwort", "respuesta", "agent answer"),
    "agent": ("agent", "assignee", "assigned to", "owner", "handled by", "agent name", "assignee name"),
    "channel": ("channel", "via", "source", "origin", "ticket channel", "canal", "kanal"),
    "tags": ("tags", "labels", "tag", "category", "type", "intent", "reason", "ticket type", "topic", "etiquettes"),
    "priority": ("priority", "urgency", "severity", "ticket priority", "priorite", "prioritat"),
    "team": ("team", "group", "queue", "assigned group", "group name"),
    "departments": ("departments", "department", "handed to", "escalated to", "depends on", "abteilung", "service"),
    "messages": ("messages", "message count", "replies", "interactions", "comments", "number of messages", "touches"),
}  # fmt: skip

_DATES: Final = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%d.%m.%Y %H:%M:%S",
                 "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d %b %Y %H:%M", "%d %b %Y", "%b %d, %Y", "%Y%m%d")  # fmt: skip
_SLASHED: Final = re.compile(
    r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?$"
)
_SECONDS: Final = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100


def chosen(written: str, header: Sequence[str]) -> dict[str, str]:
    """What `--columns text=body,created=date` says. Raises `DeskhandError` for a meaning or a column that there is
    not."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in written.split(","))):
        meaning, sign, name = (side.strip() for side in part.partition("="))
        if not sign or meaning not in MEANINGS:
            raise DeskhandError(f'--columns: "{part}" is not understood; write meaning=column, with one of the '
                                f"meanings {', '.join(MEANINGS)}.")  # fmt: skip
        if name and name not in header:
            raise DeskhandError(f'--columns: there is no column "{name}"; there are {", ".join(filter(None, header))}.')
        found[meaning] = name  # an empty name: it is not to be guessed
    return found


def guessed(header: Sequence[str], given: dict[str, str]) -> dict[str, str]:
    """Meaning to column: what was given, and for the rest what the names say. A column has one meaning."""
    found = {meaning: name for meaning, name in given.items() if name}
    for place in range(max(map(len, MEANINGS.values()))):
        for meaning, names in MEANINGS.items():
            if meaning in given or meaning in found or place >= len(names):
                continue
            free = [name for name in header if name and name not in found.values()]
            if match := next((name for name in free if _plain(name) == names[place]), None):
                found[meaning] = match
    return {meaning: found[meaning] for meaning in MEANINGS if meaning in found}


def _plain(name: str) -> str:
    parted = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return " ".join(re.sub(r"[_\W]+", " ", fold(parted)).split())


def day_first(values: Sequence[str]) -> bool:
    """Whether a column writes 03/04 for 3 April: it has a first number over 12, and no second one."""
    found = [match for value in values if (match := _SLASHED.match(value.strip()))]
    return any(int(match[1]) > 12 for match in found) or not any(int(match[2]) > 12 for match in found)


def moment(value: str, *, day_first: bool) -> datetime | None:
    """The time that is meant, UTC where it names no zone; None for what is no date between 1990 and 2100."""
    written = value.strip()
    if not written:
        return None
    try:
        found = _read(written, day_first)
        if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            return None
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _read(written: str, day_first: bool) -> datetime | None:
    if slashed := _SLASHED.match(written):
        return _slashed(slashed, day_first)
    if _SECONDS.match(written):
        seconds = float(written)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    plain = re.sub(r"\s*(?:UTC|GMT)$", "+00:00", written)
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        for form in _DATES:
            try:
                return datetime.strptime(written, form)  # noqa: DTZ007 - it gets its zone where it is used
            except ValueError:
                continue
    return None


def _slashed(found: re.Match[str], day_first: bool) -> datetime:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    day, month = (first, second) if day_first else (second, first)
    hour = int(found[4] or 0)
    if found[7]:
        hour = hour % 12 + (12 if found[7].lower() == "pm" else 0)
    return datetime(
        year + 2000 if year < 100 else year, month, day, hour, int(found[5] or 0), int(found[6] or 0), tzinfo=UTC
    )
