"""From timetable feeds to the hops of one service day."""
