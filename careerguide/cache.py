"""Results of slow steps, kept between runs by the digest of all that they were made from.

In: a folder that may be deleted at any time. Out: what an earlier run made from the same input with the same code and
libraries, or None. A cache that is damaged, locked or from another version costs time, never a wrong page.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from careerguide.commands import Options
from careerguide.stamp import code_version

FILE = "careerguide.sqlite"
DIGEST_SIZE = 16
AT_ONCE = 500  # keys that are asked for together
PATIENCE = 2.0  # seconds to wait for another run that is writing


def digest_of(*parts: str) -> bytes:
    """Return the digest of texts and of the code that reads them."""
    known = hashlib.blake2b(code_version(), digest_size=DIGEST_SIZE)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        known.update(len(encoded).to_bytes(8, "big") + encoded)
    return known.digest()


class Cache:
    """Values by digest, in one SQLite file; `None` as the folder keeps nothing.

    Used in a `with` block, at the end of which what is new is written. What no run asks for any more is forgotten once
    it is the larger part, so that the file does not grow. One that is `live` keeps its values in memory, from block to
    block, and writes none.
    """

    def __init__(self, folder: Path | None, *, live: bool = False) -> None:
        self._live: dict[bytes, Any] | None = {} if live else None
        self._process = os.getpid()
        self._used: set[bytes] = set()
        self._new: dict[bytes, Any] = {}
        self._folder = folder
        self._file = self._opened() if folder else None

    def _opened(self) -> sqlite3.Connection | None:
        assert self._folder is not None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return _connect(self._folder / FILE)
        except sqlite3.OperationalError:
            return None  # locked, or on a disk that cannot be written to
        except sqlite3.DatabaseError:
            with suppress(OSError, sqlite3.Error):
                (self._folder / FILE).unlink()
                return _connect(self._folder / FILE)
        except OSError:
            return None
        return None

    @property
    def live(self) -> bool:
        """Whether values are kept in memory from block to block, and therefore may be large."""
        return self._live is not None

    def get(self, key: bytes) -> Any | None:
        """Return the value that was put under `key`, or None."""
        return next(self.get_all([key]))

    def get_all(self, keys: Sequence[bytes]) -> Iterator[Any | None]:
        """Yield the value that was put under each key, or None, with a question for many instead of one for each."""
        for start in range(0, len(keys), AT_ONCE):
            part = keys[start : start + AT_ONCE]
            live = self._live or {}
            rows = self._rows([key for key in part if key not in live])
            for key in part:
                yield live[key] if key in live else self._unpacked(key, rows.get(key))
                self._used.add(key)

    def _rows(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        if not keys or self._file is None or self._process != os.getpid():  # a fork may not share the connection
            return {}
        with suppress(sqlite3.Error):
            marks = ",".join("?" * len(keys))
            return dict(self._file.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", keys))
        return {}

    def _unpacked(self, key: bytes, row: bytes | None) -> Any | None:
        if row is None or row[:DIGEST_SIZE] != _checksum(row[DIGEST_SIZE:]):
            return None
        value = pickle.loads(row[DIGEST_SIZE:])
        if self._live is not None:
            self._live[key] = value
        return value

    def keep(self, keys: Iterable[bytes]) -> None:
        """Have values not forgotten that were not asked for."""
        self._used.update(keys)

    def put(self, key: bytes, value: Any) -> None:
        """Keep a value under the digest of what it was made from."""
        self._new[key] = value
        if self._live is not None:
            self._live[key] = value

    def __enter__(self) -> Self:
        """Open the file again where an earlier block has closed it."""
        if self._file is None and self._folder is not None:
            self._file = self._opened()
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is new and forget what was not used, in one step; leave it to another run that is at it."""
        if self._file is not None:
            with suppress(sqlite3.Error), self._file as file:
                if not self.live:
                    self._write(file)
            self._file.close()
        self._file = None
        self._used, self._new = set(), {}

    def _write(self, file: sqlite3.Connection) -> None:
        known = {row[0] for row in file.execute("SELECT key FROM kept")}
        file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", map(_packed, self._new.items()))
        unused = known - self._used - self._new.keys()
        if len(unused) > len(self._used) + len(self._new):
            file.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in unused))


_previews: dict[Path, Cache] = {}


def cache_of(options: Options) -> Cache:
    """Return the cache of a run; in a preview, which builds again and again, always the same one."""
    if options.command != "serve":
        return Cache(options.cache)
    return _previews.setdefault(options.cache, Cache(options.cache, live=True))


def _packed(item: tuple[bytes, Any]) -> tuple[bytes, bytes]:
    key, value = item
    pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return key, _checksum(pickled) + pickled


def _connect(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=PATIENCE)
    file.execute("PRAGMA synchronous = OFF")  # a torn write is found by its checksum, and costs a rendering
    file.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
    return file


def _checksum(pickled: bytes) -> bytes:
    return hashlib.blake2b(pickled, digest_size=DIGEST_SIZE).digest()
