"""Intelligence reports by hand: matters, themes and places."""

from __future__ import annotations

from made import cells, dataset, entry, report, value

from profile_lib.measures import intelligence

NOTHING_TO_READ = "no report has a tag or a text from which a theme could be told"


def test_reports_on_one_child_or_of_one_operation_are_one_matter() -> None:
    """Ann by two reports; Ann and an operation; Ben by that operation: one matter of four reports."""
    data = dataset(
        intelligence=[
            report("r1", subject="Ann"),
            report("r2", subject="Ann", operation="op1"),
            report("r3", operation="op1"),
            report("r4", subject="Ben", operation="op1"),
            report("r5", subject="Cara"),
        ]
    )
    matter = data.frames["reports"]["matter"].tolist()
    assert matter[0] == matter[1] == matter[2] == matter[3] != matter[4]
    told = entry(intelligence.report_matters(data))
    assert (told["value"], told["people"]) == (2, 3)
    assert value(intelligence.reports(data)) == 5
    assert value(intelligence.report_subjects(data)) == 3


def test_reports_on_nobody_are_one_matter_a_unit_and_place() -> None:
    data = dataset(
        intelligence=[
            report("r1", submitting_unit="North"),
            report("r2", submitting_unit="North"),
            report("r3", submitting_unit="North", area="Westbury"),
            report("r4", submitting_unit="South"),
            report("r5", submitting_unit="North", area="Westbury; Trowbridge"),
            report("r6", submitting_unit="North", area="Trowbridge;Westbury"),  # the same two places
            report("r7", subject="Ann", submitting_unit="North"),
            report("r8", submitting_unit="", area=""),
        ]
    )
    matter = data.frames["reports"]["matter"].tolist()
    assert matter[0] == matter[1]
    assert matter[4] == matter[5]
    # North in Trowbridge, North in Westbury, South in Trowbridge, Ann, and nobody's in no area
    assert value(intelligence.report_matters(data)) == 5
    assert cells(intelligence.report_matters(data, "community_area")) == {
        "": 5,
        "Trowbridge": 3,
        "Westbury": 1,
        "U": 1,
    }


def test_a_child_and_an_operation_of_one_name_are_two() -> None:
    data = dataset(intelligence=[report("r1", subject="Falcon"), report("r2", operation="Falcon")])
    assert value(intelligence.report_matters(data)) == 2


def test_a_report_of_two_places_is_in_both_and_is_one_report() -> None:
    data = dataset(
        intelligence=[
            report("r1", subject="Ann", area="Trowbridge; Westbury; Trowbridge"),
            report("r2", subject="Ann", area="Westbury"),
            report("r3", subject="Ben", area=""),
        ]
    )
    assert cells(intelligence.reports(data, "community_area")) == {
        "": 3,
        "Trowbridge": 1,
        "Westbury": 2,
        "U": 1,
    }
    assert cells(intelligence.report_matters(data, "community_area")) == {
        "": 2,
        "Trowbridge": 1,
        "Westbury": 1,
        "U": 1,
    }
    subjects = cells(intelligence.report_subjects(data, "community_area"))
    assert subjects == {"": 2, "Trowbridge": 1, "Westbury": 1, "U": 1}


def test_a_theme_by_a_tag_or_by_words() -> None:
    data = dataset(
        intelligence=[
            report("r1", subject="Ann", tags="alcohol"),
            report("r2", subject="Ann", text="Seen with cannabis and on Facebook"),
            report("r3", subject="Ben", text="No mention of drugs"),
            report("r4", subject="Cara", tags="facebook; alcohol"),
            report("r5", subject="Dan", grading="B25"),  # restricted: refused and not counted
        ]
    )
    share = entry(intelligence.reports_drugs_alcohol_share(data))
    assert (share["value"], share["numerator"], share["denominator"]) == (0.75, 3, 4)
    assert isinstance(share["interval"], dict)
    assert share["interval"]["method"] == "resampled matters"
    assert value(intelligence.reports_social_media_share(data)) == 0.5
    assert value(intelligence.reports_drug_networks(data)) == 0
    assert cells(intelligence.reports(data, "drugs_alcohol")) == {"": 4, "yes": 3, "no": 1}


def test_a_share_is_as_sure_as_its_matters_are_many() -> None:
    """Twenty reports of two matters, all of one of them on drugs: resampled, none or all."""
    rows = [report(f"r{n}", subject="Ann", tags="drugs") for n in range(10)]
    rows += [report(f"s{n}", subject="Ben", tags="travel") for n in range(10)]
    told = entry(intelligence.reports_drugs_alcohol_share(dataset(intelligence=rows)))
    assert isinstance(told["interval"], dict)
    assert (told["value"], told["interval"]["low"], told["interval"]["high"]) == (0.5, 0.0, 1.0)


def test_no_report_has_no_share_and_no_hotspot() -> None:
    data = dataset(intelligence=[])
    assert value(intelligence.reports_drugs_alcohol_share(data)) == NOTHING_TO_READ
    assert value(intelligence.hotspots(data)) == []
    assert value(intelligence.reports(data)) == 0


def test_a_report_without_tag_and_text_tells_no_theme() -> None:
    said = [report(f"r{n}", subject=f"a{n}", text="Seen near the station") for n in range(6)]
    said.append(report("r6", subject="b", tags="county lines"))
    silent = [report(f"s{n}", subject=f"c{n}") for n in range(3)]
    told = entry(intelligence.reports_drugs_alcohol_share(dataset(intelligence=said + silent)))
    assert (told["numerator"], told["denominator"], told["not_recorded"]) == (0, 7, 3)
    assert value(intelligence.reports_drug_networks(dataset(intelligence=said + silent))) == 1
    more = dataset(intelligence=[*said, *silent, report("s3", subject="c3")])
    assert value(intelligence.reports_drugs_alcohol_share(more)) == "4 of 11 reports are not recorded"
    assert cells(intelligence.reports(more, "drug_networks")) == {"": 11, "yes": 1, "no": 6, "U": 4}
    nothing = dataset(intelligence=silent)
    assert value(intelligence.reports_drug_networks(nothing)) == NOTHING_TO_READ
    assert value(intelligence.reports_social_media_share(nothing)) == NOTHING_TO_READ


def test_reports_that_did_not_come_are_not_none() -> None:
    data = dataset(disruptions=[])
    for measure in (intelligence.reports, intelligence.hotspots, intelligence.reports_drug_networks):
        assert value(measure(data)) == "the extract of intelligence did not come"


def test_a_hotspot_has_many_matters_of_five_subjects_in_a_place_of_the_area() -> None:
    hot = {"Trowbridge": 14, "Swindon": 16, "Calne": 4}  # Swindon is no place of the area, Calne has too few
    rows = [
        report(f"{area} {n}", subject=f"{area} {n}", area=area)
        for area, number in hot.items()
        for n in range(number)
    ]
    rows += [report(f"Mere {n}", subject="one", area="Mere") for n in range(40)]  # many reports, one matter
    rows += [report(f"Pewsey {n}", operation=f"op {n}", area="Pewsey") for n in range(15)]  # nobody named
    rows += [report(f"u{n}", subject=f"u{n}", area="") for n in range(30)]
    told = entry(intelligence.hotspots(dataset(intelligence=rows)))
    assert (told["value"], told["people"], told["kind"]) == (["Trowbridge"], 14, "list")
    assert told["base"] == (
        "separate matters in intelligence reports on CSE: reports on one child or one operation are one"
    )
