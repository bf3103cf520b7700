"""What each kind of page shows, as small frozen records that pure functions build from the Library."""
