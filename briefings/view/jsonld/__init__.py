"""What machines read in a page: JSON-LD in schema.org's words."""
