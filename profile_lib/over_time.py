"""The chapter on the years: series with their pictures, the same days of each year, and published figures
beside ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.edition import load_edition, newest
from profile_lib.figures import Figure, NotAvailable, Period
from profile_lib.notebook import Analysis
from profile_lib.pages import charts_series, published_beside, tables
from profile_lib.pages.charts import Chart
from profile_lib.pages.shown import Html, joined, notes, paragraph
from profile_lib.preparation import data_before, data_of_years
from profile_lib.rounding import half_up, listed
from profile_lib.statistics import EXACT_BELOW
from profile_lib.statistics.series import FALSE_DISCOVERY, FEWEST_POINTS, RULES
from profile_lib.workspace import Workspace
from profile_lib.years.same_window import Comparison, beside, comparisons
from profile_lib.years.series import FEWEST_A_MONTH, SERIES, Course, Editions

CHANCE = "A range is the range consistent with chance variation; it does not include under-recording."


class OverTime(Analysis):
    """An analysis notebook that looks at every edition up to its own year."""

    def __init__(self, name: str, editions: Editions, before: Dataset | None, results: str) -> None:
        super().__init__(name, editions.latest.edition, editions.latest, before, results)
        self._editions = editions
        self._courses: dict[str, Course] = {}

    def heading(self) -> Html:
        """What is being looked at, and which years are there."""
        years = [data.edition.year for data in self._editions.years]
        told = f"Editions whose extracts are here: {listed(years)}."
        if self._editions.lacking:
            told += f" Without extracts, and so a gap: {listed(self._editions.lacking)}."
        return joined(super().heading(), paragraph(told))

    def series(self, name: str) -> Chart | Html:
        """A series over the years as a picture; where nothing of it was supplied, that and why."""
        course = self._course(name)
        if not any(point.value is not None for point in course.points):
            return notes([f"{course.series.label}: {course.points[-1].why}."])
        return charts_series.picture(course, self.edition.area.name, synthetic=self.edition.synthetic)

    def read(self, name: str) -> Html:
        """What the picture says, in words, and every number of it as a table."""
        return charts_series.table(self._course(name))

    def rules(self) -> Html:
        """How the pictures are to be read."""
        rules = "; ".join(RULES.values())
        return notes(
            [
                "Control chart (XmR): the limits are the mean and 2.66 times the mean range from point to "
                "point, ranges above 3.267 times their mean left out.",
                f"More than chance, by the rules of NHS England's Making Data Count: {rules}.",
                f"Limits are drawn of {FEWEST_POINTS} points or more between two changes of recording; of "
                "fewer the median alone. A month in which recording changed belongs to neither side.",
                f"A series whose median month is below {FEWEST_A_MONTH} is shown by quarter.",
                "Limits say what chance would do if nothing had changed. They do not say why a point lies "
                "beyond them, nor what was never reported or recorded.",
            ]
        )

    def years_beside(self) -> Html:
        """The number of each series over the same days of each year."""
        found = [beside(self._editions, series) for series in SERIES.values()]
        years = [data.edition.year for data in self._editions.years]
        rows = [
            [item.series.label, _days(item.periods[-1]), *map(_number, item.figures)]
            for item in found
            if item is not None
        ]
        frame = pd.DataFrame(rows, columns=["What", "The same days of each year", *years])
        caption = "The same days of each year; which changes may be read stands in the next table"
        html = tables.records_table(frame, caption, set(range(2, 2 + len(years))))
        return Html(html, frame.to_string(index=False))

    def changes(self) -> Html:
        """Each year against the one before: how many times as often, how sure, and what may be read."""
        found = comparisons(self._editions, list(SERIES.values()))
        if not found:
            return paragraph("There is no earlier edition to compare with.")
        frame = pd.DataFrame(
            [_row(item) for item in found],
            columns=[
                "What",
                "Days compared",
                "Before",
                "Now",
                "Times as many",
                "95% range",
                "What may be read",
            ],
        )
        html = tables.records_table(
            frame, "Each year against the one before, over the same days", {2, 3, 4, 5}, stacked=True
        )
        return joined(_judged(found), Html(html, frame.to_string(index=False)))

    def in_care_beside(self) -> Html:
        """Missing children in care beside the looked-after returns."""
        return published_beside.in_care_beside(self._editions)

    def exploitation_beside(self) -> Html:
        """Children at risk beside assessments; and whose figures would be worth asking for."""
        area = self.edition.area.name
        return joined(published_beside.exploitation_beside(self._editions), published_beside.neighbours(area))

    def _course(self, name: str) -> Course:
        if name not in self._courses:
            self._courses[name] = self._editions.course(SERIES[name])
        return self._courses[name]


def open_over_time(
    name: str, year: str = "", parameters: str = "", extracts: str = "", private: str = "", results: str = ""
) -> OverTime:
    """Open an edition with those before it, as ``open_analysis`` opens one."""
    workspace = Workspace.find(parameters, private=private, extracts=extracts)
    edition = load_edition(year or newest(workspace.parameters, workspace.extracts), workspace.parameters)
    years, lacking = data_of_years(edition, workspace)
    return OverTime(name, Editions(tuple(years), tuple(lacking)), data_before(edition, workspace), results)


def _judged(found: Sequence[Comparison]) -> Html:
    """How many comparisons were made and judged together."""
    made = Counter(item.years[0] for item in found)
    read = Counter(item.years[0] for item in found if item.ratio is not None)
    each = [f"{made[year]} in {year}, of which {read[year]} may be read" for year in made]
    return paragraph(
        f"Comparisons: {listed(each)}. Those of a year are judged together: a change is called higher or "
        "lower where the false discovery rate of all that may be read (Benjamini and Hochberg 1995) is at "
        f"most {FALSE_DISCOVERY:.0%}. {CHANCE} Of independent events it is log-normal, of fewer than "
        f"{EXACT_BELOW} exact; where events repeat in a child or a matter, these are resampled."
    )


def _row(item: Comparison) -> list[str]:
    now, before = item.periods
    days = f"{now} against {before.start.year}" if _days(now) == _days(before) else f"{now} against {before}"
    told = [item.series.label, days, _number(item.before), _number(item.now)]
    if item.ratio is None:
        return [*told, "–", "–", f"Not comparable: {item.why_not}"]
    ratio = item.ratio
    high = "no upper end" if ratio.high == float("inf") else str(half_up(ratio.high, 2))
    times = "–" if ratio.ratio == float("inf") else str(half_up(ratio.ratio, 2))
    verdict = item.verdict[:1].upper() + item.verdict[1:]
    return [*told, times, f"{half_up(ratio.low, 2)} to {high}", f"{verdict} ({ratio.method})"]


def _days(period: Period) -> str:
    """``January to November``, ``the whole year``: the days of the year, of whichever year."""
    text = str(period)
    year = str(period.end.year)
    return "the whole year" if text == year else text.removesuffix(f" {year}")


def _number(figure: Figure) -> str:
    """A count as it is printed, or why there is none."""
    value = figure.value
    return value.state if isinstance(value, NotAvailable) else f"{value.value:,}"
