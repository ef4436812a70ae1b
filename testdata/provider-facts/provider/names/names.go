package names

// Words that several kinds share.
const (
	Soft = "SOFT"
	Hard = "HARD"
)

const (
	Small = (iota + 1) * 10
	Large
)
