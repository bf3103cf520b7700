"""What machines read: figures to take away, structured data, social cards, the search index."""
