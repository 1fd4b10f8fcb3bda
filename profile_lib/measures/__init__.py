"""Measures: one function, one measure. Frames in, figures and tables of counts out."""
