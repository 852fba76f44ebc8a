"""Fields of forms that few of them need: several of a list, a time of day."""

from collections.abc import Collection, Sequence

from bot.slack.limits import Json


def checkboxes(action_id: str, options: Sequence[Json], initial: Collection[str] = ()) -> Json:
    """At most ten `option`s, of which any may be chosen; those whose values are `initial` are from the start."""
    element: Json = {"type": "checkboxes", "action_id": action_id, "options": list(options[:10])}
    chosen = [found for found in element["options"] if found["value"] in initial]
    return {**element, "initial_options": chosen} if chosen else element


def time_input(action_id: str, initial: str = "") -> Json:
    """A time of day, handed on as "09:00"."""
    element: Json = {"type": "timepicker", "action_id": action_id}
    return {**element, "initial_time": initial} if initial else element
