"""The command line: the only code that prints, exits, or looks at the clock and the environment."""
