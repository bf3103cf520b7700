"""Errors of the operating system, and others that end a command, as messages for editors."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Self

from careerguide.core.problems import Message, Problem

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
    errno.ENOSPC: Message("there is no room left on the disk"),
    errno.EDQUOT: Message("your disk quota is used up"),
    errno.EROFS: Message("the disk is read-only"),
    errno.EBUSY: Message("the folder is in use, or a mount point of its own"),
}
_DENIED = frozenset({errno.EACCES, errno.EPERM})
_REMEDIES = {
    errno.EACCES: Message("give yourself the right to write there"),
    errno.EPERM: Message("give yourself the right to write there"),
    errno.EROFS: Message("choose a folder on another disk"),
    errno.ENOSPC: Message("delete what is not needed, and run the command again"),
    errno.EDQUOT: Message("delete what is not needed, and run the command again"),
    errno.ENAMETOOLONG: Message("choose a shorter name"),
    errno.ENOTDIR: Message("rename that file, or choose another folder"),
    errno.EISDIR: Message("rename that folder, or choose another name"),
}
_OTHERWISE = Message("fix this, and run the command again")


class CommandError(Exception):
    """Ends a command; `problem` holds the reason and the remedy."""

    def __init__(self, shown: str, message: Message, hint: Message, check: str = "file", line: int = 0) -> None:
        super().__init__(str(message))
        self.problem = Problem(shown, line, 1, message, hint, check=check)

    @classmethod
    def reading(cls, path: Path, error: OSError) -> Self:
        """Return the error of a file that cannot be read."""
        message = Message("the file cannot be read: {reason}", reason=reason(error))
        return cls(str(path), message, remedy_of_reading(error))

    @classmethod
    def writing(cls, path: Path, error: OSError) -> Self:
        """Return the error of a file that cannot be written."""
        why = Message("you have no right to write there") if error.errno in _DENIED else reason(error)
        return cls(str(path), Message("the file cannot be written: {reason}", reason=why), remedy(error))

    @classmethod
    def of(cls, error: OSError) -> Self:
        """Return the error of a call that no command expects to fail."""
        shown = str(error.filename) if error.filename is not None else "build.py"
        denied = Message("you have no right to do this") if error.errno in _DENIED else reason(error)
        return cls(shown, Message("the system does not allow this: {reason}", reason=denied), _OTHERWISE)


def reason(error: OSError) -> Message:
    """Return why something could not be read; an error without a message here has the system's own text."""
    return _REASONS.get(error.errno or 0) or Message("the system says “{text}”", text=error.strerror or str(error))


def remedy_of_reading(error: OSError) -> Message:
    """Return what to do about a file that cannot be read."""
    if error.errno in _DENIED:
        return Message("check that you may read it")
    if error.errno == errno.EISDIR:
        return Message("replace it by a text file")
    return Message("check that it exists")


def remedy(error: OSError) -> Message:
    """Return what to do about a file that cannot be written."""
    return _REMEDIES.get(error.errno or 0, _OTHERWISE)
