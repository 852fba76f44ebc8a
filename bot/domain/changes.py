"""What has changed about the records that a suggestion states facts of."""

from collections.abc import Iterable

from bot.domain.record import LinkedRecord

#: Why, by the name of the reason that `bot.words` has a sentence for, and the facts for it. Empty: nothing has changed.
Change = tuple[str, dict[str, str]]
UNCHANGED: Change = ("", {})


def in_records(then: Iterable[LinkedRecord], now: Iterable[LinkedRecord], *, all_read: bool) -> Change:
    """The first difference between records as they were and as they are; a status comes before any other field.

    With `all_read`, one that is not among those of now is gone; without, nothing is known about it, nor about one that
    could not be read.
    """
    read = {(found.source, found.key): found for found in now}
    for record in then:
        found = read.get((record.source, record.key))
        if not all_read and (found is None or found.state == "unreachable"):
            continue
        name = f"{record.source}:{record.key}"
        if found is None or found.state != record.state:
            return "record_gone", {"record": name}
        for field in sorted(record.fields, key=lambda field: field != "status"):
            before, after = record.fields[field], found.fields.get(field, "")
            if before != after:
                return "record_changed", {"record": name, "field": field, "before": before, "now": after}
    return UNCHANGED
