"""QTI 2 and later: items, tests and packages; what differs between versions is in `dialect`."""
