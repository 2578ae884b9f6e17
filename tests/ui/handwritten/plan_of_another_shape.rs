//! A plan must be one for the key's shape: memory is made by it.

use map_core::private::{Path, Plan, Shape};
use map_core::{FastKey, FastMap, Layout};

#[derive(PartialEq, Eq)]
struct MoreThanFit(u64);

impl FastKey for MoreThanFit {
    const PLAN: Plan = {
        let mut plan = Plan::of(Self::SHAPE);
        plan.path = Path::Direct;
        plan.cardinality = Some(u64::MAX);
        plan
    };
    const SHAPE: Shape = Shape::packed(64, None);
}

#[derive(PartialEq, Eq)]
struct Nobody(u64);

impl FastKey for Nobody {
    const PLAN: Plan = {
        let mut plan = Plan::of(Self::SHAPE);
        plan.cardinality = Some(0);
        plan
    };
    const SHAPE: Shape = Shape::packed(1, Some(2));
}

#[derive(PartialEq, Eq)]
struct NotText(u64);

impl FastKey for NotText {
    const PLAN: Plan = Plan::of(Shape::TEXT);
    const SHAPE: Shape = Shape::packed(64, None);
}

const _: Layout = FastMap::<MoreThanFit, ()>::layout();
const _: Layout = FastMap::<Nobody, ()>::layout();
const _: Layout = FastMap::<NotText, ()>::layout();

fn main() {}
