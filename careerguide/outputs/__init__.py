"""Output files: the incremental build of pages, data exports, social cards, the search index."""
