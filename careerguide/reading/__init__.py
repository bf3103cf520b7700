"""Bytes to text to YAML with the position of every key and value, and messages about broken files."""
