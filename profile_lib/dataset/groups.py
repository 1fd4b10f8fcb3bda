"""What partners write of offences and of people, sorted into the few groups that are printed.

Their own words are never printed: what is none of the words below is "other", or where there is no such group
not recorded. A layout maps a system's own words to these.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

NOT_RECORDED, OTHER = "U", "other"
NOTHING_SAID = frozenset(
    {"", "u", "ns", "unknown", "not known", "not recorded", "not stated", "not provided", "not obtained"}
    | {
        "not yet obtained",
        "refused",
        "prefer not to say",
        "information not yet obtained",
        "n/k",
        "none given",
    }
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
    "86": "images",
}
"""The kind of offence of a Home Office class (Home Office Counting Rules for Recorded Crime, sexual offences,
and class 86 for indecent photographs of children). Of a letter that is not listed, such as one for the
victim's sex and age, the class counts."""

OF_OUTCOME: Mapping[str, str] = {
    **dict.fromkeys(("1", "charge", "charged", "charged/summonsed", "summons", "conviction"), "charged"),
    **dict.fromkeys(("convicted", "charge/summons"), "charged"),
    **dict.fromkeys(("2", "3", "6", "7", "8", "22", "caution", "cautioned"), "out_of_court"),
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
Crime, section H; in full from April 2014) or in words."""

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
    r"m\d|.*\bmixed\b.*|.*\band (white|black|asian)\b.*": "mixed",
    r"w\d|ic[12]|.*\bwhite\b.*|.*\b(gypsy|traveller|roma)\b.*": "white",
    r"a\d|o1|ic[45]|.*\b(asian|indian|pakistani|bangladeshi|chinese)\b.*": "asian",
    r"b\d|ic3|.*\b(black|african|caribbean)\b.*": "black",
    r"o[29]|ic6|arab|other|(any )?other ethnic group": "other",
}
"""The broad group of the 2011 census (ONS), by what is written in small letters: the 16+1 codes in which
people describe themselves, the 6+1 codes of officers, or words. The first that fits counts. A Chinese person
is Asian, as in the census, not Other as in the older code."""

NEEDS_NOTHING = frozenset({"no", "n", "none", "not disabled", "no disability", "no sen", "no send", "0"})


def offence_type(ho_class: pd.Series) -> pd.Series:
    """The kind of offence of a Home Office class: ``19D`` and ``019/08`` are of class 19."""
    parts = ho_class.str.strip().str.upper().str.extract(r"^0*([1-9]\d*)([A-Z]?)")
    exact = (parts[0] + parts[1]).map(OF_CLASS)
    return _told(exact.fillna(parts[0].map(OF_CLASS)), ho_class)


def outcome_group(outcome: pd.Series) -> pd.Series:
    """The group of an outcome in words or by its number: ``16``, ``OC16``, ``Outcome 16``."""
    words = _folded(outcome).str.replace(r"^(?:outcome|oc|)\s*0*(\d{1,2})$", r"\1", regex=True)
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
