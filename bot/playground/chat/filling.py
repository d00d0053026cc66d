"""A form as questions: each field in turn, its present value in brackets, errors below, asked again until Slack is content."""

from __future__ import annotations

from collections.abc import Callable

from bot.playground.chat.client import Json, RefusedError
from bot.playground.chat.console import Console, option
from bot.playground.chat.lines import Typed
from bot.playground.chat.screen import choices_of

SEVERAL = ("checkboxes", "multi_static_select", "multi_external_select", "multi_users_select", "multi_channels_select")
LOOKED_UP = ("external_select", "multi_external_select")


class LeftError(Exception):
    """The form was closed or left before its end; `typed` is what someone else typed instead."""

    def __init__(self, typed: Typed | None = None) -> None:
        super().__init__()
        self.typed = typed


class Filling:
    """The form in front of the person. `notice` shows what else came to the screen meanwhile."""

    def __init__(self, console: Console, notice: Callable[[], None]) -> None:
        self._console = console
        self._notice = notice

    def run(self) -> Typed | None:
        """Until no form is open, or the person leaves it; answers what someone else typed meanwhile."""
        form, asked = self._console.ask("form"), list[Json]()
        try:
            while form:
                if not asked:
                    self._show(form)
                for field in asked or form["fields"]:
                    self._ask(field)
                if not form["fields"]:
                    self._wait(form)
                form, asked = self._send()
        except LeftError as left:
            return left.typed
        return None

    def _send(self) -> tuple[Json, list[Json]]:
        """The form that is open then, and the fields to ask again."""
        try:
            self._console.do("submits")
        except RefusedError as error:
            self._console.refuse(error, f"  ✗ {error.where} : ")
            form = self._console.ask("form")
            return form, [field for field in form["fields"] if field["label"] == error.where]
        self._notice()
        form = self._console.ask("form")
        return form, [field for field in form.get("fields", ()) if field["error"]]

    def _show(self, form: Json) -> None:
        self._console.say("form", title=form["title"])
        self._console.write(*self._console.painter.parts(form["parts"]))
        if form["fields"]:
            self._console.say("form_help")

    def _wait(self, form: Json) -> None:
        """A form without fields is read, and sent with Enter where it can be sent."""
        if form["sends"]:
            self._console.say("send")
        self._read()
        if not form["sends"]:
            self._close()

    def _ask(self, field: Json) -> None:
        self._console.write(*self._console.painter.field(field))
        while (typed := self._read()) != "":
            try:
                self._console.do("enters", values={field["name"]: self._value(field, typed)})
            except RefusedError as error:
                self._console.refuse(error, "  ✗ ")
            else:
                return

    def _value(self, field: Json, typed: str) -> object:
        if typed == "-":
            return ""
        if field["kind"] in LOOKED_UP:
            return self._looked_up(field, typed)
        if field["kind"] not in SEVERAL:
            return option(field["options"], typed)
        return [option(field["options"], part.strip()) for part in typed.split(",")]

    def _looked_up(self, field: Json, typed: str) -> str:
        found: list[str] = self._console.do("looks_up", label=field["name"], typed=typed)["options"]
        return self._console.pick(found) if len(found) > 1 else next(iter(found), typed)

    def _read(self) -> str:
        """What was typed; leaves the form on `:cancel` or at the end, presses its buttons on `:1`."""
        while True:
            typed = self._console.read()
            if typed is None or typed.person != self._console.person:
                raise LeftError(typed)
            if typed.text == ":cancel":
                self._close()
            if not typed.text.startswith(":"):
                return typed.text
            self._press(typed.text[1:])

    def _press(self, number: str) -> None:
        choices = choices_of(self._console.ask("form").get("parts", []), "modal")
        if not number.isdecimal() or not 1 <= int(number) <= len(choices):
            self._console.say("no_number", number=number)
            return
        self._console.do("presses", **choices[int(number) - 1].as_request())
        self._notice()
        raise LeftError

    def _close(self) -> None:
        self._console.do("closes_modal")
        self._console.say("form_closed")
        self._notice()
        raise LeftError
