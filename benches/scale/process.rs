//! What a process takes, as Linux tells it.

use std::fs::read_to_string;
use std::time::Duration;

use crate::Outcome;

const TICK: Duration = Duration::from_millis(10);

/// CPU time of all threads since the start.
pub fn cpu(process: u32) -> Outcome<Duration> {
    let stat = read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit_once(')').ok_or("no process name")?.1;
    let ticks: Vec<u32> = after_name.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(TICK * ticks.iter().sum())
}

/// The most memory that was ever resident, in MB.
pub fn peak(process: u32) -> Outcome<f64> {
    let status = read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no memory")?;
    let kib: f64 = line.split_whitespace().next().ok_or("no number")?.parse()?;
    Ok(kib * 1024.0 / 1e6)
}
