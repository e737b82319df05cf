"""From travel times to who is underserved: limits, shares, status."""
