"""Pages of docs/ that are made from the code, so that they cannot differ: ``make docs`` writes them."""

from __future__ import annotations

from pathlib import Path

from profile_lib.intake import SCHEMAS

HEAD = """# The extracts

One CSV file each, named after the extract, UTF-8, columns in any order. Columns in bold must exist; a cell
may be blank unless a rule says otherwise. Dates are ISO or dd/mm/yyyy, times local UK time. A row that breaks
a rule is used with a notice, or set aside and counted: never changed.
"""


def extracts_page() -> str:
    """What partners are asked for: each extract, its columns, their codes and the rules that rows keep."""
    parts = [HEAD]
    for name, schema in SCHEMAS.items():
        lines = [
            f"\n## {name}\n",
            f"One row is {schema.row}.\n",
            "| column | meaning | codes |",
            "| --- | --- | --- |",
        ]
        for column in schema.columns:
            heading = f"**{column.name}**" if column.name in schema.needed else column.name
            lines.append(f"| {heading} | {column.meaning} | {', '.join(column.codes)} |")
        lines += ["", "| rule | level | what it says |", "| --- | --- | --- |"]
        for rule in schema.rules:
            lines.append(f"| `{rule.code}` | {rule.level} | {rule.message.replace('{found}', '...')} |")
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


def write_pages(folder: Path) -> None:
    """Write every page that is made from the code."""
    (folder / "extracts.md").write_text(extracts_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages(Path("docs"))
