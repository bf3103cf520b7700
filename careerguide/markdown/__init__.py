"""Markdown to safe HTML with positions: figures, links, opinions, glossary terms."""
