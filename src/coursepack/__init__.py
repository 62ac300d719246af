"""coursepack: Markdown lessons become packages that any learning management system can load."""

__version__ = "0.1.0"
