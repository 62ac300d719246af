"""QTI 1.2: packages in Common Cartridge's profile, plain ones, and Canvas's; and single documents."""
