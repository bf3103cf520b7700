"""Pay: cells, the grid of a table, summaries, ranking, data checks."""
