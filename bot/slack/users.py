"""Somebody in the workspace, as Slack tells of them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody in the workspace. `name` is what people are called by; `handle` what is written after an @."""

    id: str
    handle: str
    name: str
    is_bot: bool
    deleted: bool
    guest: bool
    stranger: bool  # of another workspace, in a shared channel
    email: str
    locale: str
    time_zone: str
    team_id: str = ""  # empty where Slack does not say


def user_of(member: dict[str, Any]) -> User:
    """A member of `users.list` as a value. Raises KeyError for one without an id."""
    profile = member.get("profile") or {}
    handle = str(member.get("name") or "")
    return User(
        id=str(member["id"]),
        handle=handle,
        name=str(member.get("real_name") or profile.get("real_name") or handle),
        is_bot=bool(member.get("is_bot")) or member["id"] == "USLACKBOT",
        deleted=bool(member.get("deleted")),
        guest=bool(member.get("is_restricted") or member.get("is_ultra_restricted")),
        stranger=bool(member.get("is_stranger")),
        email=str(profile.get("email") or ""),
        locale=str(member.get("locale") or ""),
        time_zone=str(member.get("tz") or ""),
        team_id=str(member.get("team_id") or ""),
    )
