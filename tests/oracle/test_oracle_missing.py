"""The oracle on missing and absent episodes that can be counted by hand."""

from __future__ import annotations

import pytest
from by_hand import NAMES, OFFENCES, PEOPLE, REGISTER, Partners, only

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
        # ann: Tuesday for 22 hours, Wednesday for one; bob: Thursday and Saturday, without times; cat:
        # Wednesday at noon, open; dan: Monday for 27 hours; eve: Sunday for one
        "time_band=06-11": 2,
        "time_band=12-17": 2,
        "time_band=18-23": 1,
        "time_band=U": 2,
        "day_kind=weekday": 5,
        "day_kind=weekend": 2,
        "day_kind=weekday,time_band=06-11": 2,
        "day_kind=weekday,time_band=12-17": 1,
        "day_kind=weekday,time_band=18-23": 1,
        "day_kind=weekday,time_band=U": 1,
        "day_kind=weekend,time_band=12-17": 1,
        "day_kind=weekend,time_band=U": 1,
        "duration=0-7h": 2,
        "duration=16-23h": 1,
        "duration=24-47h": 1,
        "duration=open": 2,
        "duration=U": 1,
        "missing_from_type=U": 7,
        "risk_level=U": 7,
        "home_area=U": 7,
        "placement=U": 2,
        "placement=none": 5,
        "found_by=U": 7,
        "found_in=U": 7,
        "harm=U": 7,
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
        "placement=U": 2,
        "placement=none": 4,
        "authority=U": 5,
        "graded=missing": 1,
        "graded=absent": 3,
        "graded=both": 1,
        "girl_or_boy=F": 2,
        "girl_or_boy=M": 1,
        "girl_or_boy=U": 2,
        "age_band=0-9,girl_or_boy=F": 1,
        "age_band=13-14,girl_or_boy=F": 1,
        "age_band=13-14,girl_or_boy=M": 1,
        "age_band=17,girl_or_boy=U": 1,
        "age_band=U,girl_or_boy=U": 1,
    }
    assert found["missing.female_share"] == 2 / 4  # and one of five, 20%, is not recorded
    assert found["missing.female_episodes_per_child"] == 3 / 2
    assert found["missing.male_episodes_per_child"] == 2
    assert found["missing.in_care_share"] == 2 / 5 and found["missing.in_care_episode_share"] == 2 / 7
    assert found["missing.children_per_1000"] == pytest.approx(5 / 102.783)
    assert found["missing.missing_children_per_1000"] == pytest.approx(2 / 102.783)
    assert found["missing.episodes_per_1000"] == pytest.approx(7 / 102.783)
    assert found["missing.in_care_episodes_per_child"] == 2 / 2
    assert found["missing.not_in_care_episodes_per_child"] == 5 / 4
    # 59 minutes, 1, 22 and 27 hours, and two that are open; bob's first has no time
    assert found["missing.median_hours"] == 22
    # ann and bob are missing again on the day of their first returns; eve's of 29 November is followed a day
    assert found["missing.again_within_28_days_share"] == 1 / 2
    assert found["missing.first_time_share"] is None
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


def test_the_placement_and_how_a_child_was_found(partners: Partners) -> None:
    found = partners.figures(
        {
            "missing_episodes": f"episode_ref,person_ref,{NAMES},category,missing_from,returned_at,"
            "police_care_marker,found_by,found_in,harm\n"
            "1,ann,Lee,Ann,2001-03-04,F,missing,2015-06-01 12:00,2015-06-01 13:00,,police,street,cut hand\n"
            "2,ann,Lee,Ann,2001-03-04,F,missing,2015-06-01 12:30,2015-06-01 16:00,,carer,own address,none\n"
            "3,bob,Lee,Bob,2001-03-04,M,missing,2015-06-01 12:00,,yes,,,\n",
            "looked_after": f"""
child_ref,{NAMES},from_date,to_date,placement_type
ann,Lee,Ann,2001-03-04,F,2015-01-01,2015-06-01,U4
ann,Lee,Ann,2001-03-04,F,2015-06-01,,K2
""",
        }
    )
    told = only(found, "missing.episodes")
    kept = {
        key: n
        for key, n in told.items()
        if key.split("=")[0] in ("placement", "found_by", "found_in", "harm")
    }
    assert kept == {
        "placement=children's home": 1,
        "placement=U": 1,
        "found_by=carers": 1,
        "found_by=U": 1,
        "found_in=home": 1,
        "found_in=U": 1,
        "harm=some": 1,
        "harm=U": 1,
    }


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
    assert found["missing.at_risk_children_same_window"] == 1
    assert found["missing.cse_victims_same_window"] == 3 and found["missing.cse_offenders_same_window"] == 1
    # vic's first has a later day too, wyn's none: sam's alone is known, of 1 July
    assert found["missing.before_offence_share"] == 1 / 1
    late = OFFENCES.replace("G,2015-07-07", "G,2015-12-07").replace("C,2015-03-01", "C,2015-12-01")
    late = late.replace("A,2015-02-10", "A,2015-12-02").replace("B,2015-02-11", "B,2015-12-03")
    found = partners.figures(
        {"missing_episodes": missing, "offences": late, "offence_people": PEOPLE.replace("G,", "A,")}
    )
    assert found["missing.cse_children"] == 3 and found["missing.cse_children_same_window"] == 0
