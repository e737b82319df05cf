"""How good the supply with buses and trains is by each standard: what a build keeps, and its pages."""
