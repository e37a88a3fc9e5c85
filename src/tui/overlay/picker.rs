//! A list to choose from by typing a part of the name: commands, columns, fields, tags.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;

use crate::query::fold;
use crate::text::display;
use crate::text::initials;
use crate::tui::keys::Key;
use crate::tui::state::Cursor;
use crate::tui::theme::Role;
use crate::tui::widget::line::LineInput;
use crate::tui::widget::{Canvas, centred};

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Purpose {
    /// A command by its place in the registry.
    Command,
    /// The field to sort by.
    Sort,
    /// The columns shown; several.
    Columns,
    /// The field to look at.
    Field,
    /// The field to cross with.
    CrossField,
    /// A tag to give; also a new one, as typed.
    GiveTag,
    /// A tag to take away.
    TakeTag,
    /// Whether somebody is staff, a bot, or neither.
    Staff,
    /// A stage of the lifecycle.
    Stage,
    /// What of the news since the last look to see.
    News,
    /// For how many days a matter is put off.
    Snooze,
    /// What to do with many join proposals at once.
    JoinsInBulk,
    /// What a column of a table is.
    ColumnField,
    /// Of what the list of leaders is.
    Slice,
    /// Within how many days those at risk may not be seen again.
    Window,
    /// What is copied.
    Copy,
    /// A scheme to try.
    Scheme,
    /// On what weights are fitted: who answered, or who bought.
    Tune,
}

/// One choice.
#[derive(Debug, Clone)]
pub(in crate::tui) struct Item {
    pub(in crate::tui) key: String,
    pub(in crate::tui) title: String,
    pub(in crate::tui) about: String,
    pub(in crate::tui) ticked: bool,
}

/// What finds an item: what it is called, and what is said of it.
#[derive(Debug)]
pub(in crate::tui) struct FoundBy {
    names: Vec<String>,
    about: String,
}

/// How a word finds an item, the best way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// A name begins with it.
    Beginning,
    /// A word of a name does; Chinese has no gaps, so a word may begin anywhere.
    Word,
    /// Its letters stand in a name, in their order.
    Letters,
    /// It stands in what is said.
    About,
}

impl FoundBy {
    pub(in crate::tui) fn new(names: &[&str], about: &[&str]) -> FoundBy {
        FoundBy { names: names.iter().map(|name| name.to_lowercase()).collect(), about: about.join(" ").to_lowercase() }
    }

    /// How all of the words find it, the worst of them; with how well their letters stand together.
    fn fit(&self, words: &[&str]) -> Option<(Fit, u32)> {
        words.iter().try_fold((Fit::Beginning, 0), |(worst, sum), word| {
            let (fit, score) = self.fit_of(word)?;
            Some((worst.max(fit), sum + score))
        })
    }

    fn fit_of(&self, word: &str) -> Option<(Fit, u32)> {
        if self.names.iter().any(|name| name.starts_with(word)) {
            return Some((Fit::Beginning, 0));
        }
        if self.names.iter().any(|name| has_word(name, word)) {
            return Some((Fit::Word, 0));
        }
        let pattern = Pattern::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let scores = self.names.iter().filter_map(|name| pattern.score(Utf32Str::new(name, &mut buffer), &mut matcher));
        let letters = scores.max().map(|score| (Fit::Letters, score));
        // Chinese is typed without gaps: a name, and what is said of it, in one.
        let whole = format!("{} {}", self.names.join(" "), self.about);
        let spans_both = !word.is_ascii() && pattern.score(Utf32Str::new(&whole, &mut buffer), &mut matcher).is_some();
        letters.or_else(|| (self.about.contains(word) || spans_both).then_some((Fit::About, 0)))
    }
}

/// Whether a word of a name begins so.
fn has_word(name: &str, start: &str) -> bool {
    name.match_indices(start).any(|(at, _)| !name[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
}

/// A list being chosen from.
#[derive(Debug)]
pub(in crate::tui) struct Picker {
    pub(in crate::tui) purpose: Purpose,
    title: String,
    items: Vec<Item>,
    /// What finds each item; what is typed for a new one has nothing that does.
    found_by: Vec<FoundBy>,
    /// So many items are of use now: the first.
    useful: usize,
    /// What is said of a name that is typed and not there; `None` where only what is there can be chosen.
    coins: Option<&'static str>,
    line: LineInput,
    shown: Vec<usize>,
    chosen: usize,
}

impl Picker {
    pub(in crate::tui) fn new(purpose: Purpose, title: &str, items: Vec<Item>) -> Picker {
        let found_by = items.iter().map(|item| {
            let Item { title, key, about, .. } = item;
            FoundBy::new(&[title, key, &initials::of(title)], &[about])
        });
        let (found_by, useful) = (found_by.collect(), items.len());
        let (line, shown) = (LineInput::default(), (0..items.len()).collect());
        Picker { purpose, title: title.to_owned(), items, found_by, useful, coins: None, line, shown, chosen: 0 }
    }

    /// The same list, where a name that is not there can be chosen, too; what is said of it.
    pub(in crate::tui) fn coining(self, about: &'static str) -> Picker {
        Picker { coins: Some(about), ..self }
    }

    /// The same list, its items found by other texts than what they show; only the first ones are of use now.
    pub(in crate::tui) fn found_by(self, found_by: Vec<FoundBy>, useful: usize) -> Picker {
        Picker { found_by, useful, ..self }
    }

    /// What was typed.
    pub(in crate::tui) fn typed(&self) -> &str {
        self.line.text()
    }

    /// The item under the cursor.
    pub(in crate::tui) fn current(&self) -> Option<&Item> {
        self.items.get(*self.shown.get(self.chosen)?)
    }

    pub(in crate::tui) fn step(&mut self, step: isize) {
        self.chosen = self.chosen.saturating_add_signed(step).min(self.shown.len().saturating_sub(1));
    }

    /// Ticks the item under the cursor, or takes the tick away.
    pub(in crate::tui) fn toggle(&mut self) {
        if let Some(index) = self.shown.get(self.chosen) {
            self.items[*index].ticked = !self.items[*index].ticked;
        }
    }

    pub(in crate::tui) fn press(&mut self, key: Key) {
        if self.line.press(key) {
            self.narrow();
        }
    }

    pub(in crate::tui) fn paste(&mut self, text: &str) {
        self.line.paste(text);
        self.narrow();
    }

    /// Keeps the items that match what was typed, best first; those of no use now behind others that match as well.
    fn narrow(&mut self) {
        self.chosen = 0;
        let typed = self.line.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let mut ranked: Vec<_> = self
            .found_by
            .iter()
            .enumerate()
            .filter_map(|(index, found_by)| {
                let (fit, score) = found_by.fit(&words)?;
                Some((fit, index >= self.useful, Reverse(score), index))
            })
            .collect();
        ranked.sort_unstable();
        self.shown = ranked.into_iter().map(|(.., index)| index).collect();
        self.offer_new();
    }

    /// What is typed is offered first as a tag of its own, unless there is one of that name: whoever
    /// types a new name must not get another tag that only resembles it.
    fn offer_new(&mut self) {
        self.items.truncate(self.found_by.len());
        let typed = self.line.text().trim().to_owned();
        let is_there = self.items.iter().any(|item| fold(&item.title) == fold(&typed));
        if let Some(about) = self.coins.filter(|_| !typed.is_empty() && !is_there) {
            self.shown.insert(0, self.items.len());
            self.items.push(Item { key: typed.clone(), title: typed, about: about.to_owned(), ticked: false });
        }
    }

    /// Draws the list; answers with the caret.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect) -> Option<(u16, u16)> {
        let height = (self.items.len() as u16).saturating_add(4).min(area.height);
        let body = canvas.frame(centred(area, 76, height), &self.title);
        if body.height < 2 {
            return None;
        }
        canvas.put(body.x, body.y, 2, "› ", Role::Key);
        let caret = self.line.draw(canvas, body.x + 2, body.y, body.width - 2);
        canvas.rule(body.x, body.y + 1, body.width);
        let room = u64::from(body.height - 2);
        let mut cursor = Cursor::default();
        cursor.place(self.chosen as u64, self.shown.len() as u64, room);
        let visible = self.shown.iter().enumerate().skip(cursor.top as usize).take(room as usize);
        for (row, (place, index)) in visible.enumerate() {
            let y = body.y + 2 + row as u16;
            self.draw_item(canvas, Rect::new(body.x, y, body.width, 1), &self.items[*index]);
            if place == self.chosen {
                canvas.shade(Rect::new(body.x, y, body.width, 1), Role::Selected);
            }
        }
        Some((caret, body.y))
    }

    fn draw_item(&self, canvas: &mut Canvas, area: Rect, item: &Item) {
        let mut x = area.x;
        if self.purpose == Purpose::Columns {
            x = canvas.put(x, area.y, 4, if item.ticked { "[x] " } else { "[ ] " }, Role::Key);
        }
        let title = display::fit(&item.title, 20);
        x = canvas.put(x, area.y, area.right().saturating_sub(x), &title, Role::Text);
        canvas.put(x + 1, area.y, area.right().saturating_sub(x + 1), &item.about, Role::Dim);
    }
}
