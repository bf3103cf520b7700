"""`build.py new` and `build.py schema`: files for editors to fill in, and what their editor program needs."""
