"""What each kind of page shows, as small frozen records: built from the Library by pure functions, drawn by templates/."""
