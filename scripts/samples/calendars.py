"""On which dates each kind of service runs: school days, holidays, weekends, nights."""

from __future__ import annotations

from datetime import date, timedelta

from holidays import country_holidays

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)  # 24 months
STATE = "RP"
SATURDAY, SUNDAY = 5, 6
FRIDAY = 4
SEASON = ((4, 1), (11, 1))  # leisure buses, first and last month and day
WEEKLY = {  # days on which calendar.txt says that a service runs; exceptions come on top
    "werktag": range(5),
    "schultag": range(5),
    "samstag": (SATURDAY,),
    "sonntag": (SUNDAY,),
    "nacht": (FRIDAY, SATURDAY),
}
DATES_ONLY = ("ferientag", "freizeit")  # stand in calendar_dates.txt alone
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def services_on(day: date, *, public: set[date], school: set[date]) -> set[str]:
    """
    Return the services that run on a date.

    Parameters
    ----------
    day
        The service day.
    public
        Public holidays of the state.
    school
        School holidays of the state.
    """
    running = set()
    weekday = day.weekday()
    if day in public or weekday == SUNDAY:
        running = {"sonntag"}
    elif weekday == SATURDAY:
        running = {"samstag"}
    else:
        running = {"werktag", "ferientag" if day in school else "schultag"}
    if "werktag" not in running and SEASON[0] <= (day.month, day.day) <= SEASON[1]:
        running.add("freizeit")
    if weekday in WEEKLY["nacht"] or day + timedelta(days=1) in public:
        running.add("nacht")
    return running


def calendar_rows() -> list[dict[str, object]]:
    """Return the rows of calendar.txt."""
    period = {"start_date": f"{FIRST:%Y%m%d}", "end_date": f"{LAST:%Y%m%d}"}
    return [
        {"service_id": name, **{d: int(i in days) for i, d in enumerate(WEEKDAYS)}, **period}
        for name, days in sorted(WEEKLY.items())
    ]


def calendar_date_rows() -> list[dict[str, object]]:
    """Return the rows of calendar_dates.txt: 1 adds a date to a service, 2 takes it away."""
    years = range(FIRST.year, LAST.year + 2)  # New Year's Day after the end makes a night before it
    public = set(country_holidays("DE", subdiv=STATE, years=years))
    school = set(country_holidays("DE", subdiv=STATE, years=years, categories=("school",)))
    rows: list[dict[str, object]] = []
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=offset)
        running = services_on(day, public=public, school=school)
        for service in sorted((*WEEKLY, *DATES_ONLY)):
            usual = day.weekday() in WEEKLY.get(service, ())
            if usual != (service in running):
                kind = 1 if service in running else 2
                rows.append(
                    {"service_id": service, "date": f"{day:%Y%m%d}", "exception_type": kind}
                )
    return sorted(rows, key=lambda row: (str(row["service_id"]), str(row["date"])))
