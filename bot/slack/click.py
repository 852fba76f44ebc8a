"""What came from Slack, as a value: a button, a menu, a modal's submit, a shortcut or a command."""

import json
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.webhook_body import DEEPEST, storable

#: The largest number that a row can have.
_LARGEST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """A button, a menu, a modal's submit, a shortcut or a command: who, about what, and where to answer."""

    by: str
    ids: dict[str, int]
    trigger_id: str = ""
    response_url: str = ""
    channel: str = ""
    message_ts: str = ""
    view_id: str = ""
    home: bool = False  # it was clicked in App Home, which is a view without a modal's ways
    below: str = ""  # the id of the modal under the one that was clicked in
    option: str = ""
    entered: dict[str, str]
    body: dict[str, Any]

    @property
    def ticket(self) -> int:
        """Raises `Refused` where the value names none: it is not of our writing."""
        if "t" not in self.ids:
            raise Refused(RefusalCode.NO_SUCH_TICKET, number="")
        return self.ids["t"]


def parse(body: dict[str, Any]) -> Click:
    """A block action, a shortcut or a modal's submit as a `Click`.

    Its ids are those that `bot.slack.actions.value` wrote; a value that is not ours gives none. A field left empty is
    an empty string.
    """
    body = storable(body, DEEPEST)
    action = (body.get("actions") or [{}])[0]
    view = body.get("view") or {}
    value = action.get("value") or view.get("private_metadata") or "{}"
    at_home = view.get("type") == "home"
    message = body.get("message") or {}
    container = body.get("container") or {}
    option = (action.get("selected_option") or {}).get("value") or action.get("selected_user") or ""
    return Click(
        by=body["user"]["id"],
        ids=_ids(value),
        trigger_id=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
        channel=(body.get("channel") or {}).get("id", "") or container.get("channel_id", ""),
        message_ts=message.get("ts", "") or container.get("message_ts", ""),
        view_id="" if at_home else view.get("id", ""),
        home=at_home,
        below=view.get("previous_view_id") or "",
        option=option,
        entered=_entered(view),
        body=body,
    )


def _ids(value: str) -> dict[str, int]:
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    given = found.items() if isinstance(found, dict) else ()
    return {key: number for key, number in given if type(number) is int and 0 < number <= _LARGEST}


def _entered(view: dict[str, Any]) -> dict[str, str]:
    entered: dict[str, str] = {}
    for fields in ((view.get("state") or {}).get("values") or {}).values():
        for name, state in fields.items():
            chosen = (state.get("selected_option") or {}).get("value") or state.get("selected_user")
            moment = state.get("selected_date_time")  # Unix seconds
            chosen = chosen or state.get("selected_date") or state.get("selected_time")  # 2026-12-01, 09:00
            chosen = chosen or ",".join(str(one.get("value")) for one in state.get("selected_options") or ())
            entered[name] = state.get("value") or chosen or (str(moment) if moment else "")
    return entered
