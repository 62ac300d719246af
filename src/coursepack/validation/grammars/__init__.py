"""The grammars of the standards, one module each; tests hold them against the official schemas."""
