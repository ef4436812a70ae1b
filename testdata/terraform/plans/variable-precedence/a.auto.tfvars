from_auto       = "auto"
from_later_auto = "auto"
from_auto_json  = "auto"
from_option     = "auto"
