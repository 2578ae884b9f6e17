//! Several entries at once, to change.

use super::Table;
use super::query::Query;

impl<T> Table<T> {
    /// The wanted entries, each to change.
    ///
    /// # Panics
    /// Where two of them are the same.
    #[track_caller]
    pub(crate) fn get_disjoint_mut<Q: Query<T>, const N: usize>(
        &mut self,
        queries: [Q; N],
    ) -> [Option<&mut T>; N] {
        let found = queries.map(|query| Some(self.find(&query)?.entry()));
        for (i, entry) in found.iter().enumerate() {
            if entry.is_some() && found[..i].contains(entry) {
                panic!("duplicate keys found");
            }
        }
        // SAFETY: all different, as was just checked, and borrowed with the table.
        found.map(|entry| entry.map(|mut entry| unsafe { entry.as_mut() }))
    }

    /// The same, unchecked.
    ///
    /// # Safety
    /// No two of the queries may want the same entry.
    pub(crate) unsafe fn get_disjoint_unchecked_mut<Q: Query<T>, const N: usize>(
        &mut self,
        queries: [Q; N],
    ) -> [Option<&mut T>; N] {
        let found = queries.map(|query| Some(self.find(&query)?.entry()));
        // SAFETY: all different by the caller's promise, and borrowed with the table.
        found.map(|entry| entry.map(|mut entry| unsafe { entry.as_mut() }))
    }
}
