"""A persistent cache of results, by the digest of everything that they were computed from.

In: a folder that may be deleted at any time. Out: the result that an earlier run computed from the same input with the
same code and libraries, or None. A damaged, locked or outdated cache costs time; it never yields a wrong page.
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

from careerguide.core.digest import DIGEST_SIZE, digest
from careerguide.core.options import Options
from careerguide.incremental.up_to_date import code_version

FILE = "careerguide.sqlite"
BATCH_SIZE = 500  # keys per query
LOCK_TIMEOUT = 2.0  # seconds to wait for another run that is writing


def digest_of(*parts: str) -> bytes:
    """Return the digest of texts and of the program's version."""
    known = hashlib.blake2b(code_version(), digest_size=DIGEST_SIZE)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        known.update(len(encoded).to_bytes(8, "big") + encoded)
    return known.digest()


class Cache:
    """Values by digest, in one SQLite file; with `None` as the folder, nothing is stored.

    Used in a `with` block, at the end of which new values are written. A `live` cache keeps its values in memory
    between blocks and writes nothing.
    """

    def __init__(self, folder: Path | None, *, live: bool = False) -> None:
        self.live = live
        self._process = os.getpid()
        self._used: set[bytes] = set()
        self._bounded = False
        self._known: dict[bytes, Any] = {}  # of a live cache all values, of another one those of this run
        self._folder = folder
        self._file = self._open() if folder else None

    def _open(self) -> sqlite3.Connection | None:
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

    def get(self, key: bytes) -> Any | None:
        """Return the value stored under `key`, or None."""
        return next(self.get_all([key]))

    def get_all(self, keys: Sequence[bytes]) -> Iterator[Any | None]:
        """Yield the value stored under each key, or None; the keys are looked up in batches."""
        for start in range(0, len(keys), BATCH_SIZE):
            part = keys[start : start + BATCH_SIZE]
            known = self._known
            rows = self._rows([key for key in part if key not in known])
            for key in part:
                yield known[key] if key in known else self._unpickled(key, rows.get(key))
                self._used.add(key)

    def _rows(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        if not keys or self._file is None or self._process != os.getpid():  # a fork may not share the connection
            return {}
        with suppress(sqlite3.Error):
            marks = ",".join("?" * len(keys))
            return dict(self._file.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", keys))
        return {}

    def _unpickled(self, key: bytes, row: bytes | None) -> Any | None:
        if row is None or row[:DIGEST_SIZE] != _checksum(row[DIGEST_SIZE:]):
            return None
        value = pickle.loads(row[DIGEST_SIZE:])
        if self.live:
            self._known[key] = value
        return value

    def keep(self, keys: Iterable[bytes]) -> None:
        """Count values as used, so that they are not deleted."""
        self._used.update(keys)

    def put(self, key: bytes, value: Any) -> None:
        """Store a value under the digest of its input."""
        self._known[key] = value

    def bound(self) -> None:
        """Have values deleted that the run did not use, once they outnumber the others, so that the file does not grow.

        Called by a run that reached its end: one that an error in the content ended would need the others next time.
        """
        self._bounded = True

    def __enter__(self) -> Self:
        """Reopen the file if an earlier block has closed it."""
        if self._file is None and self._folder is not None:
            self._file = self._open()
        return self

    def __exit__(self, *_: object) -> None:
        """Write new values, and delete unused ones, in one transaction, unless another run is writing."""
        if self._file is not None:
            with suppress(sqlite3.Error), self._file as file:
                if not self.live:
                    self._write(file)
            self._file.close()
        self._file = None
        self._used, self._bounded = set(), False
        self._known = self._known if self.live else {}

    def _write(self, file: sqlite3.Connection) -> None:
        known = {row[0] for row in file.execute("SELECT key FROM kept")}
        file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", map(_row, self._known.items()))
        unused = known - self._used - self._known.keys()
        if self._bounded and len(unused) > len(self._used | self._known.keys()):
            file.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in unused))


_previews: dict[Path, Cache] = {}


def cache_of(options: Options) -> Cache:
    """Return the cache of a run; a preview, which builds repeatedly, always gets the same one."""
    if options.command != "serve":
        return Cache(options.cache)
    return _previews.setdefault(options.cache, Cache(options.cache, live=True))


def _row(item: tuple[bytes, Any]) -> tuple[bytes, bytes]:
    key, value = item
    pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return key, _checksum(pickled) + pickled


def _connect(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=LOCK_TIMEOUT)
    file.execute("PRAGMA synchronous = OFF")  # a torn write is detected by its checksum, and recomputed
    file.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
    return file


def _checksum(pickled: bytes) -> bytes:
    return digest(pickled)
