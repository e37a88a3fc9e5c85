//! What may come next while a filter is typed.

use std::ops::Range;

use super::field::{self, FIELDS};
use super::format::{field_name, word_value};
use super::lexer::{Placed, Token, is_sign, lex};
use super::operand::is_unknown;
use super::parser::{FUNCTIONS, Function, function, keyword};
use super::{Comparison, Field, FieldKind, FieldSpec, fold};
use crate::lang::Lang;
use crate::model::GroupId;
use crate::model::record::Action;
use crate::model::view::Vocabulary;
use crate::text::initials;

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CandidateKind {
    /// A field, to be followed by an operator.
    Field,
    /// `did`, `got`, `said`, `confidence`.
    Function,
    /// `:`, `>=` …
    Operator,
    /// A value of the field before it.
    Value,
    /// `and`, `or`, `not`.
    Keyword,
}

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What replaces [`Completions::span`].
    pub text: String,
    /// What it is.
    pub kind: CandidateKind,
    /// What it means, beside it: (Chinese, English); may be empty.
    pub about: (String, String),
}

/// Ways to go on, best first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completions {
    /// The bytes a candidate replaces; empty to insert.
    pub span: Range<usize>,
    /// The candidates.
    pub candidates: Vec<Candidate>,
    /// The field of which a value is asked for, and where its condition begins.
    pub value_of: Option<(Field, usize)>,
}

/// How many are offered at most.
const MOST: usize = 50;
/// How many values of one field are offered before the field itself is typed.
const BY_VALUE: usize = 4;

/// Ways to go on at `cursor` (a byte offset; moved back to a character's start if inside one).
/// Of names in two languages, that of `lang` is offered where nothing typed says which is wanted.
pub fn complete(input: &str, cursor: usize, vocabulary: &Vocabulary, lang: Lang) -> Completions {
    let mut cursor = cursor.min(input.len());
    while !input.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let mut before = lex(&input[..cursor]).tokens;
    let partial = before.pop_if(|last| last.span.end == cursor && is_partial(&last.token, input, cursor));
    let typed = partial.as_ref().map_or(String::new(), |placed| text(&placed.token).to_owned());
    let span = partial.map_or(cursor..cursor, |placed| placed.span);
    let value_of = match (expected(&before), before.iter().rev().nth(1)) {
        (Expected::Value(on), Some(name)) if matches!(before.last(), Some(Placed { token: Token::Compare(_), .. })) => {
            Some((on, name.span.start))
        }
        _ => None,
    };
    let mut candidates = match expected(&before) {
        Expected::Value(on) => values(&on, vocabulary),
        Expected::Action => actions(),
        Expected::Attribute => FIELDS.iter().filter(|spec| spec.is_attribute).map(field_names).collect(),
        Expected::Nothing => Vec::new(),
        Expected::Condition => conditions(vocabulary),
        Expected::Joint => [keywords(), conditions(vocabulary)].concat(),
    };
    candidates = ranked(candidates, &typed, lang);
    let takes_operator = matches!(expected(&before), Expected::Condition | Expected::Joint);
    if takes_operator {
        candidates.extend(by_value(&typed, vocabulary, lang));
    }
    if let Some(spec) = field::find(&typed).filter(|_| takes_operator) {
        candidates.splice(0..0, operators(spec, &typed));
    }
    candidates.truncate(MOST);
    Completions { span, candidates: candidates.into_iter().map(|named| named.candidate).collect(), value_of }
}

/// What the tokens before the cursor ask for.
enum Expected {
    Condition,
    Joint,
    Value(Field),
    Action,
    Attribute,
    Nothing,
}

fn is_partial(token: &Token, input: &str, cursor: usize) -> bool {
    match token {
        Token::Word(_) => true,
        // A closed quote is a finished value.
        Token::Quoted(_) => lex(&input[..cursor]).unclosed.is_some(),
        _ => false,
    }
}

fn text(token: &Token) -> &str {
    match token {
        Token::Word(text) | Token::Quoted(text) => text,
        _ => "",
    }
}

fn expected(before: &[Placed]) -> Expected {
    let tokens: Vec<&Token> = before.iter().map(|placed| &placed.token).collect();
    match tokens.as_slice() {
        [] => Expected::Condition,
        [.., name, Token::Compare(_)] => of_field(name),
        [.., Token::Word(word)] if keyword(word).is_some() => Expected::Condition,
        [rest @ .., Token::Open | Token::Comma] => in_parentheses(rest, tokens.last() == Some(&&Token::Comma)),
        [.., Token::Word(_) | Token::Quoted(_) | Token::Close] => Expected::Joint,
        _ => Expected::Nothing,
    }
}

/// What belongs after `(` or a comma: `before` ends just ahead of it.
fn in_parentheses(before: &[&Token], after_comma: bool) -> Expected {
    let open = match after_comma {
        false => before.len(),
        true => match before.iter().rposition(|token| **token == Token::Open) {
            Some(open) => open,
            None => return Expected::Nothing,
        },
    };
    match (&before[..open], after_comma) {
        ([.., name, Token::Compare(_)], _) => of_field(name),
        ([.., Token::Word(word)], false) => match function(word) {
            Some(Function::Did | Function::Got) => Expected::Action,
            Some(Function::Confidence) => Expected::Attribute,
            Some(Function::Said) => Expected::Nothing,
            None => Expected::Condition,
        },
        (_, true) => Expected::Nothing,
        (_, false) => Expected::Condition,
    }
}

fn of_field(name: &Token) -> Expected {
    match name {
        Token::Word(word) => match field::find(word) {
            Some(spec) => Expected::Value(Field::Known(spec.key)),
            None => Expected::Value(Field::Imported(word.clone())),
        },
        Token::Quoted(title) => Expected::Value(Field::Imported(title.clone())),
        _ => Expected::Nothing,
    }
}

/// A candidate with every name it is found by; the first is offered when nothing is typed yet.
#[derive(Clone)]
struct Named {
    names: Vec<String>,
    candidate: Candidate,
}

impl Named {
    fn new(names: &[&str], kind: CandidateKind, about: (&str, &str)) -> Named {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let about = (about.0.to_owned(), about.1.to_owned());
        Named { candidate: Candidate { text: names[0].clone(), kind, about }, names }
    }
}

/// Those with a name that begins with what is typed, then those with a name that contains it, or whose
/// pinyin begins so; each is written in the language in which it was found, or where several fit in `lang`.
fn ranked(all: Vec<Named>, typed: &str, lang: Lang) -> Vec<Named> {
    let typed = fold(typed);
    let may_be_initials = initials::may_be(&typed);
    let holds = |name: &str| {
        let name = fold(name);
        name.contains(&typed) || may_be_initials && initials::begins(&name, &typed)
    };
    let mut found: Vec<(bool, Named)> = all
        .into_iter()
        .filter_map(|named| {
            let first = |fits: &dyn Fn(&str) -> bool| {
                let fitting: Vec<&String> = named.names.iter().filter(|name| fits(name)).collect();
                let in_lang = fitting.iter().find(|name| name.is_ascii() == (lang == Lang::En));
                in_lang.or(fitting.first()).map(|name| (*name).clone())
            };
            let prefix = first(&|name| fold(name).starts_with(&typed));
            let name = prefix.clone().or_else(|| first(&holds))?;
            let candidate = Candidate { text: written(&name, named.candidate.kind), ..named.candidate };
            Some((prefix.is_none(), Named { names: named.names, candidate }))
        })
        .collect();
    found.sort_by_key(|(inside, _)| *inside);
    found.into_iter().map(|(_, named)| named).collect()
}

fn written(name: &str, kind: CandidateKind) -> String {
    match kind {
        CandidateKind::Value if is_unknown(name) => name.to_owned(),
        CandidateKind::Value => word_value(name),
        CandidateKind::Field if name.chars().any(is_sign) => field_name(&Field::Imported(name.to_owned())),
        _ => name.to_owned(),
    }
}

fn field_names(spec: &FieldSpec) -> Named {
    let names: Vec<&str> = spec.names().collect();
    Named::new(&names, CandidateKind::Field, spec.about)
}

fn conditions(vocabulary: &Vocabulary) -> Vec<Named> {
    let imported = vocabulary
        .imported
        .iter()
        .map(|title| Named::new(&[title], CandidateKind::Field, ("导入的列", "Imported column")));
    let functions = FUNCTIONS.iter().map(|(function, en, zh)| {
        let about = match function {
            Function::Did => ("做过的次数：did(reply,30d)>=3", "How often they did: did(reply,30d)>=3"),
            Function::Got => ("收到的次数：got(like,90d)=0", "How often they received: got(like,90d)=0"),
            Function::Said => ("说过的词：said(\"露营\",30d)", "What they said: said(\"camping\",30d)"),
            Function::Confidence => ("属性的把握：confidence(gender)>=0.8", "How sure: confidence(gender)>=0.8"),
        };
        Named::new(&[en, zh], CandidateKind::Function, about)
    });
    let not = Named::new(&["not", "非"], CandidateKind::Keyword, ("不满足", "Not so"));
    FIELDS.iter().map(field_names).chain(imported).chain(functions).chain([not]).collect()
}

/// Conditions of which the value is typed rather than the field: `浙江` offers `地区:浙江`.
fn by_value(typed: &str, vocabulary: &Vocabulary, lang: Lang) -> Vec<Named> {
    // A letter alone is in too many values to mean one.
    if typed.len() < 2 {
        return Vec::new();
    }
    let has_values = |spec: &&FieldSpec| {
        let is_free = matches!(spec.key, "community" | "group" | "tag" | "segment" | "region");
        is_free || matches!(spec.kind, FieldKind::Code(_))
    };
    let of = |spec: &'static FieldSpec| {
        let found = ranked(values(&Field::Known(spec.key), vocabulary), typed, lang);
        let meant = found.into_iter().filter(|named| !is_unknown(&named.candidate.text));
        meant.take(BY_VALUE).map(move |mut named| {
            let field = if named.candidate.text.is_ascii() { spec.key } else { spec.zh };
            named.candidate.text.insert_str(0, &format!("{field}:"));
            // Of tags and segments, whoever shows them can say how many members they have.
            if !matches!(spec.key, "tag" | "segment") {
                named.candidate.about = (spec.about.0.to_owned(), spec.about.1.to_owned());
            }
            named
        })
    };
    FIELDS.iter().filter(has_values).flat_map(of).collect()
}

fn keywords() -> Vec<Named> {
    vec![
        Named::new(&["and", "且"], CandidateKind::Keyword, ("同时满足", "Both")),
        Named::new(&["or", "或"], CandidateKind::Keyword, ("满足其一", "Either")),
    ]
}

/// The operators a field takes, each written after what is typed of it.
fn operators(spec: &FieldSpec, typed: &str) -> Vec<Named> {
    use Comparison::{AtLeast, AtMost, Differs, Equal, Has, Less, More};
    let fitting: &[Comparison] = match spec.kind {
        FieldKind::Number(_) | FieldKind::Days | FieldKind::Day => &[AtLeast, AtMost, More, Less, Equal, Differs, Has],
        _ => &[Has, Equal, Differs],
    };
    let named = |comparison: &Comparison| {
        let text = format!("{typed}{}", super::format::comparison_sign(*comparison));
        Named::new(&[&text], CandidateKind::Operator, spec.about)
    };
    fitting.iter().map(named).collect()
}

fn actions() -> Vec<Named> {
    Action::KNOWN.iter().map(|(_, key, zh)| Named::new(&[key, zh], CandidateKind::Value, (zh, key))).collect()
}

fn values(on: &Field, vocabulary: &Vocabulary) -> Vec<Named> {
    let key = match on {
        Field::Known(key) => key,
        Field::Imported(title) => title.as_str(),
    };
    if *on == Field::Known("group_id") {
        let numbered = |(id, name): &(GroupId, String)| {
            let number = id.to_string();
            Named::new(&[&number], CandidateKind::Value, (name, name))
        };
        return vocabulary.groups.iter().map(numbered).collect();
    }
    let mut named: Vec<Named> = match field::kind(on) {
        FieldKind::Code(codes) => {
            codes.iter().map(|(key, zh)| Named::new(&[key, zh], CandidateKind::Value, (zh, key))).collect()
        }
        _ => Vec::new(),
    };
    if named.is_empty() {
        named.extend(listed(key, vocabulary).map(|word| Named::new(&[word], CandidateKind::Value, ("", ""))));
    }
    named.extend(spans(field::kind(on)));
    let may_be_unknown = field::spec(on).is_none_or(|spec| spec.is_attribute || spec.kind == FieldKind::Day);
    if may_be_unknown {
        named.push(Named::new(&["unknown", "未知"], CandidateKind::Value, ("没有数据", "No data")));
    }
    named
}

/// The words of the store that a field may hold.
fn listed<'a>(key: &'a str, vocabulary: &'a Vocabulary) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    match key {
        "tag" => Box::new(vocabulary.tags.iter().map(String::as_str)),
        "segment" | "entered" | "exited" => Box::new(vocabulary.segments.iter().map(String::as_str)),
        "community" => Box::new(vocabulary.communities.iter().map(String::as_str)),
        "group" => Box::new(vocabulary.groups.iter().map(|(_, name)| name.as_str())),
        _ => Box::new(
            vocabulary
                .values
                .iter()
                .filter(move |(field, _)| field == key)
                .flat_map(|(_, values)| values)
                .map(String::as_str),
        ),
    }
}

fn spans(kind: FieldKind) -> Vec<Named> {
    let days: &[&str] = match kind {
        FieldKind::Day | FieldKind::Days => &["7d", "30d", "90d", "180d", "365d"],
        _ => &[],
    };
    days.iter().map(|span| Named::new(&[span], CandidateKind::Value, ("天数", "days"))).collect()
}
