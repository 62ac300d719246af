"""What goes with the packages to the people who run the learning system: the admin sheet, and what changed."""
