"""The pages that are made from the code are those in docs/."""

from project import ROOT

from profile_lib.handbook import extracts_page, methods_page
from profile_lib.measures.catalogue import catalogue


def test_the_page_of_extracts_is_up_to_date() -> None:
    assert (ROOT / "docs/extracts.md").read_text(encoding="utf-8") == extracts_page(), "run: make docs"


def test_every_column_of_an_extract_is_on_the_page() -> None:
    page = extracts_page()
    assert "| **missing_from** |" in page
    assert "| returned_at |" in page
    assert "| `end-before-start` | fault |" in page


def test_the_page_of_methods_is_up_to_date() -> None:
    assert (ROOT / "docs/methods.md").read_text(encoding="utf-8") == methods_page(), "run: make docs"


def test_every_measure_is_on_the_page_with_its_definition() -> None:
    page = methods_page()
    for id, item in catalogue().items():
        assert f"| `{id}` | {item.text} |" in page
