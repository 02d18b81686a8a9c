"""Paper: each file makes one printout, values in and PDF bytes out."""
