code        = "c4n4ry"
unused      = "c4n4ry-unused"
settings    = { quota = "many", code = "c4n4ry" }
db_password = "c4n4ry"
nothing     =
