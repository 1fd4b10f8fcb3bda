"""From the linked data to what is handed out: notebooks run, pages exported, editions swapped in whole."""

import sys

# jsonschema, by which nbformat knows a notebook, would read a grammar for more than a second while it is
# imported, for a format (IRI) that no notebook has; where there is none it does without
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
