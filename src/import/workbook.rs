//! A workbook's cells and nothing else of it: no author, no comment, no name of a sheet.

use std::io;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{memotrace_v3, qce_xlsx};

/// The children of each part's root that are kept.
const KEPT: &[(&str, &[&str])] = &[
    ("workbook", &["workbookPr", "sheets"]),
    ("worksheet", &["dimension", "sheetFormatPr", "cols", "sheetData", "mergeCells"]),
    ("sst", &["si"]),
    ("styleSheet", &["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"]),
    ("Types", &["Default", "Override"]),
    ("Relationships", &["Relationship"]),
];

/// Whether a member of an archive shows that this is a workbook.
pub fn is_sign(name: &str) -> bool {
    name.starts_with("xl/workbook") && name.ends_with(".xml")
}

/// Whether a member of a workbook is needed to read its cells.
pub fn is_needed(name: &str) -> bool {
    let is_relation = name == "_rels/.rels" || name.starts_with("xl/_rels/workbook");
    name == "[Content_Types].xml" || is_relation || is_part(name)
}

/// Whether a path, from wherever it leads, is one of a part that holds cells.
fn is_part(path: &str) -> bool {
    let path = path.to_lowercase();
    let file = path.rsplit('/').next().unwrap_or_default();
    let is_own = ["workbook", "sharedstrings", "styles"].iter().any(|own| file.starts_with(own));
    (is_own || path.contains("sheets/")) && file.ends_with(".xml")
}

/// A part with the text of its cells changed by `edit`. Text of several fonts becomes one, so that a
/// name is found that changes its colour in the middle.
///
/// # Errors
/// If it is no XML.
pub fn cells(part: &[u8], edit: &mut dyn FnMut(&str) -> String) -> io::Result<Vec<u8>> {
    let text = std::str::from_utf8(part).map_err(io::Error::other)?.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    let mut copy = Copy {
        edit,
        written: String::with_capacity(text.len()),
        open: Vec::new(),
        left_out: None,
        pending: String::new(),
        rich: None,
        is_index: false,
        sheets: 0,
    };
    loop {
        let from = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(io::Error::other)?;
        let raw = &text[from..reader.buffer_position() as usize];
        match event {
            Event::Start(tag) => copy.open(&tag, raw),
            Event::Empty(tag) => copy.lone(&tag, raw),
            Event::End(tag) => copy.close(tag.local_name().as_ref(), raw),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => copy.text(raw),
            Event::Decl(_) => copy.written.push_str(raw),
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => return Ok(copy.written.into_bytes()),
        }
    }
}

/// A part being copied.
struct Copy<'e> {
    edit: &'e mut dyn FnMut(&str) -> String,
    written: String,
    /// The names of the elements that are open.
    open: Vec<String>,
    /// How many were open around the one that is being left out.
    left_out: Option<usize>,
    /// Text that has not been edited yet.
    pending: String,
    /// What a text of several fonts comes to so far.
    rich: Option<String>,
    /// Whether the cell's value is the number of a shared text.
    is_index: bool,
    sheets: u32,
}

impl Copy<'_> {
    fn open(&mut self, tag: &BytesStart<'_>, raw: &str) {
        let name = tag.local_name().as_ref().to_owned();
        self.lone(tag, raw);
        if self.left_out.is_none() && !self.is_kept(&name, tag) {
            self.left_out = Some(self.open.len());
        }
        if name == "c" {
            self.is_index = attribute(tag, "t").as_deref() == Some("s");
        }
        if self.left_out.is_none() && matches!(&*name, "si" | "is") {
            self.rich = Some(String::new());
        }
        self.open.push(name);
    }

    /// An element's beginning, or one without content.
    fn lone(&mut self, tag: &BytesStart<'_>, raw: &str) {
        self.flush();
        let name = tag.local_name();
        if self.left_out.is_some() || self.rich.is_some() || !self.is_kept(name.as_ref(), tag) {
            return;
        }
        match attribute(tag, "name").filter(|title| name.as_ref() == "sheet" && !is_known(title)) {
            Some(title) => {
                self.sheets += 1;
                let neutral = format!("\"Sheet{}\"", self.sheets);
                let quoted = ['"', '\''].map(|quote| format!("{quote}{title}{quote}"));
                self.written
                    .push_str(&quoted.iter().fold(raw.to_owned(), |raw, title| raw.replacen(title, &neutral, 1)));
            }
            None => self.written.push_str(raw),
        }
    }

    fn close(&mut self, name: &str, raw: &str) {
        self.flush();
        self.open.pop();
        if let Some(around) = self.left_out {
            self.left_out = Some(around).filter(|around| *around < self.open.len());
            return;
        }
        if matches!(name, "si" | "is") {
            let rich = self.rich.take().unwrap_or_default();
            let prefix =
                raw.trim_start_matches("</").split_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
            let text = (self.edit)(&rich);
            self.written.push_str(&format!("<{prefix}t xml:space=\"preserve\">{text}</{prefix}t>"));
        }
        if self.rich.is_none() {
            self.written.push_str(raw);
        }
    }

    fn text(&mut self, raw: &str) {
        match &mut self.rich {
            _ if self.left_out.is_some() => {}
            Some(rich) if self.open.last().is_some_and(|name| name == "t") => rich.push_str(raw),
            Some(_) => {}
            None => self.pending.push_str(raw),
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.pending);
        match self.is_index {
            true => self.written.push_str(&text),
            false if !text.is_empty() => self.written.push_str(&(self.edit)(&text)),
            false => {}
        }
    }

    fn is_kept(&self, name: &str, tag: &BytesStart<'_>) -> bool {
        let leads_on = |path: &str| attribute(tag, path).is_some_and(|path| is_part(&path));
        match (self.open.first(), name) {
            (None, _) => true,
            (_, "Override") => leads_on("PartName"),
            (_, "Relationship") => leads_on("Target"),
            (Some(root), _) if self.open.len() == 1 => {
                KEPT.iter().any(|(known, kept)| known == root && kept.contains(&name))
            }
            _ => !matches!(name, "f" | "rPh" | "extLst"),
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    Some(tag.try_get_attribute(name).ok()??.value.into_owned())
}

/// Whether a format finds a sheet by this name.
fn is_known(sheet: &str) -> bool {
    memotrace_v3::is_sheet(sheet) || qce_xlsx::is_sheet(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(part: &str) -> String {
        String::from_utf8(cells(part.as_bytes(), &mut |text| text.replace("小王", "大李")).unwrap()).unwrap()
    }

    #[test]
    fn a_name_in_two_colours_is_one_name() {
        let rich =
            "<sst><si><r><rPr><b/></rPr><t>小</t></r> <r><t>王&amp;</t></r><rPh sb=\"0\"><t>xiao</t></rPh></si></sst>";
        assert_eq!(copied(rich), "<sst><si><t xml:space=\"preserve\">大李&amp;</t></si></sst>");
        let prefixed = "<x:sst><x:si><x:t>小王</x:t></x:si></x:sst>";
        assert_eq!(copied(prefixed), "<x:sst><x:si><x:t xml:space=\"preserve\">大李</x:t></x:si></x:sst>");
    }

    #[test]
    fn of_a_sheet_only_cells_stay_and_numbers_of_texts_stay_numbers() {
        let mut edit = |text: &str| text.replace("10001", "20002");
        let sheet = "<worksheet><sheetPr/><sheetData><row r=\"1\"><c t=\"s\"><v>10001</v></c><c><f>A1</f><v>10001</v></c></row>\
                     </sheetData><headerFooter><oddFooter>作者</oddFooter></headerFooter></worksheet>";
        let kept = "<worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>10001</v></c><c><v>20002</v></c></row></sheetData></worksheet>";
        assert_eq!(String::from_utf8(cells(sheet.as_bytes(), &mut edit).unwrap()).unwrap(), kept);
    }

    #[test]
    fn sheets_are_numbered_unless_a_format_finds_them_by_name() {
        let book = "<workbook><fileSharing userName=\"小王\"/><sheets><sheet name=\"小王的群\" sheetId=\"1\"/>\
                    <sheet name=\"发送者统计\" sheetId=\"2\"/></sheets><definedNames/></workbook>";
        let kept = "<workbook><sheets><sheet name=\"Sheet1\" sheetId=\"1\"/><sheet name=\"发送者统计\" sheetId=\"2\"/>\
                    </sheets></workbook>";
        assert_eq!(copied(book), kept);
    }

    #[test]
    fn what_is_left_out_is_led_to_by_nothing() {
        let relations = "<Relationships><Relationship Id=\"1\" Target=\"xl/workbook.xml\"/>\
                         <Relationship Id=\"2\" Target=\"docProps/core.xml\"/></Relationships>";
        assert_eq!(
            copied(relations),
            "<Relationships><Relationship Id=\"1\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let types = "<Types><Default Extension=\"xml\"/><Override PartName=\"/xl/comments1.xml\"/></Types>";
        assert_eq!(copied(types), "<Types><Default Extension=\"xml\"/></Types>");
    }
}
