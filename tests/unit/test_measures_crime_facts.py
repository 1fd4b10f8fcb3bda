"""What offences were, in what company, and what came of them; who the people in them are: by hand."""

from __future__ import annotations

from made import cells, crime, dataset, entry, part, spell, value

from profile_lib.dataset import Dataset
from profile_lib.figures import Span, compare
from profile_lib.measures import less_identified, networks, offences, offenders, outcomes, victims


def link(one: str, other: str) -> dict[str, str]:
    return {"person_ref_a": one, "person_ref_b": other, "kind": "associate", "recorded_on": "2014-02-03"}


def of_model() -> Dataset:
    """gang: marked, and of two; in: two reported; v: a and b over one victim in two offences; d and e by a
    record; lone: f; unknown: g, of whom nobody says that he was alone."""
    return dataset(
        offences=[
            crime("gang", gang_marker="yes", suspects_reported="2"),
            crime("in", suspects_reported="2"),
            crime("v1", suspects_reported="1"),
            crime("v2"),
            crime("d", suspects_reported="1"),
            crime("e", suspects_reported="1"),
            crime("d2", suspects_reported="3"),  # several in the offence comes first
            crime("f", suspects_reported="1"),
            crime("g"),
        ],
        offence_people=[
            part("v1", "suspect", "a"),
            part("v1", "victim", "v"),
            part("v2", "charged", "b"),
            part("v2", "victim", "v"),
            part("d", "suspect", "d"),
            part("d2", "suspect", "d"),
            part("e", "suspect", "e"),
            part("f", "suspect", "f"),
            part("f", "victim", "w"),
            part("g", "suspect", "g"),
        ],
        links=[link("d", "e"), link("f", "w"), link("f", "stranger")],
        person_index=[],
    )


def test_the_model_is_the_first_that_applies() -> None:
    assert cells(offences.offences(of_model(), "model")) == {
        "": 9,
        "gang": 1,
        "linked_in": 2,
        "linked_across": 4,  # v1, v2, d, e
        "lone": 1,  # a link to a victim, or to somebody who is no suspect, is none
        "U": 1,
    }


def test_without_links_nobody_is_said_to_be_alone() -> None:
    data = dataset(offences=[crime("c", suspects_reported="1")], offence_people=[part("c", "victim", "v")])
    assert cells(offences.offences(data, "model")) == {"": 1}


def test_a_place_that_is_not_listed_is_another_place() -> None:
    data = dataset(
        offences=[
            crime("a", community_area="calne", ho_class="19D", location_type="park"),
            crime("b", community_area="12 Any Street", ho_class="88A"),
            crime("c", community_area="", location_type="private dwelling"),
        ]
    )
    assert cells(offences.offences(data, "offence_area")) == {"": 3, "Calne": 1, "Another place": 1, "U": 1}
    assert cells(offences.offences(data, "offence_type")) == {"": 3, "rape": 1, "grooming": 1, "U": 1}
    assert cells(offences.offences(data, "place_type")) == {"": 3, "open_space": 1, "dwelling": 1, "U": 1}


def of_outcomes(*rows: tuple[str, str]) -> Dataset:
    """Offences recorded on 1 January 2015 with an outcome and its day; the edition speaks from 31 March 2016,
    455 days later."""
    return dataset(
        offences=[
            crime(f"c{n}", "2015-01-01", committed_from="", outcome=said, outcome_on=on)
            for n, (said, on) in enumerate(rows)
        ]
    )


def test_outcomes_are_those_given_by_the_day_the_edition_speaks_from() -> None:
    data = of_outcomes(
        ("charge", "2015-01-31"),
        ("16", "2015-02-01"),
        ("victim does not support", ""),  # given, nobody knows when
        ("charge", "2016-04-01"),  # a day too late
        ("charge", "2016-03-31"),
        ("evidential difficulties", "2014-12-31"),  # before it was recorded
        ("under investigation", ""),
        ("", ""),
        ("", "2015-03-01"),
    )
    groups = {"": 9, "charged": 2, "victim": 2, "evidence": 1, "none": 2, "U": 2}
    assert cells(offences.offences(data, "outcome_group")) == groups
    assert cells(offences.offences(data, "outcome_days")) == {
        "": 9,
        "0-30": 1,  # thirty days
        "31-90": 2,
        "181+": 1,
        "none": 2,
        "U": 3,
    }
    assert value(outcomes.closed_offences(data)) == 7
    charged = entry(outcomes.charged_share(data))
    assert (charged["numerator"], charged["denominator"], charged["not_recorded"]) == (2, 5, 2)
    assert entry(outcomes.victim_does_not_support_share(data))["numerator"] == 2


def test_a_share_of_outcomes_needs_outcomes() -> None:
    data = of_outcomes(("charge", "2015-02-01"), ("", ""), ("under investigation", ""))
    assert value(outcomes.charged_share(data)) == "1 of 2 offences are not recorded"
    assert value(outcomes.charged_share(of_outcomes(("open", "")))) == "the base is empty"


def test_the_median_counts_offences_without_an_outcome_as_open() -> None:
    """Of five, one ends after 10 days, two are open after 455, one ends after 20 and one after 300.

    Left: 4/5 after 10 days, 3/5 after 20, 2/5 after 300. Without the open ones it would be 20."""
    ended = [("charge", "2015-01-11"), ("18", "2015-01-21"), ("15", "2015-10-28")]
    told = entry(outcomes.days_to_outcome_median(of_outcomes(*ended, ("open", ""), ("open", ""))))
    assert (told["value"], told["unit"]) == ([300, 300], "days")
    even = of_outcomes(*ended[:2], ("open", ""), ("open", ""))  # half left after 20 days
    assert value(outcomes.days_to_outcome_median(even)) == [20, 20]


def test_no_median_where_it_was_not_seen_or_the_days_are_not_known() -> None:
    few = of_outcomes(("charge", "2015-01-11"), ("open", ""), ("open", ""))
    told = "fewer than half have an outcome within the days that could be observed"
    assert value(outcomes.days_to_outcome_median(few)) == told
    unknown = of_outcomes(("charge", "2015-01-11"), ("charge", ""))
    assert value(outcomes.days_to_outcome_median(unknown)) == "1 of 2 offences are not recorded"


def test_the_interval_of_the_median_where_both_its_ends_were_seen() -> None:
    """Twenty offences that end after 10, 20 ... 200 days: half are left after 100.

    With r = sqrt((1 - S) / 20 S) / -ln S the limits of S are S^exp(+-1.96 r). S = 0.75 after 50 days is the
    first whose lower one is a half or less (0.4999), S = 0.25 after 150 the first whose upper one is
    (0.4485); of S = 0.3 after 140 it is 0.5013."""
    rows = [("charge", f"{day:%Y-%m-%d}") for day in _days(*range(10, 201, 10))]
    told = entry(outcomes.days_to_outcome_median(of_outcomes(*rows)))
    assert told["value"] == [100, 100]
    interval = told["interval"]
    assert isinstance(interval, dict)
    assert (interval["low"], interval["high"]) == (50, 150)


def _days(*after: int) -> list:  # type: ignore[type-arg]
    from datetime import date, timedelta

    return [date(2015, 1, 1) + timedelta(days=days) for days in after]


def of_people(role: str) -> Dataset:
    """Ann in two offences, Ben and Cat in one."""
    return dataset(
        offences=[crime("a"), crime("b"), crime("c")],
        offence_people=[
            part(
                "a", role, "Ann", ethnicity_officer="IC3", relationship="partner", home_authority="wiltshire "
            ),
            part("b", role, "Ann", ethnicity_self="M1", ethnicity_officer="IC3", relationship="stranger"),
            part("b", role, "Ben", ethnicity_officer="IC4", home_authority="Swindon", nationality="Polish"),
            part("c", role, "Cat", ethnicity_self="not stated", relationship="friend"),
            part("c", "victim" if role == "suspect" else "suspect", "Dan"),
        ],
    )


def test_ethnicity_is_the_persons_word_and_else_an_officers() -> None:
    data = of_people("suspect")
    assert cells(offenders.offenders(data, "ethnicity")) == {"": 3, "mixed": 1, "asian": 1, "U": 1}
    assert cells(offenders.offenders(data, "ethnicity_from")) == {"": 3, "self": 1, "officer": 1, "U": 1}
    data = of_people("victim")
    assert cells(victims.victims(data, "ethnicity")) == {"": 3, "mixed": 1, "asian": 1, "U": 1}
    assert cells(victims.victims(data, "nationality")) == {"": 3, "other": 1, "U": 2}


def test_offences_relationship_and_home_of_suspects() -> None:
    data = of_people("suspect")
    assert cells(offenders.offenders(data, "offences_each")) == {"": 3, "1": 2, "2": 1}
    assert cells(offenders.offenders(data, "relationship")) == {
        "": 3,
        "partner": 1,  # Ann in one offence
        "stranger": 1,  # and in another
        "acquaintance": 1,
        "U": 1,
    }
    assert cells(offenders.offenders(data, "home_authority")) == {"": 3, "own": 1, "other": 1, "U": 1}
    assert value(offenders.offenders_from_elsewhere_share(data)) == "1 of 3 people are not recorded"


def test_suspects_under_18() -> None:
    births = ["1997-05-21", "1997-05-20", "2000-01-01", "1997-05-21", ""]  # 17, 18, 15, 17 or 18, not known
    crimes = [crime("a"), crime("b", committed_to="2015-05-25")]
    people = [
        part("b" if n == 3 else "a", "suspect", f"p{n}", date_of_birth=born) for n, born in enumerate(births)
    ]
    data = dataset(offences=crimes, offence_people=people)
    assert value(offenders.offenders_under_18(data)) == 2
    assert value(offenders.offenders_under_18_share(data)) == "2 of 5 people are not recorded"
    known = dataset(offences=crimes, offence_people=people[:3])
    assert entry(offenders.offenders_under_18_share(known))["value"] == 2 / 3


def of_groups() -> Dataset:
    """a, b together twice and with c once; d and e by a record, who live elsewhere and nobody knows where."""
    home = {"home_authority": "Wiltshire"}
    return dataset(
        offences=[crime(ref) for ref in ("1", "2", "3", "4")],
        offence_people=[
            *(part("1", "suspect", who, **home) for who in "abc"),
            *(
                part("2", role, who, **home)
                for who, role in (("a", "suspect"), ("a", "charged"), ("b", "cautioned"))
            ),
            part("3", "suspect", "d", home_authority="Swindon"),
            part("4", "suspect", "e"),
            part("4", "suspect", ""),
        ],
        links=[link("d", "e")],
        person_index=[],
    )


def test_groups_by_size_and_reach() -> None:
    assert cells(networks.networks(of_groups(), "network_size")) == {"": 2, "2": 1, "3-4": 1}
    assert cells(networks.networks(of_groups(), "network_reach")) == {"": 2, "within": 1, "across": 1}


def test_pairs_that_are_together_again() -> None:
    told = entry(networks.repeat_pairs(of_groups()))
    assert (told["value"], told["people"], told["unit"]) == (1, 2, "pairs")
    assert value(networks.repeat_pairs(dataset(offences=[crime("1")], offence_people=[]))) == 0


def looked_after(child: str, **told: str) -> dict[str, str]:
    row = {"child_ref": child, "from_date": "2014-01-01", "date_of_birth": "2000-02-01", "sex": "F"}
    return {**row, **told}


def test_needs_are_known_of_those_in_an_extract_that_asks() -> None:
    answers = {
        "yes": spell("yes", "2015-02-01", disability="no", send="support"),
        "no": spell("no", "2015-02-01", disability="no", send="none"),
        "half": spell("half", "2015-02-01", disability="no", send=""),
        "blank": spell("blank", "2015-02-01"),
        "both": spell("both", "2015-02-01", disability="no"),
    }
    people = [part("a", "victim", name, sex="M" if name == "no" else "F") for name in (*answers, "stranger")]
    data = dataset(
        offences=[crime("a")],
        offence_people=people,
        at_risk_register=[*answers.values(), spell("no victim", "2015-03-01", disability="yes")],
        looked_after=[looked_after("both", send="none"), looked_after("in care", disability="yes")],
    )
    needs = data.frames["recorded_needs"].set_index("child")["need"].to_dict()
    assert needs == {
        "yes": "yes",
        "no": "no",
        "half": "U",
        "blank": "U",
        "both": "no",
        "no victim": "yes",
        "in care": "yes",
    }
    assert value(less_identified.victims_known_to_care(data)) == 5
    told = "it is recorded of 3 of these victims, and 20 are needed to say it"
    assert value(less_identified.victims_with_needs_share(data)) == told
    boys = entry(less_identified.victims_male_share(data))
    assert (boys["numerator"], boys["denominator"]) == (1, 6)


def test_a_share_of_twenty_victims_is_given() -> None:
    register = [
        spell(f"v{n}", "2015-02-01", disability="yes" if n < 3 else "no", send="none") for n in range(20)
    ]
    people = [part("a", "victim", f"v{n}") for n in range(20)]
    data = dataset(offences=[crime("a")], offence_people=people, at_risk_register=register, looked_after=[])
    told = entry(less_identified.victims_with_needs_share(data))
    assert (told["numerator"], told["denominator"]) == (3, 20)


def test_a_median_with_an_interval_has_no_direction() -> None:
    def of(year: str) -> Span:
        told = {"committed_from": "", "outcome": "18"}
        rows = [
            crime(f"c{month}{n}", f"{year}-01-01", outcome_on=f"{year}-{month:02}-01", **told)
            for month in range(2, 12)
            for n in range(2)
        ]
        data = dataset(year, offences=rows)
        (figure,) = outcomes.days_to_outcome_median(data)
        assert isinstance(figure.value, Span) and figure.value.interval is not None
        return figure.value

    change = compare(of("2015"), of("2014"))
    assert change.direction is None
