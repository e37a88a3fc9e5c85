//! What mining takes of a store: a build in which nothing changed, which looks at everybody and reads no message, and
//! each list that is mined when it is asked for.
//!
//!     cargo bench --bench mining -- STORE [PROGRAM]
//!
//! CPU is user and system time of all threads; memory is the peak of resident pages, of which up to 64 MiB are
//! SQLite's pages of the store. Linux only.

#[cfg(target_os = "linux")]
#[path = "scale/process.rs"]
mod process;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What is asked, and within how many seconds of CPU all of it.
#[cfg(target_os = "linux")]
const STEPS: [&[&str]; 12] = [
    &["build"],
    &["kol"],
    &["churn"],
    &["churn", "--reasons"],
    &["personas"],
    &["circles"],
    &["rules"],
    &["topics"],
    &["weekly"],
    &["kol", "--trend"],
    &["identity", "suggest"],
    &["eval", "churn"],
];

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("mining: nothing measured, since only Linux tells what a process takes");
}

#[cfg(target_os = "linux")]
fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [store, program @ ..] = words.as_slice() else {
        println!("mining: no store given, nothing measured (STORE)");
        return Ok(());
    };
    let program = program.first().map_or(env!("CARGO_BIN_EXE_qunxiang"), String::as_str);
    println!("| step | CPU s | wall s | peak MB |\n|---|---|---|---|");
    let (mut all, mut most) = (0.0, 0.0_f64);
    for step in STEPS {
        let mut command = std::process::Command::new(program);
        command.args(["--db", store, "-q"]).args(step).stdout(std::process::Stdio::null());
        let start = std::time::Instant::now();
        let (cpu, peak) = follow(command)?;
        println!("| {} | {cpu:.2} | {:.2} | {peak:.0} |", step.join(" "), start.elapsed().as_secs_f64());
        (all, most) = (all + cpu, most.max(peak));
    }
    println!("| all | {all:.2} | | {most:.0} |");
    Ok(())
}

/// Seconds of CPU and the peak in MB of a command, asked until it ends.
#[cfg(target_os = "linux")]
fn follow(mut command: std::process::Command) -> Outcome<(f64, f64)> {
    let mut child = command.spawn()?;
    let (mut cpu, mut peak) = (0.0, 0.0);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        cpu = process::cpu(child.id()).map_or(cpu, |time| time.as_secs_f64());
        peak = process::peak(child.id()).unwrap_or(peak);
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    if !status.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok((cpu, peak))
}
