"""How good public transport is at a stop and around it, by published standards; knows no search."""
