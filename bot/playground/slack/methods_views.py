"""`views.*`: forms and home pages."""

from __future__ import annotations

from bot.playground.slack.arguments import Arguments, invalid
from bot.playground.slack.entities import Json
from bot.playground.slack.limits import check_view
from bot.playground.slack.views import View
from bot.playground.slack.workspace import Workspace


def open_view(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.open`: the view is checked before the trigger is spent."""
    definition = _definition(arguments, "modal")
    user = workspace.views.spend(arguments.required("trigger_id"))
    return _told(workspace, workspace.views.open(user, definition))


def push(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.push`."""
    definition = _definition(arguments, "modal")
    user = workspace.views.spend(arguments.required("trigger_id"))
    return _told(workspace, workspace.views.push(user, definition))


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.update` by view_id or external_id, against a hash where one is given."""
    definition = _definition(arguments, "modal")
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if not view_id and not external_id:
        raise invalid("must provide either view_id or external_id")
    hash_ = arguments.text("hash")
    return _told(workspace, workspace.views.update(definition, view_id=view_id, external_id=external_id, hash_=hash_))


def publish(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.publish`."""
    definition = _definition(arguments, "home")
    user = arguments.required("user_id")
    return _told(workspace, workspace.views.publish(user, definition, arguments.text("hash")))


def _definition(arguments: Arguments, kind: str) -> Json:
    definition = arguments.structure("view", "invalid_arguments")
    if definition is None:
        raise invalid("missing required field: view")
    return check_view(definition, kind)


def _told(workspace: Workspace, view: View) -> Json:
    return {"view": view.as_json(workspace.world.identity)}
