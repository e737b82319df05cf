"""Who helps tonight and at the weekend: lines that answer now, and doors that open out of hours."""
