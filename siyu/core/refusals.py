"""Expected trouble, told in both languages."""

from siyu.core.words import Say


class Refusal(Exception):
    """Something a person asked for cannot be done; the text says why and how to mend it."""

    def __init__(self, text: Say) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.text)
