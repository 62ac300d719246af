"""How each interaction is answered on a page: a file per interaction, with its markup and what the player is told."""
