"""What does not fit into memory is said by step, with what to do; every other error stays what it is."""

from __future__ import annotations

import importlib
from pathlib import Path

import pyarrow as pa
import pytest
from made import edition

from profile_lib.dataset import prepare
from profile_lib.errors import DoesNotFit, InputError, fitting


class OutOfMemoryException(Exception):
    """As the engine of linkage calls it."""


@pytest.mark.parametrize("error", [MemoryError(), pa.ArrowMemoryError("malloc"), OutOfMemoryException()])
def test_a_step_that_runs_out_of_memory_is_named_with_its_rows(error: Exception) -> None:
    with (
        pytest.raises(DoesNotFit, match=r"linking the records needs .* for 1,060,000 rows.*more memory"),
        fitting("linking the records", 1_060_000),
    ):
        try:
            raise error
        except Exception as cause:
            raise RuntimeError("the query failed") from cause


@pytest.mark.parametrize("error", [ValueError("no"), InputError("no"), KeyboardInterrupt()])
def test_another_error_stays_what_it_is(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised, fitting("reading"):
        raise error
    assert raised.value is error


@pytest.mark.parametrize(
    ("name", "step"), [("read_extracts", "reading the extracts"), ("_assembled", "making the linked frames")]
)
def test_preparing_says_which_step_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, step: str
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    (tmp_path / "links.csv").write_text("person_ref_a,person_ref_b,kind,recorded_on\nA1,A2,x,2015-01-01\n")
    monkeypatch.setattr(importlib.import_module("profile_lib.dataset.prepare"), name, fail)
    with pytest.raises(DoesNotFit, match=step):
        prepare(edition("2015"), tmp_path, tmp_path / "private")
