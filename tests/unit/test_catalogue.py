"""Every measure says what it is, in words that the parameters know."""

from __future__ import annotations

from importlib import import_module
from typing import get_args

from profile_lib.edition.model import Caveat
from profile_lib.measures.catalogue import catalogue


def test_every_caveat_of_a_measure_has_a_text_and_every_text_a_measure() -> None:
    carried = {caveat for definition in catalogue().values() for caveat in definition.caveats}
    instead_of_another = {"care-from-marker"}
    assert carried | instead_of_another == set(get_args(Caveat))


def test_a_definition_names_the_function_that_measures() -> None:
    assert len(catalogue()) >= 14
    for id, definition in catalogue().items():
        module, name = definition.measure.rsplit(".", 1)
        function = getattr(import_module(module), name)
        assert " ".join(function.__doc__.split()) == definition.text
        assert id.startswith(("missing.", "cost."))
