"""Charts as numbers: scales, and the positions of marks in per cent."""
