//! Notes or drafts by their names. A document may have tens of thousands, each edit makes a new state of them, and undo
//! remembers every state: so a state shares with the one before it all that is the same, and what differs between two is
//! found without looking at what they share.

use std::sync::Arc;

use imbl::ordmap::DiffItem;

/// Notes or drafts by their names. Cloning it costs nothing, a change little, whatever it holds.
pub type Items<K, V> = imbl::OrdMap<K, Arc<V>>;

/// An item of one name before and after; nothing where it was not there, or is there no longer.
pub type ItemChange<'a, K, V> = (&'a K, Option<&'a Arc<V>>, Option<&'a Arc<V>>);

/// What differs between two states, in the order of the names. What they share is not looked into.
pub fn changed_items<'a, K: Ord, V: PartialEq>(
    before: &'a Items<K, V>,
    after: &'a Items<K, V>,
) -> impl Iterator<Item = ItemChange<'a, K, V>> {
    before.diff(after).map(|change| match change {
        DiffItem::Add(id, new) => (id, None, Some(new)),
        DiffItem::Update { old: (_, old), new: (id, new) } => (id, Some(old), Some(new)),
        DiffItem::Remove(id, old) => (id, Some(old), None),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_differs_is_found(
            start in prop::collection::vec((0u16..400, 0u8..3), 0..300),
            changes in prop::collection::vec((0u16..400, prop::option::of(0u8..3)), 0..20),
        ) {
            let before: Items<u16, u8> = start.into_iter().map(|(id, value)| (id, Arc::new(value))).collect();
            let mut after = before.clone();
            for (id, value) in changes {
                match value {
                    Some(value) => drop(after.insert(id, Arc::new(value))),
                    None => drop(after.remove(&id)),
                }
            }
            let mut rebuilt: BTreeMap<u16, u8> = before.iter().map(|(id, value)| (*id, **value)).collect();
            for (id, old, new) in changed_items(&before, &after) {
                prop_assert_eq!(before.get(id), old);
                prop_assert_ne!(old, new);
                match new {
                    Some(new) => rebuilt.insert(*id, **new),
                    None => rebuilt.remove(id),
                };
            }
            prop_assert_eq!(rebuilt, after.iter().map(|(id, value)| (*id, **value)).collect());
        }
    }
}
