//! A page for a browser: one file with its style and its pictures in it, no script, nothing that it asks of any host.
//! Whatever comes from data is escaped, and loses what would steer the reading of text.

use crate::lang::Lang;
use crate::text::display;

/// What the page may do: show itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = "
:root{color-scheme:light dark;--page:#fff;--ink:#1d2430;--soft:#5b6675;--line:#d9dee6;--bar:#2f6fb7;--card:#f5f7fa;--mark:#b3541e}
@media (prefers-color-scheme:dark){:root{--page:#14181f;--ink:#e6e9ee;--soft:#9aa5b4;--line:#2c3440;--bar:#6aa5e8;--card:#1b212a;--mark:#e39a63}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 -apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.7rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:0 0 .25rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.25rem 0}.soft{color:var(--soft);font-size:.875rem}
section{margin-top:2.25rem;padding-top:1.25rem;border-top:1px solid var(--line)}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:.75rem;margin-top:.75rem}
.figure{background:var(--card);border-radius:.5rem;padding:.75rem}.figure b{display:block;font-size:1.5rem;line-height:1.3}
svg{display:block;width:100%;height:auto;margin:.5rem 0;overflow:visible}
svg text{fill:var(--ink);font-size:13px}svg text.soft{fill:var(--soft)}svg rect{fill:var(--bar)}svg rect.ground{fill:var(--line)}
table{border-collapse:collapse;width:100%;margin-top:.5rem;font-size:.9375rem}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--soft);font-weight:normal}
.n{text-align:right;font-variant-numeric:tabular-nums}
@media print{body{font-size:11pt;background:#fff;color:#000}main{max-width:none;padding:0}section,.figure,svg,tr{break-inside:avoid}h2,h3{break-after:avoid}}
";

/// Pixels of a bar chart: all, the names, a bar at its longest, and one line.
const WIDTH: usize = 760;
const NAMES: usize = 190;
const BAR: usize = 430;
const LINE: usize = 26;

/// A page in the making.
#[derive(Debug)]
pub struct Page {
    lang: Lang,
    title: String,
    body: String,
    is_open: bool,
}

/// A figure with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it is called.
    pub title: String,
    /// The number, as it is shown.
    pub value: String,
    /// How it is counted.
    pub about: String,
}

/// Text as a page may hold it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in display::clean(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

impl Page {
    /// A page with its heading and lines below it.
    pub fn new(lang: Lang, title: &str, lines: &[String]) -> Page {
        let mut page = Page { lang, title: escaped(title), body: String::new(), is_open: false };
        page.body = format!("<h1>{}</h1>\n", page.title);
        lines.iter().for_each(|line| page.note(line));
        page
    }

    /// Begins a section.
    pub fn section(&mut self, title: &str, about: &str) {
        self.close();
        self.is_open = true;
        self.body.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(title)));
        self.note(about);
    }

    /// Begins a part of a section.
    pub fn part(&mut self, title: &str, about: &str) {
        self.body.push_str(&format!("<h3>{}</h3>\n", escaped(title)));
        self.note(about);
    }

    /// A line in small letters.
    pub fn note(&mut self, text: &str) {
        if !text.is_empty() {
            self.body.push_str(&format!("<p class=\"soft\">{}</p>\n", escaped(text)));
        }
    }

    /// Figures beside each other.
    pub fn figures(&mut self, figures: &[Figure]) {
        let card = |figure: &Figure| {
            let [title, value, about] = [&figure.title, &figure.value, &figure.about].map(|text| escaped(text));
            format!("<div class=\"figure\">{title}<b>{value}</b><span class=\"soft\">{about}</span></div>\n")
        };
        self.body.push_str("<div class=\"figures\">\n");
        self.body.extend(figures.iter().map(card));
        self.body.push_str("</div>\n");
    }

    /// A bar for each value, with the number as it is shown.
    pub fn bars(&mut self, title: &str, bars: &[(String, u64, String)]) {
        let most = bars.iter().map(|(_, count, _)| *count).max().unwrap_or(0).max(1);
        let height = LINE * bars.len();
        let head = format!(
            "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">\n<title>{0}</title>\n",
            escaped(title)
        );
        self.body.push_str(&head);
        for (place, (name, count, shown)) in bars.iter().enumerate() {
            let (top, text) = (place * LINE + 5, place * LINE + 18);
            let length = (*count as f64 / most as f64 * BAR as f64).max(if *count > 0 { 1.0 } else { 0.0 });
            let name = escaped(&display::clip(name, NAMES / 8));
            self.body.push_str(&format!(
                "<text x=\"0\" y=\"{text}\">{name}</text><rect x=\"{NAMES}\" y=\"{top}\" width=\"{length:.1}\" height=\"16\" rx=\"2\"/><text class=\"soft\" x=\"{:.1}\" y=\"{text}\">{}</text>\n",
                NAMES as f64 + length + 8.0,
                escaped(shown)
            ));
        }
        self.body.push_str("</svg>\n");
    }

    /// A square for each hour of the week, Monday 00:00 first, the darker the more.
    pub fn heat(&mut self, title: &str, days: [&str; 7], hours: &[u64]) {
        let most = hours.iter().copied().max().unwrap_or(0).max(1);
        let head = format!(
            "<svg viewBox=\"0 0 {WIDTH} 240\" role=\"img\" aria-label=\"{}\">\n<title>{0}</title>\n",
            escaped(title)
        );
        self.body.push_str(&head);
        for (day, name) in days.iter().enumerate() {
            self.body.push_str(&format!("<text x=\"0\" y=\"{}\">{}</text>\n", day * 30 + 20, escaped(name)));
            for hour in 0..24 {
                let count = hours.get(day * 24 + hour).copied().unwrap_or(0);
                let (x, y) = (56 + hour * 29, day * 30 + 4);
                let depth = (count as f64 / most as f64).sqrt();
                self.body.push_str(&format!(
                    "<rect class=\"ground\" x=\"{x}\" y=\"{y}\" width=\"26\" height=\"24\" rx=\"3\"/><rect x=\"{x}\" y=\"{y}\" width=\"26\" height=\"24\" rx=\"3\" fill-opacity=\"{depth:.2}\"><title>{} {hour:02}:00 {count}</title></rect>\n",
                    escaped(name)
                ));
            }
        }
        for hour in (0..24).step_by(3) {
            self.body.push_str(&format!("<text class=\"soft\" x=\"{}\" y=\"232\">{hour:02}</text>\n", 56 + hour * 29));
        }
        self.body.push_str("</svg>\n");
    }

    /// A table; columns that hold numbers stand right.
    pub fn table(&mut self, heads: &[(String, bool)], rows: &[Vec<String>]) {
        let class = |right: bool| if right { " class=\"n\"" } else { "" };
        self.body.push_str("<table>\n<thead><tr>");
        for (head, right) in heads {
            self.body.push_str(&format!("<th{}>{}</th>", class(*right), escaped(head)));
        }
        self.body.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.body.push_str("<tr>");
            for (cell, (_, right)) in row.iter().zip(heads) {
                self.body.push_str(&format!("<td{}>{}</td>", class(*right), escaped(cell)));
            }
            self.body.push_str("</tr>\n");
        }
        self.body.push_str("</tbody>\n</table>\n");
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.is_open) {
            self.body.push_str("</section>\n");
        }
    }

    /// The whole file.
    pub fn finish(mut self) -> String {
        self.close();
        let lang = self.lang.pick(("zh-CN", "en"));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
            self.title, self.body
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_name_holds_is_text_on_the_page() {
        let name = "<script>alert(1)</script>\"'&\u{202e}\u{1b}[31m";
        let mut page = Page::new(Lang::En, name, &[name.to_owned()]);
        page.section(name, name);
        page.part(name, name);
        page.figures(&[Figure { title: name.to_owned(), value: name.to_owned(), about: name.to_owned() }]);
        page.bars(name, &[(name.to_owned(), 3, name.to_owned())]);
        page.heat(name, [name; 7], &[1; 168]);
        page.table(&[(name.to_owned(), false)], &[vec![name.to_owned()]]);
        let page = page.finish();
        let body = page.split_once("</style>").unwrap().1;
        assert!(!page.contains("<script") && !page.contains(['\u{202e}', '\u{1b}']), "{page}");
        assert!(body.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
        assert!(!body.contains("http"), "it asks nothing of anybody: {body}");
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_longest() {
        let mut page = Page::new(Lang::Zh, "x", &[]);
        page.bars("y", &[("甲".to_owned(), 10, "10".to_owned()), ("乙".to_owned(), 5, "5".to_owned())]);
        let page = page.finish();
        assert!(page.contains("width=\"430.0\"") && page.contains("width=\"215.0\""), "{page}");
        assert!(page.contains("<html lang=\"zh-CN\">"));
    }
}
