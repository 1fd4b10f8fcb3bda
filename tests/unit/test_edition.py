"""An edition's parameters: what they hold, and that every mistake is told with its file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from profile_lib.edition import Edition, load_edition, newest, years
from profile_lib.errors import InputError, Problem
from profile_lib.figures import Period

Edit = Callable[[str, str, str], int]


def problems(parameters: Path, year: str = "2015") -> tuple[Problem, ...]:
    with pytest.raises(InputError) as refused:
        load_edition(year, parameters)
    return refused.value.problems


def test_2015(parameters: Path) -> None:
    edition = load_edition("2015", parameters)
    assert (edition.year, edition.area.name, edition.area.code) == ("2015", "Wiltshire", "E06000054")
    assert edition.periods["missing"] == Period(date(2015, 1, 1), date(2015, 11, 30))
    assert edition.periods["cse"] == Period(date(2015, 1, 1), date(2015, 12, 31))
    assert (edition.compare_with, edition.as_at) == ("2014", date(2016, 3, 31))
    assert edition.unit_costs["police_low"].amount == Decimal("1325.44")
    assert edition.unit_costs["police_high"].amount == Decimal("2415.80")
    assert (edition.linkage.auto, edition.linkage.review) == (0.99, 0.05)
    days = {item.id: (item.on, item.until) for item in edition.breaks}
    assert days == {
        "absent-introduced-2013": (date(2013, 1, 1), date(2013, 12, 31)),
        "absent-redefined-2015": (date(2015, 3, 11), None),
        "flag-mandatory-2016": (date(2016, 4, 1), None),
        "absent-given-up-2017": (date(2017, 1, 1), date(2017, 12, 31)),
    }


def test_the_windows_of_2015(parameters: Path) -> None:
    assert load_edition("2015", parameters).windows == {
        "missing": Period(date(2015, 1, 1), date(2015, 11, 30)),
        "cse": Period(date(2015, 1, 1), date(2015, 12, 31)),
        "school": Period(date(2014, 9, 1), date(2015, 8, 31)),
    }


def test_themes_and_places_are_those_of_the_area(parameters: Path) -> None:
    edition = load_edition("2015", parameters)
    assert [*edition.themes] == ["drugs_alcohol", "social_media", "drug_networks"]
    assert "county lines" in edition.themes["drug_networks"].words
    assert len(set(edition.community_areas)) == len(edition.community_areas) == 20
    assert {"Trowbridge", "Westbury", "Chippenham"} < {*edition.community_areas}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  social_media:", "  social_medium:", "themes.social_medium"),
        (
            "    words: [\n      social media,",
            "    words: []\n    near: [\n      social media,",
            "social_media",
        ),
        ("    label: social media", "    label: 7", "themes.social_media.label: should be text"),
    ],
)
def test_a_theme_is_one_that_is_known_and_has_words(
    parameters: Path, old: str, new: str, message: str
) -> None:
    base = parameters / "base.yaml"
    text = base.read_text(encoding="utf-8")
    assert text.count(old) == 1
    base.write_text(text.replace(old, new), encoding="utf-8")
    found = problems(parameters)
    assert any(message in item.message for item in found)
    assert {item.file for item in found} == {"base.yaml"}


def test_every_theme_has_words(parameters: Path) -> None:
    base = parameters / "base.yaml"
    text = base.read_text(encoding="utf-8")
    start, end = text.index("  drug_networks:"), text.index("# The public edition")
    base.write_text(text[:start] + text[end:], encoding="utf-8")
    (found,) = problems(parameters)
    assert (found.message, found.file) == ("themes: no words for: drug_networks", "base.yaml")


def test_2014_is_what_differs_from_the_base(parameters: Path) -> None:
    edition, other = load_edition("2014", parameters), load_edition("2015", parameters)
    assert edition.compare_with is None
    assert edition.periods["missing"] == Period(date(2014, 1, 1), date(2014, 12, 31))
    assert edition.unit_costs == other.unit_costs
    assert edition.sha256 != other.sha256


def test_a_year_overrides_one_key_of_a_mapping_and_keeps_the_rest(parameters: Path, edit: Edit) -> None:
    edit("2015.yaml", "as_at:", "linkage: {review: 0.1}\nas_at:")
    edition = load_edition("2015", parameters)
    assert (edition.linkage.review, edition.linkage.auto) == (0.1, 0.99)
    assert load_edition("2014", parameters).linkage.review == 0.05


def test_years(parameters: Path) -> None:
    (parameters / "notes.yaml").write_text("a: 1\n")
    (parameters / "20155.yaml").write_text("a: 1\n")
    assert years(parameters) == ["2013", "2014", "2015", "2016"]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "meant"),
    [
        ("2015.yaml", "as_at:", "as_att:", "as_att", "Did you mean 'as_at'?"),
        ("2015.yaml", "missing: [", "mising: [", "periods.mising", "Did you mean 'missing'?"),
        (
            "base.yaml",
            "expected_overlap:",
            "expected_overlp:",
            "linkage.expected_overlp",
            "'expected_overlap'",
        ),
        (
            "base.yaml",
            "police_high:\n",
            "police_hihg:\n",
            "unit_costs.police_hihg",
            "Did you mean 'police_high'?",
        ),
        ("base.yaml", 'phone: "999"', 'fone: "999"', "contacts.0.fone", "Did you mean 'phone'?"),
        ("base.yaml", "area: {name:", "area: {county: x, name:", "area.county", "Known here: code, name"),
        ("base.yaml", "synthetic:", "qqq: 1\nsynthetic:", "qqq", "Known here: already_published, area"),
        ("base.yaml", "synthetic:", "year: 2015\nsynthetic:", "year", "Remove it"),
        ("2015.yaml", "as_at:", "folder: .\nas_at:", "folder", "Remove it"),
    ],
)
def test_an_unknown_key(
    parameters: Path, edit: Edit, file: str, old: str, new: str, key: str, meant: str
) -> None:
    line = edit(file, old, new)
    (found,) = [item for item in problems(parameters) if "unknown key" in item.message]
    assert found.message == f"unknown key {key!r}"
    assert (found.file, found.line) == (file, line)
    assert found.todo is not None
    assert meant in found.todo


@pytest.mark.parametrize(
    ("file", "old", "new", "message", "named"),
    [
        ("2015.yaml", "as_at: 2016-03-31\n", "", "as_at is missing", "2015.yaml"),
        ("base.yaml", ", code: E06000054", "", "area.code is missing", "base.yaml"),
        ("base.yaml", "  auto: 0.99 ", "# ", "linkage.auto is missing", "base.yaml"),
        ("2015.yaml", ", missing: [2015-01-01, 2015-11-30]", "", "no period for: missing", "2015.yaml"),
    ],
)
def test_a_missing_key(
    parameters: Path, edit: Edit, file: str, old: str, new: str, message: str, named: str
) -> None:
    edit(file, old, new)
    (found,) = problems(parameters)
    assert (found.message, found.file) == (message, named)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("base.yaml", "auto: 0.99 ", 'auto: "0.99" ', "linkage.auto: should be a number"),
        ("base.yaml", "auto: 0.99 ", "auto: 99 ", "linkage.auto: should be less than 1"),
        ("base.yaml", "auto: 0.99 ", "auto: .nan ", "linkage.auto: should be less than 1"),
        ("base.yaml", "synthetic: true", 'synthetic: "yes"', "synthetic: should be true or false"),
        (
            "base.yaml",
            'phone: "999"',
            "phone: 999",
            "contacts.0.phone: should be text; a number is written in",
        ),
        ("base.yaml", "affects: [cse.offence*,", "affects: cse.offence* #", "affects: should be a list"),
        ("base.yaml", "rules: {} ", "rules: {x: ignore} ", "rules.x: should be 'fault', 'scope' or 'notice'"),
        ("base.yaml", "area: {name: Wiltshire, code: E06000054}", "area: Wiltshire", "area: should be keys"),
        (
            "base.yaml",
            "area: {name: Wiltshire, code: E06000054}",
            "area:",
            "area: should be keys with values",
        ),
        ("base.yaml", "name: Wiltshire", 'name: " "', "area.name: must say something"),
        ("2015.yaml", "as_at: 2016-03-31", "as_at: soon", "as_at: should be a date, such as 2016-03-31"),
        ("2015.yaml", "as_at: 2016-03-31", "as_at: 2016-03-31 10:00:00", "as_at: should be a date"),
        ("2015.yaml", "compare_with: 2014", "compare_with: 20145", "compare_with: should be four digits"),
        ("2015.yaml", "[2015-01-01, 2015-11-30]", "[2015-01-01]", "periods.missing: a period is two dates"),
        (
            "2015.yaml",
            "[2015-01-01, 2015-11-30]",
            '[2015-01-01, "x"]',
            "periods.missing: a period is two dates",
        ),
    ],
)
def test_a_wrong_type(parameters: Path, edit: Edit, file: str, old: str, new: str, message: str) -> None:
    line = edit(file, old, new)
    (found,) = problems(parameters)
    assert message in found.message
    assert (found.file, found.line) == (file, line)


@pytest.mark.parametrize(
    "written", ["1325.44", "1325", '"1,325.44"', '"£1325.44"', '"-1.00"', '"NaN"', '"1_325"']
)
def test_money_is_written_in_quotes_and_plainly(parameters: Path, edit: Edit, written: str) -> None:
    line = edit("base.yaml", '"1325.44"', written)
    (found,) = problems(parameters)
    assert found.message.startswith("unit_costs.police_low.amount: an amount of money is")
    assert (found.file, found.line) == ("base.yaml", line)


def test_a_period_that_ends_before_it_starts(parameters: Path, edit: Edit) -> None:
    line = edit("2015.yaml", "2015-11-30", "2014-11-30")
    (found,) = problems(parameters)
    assert found.message == "periods.missing: the period ends (2014-11-30) before it starts (2015-01-01)"
    assert (found.file, found.line) == ("2015.yaml", line)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("2015.yaml", "as_at: 2016-03-31", "as_at: 2015-12-30", "before its period ends (2015-12-31)"),
        ("2015.yaml", "2015-11-30", "2016-11-30", "the period of missing ends in 2016, not in 2015"),
        ("2015.yaml", "compare_with: 2014", "compare_with: 2015", "2015 is not before 2015"),
        ("2015.yaml", "compare_with: 2014", "compare_with: 2016", "2016 is not before 2015"),
        ("2015.yaml", "compare_with: 2014", "compare_with: 2012", "there is no 2012.yaml to compare with"),
        ("base.yaml", "review: 0.05 ", "review: 0.99 ", "the review threshold must lie below"),
        ("base.yaml", "affects: [cse.offence*,", "affects: [cse.ofence*,", "ofence*' is nothing that"),
        ("base.yaml", "until: 2013-12-31", "until: 2012-12-31", "2012-12-31 is before 2013-01-01"),
    ],
)
def test_what_does_not_fit_together(
    parameters: Path, edit: Edit, file: str, old: str, new: str, message: str
) -> None:
    line = edit(file, old, new)
    found = next(item for item in problems(parameters) if message in item.message)
    assert (found.file, found.line) == (file, line)


def test_every_problem_is_told_and_not_only_the_first(parameters: Path, edit: Edit) -> None:
    edit("2015.yaml", "as_at: 2016-03-31", "as_at: soon")
    edit("base.yaml", "auto: 0.99 ", "auto: 2 ")
    edit("base.yaml", "synthetic: true", "synthetic: perhaps")
    assert {item.message.split(":")[0] for item in problems(parameters)} == {
        "as_at",
        "linkage.auto",
        "synthetic",
    }


def test_a_long_value_is_cut_short(parameters: Path, edit: Edit) -> None:
    edit("2015.yaml", "as_at: 2016-03-31", f"as_at: {'x' * 500}")
    (found,) = problems(parameters)
    assert found.found is not None
    assert len(found.found) == 60


@pytest.mark.parametrize("year", ["../x", "15", "2015.yaml", "2015\n", "", "２０１５"])
def test_what_is_not_a_year(parameters: Path, year: str) -> None:
    (found,) = problems(parameters, year)
    assert found.message == "not a year"


def test_a_year_with_no_file(parameters: Path) -> None:
    (found,) = problems(parameters, "2017")
    assert (found.message, found.file, found.expected) == (
        "there is no edition 2017",
        "2017.yaml",
        "one of: 2013, 2014, 2015, 2016",
    )
    assert found.todo is not None
    assert "new 2017" in found.todo


def test_no_base(parameters: Path) -> None:
    (parameters / "base.yaml").unlink()
    (found,) = problems(parameters)
    assert (found.file, found.message) == ("base.yaml", "is missing")


@pytest.mark.parametrize("content", [b"as_at: &x 2016-03-31\n", b"as_at: !!str x\n", b"as_at: 1\nas_at: 2\n"])
def test_what_yaml_may_not_do_here(parameters: Path, content: bytes) -> None:
    (parameters / "2015.yaml").write_bytes(content)
    (found,) = problems(parameters)
    assert (found.file, found.line) == ("2015.yaml", content.count(b"\n"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("not-cash:", "not-cas:", "not-cash"),
        ("An estimate of officer time, not of cash.", "An estimate of 37 officers.", "the number '37'"),
        ("url: http://www.stop-cse.org/saysomething", "url: javascript:alert(1)", "a link begins with"),
    ],
)
def test_published_words_are_checked_when_they_are_read(
    parameters: Path, old: str, new: str, said: str
) -> None:
    base = parameters / "base.yaml"
    text = base.read_text(encoding="utf-8")
    assert old in text
    base.write_text(text.replace(old, new), encoding="utf-8")
    found = problems(parameters)
    assert all(item.file == "base.yaml" and item.line for item in found)
    assert any(said in str(item) for item in found)


def test_words_belong_to_a_chapter(parameters: Path) -> None:
    year = parameters / "2015.yaml"
    text = year.read_text(encoding="utf-8")
    assert "  context: >-" in text
    year.write_text(text.replace("  context: >-", "  contxt: >-"), encoding="utf-8")
    (found,) = problems(parameters)
    assert (found.file, "context" in str(found)) == ("2015.yaml", True)


def test_the_newest_year_that_has_extracts(parameters: Path, tmp_path: Path) -> None:
    assert newest(parameters) == "2016"  # none has extracts: the newest sample
    (tmp_path / "data" / "2014").mkdir(parents=True)
    assert newest(parameters) == "2014"
    (tmp_path / "partners" / "2015").mkdir(parents=True)
    assert newest(parameters, tmp_path / "partners") == "2015"


def test_no_year_has_extracts_and_none_is_a_sample(parameters: Path, edit: Edit) -> None:
    edit("base.yaml", "synthetic: true", "synthetic: false")
    with pytest.raises(InputError, match="no edition has extracts"):
        newest(parameters)


def test_an_edition_cannot_be_changed(parameters: Path) -> None:
    edition: Edition = load_edition("2015", parameters)
    with pytest.raises(ValueError, match="frozen"):
        edition.year = "2016"  # type: ignore[misc]


def test_a_layout_of_the_partnerships_own_is_a_parameter(parameters: Path, edit: Edit) -> None:
    before = load_edition("2015", parameters).sha256
    edit("2015.yaml", "../data/2015", "../data/2015, layouts: {looked_after: ours.yaml}")
    named = load_edition("2015", parameters).sha256
    (parameters / "ours.yaml").write_text("extract: looked_after\n")
    assert len({before, named, load_edition("2015", parameters).sha256}) == 3
