"""Methods as conversations: what each asks of f, and where it goes next."""
