"""Documents made of an exported page: Word, PDF, a workbook of its tables, and each table as CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path


def write_documents(summary: Path, *, day: date) -> None:
    """Beside ``summary.html``: ``summary.docx``, ``summary.pdf``, ``tables.xlsx`` and ``tables/*.csv``.

    ``day``: the date that the documents bear, the one from which the edition speaks. The same page and day
    give the same bytes. A page without tables gets neither workbook nor CSV. Raises DocumentRefused for a
    page that holds what a document cannot.
    """
    # imported here, so that commands that write no document do not wait for their libraries
    from profile_lib.publication.documents.csv_tables import write_csv_tables
    from profile_lib.publication.documents.page import read_page
    from profile_lib.publication.documents.portable import write_pdf
    from profile_lib.publication.documents.word import write_word
    from profile_lib.publication.documents.workbook import write_workbook

    page = read_page(summary)
    write_word(page, summary.with_suffix(".docx"), day=day)
    write_pdf(page, summary.with_suffix(".pdf"), day=day)
    if page.tables:
        write_workbook(page, summary.with_name("tables.xlsx"), day=day)
        write_csv_tables(page, summary.with_name("tables"))
