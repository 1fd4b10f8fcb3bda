"""Pictures made of figures: a headline, a statistical subtitle, bars that carry their values, and
alternative text written from the same figures. No axis shows a number that no figure holds."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from profile_lib.pages import drawing, printing
from profile_lib.pages.grid import Grid
from profile_lib.pages.printing import SHOWN, Entry
from profile_lib.pages.tables import names

SYNTHETIC = "SYNTHETIC SAMPLE: these are not real children"


@dataclass(frozen=True)
class Chart:
    """A picture that is never without its words: PNG bytes, alternative text, width on a page in pixels."""

    png: bytes
    alt: str
    width: int = 560

    @property
    def html(self) -> str:
        """The picture for the middle of a page, with its words."""
        data = base64.b64encode(self.png).decode("ascii")
        source = f"data:image/png;base64,{data}"
        image = f'<img src="{source}" alt="{escape(self.alt)}" width="{self.width}">'
        return f'<figure style="margin-inline: 0">{image}</figure>'  # JupyterLab would indent it

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        picture = base64.b64encode(self.png).decode("ascii")
        data = {"image/png": picture, "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt, "width": self.width}}


def bars(
    entries: Iterable[Entry],
    dimension: str,
    *,
    hue: str | None = None,
    title: str,
    subtitle: str | None = None,
    highlight: str | None = None,
    synthetic: bool,
) -> Chart:
    """A measure by one dimension, or by two, as bars.

    Months stand from left to right, with a panel for each category of ``hue``; all else lies, with a colour
    for each. ``title`` says the finding; ``subtitle`` is made from the figures unless given; ``highlight``
    is a category of the dimension to single out. A category of ``hue`` that is zero throughout is named in
    the subtitle and not drawn. Raises ValueError where the entries are not one measure, a crossing is
    missing, there is nothing to highlight, or ``hue`` has more categories than can be told apart.
    """
    whole = Grid.of(entries, dimension, hue)
    grid = whole.without_zero_columns()
    if len(grid.column_categories) > len(drawing.COLOURS):
        raise ValueError(f"{hue} has more than {len(drawing.COLOURS)} categories: show a table instead")
    if highlight is not None and highlight not in grid.row_categories:
        raise ValueError(f"there is no {dimension} {highlight!r} to highlight")
    subtitle = subtitle or _subtitle(whole, grid)
    plot = drawing.Standing(grid, highlight) if dimension == "month" else drawing.Lying(grid, highlight)
    png = drawing.picture(plot, title, subtitle, SYNTHETIC if synthetic else "")
    return Chart(png, _alt("Bar chart", title, subtitle, _readings(grid), synthetic))


def share_bars(
    entries: Iterable[Entry], *, title: str, subtitle: str | None = None, synthetic: bool
) -> Chart:
    """Shares one below the other as bars from zero, each with its interval as a line.

    Raises ValueError for no entry, or one that has a value and is not a share.
    """
    shares = list(entries)
    if not shares:
        raise ValueError("there are no shares to draw")
    for entry in shares:
        if printing.state(entry) == SHOWN and entry["kind"] != "share":
            raise ValueError(f"{entry['key']} is a {entry['kind']}, not a share")
    subtitle = subtitle or _shares_subtitle(shares)
    labels, values = names(shares), [_share(entry) for entry in shares]
    png = drawing.picture(
        drawing.Shares(shares, labels, values), title, subtitle, SYNTHETIC if synthetic else ""
    )
    readings = [f"{label}: {value}" for label, value in zip(labels, values, strict=True)]
    return Chart(png, _alt("Bar chart", title, subtitle, readings, synthetic))


def value_bars(entries: Iterable[Entry], *, title: str, last_year: bool = False, synthetic: bool) -> Chart:
    """Counts or amounts of money one below the other as bars from zero, on one scale.

    ``last_year``: above each the value of last year, where it may be seen. Raises ValueError for no entry,
    and for entries of more than one unit.
    """
    listed = list(entries)
    if len({entry["unit"] for entry in listed}) != 1:
        raise ValueError("bars of one scale are of one unit, and there is one at least")
    bars = [
        bar
        for entry, name in zip(listed, _bar_names(listed), strict=True)
        for bar in _bars(entry, name, last_year)
    ]
    subtitle = _values_subtitle(listed, last_year)
    png = drawing.picture(drawing.Named(bars), title, subtitle, SYNTHETIC if synthetic else "")
    readings = [f"{bar.name}: {bar.mark}" for bar in bars]
    return Chart(png, _alt("Bar chart", title, subtitle, readings, synthetic))


def _bar_names(listed: Sequence[Entry]) -> list[str]:
    """What tells the bars apart: the figures' labels, of one figure its period."""
    return names(listed) if len(listed) > 1 else [str(printing.period(listed[0]))]


def _bars(entry: Entry, name: str, last_year: bool) -> list[drawing.Bar]:
    """The bar of a figure, after that of last year where it is wanted and known."""
    own = drawing.Bar(name, float(entry.get("value", 0)), printing.printed(entry))
    previous = entry.get("previous", {})
    if not last_year or "value" not in previous:
        return [own]
    earlier = printing.sentence_case(printing.earlier(entry))
    return [drawing.Bar(earlier, float(previous["value"]), printing.printed_earlier(entry), quiet=True), own]


def _values_subtitle(listed: Sequence[Entry], last_year: bool) -> str:
    """What is counted, when and where; and why two years may not be compared."""
    said = [printing.about(entry) for entry in listed] if len(listed) == 1 else _windows(listed)
    previous = [entry.get("previous", {}) for entry in listed if last_year]
    said += [
        f"Not comparable: {item['why_not']}" for item in previous if "why_not" in item and "value" in item
    ]
    return ". ".join(dict.fromkeys(said))


def _share(entry: Entry) -> str:
    """``22% (18% to 26%)``."""
    value = printing.printed(entry)
    return f"{value} ({printing.printed(entry, 'interval')})" if "interval" in entry else value


def _subtitle(whole: Grid, drawn: Grid) -> str:
    """What is counted, when and where; a warning where the bars do not add up; what is not drawn."""
    said = [printing.about(whole.any, by=(whole.rows, whole.columns))]
    if whole.overlapping:
        said.append(f"One {printing.singular(whole.any)} can be in several bars")
    zero = [name for name in whole.column_categories if name not in drawn.column_categories]
    if zero:
        labels = ", ".join(printing.label(whole.columns, name) for name in zero)
        said.append(f"Not drawn, since zero throughout: {labels}")
    return ". ".join(said)


def _shares_subtitle(shares: Sequence[Entry]) -> str:
    """The kind of number, and every period and area that occurs."""
    intervals = ", with 95% intervals in brackets" if any("interval" in entry for entry in shares) else ""
    return f"Percentages{intervals}. {'; '.join(_windows(shares))}"


def _windows(entries: Sequence[Entry]) -> list[str]:
    """Every period and area that occurs, once."""
    return list(dict.fromkeys(f"{printing.period(entry)}, {entry['area']}" for entry in entries))


def _readings(grid: Grid) -> list[str]:
    """Each bar in words: its categories and its value."""
    readings = []
    for row in grid.row_categories:
        for column in grid.column_categories:
            labels = [printing.label(grid.rows, row)]
            labels += [printing.label(grid.columns, column)] if grid.columns else []
            readings.append(f"{', '.join(labels)}: {printing.printed(grid.cells[row, column])}")
    return readings


def _alt(kind: str, title: str, subtitle: str, readings: Sequence[str], synthetic: bool) -> str:
    """The picture in words: what kind it is, what it says, of what, and every value."""
    parts = [kind, title, subtitle, "; ".join(readings), *([SYNTHETIC] if synthetic else [])]
    return " ".join(f"{part.rstrip('.')}." for part in parts)
