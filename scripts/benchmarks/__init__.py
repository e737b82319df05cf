"""A synthetic district, and how fast the engine answers on it beside others."""
