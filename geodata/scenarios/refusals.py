"""What of a scenario cannot be used, said as a sentence that names the field and what to do."""

from __future__ import annotations

from geodata.errors import GeodataError

SENTENCES = {
    "empty": "is empty. Please fill it in.",
    "too_long": "has more than {most} characters. Please shorten it.",
    "not_a_number": "{text!r} is not a number.",
    "not_degrees": "{longitude}, {latitude} are not degrees. Give longitude and latitude of WGS 84.",
    "outside": (
        "{longitude}, {latitude} lies outside the district and its surroundings. Choose a place"
        " inside."
    ),
    "swapped": (
        "{longitude}, {latitude} lies outside the district and its surroundings. Longitude and"
        " latitude swapped?"
    ),
    "hours": "{text!r} cannot be read as opening hours. Write for example: Di 14:00-17:00.",
    "no_times": "{text!r} names no day with times. Write for example: Di 14:00-17:00.",
    "one_day": "{text!r} names {days} days of the week. A mobile day is one; name one.",
    "unknown_service": "there is no kind {text!r}. Choose one of: {known}.",
    "unknown_change": "there is no change {text!r}. Choose one of: {known}.",
    "unknown_door": "there is no door {text!r}. Give its id, or its name as the directory has it.",
    "unknown_kita": "there is no Kita {text!r}. Give its id, or its name as the directory has it.",
    "several_doors": "{text!r} is the name of {number} doors. Give the id: {known}.",
    "unknown_trip": "the timetable has no trip {text!r}. Give the trip_id of one that runs.",
    "unknown_line": "the timetable has no line {text!r}. Give the name of one that runs.",
    "unknown_stop": "the timetable calls at no stop {text!r}. Give the stop_id of one that it does.",
    "unknown_ags": "there is no municipality {text!r}. Give the AGS of one of the district.",
    "no_shift": "0 minutes would be the same trip twice. Give how much later or earlier it runs.",
    "not_in_one_day": "the trip would not run between 0:00 and 24:00 of one day. Choose another time.",
    "few_stops": "a trip needs two stops or more. Name them with their times.",
    "time": "{text!r} is no time of day. Write HH:MM, for example 14:05.",
    "backwards": "{text!r} comes before the time of the stop before. Put the stops in order.",
    "days": "{text!r} are no days of the week. Write for example: Mo-Fr, or Di, Do.",
    "ends_early": "it ends before it begins. Give a later end.",
    "lead": "{text!r} is no lead time between 0 and 10080 minutes.",
    "no_changes": "the scenario changes nothing. Name one change or more.",
    "many_changes": "the scenario has more than {most} changes. Make two of it.",
    "not_a_table": "is not in the form of a table of fields.",
    "unknown_scenario": "there is no scenario {text!r}. See: sozialraum scenario list.",
}


class ScenarioError(GeodataError, ValueError):
    """
    A scenario cannot be used; nothing of it was kept.

    Parameters
    ----------
    field
        The field at fault.
    code
        Which of SENTENCES holds; pages say the same in German.
    facts
        What the sentence tells.
    """

    def __init__(self, field: str, code: str, **facts: object) -> None:
        self.field, self.code, self.facts = field, code, facts
        super().__init__(f"Scenario, field {field}: {SENTENCES[code].format(**facts)}")


class UnknownScenarioError(ScenarioError, LookupError):
    """No scenario is kept under an id."""

    def __init__(self, id_: str) -> None:
        super().__init__(field="id", code="unknown_scenario", text=id_)
