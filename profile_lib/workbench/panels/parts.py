"""What the panels have in common: fields with names that are read out, a line that says what happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import ipywidgets as widgets

from profile_lib.errors import InputError
from profile_lib.pages.printing import sentence_case

SHORT = 20
"""Letters that a field of the usual width has room for."""
USUAL = "31em"
STYLE = """<style>
.panel-page {display: flex; flex-wrap: wrap; gap: 0 24px; line-height: 1.4}
.panel-page > * {flex: 1 1 100%; min-width: 0; margin: 4px 0}
.panel-page > section {flex: 0 1 400px}
.panel-page figure {margin: 0}
.panel-page img {max-width: 100%; height: auto}
.panel-page .table-scroll {overflow-x: auto}
.panel-page table {border-collapse: collapse; text-align: left}
.panel-page caption {text-align: left; padding: 4px 0}
.panel-page caption .title {font-weight: bold}
.panel-page :is(th, td) {padding: 2px 12px 2px 0; vertical-align: top; border-bottom: 1px solid #c9d0d6}
.panel-page .number {text-align: right}
.panel-page summary {cursor: pointer}
@media (max-width: 700px) {
  .panel-field {flex-direction: column; height: auto}
  .panel-field > label {width: auto !important; align-self: flex-start}
  .panel-field > :is(select, input) {flex: none; width: 100%; min-height: 28px}
}
</style>"""


class Panel:
    """Widgets in a box; what a notebook keeps of them says no more than what the box is."""

    name = "A panel"

    def __init__(self, *parts: widgets.Widget) -> None:
        self.message = widgets.HTML()
        self.page = widgets.HTML()
        wide = widgets.Layout(width="100%", overflow="hidden")
        self.box = widgets.VBox([*parts, self.message, self.page], layout=wide)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = self.box._repr_mimebundle_()
        return bundle | {"text/plain": f"{self.name}, which works in JupyterLab while its kernel runs."}

    def say(self, text: str) -> None:
        """One line that a screen reader reads out."""
        self.message.value = f'<div role="status">{escape(text)}</div>' if text else ""

    def show(self, *pieces: str) -> None:
        """The page of the panel, made of HTML."""
        self.page.value = f'{STYLE}<div class="panel-page">{"".join(pieces)}</div>'

    def tried(self, act: Callable[[], None], doing: str = "") -> None:
        """Do something; what the user can mend is said in the panel and not raised."""
        if doing:
            self.say(doing)
        try:
            act()
        except InputError as error:
            self.say(sentence_case(str(error)))
            return
        if doing:
            self.say("")


def chosen_from(name: str, options: Iterable[tuple[str, str]], value: str = "") -> widgets.Dropdown:
    """One of several, each with its words; as wide as the longest needs."""
    told = list(options)
    longest = max(len(words) for words, _ in told)
    width = USUAL if longest <= SHORT else "45em"
    return _field(widgets.Dropdown, name, width, options=told, value=value)


def number(name: str, value: float, low: float, high: float, step: float) -> tuple[widgets.Box, Any]:
    """A slider and, beside it, a field for the same number that can be typed into and has a name."""
    whole = isinstance(value, int)
    ends = {"value": value, "min": low, "max": high, "step": step}
    slide = (widgets.IntSlider if whole else widgets.FloatSlider)(
        **ends, readout=False, layout=widgets.Layout(width="24em", max_width="calc(100% - 24px)")
    )
    typed = _field(widgets.BoundedIntText if whole else widgets.BoundedFloatText, name, "27em", **ends)
    widgets.link((slide, "value"), (typed, "value"))
    return wrapped(typed, slide), slide


def wrapped(*parts: widgets.Widget) -> widgets.HBox:
    """Parts beside one another, and below one another where there is no room."""
    return widgets.HBox(list(parts), layout=widgets.Layout(flex_flow="row wrap", width="100%"))


def button(label: str, act: Callable[[], None]) -> widgets.Button:
    """A button as wide as its words."""
    made = widgets.Button(description=label, layout=widgets.Layout(width="auto"))
    made.on_click(lambda _: act())
    return made


def text(name: str, value: str) -> widgets.Text:
    """A field for a line of text."""
    return _field(widgets.Text, name, USUAL, value=value, continuous_update=False)


def _field(kind: type[widgets.Widget], name: str, width: str, **given: Any) -> Any:
    """A field after its name; below it on a narrow screen."""
    wide = widgets.Layout(width=width, max_width="calc(100% - 4px)")
    made = kind(description=name, style={"description_width": "16em"}, layout=wide, **given)
    made.add_class("panel-field")
    return made
