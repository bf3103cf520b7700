"""The views of all kinds of pages, as plain records for their templates."""
