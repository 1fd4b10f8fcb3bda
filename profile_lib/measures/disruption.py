"""What is done to disrupt exploitation: civil powers and other actions that partners used."""

from __future__ import annotations

from profile_lib.dataset import Dataset
from profile_lib.figures import Count, Table
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure

ACTIONS = "disruption.actions"


@measure(ACTIONS, "Disruptions used", columns=("disruptions.power",), caveats=("disruption-as-recorded",))
def actions(data: Dataset, *by: str) -> Count | Table:
    """Civil powers and other disruptions applied in the period, as partners recorded them, whatever came of
    them."""
    rows = data.frames["actions"]
    return table(data, ACTIONS, rows, *by) if by else count(data, ACTIONS, rows)
