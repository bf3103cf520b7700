"""Renders views to HTML: the Jinja environment, and Problems for broken templates."""
