"""QTI 1.2: the profile of Common Cartridge, and what Canvas adds to it."""
