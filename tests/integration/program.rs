//! The program as a person types it on the command line: started without a display, and what is left when it ended.

use std::process::Command;

/// What a program that ended has said, as text or as bytes.
pub(crate) struct Outcome<Printed = String> {
    pub(crate) status: i32,
    pub(crate) stdout: Printed,
    pub(crate) stderr: String,
}

/// The program, without a display and without the library of whoever runs the tests.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DUIZHAO_LIBRARY"] {
        program.env_remove(name);
    }
    program
}

/// Runs a program that prints text.
pub(crate) fn outcome(command: &mut Command) -> Outcome {
    let Outcome { status, stdout, stderr } = outcome_in_bytes(command);
    Outcome { status, stdout: String::from_utf8(stdout).expect("stdout is UTF-8"), stderr }
}

/// Runs a program that may print something else.
pub(crate) fn outcome_in_bytes(command: &mut Command) -> Outcome<Vec<u8>> {
    let output = command.output().expect("the program starts");
    Outcome {
        status: output.status.code().expect("the program ends by itself"),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}
