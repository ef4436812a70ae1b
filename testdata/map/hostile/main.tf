# Names that mean something in Mermaid, Markdown, HTML, SVG or to a terminal.
locals {
  names = [
    "\"]:::x; click n1 \"javascript:alert(1)\"",
    "</text><script>alert(1)</script>",
    "**bold** _thin_ `code` ~~gone~~",
    "[link](https://example.com) www.example.com a@b.example",
    "1. one",
    "- item",
    "# head #quot; #35; &lt;",
    "$$x^2$$",
    "fa:fa-key end subgraph --> %% comment",
    "line\nbreak\ttab",
    "turned \u202eround\u2066 and \u0007 bell",
    "漢字 と 絵文字 👩‍👩‍👧",
    "",
    "a-name-that-is-so-long-that-no-box-can-take-it-in-one-line-or-in-two-and-hardly-in-three-so-that-its-end-is-left-out-of-the-picture",
  ]
}

resource "opentelekomcloud_kms_key_v1" "each" {
  for_each     = toset(local.names)
  key_alias    = each.key
  pending_days = "7"
}

resource "opentelekomcloud_evs_volume_v3" "each" {
  for_each          = toset(local.names)
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  kms_id            = each.key
}
