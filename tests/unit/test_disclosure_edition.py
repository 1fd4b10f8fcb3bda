"""From the figures of an edition to what the public sees: places, our own words, what others have put out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from made import WHO, dataset, edition, report, spell

from profile_lib.disclosure import NoSafePattern
from profile_lib.disclosure import protection as protecting
from profile_lib.disclosure.audience import for_public
from profile_lib.disclosure.rule import Listed, Rule
from profile_lib.disclosure.system import Row, System
from profile_lib.edition import AlreadyPublished, Edition
from profile_lib.edition.model import PublicFigure
from profile_lib.errors import InputError
from profile_lib.measures import intelligence, lasting, missing, register
from profile_lib.publication.disclosing import disclose

Entries = dict[str, dict[str, Any]]
HOT = "cse.reports[community_area=Trowbridge]"


@pytest.fixture
def reports() -> Entries:
    """Reports by place: 27 of one child in Trowbridge, 30 and 9 of as many children elsewhere."""
    of_one = [report(f"t{number}", subject="c") for number in range(27)]
    of_many = [
        report(f"{area}{number}", subject=f"{area}{number}", area=area)
        for area, size in (("Westbury", 30), ("Calne", 9))
        for number in range(size)
    ]
    measured = intelligence.reports(dataset(intelligence=[*of_one, *of_many]), "community_area")
    return {figure.key: figure.as_json() for figure in measured}


def public_of(
    entries: Entries, tmp_path: Path, made: Edition | None = None
) -> tuple[Entries, dict[str, Any]]:
    return disclose(entries, made or with_public(), tmp_path / "published")


def with_public(**changes: Any) -> Edition:
    figures = {"cse.reports": PublicFigure(by=("community_area",))}
    own = edition()
    rule = own.public.model_copy(update={"figures": figures, **changes})
    return own.model_copy(update={"public": rule})


def test_a_place_with_27_reports_on_one_child_is_hidden_and_one_with_as_many_children_is_not(
    reports: Entries, tmp_path: Path
) -> None:
    public, record = public_of(reports, tmp_path)
    assert reports[HOT]["value"] == 27
    assert public[HOT]["state"] == "suppressed" and "value" not in public[HOT]
    assert public["cse.reports[community_area=Westbury]"]["value"] == 30
    shown = {key: item["value"] for key, item in public.items() if "value" in item}
    assert 66 not in shown.values() or 9 not in shown.values()  # 66 - 30 - 9 would be the 27
    (cell,) = [cell for cell in record["cells"] if cell["key"] == HOT]
    assert (cell["state"], cell["because"]) == ("primary", "of 1 person, below 6")
    assert cell["low"] <= 1 and cell.get("high", 99) >= 5


def test_an_estimate_is_not_made_public(tmp_path: Path) -> None:
    """A share without numerator and base, of which nobody can say what it gives away."""
    row = {
        "episode_ref": "e",
        "person_ref": "c",
        **WHO,
        "category": "missing",
        "missing_from": "2015-03-02 10:00",
    }
    data = dataset(missing_episodes=[row | {"returned_at": "2015-03-02 11:00"}])
    (figure,) = lasting.again_within_28_days_share(data)
    listed = with_public(figures={figure.id: PublicFigure()})
    with pytest.raises(InputError, match="is estimated"):
        public_of({figure.key: figure.as_json()}, tmp_path, listed)


def test_an_edition_whose_own_words_give_somebody_away_is_not_made(
    reports: Entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = protecting.knowledge

    def too_much(*args: Any) -> System:
        system = honest(*args)
        (name,) = [name for name in system.cells if "Trowbridge" in name and " but " not in name]
        return replace(system, rows=[*system.rows, Row(((name, 1),), None, 28)])

    monkeypatch.setattr(protecting, "knowledge", too_much)
    rule = Rule(30, 1, 20, {"cse.reports": Listed(["community_area"])})
    with pytest.raises(NoSafePattern, match="Trowbridge"):
        protecting.protection(reports, rule)
    public, record = public_of(reports, tmp_path, with_public(threshold=30))
    assert {item["state"] for item in public.values()} == {"internal"}
    assert record["result"] == "fail"
    assert record["todo"][0] == "merge categories or areas"
    assert "Trowbridge" in str(record["cells"])


def test_hide_and_round_prints_multiples_alone(reports: Entries, tmp_path: Path) -> None:
    public, _ = public_of(reports, tmp_path, with_public(threshold=8, round_to=5))
    shown = {key: item for key, item in public.items() if "value" in item}
    assert shown
    for key, item in shown.items():
        assert item["value"] % 5 == 0, key
        assert abs(item["value"] - reports[key]["value"]) <= 2
        assert item["state"] == "rounded"
        assert "interval" not in item and "numerator" not in item
    assert public[HOT]["state"] == "suppressed"


AT_RISK = {"cse.at_risk_children": PublicFigure(by=("sex",)), "cse.at_risk_female_share": PublicFigure()}
SHARE = "cse.at_risk_female_share"


def at_risk(**sexes: int) -> Entries:
    """So many children of each sex on the register, and the share of girls."""
    rows = [
        spell(f"{sex}{number}", "2015-02-01", sex=sex)
        for sex, size in sexes.items()
        for number in range(size)
    ]
    data = dataset(at_risk_register=rows)
    measured = [*register.at_risk_children(data, "sex"), *register.at_risk_female_share(data)]
    return {figure.key: figure.as_json() for figure in measured}


def test_that_too_little_is_recorded_is_told_without_the_numbers(tmp_path: Path) -> None:
    entries = at_risk(F=50, M=30, U=40)
    assert entries[SHARE]["why"] == "40 of 120 children are not recorded"
    public, record = public_of(entries, tmp_path, with_public(figures=AT_RISK))
    assert public[SHARE]["state"] == "not available"
    seen = for_public(entries[SHARE] | {"public": public[SHARE]})
    assert seen["why"] == "too little is recorded"
    assert not any(character.isdigit() for character in str(seen["why"]))
    (told,) = public[SHARE]["says"]  # 7 x 40 is more than 3 x 80
    assert (sorted(told["terms"].values()), told["low"]) == ([-3, 7], 1)
    assert record["withheld"] == []


def test_that_too_little_is_recorded_is_not_told_where_it_tells_how_many(tmp_path: Path) -> None:
    """Of eleven children more than 30% are four at least, and the marker for those not recorded says one."""
    public, record = public_of(at_risk(F=4, M=3, U=4), tmp_path, with_public(figures=AT_RISK))
    assert public["cse.at_risk_children"]["value"] == 11
    assert public[SHARE] == {"state": "suppressed"}
    (because,) = [item["because"] for item in record["figures"] if item["key"] == SHARE]
    assert because == "would give away cse.at_risk_children[sex=U] 2015-01-01 to 2015-12-31"


def published(value: int, id: str = HOT) -> AlreadyPublished:
    return AlreadyPublished(id=id, value=value, where="an answer to a request", date=date(2016, 1, 10))


def test_what_others_have_put_out_is_told_and_protects_nothing_more(reports: Entries, tmp_path: Path) -> None:
    made = with_public().model_copy(update={"already_published": (published(27),)})
    _, record = public_of(reports, tmp_path, made)
    assert record["result"] == "pass"
    whole = made.model_copy(update={"already_published": (published(66, "cse.reports"),)})
    public, _ = public_of(reports, tmp_path, whole)
    small = [public[key]["state"] for key in (HOT, "cse.reports[community_area=Calne]")]
    assert small == ["suppressed", "suppressed"]  # the whole is out: another place has to be hidden with it


def test_what_others_have_put_out_of_no_figure_is_refused(reports: Entries, tmp_path: Path) -> None:
    made = with_public().model_copy(update={"already_published": (published(3, "missing.nothing"),)})
    with pytest.raises(InputError, match=r"missing\.nothing"):
        public_of(reports, tmp_path, made)


def test_what_our_own_edition_said_binds_the_next(reports: Entries, tmp_path: Path) -> None:
    """Published: the whole and every place but the hot one and Calne. Of another edition of the same
    numbers nothing more is shown, though it would hide other cells by itself."""
    first, _ = public_of(reports, tmp_path)
    keep(first, tmp_path)
    second, record = public_of(reports, tmp_path)
    assert second == first
    assert record["already_published"] == []


def test_a_number_that_grew_since_it_was_published_gives_the_late_ones_away(
    reports: Entries, tmp_path: Path
) -> None:
    first, _ = public_of(reports, tmp_path)
    keep(first, tmp_path)
    later = {key: dict(entry) for key, entry in reports.items()}
    for key in ("cse.reports", "cse.reports[community_area=Westbury]"):
        more(later[key], 2)
    public, record = public_of(later, tmp_path)
    assert public["cse.reports[community_area=Westbury]"]["state"] == "suppressed"
    assert any("counted differently today" in text for text in record["already_published"])


def keep(public: Mapping[str, Any], tmp_path: Path) -> None:
    """The public figures as ``publish`` keeps them."""
    folder = tmp_path / "published" / "2015"
    folder.mkdir(parents=True)
    figures = [{"key": key, "public": item} for key, item in public.items() if item["state"] != "internal"]
    text = json.dumps({"edition": "2015", "figures": figures})
    (folder / "figures.json").write_text(text, encoding="utf-8")


def more(entry: dict[str, Any], by: int) -> None:
    """So many reports more, of as many children more."""
    (told,) = entry["counts"]
    entry["value"] += by
    entry["people"] += by
    entry["counts"] = [told | {"value": told["value"] + by, "people": told["people"] + by}]


def test_how_children_were_graded_is_not_given_away_by_the_kinds_of_their_episodes(tmp_path: Path) -> None:
    """Nine were graded missing only, eight absent only, three both: by kind of episode 12 and 11, which say
    by themselves that three of the 20 had both."""
    kinds = [*["missing"] * 9, *["absent"] * 8, *["missing", "absent"] * 3]
    children = [*range(17), *(17, 17, 18, 18, 19, 19)]
    rows = [
        {
            "episode_ref": f"e{number}",
            "person_ref": f"c{child}",
            **WHO,
            "category": kind,
            "missing_from": f"2015-03-{1 + number:02} 10:00",
            "returned_at": f"2015-03-{1 + number:02} 11:00",
        }
        for number, (child, kind) in enumerate(zip(children, kinds, strict=True))
    ]
    data = dataset(missing_episodes=rows)
    figures = [figure for by in ("graded", "category") for figure in missing.children(data, by)]
    entries = {figure.key: figure.as_json() for figure in figures}
    listed = {"missing.children": PublicFigure(by=("graded", "category"), headline=True)}
    public, _ = public_of(entries, tmp_path, with_public(figures=listed))

    seen = {key.removeprefix("missing.children"): told.get("value") for key, told in public.items()}
    assert seen[""] == 20
    assert seen["[graded=both]"] is None
    possible = set()
    for alone, absent, both in product(range(21), repeat=3):
        numbers = {"": alone + absent + both, "[category=missing]": alone + both}
        numbers |= {"[category=absent]": absent + both, "[graded=missing]": alone, "[graded=absent]": absent}
        if all(seen[key] in (None, number) for key, number in numbers.items()):
            possible.add(both)
    assert possible >= {1, 5}
