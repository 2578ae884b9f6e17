//! [`Op`]: one call of a map or set, in a form that random numbers, proptest and a fuzzer's bytes can all make.

/// Declares the kinds of operation with the share that each has of 256 random bytes.
macro_rules! kinds {
    ($($(#[$doc:meta])* $group:ident { $($kind:ident $share:literal)* })*) => {
        /// What is done. Each kind is one method of the public interface, or one way of leaving it half done.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[expect(missing_docs, reason = "named after the methods")]
        pub enum Kind {
            $($($kind,)*)*
        }

        /// Which part of the model an operation is for.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Group {
            $($(#[$doc])* $group,)*
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &[Kind] = &[$($(Kind::$kind,)*)*];

            /// A kind's share of the bytes.
            const SHARES: &[u8] = &[$($($share,)*)*];

            /// Which part of the model it is for.
            pub fn group(self) -> Group {
                match self {
                    $($(Kind::$kind)|* => Group::$group,)*
                }
            }
        }
    };
}

kinds! {
    /// One key of the map.
    Point {
        Get 9 Insert 48 Remove 18 ContainsKey 3 GetMut 3 GetKeyValue 2 GetKeyValueMut 2 Index 2 TryInsert 5
        CheckedInsert 3 RemoveEntry 6 GetDisjoint 3 Generation 1
    }
    /// The entry of one key of the map.
    Entry {
        OrInsert 6 OrInsertWith 2 OrInsertWithKey 2 OrDefault 2 AndModify 4 InsertEntry 4 EntryKey 1 EntryDropped 2
        EntryLeaked 1 ReplaceEntryWith 2 OccupiedGet 1 OccupiedGetMut 2 OccupiedIntoMut 1 OccupiedInsert 2
        OccupiedRemove 4 OccupiedRemoveEntry 4 OccupiedReplaceWith 2 VacantInsert 4 VacantInsertEntry 4 VacantIntoKey 1
    }
    /// The entry of one borrowed key of the map.
    EntryRef {
        RefAndModify 1 RefOrInsertPair 2 RefInsertWithKey 1 RefInsertEntry 1
    }
    /// The whole map.
    Bulk {
        Iter 1 IterMut 1 IterLeaked 1 IterFromRandom 1 Keys 1 Values 1 ValuesMut 1 Clone 2 CloneFrom 1 EqRebuilt 1 Retain 1
        RetainFew 1 DrainAll 1 DrainHalf 1 DrainLeaked 1 ExtractAll 1 ExtractHalf 2 ExtractLeaked 1 Clear 1 Drop 1 Reserve 1
        TryReserve 1 WithCapacity 1 TryReserveTooMuch 1 ShrinkToFit 2 ShrinkTo 1 Extend 4 FinishGrowth 1 IntoIterHalf 1
        IntoIterLeaked 1 IntoKeys 1 IntoValues 1 Collect 1 DebugText 1 GetBatch 2 Inspect 1
    }
    /// One key of the set.
    SetPoint {
        SetInsert 13 SetCheckedInsert 1 SetRemove 6 SetContains 1 SetGet 1 SetTake 2 SetReplace 2 SetGetOrInsert 2
        SetGetOrInsertWith 2
    }
    /// The whole set.
    SetBulk {
        SetIter 1 SetIterFromRandom 1 SetClone 1 SetRetain 1 SetDrain 1 SetDrainLeaked 1 SetExtractIf 1 SetExtend 1
        SetClear 1 SetReserve 1 SetShrinkToFit 1 SetShrinkTo 1 SetAlgebra 2 SetCloneFrom 1 SetOperators 2
        SetExtractLeaked 1 SetAssigning 2 SetIntoIterHalf 1 SetCollect 1
    }
}

const _: () = {
    let mut sum = 0;
    let mut i = 0;
    while i < Kind::SHARES.len() {
        assert!(Kind::SHARES[i] > 0);
        sum += Kind::SHARES[i] as usize;
        i += 1;
    }
    assert!(sum == 256, "the shares cover every byte");
};

impl Kind {
    /// The kind that a byte stands for.
    pub fn of(byte: u8) -> Kind {
        let mut left = u16::from(byte);
        for (kind, share) in Kind::ALL.iter().zip(Kind::SHARES) {
            match left.checked_sub(u16::from(*share)) {
                Some(rest) => left = rest,
                None => return *kind,
            }
        }
        unreachable!("the shares cover every byte")
    }

    /// Whether keys or values, or all memory of a map, are lost in it, as documented: iterators that own something and are
    /// leaked, and entries, which have a key.
    pub fn leaks(self) -> bool {
        matches!(
            self,
            Kind::EntryLeaked | Kind::DrainLeaked | Kind::IntoIterLeaked | Kind::SetDrainLeaked
        )
    }

    /// Whether it takes time in proportion to the map.
    pub fn is_bulk(self) -> bool {
        matches!(self.group(), Group::Bulk | Group::SetBulk)
    }
}

/// One operation. Keys and values are named by number: [`Numbered::sample`](crate::shapes::Numbered::sample) and
/// [`Value::of`](crate::values::Value::of) make them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Op {
    /// What is done.
    pub kind: Kind,
    /// To which key.
    pub key: u16,
    /// With what: the value's number, how many, or which.
    pub arg: u16,
}

impl Op {
    /// Bytes that an operation takes up in a fuzzer's input.
    pub const BYTES: usize = 5;

    /// The operations that bytes stand for; any bytes do. What is left of a last, incomplete one is ignored.
    ///
    /// ```
    /// use tests::model::{Kind, Op};
    /// let ops: Vec<Op> = Op::decode(&[0, 1, 0, 2, 0, 255]).collect();
    /// assert_eq!(ops, [Op { kind: Kind::Get, key: 1, arg: 2 }]);
    /// ```
    pub fn decode(bytes: &[u8]) -> impl Iterator<Item = Op> + Clone + '_ {
        bytes.chunks_exact(Op::BYTES).map(|op| Op {
            kind: Kind::of(op[0]),
            key: u16::from_le_bytes([op[1], op[2]]),
            arg: u16::from_le_bytes([op[3], op[4]]),
        })
    }
}

/// Random numbers, the same for a seed on every machine: SplitMix64.
#[derive(Clone, Debug)]
pub struct Rng(pub u64);

impl Rng {
    /// The next number.
    #[expect(clippy::should_implement_trait, reason = "it never ends")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A random operation on one of `keys` keys. Of those that touch the whole map only one in `rare` is kept, and the
    /// others become inserts, so that large maps come about.
    pub fn op(&mut self, keys: u16, rare: u64) -> Op {
        let bits = self.next();
        let mut op = Op {
            kind: Kind::of(bits as u8),
            key: (bits >> 16) as u16 % keys,
            arg: (bits >> 32) as u16,
        };
        if op.kind.is_bulk() && !(bits >> 48).is_multiple_of(rare) {
            op.kind = Kind::Insert;
        }
        op
    }
}
