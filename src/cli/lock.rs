//! `lock`: an attribute that no build changes any more.

use clap::Args;

use super::console::{Console, ask};
use super::problem::Problem;
use super::{Exit, person};
use crate::lang::cli as words;
use crate::lang::task::no_attribute;
use crate::model::attribute::{AttributeSpec, Shape};
use crate::model::view::MemberPortrait;
use crate::model::{Value, registry};
use crate::task::request::Work;
use crate::text::place;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "REF")]
    member: String,
    #[arg(value_name = "ATTR")]
    attribute: String,
    #[arg(value_name = "VALUE")]
    value: Option<String>,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let spec = attribute(console, &self.attribute)?;
        let value = self.value.as_deref().map(|text| value(console, spec, text)).transpose()?;
        let session = console.session()?;
        let row = person::one(console, &session, &self.member)?;
        let page: Box<MemberPortrait> = ask!(session, Portrait(row.id));
        if value.is_none() && !page.attributes.iter().any(|(_, known)| known.key == spec.key) {
            let title = console.lang.pick((spec.zh, spec.key)).to_owned();
            return Err(Problem::failed(words::nothing_to_lock(console.lang, &row.name, &title)).into());
        }
        drop(session);
        console.work(Work::Lock(row.id, spec.key.to_owned(), value))
    }
}

/// The attribute of a key or of its Chinese name.
pub(super) fn attribute(console: &Console, name: &str) -> Result<&'static AttributeSpec, Problem> {
    registry::named(name).ok_or_else(|| Problem::usage(no_attribute(console.lang, name)))
}

/// A value as typed, of the attribute's shape.
fn value(console: &Console, spec: &AttributeSpec, text: &str) -> Result<Value, Problem> {
    let read = match spec.shape {
        Shape::Number(_) => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number),
        Shape::Code(codes) => {
            let code = codes.iter().find(|(key, zh)| *key == text || *zh == text);
            code.map(|(code, _)| Value::Code((*code).to_owned()))
        }
        Shape::Place => place::parse(text)
            .map(|place| Value::Place { province: place.province.to_owned(), city: place.city.map(str::to_owned) }),
        Shape::Text => Some(Value::Text(text.to_owned())),
        Shape::Words | Shape::Codes(_) | Shape::Named => None,
    };
    let choices = match spec.shape {
        Shape::Code(codes) => codes.iter().map(|code| console.lang.pick((code.1, code.0))).collect(),
        _ => Vec::new(),
    };
    read.ok_or_else(|| Problem::usage(words::bad_value(console.lang, text, spec.key, &choices.join(", "))))
}
