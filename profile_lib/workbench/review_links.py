"""The panel in which an analyst decides whether two records are of one child.

What it shows identifies children. Nothing of it is in what a notebook saves: the panel is empty until
somebody begins, its output says no more than that it is one, and JupyterLab as ``explore`` opens it saves no
widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from profile_lib.dataset.prepare import linked
from profile_lib.dataset.sources import records_of
from profile_lib.edition import Edition, load_edition, newest
from profile_lib.errors import InputError
from profile_lib.intake import read_extracts
from profile_lib.linkage import read_decisions
from profile_lib.linkage.explained import evidence, summary
from profile_lib.linkage.links import DECIDED
from profile_lib.linkage.model import LEVELS
from profile_lib.linkage.queue import ReviewQueue
from profile_lib.linkage.side_by_side import compared, moment, simple_table, who_says
from profile_lib.pages.shown import Html, paragraph
from profile_lib.pages.tables import records_table
from profile_lib.preparation import decisions_of, extracts_ready, own_decisions
from profile_lib.workbench import live
from profile_lib.workspace import Workspace

ANSWERS = {"same": "Same child", "different": "Two children", "unsure": "Not sure"}
HISTORY = ("Answer", "Edition", "By", "When")
STATES = {**ANSWERS, "": "Nobody has answered yet"}


def open_review(year: str = "", parameters: str = "", extracts: str = "", private: str = "") -> LinkReview:
    """Open the review queue of an edition; no year: the newest that has extracts, or the newest sample."""
    live.reload_what_is_edited()
    workspace = Workspace.find(parameters, private=private, extracts=extracts)
    edition = load_edition(year or newest(workspace.parameters, workspace.extracts), workspace.parameters)
    return LinkReview(edition, workspace)


class LinkReview:
    """The review queue of an edition and its panel."""

    def __init__(self, edition: Edition, workspace: Workspace) -> None:
        self.edition, self._workspace = edition, workspace
        self._read = read_extracts(extracts_ready(edition, workspace), edition)
        self.queue = self._linked_now()

    def heading(self) -> Html:
        """Which edition's pairs are looked at."""
        made_up = " SYNTHETIC SAMPLE: nobody in these data exists." if self.edition.synthetic else ""
        area, year = self.edition.area.name, self.edition.year
        return paragraph(f"{area}, edition {year}: {len(self.queue)} pairs of records.{made_up}")

    def panel(self) -> Panel:
        """The panel, in which nothing is shown until somebody begins."""
        return Panel(self)

    def progress(self) -> Html:
        """How many pairs have which answer."""
        counted = self.queue.answers.value_counts().reindex(list(STATES), fill_value=0)
        frame = counted.rename(index=STATES).reset_index().set_axis(["Answer", "Pairs of records"], axis=1)
        return Html(
            records_table(frame, "Answers to the pairs of this edition"), frame.to_string(index=False)
        )

    def look_again(self) -> None:
        """Link once more, with every decision so far: an answer may settle other pairs, or raise new ones."""
        self.queue = self._linked_now()

    def _linked_now(self) -> ReviewQueue:
        decisions = decisions_of(self.edition, self._workspace)
        links = linked(self.edition, self._read, decisions)
        records = records_of(self._read)
        own = own_decisions(self.edition, self._workspace)
        files = [file for folder in (decisions.parent, own.parent) for file in sorted(folder.glob("*.csv"))]
        others = {file.stem: read_decisions(file) for file in files if file.stem != self.edition.year}
        return ReviewQueue(links, records, own, decisions, others)


class Panel:
    """The widgets of a review: who decides, the two records, why one is asked, and the answers."""

    def __init__(self, review: LinkReview, now: Callable[[], datetime] = datetime.now) -> None:
        self._review, self._now = review, now
        wide = widgets.Layout(width="24em", max_width="100%")
        self.name = widgets.Text(description="Your name", layout=wide, continuous_update=False)
        self.begin = _button("Begin", self._begin, "primary")
        self.place = widgets.HTML()
        self.shown = widgets.HTML()
        self.message = widgets.HTML()
        self.why = widgets.HTML()
        self.answers = {word: _button(label, partial(self._decide, word)) for word, label in ANSWERS.items()}
        self.back = _button("Back", partial(self._move, -1), icon="arrow-left")
        self.forward = _button("Next", partial(self._move, 1), icon="arrow-right")
        self.undo = _button("Take answer back", self._withdraw, icon="undo")
        self.again = _button("Look for more pairs", self._look_again, icon="refresh")
        buttons = [*self.answers.values(), self.back, self.forward, self.undo]
        row = widgets.HBox(buttons, layout=widgets.Layout(flex_flow="row wrap", margin="8px 0"))
        self.body = widgets.VBox(
            [self.place, self.shown, row, self.why, self.again],
            layout=widgets.Layout(display="none"),
        )
        begun_by = widgets.HBox([self.name, self.begin], layout=widgets.Layout(flex_flow="row wrap"))
        self.box = widgets.VBox([begun_by, self.message, self.body])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """The panel for JupyterLab; the text that a notebook keeps of it holds nothing of what it shows."""
        bundle: dict[str, Any] = self.box._repr_mimebundle_()
        return bundle | {"text/plain": "The review panel, which works in JupyterLab while its kernel runs."}

    def _begin(self) -> None:
        if not self.name.value.strip():
            self._say("Type your name first: it is kept with each answer.")
            return
        self.body.layout.display = ""
        self._draw()
        self.name.disabled, self.begin.disabled = True, True
        self.answers["same"].focus()

    def _decide(self, word: str) -> None:
        queue = self._review.queue
        against = queue.against(word)
        if len(against):
            told = "".join(f"<li>{who_says(row)}</li>" for _, row in against.iterrows())
            self._say(
                f"Not kept: with “{ANSWERS[word]}” these decisions cannot all be right.<ul>{told}</ul>"
                "Change one of them first, or answer “Not sure”.",
                is_html=True,
            )
            return
        try:
            queue.decide(word, self.name.value, self._now())
        except InputError as error:
            self._say(str(error))
            return
        self._draw(f"Kept: {ANSWERS[word].lower()}.")

    def _withdraw(self) -> None:
        self._review.queue.withdraw(self.name.value, self._now())
        self._draw("This pair waits for an answer again.")

    def _move(self, steps: int) -> None:
        self._review.queue.move(steps)
        self._draw()

    def _look_again(self) -> None:
        self._say("Linking with your answers. This takes some seconds.")
        self._review.look_again()
        self._draw("Linked anew with every answer so far.")

    def _draw(self, said: str = "") -> None:
        queue = self._review.queue
        if not len(queue):
            self._say(f"{said} No pair of records has to be looked at.")
            return
        answers = queue.answers
        answer, waiting = answers.iloc[queue.place], int((answers == "").sum())
        done = len(queue) - waiting
        self.place.value = (
            f"<p><b>Pair {queue.place + 1} of {len(queue)}</b>: {escape(STATES[answer])}. "
            f"{done} answered, {waiting} waiting. "
            f'<progress max="{len(queue)}" value="{done}" aria-label="Pairs answered"></progress></p>'
        )
        self.shown.value = compared(queue)
        self.why.value = _why(queue)
        self.back.disabled = queue.place == 0
        self.forward.disabled = queue.place == len(queue) - 1
        self.undo.disabled = not answer
        if not waiting:
            said += " Every pair has an answer; the next run uses them."
        self._say(said)

    def _say(self, text: str, *, is_html: bool = False) -> None:
        told = text if is_html else escape(text)
        self.message.value = f'<div role="status">{told}</div>' if text else ""


def _why(queue: ReviewQueue) -> str:
    """What the model makes of the pair, field by field, and what was decided about it before."""
    pair = queue.pair
    reason = "" if pair["reason"] == DECIDED else str(pair["reason"])
    parts = [f"<p>{' '.join(map(escape, summary(pair['weight'], pair['probability'], reason)))}</p>"]
    if pd.notna(pair["weight"]):
        rows = [
            [item.field, item.agreement, f"{item.strength} {item.toward}".strip(), item.of_one, item.of_two]
            for item in evidence({field: pair[field] for field in LEVELS})
        ]
        heads = [
            "What is compared",
            "In the two records",
            "This is",
            "Of pairs of one child",
            "Of pairs of two",
        ]
        parts.append(simple_table(heads, rows, "What speaks for and against one child"))
    past = queue.past()
    if len(past):
        told = zip(
            past["decision"].map(STATES).fillna("Answer taken back"),
            past["edition"].where(past["edition"] != "", "this"),
            past["decided_by"],
            past["decided_on"].map(moment),
            strict=True,
        )
        parts.append(simple_table(HISTORY, told, "Answers so far: the last one of this edition stands"))
    return "".join(parts)


def _button(label: str, act: Callable[[], None], style: str = "", icon: str = "") -> widgets.Button:
    """A button; of the answers none has a colour, which would speak for it."""
    button = widgets.Button(
        description=label, button_style=style, icon=icon, layout=widgets.Layout(width="auto")
    )
    button.on_click(lambda _: act())
    return button
