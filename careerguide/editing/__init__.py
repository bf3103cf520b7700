"""The commands `new`, `init` and `schema`: files to fill in, a guide to begin with, and what VS Code needs."""
