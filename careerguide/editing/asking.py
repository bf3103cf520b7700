"""Questions of commands at a terminal.

In: the options, and the question about each of them. Out: the answers, and a Problem for each that is missing.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from careerguide.core.options import Options
from careerguide.core.problems import Message, Problem, Translate

Question = tuple[Message, bool]  # and whether an answer is required


def answers(
    command: str, options: Options, questions: Mapping[str, Question], say: Translate
) -> tuple[dict[str, str], list[Problem]]:
    """Return the answers from the options, or typed at a terminal, and a Problem for each missing one."""
    found, problems = {}, []
    for name, (question, required) in questions.items():
        answer = getattr(options, name) or ""
        if not answer and sys.stdin.isatty():
            try:
                answer = input(f"{question.say(say)} ").strip()
            except EOFError:
                print()
        option = f"--{name.rstrip('_')}"
        if not answer and required:
            what = Message("{option} is missing: {question}", option=option, question=question)
            problems.append(Problem(command, 0, 1, what, check="option"))
        found[name] = answer
    return found, problems
