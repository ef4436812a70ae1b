//! The built binary: every option, every exit code.

mod baseline;
mod causes;
mod choice;
mod fixes;
#[cfg(unix)]
pub(crate) mod injection;
mod others;
mod output;
pub(crate) mod secrets;
mod suppressions;
mod tables;
#[cfg(target_os = "linux")]
mod untrusted;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// One error (`alias-default-suffix`).
pub(crate) const ERROR: &str =
    "{\n  \"key_id\": \"4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f\",\n  \"key_alias\": \"team/default\"\n}\n";
/// One info (`alias-literal-prefix`).
pub(crate) const INFO: &str =
    "{\n  \"key_id\": \"4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f\",\n  \"key_alias\": \"alias/team\"\n}\n";
/// One warning with a safe fix (`bind-vpcs-unknown-member`).
pub(crate) const WARNING: &str = r#"{
  "Action": "UpdateKmsInstanceBindVpc",
  "KmsInstanceId": "kst-hzz662b622eksoqrb3nhu",
  "BindVpcs": "[{\"VpcId\":\"vpc-bp1go9qvmj78j4f4cabcd\",\"VSwitchId\":\"vsw-bp16c5pvvcf0fp5b9abcd\",\"RegionID\":\"cn-hangzhou\",\"VpcOwnerId\":1207089758811234}]"
}
"#;
/// Nothing wrong.
pub(crate) const GOOD: &str =
    "{\n  \"key_id\": \"4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f\",\n  \"key_alias\": \"team\"\n}\n";

/// A folder to run kmslint in.
pub(crate) struct Folder(TempDir);

/// What a run printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Done {
        self.run_with(arguments, "", &[])
    }

    pub(crate) fn run_with(&self, arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Done {
        self.run_in("", arguments, input, variables)
    }

    /// A run in the folder, in a clean environment, so that nothing of the machine shows.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kmslint"));
        command.args(arguments).current_dir(self.0.path()).env_clear().env("LANG", "C.UTF-8");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs in a folder below.
    pub(crate) fn run_in(&self, below: &str, arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Done {
        let mut command = self.command(arguments);
        command.current_dir(self.0.path().join(below)).envs(variables.iter().copied());
        let mut child = command.spawn().unwrap();
        // A run that reads no input may have ended before this is written.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Done {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// `path:line rule` of every finding of `check --format json`.
    pub(crate) fn findings(&self, arguments: &[&str]) -> Vec<String> {
        let done = self.run(&[&["check", "--format", "json"], arguments].concat());
        let report: serde_json::Value = serde_json::from_str(&done.stdout).unwrap_or_else(|_| panic!("{done:?}"));
        let shown = |finding: &serde_json::Value| {
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            format!("{}:{} {}", text(&finding["path"]), finding["span"]["start"]["line"], text(&finding["rule"]))
        };
        report["findings"].as_array().unwrap().iter().map(shown).collect()
    }
}

/// The four sample files.
pub(crate) fn samples() -> Folder {
    Folder::new(&[("bind.json", WARNING), ("error.json", ERROR), ("good.json", GOOD), ("info.json", INFO)])
}
