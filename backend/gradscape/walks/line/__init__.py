"""What only walks in one variable have: limits and formulas of iterates, and zeros of f itself."""
