"""The nouns of the site, one a file; nothing here reads, checks or renders."""
