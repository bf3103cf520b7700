"""`careerguide` and `python -m careerguide`: run build.py, which tells the whole story."""

from __future__ import annotations

import gc
from importlib.util import module_from_spec, spec_from_file_location
from typing import NoReturn

from careerguide.commands.running import run
from careerguide.core.program import PROGRAM


def main() -> NoReturn:
    """Run the command on the command line, and exit with its code."""
    gc.disable()  # as build.py does, for the same reason
    spec = spec_from_file_location("build", PROGRAM / "build.py")
    assert spec and spec.loader
    story = module_from_spec(spec)
    spec.loader.exec_module(story)
    run(story.main)


if __name__ == "__main__":
    main()
