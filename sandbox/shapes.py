"""How the workspace's values look on Slack's wire: the JSON objects of its Web API and events."""

from __future__ import annotations

from sandbox.values import Channel, File, Json, Message, User, Usergroup, View
from sandbox.workspace import Workspace

CREATED = 1_735_689_600


def auth(workspace: Workspace, url: str) -> Json:
    """The answer of `auth.test` for the app's bot token."""
    return {
        "ok": True, "url": url, "team": workspace.team_name, "user": workspace.users[workspace.bot_user].name,
        "team_id": workspace.team_id, "user_id": workspace.bot_user, "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }  # fmt: skip


def user(workspace: Workspace, person: User, *, with_email: bool = True, with_locale: bool = False) -> Json:
    """A `user` object. People of other workspaces carry another `team_id` and `is_stranger`."""
    team = "T0ELSEWHERE" if person.is_stranger else workspace.team_id
    profile: Json = {
        "title": person.title, "phone": "", "real_name": person.real_name, "real_name_normalized": person.real_name,
        "display_name": person.name, "display_name_normalized": person.name, "status_text": "", "status_emoji": "",
        "status_expiration": 0, "avatar_hash": "g0", "image_24": "", "image_48": "", "image_72": "", "image_192": "",
        "image_512": "", "team": team,
    }  # fmt: skip
    if with_email and not person.is_stranger and person.email:
        profile["email"] = person.email
    shape: Json = {
        "id": person.id, "team_id": team, "name": person.name, "deleted": person.deleted, "color": person.color,
        "real_name": person.real_name, "tz": person.tz, "tz_label": person.tz, "tz_offset": 0, "profile": profile,
        "is_admin": person.is_admin, "is_owner": False, "is_primary_owner": False,
        "is_restricted": person.is_restricted, "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot, "is_app_user": False, "updated": CREATED, "is_email_confirmed": True,
    }  # fmt: skip
    if with_locale:
        shape["locale"] = person.locale
    if person.is_stranger:
        shape["is_stranger"] = True
    return shape


def bot_profile(workspace: Workspace) -> Json:
    """The `bot_profile` that every message of the app carries."""
    return {
        "id": workspace.bot_id, "app_id": workspace.app_id, "user_id": workspace.bot_user,
        "name": workspace.users[workspace.bot_user].real_name,
        "icons": {"image_36": "", "image_48": "", "image_72": ""}, "deleted": False, "updated": CREATED,
        "team_id": workspace.team_id,
    }  # fmt: skip


def channel(workspace: Workspace, place: Channel) -> Json:
    """A `channel` object as in `conversations.info`."""
    if place.kind == "im":
        return {
            "id": place.id, "created": CREATED, "is_archived": False, "is_im": True, "is_org_shared": False,
            "context_team_id": workspace.team_id, "updated": CREATED * 1000, "user": place.user,
            "is_user_deleted": False, "is_open": True, "priority": 0,
        }  # fmt: skip
    return {
        "id": place.id, "name": place.name, "is_channel": not place.private, "is_group": place.private,
        "is_im": False, "is_mpim": False, "is_private": place.private, "created": CREATED,
        "is_archived": place.archived, "is_general": False, "unlinked": 0, "name_normalized": place.name,
        "is_shared": False, "is_org_shared": False, "is_pending_ext_shared": False, "pending_shared": [],
        "context_team_id": workspace.team_id, "updated": CREATED * 1000, "parent_conversation": None,
        "creator": workspace.bot_user, "is_ext_shared": False, "shared_team_ids": [workspace.team_id],
        "pending_connected_team_ids": [], "is_member": workspace.bot_user in place.members,
        "last_read": "0000000000.000000", "topic": {"value": place.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0}, "previous_names": [],
    }  # fmt: skip


def message(workspace: Workspace, post: Message, *, with_metadata: bool = False, with_replies: bool = False) -> Json:
    """A `message` object. Reply counts are part of what history shows, not of what events carry."""
    shape: Json = {"type": "message"}
    if post.subtype:
        shape["subtype"] = post.subtype
    shape |= {"user": post.user, "ts": post.ts, "text": post.text, "team": workspace.team_id}
    if post.client_msg_id:
        shape["client_msg_id"] = post.client_msg_id
    if post.by_app:
        shape |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id, "bot_profile": bot_profile(workspace)}
    if post.blocks:
        shape["blocks"] = list(post.blocks)
    if post.attachments:
        shape["attachments"] = list(post.attachments)
    if post.thread_ts:
        shape["thread_ts"] = post.thread_ts
        root = workspace.message(post.channel, post.thread_ts)
        if post.is_reply and root:
            shape["parent_user_id"] = root.user
    if post.edited_at:
        shape["edited"] = {"user": post.edited_by, "ts": post.edited_at}
    if post.reactions:
        shape["reactions"] = [{"name": name, "users": list(who), "count": len(who)} for name, who in post.reactions]
    if post.files:
        shape["files"] = [file(workspace, workspace.files[file_id]) for file_id in post.files]
    if with_metadata and post.metadata:
        shape["metadata"] = post.metadata
    if with_replies:
        shape |= _reply_counts(workspace, post)
    return shape


def _reply_counts(workspace: Workspace, post: Message) -> Json:
    replies = workspace.replies(post.channel, post.ts)
    if not replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": post.ts, "reply_count": len(replies), "reply_users_count": len(people),
        "latest_reply": replies[-1].ts, "reply_users": people, "is_locked": False, "subscribed": False,
    }  # fmt: skip


def usergroup(workspace: Workspace, group: Usergroup, *, with_users: bool = True) -> Json:
    """A `usergroup` object."""
    shape: Json = {
        "id": group.id, "team_id": workspace.team_id, "is_usergroup": True, "is_subteam": True, "name": group.name,
        "description": group.description, "handle": group.handle, "is_external": False, "date_create": CREATED,
        "date_update": CREATED, "date_delete": 0, "auto_type": None, "auto_provision": False,
        "enterprise_subteam_id": "", "created_by": workspace.bot_user, "updated_by": workspace.bot_user,
        "deleted_by": None, "prefs": {"channels": [], "groups": []}, "user_count": len(group.users),
        "channel_count": 0,
    }  # fmt: skip
    if with_users:
        shape["users"] = list(group.users)
    return shape


def view(workspace: Workspace, opened: View, *, with_state: bool = False) -> Json:
    """A `view` object; `with_state` fills in what the person typed, as interactions carry it."""
    body = opened.body
    return {
        "id": opened.id, "team_id": workspace.team_id, "type": opened.kind, "blocks": opened.blocks,
        "private_metadata": body.get("private_metadata", ""), "callback_id": body.get("callback_id", ""),
        "state": {"values": opened.inputs if with_state else {}}, "hash": opened.hash,
        "title": body.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": body.get("clear_on_close", False), "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"), "submit": body.get("submit"), "previous_view_id": opened.previous,
        "root_view_id": opened.root, "app_id": workspace.app_id, "external_id": body.get("external_id", ""),
        "app_installed_team_id": workspace.team_id, "bot_id": workspace.bot_id,
    }  # fmt: skip


def file(workspace: Workspace, upload: File) -> Json:
    """A `file` object. `mimetype` and `shares` stay empty until the upload is processed."""
    kind = upload.name.rpartition(".")[2]
    base = f"https://{workspace.domain}.slack.example/files/{upload.id}"
    known = kind if upload.mimetype else ""
    return {
        "id": upload.id, "created": CREATED, "timestamp": CREATED, "name": upload.name,
        "title": upload.title or upload.name, "mimetype": upload.mimetype, "filetype": known,
        "pretty_type": known.upper(), "user": workspace.bot_user, "user_team": workspace.team_id, "editable": False,
        "size": upload.size, "mode": "hosted", "is_external": False, "external_type": "",
        "is_public": bool(upload.channels), "public_url_shared": False, "display_as_bot": False, "username": "",
        "url_private": base, "url_private_download": f"{base}/download", "permalink": base,
        "has_rich_preview": False, "file_access": "visible", "channels": list(upload.channels), "groups": [],
        "ims": [], "shares": {}, "media_display_type": "unknown", "has_more_shares": False,
    }  # fmt: skip
