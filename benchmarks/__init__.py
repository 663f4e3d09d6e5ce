"""What siyu costs, each figure with a peer or a physical limit measured beside it in the same run."""
