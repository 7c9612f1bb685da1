//! A stream of numbers that is the same in every run, so that every run measures the same.

/// The stream: an xorshift (Marsaglia, 2003). It may not start from 0.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// The next number, smaller than `below`.
    pub(crate) fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
}
