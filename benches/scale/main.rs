//! How fast the explorer is over a million members with two hundred tags, who said a million things.
//!
//!     cargo bench --bench scale -- [--members N] [--messages N] [--store FILE] [--program FILE]
//!
//! makes such a store (or takes FILE, made before), opens the program in a pseudo-terminal of 200×60, presses
//! keys, and prints what was measured beside what is aimed at, and beside plain SQL that was asked the same.
//! A key's time goes from its writing to the end of the last frame that answers it. What changes a store is done to
//! a copy of FILE, in the folder for temporary files. Linux only.

#[cfg(target_os = "linux")]
mod community;
#[cfg(target_os = "linux")]
mod explorer;
#[cfg(target_os = "linux")]
mod process;
#[cfg(target_os = "linux")]
mod reference;
#[cfg(target_os = "linux")]
mod table;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("scale: nothing measured, since only Linux tells what a process takes");
}

#[cfg(target_os = "linux")]
fn main() -> Outcome<()> {
    let Some(options) = measuring::Options::read()? else {
        println!("scale: no size given, nothing measured (--members 1000000 --messages 1000000, or --store FILE)");
        return Ok(());
    };
    measuring::run(&options)
}

#[cfg(target_os = "linux")]
mod measuring {
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::thread;
    use std::time::{Duration, Instant};

    use crate::community::{self, COMMON, RARE, Size};
    use crate::explorer::{Answer, Explorer};
    use crate::reference::{self, Reference};
    use crate::table::{Table, milliseconds, quantile};
    use crate::{Outcome, process};

    const UP: &str = "\x1b[A";
    const DOWN: &str = "\x1b[B";
    const PAGE: &str = "\x1b[6~";
    const END: &str = "\x1b[F";
    const HOME: &str = "\x1b[H";
    const MEMBERS: &str = "1";
    /// Within the rows on screen.
    const MOVE: &str = "move the cursor";
    /// Within which whoever acts has to see something.
    const AT_ONCE: Duration = Duration::from_millis(150);
    const AT_ONCE_TOLD: &str = "≤ 150 ms";
    const TAG: &str = "批量";
    const IDLE: Duration = Duration::from_secs(10);
    /// Tags of some 10 to 40 in a hundred members, so that all of them select somebody.
    const FILTERS: [&[usize]; 3] = [&[0, 1, 2], &[0, 1, 3, 5], &[0, 1, 2, 4, 7]];

    pub struct Options {
        size: Size,
        store: Option<PathBuf>,
        program: PathBuf,
    }

    impl Options {
        /// What the command line asks for; `None` if nothing.
        pub fn read() -> Outcome<Option<Options>> {
            let mut options = Options {
                size: Size { members: 1_000_000, messages: 1_000_000 },
                store: None,
                program: PathBuf::from(env!("CARGO_BIN_EXE_qunxiang")),
            };
            let mut words = std::env::args().skip(1).filter(|word| word != "--bench").peekable();
            if words.peek().is_none() {
                return Ok(None);
            }
            while let Some(word) = words.next() {
                let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
                match word.as_str() {
                    "--members" => options.size.members = value.parse()?,
                    "--messages" => options.size.messages = value.parse()?,
                    "--store" => options.store = Some(value.into()),
                    "--program" => options.program = value.into(),
                    _ => return Err(format!("{word} is no option").into()),
                }
            }
            Ok(Some(options))
        }
    }

    pub fn run(options: &Options) -> Outcome<()> {
        let folder = tempfile::tempdir()?;
        let store = options.store.clone().unwrap_or_else(|| folder.path().join("store.db"));
        if !store.exists() {
            make(options, folder.path(), &store)?;
        }
        let mut table = Table::default();
        let tags = |places: &[usize]| places.iter().map(|place| format!("圈层{place:03}")).collect::<Vec<_>>();
        let reference = reference::measure(&store, &tags(FILTERS[1]))?;

        let (mut explorer, first) = Explorer::start(&options.program, &store, folder.path())?;
        table.line("first frame", "≤ 150 ms", milliseconds(first), first <= Duration::from_millis(150));
        let process = explorer.process()?;
        await_rest(process)?;
        scroll(&mut explorer, &mut table)?;
        sort(&mut explorer, &mut table, &reference)?;
        for places in FILTERS {
            filter(&mut explorer, &mut table, &tags(places), &reference)?;
        }
        find(&mut explorer, &mut table, RARE, reference.rare)?;
        find(&mut explorer, &mut table, COMMON, reference.common)?;
        rest(process, &mut table)?;
        let peak = process::peak(process)?;
        table.line("memory at most", "≤ 300 MB", format!("{peak:.0} MB"), peak <= 300.0);
        visit(&mut explorer, &mut table)?;
        let peak = process::peak(process)?;
        table.remark("memory after every screen", format!("{peak:.0} MB"));
        explorer.end()?;
        let scratch = folder.path().join("store.db");
        if store != scratch {
            std::fs::copy(&store, &scratch)?;
        }
        let acted = act(&options.program, &scratch, folder.path(), &tags(&FILTERS[0][1..2]), &mut table);
        println!("{table}");
        acted
    }

    fn make(options: &Options, folder: &Path, store: &Path) -> Outcome<()> {
        let files = community::write(folder, options.size)?;
        let start = Instant::now();
        let mut import = Command::new(&options.program);
        import.arg("--db").arg(store).args(["-q", "import"]).args(&files);
        if !import.status()?.success() {
            return Err("the import failed".into());
        }
        println!("imported and built in {:.0} s", start.elapsed().as_secs_f64());
        Ok(files.iter().try_for_each(std::fs::remove_file)?)
    }

    fn scroll(explorer: &mut Explorer, table: &mut Table) -> Outcome<()> {
        explorer.ask(MEMBERS)?;
        let mut press = |name: &str, keys: &[&str], times: usize| -> Outcome<()> {
            let answers: Vec<Answer> =
                keys.iter().cycle().take(times).map(|key| explorer.press(key)).collect::<Outcome<_>>()?;
            let times: Vec<Duration> = answers.iter().map(|answer| answer.whole).collect();
            let (middle, late) = (quantile(&times, 0.5), quantile(&times, 0.99));
            let is_met = middle <= Duration::from_millis(2) && late <= Duration::from_millis(16);
            let measured = format!("{} · {}", milliseconds(middle), milliseconds(late));
            table.line(&format!("{name}, p50 · p99"), "≤ 2 · 16 ms", measured, is_met);
            let bytes: Vec<Duration> =
                answers.iter().map(|answer| Duration::from_millis(answer.bytes as u64)).collect();
            let (middle, most) = (quantile(&bytes, 0.5).as_millis(), quantile(&bytes, 1.0).as_millis());
            let measured = format!("{middle} · {most}");
            match name {
                MOVE => table.line("bytes for it, p50 · most", "≤ 3072", measured, most <= 3072),
                _ => table.remark("bytes for it, p50 · most", measured),
            }
            Ok(())
        };
        press(MOVE, &[DOWN, UP], 300)?;
        press("scroll by a row", &[DOWN], 1_000)?;
        press("scroll by a page", &[PAGE], 300)?;
        press("to the end and back", &[END, HOME], 40)
    }

    fn sort(explorer: &mut Explorer, table: &mut Table, reference: &Reference) -> Outcome<()> {
        for key in ["messages", "last_seen", "name", "stage", "region"] {
            explorer.press("s")?;
            explorer.press(key)?;
            let whole = explorer.ask("\r")?.whole;
            table.line(&format!("sort by {key}"), "≤ 150 ms", milliseconds(whole), whole <= Duration::from_millis(150));
        }
        table.remark("  SQL, by messages", milliseconds(reference.sort));
        explorer.press("s")?;
        explorer.press("rank")?;
        explorer.ask("\r").map(drop)
    }

    fn filter(explorer: &mut Explorer, table: &mut Table, tags: &[String], reference: &Reference) -> Outcome<()> {
        let conditions: Vec<String> = tags.iter().map(|tag| format!("tag:{tag}")).collect();
        let whole = narrow(explorer, &conditions.join(" and "))?;
        let found = explorer.row(1).split_whitespace().rev().take(2).collect::<Vec<_>>().concat();
        let name = format!("filter by {} tags, all counts ({found})", tags.len());
        table.line(&name, "≤ 16 ms", milliseconds(whole), whole <= Duration::from_millis(16));
        if tags.len() == 4 {
            table.remark("  SQL, how many", milliseconds(reference.filter));
            table.remark("  SQL, counts of tags", milliseconds(reference.facets));
        }
        widen(explorer)
    }

    fn find(explorer: &mut Explorer, table: &mut Table, word: &str, reference: Duration) -> Outcome<()> {
        let whole = narrow(explorer, &format!("said(\"{word}\")"))?;
        let found = explorer.row(1).split_whitespace().rev().take(2).collect::<Vec<_>>().concat();
        let name = format!("who said {word} ({found})");
        table.line(&name, "≤ 50 ms", milliseconds(whole), whole <= Duration::from_millis(50));
        table.remark("  SQL, the first 60 messages", milliseconds(reference));
        widen(explorer)
    }

    /// Pastes a filter and submits it in one go, so that no pause of typing is waited for.
    fn narrow(explorer: &mut Explorer, filter: &str) -> Outcome<Duration> {
        explorer.press("f")?;
        Ok(explorer.ask(&format!("\x1b[200~{filter}\x1b[201~\r"))?.whole)
    }

    fn widen(explorer: &mut Explorer) -> Outcome<()> {
        explorer.ask("F").map(drop)
    }

    /// Every screen, opened for the first time and once more.
    fn visit(explorer: &mut Explorer, table: &mut Table) -> Outcome<()> {
        for screen in 0..10 {
            let key = screen.to_string();
            let cold = explorer.ask(&key)?.whole;
            explorer.ask(if screen == 1 { "0" } else { MEMBERS })?;
            let warm = explorer.ask(&key)?.whole;
            let name =
                format!("screen {}, first · again", explorer.row(1).split_whitespace().next().unwrap_or_default());
            table.remark(&name, format!("{} · {}", milliseconds(cold), milliseconds(warm)));
        }
        Ok(())
    }

    /// Acts on everybody under a filter. Such an act takes as long as it takes; that it runs has to be seen at once.
    fn act(program: &Path, store: &Path, home: &Path, tags: &[String], table: &mut Table) -> Outcome<()> {
        let (mut explorer, _) = Explorer::start(program, store, home)?;
        await_rest(explorer.process()?)?;
        explorer.ask(MEMBERS)?;
        narrow(&mut explorer, &format!("tag:{}", tags.join(" and tag:")))?;
        let found = explorer.row(1).split_whitespace().rev().take(2).collect::<Vec<_>>().concat();
        let whole = explorer.until("A", "已标记")?.whole;
        table.line(&format!("mark all ({found})"), AT_ONCE_TOLD, milliseconds(whole), whole <= AT_ONCE);
        explorer.press("t")?;
        explorer.press(TAG)?;
        explorer.press("\r")?;
        for (name, keys, ended) in
            [("tag all of them", "\r", "已完成："), ("undo it", "u", "已撤销"), ("do it again", "U", "已重做")]
        {
            await_rest(explorer.process()?)?;
            let answer = explorer.until(keys, ended)?;
            let measured = format!("{} · {}", milliseconds(answer.first), milliseconds(answer.whole));
            table.line(
                &format!("{name}: seen to run · done and read again"),
                AT_ONCE_TOLD,
                measured,
                answer.first <= AT_ONCE,
            );
        }
        let peak = process::peak(explorer.process()?)?;
        table.remark("memory after acts", format!("{peak:.0} MB"));
        explorer.end()
    }

    /// Waits until the program has nothing left to do.
    fn await_rest(process: u32) -> Outcome<()> {
        let mut before = process::cpu(process)?;
        loop {
            thread::sleep(Duration::from_millis(500));
            let now = process::cpu(process)?;
            if now == before {
                return Ok(());
            }
            before = now;
        }
    }

    fn rest(process: u32, table: &mut Table) -> Outcome<()> {
        await_rest(process)?;
        let before = process::cpu(process)?;
        thread::sleep(IDLE);
        let used = process::cpu(process)? - before;
        table.line("CPU in 10 s of rest", "0", milliseconds(used), used.is_zero());
        Ok(())
    }
}
