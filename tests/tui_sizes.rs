//! Every screen at every size: nothing ends the explorer, and what there is room for can be read.

mod tui_fixture;

use qunxiang::text::display;
use qunxiang::tui::{Msg, Options, ThemeName};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use tui_fixture::Explorer;

/// What leads to each screen and overlay.
const PLACES: [(&str, &[&str]); 42] = [
    ("today", &["0"]),
    ("members", &["1"]),
    ("groups", &["2"]),
    ("tags", &["3"]),
    ("dimensions", &["4"]),
    ("kol", &["5"]),
    ("potential", &["5", "c"]),
    ("churn", &["6"]),
    ("imports", &["7"]),
    ("joins", &["8"]),
    ("merges", &["9"]),
    ("tasks", &["1", "B", "-"]),
    ("log", &["="]),
    ("content", &["`"]),
    ("brief", &["`", "b"]),
    ("personas", &["\\"]),
    ("personas_map", &["\\", "v"]),
    ("rules", &["\\", "v", "v"]),
    ("circles", &["\\", "v", "v", "v"]),
    ("member", &["1", "enter"]),
    ("evidence", &["1", "enter", "e"]),
    ("help", &["1", "?"]),
    ("palette", &["1", ":"]),
    ("hints", &["1", ","]),
    ("filter", &["1", "f"]),
    ("export", &["1", "e"]),
    ("import", &["1", "i"]),
    ("follow_up", &["1", "a"]),
    ("groups_overlap", &["2", "v"]),
    ("groups_crossing", &["2", "v", "v"]),
    ("groups_inviters", &["2", "v", "v", "v"]),
    ("merges_history", &["9", "m"]),
    ("cohorts", &["6", "o"]),
    ("compare", &["1", "x", "x", "M"]),
    ("similar", &["1", "enter", "s"]),
    ("apart", &["3", "x", "end", "M"]),
    ("days", &["1", "C", "enter"]),
    ("campaigns", &["7", "v", "v"]),
    ("review", &["3", "down", "down", "v"]),
    ("search", &["1", "/"]),
    ("columns", &["1", "c"]),
    ("segment", &["3", "enter", "w"]),
];

fn at(options: &Options, place: &[&str], columns: u16, rows: u16) -> Explorer {
    let mut explorer = Explorer::today(options, columns, rows);
    explorer.keys(place);
    explorer
}

#[test]
fn no_size_ends_the_explorer_on_any_screen() {
    let sizes = [(0, 0), (1, 1), (2, 3), (9, 4), (40, 10), (10, 40), (79, 2), (3, 24), (200, 60), (500, 7)];
    for (name, place) in PLACES {
        let mut explorer = at(&Options::default(), place, 80, 24);
        for (columns, rows) in sizes {
            explorer.send(Msg::Resize(columns, rows));
            let screen = explorer.screen();
            assert!(screen.lines().count() == usize::from(rows), "{name} at {columns}x{rows}");
            explorer.keys(&["down", "pgdn", "up"]);
        }
        explorer.send(Msg::Resize(80, 24));
        assert!(explorer.screen().chars().filter(|char| char.is_alphanumeric()).count() > 20, "{name}");
    }
}

#[test]
fn forty_columns_and_ten_rows_say_where_one_is() {
    for (name, place) in &PLACES[..21] {
        let explorer = at(&Options::default(), place, 40, 10);
        let screen = explorer.screen();
        let said = screen.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(said >= 4, "{name}\n{screen}");
    }
}

#[test]
fn every_screen_has_its_look_at_three_sizes_in_colour_and_without() {
    for (name, place) in PLACES {
        for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
            let dark = at(&Options::default(), place, columns, rows).screen();
            let mono = Options { theme: ThemeName::Mono, ..Options::default() };
            assert_eq!(at(&mono, place, columns, rows).screen(), dark, "a theme changes no text: {name}");
            insta::assert_snapshot!(format!("{name}_{columns}"), dark);
        }
    }
}

/// The cells of each row that show something of their own: not those behind a wide character.
fn rows(explorer: &Explorer, columns: usize) -> Vec<Vec<Cell>> {
    let seen = |row: &[Cell]| {
        let wide = |at: usize| at > 0 && display::width(row[at - 1].symbol()) > 1;
        (0..row.len()).filter(|at| !wide(*at)).map(|at| row[at].clone()).collect()
    };
    explorer.cells().chunks(columns).map(seen).collect()
}

/// Its colours and marks: `214/- bold`.
fn look(cell: &Cell) -> String {
    let colour = |colour: Option<Color>| match colour {
        Some(Color::Indexed(number)) => number.to_string(),
        _ => "-".to_owned(),
    };
    let style = cell.style();
    let marks = style.add_modifier.iter_names().map(|(name, _)| name.to_lowercase()).collect::<Vec<_>>();
    format!("{}/{} {}", colour(style.fg), colour(style.bg), marks.join(" ")).trim().to_owned()
}

/// Every run of cells of one style, row by row: its text, then how it looks.
fn runs(explorer: &Explorer, columns: usize) -> String {
    let mut text = String::new();
    for row in rows(explorer, columns) {
        for run in row.chunk_by(|one, other| one.style() == other.style()) {
            let said: String = run.iter().map(|cell| cell.symbol()).collect();
            let style = run[0].style();
            let plain = style.fg.is_none_or(|fg| fg == Color::Reset) && style.add_modifier == Modifier::empty();
            if !(plain && said.trim().is_empty()) {
                text.push_str(&format!("[{}] {}\n", look(&run[0]), said.trim()));
            }
        }
        text.push('\n');
    }
    text
}

/// The looks, a letter each, then every row as runs of them with their columns; rows alike in one line.
fn pattern(explorer: &Explorer, columns: usize) -> String {
    let mut looks: Vec<String> = Vec::new();
    let mut lines: Vec<(String, usize)> = Vec::new();
    for row in rows(explorer, columns) {
        let runs = row.chunk_by(|one, other| look(one) == look(other)).map(|run| {
            let look = look(&run[0]);
            let place = looks.iter().position(|known| *known == look).unwrap_or_else(|| {
                looks.push(look);
                looks.len() - 1
            });
            let width: usize = run.iter().map(|cell| display::width(cell.symbol()).max(1)).sum();
            format!("{}{width}", (b'a' + place as u8) as char)
        });
        let line = runs.collect::<Vec<_>>().join(" ");
        match lines.last_mut() {
            Some((last, count)) if *last == line => *count += 1,
            _ => lines.push((line, 1)),
        }
    }
    let legend = looks.iter().enumerate().map(|(place, look)| format!("{} {look}\n", (b'a' + place as u8) as char));
    let rows =
        lines.iter().map(|(line, count)| if *count > 1 { format!("{line} × {count}\n") } else { format!("{line}\n") });
    legend.chain(rows).collect()
}

#[test]
fn every_screen_has_its_styles_in_colour_and_without() {
    for theme in [ThemeName::Dark, ThemeName::Mono] {
        let options = Options { theme, ..Options::default() };
        for (name, place) in PLACES {
            let explorer = at(&options, place, 80, 24);
            insta::assert_snapshot!(format!("{name}_80_{theme:?}_styles"), runs(&explorer, 80));
        }
    }
}

#[test]
fn every_screen_has_its_styles_where_there_is_more_room() {
    for (name, place) in PLACES {
        let mut text = String::new();
        for theme in [ThemeName::Dark, ThemeName::Mono] {
            for (columns, rows) in [(120, 40), (200, 60)] {
                let explorer = at(&Options { theme, ..Options::default() }, place, columns, rows);
                let pattern = pattern(&explorer, columns.into());
                text.push_str(&format!("{columns}×{rows} {theme:?}\n{pattern}\n"));
            }
        }
        insta::assert_snapshot!(format!("{name}_wide_styles"), text);
    }
}
