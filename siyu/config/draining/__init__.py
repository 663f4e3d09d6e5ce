"""From the spool of links into the database: in order, each once, whatever was killed on the way."""
