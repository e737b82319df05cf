"""Where need is greatest: from numbers that planners bring, never public."""
