"""The model of exploitation of each CSE offence, made of what is recorded of it and of its suspects."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.offences import OFFENDER
from profile_lib.measures.networks import people_of, recorded, shared_victim

MODEL = "model"
NEEDS = frozenset({"offence_people", "links", "person_index"})
"""Without these nobody can say that a suspect has no recorded link."""


def with_model(data: Dataset, offences: pd.DataFrame) -> pd.DataFrame:
    """The offences with the column model: the first that applies of gang, linked_in (several suspects),
    linked_across (a suspect linked with another by a victim of two offences or by a record) and lone."""
    people = data.frames["cse_people"]
    linked_people = people_of(pd.concat([shared_victim(data), recorded(data)]))["child"]
    linked = people["part"].eq(OFFENDER) & people["child"].isin(linked_people)
    across = offences["offence"].isin(people.loc[linked, "offence"])
    several, gang = offences["suspects"].eq("group"), offences["gang"].eq("yes")
    model = pd.Series("U", index=offences.index, dtype="str").mask(offences["suspects"].eq("lone"), "lone")
    model = model.mask(across, "linked_across").mask(several, "linked_in").mask(gang, "gang")
    return offences.assign(**{MODEL: model})
