"""The oracle on what CSE offences were, what came of them and who was in them, counted by hand."""

from __future__ import annotations

from by_hand import INDEX, NAMES, Partners, only

OFFENCES = """
crime_ref,recorded_on,offence,community_area,cse_flag_recorded,ho_class,location_type,outcome,outcome_on,suspects_reported,gang_marker
A,2015-02-01,x,Calne,yes,19D,park,charge,2015-02-11,1,no
B,2015-02-01,x,calne,yes,022A,private dwelling,OC16,2015-03-03,1,no
C,2015-02-01,x,Narnia,yes,22B,igloo,under investigation,,,yes
D,2015-02-01,x,,yes,88A,,Outcome 14,2016-04-01,1,no
E,2015-12-31,x,Calne,yes,88C,online,evidential difficulties,2015-12-30,2,no
F,2015-02-01,x,Calne,yes,,online,4,2015-12-31,,no
G,2015-02-01,x,Calne,no,19D,park,charge,2015-02-11,1,yes
"""
PEOPLE = f"""
crime_ref,role,person_ref,{NAMES},ethnicity_self,ethnicity_officer,nationality,relationship,home_authority
A,suspect,sam,May,Sam,1997-05-01,M,White and Asian,IC4,British,Partner,WILTSHIRE
A,victim,vic,Lee,Vic,2000-02-11,M,not stated,ic1,British,,Wiltshire
B,suspect,sam,May,Sam,1997-05-01,M,,IC4,British,stranger,Wiltshire
B,suspect,tom,May,Tom,1990-05-01,M,,IC3,,,Swindon
B,victim,vic,Lee,Vic,2000-02-11,M,,,,,
D,suspect,una,May,Una,1996-05-01,F,O1,,,his aunt,
D,victim,wyn,Lee,Wyn,2000-02-11,F,,,,,
E,suspect,sam,May,Sam,1997-05-01,M,,,,friend,Wiltshire
E,charged,tom,May,Tom,1990-05-01,M,,,,friend,Swindon
F,suspect,zed,May,Zed,,M,,,,,
"""
LINKS = """
person_ref_a,person_ref_b,kind,recorded_on
una,zed,x,2015-01-01
"""
REGISTER = f"""
child_ref,{NAMES},identified_on,closed_on,disability,send
vic,Lee,Vic,2000-02-11,M,2015-03-01,,no,
wyn,Lee,Wyn,2000-02-11,F,2015-03-01,,,none
"""
LOOKED_AFTER = """
child_ref,date_of_birth,sex,from_date,disability,send
vic,2000-02-11,M,2014-01-01,,plan
"""
SENT = {"offences": OFFENCES, "offence_people": PEOPLE, "links": LINKS, "person_index": INDEX}


def test_what_offences_were_and_what_came_of_them(partners: Partners) -> None:
    found = partners.figures(SENT)
    told = only(found, "cse.offences")
    assert told[""] == 6
    own = {key: n for key, n in told.items() if key.split("=")[0] in ("offence_type", "place_type")}
    assert own == {
        "offence_type=rape": 1,
        "offence_type=assault": 1,
        "offence_type=activity": 1,
        "offence_type=grooming": 1,
        "offence_type=other": 1,  # 88C
        "offence_type=U": 1,
        "place_type=open_space": 1,
        "place_type=dwelling": 1,
        "place_type=online": 2,
        "place_type=other": 1,
        "place_type=U": 1,
    }
    assert {key: n for key, n in told.items() if key.startswith("offence_area")} == {
        "offence_area=Calne": 4,
        "offence_area=Another place": 1,
        "offence_area=U": 1,
    }
    assert {key: n for key, n in told.items() if key.startswith("outcome")} == {
        "outcome_group=charged": 1,
        "outcome_group=victim": 1,
        "outcome_group=evidence": 1,
        "outcome_group=other": 1,  # taken into consideration
        "outcome_group=none": 2,  # C, and D a day after the edition speaks
        "outcome_days=0-30": 2,  # A after 10 days, B after 30
        "outcome_days=181+": 1,  # F after 333
        "outcome_days=none": 2,
        "outcome_days=U": 1,  # E before it was recorded
    }
    assert found["cse.closed_offences"] == 4
    # Sam, Tom and Vic join A, B and E; C, D and F name nobody of another
    assert only(found, "cse.offence_clusters") == {
        "": 4,
        "offence_area=Calne": 2,
        "offence_area=Another place": 1,
        "offence_area=U": 1,
    }
    assert found["cse.offence_hotspots"] == []
    assert found["cse.charged_share"] == found["cse.victim_does_not_support_share"] == 1 / 4
    # 10, 30, 333, and two open after 424 days: 4/5, 3/5, 2/5 are left
    assert found["cse.days_to_outcome_median"] == [333, 333]


def test_the_model_of_each_offence(partners: Partners) -> None:
    told = only(partners.figures(SENT), "cse.offences")
    assert {key: n for key, n in told.items() if key.startswith("model")} == {
        "model=gang": 1,  # C
        "model=linked_in": 2,  # B of two identified, E of two reported
        "model=linked_across": 3,  # A over vic in B; D and F by the record
    }


def test_who_is_in_them(partners: Partners) -> None:
    found = partners.figures(SENT)
    told = only(found, "cse.offenders")
    names = ("ethnicity", "ethnicity_from", "relationship", "home_authority", "offences_each")
    assert {key: n for key, n in told.items() if key.split("=")[0] in names} == {
        "ethnicity=mixed": 1,  # sam's own word, in one row of three
        "ethnicity=asian": 1,  # una
        "ethnicity=black": 1,  # tom, by an officer
        "ethnicity=U": 1,
        "ethnicity_from=self": 2,
        "ethnicity_from=officer": 1,
        "ethnicity_from=U": 1,
        "relationship=partner": 1,
        "relationship=stranger": 1,
        "relationship=acquaintance": 2,
        "relationship=other": 1,
        "relationship=U": 2,  # tom in one offence, zed
        "home_authority=own": 1,
        "home_authority=other": 1,
        "home_authority=U": 2,
        "offences_each=1": 2,
        "offences_each=2": 1,
        "offences_each=3+": 1,
    }
    assert found["cse.offenders_under_18"] == 1  # sam was 17
    assert found["cse.offenders_under_18_share"] == 1 / 3
    assert found["cse.offenders_from_elsewhere_share"] is None
    assert found["cse.victims[ethnicity=white]"] == found["cse.victims[ethnicity=U]"] == 1
    assert found["cse.victims[nationality=british]"] == found["cse.victims[offences_each=2]"] == 1
    assert found["cse.victims_male_share"] == 1 / 2


def test_groups_and_pairs_of_suspects(partners: Partners) -> None:
    found = partners.figures(SENT)
    assert found["cse.repeat_pairs"] == 1  # sam and tom in B and in E
    assert only(found, "cse.networks") == {
        "": 2,
        "network_size=2": 2,
        "network_reach=across": 1,
        "network_reach=U": 1,
    }


def test_needs_of_victims_known_to_care(partners: Partners) -> None:
    found = partners.figures({**SENT, "at_risk_register": REGISTER, "looked_after": LOOKED_AFTER})
    assert found["cse.victims_known_to_care"] == 2
    assert found["cse.victims_with_needs_share"] is None  # of two nothing is said
    (partners.folder / "looked_after.csv").unlink()
    without = partners.figures(SENT)
    assert without["cse.victims_known_to_care"] is None


def test_a_place_stands_out_by_clusters_of_offences_and_five_victims(partners: Partners) -> None:
    """Forty offences in Calne against as many children, forty in Mere against one, forty in Wilton of one
    incident, and one in each other place."""
    crimes = [f"{place}{n},{place},{place if place == 'Wilton' else ''}"
              for place in ("Calne", "Mere", "Wilton") for n in range(40)]  # fmt: skip
    crimes += [f"{place}0,{place}," for place in ("Corsham", "Devizes", "Pewsey")]
    offences = "crime_ref,community_area,incident_ref,recorded_on,offence,cse_flag_recorded\n" + "".join(
        f"{crime},2015-02-01,x,yes\n" for crime in crimes
    )
    people = f"crime_ref,role,person_ref,{NAMES}\n" + "".join(
        f"{ref},victim,{'mia' if place == 'Mere' else ref},Lee,{ref},2000-02-11,F\n"
        for ref, place, _ in (crime.split(",") for crime in crimes)
    )
    found = partners.figures({"offences": offences, "offence_people": people})
    assert {key: n for key, n in only(found, "cse.offence_clusters").items() if n > 1} == {
        "": 40 + 1 + 1 + 3,
        "offence_area=Calne": 40,
    }
    assert found["cse.offence_hotspots"] == ["Calne"]
