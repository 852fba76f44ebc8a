"""The state of the workspace, and who is told when something changes.

A change replaces a value and is announced to every watcher as a `Change`, so that events to the app, the page and
waiting tests all see the same history.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sandbox.values import Change, Channel, File, Json, Message, User, Usergroup, View

COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "2b6836", "5b89d5")


class Workspace:
    """One team with its app. All methods are synchronous and run on the event loop's thread."""

    def __init__(
        self,
        team: str,
        users: Iterable[User | Mapping[str, Any] | str] = (),
        channels: Iterable[Channel | Mapping[str, Any] | str] = (),
        usergroups: Iterable[Usergroup | Mapping[str, Any]] = (),
        *,
        app_name: str = "deskhand",
        now: Callable[[], float] = time.time,
    ) -> None:
        self.now = now
        self.team_name = team
        self.team_id = "T0SANDBOX1"
        self.domain = "".join(c for c in team.lower() if c.isalnum()) or "sandbox"
        self.app_id = "A0SANDBOX1"
        self.bot_id = "B0SANDBOX1"
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.usergroups: dict[str, Usergroup] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.ephemerals: dict[str, Message] = {}
        self.posted: list[Message] = []
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, File] = {}
        self._watchers: list[Callable[[Change], None]] = []
        self._threads: dict[tuple[str, str], list[str]] = {}
        self._numbers = itertools.count(1)
        self._last_ts = 0
        self.bot_user = self._add_user(User(name=app_name, real_name=app_name.capitalize(), is_bot=True)).id
        for user in users:
            self._add_user(user if isinstance(user, User) else User(**_named(user, "name")))
        for group in usergroups:
            self._add_usergroup(group if isinstance(group, Usergroup) else Usergroup(**group))
        for channel in channels:
            self._add_channel(channel if isinstance(channel, Channel) else Channel(**_named(channel, "name")))

    # -- names and ids -------------------------------------------------------------------------------------------

    def new_id(self, prefix: str) -> str:
        """Return an id of Slack's looks that was not given before."""
        return f"{prefix}0{next(self._numbers):09d}"

    def new_ts(self) -> str:
        """Return a message timestamp: unique in the workspace and never smaller than the one before."""
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def find_user(self, name_or_id: str) -> User:
        """Return the person by id, name or `@name`. Raises `KeyError` when nobody is called so."""
        wanted = name_or_id.removeprefix("@")
        if wanted in self.users:
            return self.users[wanted]
        for user in self.users.values():
            if user.name == wanted:
                return user
        raise KeyError(f"nobody is called {name_or_id!r} in this workspace")

    def find_channel(self, name_or_id: str) -> Channel:
        """Return the channel by id, name or `#name`. Raises `KeyError` when there is none."""
        wanted = name_or_id.removeprefix("#")
        if wanted in self.channels:
            return self.channels[wanted]
        for channel in self.channels.values():
            if channel.name == wanted and channel.kind == "channel":
                return channel
        raise KeyError(f"there is no channel called {name_or_id!r} in this workspace")

    def dm(self, user: str) -> Channel:
        """Return the direct message between the app and a person, opening it when needed."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.user == user:
                return channel
        opened = Channel(name="", id=self.new_id("D"), kind="im", user=user, members=(user, self.bot_user))
        self.channels[opened.id] = opened
        self.messages[opened.id] = {}
        return opened

    def can_see(self, user: str, channel: Channel) -> bool:
        """Whether a person can read a channel: public ones are open to all but guests and strangers."""
        if user in channel.members:
            return True
        person = self.users[user]
        outsider = person.is_restricted or person.is_ultra_restricted or person.is_stranger
        return channel.kind == "channel" and not channel.private and not outsider

    def set_member(self, user: str, place: Channel, *, member: bool) -> None:
        """Let a person (or the app) join or leave a channel. Doing it twice changes nothing."""
        if (user in place.members) == member:
            return
        members = (*place.members, user) if member else tuple(m for m in place.members if m != user)
        self.channels[place.id] = replace(place, members=members)
        self.announce(Change("joined" if member else "left", channel=place.id, user=user))

    # -- watching ------------------------------------------------------------------------------------------------

    def watch(self, watcher: Callable[[Change], None]) -> Callable[[], None]:
        """Call `watcher` on every change from now on; returns a function that ends it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def announce(self, change: Change) -> None:
        """Tell every watcher."""
        for watcher in tuple(self._watchers):
            watcher(change)

    # -- messages ------------------------------------------------------------------------------------------------

    def message(self, channel: str, ts: str) -> Message | None:
        """Return a message of a channel (ephemeral ones are not part of it)."""
        return self.messages.get(channel, {}).get(ts)

    def post(self, message: Message) -> Message:
        """Store a new message and announce it. Ephemeral ones are kept apart."""
        if message.only_for is not None:
            self.ephemerals[message.ts] = message
            self.announce(Change("ephemeral", message=message, user=message.only_for))
        else:
            self.messages[message.channel][message.ts] = message
            self.posted.append(message)
            if message.thread_ts and message.is_reply:
                self._threads.setdefault((message.channel, message.thread_ts), []).append(message.ts)
            self.announce(Change("message", message=message))
        return message

    def change(self, message: Message) -> Message:
        """Replace a stored message by a newer version of itself and announce it."""
        if message.only_for is not None:
            self.ephemerals[message.ts] = message
            self.announce(Change("ephemeral", message=message, user=message.only_for))
            return message
        before = self.messages[message.channel][message.ts]
        self.messages[message.channel][message.ts] = message
        self.announce(Change("changed", message=message, previous=before))
        return message

    def remove(self, message: Message) -> None:
        """Delete a message; the first message of a thread leaves a tombstone, as in Slack."""
        if message.only_for is not None:
            self.ephemerals.pop(message.ts, None)
            self.announce(Change("ephemeral_gone", message=message, user=message.only_for))
            return
        if self.replies(message.channel, message.ts):
            self.change(
                replace(
                    message, text="This message was deleted.", blocks=(), attachments=(), metadata=None,
                    subtype="tombstone", thread_ts=message.ts,
                )
            )  # fmt: skip
            return
        del self.messages[message.channel][message.ts]
        self.announce(Change("deleted", message=message, previous=message))

    def replies(self, channel: str, ts: str) -> list[Message]:
        """Return the replies below a message, oldest first."""
        stored = self.messages[channel]
        return [stored[reply] for reply in self._threads.get((channel, ts), ()) if reply in stored]

    def react(self, message: Message, emoji: str, user: str, *, remove: bool = False) -> Message:
        """Add or take back a reaction. Doing it twice changes nothing."""
        reactions = dict(message.reactions)
        users = tuple(u for u in reactions.get(emoji, ()) if u != user)
        reactions[emoji] = users if remove else (*users, user)
        after = replace(message, reactions=tuple((name, who) for name, who in reactions.items() if who))
        self.messages[message.channel][message.ts] = after
        self.announce(Change("unreaction" if remove else "reaction", message=after, user=user, text=emoji))
        return after

    # -- views ---------------------------------------------------------------------------------------------------

    def view(self, view_id: str) -> View | None:
        """Return an open modal or a published Home by id."""
        stacks = itertools.chain.from_iterable(self.modals.values())
        return next((v for v in itertools.chain(stacks, self.homes.values()) if v.id == view_id), None)

    def put_view(self, view: View) -> View:
        """Store a newer version of an open view, or put a new one on top of its person's stack."""
        if view.kind == "home":
            self.homes[view.user] = view
            self.announce(Change("home", view=view, user=view.user))
            return view
        stack = self.modals.setdefault(view.user, [])
        place = next((i for i, other in enumerate(stack) if other.id == view.id), None)
        if place is None:
            stack.append(view)
        else:
            stack[place] = view
        self.announce(Change("view", view=view, user=view.user))
        return view

    def keep_inputs(self, view: View, inputs: Json) -> View:
        """Remember what a person has typed into an open view; nobody is told."""
        kept = replace(view, inputs=inputs)
        if view.kind == "home":
            self.homes[view.user] = kept
        else:
            self.modals[view.user] = [kept if other.id == view.id else other for other in self.modals[view.user]]
        return kept

    def close_views(self, user: str, *, keep: int = 0) -> list[View]:
        """Close a person's modals from the top until `keep` are left; returns the closed ones, topmost first."""
        stack = self.modals.setdefault(user, [])
        closed = stack[keep:][::-1]
        del stack[keep:]
        for view in closed:
            self.announce(Change("view_gone", view=view, user=user))
        return closed

    # -- setting up ----------------------------------------------------------------------------------------------

    def _add_user(self, user: User) -> User:
        user = replace(
            user,
            id=user.id or self._id_from("U", user.name, self.users),
            real_name=user.real_name or user.name.capitalize(),
            email=user.email or ("" if user.is_bot else f"{user.name}@{self.domain}.example"),
            color=user.color or COLORS[len(self.users) % len(COLORS)],
        )
        self.users[user.id] = user
        return user

    def _add_usergroup(self, group: Usergroup) -> None:
        group = replace(
            group,
            id=group.id or self._id_from("S", group.handle, self.usergroups),
            name=group.name or group.handle,
            users=tuple(self.find_user(name).id for name in group.users),
        )
        self.usergroups[group.id] = group

    def _add_channel(self, channel: Channel) -> None:
        members = tuple(dict.fromkeys(self.find_user(name).id for name in channel.members))
        if channel.app_is_member and self.bot_user not in members:
            members = (*members, self.bot_user)
        name = channel.name.removeprefix("#")
        channel = replace(channel, name=name, id=channel.id or self._id_from("C", name, self.channels), members=members)
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}

    def _id_from(self, prefix: str, name: str, taken: Mapping[str, object]) -> str:
        letters = "".join(c for c in name.upper() if c.isascii() and c.isalnum())[:8]
        for number in itertools.count(1):
            candidate = f"{prefix}0{letters}".ljust(10, "0") + f"{number:d}"
            if candidate not in taken:
                return candidate
        raise AssertionError("unreachable")


def _named(entry: Mapping[str, Any] | str, key: str) -> dict[str, Any]:
    return {key: entry} if isinstance(entry, str) else dict(entry)
