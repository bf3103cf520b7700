"""The content folder as one validated guide: its files, their parsed records, references between them."""
