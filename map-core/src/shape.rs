//! The shape of a key: how many bits, how many values, or neither. Shapes of fields add up to the shape of a struct,
//! shapes of variants to the shape of an enum, all in `const` code, so that they see through type aliases, other
//! derived keys and generic parameters, which a macro cannot.

pub(crate) mod arrange;

/// What kind of bits a key is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A bijection on at most 128 bits: [`crate::FastKey::pack`] gives them.
    Packed,
    /// One run of bytes behind a pointer.
    Text,
    /// Anything else.
    Mixed,
}

/// How a key type's values are made up; see the module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    form: Form,
    bits: u32,
    cardinality: Option<u64>,
    never_zero: bool,
    ranged: bool,
    /// See [`arrange::fingerprint`].
    arrangement: u64,
}

/// Widest packed key.
const MAX_BITS: u32 = 128;

impl Shape {
    /// One string or byte string.
    pub const TEXT: Shape = Shape::unpacked(Form::Text);
    /// A key that is hashed and compared field by field.
    pub const MIXED: Shape = Shape::unpacked(Form::Mixed);
    /// A key with one value, such as `()`.
    pub const UNIT: Shape = Shape::packed(0, Some(1));

    const fn unpacked(form: Form) -> Shape {
        Shape {
            form,
            bits: 0,
            cardinality: None,
            never_zero: false,
            ranged: false,
            arrangement: 0,
        }
    }

    /// A key of `bits` bits and `cardinality` values, where they can be counted.
    ///
    /// # Panics
    /// At compile time, where it has no values, or more than so many bits tell apart.
    #[must_use]
    #[track_caller]
    pub const fn packed(bits: u32, cardinality: Option<u64>) -> Shape {
        assert!(
            bits <= MAX_BITS && can_tell(bits, cardinality),
            "a packed key has at most 128 bits, and between one value and as many as its bits tell apart; \
             help: derive `FastMap`"
        );
        Shape {
            form: Form::Packed,
            bits,
            cardinality,
            never_zero: false,
            ranged: false,
            arrangement: 0,
        }
    }

    /// The same shape, for a key whose packed bits are never all zero; `Option` of it needs no further bit.
    #[must_use]
    pub const fn never_zero(self) -> Shape {
        Shape {
            never_zero: true,
            ..self
        }
    }

    /// The shape of an integer whose author promised `0..=max`; never more bits than the integer has.
    #[must_use]
    pub const fn up_to(max: u128) -> Shape {
        let cardinality = if max < u64::MAX as u128 {
            Some(max as u64 + 1)
        } else {
            None
        };
        Shape::packed(u128::BITS - max.leading_zeros(), cardinality).ranged(true)
    }

    /// The same shape, for a key with a part whose range was promised, if `ranged`.
    #[must_use]
    pub const fn ranged(self, ranged: bool) -> Shape {
        Shape {
            ranged: self.ranged || ranged,
            ..self
        }
    }

    /// Whether there are values of the type that the shape has no place for.
    #[must_use]
    pub const fn is_ranged(self) -> bool {
        self.ranged
    }

    /// What kind of bits the key is made of.
    #[must_use]
    pub const fn form(self) -> Form {
        self.form
    }

    /// Packed bits; 0 where the key does not pack.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.bits
    }

    /// How many values there are, where they can be counted in 64 bits.
    #[must_use]
    pub const fn cardinality(self) -> Option<u64> {
        self.cardinality
    }

    /// Whether packed bits are never all zero.
    #[must_use]
    pub const fn is_never_zero(self) -> bool {
        self.never_zero
    }

    /// Whether the key by itself lies otherwise than it packs as part of another; see `arrange`.
    pub(crate) const fn is_arranged(self) -> bool {
        self.arrangement != 0
    }

    /// Whether both lie alike, bit for bit.
    pub(crate) const fn is_arranged_like(self, other: Shape) -> bool {
        self.bits == other.bits && self.arrangement == other.arrangement
    }

    /// Whether the key packs.
    #[must_use]
    pub const fn is_packed(self) -> bool {
        matches!(self.form, Form::Packed)
    }

    /// The shape of a struct or tuple with these fields.
    #[must_use]
    pub const fn product(fields: &[Shape]) -> Shape {
        let mut all = Shape::UNIT;
        let mut i = 0;
        while i < fields.len() {
            all = all.and(fields[i]);
            i += 1;
        }
        if all.is_packed() {
            all.arrangement = match arrange::only(fields) {
                Some(only) => fields[only].arrangement,
                None => arrange::fingerprint(fields),
            };
        }
        all
    }

    /// The shape of `[T; len]`, where `self` is the shape of `T`.
    #[must_use]
    pub const fn times(self, len: usize) -> Shape {
        let mut all = Shape::UNIT;
        let mut i = 0;
        while i < len && all.is_packed() {
            let next = all.and(self);
            if next.bits == all.bits && next.is_packed() {
                break; // a field of one value adds nothing, however often
            }
            all = next;
            i += 1;
        }
        if i < len && !all.is_packed() && len > 1 {
            return Shape::MIXED.ranged(self.ranged);
        }
        all
    }

    const fn and(self, other: Shape) -> Shape {
        let both = match (self.form, other.form) {
            (Form::Packed, Form::Packed) if self.bits + other.bits <= MAX_BITS => Shape {
                form: Form::Packed,
                bits: self.bits + other.bits,
                cardinality: multiply(self.cardinality, other.cardinality),
                never_zero: self.never_zero || other.never_zero,
                ranged: false,
                arrangement: 0,
            },
            // A field without bits (a marker, a unit) leaves a newtype of a string a string.
            (Form::Text, Form::Packed) if other.bits == 0 => self,
            (Form::Packed, Form::Text) if self.bits == 0 => other,
            _ => Shape::MIXED,
        };
        both.ranged(self.ranged || other.ranged)
    }

    /// The shape of an enum of `count` variants without fields.
    #[must_use]
    pub const fn unit_variants(count: usize) -> Shape {
        Shape::packed(index_bits(count), Some(count as u64))
    }

    /// The shape of an enum whose variants are `variants`: a tag, and room for the widest payload.
    #[must_use]
    pub const fn sum(variants: &[Variant]) -> Shape {
        if variants.len() == 1 {
            return variants[0].payload;
        }
        let (mut payload_bits, mut cardinality) = (0, Some(0));
        let (mut packed, mut ranged) = (true, false);
        let mut i = 0;
        while i < variants.len() {
            let payload = variants[i].payload;
            packed = packed && payload.is_packed();
            ranged = ranged || payload.ranged;
            if payload.bits > payload_bits {
                payload_bits = payload.bits;
            }
            cardinality = add(cardinality, payload.cardinality);
            i += 1;
        }
        let bits = index_bits(variants.len()) + payload_bits;
        let all = if packed && bits <= MAX_BITS {
            Shape::packed(bits, cardinality)
        } else {
            Shape::MIXED
        };
        all.ranged(ranged)
    }
}

/// One variant of an enum key that has fields.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// The shape of its fields together.
    payload: Shape,
    /// How many values the variants before it have: the ordinal of its first value.
    first: u64,
}

impl Variant {
    /// Lays variants out one after another.
    #[must_use]
    pub const fn list<const N: usize>(payloads: [Shape; N]) -> [Variant; N] {
        let mut variants = [Variant {
            payload: Shape::UNIT,
            first: 0,
        }; N];
        let mut first = Some(0);
        let mut i = 0;
        while i < N {
            variants[i].payload = payloads[i];
            variants[i].first = match first {
                Some(first) => first,
                // Ordinals past 64 bits belong to keys that are hashed; theirs are never asked for.
                None => 0,
            };
            first = add(first, payloads[i].cardinality);
            i += 1;
        }
        variants
    }

    /// The ordinal of the variant's first value.
    #[must_use]
    pub const fn first(self) -> u64 {
        self.first
    }
}

/// Whether so many values are some, and can be told apart by so many bits.
const fn can_tell(bits: u32, cardinality: Option<u64>) -> bool {
    match cardinality {
        Some(values) => values > 0 && (bits >= u64::BITS || values <= 1 << bits),
        None => bits >= u64::BITS,
    }
}

/// Bits that tell `count` variants apart.
#[must_use]
pub(crate) const fn index_bits(count: usize) -> u32 {
    if count <= 1 {
        0
    } else {
        usize::BITS - (count - 1).leading_zeros()
    }
}

const fn multiply(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_mul(b),
        _ => None,
    }
}

const fn add(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        _ => None,
    }
}
