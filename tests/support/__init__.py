"""What tests of several areas share; the fixtures themselves stand in `tests/conftest.py`."""
