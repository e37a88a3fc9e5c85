//! A file's text changed within whatever it is packed and encoded in.

use std::io::{self, Cursor, Read, Write};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use flate2::Compression;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{decode, workbook};

/// How much of a file tells its encoding.
const HEAD: usize = 64 << 10;
/// What a file may come to unpacked.
pub const MOST: u64 = 1 << 30;
/// How deep archives may lie in each other.
const DEPTH: u32 = 2;

/// The same file with its text changed by `edit`, which is also asked about names inside of
/// archives. `None` for pictures and other files that are no text; such members of an archive
/// are left out of it, and counted. Of a workbook only the cells are kept.
///
/// # Errors
/// If an archive is damaged, or unpacked it comes to more than a gibibyte.
pub fn rewritten(
    bytes: &[u8],
    edit: &mut dyn FnMut(&str) -> String,
    left_out: &mut u64,
) -> io::Result<Option<Vec<u8>>> {
    within(bytes, edit, left_out, DEPTH)
}

fn within(
    bytes: &[u8],
    edit: &mut dyn FnMut(&str) -> String,
    left_out: &mut u64,
    depth: u32,
) -> io::Result<Option<Vec<u8>>> {
    if bytes.starts_with(b"PK\x03\x04") {
        return if depth == 0 { Ok(None) } else { archive(bytes, edit, left_out, depth - 1).map(Some) };
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let unpacked = bounded(MultiGzDecoder::new(bytes), MOST)?;
        let Some(text) = text(&unpacked, edit) else { return Ok(None) };
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(&text)?;
        return packed.finish().map(Some);
    }
    Ok(text(bytes, edit))
}

fn archive(bytes: &[u8], edit: &mut dyn FnMut(&str) -> String, left_out: &mut u64, depth: u32) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut room = MOST;
    let is_workbook = archive.file_names().flatten().any(|name| workbook::is_sign(&name));
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index)?;
        let name = member.name()?.into_owned();
        if member.is_dir() || is_workbook && !workbook::is_needed(&name) {
            continue;
        }
        let content = match member.compression() {
            CompressionMethod::Stored => bounded(member, room)?,
            CompressionMethod::Deflated => bounded(DeflateDecoder::new(member), room)?,
            _ => return Err(io::ErrorKind::Unsupported.into()),
        };
        room -= content.len() as u64;
        if is_workbook {
            copy.start_file(name, options)?;
            copy.write_all(&workbook::cells(&content, edit)?)?;
            continue;
        }
        match within(&content, edit, left_out, depth)? {
            Some(content) => {
                copy.start_file(edit(&name), options)?;
                copy.write_all(&content)?;
            }
            None => *left_out += 1,
        }
    }
    Ok(copy.finish()?.into_inner())
}

fn bounded(reader: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// The text in its own encoding; what is no text within UTF-8 stays as it stands.
fn text(bytes: &[u8], edit: &mut dyn FnMut(&str) -> String) -> Option<Vec<u8>> {
    let encoding = decode::guess(&bytes[..bytes.len().min(HEAD)]);
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !is_wide && bytes.iter().take(HEAD).any(|byte| *byte == 0) {
        return None;
    }
    Some(if encoding == UTF_8 {
        let mut copy = Vec::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            copy.extend_from_slice(edit(chunk.valid()).as_bytes());
            copy.extend_from_slice(chunk.invalid());
        }
        copy
    } else if is_wide {
        let (marked, text) = (Encoding::for_bom(bytes).is_some(), encoding.decode(bytes).0);
        let units = |text: &str| -> Vec<u16> { text.encode_utf16().collect() };
        let order = if encoding == UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
        let mark = marked.then_some(0xFEFF_u16);
        mark.into_iter().chain(units(&edit(&text))).flat_map(order).collect()
    } else {
        let text = encoding.decode_without_bom_handling(bytes).0;
        encoding.encode(&edit(&text)).0.into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shout(bytes: &[u8]) -> Vec<u8> {
        rewritten(bytes, &mut |text| text.replace('小', "大"), &mut 0).unwrap().unwrap()
    }

    #[test]
    fn text_stays_in_its_encoding_and_what_is_none_stays_as_it_stands() {
        assert_eq!(shout("\u{feff}小王".as_bytes()), "\u{feff}大王".as_bytes());
        assert_eq!(
            shout(b"[\"\xe5\xb0\x8f\xff, and a good deal of text that is as it should be\"]"),
            b"[\"\xe5\xa4\xa7\xff, and a good deal of text that is as it should be\"]"
        );
        let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        assert_eq!(shout(&gb("小王，今天喝什么茶？")), gb("大王，今天喝什么茶？"));
        let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        assert_eq!(shout(&wide("\u{feff}小王: hello")), wide("\u{feff}大王: hello"));
    }

    #[test]
    fn archives_are_packed_again_without_their_pictures() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in [("小王.txt", "小王".as_bytes()), ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0")] {
            zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
            zip.write_all(content).unwrap();
        }
        let zip = zip.finish().unwrap().into_inner();
        let mut left_out = 0;
        let copy = rewritten(&zip, &mut |text| text.replace('小', "大"), &mut left_out).unwrap().unwrap();
        let mut copy = ZipArchive::new(Cursor::new(copy)).unwrap();
        let mut text = String::new();
        copy.by_name("大王.txt").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), copy.len(), left_out), ("大王", 1, 1));
    }
}
