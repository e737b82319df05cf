"""A small sound timetable, and zips of it with one file or more replaced."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SOUND = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone\na,Bus,https://x.example,Europe/Berlin\n",
    "stops": (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
        "A,Acht,50.37,7.07,,\nB,Boos,50.31,7.01,,\nC,Cond,50.15,7.17,,\nS,Station,50.38,7.08,1,\n"
    ),
    "routes": "route_id,agency_id,route_short_name,route_type\nr,a,340,3\n",
    "trips": "route_id,service_id,trip_id\nr,week,t1\nr,week,t2\n",
    "stop_times": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t1,08:00:00,08:00:00,A,1\nt1,08:10:00,08:11:00,B,2\nt1,08:30:00,08:30:00,C,3\n"
        "t2,23:50:00,23:50:00,C,1\nt2,24:10:00,24:10:00,B,2\nt2,25:00:00,25:00:00,A,3\n"
    ),
    "calendar": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "week,1,1,1,1,1,0,0,20260302,20260329\n"
    ),
}


def write_feed(folder: Path, **files: str | bytes | None) -> Path:
    """Write the sound timetable with these files replaced, added or (None) left out."""
    path = folder / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**SOUND, **files}.items():
            if content is not None:
                archive.writestr(f"{name}.txt", content)
    return path


def more(name: str, *rows: str) -> str:
    """Return a file of the sound timetable with rows added."""
    return SOUND[name] + "".join(f"{row}\n" for row in rows)
