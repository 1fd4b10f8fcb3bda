"""Where intelligence or offences stand out, as partners see it: against the limits, on a map, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.offences import ELSEWHERE
from profile_lib.figures import COUNTED
from profile_lib.measures import harm
from profile_lib.measures.hotspots import LEAST_SUBJECTS
from profile_lib.measures.intelligence import MATTERS
from profile_lib.measures.standings import HARM, standings
from profile_lib.pages import drawing
from profile_lib.pages.charts import SYNTHETIC, Chart
from profile_lib.pages.place_plots import Limits, Placed, Towns
from profile_lib.pages.printing import sentence_case
from profile_lib.pages.shown import Html, joined, notes
from profile_lib.pages.tables import records_table
from profile_lib.reference import read
from profile_lib.rounding import half_up, listed

RECEIVED = "Where information was received, not where harm occurs"
NO_POPULATION = "No population of these areas is published, so as many are expected of each"
LEAST = 3
YES_NO = {True: "Yes", False: "No"}


def against_limits(data: Dataset) -> Chart | Html:
    """The funnel plot: separate matters in each community area beside the limits of the others' spread."""
    if why := _nothing(data):
        return why
    found = standings(data)
    places = _placed(found)
    subtitle = f"{_counted(data)}, beside the limits of the other areas' spread. {NO_POPULATION}. {RECEIVED}"
    readings = [
        f"{place.name}: {place.number}, limits {_range(place.widest)}{', stands out' * place.is_hot}"
        for place in places
    ]
    return _chart(Limits(places), "Funnel plot", _headline(found), subtitle, readings, data)


def on_a_map(data: Dataset) -> Chart | Html:
    """The same numbers at the towns that the areas are named after."""
    if why := _nothing(data):
        return why
    positions, origin = read("place_positions")
    where = {row["area"]: (float(row["latitude"]), float(row["longitude"])) for row in positions}
    found = standings(data)
    known = found[found["area"].isin(where)]
    if known.empty:
        return notes(["No area of the parameters has a position, so no map is drawn."])
    places = _placed(known, where)
    unplaced = found.loc[~found["area"].isin(where), "area"].tolist()
    without = f". Without a position: {listed(unplaced)}" if unplaced else ""
    subtitle = (
        f"{_counted(data)}. The area of a mark is in proportion to them; it stands at the town, and no "
        f"boundary is drawn{without}. {RECEIVED}. Positions: {origin.publisher}, {origin.licence}"
    )
    readings = [f"{place.name}: {place.number}{', stands out' if place.is_hot else ''}" for place in places]
    return _chart(Towns(places), "Map", _headline(found), subtitle, readings, data)


def behind(data: Dataset) -> Html:
    """The numbers of both pictures."""
    if why := _nothing(data):
        return why
    found = standings(data)
    counted = {"Separate matters": found["matters"], "Distinct subjects": found["subjects"]}
    return _beside_limits(found, counted, "Separate matters", data)


def of_harm(data: Dataset) -> Html:
    """The same of CSE offences: where they were committed, and what the other areas' spread allows. Of the
    victims no small number is given: whom a crime names, a place may know."""
    if not {*COUNTED[harm.CLUSTERS].extracts} <= data.supplied:
        return notes(
            ["Places of offences: not supplied (the extracts of offences and their people did not come)."]
        )
    if few := _too_few(data):
        return few
    found = standings(data, HARM)
    offences = data.frames["cse_offences"].groupby(harm.AREA)["offence"].nunique()
    counted = {
        "CSE offences": found["area"].map(offences).fillna(0).astype("int64"),
        "Separate clusters": found["matters"],
        "Five victims or more": found["subjects"].ge(LEAST_SUBJECTS).map(YES_NO),
    }
    elsewhere, unknown = (int(offences.get(name, 0)) for name in (ELSEWHERE, "U"))
    said = [
        f"{_headline(found)}. Offences that name the same person or are of one incident are one cluster.",
        f"CSE offences in a place that is no community area: {elsewhere}. With no place recorded: {unknown}.",
    ]
    return joined(notes(said), _beside_limits(found, counted, "Separate clusters of CSE offences", data))


def _beside_limits(found: pd.DataFrame, counted: Mapping[str, pd.Series], what: str, data: Dataset) -> Html:
    """A table of every place: what is counted there, what is expected of it, the limits, and whether it
    stands out."""
    rows = pd.DataFrame(
        {
            "Community area": found["area"],
            **counted,
            "Expected": [f"{half_up(number, 1)}" for number in found["expected"]],
            "95% limits": [
                _range(pair) for pair in zip(found["usual_low"], found["usual_high"], strict=True)
            ],
            "99.8% limits": [_range(pair) for pair in zip(found["low"], found["high"], strict=True)],
            "Stands out": found["is_hot"].map(YES_NO),
        }
    )
    caption = f"{what} and the limits of the others' spread, {data.windows['cse']}, {data.area}"
    numbers = range(1, len(rows.columns) - 1)
    return Html(records_table(rows, caption, numbers=numbers), rows.to_string(index=False))


def _nothing(data: Dataset) -> Html | None:
    """What is said where no report came, or there are too few areas to have a spread."""
    if "intelligence" not in data.supplied:
        return notes(["Places: not supplied (the extract of intelligence did not come)."])
    return _too_few(data)


def _too_few(data: Dataset) -> Html | None:
    """What is said where there are too few areas to have a spread."""
    if len(data.edition.community_areas) < LEAST:
        return notes(["Places: too few community areas are named in the parameters to have a spread."])
    return None


def _chart(
    plot: drawing.Plot, kind: str, title: str, subtitle: str, readings: Sequence[str], data: Dataset
) -> Chart:
    foot = SYNTHETIC if data.edition.synthetic else ""
    alt = " ".join(f"{part}." for part in (kind, title, subtitle, "; ".join(readings), foot) if part)
    return Chart(drawing.picture(plot, title, subtitle, foot), alt)


def _placed(found: pd.DataFrame, where: Mapping[str, tuple[float, float]] | None = None) -> list[Placed]:
    """The places as they are drawn; ``where``: latitude and longitude by area."""
    lines = found[["area", "matters", "is_hot", "usual_low", "usual_high", "low", "high"]]
    return [
        Placed(area, number, is_hot, (usual_low, usual_high), (low, high), *(where or {}).get(area, (0, 0)))
        for area, number, is_hot, usual_low, usual_high, low, high in lines.itertuples(index=False, name=None)
    ]


def _headline(found: pd.DataFrame) -> str:
    hot = found.loc[found["is_hot"], "area"].tolist()
    return f"{listed(hot)} {'stands' if len(hot) == 1 else 'stand'} out" if hot else "No place stands out"


def _counted(data: Dataset) -> str:
    """What is counted, when and where."""
    return f"{sentence_case(COUNTED[MATTERS].base)}, {data.windows['cse']}, {data.area}"


def _range(pair: tuple[float, float]) -> str:
    low, high = (half_up(end, 1) for end in pair)
    return f"{low} to {high}"
