"""The pages of the site: which exist, and the view of each, with charts as numbers and structured data."""
