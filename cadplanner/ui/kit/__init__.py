"""Parts of a page that know no domain."""
