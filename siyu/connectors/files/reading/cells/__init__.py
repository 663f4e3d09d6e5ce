"""One module a type of value. A parser takes a cell's text and answers the value, or raises BadValue."""
