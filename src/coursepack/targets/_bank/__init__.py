"""What question banks share: categories, names, shares of a grade, answers to type, and texts."""
