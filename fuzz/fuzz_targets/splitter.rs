#![no_main]
//! Any bytes between the brackets of a chat's messages: what the splitter cuts is what a strict
//! parser sees, and every record is read or skipped, none twice.

use libfuzzer_sys::fuzz_target;
use qunxiang_fuzz::read;
use serde_json::Value;

/// Below this depth both read alike; deeper values are skipped on purpose.
const SHALLOW: usize = 32;

fuzz_target!(|data: &[u8]| {
    let content = [br#"{"chatlab":{},"meta":{},"messages":["#, data, b"]}"].concat();
    let Ok(cast) = read("split.json", &content, Some("chatlab-json"), &[]) else { return };
    let whole: Option<Value> = serde_json::from_slice(&content).ok();
    let messages = whole.as_ref().filter(|whole| depth(whole) < SHALLOW).and_then(|whole| {
        // Of keys that stand twice a parser keeps the last, and the splitter reads both.
        let is_whole = whole.as_object()?.len() == 3 && content_names_messages_once(&content);
        whole["messages"].as_array().filter(|_| is_whole)
    });
    if let Some(messages) = messages {
        assert_eq!(cast.tally.records + cast.tally.skipped, messages.len() as u64);
    }
});

fn content_names_messages_once(content: &[u8]) -> bool {
    content.windows(b"essages".len()).filter(|window| *window == b"essages").count() == 1 && !content.contains(&b'\\')
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
