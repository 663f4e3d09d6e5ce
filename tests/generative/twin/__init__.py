"""A plain, slow, obvious account of every number, written from the contract alone. It shares no code with siyu."""
