//! What `#[derive(FastMap)]` makes of a key type: the plan it gets, and that packing and counting tell keys apart.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::{NonZeroI16, NonZeroU8, NonZeroU32, NonZeroU64, NonZeroU128};
use std::rc::Rc;
use std::sync::Arc;

use map_core::{Equivalent, FastKey, FastMap, FastSet, Path};

/// Asserts path, bits and cardinality, and that different samples stay different.
fn check<K: FastKey + Debug>(path: Path, bits: u32, cardinality: Option<u64>, samples: &[K]) {
    let name = std::any::type_name::<K>();
    let plan = K::PLAN;
    assert_eq!(
        (plan.path, plan.bits, plan.cardinality),
        (path, bits, cardinality),
        "{name}: {plan}"
    );
    let mut seen = [HashSet::new(), HashSet::new(), HashSet::new()];
    for (i, key) in samples.iter().enumerate() {
        assert!(
            samples[..i].iter().all(|other| other != key),
            "{name}: {key:?} is given twice"
        );
        assert!(
            seen[0].insert(u128::from(key.mix(0x9e37_79b9))),
            "{name}: {key:?} hashes like another"
        );
        if K::SHAPE.is_packed() {
            let packed = key.pack();
            assert!(
                bits == 128 || packed >> bits == 0,
                "{name}: {key:?} packs into more than {bits} bits: {packed:#x}"
            );
            assert!(
                seen[1].insert(packed),
                "{name}: {key:?} packs like another: {packed:#x}"
            );
        }
        if let Some(values) = plan.cardinality {
            let ordinal = key.ordinal();
            assert!(
                ordinal < values,
                "{name}: {key:?} is number {ordinal} of {values}"
            );
            assert!(
                seen[2].insert(u128::from(ordinal)),
                "{name}: {key:?} counts like another: {ordinal}"
            );
        }
    }
}

/// Every ordinal from 0 on is taken by one of `all`.
fn check_dense<K: FastKey + Debug>(all: &[K]) {
    let mut ordinals: Vec<u64> = all.iter().map(K::ordinal).collect();
    ordinals.sort_unstable();
    let expected: Vec<u64> = (0..all.len() as u64).collect();
    assert_eq!(ordinals, expected, "{}", std::any::type_name::<K>());
    assert_eq!(K::PLAN.cardinality, Some(all.len() as u64));
}

macro_rules! newtypes {
    ($($name:ident($ty:ty) $path:ident $bits:literal $values:expr, [$($sample:expr),*];)*) => {
        $(
            #[derive(FastMap, Clone, PartialEq, Eq, Debug)]
            struct $name($ty);
        )*

        #[test]
        fn newtypes() {
            $(check(Path::$path, $bits, $values, &[$($name($sample)),*]);)*
        }
    };
}

newtypes! {
    U8(u8) Direct 8 Some(256), [0, 1, u8::MAX];
    U16(u16) Fast32 16 Some(1 << 16), [0, 1, u16::MAX];
    U32(u32) Fast32 32 Some(1 << 32), [0, 1, u32::MAX];
    U64(u64) Fast64 64 None, [0, 1, u64::MAX];
    U128(u128) Fast128 128 None, [0, 1, 1 << 64, u128::MAX];
    Usize(usize) Fast64 64 None, [0, 1, usize::MAX];
    I8(i8) Direct 8 Some(256), [i8::MIN, -1, 0, 1, i8::MAX];
    I16(i16) Fast32 16 Some(1 << 16), [i16::MIN, -1, 0, 1, i16::MAX];
    I32(i32) Fast32 32 Some(1 << 32), [i32::MIN, -1, 0, 1, i32::MAX];
    I64(i64) Fast64 64 None, [i64::MIN, -1, 0, 1, i64::MAX];
    I128(i128) Fast128 128 None, [i128::MIN, -1, 0, 1, i128::MAX];
    Isize(isize) Fast64 64 None, [isize::MIN, -1, 0, 1, isize::MAX];
    Bool(bool) Direct 1 Some(2), [false, true];
    Char(char) Fast32 21 Some(0x11_0000), ['\0', 'a', char::MAX];
    Id8(NonZeroU8) Direct 8 Some(255), [NonZeroU8::MIN, NonZeroU8::MAX];
    IdI16(NonZeroI16) Fast32 16 Some(65_535), [NonZeroI16::MIN, NonZeroI16::MAX];
    Id32(NonZeroU32) Fast32 32 Some((1 << 32) - 1), [NonZeroU32::MIN, NonZeroU32::MAX];
    Id64(NonZeroU64) Fast64 64 Some(u64::MAX), [NonZeroU64::MIN, NonZeroU64::MAX];
    Id128(NonZeroU128) Fast128 128 None, [NonZeroU128::MIN, NonZeroU128::MAX];
    V4(Ipv4Addr) Fast32 32 Some(1 << 32), [Ipv4Addr::LOCALHOST, Ipv4Addr::BROADCAST];
    V6(Ipv6Addr) Fast128 128 None, [Ipv6Addr::LOCALHOST, Ipv6Addr::UNSPECIFIED];
    Ip(IpAddr) General 0 None, [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    Uuid([u8; 16]) Fast128 128 None, [[0; 16], [1; 16], [255; 16]];
    Rgb([u8; 3]) Fast32 24 Some(1 << 24), [[0, 0, 1], [0, 1, 0], [1, 0, 0]];
    Long([u64; 3]) General 0 None, [[0, 0, 1], [0, 1, 0], [1, 0, 0]];
    Pair((u32, u32)) Fast64 64 None, [(0, 1), (1, 0)];
    Maybe(Option<u32>) Fast64 33 Some((1 << 32) + 1), [None, Some(0), Some(u32::MAX)];
    MaybeId(Option<NonZeroU64>) Fast64 64 None, [None, Some(NonZeroU64::MIN), Some(NonZeroU64::MAX)];
    MaybeBool(Option<bool>) Direct 2 Some(3), [None, Some(false), Some(true)];
    Unit(()) Direct 0 Some(1), [()];
    Boxed(Box<u32>) Fast32 32 Some(1 << 32), [Box::new(0), Box::new(7)];
    Name(String) FastStr 0 None, ["".to_owned(), "a".to_owned(), "b".to_owned()];
    BoxedName(Box<str>) FastStr 0 None, ["a".into(), "b".into()];
    RcName(Rc<str>) FastStr 0 None, ["a".into(), "b".into()];
    ArcName(Arc<str>) FastStr 0 None, [Arc::from("a"), Arc::from("b")];
    StaticName(&'static str) FastStr 0 None, ["a", "b"];
    CowName(Cow<'static, str>) FastStr 0 None, [Cow::from("a"), Cow::from("b".to_owned())];
    Bytes(Vec<u8>) FastStr 0 None, [vec![], vec![0], vec![0, 0]];
    BoxedBytes(Box<[u8]>) FastStr 0 None, [Box::from([1]), Box::from([2])];
    Numbers(Vec<u32>) General 0 None, [vec![], vec![0], vec![0, 0]];
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Packet(u8, bool, u16);

type Meters = u16;

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Aliased {
    height: Meters,
    at: Point,
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Switches(bool, Option<bool>, Suit);

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
struct Mixed {
    id: u32,
    name: String,
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct UnitStruct;

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct EmptyBraces {}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct EmptyTuple();

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Wide(
    bool,
    bool,
    bool,
    bool,
    bool,
    bool,
    bool,
    bool,
    bool,
    bool,
    bool,
    bool,
    bool,
    u8,
);

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
struct WideMixed(
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    String,
);

#[test]
fn structs() {
    let point = |x, y| Point { x, y };
    let points = [
        point(0, 0),
        point(0, 1),
        point(1, 0),
        point(-1, 0),
        point(0, -1),
    ];
    check(Path::Fast64, 64, None, &points);
    let packets = [Packet(0, false, 1), Packet(0, true, 0), Packet(1, false, 0)];
    check(Path::Fast32, 25, Some(1 << 25), &packets);
    let aliased = [
        Aliased {
            height: 0,
            at: point(0, 1),
        },
        Aliased {
            height: 0,
            at: point(1, 0),
        },
        Aliased {
            height: 1,
            at: point(0, 0),
        },
    ];
    check(Path::Fast128, 80, None, &aliased);
    check(Path::Direct, 0, Some(1), &[UnitStruct]);
    check(Path::Direct, 0, Some(1), &[EmptyBraces {}]);
    check(Path::Direct, 0, Some(1), &[EmptyTuple()]);
    let mixed = |id, name: &str| Mixed {
        id,
        name: name.to_owned(),
    };
    check(
        Path::General,
        0,
        None,
        &[mixed(0, "a"), mixed(1, "a"), mixed(0, "b")],
    );
}

#[test]
fn more_fields_than_tuples_have() {
    let mut wide: Vec<Wide> = (0..13)
        .map(|set| {
            let bit = |at| at == set;
            Wide(
                bit(0),
                bit(1),
                bit(2),
                bit(3),
                bit(4),
                bit(5),
                bit(6),
                bit(7),
                bit(8),
                bit(9),
                bit(10),
                bit(11),
                bit(12),
                0,
            )
        })
        .collect();
    wide.push(Wide(
        false, false, false, false, false, false, false, false, false, false, false, false, false,
        1,
    ));
    check(Path::Fast32, 21, Some(1 << 21), &wide);
    let mixed = |n: u8, name: &str| {
        WideMixed(
            n,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            n,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            name.to_owned(),
        )
    };
    check(
        Path::General,
        0,
        None,
        &[mixed(0, "a"), mixed(1, "a"), mixed(1, "b")],
    );
}

#[test]
fn products_count_without_gaps() {
    let mut all = Vec::new();
    for on in [false, true] {
        for maybe in [None, Some(false), Some(true)] {
            for suit in [Suit::Clubs, Suit::Diamonds, Suit::Hearts, Suit::Spades] {
                all.push(Switches(on, maybe, suit));
            }
        }
    }
    check(Path::Direct, 5, Some(24), &all);
    check_dense(&all);
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
enum Suit {
    Clubs,
    Diamonds,
    Hearts,
    Spades,
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[repr(i64)]
enum Discriminants {
    Negative = -5,
    Huge = i64::MAX,
    Zero = 0,
    Smallest = i64::MIN,
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
enum Single {
    Only,
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
enum Brackets {
    Round(),
    Curly {},
    None,
}

macro_rules! many {
    ($($variant:ident)*) => {
        #[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
        enum Many { $($variant,)* }
        const MANY: &[Many] = &[$(Many::$variant),*];
    };
}

// 300 variants, more than are indexed directly.
many! {
    V000 V001 V002 V003 V004 V005 V006 V007 V008 V009 V010 V011 V012 V013 V014 V015 V016 V017
    V018 V019 V020 V021 V022 V023 V024 V025 V026 V027 V028 V029 V030 V031 V032 V033 V034 V035
    V036 V037 V038 V039 V040 V041 V042 V043 V044 V045 V046 V047 V048 V049 V050 V051 V052 V053
    V054 V055 V056 V057 V058 V059 V060 V061 V062 V063 V064 V065 V066 V067 V068 V069 V070 V071
    V072 V073 V074 V075 V076 V077 V078 V079 V080 V081 V082 V083 V084 V085 V086 V087 V088 V089
    V090 V091 V092 V093 V094 V095 V096 V097 V098 V099 V100 V101 V102 V103 V104 V105 V106 V107
    V108 V109 V110 V111 V112 V113 V114 V115 V116 V117 V118 V119 V120 V121 V122 V123 V124 V125
    V126 V127 V128 V129 V130 V131 V132 V133 V134 V135 V136 V137 V138 V139 V140 V141 V142 V143
    V144 V145 V146 V147 V148 V149 V150 V151 V152 V153 V154 V155 V156 V157 V158 V159 V160 V161
    V162 V163 V164 V165 V166 V167 V168 V169 V170 V171 V172 V173 V174 V175 V176 V177 V178 V179
    V180 V181 V182 V183 V184 V185 V186 V187 V188 V189 V190 V191 V192 V193 V194 V195 V196 V197
    V198 V199 V200 V201 V202 V203 V204 V205 V206 V207 V208 V209 V210 V211 V212 V213 V214 V215
    V216 V217 V218 V219 V220 V221 V222 V223 V224 V225 V226 V227 V228 V229 V230 V231 V232 V233
    V234 V235 V236 V237 V238 V239 V240 V241 V242 V243 V244 V245 V246 V247 V248 V249 V250 V251
    V252 V253 V254 V255 V256 V257 V258 V259 V260 V261 V262 V263 V264 V265 V266 V267 V268 V269
    V270 V271 V272 V273 V274 V275 V276 V277 V278 V279 V280 V281 V282 V283 V284 V285 V286 V287
    V288 V289 V290 V291 V292 V293 V294 V295 V296 V297 V298 V299
}

#[test]
fn fieldless_enums() {
    let suits = [Suit::Clubs, Suit::Diamonds, Suit::Hearts, Suit::Spades];
    check(Path::Direct, 2, Some(4), &suits);
    check_dense(&suits);
    let discriminants = [
        Discriminants::Negative,
        Discriminants::Huge,
        Discriminants::Zero,
        Discriminants::Smallest,
    ];
    check(Path::Direct, 2, Some(4), &discriminants);
    check_dense(&discriminants);
    check(Path::Direct, 0, Some(1), &[Single::Only]);
    let brackets = [Brackets::Round(), Brackets::Curly {}, Brackets::None];
    check(Path::Direct, 2, Some(3), &brackets);
    check_dense(&brackets);
    check(Path::Fast32, 9, Some(300), MANY);
    check_dense(MANY);
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
enum Id {
    User(u32),
    Group(u32),
    Root,
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
enum Finite {
    Suit(Suit),
    Flag { on: bool, both: bool },
    Nothing,
    Never(),
}

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
enum Token {
    Word(String),
    Other(String),
    Number { value: u64, radix: u8 },
    End,
    Start,
}

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
enum Wrapper {
    Only(u16, u8),
}

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
enum NameOnly {
    Name(String),
}

#[test]
fn payload_enums() {
    check(
        Path::Fast64,
        34,
        Some((1 << 33) + 1),
        &[
            Id::User(0),
            Id::User(u32::MAX),
            Id::Group(0),
            Id::Group(u32::MAX),
            Id::Root,
        ],
    );
    let mut finite = vec![Finite::Nothing, Finite::Never()];
    finite.extend([Suit::Clubs, Suit::Diamonds, Suit::Hearts, Suit::Spades].map(Finite::Suit));
    for (on, both) in [(false, false), (false, true), (true, false), (true, true)] {
        finite.push(Finite::Flag { on, both });
    }
    check(Path::Direct, 4, Some(10), &finite);
    check_dense(&finite);
    let tokens = [
        Token::Word("a".to_owned()),
        Token::Other("a".to_owned()),
        Token::Word("b".to_owned()),
        Token::Number { value: 1, radix: 2 },
        Token::Number { value: 2, radix: 1 },
        Token::End,
        Token::Start,
    ];
    check(Path::General, 0, None, &tokens);
    let wrappers = [Wrapper::Only(0, 1), Wrapper::Only(1, 0)];
    check(Path::Fast32, 24, Some(1 << 24), &wrappers);
    let names = [
        NameOnly::Name("a".to_owned()),
        NameOnly::Name("b".to_owned()),
    ];
    check(Path::FastStr, 0, None, &names);
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Tagged<T>(u64, PhantomData<T>);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Two<A, B = u8>(A, B);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Block<const N: usize>([u8; N]);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Borrowed<'a>(&'a str);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Everything<'a, 'b: 'a, V: Clone, const N: usize>
where
    V: Copy,
{
    text: &'a str,
    longer: &'b [u8],
    values: [V; N],
}

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
enum Either<L, R> {
    Left(L),
    Right { value: R },
    Neither,
}

#[derive(FastMap, PartialEq, Eq, Debug)]
struct Labelled<T>(String, PhantomData<fn() -> T>);

/// A type that is nothing: no key, no `Clone`, no `Eq`.
#[derive(Debug)]
struct Nothing;

/// An `Eq` without asking anything of the parameter.
#[derive(FastMap, Debug)]
struct Unbounded<T>(u16, PhantomData<T>);

impl<T> PartialEq for Unbounded<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Unbounded<T> {}

#[test]
fn generics() {
    check(
        Path::Fast64,
        64,
        None,
        &[Tagged(1, PhantomData::<u8>), Tagged(2, PhantomData)],
    );
    check(Path::Fast32, 16, Some(1 << 16), &[Two(1u8, 0u8), Two(0, 1)]);
    check(Path::General, 0, None, &[Two(1u8, "a"), Two(1, "b")]);
    check(Path::Fast64, 64, None, &[Block([0; 8]), Block([1; 8])]);
    check(Path::General, 0, None, &[Block([0; 20]), Block([1; 20])]);
    check(Path::FastStr, 0, None, &[Borrowed("a"), Borrowed("b")]);
    check(
        Path::Fast32,
        16,
        Some(1 << 16),
        &[Unbounded::<Nothing>(1, PhantomData)],
    );
    let everything = |text, values| Everything {
        text,
        longer: b"",
        values,
    };
    check(
        Path::General,
        0,
        None,
        &[everything("a", [1u8, 2]), everything("b", [1, 2])],
    );
    let either = [
        Either::Left(1u32),
        Either::Right { value: 1u32 },
        Either::Neither,
    ];
    check(Path::Fast64, 34, Some((1 << 33) + 1), &either);
    let labels = [Labelled("a".to_owned(), PhantomData::<fn() -> u8>)];
    check(Path::FastStr, 0, None, &labels);
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(path = "direct")]
struct Port(u16);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(path = "fast64", no_alias)]
struct Roomy(u16);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(path = "general", map = "Anything", set = "AnythingSeen")]
struct Own<T>(T);

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
#[fast_map(path = "faststr")]
struct Route(String);

/// A type alias hides its string from the macro but not from the plan.
type Text = String;

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
struct Hidden(Text);

#[test]
fn forced_paths() {
    check(Path::Direct, 16, Some(1 << 16), &[Port(0), Port(80)]);
    check(Path::Fast64, 16, Some(1 << 16), &[Roomy(0), Roomy(80)]);
    check(
        Path::General,
        0,
        None,
        &[Own(Ipv4Addr::LOCALHOST), Own(Ipv4Addr::BROADCAST)],
    );
    check(
        Path::FastStr,
        0,
        None,
        &[Route("a".to_owned()), Route("b".to_owned())],
    );
    check(
        Path::FastStr,
        0,
        None,
        &[Hidden("a".to_owned()), Hidden("b".to_owned())],
    );
}

#[test]
fn strings_are_found_by_their_text() {
    assert!("a".equivalent(&Name("a".to_owned())));
    assert!(!"b".equivalent(&Name("a".to_owned())));
    assert!("a".equivalent(&ArcName("a".into())));
    assert!("a".equivalent(&Borrowed("a")));
    assert!("a".equivalent(&Labelled("a".to_owned(), PhantomData::<fn() -> u8>)));
    assert!(b"a"[..].equivalent(&Bytes(b"a".to_vec())));
    let seed = 11;
    assert_eq!("a".mix(seed), Name("a".to_owned()).mix(seed));
    assert_eq!(
        "a".mix(seed),
        Labelled("a".to_owned(), PhantomData::<fn() -> u8>).mix(seed)
    );
    assert_eq!(b"a"[..].mix(seed), Bytes(b"a".to_vec()).mix(seed));
}

/// The key implements `Borrow` itself.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(no_borrow)]
struct Borrowable(String);

impl std::borrow::Borrow<str> for Borrowable {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[test]
fn a_borrow_of_ones_own_is_kept() {
    assert!("a".equivalent(&Borrowable("a".to_owned())));
}

#[test]
fn aliases_have_the_keys_parameters() {
    fn same<T>(_: PhantomData<T>, _: PhantomData<T>) {}
    same(
        PhantomData::<PointMap<u8>>,
        PhantomData::<FastMap<Point, u8>>,
    );
    same(PhantomData::<PointSet>, PhantomData::<FastSet<Point>>);
    same(
        PhantomData::<TwoMap<u8, u16, &str>>,
        PhantomData::<FastMap<Two<u8, u16>, &str>>,
    );
    same(
        PhantomData::<EverythingMap<'_, '_, u8, 2, u64>>,
        PhantomData::<FastMap<Everything<'_, '_, u8, 2>, u64>>,
    );
    same(PhantomData::<BlockSet<3>>, PhantomData::<FastSet<Block<3>>>);
    same(
        PhantomData::<Anything<u8, ()>>,
        PhantomData::<FastMap<Own<u8>, ()>>,
    );
    same(
        PhantomData::<AnythingSeen<u8>>,
        PhantomData::<FastSet<Own<u8>>>,
    );
}
