"""Translating: which texts the program and a guide's own templates have, and the files that translate them."""
