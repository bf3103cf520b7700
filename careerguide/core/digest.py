"""The digest that identifies inputs and cached results."""

from __future__ import annotations

import hashlib
import posixpath

DIGEST_SIZE = 16  # bytes of BLAKE2b
DIGITS = 8  # of a digest in a file's name, in hexadecimal


def digest(content: bytes) -> bytes:
    """Return the BLAKE2b digest of `content`."""
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).digest()


def with_digits(path: str, content: bytes) -> str:
    """Return the path of a file with digits of its content in its name: css/site.css is css/site.1f2e3d4c.css."""
    stem, ending = posixpath.splitext(path)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:DIGITS]}{ending}"
