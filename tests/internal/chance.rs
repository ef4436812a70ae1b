//! What tests make up.

/// Numbers and bytes in an order of their own, the same in each run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        (self.next() >> 33) as usize % most
    }

    pub(crate) fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| (self.next() >> 32) as u8).collect()
    }

    /// The bytes with a few of them changed, left out or said twice.
    pub(crate) fn mutated(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.next() % 4 {
            if bytes.is_empty() {
                break;
            }
            let at = self.next() as usize % bytes.len();
            let end = (at + self.next() as usize % 20).min(bytes.len());
            match self.next() % 4 {
                0 => bytes[at] = b"\"{}[]$%\\\n#:-'=(,"[self.next() as usize % 16],
                1 => drop(bytes.drain(at..end)),
                2 => bytes.truncate(at),
                _ => {
                    let twice = bytes[at..end].to_vec();
                    bytes.splice(at..at, twice);
                }
            }
        }
        bytes
    }
}
