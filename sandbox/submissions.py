"""What an app's answer to a submitted modal does to the person's stack of modals.

Source: https://docs.slack.dev/surfaces/modals#updating_views and #displaying_errors.
"""

from __future__ import annotations

from sandbox.methods.call import ApiError
from sandbox.methods.views import checked_view, push_modal, replace_body
from sandbox.values import Json, View
from sandbox.views import DEEPEST
from sandbox.workspace import Workspace


class Unusable(Exception):
    """Slack cannot make anything of the app's answer; the person is told that it did not work."""


def apply_answer(workspace: Workspace, view: View, answer: Json) -> None:
    """Close, replace or push modals as the answer says; an empty one closes the submitted modal.

    Raises `Unusable`, and changes nothing, when Slack would not take the answer.
    """
    try:
        _apply(workspace, view, answer)
    except ApiError as refusal:
        raise Unusable(str(refusal.answer)) from refusal


def _apply(workspace: Workspace, view: View, answer: Json) -> None:
    wanted = answer.get("response_action")
    if wanted is None:
        depth = len(workspace.modals.get(view.user, []))
        workspace.close_views(view.user, keep=max(0, depth - 1))
    elif wanted == "errors":
        _check_errors(view, answer.get("errors"))
    elif wanted == "clear":
        workspace.close_views(view.user)
    elif wanted == "update":
        replace_body(workspace, view, checked_view(workspace, answer.get("view"), "modal", but=view.id))
    elif wanted == "push":
        if len(workspace.modals[view.user]) >= DEEPEST:
            raise Unusable("push_limit_reached")
        push_modal(workspace, view.user, checked_view(workspace, answer.get("view"), "modal"))
    else:
        raise Unusable(f"unknown response_action {wanted}")


def _check_errors(view: View, errors: object) -> None:
    fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= fields:
        raise Unusable(f"errors must name input blocks of the modal: {errors}")
