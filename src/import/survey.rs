//! Questionnaires: what all tools' tables share. Columns become questions, or tell who answers;
//! rows become answers.
//!
//! A tool says which columns are its own and how it writes a question's header. Several columns
//! may be one question, with an option each; every row of a matrix is a question of its own.

use std::collections::BTreeMap;

use super::cell;
use super::choices::Choices;
use super::column::{self, Column};
use super::detect::Head;
use super::identity::{Identity, Told, tells_who};
use super::job::Job;
use super::moment::Order;
use super::table::Table;
use super::{Format, ImportError, Kind};
use crate::lang::import as say;
use crate::model::record::{Meaning, NameKind, Position, Question, Record, Response, Survey};

/// Any table of answers: known only by the user's word on which column is the time, where it is
/// neither a log nor a shop's.
pub const FORMAT: Format =
    Format { name: "survey", title: say::SURVEY, kind: Kind::Survey, score, read: |job| read(job, &ANY) };

const ANY: Tool = Tool { time: &["time"], lists: Lists::Learnt, ..TOOL };

fn score(head: &Head) -> f32 {
    let others = ["action", "amount"].iter().any(|field| head.mapping.says(field));
    if head.mapping.says("time") && !others { 0.6 } else { 0.0 }
}

/// A tool's way of writing tables. The words are normalised headers.
pub struct Tool {
    /// When answers were handed in.
    pub time: &'static [&'static str],
    /// The row's number.
    pub number: &'static [&'static str],
    /// Columns that the tool adds of its own.
    pub own: &'static [(&'static str, Own)],
    /// Reads a question's header among all headers; what is no question is left out.
    pub asked: fn(&str, &[String]) -> Option<Asked>,
    /// Cells that stand for no answer.
    pub blank: &'static [&'static str],
    /// How several options stand in one cell.
    pub lists: Lists,
    /// Whether single options carry a letter (`A.女`) that is no part of them.
    pub lettered: bool,
}

/// What the place behind an address is called: the address itself is not kept.
const PLACE_OF_ADDRESS: &str = "IP属地";

/// A tool of which nothing is known.
pub const TOOL: Tool = Tool {
    time: &[],
    number: &[],
    own: &[],
    asked: |header, _| Some(Asked::whole(header)),
    blank: &[],
    lists: Lists::Learnt,
    lettered: false,
};

/// What a tool's own column is good for.
#[derive(Debug, Clone, Copy)]
pub enum Own {
    /// It tells who answered.
    Who(Column),
    /// It is kept with the answers.
    Kept,
    /// The same, of an address with a place behind it: the place.
    PlaceOfAddress,
    /// It says nothing of the respondent.
    Dull,
}

/// How several options stand in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lists {
    /// Parted by a sign that no option holds.
    By(char),
    /// As numbers, with any sign between them.
    Numbers,
    /// As the other answers tell.
    Learnt,
}

/// A question's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub title: String,
    /// The option that the column stands for, where each has its own.
    pub option: Option<String>,
}

impl Asked {
    /// A question in one column.
    pub fn whole(title: &str) -> Asked {
        Asked { title: title.trim().to_owned(), option: None }
    }
}

/// Where the questions stand, by their titles.
type Places = BTreeMap<String, usize>;

/// A question with its columns.
#[derive(Default)]
struct Item {
    columns: Vec<(usize, Option<String>)>,
    who: Option<Column>,
    choices: Choices,
    is_ranked: bool,
    is_lettered: bool,
    is_place: bool,
}

/// What each column of a table is.
struct Form<'t> {
    tool: &'t Tool,
    time: usize,
    order: Order,
    number: Option<usize>,
    who: Vec<(usize, Column)>,
    items: Vec<Item>,
    questions: Vec<Question>,
}

/// Reads a tool's table.
pub fn read(job: &mut Job<'_>, tool: &Tool) -> Result<(), ImportError> {
    let mut table = Table::open(job)?;
    let mut form = Form::of(job, &table, tool)?;
    form.learn(job)?;
    job.survey(&Survey { title: job.stem(), questions: std::mem::take(&mut form.questions) })?;
    let mut open: Option<(Position, Response)> = None;
    while let Some(at) = table.next(job)? {
        // What a respondent wrote in several lines of a table stands in rows below.
        let continues = table.cell(Some(form.time)).is_empty() && table.cell(form.number).is_empty();
        if let (true, Some((_, response))) = (continues, &mut open) {
            response.answers.extend(form.answers(&table, &mut Identity::default()));
            continue;
        }
        hand_in(job, open.take())?;
        match form.response(job, &table) {
            Ok(response) => open = Some((at, response)),
            Err(reason) => job.skip(at, reason)?,
        }
    }
    Ok(hand_in(job, open)?)
}

fn hand_in(job: &mut Job<'_>, response: Option<(Position, Response)>) -> Result<(), crate::model::sink::Stop> {
    let Some((at, mut response)) = response else { return Ok(()) };
    response.answers.sort_by_key(|(question, _)| *question);
    response.answers.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1.append(&mut later.1);
        }
        same
    });
    job.record(at, Record::Response(response))
}

impl<'t> Form<'t> {
    fn of(job: &mut Job<'_>, table: &Table, tool: &'t Tool) -> Result<Form<'t>, ImportError> {
        let time = table.find(&["time"]).or_else(|| table.find(tool.time));
        let Some(time) = time else {
            return Err(ImportError::Missing { path: job.path.to_owned(), expected: say::NEEDS_SURVEY_COLUMNS });
        };
        let head = job.head;
        let order = job.date_order(head.column_values(time));
        let number = table.find(&["number"]).or_else(|| table.find(tool.number));
        let mut form = Form { tool, time, order, number, who: Vec::new(), items: Vec::new(), questions: Vec::new() };
        let mut places = Places::new();
        for (index, header) in table.headers.iter().enumerate() {
            if index != time && Some(index) != number && !header.is_empty() {
                form.column(job, index, &table.headers, &mut places);
            }
        }
        form.assign(table);
        if form.who.is_empty() && form.items.iter().all(|item| item.who.is_none()) {
            job.warn(say::no_join_question(job.lang));
        }
        Ok(form)
    }

    /// Notes on the table what its columns were found to be.
    fn assign(&self, table: &Table) {
        table.assign(self.time, "time");
        self.number.iter().for_each(|number| table.assign(*number, "number"));
        self.who.iter().for_each(|(index, column)| table.assign(*index, column.word()));
        for (item, question) in self.items.iter().zip(&self.questions) {
            let field = match (item.who, question.meaning) {
                (Some(column), _) => column.word(),
                (None, Meaning::Other) => "question",
                (None, meaning) => Column::Field(meaning).word(),
            };
            item.columns.iter().for_each(|(index, _)| table.assign(*index, field));
        }
    }

    /// Finds a column's place: the user's word counts, then the tool's.
    fn column(&mut self, job: &Job<'_>, index: usize, headers: &[String], places: &mut Places) {
        let header = &headers[index];
        let mapped = job.mapping.field(header);
        match mapped.and_then(column::of) {
            Some(column) if tells_who(column) => return self.who.push((index, column)),
            Some(Column::Field(meaning)) if meaning != Meaning::Other => {
                self.ask(index, Asked::whole(header), Some(meaning), places);
                return;
            }
            _ if mapped == Some("ignore") => return,
            _ => {}
        }
        let word = column::normal(header);
        let own = self.tool.own.iter().find(|(known, _)| *known == word).map(|(_, own)| *own);
        match own {
            Some(Own::Who(column)) => self.who.push((index, column)),
            Some(Own::Dull) => {}
            Some(kept) => {
                let is_place = matches!(kept, Own::PlaceOfAddress);
                let title = if is_place { PLACE_OF_ADDRESS } else { header };
                let item = self.ask(index, Asked::whole(title), Some(Meaning::Other), places);
                item.is_place = is_place;
            }
            None => {
                let Some(asked) = (self.tool.asked)(header, headers) else { return };
                let samples: Vec<&str> = job.head.column_values(index).map(cell::clean).collect();
                let who = asks_who(&asked.title).filter(|_| asked.option.is_none());
                let ranks =
                    asked.option.is_some() && samples.iter().any(|cell| rank(cell).is_some_and(|rank| rank > 1));
                let lettered = self.tool.lettered && all_lettered(&samples);
                let item = self.ask(index, asked, None, places);
                item.who = who;
                item.is_ranked |= ranks || most_are_ordered(&samples);
                item.is_lettered = lettered;
            }
        }
    }

    /// The item of a column: one of its own, unless it is one more option of a question.
    fn ask(&mut self, index: usize, asked: Asked, meaning: Option<Meaning>, places: &mut Places) -> &mut Item {
        let Asked { title, option } = asked;
        let known = places.get(&title).copied().filter(|_| option.is_some());
        let place = known.unwrap_or(self.items.len());
        if known.is_none() {
            places.insert(title.clone(), place);
            self.questions.push(Question { meaning: meaning.unwrap_or_else(|| column::meaning(&title)), title });
            self.items.push(Item::default());
        }
        let item = &mut self.items[place];
        item.columns.push((index, option));
        item
    }

    /// Looks through all answers for what the options are.
    fn learn(&mut self, job: &mut Job<'_>) -> Result<(), ImportError> {
        if self.tool.lists != Lists::Learnt {
            return Ok(());
        }
        Table::scout(job, |table| {
            for item in &mut self.items {
                if let ([(column, None)], None) = (&item.columns[..], item.who) {
                    item.choices.hear(table.cell(Some(*column)));
                }
            }
        })?;
        for (item, question) in self.items.iter_mut().zip(&self.questions) {
            item.choices.settle(&question.title);
        }
        Ok(())
    }

    fn response(&self, job: &mut Job<'_>, table: &Table) -> Result<Response, String> {
        let time = job.time(table.cell(Some(self.time)), self.order)?;
        let mut identity = Identity::default();
        for &(index, column) in &self.who {
            let value = table.cell(Some(index));
            if !value.is_empty() {
                identity.take(column, value);
            }
        }
        let answers = self.answers(table, &mut identity);
        let native_id = cell::id(table.cell(self.number)).ok().flatten();
        Ok(Response { native_id, time, respondent: identity.person(), answers })
    }

    fn answers(&self, table: &Table, identity: &mut Identity) -> Vec<(usize, Vec<String>)> {
        let mut answers = Vec::new();
        for (question, item) in self.items.iter().enumerate() {
            let options = self.options(table, item);
            let mut is_contact = false;
            if let (Some(column), Some(value)) = (item.who, options.first()) {
                let told = identity.take(column, value);
                is_contact = matches!(column, Column::Phone | Column::Mail) && told == Told::This;
            }
            if !options.is_empty() && !is_contact {
                answers.push((question, options));
            }
        }
        answers
    }

    /// What was chosen or written.
    fn options(&self, table: &Table, item: &Item) -> Vec<String> {
        let [(column, None)] = &item.columns[..] else { return self.ticked(table, item) };
        let cell = table.cell(Some(*column));
        if cell.is_empty() || self.tool.blank.contains(&cell) {
            return Vec::new();
        }
        if item.who.is_some() {
            return vec![cell.to_owned()];
        }
        let cell = if item.is_place { place_of_address(cell) } else { cell };
        if item.is_ranked && cell.contains('→') {
            return ranked(cell.split('→').map(str::trim));
        }
        let parts = match self.tool.lists {
            Lists::By(sign) => cell.split(sign).collect(),
            Lists::Numbers => numbers(cell),
            Lists::Learnt => item.choices.part(cell),
        };
        let parts = parts.into_iter().map(|part| match item.is_lettered {
            true => without_letter(part).trim(),
            false => plain_score(part).trim(),
        });
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// The options whose columns are ticked, or ranked by number.
    fn ticked(&self, table: &Table, item: &Item) -> Vec<String> {
        let mut chosen: Vec<(u32, &str)> = Vec::new();
        for (column, option) in &item.columns {
            let cell = table.cell(Some(*column));
            let (Some(option), false) = (option, self.tool.blank.contains(&cell)) else { continue };
            match rank(cell) {
                Some(0) => {}
                Some(rank) => chosen.push((rank, option)),
                None if matches!(cell, "" | "否" | "未选中" | "false" | "FALSE") => {}
                None => chosen.push((1, option)),
            }
        }
        if !item.is_ranked {
            return chosen.into_iter().map(|(_, option)| option.to_owned()).collect();
        }
        chosen.sort_by_key(|(rank, _)| *rank);
        ranked(chosen.into_iter().map(|(_, option)| option))
    }
}

/// Options with their places, which the store does not keep otherwise.
fn ranked<'a>(options: impl Iterator<Item = &'a str>) -> Vec<String> {
    (1..).zip(options.filter(|option| !option.is_empty())).map(|(place, option)| format!("{place}. {option}")).collect()
}

fn rank(cell: &str) -> Option<u32> {
    cell.parse().ok()
}

fn most_are_ordered(samples: &[&str]) -> bool {
    let answered = samples.iter().filter(|cell| !cell.is_empty()).count();
    let ordered = samples.iter().filter(|cell| cell.contains('→')).count();
    ordered > 0 && 2 * ordered >= answered
}

fn all_lettered(samples: &[&str]) -> bool {
    let mut answered = samples.iter().filter(|cell| !cell.is_empty()).peekable();
    answered.peek().is_some() && answered.all(|cell| without_letter(cell) != *cell)
}

/// `A.女` without its letter.
fn without_letter(option: &str) -> &str {
    match option.split_once('.') {
        Some((letter, rest))
            if letter.len() <= 2 && letter.bytes().all(|byte| byte.is_ascii_uppercase()) && !letter.is_empty() =>
        {
            rest
        }
        _ => option,
    }
}

/// `9分` as the number it is.
fn plain_score(answer: &str) -> &str {
    let number = answer.trim().strip_suffix('分').map(str::trim_end);
    number.filter(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(answer)
}

/// The numbers of a list of nothing else.
fn numbers(cell: &str) -> Vec<&str> {
    let parts: Vec<&str> = cell.split(['┋', ',', '，', ';', '|']).map(str::trim).collect();
    let all = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if all { parts } else { vec![cell] }
}

/// `113.87.1.1(广东-深圳)`: the address itself is not kept.
fn place_of_address(cell: &str) -> &str {
    let place = cell.split_once(['(', '（']).map(|(_, rest)| rest.trim_end_matches([')', '）']));
    place.unwrap_or_default()
}

/// What a question asks of the respondent's own identity.
pub fn asks_who(title: &str) -> Option<Column> {
    if let Some(column) = column::of(title).filter(|column| tells_who(*column)) {
        return Some(column).filter(|column| *column != Column::Name(NameKind::Remark));
    }
    let title = title.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    Some(if has(&["wxid", "微信id"]) {
        Column::Account("wechat")
    } else if has(&["群昵称", "群名片", "群内名", "群里的昵称"]) {
        Column::Name(NameKind::Card)
    } else if has(&["昵称", "网名", "微信名", "nickname"]) {
        Column::Name(NameKind::Nickname)
    } else if has(&["微信号", "微信账号", "wechat id"]) {
        Column::Alias
    } else if has(&["qq号", "qq 号", "qq账号"]) || title.trim_end_matches(['？', '?', '：']).ends_with("qq") {
        Column::Account("qq")
    } else if has(&["手机号", "联系电话", "联系方式", "您的手机", "您的电话", "phone number"]) {
        Column::Phone
    } else if has(&["邮箱", "email", "e-mail"]) {
        Column::Mail
    } else if has(&["您的姓名", "你的姓名", "真实姓名"]) {
        Column::Name(NameKind::Real)
    } else {
        return None;
    })
}
