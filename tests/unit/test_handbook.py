"""The pages that are made from the code are those in docs/."""

from project import ROOT

from profile_lib.handbook import extracts_page, linkage_page, methods_page
from profile_lib.linkage import model_table
from profile_lib.linkage.nicknames import short_forms
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


def test_the_page_of_the_linkage_model_is_up_to_date_and_holds_every_level_with_its_weight() -> None:
    page = linkage_page()
    assert (ROOT / "docs/linkage.md").read_text(encoding="utf-8") == page, "run: make docs"
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ") and "bit" not in line]
    bits = [float(row[4].replace("\N{MINUS SIGN}", "-")) for row in rows[1:]]
    assert bits == [round(weight, 1) for weight in model_table()["weight"]]


def test_no_name_of_a_child_is_on_the_page_of_the_model() -> None:
    words = set(linkage_page().upper().replace("|", " ").replace(",", " ").split())
    names = {name for name in short_forms() if len(name) > 3}
    assert len(names) > 200
    assert not words & names


def test_every_measure_is_on_the_page_with_its_definition() -> None:
    page = methods_page()
    for id, item in catalogue().items():
        assert f"| `{id}` | {item.text} |" in page
