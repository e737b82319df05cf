"""Villages as files for spreadsheets, maps and programs."""
