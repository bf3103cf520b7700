"""`build.py serve`: watch, rebuild, reload, overlay."""
