"""`users.*`, `usergroups.*`, `reactions.*`."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox import shapes
from sandbox.methods.call import ApiError, Call, Method
from sandbox.tiers import Tier
from sandbox.values import Json, Message, User


def user_info(call: Call) -> Json:
    """`users.info`: one person."""
    return {"ok": True, "user": _shape(call, call.user())}


def list_users(call: Call) -> Json:
    """`users.list`: everybody."""
    page, cursor = call.page(list(call.workspace.users.values()))
    members = [_shape(call, person) for person in page]
    return {
        "ok": True, "members": members, "cache_ts": int(call.workspace.now()),
        "response_metadata": {"next_cursor": cursor},
    }  # fmt: skip


def lookup_by_email(call: Call) -> Json:
    """`users.lookupByEmail`: the person of an address."""
    wanted = call.text("email").lower()
    for person in call.workspace.users.values():
        if person.email and person.email.lower() == wanted and not person.deleted and not person.is_stranger:
            return {"ok": True, "user": _shape(call, person)}
    raise ApiError("users_not_found")


def list_usergroups(call: Call) -> Json:
    """`usergroups.list`: all user groups, with their people on request."""
    with_users = call.flag("include_users")
    groups = [shapes.usergroup(call.workspace, g, with_users=with_users) for g in call.workspace.usergroups.values()]
    return {"ok": True, "usergroups": groups}


def usergroup_users(call: Call) -> Json:
    """`usergroups.users.list`: the ids of a group's people."""
    group = call.workspace.usergroups.get(call.text("usergroup"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"ok": True, "users": list(group.users)}


def add_reaction(call: Call) -> Json:
    """`reactions.add`: react as the app."""
    message, name = _reacted_message(call), call.text("name").strip(":")
    if call.workspace.bot_user in dict(message.reactions).get(name, ()):
        raise ApiError("already_reacted")
    call.workspace.react(message, name, call.workspace.bot_user)
    return {"ok": True}


def remove_reaction(call: Call) -> Json:
    """`reactions.remove`: take the app's reaction back."""
    message, name = _reacted_message(call), call.text("name").strip(":")
    if call.workspace.bot_user not in dict(message.reactions).get(name, ()):
        raise ApiError("no_reaction")
    call.workspace.react(message, name, call.workspace.bot_user, remove=True)
    return {"ok": True}


def get_reactions(call: Call) -> Json:
    """`reactions.get`: a message with its reactions."""
    message = _reacted_message(call)
    return {
        "ok": True, "type": "message", "channel": message.channel,
        "message": shapes.message(call.workspace, message),
    }  # fmt: skip


def _shape(call: Call, person: User) -> Json:
    with_email, with_locale = call.has("users:read.email"), call.flag("include_locale")
    return shapes.user(call.workspace, person, with_email=with_email, with_locale=with_locale)


def _reacted_message(call: Call) -> Message:
    place = call.channel()
    if call.workspace.bot_user not in place.members:
        raise ApiError("not_in_channel")
    message = call.workspace.message(place.id, call.text("timestamp"))
    if message is None:
        raise ApiError("message_not_found")
    return message


METHODS: Mapping[str, Method] = {
    "users.info": Method(user_info, Tier.FOUR, ("users:read",)),
    "users.list": Method(list_users, Tier.TWO, ("users:read",)),
    "users.lookupByEmail": Method(lookup_by_email, Tier.THREE, ("users:read.email",)),
    "usergroups.list": Method(list_usergroups, Tier.TWO, ("usergroups:read",)),
    "usergroups.users.list": Method(usergroup_users, Tier.TWO, ("usergroups:read",)),
    "reactions.add": Method(add_reaction, Tier.THREE, ("reactions:write",)),
    "reactions.remove": Method(remove_reaction, Tier.TWO, ("reactions:write",)),
    "reactions.get": Method(get_reactions, Tier.THREE, ("reactions:read",)),
}
