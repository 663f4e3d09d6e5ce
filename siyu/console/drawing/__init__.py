"""Small pictures that the server draws: they need no script, follow the theme, and read as text."""
