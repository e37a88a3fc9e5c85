//! The filter language: one language for lists, segments, tags and the explorer's filter line.
//!
//! `tag:KOL and region:浙江 and activity>=60 and not tag:流失风险`
//!
//! Text becomes an [`Expr`] ([`parse`]), goes back to text ([`format()`]), reads as a sentence
//! ([`explain()`]), is completed while typed ([`complete()`]), and is answered for one member by
//! [`matches()`] over anything that implements [`Facts`]. The store compiles the same [`Expr`]
//! to SQL; [`facts`] says what each field is, so that both give the same answer.

pub mod ast;
pub mod complete;
pub mod error;
pub mod explain;
pub mod facts;
pub mod field;
pub mod format;
mod lexer;
pub mod meant;
mod operand;
mod parser;
mod place;
pub mod uses;

pub use ast::{Comparison, Did, Expr, Field, Operand, Side, Window};
pub use complete::{Candidate, CandidateKind, Completions, complete};
pub use error::{ParseError, Problem, nearest};
pub use explain::{explain, explain_condition, title};
pub use facts::{Fact, Facts, fold, matches, number_fits};
pub use field::{FIELDS, FieldKind, FieldSpec};
pub use format::{format, format_in, written_in};
pub use meant::meant;
pub use parser::{parse, parse_typed};
pub use uses::{
    Reduced, RuleCycle, Selects, Telling, beyond_all, conditions, evaluation_order, fields_used, identifying_words,
    names_somebody, reduce, said_terms, segments_used, tags_used, with_segment_renamed,
};

#[cfg(test)]
mod tests;
