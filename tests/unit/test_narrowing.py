"""Figures under a selection: rounded, small ones hidden, and nothing that gives one or two people away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

import numpy as np
import pytest
from made import dataset
from scipy.optimize import Bounds, LinearConstraint, milp

from profile_lib.dataset import Dataset
from profile_lib.disclosure.rounded import rounded, withheld
from profile_lib.errors import InputError
from profile_lib.figures import Address, Count, Definition, Figure, Period
from profile_lib.measures import cost_model, interviews, missing, offences
from profile_lib.measures.definition import MEASURES
from profile_lib.notebook import Analysis
from profile_lib.workbench import narrowing
from profile_lib.workbench.narrowing import RULE, Narrowing
from profile_lib.workbench.selection import EVERYTHING, Selection

AGES, SEXES = ("0-9", "10-12", "13-14", "15-16", "17", "U"), ("F", "M", "X", "U")
GIRLS = Selection({"missing": {"sex": "F"}})


def told(value: int, people: int | None = None) -> int | None:
    return rounded({"value": value, "people": value if people is None else people})


def test_the_table_of_numbers_as_they_are_shown() -> None:
    shown = [0, 1, 2, 3, 4, 5, 7, 8, 12, 13, 1056]
    assert [told(value) for value in shown] == [None, None, None, None, None, 5, 5, 10, 10, 15, 1055]
    assert [told(27, people) for people in (1, 2, 3)] == [None, None, 25]
    assert told(9, people=0) == 10, "reports about nobody are about nobody who could be told"


def crossing(counts: np.ndarray, window: Period) -> list[dict[str, object]]:
    """Children by age and sex with their margins, as a measure gives them."""
    made = Definition("missing.children", "Children", "made by hand", "tests", "missing.children")

    def entry(value: int, **where: str) -> dict[str, object]:
        count = Count(value, Address("missing.children", window, "Wiltshire", tuple(where.items())), value)
        return Figure(made, count, count.address.where).as_json()

    return [
        entry(int(counts.sum())),
        *(entry(int(total), age_band=age) for age, total in zip(AGES, counts.sum(1), strict=True)),
        *(entry(int(total), sex=sex) for sex, total in zip(SEXES, counts.sum(0), strict=True)),
        *(
            entry(int(counts[i, j]), age_band=age, sex=sex)
            for (i, age), (j, sex) in product(enumerate(AGES), enumerate(SEXES))
        ),
    ]


def worked_out(counts: np.ndarray, hidden: set[tuple[int, int]], *, all_hidden: bool = False) -> set[int]:
    """The places of ones and twos that a reader of margins and of rounded cells works out exactly: integer
    programmes of scipy, apart from what the product uses."""
    rows, columns = counts.shape
    low, high = np.zeros(counts.size), np.full(counts.size, np.inf)
    for (i, j), value in np.ndenumerate(counts):
        place = i * columns + j
        if value < 5:
            high[place] = 4
        elif not (all_hidden or (i, j) in hidden):
            nearest = 5 * round(value / 5)
            low[place], high[place] = max(5, nearest - 2), nearest + 2
    lines = [np.eye(rows)[i][:, None] * np.ones(columns) for i in range(rows)]
    lines += [np.ones((rows, 1)) * np.eye(columns)[j] for j in range(columns)]
    matrix = np.array([line.ravel() for line in lines])
    sums = matrix @ counts.ravel()
    known = LinearConstraint(matrix, sums, sums)
    found = set()
    for place in np.flatnonzero((counts.ravel() == 1) | (counts.ravel() == 2)):
        aim = np.eye(counts.size)[place]
        least, most = (
            round(sign * milp(sign * aim, integrality=np.ones(counts.size), bounds=Bounds(low, high),
                              constraints=known).fun)
            for sign in (1, -1)
        )  # fmt: skip
        if least == most:
            found.add(int(place))
    return found


FOUND = [[0, 0, 0, 0], [1, 7, 0, 0], [6, 4, 0, 0], [0, 3, 0, 0], [6, 22, 0, 0], [0, 0, 0, 0]]
"""One of many: the margins alone leave 0 or 1 of the first cell, and rounding left no more than the 1."""


def tables(number: int) -> Iterator[np.ndarray]:
    """Tables of the kind that gives numbers away: small cells beside ones at the edge of their rounding."""
    yield np.array(FOUND)
    random = np.random.default_rng(6)
    for _ in range(number):
        rows, columns = random.integers(2, (6, 5))
        counts = np.zeros((len(AGES), len(SEXES)), dtype=int)
        numbers = [0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 12, 17, 22, 30]
        counts[:rows, :columns] = random.choice(numbers, size=(rows, columns))
        yield counts


@pytest.mark.parametrize(
    "number", [pytest.param(12, id="quick"), pytest.param(300, id="many", marks=pytest.mark.full)]
)
def test_no_one_and_no_two_comes_out_of_rounded_cells_and_exact_margins(number: int, window: Period) -> None:
    """But for what the margins say by themselves, which nothing under a selection could hide."""
    given_away_by_rounding = 0
    for counts in tables(number):
        keys = withheld(crossing(counts, window))
        places = product(enumerate(AGES), enumerate(SEXES))
        hidden = {
            (i, j) for (i, age), (j, sex) in places if f"missing.children[age_band={age},sex={sex}]" in keys
        }
        in_any_case = worked_out(counts, set(), all_hidden=True)
        assert worked_out(counts, hidden) <= in_any_case, counts
        given_away_by_rounding += len(worked_out(counts, set()) - in_any_case)
    assert given_away_by_rounding, "the tables show something only if rounding alone would not do"


@lru_cache
def made(*children: tuple[str, int]) -> Dataset:
    """For each (sex, episodes) a child with so many missing episodes on days of June 2015."""
    rows = [
        {
            "episode_ref": f"e{child}-{day}",
            "person_ref": f"c{child}",
            "surname": "Ashdown",
            "forename": "Amy",
            "date_of_birth": "2000-02-01",
            "sex": sex,
            "category": "missing",
            "missing_from": f"2015-06-{day + 1:02d} 10:00",
        }
        for child, (sex, number) in enumerate(children)
        for day in range(number)
    ]
    return dataset(missing_episodes=rows, offences=[], offence_people=[], return_interviews=[])


def shown(data: Dataset, measure: object, selection: Selection, *by: str) -> dict[str, object]:
    entries = Narrowing(data).seen(measure, selection, *by)  # type: ignore[arg-type]
    return {entry["key"]: entry.get("value", entry.get("said", entry.get("state"))) for entry in entries}


def test_a_selection_is_the_measure_over_fewer_rows_and_rounded() -> None:
    data = made(*[("F", 1)] * 11, *[("M", 2)] * 9)
    assert shown(data, missing.episodes, EVERYTHING)["missing.episodes"] == 29
    assert shown(data, missing.episodes, GIRLS) == {"missing.episodes": 10}
    by_age = shown(data, missing.children, GIRLS, "age_band")
    assert by_age["missing.children[age_band=15-16]"] == 10
    assert by_age["missing.children[age_band=17]"] == "few"
    (entry,) = Narrowing(data).seen(missing.episodes, GIRLS)
    assert "sex: Female; rounded to the nearest 5" in entry["base"]
    assert not {"people", "interval", "counts", "if_open_pairs_linked"} & entry.keys()


def test_many_episodes_of_two_children_are_few() -> None:
    data = made(("F", 9), ("F", 9), *[("M", 1)] * 20)
    assert shown(data, missing.episodes, GIRLS) == {"missing.episodes": "few"}
    assert shown(data, missing.children, GIRLS) == {"missing.children": "few"}


def test_nothing_else_than_counts_by_one_breakdown_is_given_and_no_cost() -> None:
    data = made(*[("F", 1)] * 11, *[("M", 2)] * 9)
    for measure in (missing.female_share, missing.children_per_1000, cost_model.police_low):
        (entry,) = Narrowing(data).seen(measure, GIRLS)
        assert "value" not in entry and "given under a selection" in entry["why"]
    (entry,) = Narrowing(data).seen(missing.episodes, GIRLS, "month", "category")
    assert "value" not in entry and "two breakdowns" in entry["why"]


def test_what_the_selection_does_not_touch_is_as_it_was() -> None:
    data = made(*[("F", 1)] * 11)
    for measure in (offences.offences, interviews.interviews):
        assert Narrowing(data).entries(measure, GIRLS) is None
        assert set(shown(data, measure, GIRLS).values()) == {0}


def test_a_notebook_takes_a_selection_and_writes_nothing_under_one(tmp_path: object) -> None:
    data = made(*[("F", 1)] * 11, *[("M", 2)] * 9)
    with pytest.raises(InputError, match="not those of the edition"):
        Analysis("missing_children", data.edition, data, None, str(tmp_path), GIRLS)
    profile = Analysis("missing_children", data.edition, data, None, "", GIRLS)
    assert RULE in profile.heading().text
    assert "Selected: Missing children (sex: Female)." in profile.heading().text
    profile.record(missing.episodes, missing.female_share, interviews.interviews)
    assert profile.say("There were {missing.episodes} episodes.").text == "There were 10 episodes."
    assert "not supplied" in profile.say("{missing.female_share:of} were girls.").text
    by_month = profile.record(missing.episodes, by=("month", "category"))
    assert "two breakdowns" in by_month.bars("month", hue="category", title="By month").text


def test_a_slip_in_a_breakdown_is_said_in_words() -> None:
    data = made(("F", 1))
    profile = Analysis("missing_children", data.edition, data, None, "")
    with pytest.raises(InputError, match=r"no breakdown 'moth'\. Did you mean month\?"):
        profile.record(missing.episodes, by="moth")


def test_a_measure_whose_module_was_edited_is_the_same_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook holds the function from before the edit, the list of measures the one from after it."""
    before = cost_model.police_low
    monkeypatch.setitem(MEASURES, "cost.police_low", lambda data: None)
    assert narrowing._id_of(before) == "cost.police_low"
