//! The draft of an impact assessment: what the store can tell of what is processed, and of what was done about it.

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::export::{Page, write_file};
use crate::lang::{Lang, Text, pia as words};
use crate::model::attribute::ATTRIBUTES;
use crate::model::holdings::Holdings;
use crate::query::{self, Field};
use crate::store::Reader;
use crate::task::session::Session;

impl Session {
    /// Writes the draft. It tells of nobody.
    ///
    /// # Errors
    /// If the store cannot be read, or the file cannot be written.
    pub fn assessment(&self, path: &Path, overwrite: bool) -> Result<()> {
        let lang = self.lang;
        let page = draft(self.view(), lang)?;
        write_file(path, page.as_bytes(), overwrite).map_err(|error| anyhow!(error.say(lang)))
    }
}

fn draft(reader: &Reader, lang: Lang) -> Result<String> {
    let _moment = reader.hold()?;
    let held = reader.holdings()?;
    let mut draft = Draft { lang, page: Page::new(lang, words::TITLE.get(lang), &[words::LAW.get(lang).to_owned()]) };
    draft.basics(reader)?;
    draft.kinds(&held);
    draft.sources(&held);
    draft.analysis(reader)?;
    draft.risks();
    draft.measures(&held);
    draft.verdict();
    Ok(draft.page.finish())
}

struct Draft {
    lang: Lang,
    page: Page,
}

impl Draft {
    fn say(&self, text: Text) -> String {
        text.get(self.lang).to_owned()
    }

    fn section(&mut self, title: Text, about: Option<Text>) {
        self.page.section(title.get(self.lang), about.map_or("", |about| about.get(self.lang)));
    }

    /// What is to be written by hand, and what is known.
    fn entries(&mut self, entries: &[(Text, Option<String>)]) {
        let heads = [(self.say(words::ITEM), false), (self.say(words::ENTRY), false)];
        let row = |(item, entry): &(Text, Option<String>)| {
            vec![self.say(*item), entry.clone().unwrap_or_else(|| self.say(words::OPEN))]
        };
        let rows: Vec<_> = entries.iter().map(row).collect();
        self.page.table(&heads, &rows);
    }

    fn basics(&mut self, reader: &Reader) -> Result<()> {
        let overview = reader.overview()?;
        let names: Vec<&str> = overview.communities.iter().map(|(_, name, _)| name.as_str()).collect();
        let day = overview.communities.iter().filter_map(|(.., day)| *day).max();
        self.section(words::BASICS, None);
        self.entries(&[
            (words::HANDLER, None),
            (words::PURPOSE, None),
            (words::BASIS, None),
            (words::NOTICE, None),
            (words::COMMUNITIES, Some(names.join(self.lang.pick(("、", ", "))))),
            (words::AS_OF, day.map(|day| day.to_string())),
        ]);
        Ok(())
    }

    fn kinds(&mut self, held: &Holdings) {
        self.section(words::KINDS, Some(words::KINDS_ABOUT));
        let counts = [
            (words::MEMBERS, held.members),
            (words::ACCOUNTS, held.accounts),
            (words::NAMES, held.names),
            (words::PHONES, held.phones),
            (words::MAILS, held.mails),
            (words::MESSAGES, held.messages),
            (words::EVENTS, held.events),
            (words::ORDERS, held.orders),
            (words::ANSWERS, held.answers),
            (words::COLUMNS, held.columns),
            (words::NOTES, held.notes),
        ];
        let heads = [(self.say(words::ITEM), false), (self.say(words::COUNT), true)];
        let rows: Vec<_> = counts.iter().map(|(item, count)| vec![self.say(*item), count.to_string()]).collect();
        self.page.table(&heads, &rows);
    }

    fn sources(&mut self, held: &Holdings) {
        self.section(words::SOURCES, None);
        let heads = [(words::FORMAT, false), (words::FILES, true), (words::RECORDS, true)];
        let heads = heads.map(|(title, right)| (self.say(title), right));
        let row = |(format, files, records): &(String, u64, u64)| {
            vec![format.clone(), files.to_string(), records.to_string()]
        };
        let rows: Vec<_> = held.formats.iter().map(row).collect();
        self.page.table(&heads, &rows);
    }

    /// What is computed of members, as far as it is known of anybody.
    fn analysis(&mut self, reader: &Reader) -> Result<()> {
        self.section(words::ANALYSIS, Some(words::ANALYSIS_ABOUT));
        let heads = [(words::ATTRIBUTE, false), (words::KNOWN, true), (words::MEANING, false)];
        let heads = heads.map(|(title, right)| (self.say(title), right));
        let mut rows = Vec::new();
        for spec in ATTRIBUTES {
            let spread = reader.distribution(spec.key, None)?;
            if spread.known > 0 {
                let title = query::title(&Field::Known(spec.key), self.lang);
                let share = format!("{} / {}", spread.known, spread.total);
                rows.push(vec![title, share, self.lang.pick(spec.about).to_owned()]);
            }
        }
        self.page.table(&heads, &rows);
        Ok(())
    }

    fn risks(&mut self) {
        self.section(words::RISKS, None);
        let heads = [words::RISK, words::MEASURE, words::LEVEL].map(|title| (self.say(title), false));
        let risks = [
            (words::WRONG, words::WRONG_BY),
            (words::LEAK, words::LEAK_BY),
            (words::SCOPE, words::SCOPE_BY),
            (words::REFUSED, words::REFUSED_BY),
            (words::MINORS, words::MINORS_BY),
        ];
        let rows: Vec<_> =
            risks.iter().map(|(risk, by)| vec![self.say(*risk), self.say(*by), self.say(words::OPEN)]).collect();
        self.page.table(&heads, &rows);
    }

    fn measures(&mut self, held: &Holdings) {
        self.section(words::MEASURES, None);
        let retention = held.retention.map_or_else(|| self.say(words::NO_RETENTION), |day| day.to_string());
        let count = |count: u64| Some(count.to_string());
        self.entries(&[
            (words::OPTED_OUT, count(held.opted_out)),
            (words::FORGOTTEN, count(held.forgotten)),
            (words::HANDED_OVER, count(held.handed_over)),
            (words::EXPORTS, count(held.exports)),
            (words::UNMASKED, count(held.unmasked)),
            (words::RETENTION, Some(retention)),
        ]);
    }

    fn verdict(&mut self) {
        self.section(words::VERDICT, None);
        self.entries(&[(words::LAWFUL, None), (words::PROPORTIONATE, None), (words::SIGNED, None)]);
    }
}
