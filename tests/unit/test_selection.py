"""Selections: the file of a few lines, and the rows that are left."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import crime, dataset, part, report

from profile_lib.dataset import Dataset
from profile_lib.errors import InputError
from profile_lib.measures import intelligence, missing, offences, offenders, victims
from profile_lib.workbench.selection import EVERYTHING, SETS, Selection, in_words, narrowed, read_selection

WHO = {"surname": "Ashdown", "forename": "Amy", "date_of_birth": "2000-02-01"}


def episodes(*children: tuple[str, str, str]) -> Dataset:
    """Episodes of (child, sex, category), one a day from 1 June 2015."""
    rows = [
        {
            "episode_ref": f"e{place}",
            "person_ref": child,
            "sex": sex,
            "category": category,
            "missing_from": f"2015-06-{place + 1:02d} 10:00",
            **WHO,
        }
        for place, (child, sex, category) in enumerate(children)
    ]
    return dataset(missing_episodes=rows)


def first(measured: object) -> object:
    return next(iter(measured)).as_json()["value"]  # type: ignore[call-overload]


def test_a_selection_is_read_as_it_was_saved(tmp_path: Path) -> None:
    chosen = Selection({"missing": {"sex": "F", "in_care": "yes"}, "offences": {}})
    file = chosen.save(tmp_path, "outputs/mine.yaml")
    assert file == tmp_path / "outputs/mine.yaml"
    assert 'selection="outputs/mine.yaml"' in file.read_text()
    assert read_selection(file) == Selection({"missing": {"sex": "F", "in_care": "yes"}})
    assert str(chosen) == "Missing children (sex: Female, in care at the start: In care)"


def test_a_bare_yes_is_the_word_that_was_typed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("missing: {in_care: yes, age_band: 17}\n")
    assert read_selection(tmp_path / "a.yaml").chosen == {"missing": {"in_care": "yes", "age_band": "17"}}


def test_nothing_chosen_is_everything(tmp_path: Path) -> None:
    file = Selection({"missing": {}}).save(tmp_path, "none.yaml")
    assert not read_selection(file)
    assert not EVERYTHING and str(EVERYTHING) == "everything"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("missng: {sex: F}", "nothing is called 'missng'"),
        ("missing: {sexx: F}", "Did you mean sex?"),
        ("missing: {sex: female}", "'female' is no category of sex"),
        ("missing: F", "narrowed by categories"),
    ],
)
def test_what_there_is_not_is_said_with_its_line(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"# mine\n{text}\n")
    with pytest.raises(InputError, match=r"a\.yaml, line 2: ") as error:
        read_selection(tmp_path / "a.yaml")
    assert told in str(error.value)


def test_a_file_that_is_not_there_or_no_yaml(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such selection"):
        read_selection(tmp_path / "a.yaml")
    with pytest.raises(InputError, match=r"kept in a \.yaml file"):
        EVERYTHING.save(tmp_path, "notebook.ipynb")
    assert not list(tmp_path.iterdir())


def test_episodes_are_narrowed_and_what_they_say_of_the_child_stays() -> None:
    data = episodes(("a", "F", "missing"), ("a", "F", "absent"), ("b", "M", "absent"), ("c", "F", "missing"))
    left = narrowed(data, "missing", {"sex": "F", "category": "missing"})
    assert (first(missing.episodes(left)), first(missing.children(left))) == (2, 2)
    assert list(left.frames["episodes"]["repeats"]) == ["2", "1"]  # one of a's two episodes is left
    assert first(missing.episodes(data)) == 4, "the data themselves are as they were"
    assert first(missing.episodes(narrowed(data, "missing", {}))) == 4


def test_victims_are_narrowed_and_suspects_are_not() -> None:
    data = dataset(
        offences=[crime("c1"), crime("c2")],
        offence_people=[
            part("c1", "victim", "v1"),
            part("c2", "victim", "v2", sex="M"),
            part("c1", "suspect", "s1", sex="M", date_of_birth="1990-01-01"),
        ],
    )
    left = narrowed(data, "victims", {"sex": "F"})
    assert (first(victims.victims(left)), first(offenders.offenders(left))) == (1, 1)
    left = narrowed(data, "suspects", {"sex": "F"})
    assert (first(victims.victims(left)), first(offenders.offenders(left))) == (2, 0)


def test_offences_by_what_they_were_and_reports_by_an_area_of_several() -> None:
    data = dataset(
        offences=[crime("c1"), crime("c2", committed_from="2013-01-01")],
        intelligence=[
            report("r1", area="Trowbridge;Calne"),
            report("r2", area="Calne"),
            report("r3", area=""),
        ],
    )
    assert first(offences.offences(narrowed(data, "offences", {"recency": "recent"}))) == 1
    counted = {
        area: first(intelligence.reports(narrowed(data, "reports", {"community_area": area})))
        for area in ("Trowbridge", "Calne", "U")
    }
    assert counted == {"Trowbridge": 1, "Calne": 2, "U": 1}


def test_what_can_be_chosen_is_declared_of_what_is_counted() -> None:
    data = dataset(intelligence=[report("r1", area="Trowbridge;Calne")])
    offered = {name: known.offered(data, name) for name, known in SETS.items()}
    assert offered["reports"] == {"community_area": ("Calne", "Trowbridge")}
    assert offered["missing"]["category"] == ("missing", "absent")
    for name, known in SETS.items():
        assert set(offered[name]) == set(known.by)


def test_in_words() -> None:
    assert in_words({"sex": "F", "age_band": "0-9"}) == "sex: Female, age at first episode: Under 10"
