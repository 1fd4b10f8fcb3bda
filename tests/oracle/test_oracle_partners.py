"""The oracle on reports, children at risk, absence and disruption, counted by hand."""

from __future__ import annotations

import pytest
from by_hand import NAMES, REGISTER, Partners, only
from oracle import is_beyond

from profile_lib.edition import load_edition


def test_matters_join_reports_of_one_child_or_one_operation(partners: Partners) -> None:
    found = partners.figures(
        {
            "intelligence": """
report_ref,received_on,community_area,grading,tags,text,subject_ref,operation_ref,submitting_unit
1,2015-01-31,Calne,B24,,,ann,,X
2,2015-02-01,Calne; Wilton,B21,drugs,,bob,OP1,X
3,2015-02-01,Wilton,B21,drugs;county lines,,,OP1,X
4,2015-02-01,,B21,facebook,,ann,,X
5,2015-03-01,Mere;Calne,B21,,Seen in the town.,,,X
6,2015-03-01,Calne,B21,,,,,X
7,2015-03-01,Mere,B21,gifts,,,,Y
8,2015-03-01,,B21,,A car was seen.,,,
9,2015-03-01,Calne,B21,,,ann,,X
10,2016-01-01,Calne,B21,drugs,,cat,,X
"""
        }
    )
    assert only(found, "cse.reports") == {  # the first is restricted, the last not of the year
        "": 8,
        "month=2015-02": 3,
        "month=2015-03": 5,
        "community_area=Calne": 4,
        "community_area=Wilton": 2,
        "community_area=Mere": 2,
        "community_area=U": 2,
        "drugs_alcohol_found_by=tag": 2,
        "drugs_alcohol_found_by=no": 4,
        "drugs_alcohol_found_by=U": 2,
        "social_media_found_by=tag": 1,
        "social_media_found_by=no": 5,
        "social_media_found_by=U": 2,
        "drug_networks_found_by=tag": 1,
        "drug_networks_found_by=no": 5,
        "drug_networks_found_by=U": 2,
        "source_grade=5x5x5 B": 8,
        "information_grade=5x5x5 2": 8,
    }
    assert only(found, "cse.report_subjects") == {
        "": 2,
        "community_area=Calne": 2,
        "community_area=Wilton": 1,
        "community_area=U": 1,
    }
    # ann: 4, 9; bob and OP1: 2, 3; X in Calne: 5, 6; X in Mere: 5; Y in Mere: 7; nobody in no place: 8
    assert only(found, "cse.report_matters") == {
        "": 6,
        "community_area=Calne": 3,
        "community_area=Wilton": 1,
        "community_area=Mere": 2,
        "community_area=U": 2,
    }
    assert found["cse.reports_drugs_alcohol_share"] == 2 / 6  # of the other two there is nothing to read
    assert found["cse.reports_social_media_share"] == 1 / 6
    assert found["cse.reports_drug_networks"] == 1
    assert found["cse.hotspots"] == []


def test_no_report_that_can_be_read_says_nothing_of_networks(partners: Partners) -> None:
    head = "report_ref,received_on,community_area,grading,text\n"
    unread = partners.figures({"intelligence": head + "1,2015-01-01,Calne,B21,"})
    assert unread["cse.reports"] == 1 and unread["cse.reports_drug_networks"] is None
    read = partners.figures({"intelligence": head + "1,2015-01-01,Calne,B21,\n2,2015-01-01,Calne,B21,A car."})
    assert read["cse.reports_drug_networks"] == 0


def test_a_hot_place_has_more_matters_than_the_others_spread(partners: Partners) -> None:
    # Twenty areas with 4 matters each, but for Calne 25 and Mere 25 of two people
    areas = load_edition("2015", partners.parameters).community_areas
    lines, number = [], 0
    for area in areas:
        for place in range(25 if area in ("Calne", "Mere") else 4):
            number += 1
            subject = f"s{number}" if area != "Mere" or place < 2 else ""
            lines.append(f"{number},2015-01-01,{area},B21,{subject},{'' if subject else f'OP{number}'}")
    found = partners.figures(
        {
            "intelligence": "report_ref,received_on,community_area,grading,subject_ref,operation_ref\n"
            + "\n".join(lines)
        }
    )
    assert found["cse.report_matters[community_area=Mere]"] == 25
    assert found["cse.hotspots"] == ["Calne"]


def test_the_limit_of_the_funnel() -> None:
    # roots of nine 4s are all 2: no more spread than chance, whose standard deviation is a half
    limit = (2 + 3.0902 / 2) ** 2  # 12.57
    assert not is_beyond(12, [4] * 9) and is_beyond(13, [4] * 9) and 12 < limit < 13
    # 1 and 9 in equal parts: a mean root of 2, a variance of 10/9
    assert not is_beyond(27, [1, 9] * 5) and is_beyond(28, [1, 9] * 5)


def test_children_at_risk_are_identified_or_open_in_the_period(partners: Partners) -> None:
    found = partners.figures({"at_risk_register": REGISTER})
    assert only(found, "cse.at_risk_children") == {  # ann, dan, eve and gus
        "": 4,
        "sex=F": 2,
        "sex=M": 1,
        "sex=U": 1,
        "age_identified=0-11": 1,  # eve, in February
        "age_identified=14-15": 1,
        "age_identified=16-17": 1,
        "age_identified=U": 1,
        **{f"{name}=U": 4 for name in ("register_level", "referral_source", "ethnicity")},
        **{f"{name}=U": 4 for name in ("disability", "send")},
        "identified_again=yes": 1,  # eve in May, after a case that was closed in March
        "identified_again=no": 3,
    }
    assert found["cse.at_risk_female_share"] == 2 / 3 and found["cse.at_risk_male_share"] == 1 / 3
    assert found["cse.at_risk_disability_share"] is None and found["cse.at_risk_again_share"] == 1 / 4
    assert only(found, "cse.at_risk_closed") == {"": 2, "register_outcome=U": 2}  # bob and eve
    # cat's case was closed on 31 December 2014: the day before ann, a year before dan
    assert found["cse.at_risk_look_back"] == [1, 365]
    # of three that were open for 28 days eve's was closed then, the others never
    assert found["cse.at_risk_days_median"] is None
    assert found["cse.at_risk_open"] == 6  # and bob for a day, and fay
    assert found["cse.at_risk_open_at_end"] == 4  # neither bob nor eve, whose case was closed that day
    assert found["missing.at_risk_children"] is None


def test_absence_of_those_at_risk_against_all_others(partners: Partners) -> None:
    found = partners.figures(
        {
            "at_risk_register": REGISTER,
            "school_absence": f"""
pupil_ref,{NAMES},academic_year,sessions_possible,sessions_unauthorised
ann,Lee,Ann,2001-01-01,F,2014/15,300,29
eve,Lee,Eve,2003-03-01,F,2014/15,100,9
eve,Lee,Eve,2003-03-01,F,2014/15,90,10
eve,Lee,Eve,2003-03-01,F,2013/14,300,0
gus,Lee,Gus,1998-08-31,M,2014/15,300,300
dan,Lee,Dan,,M,2014/15,300,300
zoe,Lee,Zoe,2001-01-01,F,2014/15,300,300
""",
            "school_absence_totals": """
academic_year,age,sex,pupils,sessions_possible,sessions_unauthorised,pupils_10pct
2014/15,4,F,100,9,0,90
2014/15,5,F,100,9,0,10
2014/15,15,M,52,9,0,3
2014/15,16,M,100,9,0,50
2013/14,15,M,100,9,0,50
""",
        }
    )
    # ann and eve, who missed 19 of 190; gus was 16 on 31 August 2014, and dan's age is not known
    assert found["absence.at_risk_share"] == 1 / 2
    assert found["absence.other_share"] == (13 - 1) / (152 - 2)
    assert found["absence.at_risk_ratio"] == pytest.approx(6.25)


def test_totals_that_do_not_hold_their_part_say_nothing_of_others(partners: Partners) -> None:
    pupils = f"""
pupil_ref,{NAMES},academic_year,sessions_possible,sessions_unauthorised
ann,Lee,Ann,2001-01-01,F,2014/15,300,30
eve,Lee,Eve,2003-03-01,F,2014/15,300,0
"""
    for number, missed, share in ((2, 1, None), (9, 0, None), (9, 1, 0.0), (10, 3, 2 / 8), (4, 4, None)):
        totals = "academic_year,age,sex,pupils,sessions_possible,sessions_unauthorised,pupils_10pct\n"
        totals += f"2014/15,13,F,{number},9,0,{missed}"
        found = partners.figures(
            {"at_risk_register": REGISTER, "school_absence": pupils, "school_absence_totals": totals}
        )
        assert found["absence.at_risk_share"] == 1 / 2 and found["absence.other_share"] == share
        assert found["absence.at_risk_ratio"] == ((share and 0.5 / share) or None)


def test_reports_by_how_a_theme_was_found_and_by_two_scales(partners: Partners) -> None:
    found = partners.figures(
        {
            "intelligence": """
report_ref,received_on,community_area,grading,tags,text
1,2015-02-01,Calne,b-1 3,drugs,Offered vodka.
2,2015-02-01,Calne,E52,gifts,Offered vodka.
3,2015-02-01,Calne,1AP,,Seen on Facebook.
4,2015-02-01,Calne,2CP,,No mention of drugs.
5,2015-02-01,Calne,,,
"""
        }
    )
    cells = only(found, "cse.reports")
    assert {key: cell for key, cell in cells.items() if "found_by" in key} == {
        "drugs_alcohol_found_by=tag": 1,
        "drugs_alcohol_found_by=text": 1,
        "drugs_alcohol_found_by=no": 2,
        "drugs_alcohol_found_by=U": 1,
        "social_media_found_by=text": 1,
        "social_media_found_by=no": 3,
        "social_media_found_by=U": 1,
        "drug_networks_found_by=no": 4,
        "drug_networks_found_by=U": 1,
    }
    assert {key: cell for key, cell in cells.items() if "grade" in key} == {
        **{f"source_grade={sign}": 1 for sign in ("5x5x5 B", "5x5x5 E", "3x5x2 1", "3x5x2 2", "U")},
        **{f"information_grade={sign}": 1 for sign in ("5x5x5 1", "5x5x5 5", "3x5x2 A", "3x5x2 C", "U")},
    }


def test_the_register_in_the_words_of_three_children_or_more(partners: Partners) -> None:
    rows = [
        "a,1,2015-02-01,2015-02-11,High,School,White British,yes,plan,Stepped down",
        "b,1,2015-02-01,2015-03-03,high,school,Asian,no,none,stepped down",
        "c,1,2015-02-01,2015-04-02,HIGH,police,,unknown,support,stepped down ",
        "d,1,2015-02-01,2015-05-02,low,school,Mixed,no,,moved",
        "e,1,2015-02-01,,,,Arab,no,None,",
    ]
    head = f"child_ref,{NAMES},identified_on,closed_on,risk_level,referral_source,ethnicity_self"
    head += ",disability,send,outcome"
    lines = [row.replace(",1,", f",Lee,{row[0].upper()}m,2001-01-01,F,", 1) for row in rows]
    found = partners.figures({"at_risk_register": "\n".join([head, *lines])})
    cells = only(found, "cse.at_risk_children")
    assert (cells["register_level=high"], cells["register_level=other"], cells["register_level=U"]) == (
        3,
        1,
        1,
    )
    assert (cells["referral_source=school"], cells["referral_source=other"]) == (3, 1)
    assert [cells[f"ethnicity={name}"] for name in ("white", "asian", "mixed", "other", "U")] == [1] * 5
    assert found["cse.at_risk_disability_share"] == 1 / 4 and found["cse.at_risk_send_share"] == 2 / 4
    closed = only(found, "cse.at_risk_closed")
    assert closed == {"": 4, "register_outcome=stepped down": 3, "register_outcome=other": 1}
    # closed after 10, 30, 60 and 90 days, one open still: of five a quarter after 30, three quarters after 90
    assert found["cse.at_risk_days_median"] == [60, 60]
    assert found["cse.at_risk_days_middle_half"] == [30, 90]
    assert found["cse.at_risk_look_back"] == [31, 31]  # nothing closed before the year: from its first day


def test_absence_beside_pupils_of_the_same_age_and_sex(partners: Partners) -> None:
    found = partners.figures(
        {
            "at_risk_register": REGISTER.replace(
                "eve,Lee,Eve,2003-03-01,U,2015-02-01,2015-03-01\n", ""
            ).replace("2015-05-01,2015-12-31", "2015-10-01,2015-12-31"),
            "school_absence": f"""
pupil_ref,{NAMES},academic_year,sessions_possible,sessions_unauthorised
ann,Lee,Ann,2001-01-01,F,2014/15,300,30
eve,Lee,Eve,2003-03-01,F,2014/15,300,30
""",
            "school_absence_totals": """
academic_year,age,sex,pupils,sessions_possible,sessions_unauthorised,pupils_10pct
2014/15,13,F,11,9,0,3
2014/15,11,F,101,9,0,2
2014/15,13,M,50,9,0,50
""",
        }
    )
    # of others 2 of 10 and 1 of 100; eve was identified after the school year, ann in January
    assert found["absence.at_risk_standardised_ratio"] == pytest.approx(2 / (2 / 10 + 1 / 100))
    assert found["absence.before_identification_share"] == 1
    assert found["absence.before_identification_standardised_ratio"] == pytest.approx(100)


def test_a_power_and_an_agency_that_occur(partners: Partners) -> None:
    found = partners.figures(
        {
            "disruptions": """
action_ref,applied_on,power,agency
1,2015-01-01,warning letter,Police
2,2015-12-31,eviction,
3,2015-06-01,,Police
4,2016-01-01,closure notice,Council
"""
        }
    )
    assert only(found, "disruption.actions") == {
        "": 3,
        "power=warning letter": 1,
        "power=eviction": 1,
        "power=U": 1,
        "agency=Police": 2,
        "agency=U": 1,
        "agency=Police,power=warning letter": 1,
        "agency=Police,power=U": 1,
        "agency=U,power=eviction": 1,
        "action_outcome=U": 3,
        "action_outcome=U,agency=Police": 2,
        "action_outcome=U,agency=U": 1,
    }
    assert found["disruption.actions[agency=U,power=U]"] == 0
    assert not any("Council" in key for key in found)
