"""A lecture that others follow: what is shown now, how many follow, and what they answer; nothing of before."""
