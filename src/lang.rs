//! Every string a person reads, Chinese and English side by side.
//!
//! A fixed phrase is a [`Text`]; a sentence with numbers in it is a function of [`Lang`].
//! Each area of the program has its own file here, so that both languages change together.

use std::sync::atomic::{AtomicBool, Ordering};

/// Phrases in both languages; the English one says what each is.
macro_rules! texts {
    ($($name:ident = $zh:literal, $en:literal;)+) => {
        $(#[doc = $en] pub const $name: Text = Text::new($zh, $en);)+
    };
}

pub mod association;
pub mod brief;
pub mod circle;
pub mod cli;
pub mod code;
pub mod commands;
pub mod compare;
pub mod config;
pub mod course;
pub mod explorer;
pub mod export;
pub mod foresight;
pub mod help;
pub mod import;
pub mod journal;
pub mod keywords;
pub mod leaders;
pub mod manual;
pub mod meaning;
pub mod outcome;
pub mod persona;
pub mod pia;
pub mod potential;
pub mod profile;
pub mod pseudonymise;
pub mod purge;
pub mod quality;
pub mod query;
pub mod report;
pub mod review;
pub mod scheme;
pub mod sentence;
pub mod similar;
pub mod store;
pub mod survey;
pub mod system;
pub mod task;
pub mod today;
pub mod topics;
pub mod tui;
pub mod verdict;
pub mod week;
pub mod work;

/// The language of screen, help and messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Reads `zh`, `en`, or a locale such as `zh_CN.UTF-8`; anything but Chinese reads as English.
    pub fn from_locale(locale: &str) -> Lang {
        if locale.to_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
    }

    /// The phrase of a (Chinese, English) pair in this language.
    pub const fn pick<'a>(self, pair: (&'a str, &'a str)) -> &'a str {
        match self {
            Lang::Zh => pair.0,
            Lang::En => pair.1,
        }
    }
}

/// The language that threads share, as it is when they look: it may change while they work.
#[derive(Debug)]
pub struct Tongue(AtomicBool);

impl Tongue {
    /// Begins with a language.
    pub fn new(lang: Lang) -> Tongue {
        Tongue(AtomicBool::new(lang == Lang::Zh))
    }

    /// From now on another language.
    pub fn speak(&self, lang: Lang) {
        self.0.store(lang == Lang::Zh, Ordering::Relaxed);
    }

    /// The language now.
    pub fn lang(&self) -> Lang {
        if self.0.load(Ordering::Relaxed) { Lang::Zh } else { Lang::En }
    }
}

/// A phrase in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// Both forms of one phrase.
    pub const fn new(zh: &'static str, en: &'static str) -> Text {
        Text { zh, en }
    }

    /// The form of a language.
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}
