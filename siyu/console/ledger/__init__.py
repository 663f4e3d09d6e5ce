"""What the ledger's page shows: its sums, and the entries they are made of."""
