"""The oracle on CSE offences and the people in them, counted by hand."""

from __future__ import annotations

from by_hand import INDEX, LINKS, NAMES, OFFENCES, PEOPLE, Partners, only


def test_offences_by_their_suspects_gang_marker_and_time(partners: Partners) -> None:
    found = partners.figures({"offences": OFFENCES, "offence_people": PEOPLE, "links": LINKS})
    # E was reviewed as no CSE, F never marked, H recorded the year before: A, B, C, D and G are left
    assert only(found, "cse.offences", "month", "suspects", "gang", "recency", "online") == {
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
    assert only(found, "cse.offenders", "sex", "suspect_age", "age_certainty", "nationality") == {
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
    assert only(found, "cse.victims", "sex", "victim_age", "age_certainty") == {
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
    found = partners.figures(
        {"offences": OFFENCES, "offence_people": PEOPLE, "links": LINKS, "person_index": INDEX}
    )
    # sam and tom in A; both to una over vic in A and B; una to sam over wyn in B and C too
    assert only(found, "cse.linked_offenders") == {
        "": 3,
        "linked_by=shared_offence": 2,
        "linked_by=shared_victim": 3,
    }
    assert found["cse.offenders_with_recorded_link"] == 2  # tom and sam
    assert found["cse.networks"] == 1
    without = {"offences": OFFENCES, "offence_people": PEOPLE}
    for name in ("offences", "offence_people", "links", "person_index"):
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
            "person_index": INDEX,
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
