"""Content files as text, YAML with positions, and records: the only rooms that read what editors wrote."""
