"""From the linked data to what is handed out: notebooks run, pages exported, editions swapped in whole."""
