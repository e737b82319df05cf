"""How long a text may be on a sheet, in characters."""

LONG_TEXT = 500  # costs a step of tightness
SHORTENED = 500  # is left of a text at the last step
