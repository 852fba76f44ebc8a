"""What people send, made as Slack makes it, by whoever a test says: a button that somebody still sees, a form that was
opened while they had a role."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from sandbox import Message, Sandbox, View
from sandbox.choosing import chosen_entry, find_element
from sandbox.payloads import action
from sandbox.transports import Kind
from tests.flow import desk
from tests.scenarios.reading import Json

#: A number that nothing has.
NOTHING: Final = 987_654

Payload = tuple[Kind, Json]


@dataclass(frozen=True)
class Press:
    """What somebody does, as often as a test wants: each time anew, by whoever it says."""

    by: str
    made: Callable[[str], Payload]
    card: tuple[int, str] | None = None  # of this ticket, at this ts

    def elsewhere(self) -> "Press | None":
        """The same about something that does not exist; None where it names nothing by number."""
        if not _numbered(self.made(self.by)):
            return None
        return Press(self.by, lambda who: _renumbered(self.made(who)))


class Presses:
    """Makes what people of a workspace send."""

    sandbox: Sandbox

    def button(self, by: str, name: str, value: str, *, channel: str = desk.ORDERS) -> Press:
        """A button of a message, as somebody still sees it."""
        element = {"type": "button", "action_id": name, "value": value, "text": _plain(name)}
        return self._on_message(by, element, None, channel)

    def entry(self, by: str, menu: str, chosen: str, *, channel: str = desk.ORDERS) -> Press:
        """An entry of a message's menu."""
        option = {"text": _plain("…"), "value": chosen}
        element = {"type": "static_select", "action_id": menu, "options": [option], "placeholder": _plain("…")}
        return self._on_message(by, element, {"selected_option": option}, channel)

    def _on_message(self, by: str, element: Json, entry: Json | None, channel: str) -> Press:
        block = {"type": "actions", "block_id": "as-it-was", "elements": [element]}
        ts, bot = self.sandbox.workspace.new_ts(), self.sandbox.workspace.bot_user
        message = Message(channel=channel, ts=ts, user=bot, text="A card", blocks=(block,), by_app=True)
        self.sandbox.workspace.messages[channel][ts] = message

        def made(who: str) -> Payload:
            acted = action(block, element, entry, self.sandbox.workspace.new_ts())
            url = self.sandbox._response_urls.issue(who, channel, message)
            trigger = self.sandbox._triggers.issue(who)
            payloads = self.sandbox._payloads
            return "interactive", payloads.message_action(who, message, acted, {}, trigger, url)

        found = _TICKET.search(str(element.get("value") or (entry or {})["selected_option"]["value"]))
        return Press(by, made, (int(found[1]), ts) if found and channel == desk.ORDERS else None)

    def in_view(self, by: str, view: View, name: str, value: str | None = None, *, option: str = "") -> Press:
        """A button or menu of an open modal or of Home."""
        block, element = find_element(view.blocks, name, None, value)
        entry = chosen_entry(element, option) if option else None

        def made(who: str) -> Payload:
            theirs = replace(view, id=f"{view.id}{who}", user=who) if who != by else view
            self.sandbox.workspace.put_view(theirs)
            acted = action(block, element, entry, self.sandbox.workspace.new_ts())
            payloads = self.sandbox._payloads
            return "interactive", payloads.view_action(who, theirs, acted, self.sandbox._triggers.issue(who))

        return Press(by, made)

    def command(self, by: str, text: str, channel: str = desk.ORDERS) -> Press:
        name, _, rest = text.partition(" ")
        place = self.sandbox.workspace.channels[channel]

        def made(who: str) -> Payload:
            url, trigger = self.sandbox._response_urls.issue(who, channel), self.sandbox._triggers.issue(who)
            return "slash_commands", self.sandbox._payloads.command(who, place, name, rest, trigger, url)

        return Press(by, made)

    def shortcut(self, by: str, name: str, message: Message | None = None) -> Press:
        def made(who: str) -> Payload:
            trigger, payloads = self.sandbox._triggers.issue(who), self.sandbox._payloads
            if message is None:
                return "interactive", payloads.shortcut(who, name, trigger)
            url = self.sandbox._response_urls.issue(who, message.channel, message)
            return "interactive", payloads.message_shortcut(who, name, message, trigger, url)

        return Press(by, made)

    def said(self, by: str, text: str, thread_ts: str | None = None) -> Message:
        """What somebody has said in the queue's channel."""
        ts = self.sandbox.workspace.new_ts()
        message = Message(channel=desk.ORDERS, ts=ts, user=by, text=text, thread_ts=thread_ts)
        self.sandbox.workspace.messages[desk.ORDERS][ts] = message
        return message


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


_TICKET: Final = re.compile(r'(?:"t": |^[a-z_]+:)(\d+)')
_NUMBER: Final = re.compile(r"(?<=\": )\d+|(?<=:)\d+$|(?<=T-)\d+|^\d+$")


def _written(body: Json) -> Iterator[tuple[Json, str]]:
    """Where in a payload stands what we have written: what a button, an entry or a form carries, a command's text."""
    for acted in body.get("actions") or ():
        if "value" in acted:
            yield acted, "value"
        if acted.get("selected_option"):
            yield acted["selected_option"], "value"
    if "view" in body:
        yield body["view"], "private_metadata"
    if "command" in body:
        yield body, "text"


def _numbered(payload: Payload) -> bool:
    return any(_NUMBER.search(place[key]) for place, key in _written(payload[1]))


def _renumbered(payload: Payload) -> Payload:
    kind, body = payload[0], json.loads(json.dumps(payload[1]))
    for place, key in _written(body):
        place[key] = _NUMBER.sub(str(NOTHING), place[key])
    return kind, body
