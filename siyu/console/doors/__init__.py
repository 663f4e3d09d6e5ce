"""Entries in the console: the brand's doors as a person makes, looks at and mends them."""
