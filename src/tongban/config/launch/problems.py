"""What goes wrong while starting, said as a person would say it.

`Problem` stops a command; the command line prints it on one screen, without a traceback. It is not for refusals of the
field (those are `kernel.refusals`).
"""


class Problem(Exception):
    """`what` went wrong in one sentence; `todo` are the lines that say what to do about it."""

    def __init__(self, what: str, *todo: str, status: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo
        self.status = status

    def screen(self) -> str:
        """The text shown to the person at the terminal."""
        return "\n".join(["", self.what, *(f"  {line}" for line in self.todo), ""])
