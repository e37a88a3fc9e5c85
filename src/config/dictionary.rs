//! Dictionary files that a scheme names: a word a line, kept whole by the segmenter.
//!
//! A line may hold a frequency and a part of speech behind the word, as the dictionaries of jieba do; neither is needed
//! to keep a word whole. `#` begins a comment.

use std::path::Path;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::error::{ConfigError, ConfigProblem};
use crate::text::dict::is_word;

/// The words of a dictionary file, as they stand in the text of the scheme that names it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Read {
    /// As the scheme names it.
    pub file: String,
    /// Its words.
    pub words: Vec<String>,
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    dictionary: Vec<Spanned<String>>,
}

#[derive(Serialize)]
struct Appendix {
    dictionary_words: Vec<Read>,
}

/// The text of a scheme's file, and behind it the words of the dictionaries that it names, which lie beside it.
pub(super) fn with_words(scheme: &Path, text: String) -> Result<String, ConfigError> {
    // What is no TOML is complained of by whoever reads the scheme.
    let Ok(Named { dictionary }) = toml::from_str(&text) else { return Ok(text) };
    if dictionary.is_empty() {
        return Ok(text);
    }
    let mut read = Vec::new();
    for name in dictionary {
        let path = scheme.parent().unwrap_or(Path::new("")).join(name.get_ref());
        let content = std::fs::read_to_string(&path).map_err(|error| {
            let problem = ConfigProblem::Dictionary(path.display().to_string(), error.to_string());
            ConfigError::at(&scheme.display().to_string(), &text, name.span().start, problem)
        })?;
        let words = words(&path.display().to_string(), &content)?;
        read.push(Read { file: name.into_inner(), words });
    }
    let behind = toml::to_string(&Appendix { dictionary_words: read }).unwrap_or_default();
    Ok(format!("{}\n\n{behind}", text.trim_end()))
}

/// The words of a dictionary's text.
fn words(file: &str, content: &str) -> Result<Vec<String>, ConfigError> {
    let wrong = |line: usize, problem| ConfigError { file: file.to_owned(), line: line as u32, key: None, problem };
    let mut found = Vec::new();
    for (line, written) in (1..).zip(content.trim_start_matches('\u{feff}').lines()) {
        let mut fields = written.split('#').next().unwrap_or_default().split_whitespace();
        let Some(word) = fields.next() else { continue };
        let frequency = fields.next();
        let is_line = frequency.is_none_or(|frequency| frequency.bytes().all(|byte| byte.is_ascii_digit()))
            && fields.count() <= 1;
        if !is_word(word) || !is_line {
            return Err(wrong(line, ConfigProblem::NotAWord(written.trim().to_owned())));
        }
        found.push(word.to_owned());
    }
    if found.is_empty() {
        return Err(wrong(1, ConfigProblem::EmptyDictionary));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Scheme;
    use crate::lang::Lang;

    fn read(dictionary: &str) -> Result<String, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let scheme = folder.path().join("mine.toml");
        let text = "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\ndictionary = [\"词典.txt\"]\n";
        std::fs::write(&scheme, text).unwrap();
        if !dictionary.is_empty() {
            std::fs::write(folder.path().join("词典.txt"), dictionary).unwrap();
        }
        Scheme::text_of(&scheme)
    }

    #[test]
    fn a_dictionary_stands_in_the_text_that_is_kept() {
        let text = read("# 群里的话\n群接龙 50 n\n团长价\n\nC++ # 语言\n").unwrap();
        let scheme = Scheme::read("mine.toml", &text).unwrap();
        assert_eq!(scheme.words, ["群接龙", "团长价", "C++"]);
        assert_eq!(Scheme::read("kept", scheme.text()).unwrap().words, scheme.words, "without the file");
    }

    #[test]
    fn a_dictionary_that_cannot_be_used_is_an_error_with_file_and_line() {
        let line = |dictionary: &str| {
            let error = read(dictionary).unwrap_err();
            (error.file.rsplit('/').next().unwrap_or_default().to_owned(), error.line, error.problem)
        };
        let bad = |line: u32, word: &str| ("词典.txt".to_owned(), line, ConfigProblem::NotAWord(word.to_owned()));
        assert_eq!(line("群接龙\n团长，价\n"), bad(2, "团长，价"));
        assert_eq!(line("群 接龙\n"), bad(1, "群 接龙"));
        assert_eq!(line("群接龙 5 n 多余\n"), bad(1, "群接龙 5 n 多余"));
        assert_eq!(line("# 空的\n"), ("词典.txt".to_owned(), 1, ConfigProblem::EmptyDictionary));
        let absent = read("").unwrap_err();
        assert_eq!((absent.line, absent.key.as_deref()), (4, Some("dictionary")));
        assert!(absent.say(Lang::En).contains("词典.txt"), "{}", absent.say(Lang::En));
    }
}
