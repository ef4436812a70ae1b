from_later_auto = "later auto"
