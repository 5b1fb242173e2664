//! Where and with what something was measured.

use std::fs;
use std::process::Command;
use std::thread;

/// What every measurement depends on. One line each: what it is, and what it is here.
pub fn hardware() -> Vec<(String, String)> {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    vec![
        (
            "processor".to_owned(),
            format!("{}, {cores} cores", processor().unwrap_or_else(unknown)),
        ),
        ("memory".to_owned(), memory().unwrap_or_else(unknown)),
        ("system".to_owned(), system().unwrap_or_else(unknown)),
    ]
}

/// Stands for what can't be found out.
pub fn unknown() -> String {
    "unknown".to_owned()
}

fn processor() -> Option<String> {
    if let Ok(text) = fs::read_to_string("/proc/cpuinfo") {
        return field(&text, "model name");
    }
    said(Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"]))
}

fn memory() -> Option<String> {
    let kib: u64 = if let Ok(text) = fs::read_to_string("/proc/meminfo") {
        let total = field(&text, "MemTotal")?;
        total.strip_suffix(" kB")?.trim().parse().ok()?
    } else {
        let bytes: u64 = said(Command::new("sysctl").args(["-n", "hw.memsize"]))?
            .parse()
            .ok()?;
        bytes / 1024
    };
    Some(format!("{} GiB", (kib + 512 * 1024) / (1024 * 1024)))
}

fn system() -> Option<String> {
    said(Command::new("uname").arg("-sr"))
}

fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.trim().to_owned())
}

/// The first `name : value` of a file in /proc.
fn field(text: &str, name: &str) -> Option<String> {
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(found, _)| found.trim() == name)?;
    Some(value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_file_of_the_kernel_when_read_then_the_first_field_of_a_name_is_found() {
        let text = "processor\t: 0\nmodel name\t: A Chip @ 2 GHz\nmodel name\t: Another\n";
        assert_eq!(field(text, "model name").as_deref(), Some("A Chip @ 2 GHz"));
        assert_eq!(field(text, "cache size"), None);
    }
}
