"""The numbers to call when it cannot wait, and when each is answered; they stand on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as later

from geodata.timetable.typical_days import HolidayCalendar

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask
    from flask_babel.speaklater import LazyString

CHECKED_ON = date(2026, 11, 23)  # to be verified again every year
# Read in stored pages, not on the telephone: 116 117 at 116117.de, 116 016 at hilfetelefon.de,
# 0800 40 40 020 at evangelisch.de (2014), 0800 19 210 00 at jugendhilfetag.de, TelefonSeelsorge at
# domradio.de, 116 111 at telekom.com (2008) and bmfsfj.de (2020). Nobody has confirmed for this year
# the hours of the two lines that are not answered day and night, see `hours_of`: for the
# Elterntelefon bmfsfj.de announced them in spring 2020, the evenings as an addition to 9 to 17.
HOURS_OF = 2020
ALWAYS = ((0, 24),) * 7


@dataclass(frozen=True)
class HelpNumber:
    """
    A number free of charge in Germany, who answers it, and when.

    Parameters
    ----------
    number, name
        As shown.
    hours
        For each weekday from Monday the hours (opens, closes), or None where nobody answers.
    said
        The same in words.
    hours_of
        The year of these hours where nobody has confirmed them since; pages say so.
    """

    number: str
    name: LazyString
    hours: tuple[tuple[int, int] | None, ...]
    said: LazyString
    hours_of: int | None = None

    @property
    def dialled(self) -> str:
        """The digits alone, for a `tel:` address."""
        return self.number.replace(" ", "")

    @property
    def always(self) -> bool:
        """Whether somebody answers at every hour of every day."""
        return self.hours == ALWAYS

    def answers_at(self, moment: datetime, *, state: str) -> bool:
        """
        Say whether somebody answers at a moment of local time; closing times excluded.

        On public holidays of the German state only those are counted on who always answer.
        """
        if self.always:
            return True
        window = self.hours[moment.weekday()]
        if window is None or _calendar(state).is_public(moment.date()):
            return False
        return window[0] <= moment.hour < window[1]


DAY_AND_NIGHT = later("rund um die Uhr")
EMERGENCY = (
    HelpNumber("112", later("Rettungsdienst und Feuerwehr"), ALWAYS, DAY_AND_NIGHT),
    HelpNumber("110", later("Polizei"), ALWAYS, DAY_AND_NIGHT),
    HelpNumber("116 117", later("Ärztlicher Bereitschaftsdienst"), ALWAYS, DAY_AND_NIGHT),
)
COUNSELLING = (
    HelpNumber(
        "116 111",
        later("Kinder- und Jugendtelefon"),
        ((14, 20),) * 6 + (None,),
        later("Montag bis Samstag 14 bis 20 Uhr"),
        HOURS_OF,
    ),
    HelpNumber(
        "0800 111 0 550",
        later("Elterntelefon"),
        ((9, 17), (9, 19), (9, 17), (9, 19), (9, 17), None, None),
        later("Montag bis Freitag 9 bis 17 Uhr, Dienstag und Donnerstag bis 19 Uhr"),
        HOURS_OF,
    ),
    HelpNumber("116 016", later("Hilfetelefon Gewalt gegen Frauen"), ALWAYS, DAY_AND_NIGHT),
    HelpNumber("0800 40 40 020", later("Hilfetelefon Schwangere in Not"), ALWAYS, DAY_AND_NIGHT),
    HelpNumber("116 123", later("TelefonSeelsorge"), ALWAYS, DAY_AND_NIGHT),
)
PROFESSIONALS = (
    HelpNumber("0800 19 210 00", later("Medizinische Kinderschutzhotline"), ALWAYS, DAY_AND_NIGHT),
)


def answering(moment: datetime, *, state: str) -> list[HelpNumber]:
    """Return the lines for talking and asking that somebody answers at a moment."""
    return [line for line in COUNSELLING if line.answers_at(moment, state=state)]


def waiting(moment: datetime, *, state: str) -> list[HelpNumber]:
    """Return the lines for talking and asking that nobody answers at a moment."""
    return [line for line in COUNSELLING if not line.answers_at(moment, state=state)]


def register(app: Flask) -> None:
    """Let every template show the numbers and the day they were checked."""
    numbers = {
        "emergency_numbers": EMERGENCY,
        "counselling_numbers": COUNSELLING,
        "professional_numbers": PROFESSIONALS,
        "numbers_checked_on": CHECKED_ON,
    }
    app.context_processor(lambda: numbers)


@cache
def _calendar(state: str) -> HolidayCalendar:
    return HolidayCalendar(state)
