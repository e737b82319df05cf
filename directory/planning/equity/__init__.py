"""Supply against demand, how unequally it is spread, and where further places would help most."""
