"""One module a type of value. Each parser takes the text of a cell and answers the value, or raises BadValue."""
