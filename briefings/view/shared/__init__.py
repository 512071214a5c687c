"""Parts that pages of several kinds have in common: each type stands beside the function that builds it."""
