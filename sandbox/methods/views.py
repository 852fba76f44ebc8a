"""`views.*`: modals and App Home."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from sandbox import shapes
from sandbox.blocks import complete_texts, filled_in
from sandbox.methods.call import ApiError, Call, Method, refused
from sandbox.tiers import Tier
from sandbox.triggers import TriggerRefused
from sandbox.values import Json, View
from sandbox.views import DEEPEST, is_too_large, problems_in_view, starting_inputs
from sandbox.workspace import Workspace


def open_view(call: Call) -> Json:
    """`views.open`: show a modal instead of whatever modals the trigger's person had open."""
    body = checked_view(call.workspace, call.json("view"), "modal")
    user = _exchange(call)
    call.workspace.close_views(user)
    return _answer(call, push_modal(call.workspace, user, body))


def push(call: Call) -> Json:
    """`views.push`: put a modal on top of the open ones, three at most."""
    body = checked_view(call.workspace, call.json("view"), "modal")
    user = _exchange(call)
    stack = call.workspace.modals.get(user, [])
    if not stack:
        raise ApiError("not_found")
    if len(stack) >= DEEPEST:
        raise ApiError("push_limit_reached")
    return _answer(call, push_modal(call.workspace, user, body))


def update(call: Call) -> Json:
    """`views.update`: replace an open view, unless `hash` says that it is not the one expected."""
    view = _wanted(call)
    expected = call.args.get("hash")
    if expected and expected != view.hash:
        raise ApiError("hash_conflict")
    body = checked_view(call.workspace, call.json("view"), "home" if view.kind == "home" else "modal", but=view.id)
    return _answer(call, replace_body(call.workspace, view, body))


def publish(call: Call) -> Json:
    """`views.publish`: set a person's Home."""
    person = call.user("user_id")
    current = call.workspace.homes.get(person.id)
    body = checked_view(call.workspace, call.json("view"), "home", but=current.id if current else "")
    expected = call.args.get("hash")
    if expected and current and expected != current.hash:
        raise ApiError("hash_conflict")
    if current:
        return _answer(call, replace_body(call.workspace, current, body))
    view_id = call.workspace.new_id("V")
    home = View(view_id, person.id, body, _hash(call.workspace), view_id, inputs=starting_inputs(body["blocks"]))
    return _answer(call, call.workspace.put_view(home))


def push_modal(workspace: Workspace, user: str, body: Json) -> View:
    """Put a checked modal on top of a person's stack."""
    stack = workspace.modals.get(user, [])
    view_id = workspace.new_id("V")
    return workspace.put_view(
        View(
            id=view_id,
            user=user,
            body=body,
            hash=_hash(workspace),
            root=stack[0].id if stack else view_id,
            previous=stack[-1].id if stack else None,
            inputs=starting_inputs(body["blocks"]),
        )
    )


def replace_body(workspace: Workspace, view: View, body: Json) -> View:
    """Give an open view a checked new body; typed text stays where block_id and action_id stay."""
    inputs = starting_inputs(body["blocks"], view.inputs)
    return workspace.put_view(replace(view, body=body, hash=_hash(workspace), inputs=inputs))


def checked_view(workspace: Workspace, given: object, kind: Literal["modal", "home"], *, but: str = "") -> Json:
    """Return a view as Slack would store it. Raises `ApiError` for what it would refuse.

    `but` is the id of the view being replaced, whose own `external_id` may stay.
    """
    problems = problems_in_view(given, kind)
    if problems or not isinstance(given, dict):
        raise refused("invalid_arguments", problems)
    if is_too_large(given):
        raise ApiError("view_too_large")
    external_id = given.get("external_id")
    everything = [*workspace.homes.values(), *(view for stack in workspace.modals.values() for view in stack)]
    if external_id and any(v.body.get("external_id") == external_id and v.id != but for v in everything):
        raise ApiError("duplicate_external_id")
    blocks = filled_in(given["blocks"], iter(lambda: workspace.new_id("b"), ""))
    body: Json = {**json.loads(json.dumps(given)), "blocks": blocks}
    complete_texts([body.get(key) for key in ("title", "submit", "close")])
    return body


def _wanted(call: Call) -> View:
    if call.args.get("view_id"):
        view = call.workspace.view(call.text("view_id"))
    else:
        wanted = call.text("external_id")
        stacks = [view for stack in call.workspace.modals.values() for view in stack]
        everything = [*stacks, *call.workspace.homes.values()]
        view = next((view for view in everything if view.body.get("external_id") == wanted), None)
    if view is None:
        raise ApiError("not_found")
    return view


def _exchange(call: Call) -> str:
    try:
        return call.triggers.exchange(call.text("trigger_id"))
    except TriggerRefused as refusal:
        raise ApiError(str(refusal)) from None


def _hash(workspace: Workspace) -> str:
    return f"{int(workspace.now())}.{secrets.token_hex(4)}"


def _answer(call: Call, view: View) -> Json:
    return {"ok": True, "view": shapes.view(call.workspace, view)}


METHODS: Mapping[str, Method] = {
    "views.open": Method(open_view, Tier.FOUR),
    "views.push": Method(push, Tier.FOUR),
    "views.update": Method(update, Tier.FOUR),
    "views.publish": Method(publish, Tier.FOUR),
}
