"""The numbers to call when it cannot wait; they stand at the foot of every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

CHECKED_ON = date(2026, 11, 23)  # to be verified again every year


@dataclass(frozen=True)
class HelpNumber:
    """A number free of charge in Germany, and who answers it."""

    number: str
    name: str

    @property
    def dialled(self) -> str:
        """The digits alone, for a `tel:` address."""
        return self.number.replace(" ", "")


EMERGENCY = (
    HelpNumber("112", "Rettungsdienst und Feuerwehr"),
    HelpNumber("110", "Polizei"),
    HelpNumber("116 117", "Ärztlicher Bereitschaftsdienst"),
)
COUNSELLING = (
    HelpNumber("116 111", "Kinder- und Jugendtelefon"),
    HelpNumber("0800 111 0 550", "Elterntelefon"),
    HelpNumber("116 016", "Hilfetelefon Gewalt gegen Frauen"),
    HelpNumber("0800 40 40 020", "Hilfetelefon Schwangere in Not"),
    HelpNumber("116 123", "TelefonSeelsorge"),
)
PROFESSIONALS = (HelpNumber("0800 19 210 00", "Medizinische Kinderschutzhotline"),)


def register(app: Flask) -> None:
    """Let every template show the numbers and the day they were checked."""
    numbers = {
        "emergency_numbers": EMERGENCY,
        "counselling_numbers": COUNSELLING,
        "professional_numbers": PROFESSIONALS,
        "numbers_checked_on": CHECKED_ON,
    }
    app.context_processor(lambda: numbers)
