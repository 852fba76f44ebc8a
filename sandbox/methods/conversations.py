"""`conversations.*`: channels, their members and what was said in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sandbox import shapes
from sandbox.methods.call import ApiError, Call, Method
from sandbox.tiers import Tier
from sandbox.values import Channel, Json, Message


def list_channels(call: Call) -> Json:
    """`conversations.list`: channels of the asked types that the app can see."""
    found = [place for place in _of_kinds(call) if not (call.flag("exclude_archived") and place.archived)]
    page, cursor = call.page(found)
    channels = [shapes.channel(call.workspace, place) | _member_count(place) for place in page]
    return {"ok": True, "channels": channels, "response_metadata": {"next_cursor": cursor}}


def of_user(call: Call) -> Json:
    """`users.conversations`: the channels that a person, by default the app, is a member of."""
    member = call.text("user", call.workspace.bot_user)
    page, cursor = call.page([place for place in _of_kinds(call) if member in place.members])
    channels = [shapes.channel(call.workspace, place) for place in page]
    return {"ok": True, "channels": channels, "response_metadata": {"next_cursor": cursor}}


def info(call: Call) -> Json:
    """`conversations.info`: one channel."""
    place = call.channel(right="read")
    shape = shapes.channel(call.workspace, place)
    return {"ok": True, "channel": shape | (_member_count(place) if call.flag("include_num_members") else {})}


def members(call: Call) -> Json:
    """`conversations.members`: the ids of a channel's members."""
    place = call.channel(right="read")
    page, cursor = call.page(place.members)
    return {"ok": True, "members": page, "response_metadata": {"next_cursor": cursor}}


def history(call: Call) -> Json:
    """`conversations.history`: what stands in a channel itself, newest first."""
    place = _readable(call)
    posts = [m for m in call.workspace.messages[place.id].values() if not m.is_reply or m.subtype == "thread_broadcast"]
    posts = list(filter(_period(call), reversed(posts)))
    page, cursor = call.page(posts, most=999)
    with_metadata = call.flag("include_all_metadata")
    messages = [shapes.message(call.workspace, m, with_metadata=with_metadata, with_replies=True) for m in page]
    return {
        "ok": True, "messages": messages, "has_more": bool(cursor), "pin_count": 0,
        "channel_actions_ts": None, "channel_actions_count": 0, "response_metadata": {"next_cursor": cursor},
    }  # fmt: skip


def replies(call: Call) -> Json:
    """`conversations.replies`: a thread, its first message first."""
    place = _readable(call)
    asked = call.workspace.message(place.id, call.text("ts"))
    if asked is None:
        raise ApiError("thread_not_found")
    root = call.workspace.message(place.id, asked.thread_ts or asked.ts) or asked
    answers = filter(_period(call), call.workspace.replies(place.id, root.ts))
    page, cursor = call.page([root, *answers], default=1000)
    with_metadata = call.flag("include_all_metadata")
    messages = [shapes.message(call.workspace, m, with_metadata=with_metadata, with_replies=m is root) for m in page]
    return {
        "ok": True,
        "messages": messages,
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def open_dm(call: Call) -> Json:
    """`conversations.open`: the direct message with one person."""
    users = [name.strip() for name in call.text("users", "").split(",") if name.strip()]
    if not users:
        place = call.channel()
    elif len(users) > 1:
        raise ApiError("method_not_supported_for_channel_type")
    elif users[0] not in call.workspace.users:
        raise ApiError("user_not_found")
    elif users[0] == call.workspace.bot_user:
        raise ApiError("cannot_dm_bot")
    else:
        place = call.workspace.dm(users[0])
    whole = call.flag("return_im")
    return {"ok": True, "channel": shapes.channel(call.workspace, place) if whole else {"id": place.id}}


def join(call: Call) -> Json:
    """`conversations.join`: let the app join a public channel."""
    place = call.channel()
    if place.private or place.kind == "im":
        raise ApiError("method_not_supported_for_channel_type")
    call.workspace.set_member(call.workspace.bot_user, place, member=True)
    return {"ok": True, "channel": shapes.channel(call.workspace, call.workspace.channels[place.id])}


def _of_kinds(call: Call) -> list[Channel]:
    kinds = {kind.strip() for kind in call.text("types", "public_channel").split(",")}
    if not kinds <= {"public_channel", "private_channel", "im", "mpim"}:
        raise ApiError("invalid_types")
    needed = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read"}
    for kind in sorted(kinds & needed.keys()):
        call.need(needed[kind])
    return [place for place in call.workspace.channels.values() if _kind(place) in kinds and _visible(call, place)]


def _kind(place: Channel) -> str:
    return "im" if place.kind == "im" else "private_channel" if place.private else "public_channel"


def _visible(call: Call, place: Channel) -> bool:
    return not place.private or call.workspace.bot_user in place.members


def _member_count(place: Channel) -> Json:
    return {} if place.kind == "im" else {"num_members": len(place.members)}


def _readable(call: Call) -> Channel:
    place = call.channel(right="history")
    if call.workspace.bot_user not in place.members:
        raise ApiError("not_in_channel")
    return place


def _period(call: Call) -> Callable[[Message], bool]:
    oldest, latest, inclusive = call.moment("oldest"), call.moment("latest"), call.flag("inclusive")

    def within(message: Message) -> bool:
        ts = float(message.ts)
        if inclusive and ts in (oldest, latest):
            return True
        return (oldest is None or ts > oldest) and (latest is None or ts < latest)

    return within


METHODS: Mapping[str, Method] = {
    "conversations.list": Method(list_channels, Tier.TWO),
    "conversations.info": Method(info, Tier.THREE),
    "conversations.members": Method(members, Tier.FOUR),
    "conversations.history": Method(history, Tier.THREE),
    "conversations.replies": Method(replies, Tier.THREE),
    "conversations.open": Method(open_dm, Tier.THREE, ("im:write",)),
    "conversations.join": Method(join, Tier.THREE, ("channels:join",)),
    "users.conversations": Method(of_user, Tier.THREE),
}
