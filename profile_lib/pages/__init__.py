"""What a page is made of: numbers as they are printed, sentences, tables and pictures of figures."""
