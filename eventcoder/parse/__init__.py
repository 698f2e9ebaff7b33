"""From text to a parsed spaCy Doc."""
