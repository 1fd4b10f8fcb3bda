"""The oracle itself, on rows so few that every figure can be counted on one's fingers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from oracle import Value, is_beyond, oracle

from profile_lib.edition import load_edition
from profile_lib.intake import read_extracts

NAMES = "surname,forename,date_of_birth,sex"


@dataclass(frozen=True)
class Partners:
    """Small extracts of 2015 in a folder of their own; a reference is a child, whatever the system."""

    folder: Path
    parameters: Path

    def figures(self, extracts: Mapping[str, str]) -> dict[str, Value]:
        """The oracle's figures of extracts given as text, a row a line."""
        for name, text in extracts.items():
            (self.folder / f"{name}.csv").write_text(text.strip() + "\n", encoding="utf-8")
        edition = load_edition("2015", self.parameters)
        read = read_extracts(self.folder, edition)
        refs = [
            (name, ref)
            for name, extract in read.items()
            for column in (
                "person_ref",
                "child_ref",
                "pupil_ref",
                "subject_ref",
                "person_ref_a",
                "person_ref_b",
            )
            if column in extract.rows
            for ref in extract.rows[column].dropna()
        ]
        keys = pd.DataFrame(refs, columns=["source", "ref"]).drop_duplicates()
        return oracle(edition, read, keys.assign(child="child " + keys["ref"].astype("str")))


@pytest.fixture
def partners(tmp_path: Path, root: Path) -> Partners:
    folder = tmp_path / "extracts"
    folder.mkdir()
    return Partners(folder, root / "parameters")


def only(figures: Mapping[str, Value], id: str) -> dict[str, Value]:
    """The cells of a figure that are not zero, and the whole, by what narrows them."""
    return {
        key.removeprefix(id).strip("[]"): value
        for key, value in figures.items()
        if (key == id or key.startswith(f"{id}[")) and (value != 0 or key == id)
    }


EPISODES = f"""
episode_ref,person_ref,{NAMES},category,missing_from,returned_at,police_care_marker
1,ann,Lee,Ann,2001-03-04,F,absent,2014-12-31 23:30,2015-01-01 01:00,yes
2,ann,Lee,Ann,2001-03-04,F,missing,2015-01-01 02:00,2015-01-01 09:00,yes
3,ann,Lee,Ann,2001-03-04,F,absent,2015-03-03 10:00,2015-03-03 20:00,no
4,ann,Lee,Ann,2001-03-04,F,missing,2015-03-03 21:00,2015-03-04 08:00,yes
5,ann,Lee,Ann,2001-03-04,F,absent,2015-03-04 09:01,2015-03-04 10:00,yes
6,bob,May,Bob,2001-05-06,M,absent,2015-03-05,2015-03-07,
7,bob,May,Bob,2001-05-06,U,absent,2015-03-06,2015-03-06,
8,bob,May,Bob,2001-05-06,M,absent,2015-03-07,,
9,cat,Orr,Cat,1997-04-02,U,absent,2015-04-01 12:00,,
10,cat,Orr,Cat,1997-04-02,U,absent,2015-04-02 12:00,2015-04-02 13:00,
11,dan,Poe,Dan,,X,missing,2015-11-30 23:59,2015-12-02 01:00,yes
12,dan,Poe,Dan,,X,missing,2015-12-02 01:30,2015-12-02 03:00,yes
13,eve,Row,Eve,2005-11-30,F,absent,2015-11-29 12:00,2015-11-29 13:00,no
14,eve,Row,Eve,2005-11-30,F,missing,2015-12-01 12:00,2015-12-01 13:00,no
"""


def test_episodes_are_merged_then_kept_if_they_start_in_the_window_under_18(partners: Partners) -> None:
    found = partners.figures({"missing_episodes": EPISODES})
    # ann: the first two rows start in 2014; 3 and 4 are one, 5 is another. bob: 6 and 7 are one, 8 another.
    # cat: 9, and by 10 she is 18. dan: 11 and 12 are one, in November. eve: 13.
    assert only(found, "missing.episodes") == {
        "": 7,
        "category=missing": 2,
        "category=absent": 5,
        "month=2015-03": 4,
        "month=2015-04": 1,
        "month=2015-11": 2,
        "category=missing,month=2015-03": 1,
        "category=absent,month=2015-03": 3,
        "category=absent,month=2015-04": 1,
        "category=missing,month=2015-11": 1,
        "category=absent,month=2015-11": 1,
        "repeats=1": 3,
        "repeats=2": 4,
        # the marker of an episode is that of its first row
        "police_marker=no": 2,
        "police_marker=yes": 2,
        "police_marker=U": 3,
        "care_source=police_marker": 2,
        "care_source=none": 5,
        "care_source=police_marker,police_marker=yes": 2,
        "care_source=none,police_marker=no": 2,
        "care_source=none,police_marker=U": 3,
    }
    assert only(found, "missing.children") == {
        "": 5,
        "category=missing": 2,
        "category=absent": 4,
        "month=2015-03": 2,
        "month=2015-04": 1,
        "month=2015-11": 2,
        "age_band=0-9": 1,
        "age_band=13-14": 2,
        "age_band=17": 1,
        "age_band=U": 1,
        "sex=F": 2,
        "sex=M": 1,
        "sex=X": 1,
        "sex=U": 1,
        "repeats=1": 3,
        "repeats=2": 2,
        "care_source=police_marker": 2,
        "care_source=none": 4,
    }
    assert found["missing.female_share"] == 2 / 4  # and one of five, 20%, is not recorded
    assert found["missing.female_episodes_per_child"] == 3 / 2
    assert found["missing.male_episodes_per_child"] == 2
    assert found["missing.in_care_share"] == 2 / 5 and found["missing.in_care_episode_share"] == 2 / 7
    assert found["missing.children_per_1000"] == pytest.approx(5 / 102.783)
    assert found["cost.police_low"] == "9278.08" and found["cost.police_high"] == "16910.60"
    assert found["cost.police_low_missing_only"] == "2650.88"
    assert found["missing.cse_children"] is None and found["cse.offences"] is None
    assert "missing.episodes[month=2015-12]" not in found and "cse.offences[gang=U]" not in found


def test_who_was_born_on_29_february_completes_a_year_on_1_march(partners: Partners) -> None:
    found = partners.figures(
        {
            "missing_episodes": f"""
episode_ref,person_ref,{NAMES},category,missing_from
1,ann,Lee,Ann,2000-02-29,F,missing,2015-02-28 23:00
2,bea,Lee,Bea,2000-02-29,F,missing,2015-03-01 00:00
"""
        }
    )
    assert found["missing.children[age_band=13-14]"] == found["missing.children[age_band=15-16]"] == 1


def test_care_is_known_from_the_first_source_that_has_the_day(partners: Partners) -> None:
    start = "2015-06-15 12:00,2015-06-15 13:00"
    episodes = "\n".join(
        f"{n},{ref},Lee,{ref.title()},2001-03-04,F,missing,{start},{marker}"
        for n, (ref, marker) in enumerate(
            [
                ("own", "no"),
                ("both", "no"),
                ("placed", "no"),
                ("marked", "yes"),
                ("short", "no"),
                ("ended", "no"),
            ]
        )
    )
    found = partners.figures(
        {
            "missing_episodes": f"episode_ref,person_ref,{NAMES},category,missing_from,"
            + f"returned_at,police_care_marker\n{episodes}",
            "looked_after": f"""
child_ref,{NAMES},from_date,to_date,legal_status
own,Lee,Own,2001-03-04,F,2015-01-01,2015-06-15,C1
both,Lee,Both,2001-03-04,F,2015-06-15,,C1
short,Lee,Short,2001-03-04,F,2015-01-01,,v4
ended,Lee,Ended,2001-03-04,F,2015-01-01,2015-06-14,C1
""",
            "placed_by_others": f"""
child_ref,{NAMES},from_date,to_date,responsible_authority
both,Lee,Both,2001-03-04,F,2015-01-01,,Swindon
placed,Lee,Placed,2001-03-04,F,2015-01-01,2015-06-15,Swindon
""",
        }
    )
    sources = ("looked_after", "placed_by_others", "police_marker", "none")
    assert [found[f"missing.children[care_source={source}]"] for source in sources] == [2, 1, 1, 2]
    assert found["missing.in_care_share"] == 4 / 6


@pytest.mark.parametrize(("unnamed", "share"), [(1, 2 / 2), (2, 0 / 2)])
def test_care_comes_from_the_marker_where_too_few_own_records_have_names(
    partners: Partners, unnamed: int, share: float
) -> None:
    spells = [f"c{n},Lee,{'' if n < unnamed else 'Ann'},2001-03-04,F,2015-01-01" for n in range(5)]
    found = partners.figures(
        {
            "missing_episodes": f"episode_ref,person_ref,{NAMES},category,missing_from,police_care_marker\n"
            "1,c3,Lee,Ann,2001-03-04,F,missing,2015-06-01 12:00,no\n"
            "2,c4,Lee,Ann,2001-03-04,F,missing,2015-06-01 12:00,",
            "looked_after": "\n".join([f"child_ref,{NAMES},from_date", *spells]),
        }
    )
    assert found["missing.in_care_share"] == share


OFFENCES = """
crime_ref,recorded_on,offence,community_area,cse_flag_recorded,cse_flag_reviewed,committed_from,committed_to,online,suspects_reported,gang_marker
A,2015-02-10,x,Calne,yes,,2014-02-10,,yes,1,no
B,2015-02-11,x,Calne,no,yes,2014-02-10,2014-02-12,no,,no
C,2015-03-01,x,Calne,yes,yes,,,,1,
D,2015-12-31,x,Calne,,yes,2015-12-01,2015-12-01,yes,0,
E,2015-05-05,x,Calne,yes,no,2015-05-01,,yes,5,yes
F,2015-06-06,x,Calne,,,2015-05-01,,yes,5,yes
G,2015-07-07,x,Calne,yes,,2015-07-01,,,,
H,2014-12-31,x,Calne,yes,,2014-12-01,,yes,5,yes
"""
PEOPLE = f"""
crime_ref,role,person_ref,{NAMES},nationality
A,victim,vic,Lee,Vic,2000-02-11,F,
A,suspect,sam,May,Sam,1996-02-11,M,Polish
A,charged,tom,May,Tom,1990-02-10,U,British
B,victim,vic,Lee,Vic,2000-02-11,F,
B,victim,wyn,Lee,Wyn,2000-02-11,F,
B,suspect,una,May,Una,,U, uk
B,suspect,,,,,,
C,victim,wyn,Lee,Wyn,2000-02-11,M,
C,convicted,sam,May,Sam,1996-02-11,M,english
D,suspect,sam,May,Sam,1996-02-12,F,english
E,suspect,zed,May,Zed,1996-02-12,M,english
G,victim,sam,May,Sam,2000-02-11,M,
"""
LINKS = """
person_ref_a,person_ref_b,kind,recorded_on
tom,sam,x,2015-01-01
sam,vic,x,2015-01-01
una,stranger,x,2015-01-01
una,sam,x,2016-01-01
"""


def test_offences_by_their_suspects_gang_marker_and_time(partners: Partners) -> None:
    found = partners.figures({"offences": OFFENCES, "offence_people": PEOPLE, "links": LINKS})
    # E was reviewed as no CSE, F never marked, H recorded the year before: A, B, C, D and G are left
    assert only(found, "cse.offences") == {
        "": 5,
        "month=2015-02": 2,
        "month=2015-03": 1,
        "month=2015-07": 1,
        "month=2015-12": 1,
        "suspects=group": 1,  # A: one reported, two identified
        "suspects=lone": 2,  # C; D: none reported, one identified
        "suspects=U": 2,  # B: nothing reported and one identified; G: nothing
        "gang=no": 2,
        "gang=U": 3,
        "recency=recent": 3,  # A: a year to the day is not more than 12 months; D, G
        "recency=non-recent": 1,
        "recency=U": 1,
        "online=yes": 2,
        "online=no": 1,
        "online=U": 2,
    }
    assert found["cse.lone_offence_share"] is None  # the number is not known of two in five
    assert found["cse.group_offences"] == 1 and found["cse.gang_offences"] == 0
    assert found["cse.gang_assessed_offences"] == 2 and found["cse.gang_not_assessed_offences"] == 3
    assert found["cse.offences_without_suspect"] == 1 and found["cse.offences_without_victim"] == 1


def test_offenders_are_people_and_not_rows(partners: Partners) -> None:
    found = partners.figures({"offences": OFFENCES, "offence_people": PEOPLE, "links": LINKS})
    assert only(found, "cse.offenders") == {
        "": 3,
        "sex=M": 1,  # sam, in three rows of four
        "sex=U": 2,
        "suspect_age=16-17": 1,  # sam on 10 February 2014, by the date of birth that most of his rows have
        "suspect_age=21-24": 1,
        "suspect_age=U": 1,
        "age_certainty=certain": 2,
        "age_certainty=U": 1,
        "nationality=british": 3,
    }
    assert found["cse.offender_mean_age"] is None  # the age is not known of one in three
    assert found["cse.offenders_british_share"] == 1
    assert found["cse.female_offenders"] == 0
    assert found["cse.repeat_offenders"] == found["cse.offenders_on_several_dates"] == 1  # sam
    assert found["cse.offenders_of_several_victims"] == 2  # sam, and una in one offence


def test_a_victim_is_as_old_as_at_the_first_offence(partners: Partners) -> None:
    found = partners.figures({"offences": OFFENCES, "offence_people": PEOPLE, "links": LINKS})
    assert only(found, "cse.victims") == {
        "": 3,
        "sex=F": 2,  # wyn is F once and M once: as the earlier row says
        "sex=M": 1,
        "victim_age=12-13": 1,  # vic: of two offences of a day A was recorded first, and has one day
        "victim_age=U": 2,  # wyn: B spans a birthday; sam in G, whom most rows make 19
        "age_certainty=certain": 1,
        "age_certainty=uncertain": 1,
        "age_certainty=U": 1,
    }
    assert only(found, "cse.repeat_victims") == {"": 2, "sex=F": 2}
    assert found["cse.repeat_victims_female"] == found["cse.victims_of_several_offenders"] == 2
    assert found["cse.victims_on_several_dates"] == 1  # vic's two offences have one day
    assert found["cse.victim_age_14_16_share"] is None


def test_offenders_are_linked_by_an_offence_by_a_victim_in_two_or_by_a_record(partners: Partners) -> None:
    found = partners.figures({"offences": OFFENCES, "offence_people": PEOPLE, "links": LINKS})
    # sam and tom in A; both to una over vic in A and B; una to sam over wyn in B and C too
    assert only(found, "cse.linked_offenders") == {
        "": 3,
        "linked_by=shared_offence": 2,
        "linked_by=shared_victim": 3,
    }
    assert found["cse.offenders_with_recorded_link"] == 2  # tom and sam
    assert found["cse.networks"] == 1
    without = {"offences": OFFENCES, "offence_people": PEOPLE}
    for name in ("offences", "offence_people", "links"):
        (partners.folder / f"{name}.csv").unlink()
    found = partners.figures(without)
    assert found["cse.linked_offenders"] == 3 and found["cse.networks"] is None


def test_ages_and_networks_of_several_offences(partners: Partners) -> None:
    # 12 to 17 on 1 March 2015, and one not known
    births = ("2002", "2001", "2000", "2000", "1999", "1998", "1998", "1997", "1997", "")
    refs = "abcdefghij"
    victims = [
        f"{crime},victim,v{crime if crime != 'c' else 'b'},,,{born and born + '-06-01'},F"
        for crime, born in zip(refs, births, strict=True)
    ]
    offenders = [
        "a,suspect,o1,,,1997-06-01,M",
        "a,suspect,o2,,,1994-06-01,M",
        "b,suspect,o2,,,1994-06-01,M",
        "c,suspect,o3,,,1992-03-02,M",
        "d,suspect,o4,,,,M",
        "e,suspect,o5,,,1992-03-01,M",
        "f,suspect,o6,,,1992-03-01,M",
    ]
    found = partners.figures(
        {
            "offences": "crime_ref,recorded_on,offence,community_area,cse_flag_recorded\n"
            + "\n".join(f"{ref},2015-03-01,x,Calne,yes" for ref in refs),
            "offence_people": "\n".join([f"crime_ref,role,person_ref,{NAMES}", *victims, *offenders]),
            "links": "person_ref_a,person_ref_b,kind,recorded_on\no5,o4,x,2014-01-01",
        }
    )
    # vb is in b and c, and 13 by the earlier row: 12, 13, 14, 15, 16, 16, 17, 17 and one not known
    assert found["cse.victims"] == 9 and found["cse.victims[age_certainty=certain]"] == 8
    assert found["cse.victim_age_middle_half"] == [13, 16]  # two of eight are 13 at most, and six 16
    assert found["cse.victim_age_14_16_share"] == 4 / 8
    # 17, 20, 22, 23 and 23: o3 has the birthday a day later
    assert found["cse.offender_mean_age"] == (17 + 20 + 22 + 23 + 23) / 5
    # o1, o2 (a); o2, o3 (vb in b and c); o4, o5 (recorded); o6 alone
    assert found["cse.networks"] == 2 and found["cse.linked_offenders"] == 3


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


REGISTER = f"""
child_ref,{NAMES},identified_on,closed_on
ann,Lee,Ann,2001-01-01,F,2015-01-01,
bob,Lee,Bob,2001-01-01,M,2014-12-31,2015-01-01
cat,Lee,Cat,2001-01-01,F,2014-06-01,2014-12-31
dan,Lee,Dan,,U,2015-12-31,
eve,Lee,Eve,2003-03-01,F,2015-05-01,2015-12-31
eve,Lee,Eve,2003-03-01,U,2015-02-01,2015-03-01
fay,Lee,Fay,2001-01-01,F,2014-05-01,2016-02-01
gus,Lee,Gus,1998-08-31,M,2015-06-06,
"""


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
    }
    assert found["cse.at_risk_female_share"] == 2 / 3
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
        assert found["absence.at_risk_ratio"] == (share and 0.5 / share or None)


def test_no_report_that_can_be_read_says_nothing_of_networks(partners: Partners) -> None:
    head = "report_ref,received_on,community_area,grading,text\n"
    unread = partners.figures({"intelligence": head + "1,2015-01-01,Calne,B21,"})
    assert unread["cse.reports"] == 1 and unread["cse.reports_drug_networks"] is None
    read = partners.figures({"intelligence": head + "1,2015-01-01,Calne,B21,\n2,2015-01-01,Calne,B21,A car."})
    assert read["cse.reports_drug_networks"] == 0


def test_missing_children_in_other_extracts(partners: Partners) -> None:
    episodes = "\n".join(
        f"{n},{ref},Lee,{ref.title()},2000-02-11,F,missing,2015-06-01 12:00"
        for n, ref in enumerate(["vic", "wyn", "sam", "ann", "bob", "joe"])
    )
    missing = f"episode_ref,person_ref,{NAMES},category,missing_from\n{episodes}"
    found = partners.figures(
        {
            "missing_episodes": missing,
            "offences": OFFENCES,
            "offence_people": PEOPLE,
            "at_risk_register": REGISTER,
        }
    )
    assert found["missing.cse_children"] == found["missing.cse_victims"] == 3
    assert found["missing.cse_offenders"] == 1
    assert found["missing.at_risk_children"] == 1  # ann; bob was identified the year before
    late = OFFENCES.replace("G,2015-07-07", "G,2015-12-07").replace("C,2015-03-01", "C,2015-12-01")
    late = late.replace("A,2015-02-10", "A,2015-12-02").replace("B,2015-02-11", "B,2015-12-03")
    found = partners.figures(
        {"missing_episodes": missing, "offences": late, "offence_people": PEOPLE.replace("G,", "A,")}
    )
    assert found["missing.cse_children"] == 3 and found["missing.cse_children_same_window"] == 0


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
    }
    assert found["disruption.actions[agency=U,power=U]"] == 0
    assert not any("Council" in key for key in found)


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
