//! Numbers that the build script packed, read where they lie in the program.

/// Numbers of four bytes each, the least first.
#[derive(Clone, Copy)]
pub(super) struct Numbers(&'static [[u8; 4]]);

impl Numbers {
    /// The numbers in some bytes.
    pub(super) const fn new(bytes: &'static [u8]) -> Self {
        Self(bytes.as_chunks().0)
    }

    /// How many there are.
    pub(super) const fn len(self) -> usize {
        self.0.len()
    }

    /// One of them; 0 beyond the last.
    pub(super) fn at(self, nth: usize) -> u32 {
        self.0.get(nth).map_or(0, |bytes| u32::from_le_bytes(*bytes))
    }

    /// Those from `start` to before `end`.
    pub(super) fn between(self, start: u32, end: u32) -> impl ExactSizeIterator<Item = u32> + use<> {
        self.0.get(start as usize..end as usize).unwrap_or_default().iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// The first of `low..high` for whose number `before` does not hold; it must hold for none after that.
    pub(super) fn partition(self, low: usize, high: usize, before: impl Fn(u32) -> bool) -> usize {
        let numbers = self.0.get(low..high).unwrap_or_default();
        low + numbers.partition_point(|bytes| before(u32::from_le_bytes(*bytes)))
    }
}

/// A file of the build script.
macro_rules! packed {
    ($name:literal) => {
        $crate::text::packed::Numbers::new(include_bytes!(concat!(env!("OUT_DIR"), "/", $name)))
    };
}

pub(super) use packed;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_where_they_lie() {
        let numbers = Numbers::new(&[1, 0, 0, 0, 0, 1, 0, 0, 255, 255, 255, 255]);
        assert_eq!((numbers.len(), numbers.at(1), numbers.at(2), numbers.at(3)), (3, 256, u32::MAX, 0));
        assert_eq!(numbers.between(1, 3).collect::<Vec<_>>(), [256, u32::MAX]);
        assert_eq!(numbers.between(2, 9).len(), 0);
        assert_eq!(numbers.partition(0, 3, |number| number < 256), 1);
    }
}
