//! Chats as plain text: a head line begins a message, and the lines below it are its words.
//!
//! A format says of each line what it is, and takes the messages that come of it.

use super::ImportError;
use super::job::Job;
use super::split;
use crate::lang::import as say;
use crate::model::record::Position;
use crate::model::sink::Stop;

/// The longest line that is looked at.
const LINE_CAP: usize = 1 << 20;

/// What a line is.
pub enum Line<Head> {
    /// The beginning of a message.
    Head(Head),
    /// A head that cannot be understood, for this reason: its message is skipped.
    Broken(String),
    /// A line of the file's own, between messages.
    Aside,
    /// Words of the message that is open.
    Body,
}

/// A format of plain text.
pub trait Transcript {
    /// What a head says.
    type Head;

    /// What a line is; pasted logs put lines like heads into bodies, seldom after an empty line.
    fn line(&mut self, job: &mut Job<'_>, line: &str, after_blank: bool) -> Line<Self::Head>;

    /// Takes a whole message.
    fn message(&mut self, job: &mut Job<'_>, at: Position, head: Self::Head, body: &str) -> Result<(), Stop>;

    /// Takes a line of the file's own; the message before it has been taken.
    fn aside(&mut self, job: &mut Job<'_>, line: &str) -> Result<(), Stop>;
}

/// What the lines read belong to.
enum Open<Head> {
    Nothing,
    Message(Position, Head),
    /// A message that has been reported as skipped.
    Skipped,
}

/// Reads a file as `chat` understands it.
pub fn read<T: Transcript>(job: &mut Job<'_>, chat: &mut T) -> Result<(), ImportError> {
    let mut window = job.window()?;
    let mut open = Open::Nothing;
    let mut body = String::new();
    let mut after_blank = true;
    while let Some((number, line)) = window.next_line(LINE_CAP) {
        let at = Position::Line(number);
        let Some(line) = line else {
            job.skip(at, say::ROW_TOO_LARGE.get(job.lang))?;
            continue;
        };
        let line = job.text(line);
        match chat.line(job, &line, after_blank) {
            Line::Head(head) => {
                close(job, chat, std::mem::replace(&mut open, Open::Message(at, head)), &mut body)?;
            }
            Line::Broken(reason) => {
                close(job, chat, std::mem::replace(&mut open, Open::Skipped), &mut body)?;
                job.skip(at, reason)?;
            }
            Line::Aside => {
                close(job, chat, std::mem::replace(&mut open, Open::Nothing), &mut body)?;
                chat.aside(job, &line)?;
            }
            Line::Body => match open {
                Open::Message(head_at, _) if body.len() + line.len() > split::CAP => {
                    open = Open::Skipped;
                    body.clear();
                    job.skip(head_at, say::TOO_LARGE.get(job.lang))?;
                }
                Open::Message(..) => {
                    body.push_str(&line);
                    body.push('\n');
                }
                Open::Nothing if !line.trim().is_empty() => job.skip(at, say::NO_HEAD.get(job.lang))?,
                Open::Nothing | Open::Skipped => {}
            },
        }
        after_blank = line.trim().is_empty();
    }
    Ok(close(job, chat, open, &mut body)?)
}

/// Hands over the message whose lines are complete.
fn close<T: Transcript>(job: &mut Job<'_>, chat: &mut T, open: Open<T::Head>, body: &mut String) -> Result<(), Stop> {
    if let Open::Message(at, head) = open {
        chat.message(job, at, head, body.trim_end())?;
    }
    body.clear();
    Ok(())
}
