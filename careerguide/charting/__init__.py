"""Charts as numbers: scales, ticks, coordinates."""
