"""A career guide out of Markdown role profiles and YAML salary tables."""

__version__ = "0.2.0"
