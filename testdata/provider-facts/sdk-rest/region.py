NORTH_1 = Region("north-1", "https://north-1.example.com")
SOUTH_1 = Region("south-1", "https://south-1.example.com")
