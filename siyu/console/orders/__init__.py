"""Orders as pages tell them: who bought, what is left of the money, and which placement each view credits."""
