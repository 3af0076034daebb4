"""How one walks downhill, and to a zero."""
