"""A site as one file, for a store of artifacts: .tar, or compressed .tar.gz and .tgz.

In: the files of the site, and the path of the archive. Out: the archive; the same site gives the same bytes, because
files are sorted and have no owner, and their time is that of SOURCE_DATE_EPOCH, or always the same.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path

from careerguide.core.dates import source_date_epoch

_COMPRESSED = (".tar.gz", ".tgz")
_SOME_TIME = 315_532_800  # 1980, the earliest that every archive can state


def is_archive(path: Path) -> bool:
    """Return whether an output is to be an archive, by its name."""
    return path.name.endswith((".tar", *_COMPRESSED))


def write(files: Mapping[str, bytes], path: Path) -> bool:
    """Write the archive in one step, if it is not there already, and return whether it was written; OSError."""
    content = _packed(files)
    if path.name.endswith(_COMPRESSED):
        import gzip  # not at the top, because a build without changes must start fast

        content = gzip.compress(content, mtime=0)
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _packed(files: Mapping[str, bytes]) -> bytes:
    import tarfile

    time = source_date_epoch()
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(content), 0o644, _SOME_TIME if time is None else time
            tar.addfile(entry, io.BytesIO(content))
    return archive.getvalue()
