//! An importer on a thread of its own: it reads the next records while the store takes the last ones.

use crossbeam_channel::{Sender, bounded};

use crate::import::ImportError;
use crate::model::record::{Chat, Position, Record, Survey};
use crate::model::sink::{Assigned, Clock, Sink, Stop};

/// How many calls are handed over together, and how many bytes of text at most, but for one call's.
const LOAD: usize = 256;
const TEXT: usize = 1 << 18;
/// How many loads may wait.
const WAITING: usize = 4;

/// A call of a sink, to be made on another thread.
#[allow(clippy::large_enum_variant, reason = "nearly every call is the large one")]
enum Call {
    Chat(Chat),
    NoChat,
    Columns(Vec<Assigned>),
    Survey(Survey),
    Record(Position, Record),
    Skip(Position, String),
    Clock(Clock),
    Warn(String),
    ReadSoFar(u64),
}

impl Call {
    /// How many bytes of text it carries that no list of names bounds.
    fn text(&self) -> usize {
        match self {
            Call::Record(_, Record::Message(message)) => message.text.as_ref().map_or(0, String::len),
            Call::Record(_, Record::Event(event)) => event.text.as_ref().map_or(0, String::len),
            Call::Record(_, Record::Response(response)) => {
                response.answers.iter().flat_map(|(_, options)| options).map(String::len).sum()
            }
            _ => 0,
        }
    }

    fn make(self, sink: &mut dyn Sink) -> Result<(), Stop> {
        match self {
            Call::Chat(chat) => sink.chat(&chat),
            Call::NoChat => sink.no_chat(),
            Call::Columns(columns) => {
                sink.columns(&columns);
                Ok(())
            }
            Call::Survey(survey) => sink.survey(&survey),
            Call::Record(at, record) => sink.record(at, record),
            Call::Skip(at, reason) => sink.skip(at, reason),
            Call::Clock(clock) => {
                sink.clock(&clock);
                Ok(())
            }
            Call::Warn(warning) => {
                sink.warn(warning);
                Ok(())
            }
            Call::ReadSoFar(bytes) => sink.read_so_far(bytes),
        }
    }
}

/// Runs `read` on a thread of its own and makes its calls of a sink on this one, in their order.
///
/// # Errors
/// Those of `read`, and [`ImportError::Stopped`] as soon as the sink says so.
pub(super) fn relay(
    read: impl FnOnce(&mut dyn Sink) -> Result<(), ImportError> + Send,
    sink: &mut dyn Sink,
) -> Result<(), ImportError> {
    std::thread::scope(|threads| {
        let (loads, arriving) = bounded(WAITING);
        let reading = threads.spawn(move || {
            let mut relay = Relay { waiting: Vec::with_capacity(LOAD), text: 0, loads };
            let read = read(&mut relay);
            // After a stop nobody listens, and nothing is left to say.
            let _ = relay.hand_over();
            read
        });
        let made = arriving.iter().flatten().try_for_each(|call: Call| call.make(sink));
        drop(arriving);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        made.map_err(ImportError::Stopped).and(read)
    })
}

/// Takes an importer's calls and hands them over.
struct Relay {
    waiting: Vec<Call>,
    /// Bytes of text in them.
    text: usize,
    loads: Sender<Vec<Call>>,
}

impl Relay {
    fn take(&mut self, call: Call) -> Result<(), Stop> {
        self.text += call.text();
        self.waiting.push(call);
        if self.waiting.len() < LOAD && self.text < TEXT { Ok(()) } else { self.hand_over() }
    }

    /// Fails when the other side has stopped: it then says why.
    fn hand_over(&mut self) -> Result<(), Stop> {
        self.text = 0;
        let load = std::mem::replace(&mut self.waiting, Vec::with_capacity(LOAD));
        self.loads.send(load).map_err(|_| Stop::Cancelled)
    }
}

impl Sink for Relay {
    fn chat(&mut self, chat: &Chat) -> Result<(), Stop> {
        self.take(Call::Chat(chat.clone()))
    }

    fn no_chat(&mut self) -> Result<(), Stop> {
        self.take(Call::NoChat)
    }

    fn columns(&mut self, columns: &[Assigned]) {
        self.waiting.push(Call::Columns(columns.to_vec()));
    }

    fn survey(&mut self, survey: &Survey) -> Result<(), Stop> {
        self.take(Call::Survey(survey.clone()))
    }

    fn record(&mut self, at: Position, record: Record) -> Result<(), Stop> {
        self.take(Call::Record(at, record))
    }

    fn skip(&mut self, at: Position, reason: String) -> Result<(), Stop> {
        self.take(Call::Skip(at, reason))
    }

    fn clock(&mut self, clock: &Clock) {
        self.waiting.push(Call::Clock(clock.clone()));
    }

    fn warn(&mut self, warning: String) {
        self.waiting.push(Call::Warn(warning));
    }

    fn read_so_far(&mut self, bytes: u64) -> Result<(), Stop> {
        self.take(Call::ReadSoFar(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;
    use crate::model::record::{Message, PersonRef};

    #[derive(Default)]
    struct Heard {
        calls: Vec<String>,
        most: Option<usize>,
    }

    impl Sink for Heard {
        fn chat(&mut self, chat: &Chat) -> Result<(), Stop> {
            self.calls.push(chat.name.clone());
            Ok(())
        }

        fn survey(&mut self, _: &Survey) -> Result<(), Stop> {
            Ok(())
        }

        fn record(&mut self, _: Position, _: Record) -> Result<(), Stop> {
            Ok(())
        }

        fn skip(&mut self, _: Position, reason: String) -> Result<(), Stop> {
            self.calls.push(reason);
            if self.most.is_some_and(|most| self.calls.len() > most) { Err(Stop::Cancelled) } else { Ok(()) }
        }

        fn warn(&mut self, warning: String) {
            self.calls.push(warning);
        }

        fn read_so_far(&mut self, _: u64) -> Result<(), Stop> {
            Ok(())
        }
    }

    fn rows(sink: &mut dyn Sink, count: u64) -> Result<(), Stop> {
        (0..count).try_for_each(|row| sink.skip(Position::Line(row), row.to_string()))
    }

    #[test]
    fn long_texts_are_handed_over_before_the_load_is_full() {
        let (loads, arriving) = bounded(WAITING);
        let mut relay = Relay { waiting: Vec::new(), text: 0, loads };
        let said =
            Message { text: Some("长".repeat(TEXT / 6 + 1)), ..Message::of(PersonRef::default(), Timestamp(0)) };
        for _ in 0..4 {
            relay.record(Position::Line(1), Record::Message(said.clone())).unwrap();
        }
        let sizes: Vec<usize> = arriving.try_iter().map(|load| load.len()).collect();
        assert_eq!(sizes, [2, 2]);
    }

    #[test]
    fn calls_arrive_all_and_in_order() {
        let mut heard = Heard::default();
        let read = |sink: &mut dyn Sink| {
            rows(sink, 1_000)?;
            sink.warn("end".to_owned());
            Ok(())
        };
        relay(read, &mut heard).unwrap();
        let expected: Vec<String> = (0..1_000).map(|row| row.to_string()).chain(["end".to_owned()]).collect();
        assert_eq!(heard.calls, expected);
    }

    #[test]
    fn a_stop_ends_the_reading_and_an_error_comes_through() {
        let mut heard = Heard { most: Some(300), ..Heard::default() };
        let endless = |sink: &mut dyn Sink| Ok(rows(sink, u64::MAX)?);
        assert!(matches!(relay(endless, &mut heard), Err(ImportError::Stopped(Stop::Cancelled))));
        assert_eq!(heard.calls.len(), 301);

        let mut heard = Heard::default();
        let failing = |sink: &mut dyn Sink| {
            rows(sink, 3)?;
            Err(ImportError::Empty("a.json".into()))
        };
        assert!(matches!(relay(failing, &mut heard), Err(ImportError::Empty(_))));
        assert_eq!(heard.calls.len(), 3, "what was read before the error is kept");
    }
}
