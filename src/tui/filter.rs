//! The one filter that all screens share: typed, drilled into, and taken back step by step.

use super::state::Remote;
use super::widget::line::LineInput;
use crate::lang::Lang;
use crate::model::view::{Distribution, Vocabulary};
use crate::query::{self, Comparison, Expr, Field, FieldKind, Operand, field};

/// What is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// Byte offset in the typed text.
    pub(super) at: usize,
    pub(super) message: String,
}

/// Whether the whole filter is typed, or a word to find within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typing {
    Filter,
    Search,
}

/// A filter being typed.
#[derive(Debug)]
pub(super) struct Editor {
    pub(super) typing: Typing,
    pub(super) line: LineInput,
    pub(super) problem: Option<Problem>,
    /// (what it inserts, what it means).
    pub(super) offers: Vec<(String, String)>,
    pub(super) chosen: usize,
    /// The field of which a value is offered, and the filter before its condition.
    pub(super) value_of: Option<(&'static str, Option<Expr>)>,
    /// How many have each of its values.
    pub(super) counts: Remote<Distribution>,
    /// Whether its meaning has changed since members were last asked for.
    pub(super) is_settling: bool,
    replaced: std::ops::Range<usize>,
    /// Which of the filters typed before stands in the line, and what stood there first.
    recalled: Option<(usize, String)>,
    before: (String, Option<Expr>),
}

/// The filter, and how it came about.
#[derive(Debug, Default)]
pub(super) struct Filter {
    text: String,
    expr: Option<Expr>,
    trail: Vec<(String, Option<Expr>)>,
    /// Filters typed before, the latest first.
    typed: Vec<String>,
    pub(super) editor: Option<Editor>,
}

impl Filter {
    /// As written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// As understood; everybody, if none.
    pub(super) fn expr(&self) -> Option<&Expr> {
        self.expr.as_ref()
    }

    /// How many filters led here since there was none, for the breadcrumb.
    pub(super) fn steps(&self) -> usize {
        self.trail.iter().rev().take_while(|(text, _)| !text.is_empty()).count()
    }

    /// Narrows the filter by one more condition, written in the language of the screen.
    pub(super) fn add(&mut self, condition: Expr, lang: Lang) {
        let narrowed = match self.expr.clone() {
            Some(current) if parts(current.clone()).contains(&condition) => return,
            Some(current) => both(current, condition),
            None => condition,
        };
        self.put(Some(narrowed), lang);
    }

    /// Replaces the filter; the one before can be taken back.
    pub(super) fn put(&mut self, expr: Option<Expr>, lang: Lang) {
        let text = expr.as_ref().map(|expr| query::format_in(expr, lang)).unwrap_or_default();
        self.trail.push((std::mem::replace(&mut self.text, text), std::mem::replace(&mut self.expr, expr)));
    }

    /// Writes in another language what was written for the screen; what was typed stays as it was typed.
    pub(super) fn translate(&mut self, from: Lang, to: Lang) {
        let earlier = self.trail.iter_mut().map(|(text, expr)| (text, &*expr));
        for (text, expr) in earlier.chain([(&mut self.text, &self.expr)]) {
            if let Some(expr) = expr.as_ref().filter(|expr| query::format_in(expr, from) == *text) {
                *text = query::format_in(expr, to);
            }
        }
    }

    /// Takes the latest change back; says whether there was one.
    pub(super) fn take_back(&mut self) -> bool {
        let had = !self.text.is_empty();
        let (text, expr) = self.trail.pop().unwrap_or_default();
        (self.text, self.expr) = (text, expr);
        had
    }

    /// Whether what is being typed cannot be read.
    pub(super) fn has_problem(&self) -> bool {
        self.editor.as_ref().is_some_and(|editor| editor.problem.is_some())
    }

    /// Begins to type.
    pub(super) fn edit(&mut self, typing: Typing) {
        let line = match typing {
            // What is typed next is a condition of its own.
            Typing::Filter if !self.text.is_empty() => LineInput::with(&format!("{} ", self.text)),
            Typing::Filter | Typing::Search => LineInput::default(),
        };
        self.editor = Some(Editor {
            typing,
            line,
            problem: None,
            offers: Vec::new(),
            chosen: 0,
            value_of: None,
            counts: Remote::default(),
            is_settling: false,
            replaced: 0..0,
            recalled: None,
            before: (self.text.clone(), self.expr.clone()),
        });
    }

    /// Reads what stands in the editor; says whether the meaning changed.
    pub(super) fn read(&mut self, lang: Lang, vocabulary: &Vocabulary) -> bool {
        let Some(editor) = &mut self.editor else { return false };
        editor.offer(lang, vocabulary);
        let (text, expr) = match editor.meaning(lang, vocabulary) {
            Ok(read) => read,
            Err(problem) => {
                editor.problem = Some(problem);
                return false;
            }
        };
        editor.problem = None;
        self.text = text;
        let changed = self.expr != expr;
        editor.is_settling |= changed;
        self.expr = expr;
        changed
    }

    /// Ends typing and keeps it; refuses, while the text cannot be read.
    pub(super) fn submit(&mut self, lang: Lang) -> bool {
        match self.editor.take() {
            Some(editor) if editor.problem.is_some() => {
                self.editor = Some(editor);
                false
            }
            Some(editor) => {
                if editor.before.1 != self.expr {
                    self.trail.extend(steps(editor.before, self.expr.as_ref(), lang));
                }
                true
            }
            None => true,
        }
    }

    /// Filters typed in earlier sessions, the latest first.
    pub(super) fn recall_from(&mut self, earlier: Vec<String>) {
        let new = earlier.into_iter().filter(|filter| !self.typed.contains(filter)).collect::<Vec<_>>();
        self.typed.extend(new);
    }

    /// Remembers the filter as it stands; gives it, if there is one.
    pub(super) fn remember(&mut self) -> Option<String> {
        let text = Some(self.text.clone()).filter(|text| !text.is_empty())?;
        self.typed.retain(|known| *known != text);
        self.typed.insert(0, text.clone());
        Some(text)
    }

    /// Puts an older (or newer) filter into the line; says whether there was one.
    pub(super) fn recall(&mut self, older: bool) -> bool {
        let Some(editor) = self.editor.as_mut().filter(|editor| editor.typing == Typing::Filter) else { return false };
        let (at, draft) = match editor.recalled.take() {
            None if older => (Some(0), editor.line.text().to_owned()),
            None => return false,
            Some((at, draft)) if older => (Some(at + 1), draft),
            Some((at, draft)) => (at.checked_sub(1), draft),
        };
        // What stands in the line already is no older filter.
        let same = editor.line.text().trim();
        let at = at.map(|at| if older && self.typed.get(at).is_some_and(|text| text == same) { at + 1 } else { at });
        let last = self.typed.len().checked_sub(1);
        let (Some(at), Some(last)) = (at, last) else {
            editor.line = LineInput::with(&draft);
            return true;
        };
        let at = at.min(last);
        editor.line = LineInput::with(&self.typed[at]);
        editor.recalled = Some((at, draft));
        true
    }

    /// Whether an older filter stands in the line, or would on the next step up.
    pub(super) fn recalls(&self, older: bool) -> bool {
        self.editor.as_ref().is_some_and(|editor| editor.recalled.is_some() || (older && editor.chosen == 0))
    }

    /// Ends typing and restores what was before.
    pub(super) fn cancel(&mut self) {
        if let Some(editor) = self.editor.take() {
            (self.text, self.expr) = editor.before;
        }
    }

    /// Puts the chosen completion into the text; says whether there was one.
    pub(super) fn complete(&mut self) -> bool {
        let Some(editor) = &mut self.editor else { return false };
        let Some((insert, _)) = editor.offers.get(editor.chosen).cloned() else { return false };
        let mut text = editor.line.text().to_owned();
        let replaced = editor.replaced.clone();
        if text.get(replaced.clone()).is_none() {
            return false;
        }
        text.replace_range(replaced.clone(), &insert);
        editor.line.set(&text, replaced.start + insert.len());
        true
    }
}

impl Editor {
    fn meaning(&self, lang: Lang, vocabulary: &Vocabulary) -> Result<(String, Option<Expr>), Problem> {
        let typed = self.line.text().trim();
        match self.typing {
            Typing::Search if typed.is_empty() => Ok(self.before.clone()),
            Typing::Search => {
                let word = sought(typed);
                let expr = match self.before.1.clone() {
                    Some(before) => both(before, word),
                    None => word,
                };
                Ok((query::format_in(&expr, lang), Some(expr)))
            }
            Typing::Filter if typed.is_empty() => Ok(Default::default()),
            Typing::Filter => match query::parse_typed(self.line.text(), vocabulary) {
                Ok(expr) => Ok((typed.to_owned(), Some(expr))),
                Err(error) => Err(Problem { at: error.span.start, message: error.message(lang) }),
            },
        }
    }

    fn offer(&mut self, lang: Lang, vocabulary: &Vocabulary) {
        self.chosen = 0;
        self.offers.clear();
        if self.typing == Typing::Filter {
            let found = query::complete(self.line.text(), self.line.caret(), vocabulary, lang);
            self.replaced = found.span;
            let about = |about: (String, String)| if lang == Lang::Zh { about.0 } else { about.1 };
            self.count_by(found.value_of, vocabulary);
            self.offers =
                found.candidates.into_iter().map(|candidate| (candidate.text, about(candidate.about))).collect();
        }
    }
}

impl Editor {
    /// What is counted of the values on offer: those of one field, under the conditions that stand before it.
    fn count_by(&mut self, value_of: Option<(Field, usize)>, vocabulary: &Vocabulary) {
        let value_of = value_of.and_then(|(field, start)| match field {
            Field::Known(key) if is_enumerated(key) => {
                let before = self.line.text()[..start].trim_end();
                let before = before.rsplit_once(char::is_whitespace).map_or("", |(before, _and)| before);
                Some((key, query::parse(before, vocabulary).ok()))
            }
            Field::Known(_) | Field::Imported(_) => None,
        });
        if self.value_of != value_of {
            self.counts = Remote::default();
            self.value_of = value_of;
        }
    }

    /// How many have a value on offer, once that is known.
    pub(super) fn count_of(&self, offer: &str, vocabulary: &Vocabulary) -> Option<u64> {
        let ((key, _), counts) = (self.value_of.as_ref()?, self.counts.value.as_ref()?);
        let Ok(Expr::Compare(_, _, Operand::Word(word))) = query::parse(&format!("{key}:{offer}"), vocabulary) else {
            return None;
        };
        if field::find(key).is_some_and(|spec| spec.kind == FieldKind::Place) {
            return within(counts, &word);
        }
        Some(counts.bars.iter().find(|bar| bar.value == word).map_or(0, |bar| bar.members))
    }
}

/// How many are in a place or in one that lies in it; unknown where not every place has a bar of its own.
fn within(counts: &Distribution, place: &str) -> Option<u64> {
    let (places, unknown) = counts.bars.split_at(counts.bars.len().saturating_sub(1));
    let are_all_counted = unknown.iter().map(|bar| bar.members).sum::<u64>() == counts.total - counts.known
        && places.iter().map(|bar| bar.members).sum::<u64>() == counts.known;
    // A province stands before its city; either alone is a place on offer.
    let inside = places.iter().filter(|bar| bar.value.starts_with(place) || bar.value.ends_with(place));
    are_all_counted.then(|| inside.map(|bar| bar.members).sum())
}

/// Whether a field has so few values that each can be counted.
fn is_enumerated(key: &str) -> bool {
    let kind = field::find(key).map(|spec| spec.kind);
    matches!(kind, Some(FieldKind::Code(_) | FieldKind::Place))
}

/// Who is searched for: a name or an account that holds the word; a number is that of a member's page, too.
fn sought(typed: &str) -> Expr {
    let (is_page, number) = typed.strip_prefix("id:").map_or((false, typed), |number| (true, number.trim()));
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Expr::Word(typed.to_owned());
    }
    let page = Expr::Compare(Field::Known("member_id"), Comparison::Has, Operand::Word(number.to_owned()));
    if is_page { page } else { Expr::Or(vec![page, Expr::Word(number.to_owned())]) }
}

/// The filters on the way to one that was typed: what stood before, then a condition more each.
fn steps(before: (String, Option<Expr>), typed: Option<&Expr>, lang: Lang) -> Vec<(String, Option<Expr>)> {
    let (known, typed) = (before.1.clone().map_or_else(Vec::new, parts), typed.cloned().map_or_else(Vec::new, parts));
    let shared = if typed.starts_with(&known) { known.len() } else { 0 };
    let shorter = (shared + 1..typed.len()).map(|length| {
        let expr = if length == 1 { typed[0].clone() } else { Expr::And(typed[..length].to_vec()) };
        (query::format_in(&expr, lang), Some(expr))
    });
    std::iter::once(before).chain(shorter).collect()
}

/// The conditions of which each has to hold.
fn parts(expr: Expr) -> Vec<Expr> {
    match expr {
        Expr::And(parts) => parts,
        other => vec![other],
    }
}

/// Both conditions at once.
pub(super) fn both(first: Expr, second: Expr) -> Expr {
    Expr::And([parts(first), parts(second)].concat())
}
