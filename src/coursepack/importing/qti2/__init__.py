"""QTI 2.0, 2.1 and 2.2: packages, and single items and tests."""
