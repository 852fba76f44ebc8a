"""What concerns the app itself: `auth.test`, `team.info`, `bots.info`, `apps.connections.open`, `blocks.validate`."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox import shapes
from sandbox.blocks import problems_in
from sandbox.methods.call import ApiError, Call, Method
from sandbox.tiers import Tier
from sandbox.values import Json
from sandbox.views import problems_in_view


def api_test(call: Call) -> Json:
    """`api.test`: the arguments back."""
    return {"ok": True, "args": {key: value for key, value in call.args.items() if key != "token"}}


def auth_test(call: Call) -> Json:
    """`auth.test`: who the app is."""
    return shapes.auth(call.workspace, f"{call.url}/")


def team_info(call: Call) -> Json:
    """`team.info`: the workspace."""
    workspace = call.workspace
    return {
        "ok": True,
        "team": {
            "id": workspace.team_id, "name": workspace.team_name, "url": f"{call.url}/", "domain": workspace.domain,
            "email_domain": "", "icon": {"image_default": True}, "avatar_base_url": "", "is_verified": False,
        },
    }  # fmt: skip


def bot_info(call: Call) -> Json:
    """`bots.info`: the app's own bot."""
    if call.text("bot", call.workspace.bot_id) != call.workspace.bot_id:
        raise ApiError("bot_not_found")
    profile = shapes.bot_profile(call.workspace)
    del profile["team_id"]
    return {"ok": True, "bot": profile}


def open_connection(call: Call) -> Json:
    """`apps.connections.open`: an address for one socket."""
    return {"ok": True, "url": call.open_socket()}


def validate_blocks(call: Call) -> Json:
    """`blocks.validate`: takes no token and answers with JSON pointers."""
    view = call.json("view")
    message = call.json("message")
    if isinstance(view, dict):
        problems = problems_in_view(view, "home" if view.get("type") == "home" else "modal")
    else:
        blocks = message.get("blocks", []) if isinstance(message, dict) else call.json("blocks")
        problems = problems_in(blocks, "message", "")
    if not problems:
        return {"ok": True}
    errors = [
        {"code": p.code, "message": p.message, "field": p.pointer.rpartition("/")[2], "pointer": p.pointer}
        for p in problems
    ]
    raise ApiError("invalid_blocks", errors=errors)


METHODS: Mapping[str, Method] = {
    "api.test": Method(api_test, Tier.FOUR, bearer=""),
    "auth.test": Method(auth_test, Tier.SPECIAL),
    "team.info": Method(team_info, Tier.THREE, ("team:read",)),
    "bots.info": Method(bot_info, Tier.THREE, ("users:read",)),
    "apps.connections.open": Method(open_connection, Tier.CONNECT, bearer="app"),
    "blocks.validate": Method(validate_blocks, Tier.FOUR, bearer=""),
}
