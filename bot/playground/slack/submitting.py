"""What Slack does with the app's answer to a submitted form: close it, show errors, replace it, put another over it."""

from __future__ import annotations

from dataclasses import replace

from bot.playground.slack.entities import Json, SlackError
from bot.playground.slack.limits import check_view
from bot.playground.slack.views import View
from bot.playground.slack.workspace import Workspace


def honour(workspace: Workspace, view: View, answer: Json) -> str:
    """Does it; answers the failure the person sees when the app's answer is not one Slack accepts, else nothing."""
    action = answer.get("response_action")
    try:
        match action:
            case None:
                _close(workspace, view)
            case "errors":
                _show_errors(workspace, view, answer.get("errors"))
            case "update":
                workspace.views.update(check_view(answer.get("view"), "modal"), view_id=view.id)
            case "push":
                workspace.views.push(view.user, check_view(answer.get("view"), "modal"))
            case "clear":
                workspace.views.close(view.user, everything=True)
            case _:
                return "invalid_response_action"
    except SlackError as refusal:
        return refusal.code
    return ""


def _close(workspace: Workspace, view: View) -> None:
    # The app may have put another form in its place while it worked.
    top = workspace.views.top(view.user)
    if top is not None and top.id == view.id:
        workspace.views.close(view.user)


def _show_errors(workspace: Workspace, view: View, errors: object) -> None:
    """Every key must be the block_id of an input block, or Slack shows none of them."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackError("invalid_response_errors")
    workspace.views.put(replace(view, errors={key: str(value) for key, value in errors.items()}))
    workspace.world.happen("field_errors", {view.user}, by=workspace.world.identity.bot_user_id, what=view.id)
