resource "acme_§
