package connectivity

type Region string

const (
	North = Region("north-1")
	West  = Region("west-1")
)

var ValidRegions = []Region{North, West}
