//! What is said of one topic, and what answers it.

use anyhow::Result;
use rustc_hash::FxHashSet;

use crate::config::Scheme;
use crate::lang::Lang;
use crate::model::exchange::{Exchange, ExchangeKind};
use crate::model::{MemberId, Timestamp};
use crate::profile::reading::Topics;
use crate::store::Reader;
use crate::task::listen::{self, listen};
use crate::task::watch::Watch;
use crate::text::substance::says_something;

/// The messages that hold a word of a topic.
pub(super) struct Spoken {
    rows: FxHashSet<i64>,
    /// By whom and when: what answers one of them names no row.
    moments: FxHashSet<(MemberId, Timestamp)>,
}

/// Finds what is said of a topic: in a member's own words, with substance, with one of the topic's words.
pub(super) fn spoken(
    reader: &Reader,
    scheme: &Scheme,
    topic: &str,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<Spoken> {
    let analyzer = listen::analyzer(scheme, lang)?;
    let topics: Vec<_> = scheme.topics.iter().filter(|known| known.name == topic).cloned().collect();
    let known = Topics::new(&topics);
    let mut spoken = Spoken { rows: FxHashSet::default(), moments: FxHashSet::default() };
    listen(reader, lang, watch, |talk| {
        if talk.kind.is_own_words() && says_something(talk.text) {
            let mut is_of_it = false;
            analyzer.words(talk.text, |word| is_of_it |= !known.of(word).is_empty());
            if is_of_it {
                spoken.rows.insert(talk.message);
                spoken.moments.insert((talk.member, talk.time));
            }
        }
    })?;
    Ok(spoken)
}

impl Spoken {
    /// Whether something is said of the topic, answers that, or is done about it. What a behaviour log counts without
    /// words is of no topic.
    pub(super) fn holds(&self, exchange: &Exchange) -> bool {
        match &exchange.kind {
            ExchangeKind::Message { row, answers, .. } => {
                let answered = exchange.to.zip(*answers);
                self.rows.contains(row) || answered.is_some_and(|answered| self.moments.contains(&answered))
            }
            ExchangeKind::Event { message, .. } => message.is_some_and(|message| self.rows.contains(&message)),
        }
    }
}
