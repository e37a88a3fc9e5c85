//! The filter language: one language for lists, segments, tags and the explorer's filter line.
//!
//! `tag:KOL and region:浙江 and activity>=60 and not tag:流失风险`

pub mod ast;

pub use ast::{Comparison, Did, Expr, Field, Operand, Side, Window};
