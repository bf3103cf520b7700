"""Checks of the finished site and advice to editors."""
