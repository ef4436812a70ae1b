from_file       = "file"
from_later_file = "file"
from_option     = "file"
