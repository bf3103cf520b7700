"""Amounts of money as people type them, salary tables, their checks and what follows from them."""
