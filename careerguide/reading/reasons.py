"""Why the system does not do what it was asked for, in an editor's words."""

from __future__ import annotations

import errno

from careerguide.problems import Message

_REASONS = {
    errno.ENOENT: Message("it is not there"),
    errno.EACCES: Message("you have no right to read it"),
    errno.EPERM: Message("you have no right to read it"),
    errno.EISDIR: Message("it is a folder"),
    errno.ENOTDIR: Message("it is a file where a folder should be"),
    errno.ELOOP: Message("links lead in a circle"),
    errno.ENAMETOOLONG: Message("its name is too long"),
    errno.EMFILE: Message("too many files are open at once"),
    errno.ENFILE: Message("too many files are open at once"),
    errno.EIO: Message("the disk has an error"),
    errno.ESTALE: Message("the network disk has lost it"),
}


def reason(error: OSError) -> Message:
    """Return why something could not be read; what has no words here is given in the system's own."""
    return _REASONS.get(error.errno or 0) or Message("the system says “{text}”", text=error.strerror or str(error))
