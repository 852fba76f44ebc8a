"""The shape of what Slack sends: as much of it as Bolt and our listeners rely on. Whatever else is there may be.

Source: docs.slack.dev, "Handling user interaction", "Events API" and "Slash commands". A body of another shape is
refused at the door, since inside it would be an error of ours, and Slack would send it again.
"""

import json
from typing import Annotated, Any, Final, Literal
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

#: As deep as a body may be nested. Slack's own blocks need about a dozen levels.
DEEPEST: Final = 64

#: As long as an id may be: Slack's own have about a dozen letters, those that an app gives at most 255
#: (docs.slack.dev, "Block Kit", `block_id` and `action_id`). Longer ones fit into no view of ours.
LONGEST_ID: Final = 255

Word = str | None
Id = Annotated[str, StringConstraints(max_length=LONGEST_ID)] | None
Given = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)


class _Named(_Part):
    id: Id = None
    team_id: Id = None
    enterprise_id: Id = None


class _Person(_Named):
    id: Given


class _Option(_Part):
    value: Word = None


class _Entry(_Part):
    """What a field or a menu holds."""

    value: Word = None
    selected_option: _Option | None = None
    selected_user: Id = None
    selected_time: Word = None
    selected_options: list[_Option] | None = None


class _Action(_Entry):
    action_id: Given
    block_id: Id = None


class _State(_Part):
    values: dict[str, dict[str, _Entry]] | None = None


class _Block(_Part):
    type: Given
    block_id: Id = None


class _View(_Part):
    id: Given
    callback_id: Id = None
    private_metadata: Word = None
    previous_view_id: Id = None
    app_installed_team_id: Id = None
    team_id: Id = None
    blocks: list[_Block] = []
    state: _State | None = None


class _Submitted(_View):
    type: Given
    callback_id: str


class _Message(_Part):
    ts: Id = None
    thread_ts: Id = None
    text: Word = None
    user: Id | _Named = None
    bot_id: Id = None


class _Container(_Part):
    channel_id: Id = None
    message_ts: Id = None


class _Authorization(_Part):
    team_id: Id = None
    enterprise_id: Id = None
    enterprise: Id | _Named = None
    team: Id | _Named = None
    user_id: Id = None


class _Place(_Part):
    channel: Id | _Named = None
    channel_id: Id = None
    thread_ts: Id = None


class _ResponseUrl(_Part):
    response_url: Word = None


class _Payload(_Part):
    """What all of them may carry."""

    enterprise: Id | _Named = None
    enterprise_id: Id = None
    team: Id | _Named = None
    team_id: Id = None
    user_id: Id = None
    channel: Id | _Named = None
    channel_id: Id = None
    thread_ts: Id = None
    trigger_id: Word = None
    response_url: Word = None
    response_urls: Annotated[list[_ResponseUrl], Field(max_length=1)] = []  # no modal of ours asks for one
    authorizations: list[_Authorization] | None = None
    message: _Message | None = None
    item: str | _Place | None = None
    assistant_thread: _Place | None = None


class _Acted(_Payload):
    user: _Person


class BlockActions(_Acted):
    type: Literal["block_actions"]
    actions: Annotated[list[_Action], Field(min_length=1)]
    channel: _Named | None = None
    container: _Container | None = None
    view: _View | None = None


class Submission(_Acted):
    type: Literal["view_submission", "view_closed"]
    view: _Submitted


class Shortcut(_Acted):
    type: Literal["shortcut", "message_action"]
    callback_id: Given
    channel: _Named | None = None


class _Happened(_Payload):
    type: Given
    subtype: Word = None
    user: Id | _Named = None
    bot_id: Id = None
    user_team: Id = None
    previous_message: _Message | None = None


class EventCallback(_Payload):
    type: Literal["event_callback"]
    event: _Happened
    is_ext_shared_channel: bool | None = None


class UrlVerification(_Part):
    type: Literal["url_verification"]
    challenge: str


class Command(_Payload):
    command: Given
    user_id: Given
    text: str = ""


class SslCheck(_Part):
    ssl_check: Literal["1"]


_INTERACTIVE: Final[TypeAdapter[Any]] = TypeAdapter(
    Annotated[BlockActions | Submission | Shortcut, Field(discriminator="type")]
)
_EVENT: Final[TypeAdapter[Any]] = TypeAdapter(Annotated[EventCallback | UrlVerification, Field(discriminator="type")])
_FORM: Final[TypeAdapter[Any]] = TypeAdapter(SslCheck | Command)


def checked(text: str, content_type: str) -> str:
    """The body for Bolt, which reads it as it is read here. Raises ValueError or RecursionError for another shape."""
    if text.startswith("{") or content_type == "application/json":
        _EVENT.validate_python(_shallow(json.loads(text), DEEPEST))
        return text
    fields = dict(parse_qsl(text, keep_blank_values=True))
    if "payload" in fields:
        _INTERACTIVE.validate_python(_shallow(json.loads(fields["payload"]), DEEPEST))
        return text
    _FORM.validate_python(fields)
    return text.replace("payload", "%70ayload")  # Bolt takes a command that says the word anywhere for a click


def _shallow(value: Any, levels: int) -> Any:
    if isinstance(value, dict | list):
        if not levels:
            raise ValueError("nested too deeply")
        for part in value.values() if isinstance(value, dict) else value:
            _shallow(part, levels - 1)
    return value
