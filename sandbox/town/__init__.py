"""林间茶 Forest Tea: a made-up year of a tea brand, with the truth written beside it."""
