"""Languages: one module each (ru.py, en.py), shared rules, number and date formats, gettext catalogues."""
