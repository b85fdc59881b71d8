//! Runs other programs so that a person sees what is being done.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

const HEARTBEAT: Duration = Duration::from_secs(15);

/// What a person sees of a running program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Everything it writes: it reports its own progress.
    Output,
    /// A line now and then that it is still running; what it wrote is shown if it fails.
    Heartbeat,
}

/// Runs `command` to its end, saying `what` it does.
///
/// # Errors
/// When it cannot be started or fails.
pub fn run(what: &str, show: Show, command: &mut Command) -> Result<()> {
    eprintln!("→ {what}");
    match show {
        Show::Output => {
            let status = command.status().with_context(|| cannot_start(command))?;
            check(what, status)
        }
        Show::Heartbeat => {
            let child = command
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .stdin(Stdio::null());
            let child = child.spawn().with_context(|| cannot_start(command))?;
            let output = while_saying(what, || child.wait_with_output())?;
            if !output.status.success() {
                eprint!(
                    "{}{}",
                    String::from_utf8_lossy(&output.stdout),
                    String::from_utf8_lossy(&output.stderr)
                );
            }
            check(what, output.status)
        }
    }
}

/// Does `work` and writes every 15 s that `what` is still going on.
pub fn while_saying<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let (done, ended) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(HEARTBEAT) {
                eprintln!(
                    "  … still at it after {} s: {what}",
                    started.elapsed().as_secs()
                );
            }
        });
        let result = work();
        drop(done);
        result
    })
}

/// Runs `command`, lets its lines through and shows each to `look`.
///
/// # Errors
/// When it cannot be started; failing is in the status.
pub fn run_reading(command: &mut Command, mut look: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    let lines = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
    for line in lines.split(b'\n') {
        let line = line.context("cannot read what the program writes")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        look(&line);
    }
    child.wait().context("cannot wait for the program")
}

/// Runs `command` quietly for at most `limit`; `false` when it failed, could not be started or was ended for taking too long.
pub fn succeeds_within(limit: Duration, command: &mut Command) -> bool {
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    child.is_ok_and(|child| ended_well_within(limit, child))
}

fn ended_well_within(limit: Duration, mut child: Child) -> bool {
    let deadline = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(50)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// What `command` writes to its standard output, trimmed.
///
/// # Errors
/// When it cannot be started or fails.
pub fn answer(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!(
            "{command:?} failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn check(what: &str, status: ExitStatus) -> Result<()> {
    if status.success() {
        Ok(())
    } else {
        bail!("{what}: {status}")
    }
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start {}", command.get_program().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::{answer, succeeds_within};
    use std::process::Command;
    use std::time::{Duration, Instant};

    #[test]
    fn a_program_that_takes_too_long_is_ended() {
        let started = Instant::now();
        assert!(!succeeds_within(
            Duration::from_millis(200),
            Command::new("sleep").arg("60")
        ));
        assert!(started.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn failing_and_missing_programs_are_told_apart() {
        assert!(
            answer(Command::new("false").arg("x"))
                .unwrap_err()
                .to_string()
                .contains("failed")
        );
        assert!(
            answer(&mut Command::new("no-such-program"))
                .unwrap_err()
                .to_string()
                .contains("cannot start")
        );
    }
}
