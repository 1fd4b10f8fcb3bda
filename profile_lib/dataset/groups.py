"""What partners write of offences and of people, sorted into the few groups that are printed.

Their own words are never printed: what is none of the words below is "other", or where there is no such group
not recorded. A layout maps a system's own words to these.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

NOT_RECORDED, OTHER = "U", "other"
NOTHING_SAID = frozenset(
    {"", "u", "unknown", "not known", "not recorded", "not stated", "not provided", "not obtained", "n/k"}
    | {"not yet obtained", "information not yet obtained", "refused", "prefer not to say", "none given"}
    | {"ns", "refu", "nobt"}  # codes for an ethnicity that was not told
)
"""Words that say nothing, in small letters."""

OF_CLASS: Mapping[str, str] = {
    "19": "rape",
    "17": "assault",
    "20": "assault",
    "22A": "assault",
    "21": "activity",
    "22": "activity",
    "22B": "activity",
    "71": "exploitation",
    "72": "exploitation",
    "88A": "grooming",
    "88/1": "grooming",
    "88/2": "grooming",
    "71/17": "grooming",
    "86": "images",
}
"""The kind of offence of a Home Office class. Of a letter or an offence in it that is not listed, such as a
letter for the victim's sex and age, the class counts.

The classes and their names: Office for National Statistics, list of the offence codes of police recorded
crime, 2017 to 2018. Modern slavery is recorded in class 106 (Home Office, Counting Rules for Recorded
Crime, class 24, April 2021), which does not say for what: it is another class. 86 is all obscene
publications; photographs of children are 86/2 (West Midlands Police, answer 2826/16 to a request for
information, 2016). 88/1 and 88/2 are of class 88A (Northumbria Police, answer 148/18, 15 February 2018),
71/17 is sexual communication with a child (Warwickshire Police, answer 581-2025). Not verified: that 22
without a letter, which the list does not have, is of activity with a child."""

OF_OUTCOME: Mapping[str, str] = {
    **dict.fromkeys(
        ("1", "1a", "charge", "charged", "charged/summonsed", "summons", "conviction"), "charged"
    ),
    **dict.fromkeys(("convicted", "charge/summons"), "charged"),
    **dict.fromkeys(("2", "2a", "3", "3a", "6", "7", "8", "22", "caution", "cautioned"), "out_of_court"),
    **dict.fromkeys(("community resolution", "penalty notice"), "out_of_court"),
    **dict.fromkeys(("14", "16", "victim does not support", "victim does not support action"), "victim"),
    **dict.fromkeys(("victim declines to support action", "victim withdrew support"), "victim"),
    **dict.fromkeys(("15", "evidential difficulties"), "evidence"),
    **dict.fromkeys(("18", "no suspect identified", "investigation complete"), "no_suspect"),
    **dict.fromkeys(("5", "9", "10", "11", "12", "13", "17", "21"), "not_prosecuted"),
    **dict.fromkeys(("not in the public interest", "prosecution prevented"), "not_prosecuted"),
    **dict.fromkeys(("20", "transferred to another force", "transferred to another body"), "passed_on"),
    **dict.fromkeys(("under investigation", "not yet assigned an outcome", "open", "ongoing"), "none"),
}
"""The group of an outcome, by its number in the Home Office's outcomes framework (Counting Rules for Recorded
Crime, section H) or in words.

The framework began in April 2013, and forces have sent all of it since April 2014 (Home Office, Crime
outcomes in England and Wales: technical annex, 20 July 2023). Later than the edition of 2015 began: 21,
not in the public interest by the police's decision, January 2016; 22, a diversion, 1 April 2019 (Kingsley
Napley, 19 November 2020). Numbers with their names: Avon and Somerset Police, answer 1247-22 to a request
for information, 7 November 2022 (1, 3, 8, 10, 14 to 18 and 20 to 22). 1A, 2A and 3A are of an alternate
offence. Not prosecuted is the Home Office's group "prosecution prevented or not in the public interest"
with 21; that 4, taken into consideration, is none of these groups is theirs too. Not verified: the names
of 2, 6, 7 and 9 to 13 one by one, from when 20 was in force, and 19, of fraud, which is "other" here."""

OF_PLACE: Mapping[str, str] = {
    **dict.fromkeys(("private dwelling", "dwelling", "house", "flat", "home", "residential"), "dwelling"),
    **dict.fromkeys(("open space", "park", "street", "public place", "car park", "alley"), "open_space"),
    **dict.fromkeys(("vehicle", "car", "taxi", "public transport", "bus", "train"), "vehicle"),
    **dict.fromkeys(("school", "college", "education"), "school"),
    **dict.fromkeys(("hotel", "guest house", "bed and breakfast", "hostel"), "hotel"),
    **dict.fromkeys(("shop", "takeaway", "restaurant", "licensed premises", "pub", "business"), "business"),
    **dict.fromkeys(("online", "internet", "social media"), "online"),
}
OF_RELATIONSHIP: Mapping[str, str] = {
    **dict.fromkeys(("partner", "boyfriend", "girlfriend", "ex-partner", "former partner"), "partner"),
    **dict.fromkeys(("friend", "acquaintance", "known", "neighbour"), "acquaintance"),
    **dict.fromkeys(("met online", "online", "online contact"), "met_online"),
    **dict.fromkeys(("family", "relative", "parent", "step-parent", "sibling"), "family"),
    **dict.fromkeys(("position of trust", "teacher", "carer", "professional"), "trust"),
    **dict.fromkeys(("stranger", "not known to victim"), "stranger"),
}

OF_ETHNICITY: Mapping[str, str] = {
    r"m\d|m(wbc|wba|was|oth)|.*\bmixed\b.*|.*\band (white|black|asian)\b.*": "mixed",
    r"w\d|w(bri|iri|irt|oth|rom)|ic[12]|.*\bwhite\b.*|.*\b(gypsy|traveller|roma)\b.*": "white",
    r"a\d|a(ind|pkn|ban|oth)|o1|chne|ic[45]|.*\b(asian|indian|pakistani|bangladeshi|chinese)\b.*": "asian",
    r"b\d|b(crb|afr|oth)|ic3|.*\b(black|african|caribbean)\b.*": "black",
    r"o[29]|ooth|ic6|arab|other|(any )?other ethnic group": "other",
}
"""The broad group of the 2011 census (ONS), by what is written in small letters: the codes in which people
describe themselves to the police, 16+1 (Association of Chief Police Officers, Guide to Self-Defined
Ethnicity and Descriptive Monitoring, March 2002) or 18+1 with W3, A4 for Chinese instead of O1, and O2 for
Arab; the 6+1 codes of officers, IC1 to IC6 and IC9 for unknown; the codes of schools and councils
(Department for Education, codes of the alternative provision census; of these the Asian, Black and other
ones are not verified); or words. The codes one by one: Criminal Justice Hub, Ethnicity self defined code,
1 November 2021; Wikipedia, Self defined ethnicity, and IC code. The first that fits counts. A Chinese
person is Asian, as in the census, not Other as in the older code."""

NEEDS_NOTHING = frozenset({"no", "n", "none", "not disabled", "no disability", "no sen", "no send", "0"})


def offence_type(ho_class: pd.Series) -> pd.Series:
    """The kind of offence of a Home Office class: ``19D`` and ``019/08`` are of class 19."""
    parts = ho_class.str.strip().str.upper().str.extract(r"^0*([1-9]\d*)([A-Z]?)(?:/0*(\d+))?")
    one, exact = parts[0] + "/" + parts[2], parts[0] + parts[1]
    return _told(one.map(OF_CLASS).fillna(exact.map(OF_CLASS)).fillna(parts[0].map(OF_CLASS)), ho_class)


def outcome_group(outcome: pd.Series) -> pd.Series:
    """The group of an outcome in words or by its number: ``16``, ``OC16``, ``Outcome 16``."""
    words = _folded(outcome).str.replace(r"^(?:outcome|oc|)\s*0*(\d{1,2}a?)$", r"\1", regex=True)
    return _told(words.map(OF_OUTCOME), outcome)


def place_type(location: pd.Series) -> pd.Series:
    return _told(_folded(location).map(OF_PLACE), location)


def relationship(written: pd.Series) -> pd.Series:
    return _told(_folded(written).map(OF_RELATIONSHIP), written)


def ethnicity(written: pd.Series) -> pd.Series:
    """The broad group; missing where nothing is said, or in words that are none of the census's."""
    words = _folded(written)
    words = words.where(~words.isin(NOTHING_SAID))
    found = pd.Series(pd.NA, index=written.index, dtype="str")
    for pattern, group in reversed(list(OF_ETHNICITY.items())):
        found = found.mask(words.str.fullmatch(pattern).fillna(False).astype(bool), group)
    return found


def need(written: pd.Series) -> pd.Series:
    """Whether a disability, or a special educational need, is recorded: yes, no, or missing."""
    words = _folded(written)
    said = words.isin(NEEDS_NOTHING).map({True: "no", False: "yes"})
    return said.where(words.notna() & ~words.isin(NOTHING_SAID)).astype("str")


def _told(groups: pd.Series, written: pd.Series) -> pd.Series:
    """The groups; what is in none of them is other, what nobody recorded is not recorded."""
    said = written.notna() & ~_folded(written).isin(NOTHING_SAID)
    return groups.fillna(OTHER).where(said, NOT_RECORDED).astype("str")


def _folded(written: pd.Series) -> pd.Series:
    return written.str.strip().str.casefold()
