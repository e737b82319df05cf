"""What-if: overlays on doors and service days; timetable and directory stay untouched."""
