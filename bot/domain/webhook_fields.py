"""The kinds of fields in a webhook's body: what helpdesks write in different ways is read as one."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

_INT32: Final = 2**31 - 1


def word(value: Any) -> Any:
    """Ids come as text or as whole numbers; a missing word may be null."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def moment(value: Any) -> datetime | None:
    """A time as ISO 8601, in UTC where it names no zone or as Ruby writes it, or as Unix seconds; None for anything
    else."""
    try:
        if isinstance(value, str):
            found = datetime.fromisoformat(value.strip().removesuffix(" UTC"))
            found = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found = datetime.fromtimestamp(value, UTC)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.timestamp() >= 0 else None  # no helpdesk is older


def _amount(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return round(min(max(value, -_INT32), _INT32))


def _attributes(value: Any) -> Any:
    """Plain values only: what is nested in a helpdesk's own fields is nothing that a rule could read."""
    if not isinstance(value, dict):
        return {} if value is None else value
    return {
        str(key)[:200]: str(given)[:2000]
        for key, given in value.items()
        if isinstance(given, str | int | float) and not isinstance(given, bool)
    }


Id = Annotated[str, Field(max_length=200), BeforeValidator(word)]
Needed = Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(word)]
Text = Annotated[str, BeforeValidator(word)]
Flag = Annotated[bool, BeforeValidator(lambda value: False if value is None else value)]
Amount = Annotated[int | None, BeforeValidator(_amount)]
Attributes = Annotated[dict[str, str], BeforeValidator(_attributes)]
Moment = Annotated[datetime | None, BeforeValidator(moment)]
