"""Acting as a person of the workspace: clicking, typing, calling commands. What Slack's own client would do."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any, Literal

from sandbox.choosing import Refused, chosen_entry, entry_for, find_element, merged, need_confirmation
from sandbox.composer import escape, in_command, rich_text
from sandbox.delivery import AppDidNotAnswer, Delivery
from sandbox.events import Events
from sandbox.manifest import Manifest
from sandbox.methods.call import ApiError
from sandbox.payloads import Payloads, action
from sandbox.response_urls import ResponseUrls
from sandbox.submissions import Unusable, apply_answer
from sandbox.triggers import Triggers
from sandbox.values import Change, Channel, Json, Message, View
from sandbox.views import missing_inputs, starting_inputs
from sandbox.workspace import Workspace


class People:
    """Every method acts as one person, given by name or id, and returns what that person sees.

    Raises `Refused` when Slack's client would not offer the action, and `AppDidNotAnswer` when the app gave no
    (usable) acknowledgement in time; the person then also gets a notice.
    """

    def __init__(
        self,
        workspace: Workspace,
        delivery: Delivery,
        triggers: Triggers,
        response_urls: ResponseUrls,
        events: Events,
        manifest: Manifest,
    ) -> None:
        self.workspace = workspace
        self._delivery = delivery
        self._triggers = triggers
        self._response_urls = response_urls
        self._events = events
        self._payloads = Payloads(workspace)
        self._manifest = manifest
        self.commands = manifest.commands
        self.shortcuts = manifest.shortcuts
        self.has_home = manifest.has_home

    # -- messages ------------------------------------------------------------------------------------------------

    async def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
        """Write a message as typed; `&`, `<` and `>` arrive escaped, except in mentions and links."""
        person, place = self._who_and_where(user, channel)
        if person not in place.members:
            raise Refused(f"{self.workspace.users[person].name} has not joined #{place.name}")
        root = self.workspace.message(place.id, thread_ts) if thread_ts else None
        if thread_ts and root is None:
            raise Refused("that thread is gone")
        ts = self.workspace.new_ts()
        escaped = escape(text)
        return self.workspace.post(
            Message(
                channel=place.id, ts=ts, user=person, text=escaped, blocks=(rich_text(escaped, ts),),
                thread_ts=(root.thread_ts or root.ts) if root else None, client_msg_id=f"msg-{ts}",
            )
        )  # fmt: skip

    async def join(self, user: str, channel: str) -> None:
        """Join a channel; private ones too, as if somebody had invited the person."""
        self._move(user, channel, member=True)

    async def leave(self, user: str, channel: str) -> None:
        """Leave a channel."""
        self._move(user, channel, member=False)

    async def react(self, user: str, channel: str, ts: str, emoji: str, *, remove: bool = False) -> Message:
        """Add a reaction, or take it back."""
        person, place = self._who_and_where(user, channel)
        message = self.workspace.message(place.id, ts)
        if message is None:
            raise Refused("that message is gone")
        return self.workspace.react(message, emoji.strip(":"), person, remove=remove)

    async def delete_message(self, user: str, channel: str, ts: str) -> None:
        """Delete one's own message."""
        self.workspace.remove(self._own(user, channel, ts))

    async def edit_message(self, user: str, channel: str, ts: str, text: str) -> Message:
        """Edit one's own message."""
        message, escaped = self._own(user, channel, ts), escape(text)
        return self.workspace.change(
            replace(
                message, text=escaped, blocks=(rich_text(escaped, ts),), edited_by=message.user,
                edited_at=self.workspace.new_ts(),
            )
        )  # fmt: skip

    async def click(
        self,
        user: str,
        channel: str,
        ts: str,
        action_id: str,
        value: Any = None,
        *,
        option: str | None = None,
        options: list[str] | None = None,
        block_id: str | None = None,
        confirmed: bool = False,
        state: Json | None = None,
    ) -> Json | None:
        """Press a button or choose in a menu of a message; returns the app's acknowledgement, usually None.

        `value` names the button where several share an action_id, or is what a picker or people menu is set to;
        `option`/`options` choose in menus. An element with a `confirm` dialog needs `confirmed=True`.
        """
        person, place = self._who_and_where(user, channel)
        message = self.workspace.message(place.id, ts) or self._ephemeral(person, ts)
        if message is None:
            raise Refused("that message is gone")
        blocks = list(message.blocks)
        block, element = find_element(blocks, action_id, block_id, value)
        need_confirmation(element, confirmed)
        entry = entry_for(element, value, option, options)
        values = starting_inputs(blocks, state)
        if entry:
            values[block["block_id"]][action_id] = entry
        acted = action(block, element, entry, self.workspace.new_ts())
        url = self._response_urls.issue(person, place.id, message)
        trigger = self._triggers.issue(person)
        return await self._ask(person, self._payloads.message_action(person, message, acted, values, trigger, url))

    # -- views ---------------------------------------------------------------------------------------------------

    async def click_in_view(
        self,
        user: str,
        view_id: str,
        action_id: str,
        value: Any = None,
        *,
        option: str | None = None,
        options: list[str] | None = None,
        block_id: str | None = None,
        confirmed: bool = False,
        state: Json | None = None,
    ) -> Json | None:
        """Press a button or choose in a menu of a modal or of Home. Arguments as in `click`."""
        view = self._view(user, view_id)
        block, element = find_element(view.blocks, action_id, block_id, value)
        need_confirmation(element, confirmed)
        entry = entry_for(element, value, option, options)
        inputs = starting_inputs(view.blocks, merged(view.inputs, state))
        if entry:
            inputs[block["block_id"]][action_id] = entry
        view = self.workspace.keep_inputs(view, inputs)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        acted = action(block, element, entry, self.workspace.new_ts())
        payload = self._payloads.view_action(view.user, view, acted, self._triggers.issue(view.user))
        return await self._ask(view.user, payload)

    async def submit(self, user: str, view_id: str, values: dict[Any, Any] | None = None) -> Json:
        """Fill in a modal and submit it; returns `{}` or the `response_action` that the person then sees.

        `values` maps an action_id, or `(block_id, action_id)`, to what is typed or chosen: text, an option's value,
        a list of them, a user id, a date. Fields left out keep what they hold.
        """
        view = self._view(user, view_id)
        inputs = starting_inputs(view.blocks, view.inputs)
        for key, value in (values or {}).items():
            block_id, action_id = key if isinstance(key, tuple) else (None, key)
            block, element = find_element(view.blocks, action_id, block_id, None)
            inputs[block["block_id"]][action_id] = chosen_entry(element, value)
        return await self.submit_state(user, view_id, inputs)

    async def submit_state(self, user: str, view_id: str, state: Json) -> Json:
        """Submit a modal with its fields in the form of Slack's `state.values`."""
        view = self._view(user, view_id)
        if self.workspace.modals[view.user][-1].id != view.id:
            raise Refused("another modal is on top of this one")
        if "submit" not in view.body:
            raise Refused("this modal has nothing to submit")
        view = self.workspace.keep_inputs(view, starting_inputs(view.blocks, merged(view.inputs, state)))
        missing = missing_inputs(view.blocks, view.inputs)
        if missing:
            return {"response_action": "errors", "errors": missing}
        payload = self._payloads.submission(view.user, view, self._triggers.issue(view.user))
        answer = await self._ask(view.user, payload) or {}
        try:
            apply_answer(self.workspace, view, answer)
        except Unusable as reason:
            raise self._unusable(view.user, reason) from reason
        return answer

    async def close_view(self, user: str, view_id: str) -> None:
        """Close a modal with Cancel; the one below it, if any, shows again. An app that does not answer is ignored."""
        view = self._view(user, view_id)
        stack = self.workspace.modals[view.user]
        place = next(i for i, other in enumerate(stack) if other.id == view.id)
        everything = bool(view.body.get("clear_on_close"))
        closed = self.workspace.close_views(view.user, keep=0 if everything else place)
        for gone in closed:
            if gone.body.get("notify_on_close"):
                with contextlib.suppress(AppDidNotAnswer):
                    payload = self._payloads.closed(view.user, gone, cleared=everything)
                    await self._delivery.ask("interactive", payload)

    async def open_home(self, user: str) -> View | None:
        """Open the app's Home; returns what it shows so far."""
        person = self.workspace.find_user(user).id
        self._events.home_opened(person)
        return self.workspace.homes.get(person)

    # -- commands and shortcuts ----------------------------------------------------------------------------------

    async def command(self, user: str, channel: str, text: str) -> Json | None:
        """Type a slash command, such as `/queue orders`; returns the app's acknowledgement."""
        person, place = self._who_and_where(user, channel)
        name, _, rest = text.strip().partition(" ")
        if not self._manifest.has_command(name):
            raise Refused(f"{name} is not a command of this workspace")
        url = self._response_urls.issue(person, place.id)
        ids = {one.name: one.id for one in self.workspace.users.values()}
        said = in_command(rest.strip(), ids, escaped=self._manifest.escapes(name))
        payload = self._payloads.command(person, place, name, said, self._triggers.issue(person), url)
        answer = await self._ask(person, payload, "slash_commands")
        if answer and (answer.get("text") or answer.get("blocks")):
            try:
                self._response_urls.respond(person, place.id, None, answer)
            except ApiError as refusal:
                raise self._unusable(person, refusal) from refusal
        return answer

    async def shortcut(self, user: str, callback_id: str) -> Json | None:
        """Call a global shortcut."""
        person = self.workspace.find_user(user).id
        self._known_shortcut(callback_id, "global")
        return await self._ask(person, self._payloads.shortcut(person, callback_id, self._triggers.issue(person)))

    async def message_shortcut(self, user: str, callback_id: str, channel: str, ts: str) -> Json | None:
        """Call a shortcut on a message."""
        person, place = self._who_and_where(user, channel)
        self._known_shortcut(callback_id, "message")
        message = self.workspace.message(place.id, ts)
        if message is None:
            raise Refused("that message is gone")
        url = self._response_urls.issue(person, place.id, message)
        payload = self._payloads.message_shortcut(person, callback_id, message, self._triggers.issue(person), url)
        return await self._ask(person, payload)

    # -- inside --------------------------------------------------------------------------------------------------

    async def _ask(self, person: str, payload: Json, kind: Any = "interactive") -> Json | None:
        try:
            return await self._delivery.ask(kind, payload)
        except AppDidNotAnswer:
            app = self.workspace.users[self.workspace.bot_user].real_name
            self.workspace.announce(Change("notice", user=person, text=f"{app} did not answer in time. Try again."))
            raise

    def _unusable(self, person: str, reason: Exception) -> AppDidNotAnswer:
        self.workspace.announce(Change("notice", user=person, text="We had some trouble connecting. Try again?"))
        return AppDidNotAnswer(f"the answer cannot be used: {reason}")

    def _who_and_where(self, user: str, channel: str) -> tuple[str, Channel]:
        try:
            person, place = self.workspace.find_user(user), self.workspace.find_channel(channel)
        except KeyError as missing:
            raise Refused(str(missing.args[0])) from None
        if not self.workspace.can_see(person.id, place):
            raise Refused(f"{person.name} cannot see #{place.name}")
        return person.id, place

    def _move(self, user: str, channel: str, *, member: bool) -> None:
        person = self.workspace.find_user(user).id
        self.workspace.set_member(person, self.workspace.find_channel(channel), member=member)

    def _own(self, user: str, channel: str, ts: str) -> Message:
        person, place = self._who_and_where(user, channel)
        message = self.workspace.message(place.id, ts)
        if message is None or message.user != person:
            raise Refused("only one's own messages can be changed")
        return message

    def _ephemeral(self, person: str, ts: str) -> Message | None:
        message = self.workspace.ephemerals.get(ts)
        return message if message and message.only_for == person else None

    def _view(self, user: str, view_id: str) -> View:
        view = self.workspace.view(view_id)
        if view is None or view.user != self.workspace.find_user(user).id:
            raise Refused("that view is not open")
        return view

    def _known_shortcut(self, callback_id: str, kind: Literal["global", "message"]) -> None:
        if not self._manifest.has_shortcut(callback_id, kind):
            raise Refused(f"there is no {kind} shortcut {callback_id}")
