//! Checkouts of strangers: what is no file is not waited for, and what lies elsewhere is not read.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::time::Duration;

use super::{Done, ERROR, Folder, GOOD};

/// Runs, but not for long.
fn run(folder: &Folder, below: &str, arguments: &[&str]) -> Done {
    let mut child = folder.command(arguments).current_dir(folder.path().join(below)).spawn().unwrap();
    drop(child.stdin.take());
    // Generous, for machines that do other work as well. Who waits for a pipe waits for ever.
    let (id, (done, is_done)) = (child.id(), std::sync::mpsc::channel::<()>());
    let watch = std::thread::spawn(move || {
        if is_done.recv_timeout(Duration::from_secs(20)).is_err() {
            let process = rustix::process::Pid::from_raw(id as i32).unwrap();
            rustix::process::kill_process(process, rustix::process::Signal::KILL).unwrap();
        }
    });
    let output = child.wait_with_output().unwrap();
    let _ = done.send(());
    watch.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Done {
        // Who was killed has waited.
        code: output.status.code().unwrap_or(-1),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Makes what is no file under a name; each kind in its turn.
fn make(folder: &Folder, kind: &str, name: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let _ = fs::remove_file(&path);
    match kind {
        "pipe" => pipe(&path),
        "socket" => drop(UnixListener::bind(&path).unwrap()),
        "link to a pipe" => {
            let pipe_path = folder.path().join("pipe");
            let _ = fs::remove_file(&pipe_path);
            pipe(&pipe_path);
            symlink(pipe_path, path).unwrap();
        }
        device => symlink(device, path).unwrap(),
    }
}

fn pipe(path: &std::path::Path) {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

const KINDS: [&str; 5] = ["pipe", "socket", "link to a pipe", "/dev/zero", "/proc/kmsg"];

const CONFIGURATION: &str = "tables: [\"tables/*.yaml\"]\nterraform: { var_files: [\"prod.tfvars\"] }\n";
const MODULE: &str = "module \"kms\" { source = \"./kms\" }\nresource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \
                      file(\"name\")\n  key_id = \"k\"\n}\n";

#[test]
fn what_is_no_file_ends_no_run() {
    let names = [
        ".gitignore",
        "below/.gitignore",
        ".git/info/exclude",
        ".kmslint.yaml",
        "main.tf",
        "name",
        "kms/main.tf",
        "terraform.tfvars",
        "prod.tfvars",
        "tables/team.yaml",
        ".terraform/modules/modules.json",
        ".terraform.lock.hcl",
        "instance.json",
        "script",
        "below/deploy.sh",
    ];
    for name in names {
        for kind in KINDS {
            let folder = Folder::new(&[
                (".kmslint.yaml", CONFIGURATION),
                ("main.tf", MODULE),
                ("name", "alias/a"),
                ("kms/main.tf", ""),
                ("prod.tfvars", ""),
                ("tables/team.yaml", "kind: alibaba/kms_key\nfields: {}\n"),
                ("error.json", ERROR),
                ("below/good.json", GOOD),
                (".git/HEAD", ""),
            ]);
            make(&folder, kind, name);
            let done = run(&folder, "", &["check", "--format", "concise", "-v"]);
            assert_ne!(done.code, -1, "{name} as {kind}");
            assert!(!done.stdout.contains('\0'), "{name} as {kind}: {done:?}");
            let is_said = format!("{}{}", done.stdout, done.stderr).contains(name.rsplit('/').next().unwrap());
            let is_no_input = matches!(name, "script" | ".terraform/modules/modules.json" | ".terraform.lock.hcl");
            assert!(is_said || is_no_input, "{name} as {kind}: {done:?}");
        }
    }
}

#[test]
fn patterns_that_lie_elsewhere_do_not_count() {
    let elsewhere = Folder::new(&[("patterns", "*.json\n")]);
    let folder = Folder::new(&[("error.json", ERROR), (".git/HEAD", ""), ("own", "error.json\n")]);
    symlink(elsewhere.path().join("patterns"), folder.path().join(".gitignore")).unwrap();
    let done = run(&folder, "", &["check", "--format", "concise", "-v"]);
    let said = ".gitignore: its patterns do not count, because the link leads out of the project";
    assert!(done.code == 1 && done.stderr.contains(said), "{done:?}");
    // Who checks out knows what lies in the project.
    fs::remove_file(folder.path().join(".gitignore")).unwrap();
    symlink("own", folder.path().join(".gitignore")).unwrap();
    assert_eq!(run(&folder, "", &["check", "--format", "concise"]).code, 0);
    fs::remove_file(folder.path().join(".gitignore")).unwrap();
    symlink("nowhere", folder.path().join(".gitignore")).unwrap();
    assert_eq!(run(&folder, "", &["check", "--format", "concise"]).code, 1);
}

#[test]
fn what_is_no_file_is_named() {
    let said = |name: &str, kind: &str| {
        let folder = Folder::new(&[("error.json", ERROR), (".git/HEAD", "")]);
        make(&folder, kind, name);
        let done = run(&folder, "", &["check", "--format", "concise"]);
        (done.code, format!("{}{}", done.stdout, done.stderr))
    };
    let (code, text) = said(".gitignore", "pipe");
    assert_eq!(
        (code, text.as_str()),
        (2, "error: .gitignore: cannot be read: it is no file, so nothing below its folder is checked\n")
    );
    let (code, text) = said(".kmslint.yaml", "pipe");
    assert_eq!((code, text.as_str()), (2, "error: .kmslint.yaml: it is a named pipe, and no file\n"));
    for target in [".kmslint.yaml", "nowhere.yaml"] {
        let (code, text) = said(".kmslint.yaml", target);
        assert!(code == 2 && text.starts_with("error: .kmslint.yaml: "), "{target}: {code} {text}");
    }
    let (code, text) = said("a.json", "socket");
    assert_eq!(code, 2);
    assert!(text.contains("a.json:1:1: error: the file cannot be read: it is a socket, and no file [unreadable-file]"));
    let (code, text) = said("a.json", "/dev/zero");
    assert_eq!(code, 1);
    assert!(text.contains("note: a.json: not checked, because the link leads out of the project"), "{text}");
}

#[test]
fn files_that_are_too_large_are_named() {
    let folder = Folder::new(&[("error.json", ERROR), (".git/HEAD", ""), (".gitignore", "")]);
    let grow = |name: &str, size| fs::File::create(folder.path().join(name)).unwrap().set_len(size).unwrap();
    grow(".gitignore", 33 << 20);
    let done = run(&folder, "", &["check"]);
    assert_eq!(done.code, 2);
    assert!(done.stderr.contains(".gitignore: cannot be read: it has 34603008 bytes, more than the limit"), "{done:?}");
    folder.write(".gitignore", "");
    grow(".kmslint.yaml", 200 << 20);
    let done = run(&folder, "", &["check"]);
    let expected = "error: .kmslint.yaml: the file has 209715200 bytes, more than the limit of 33554432\n";
    assert_eq!((done.code, done.stderr.as_str()), (2, expected));
    fs::remove_file(folder.path().join(".kmslint.yaml")).unwrap();
    // More than any disk has: it is not read to its end to see whether it is one of ours.
    grow("huge.json", 1 << 42);
    assert_eq!(run(&folder, "", &["check"]).code, 1);
}

/// A project, and beside it what it must not see.
fn neighbours() -> Folder {
    Folder::new(&[
        ("outside/secret.txt", "alias/CANARY\n"),
        ("outside/secret.tf", "output \"name\" { value = \"CANARY\" }\nlocals {\n  CANARY = \n}\n"),
        ("outside/secret.tfvars", "name = \"CANARY\"\n"),
        ("outside/tables.yaml", "kind: CANARY\n"),
        ("outside/.kmslint.yaml", "CANARY: true\n"),
        ("outside/alias.json", "{\"key_id\": \"k\", \"key_alias\": \"CANARY\"}"),
        ("project/.git/HEAD", ""),
        ("project/deep/main.tf", ""),
    ])
}

#[test]
fn nothing_outside_of_the_project_is_read() {
    let alias = |expression: &str| {
        format!(
            "resource \"alicloud_kms_alias\" \"a\" {{\n  key_id     = \"4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f\"\n  alias_name = {expression}\n}}\n"
        )
    };
    let folder = neighbours();
    let outside = folder.path().join("outside");
    let configured =
        "tables: [\"../../outside/tables.yaml\"]\nterraform: { var_files: [\"../../outside/secret.tfvars\"] }\n";
    let variables = format!("variable \"name\" {{}}\n{}", alias("var.name"));
    let cases: [(&str, String); 9] = [
        ("main.tf", format!("module \"x\" {{ source = \"../../outside\" }}\n{}", alias("module.x.name"))),
        ("main.tf", alias(&format!("file(\"{}/secret.txt\")", outside.display()))),
        ("main.tf", alias("file(\"link.txt\")")),
        ("main.tf", alias("templatefile(\"../../outside/secret.txt\", {})")),
        ("main.tf", alias("templatefile(\"link.txt\", {})")),
        ("main.tf", alias("fileexists(\"link.txt\") ? \"alias/yes\" : \"no\"")),
        ("main.tf", alias("join(\"\", fileset(\"../../outside\", \"*\"))")),
        ("main.tf", variables.clone()),
        (".kmslint.yaml", configured.to_owned()),
    ];
    for (name, text) in cases {
        let deep = folder.path().join("project/deep");
        fs::remove_dir_all(&deep).unwrap();
        folder.write("project/deep/main.tf", &variables);
        folder.write(&format!("project/deep/{name}"), &text);
        for (link, to) in [
            ("link.txt", "secret.txt"),
            ("linked.tf", "secret.tf"),
            ("terraform.tfvars", "secret.tfvars"),
            ("linked.json", "alias.json"),
            ("deploy.sh", "secret.txt"),
        ] {
            symlink(outside.join(to), deep.join(link)).unwrap();
        }
        let manifest = r#"{"Modules": [{"Key": "y", "Dir": "../../outside"}]}"#;
        folder.write("project/deep/.terraform/modules/modules.json", manifest);
        for command in [&["check", "-v"][..], &["check", "--format", "json", "-v"], &["resources"]] {
            let done = run(&folder, "project/deep", command);
            assert!(!format!("{done:?}").contains("CANARY"), "{text}: {done:?}");
            let is_refused = name == ".kmslint.yaml";
            assert_eq!(done.code, if is_refused { 2 } else { 0 }, "{text}: {done:?}");
        }
    }
    // A configuration that is a link is no configuration of this project.
    fs::remove_file(folder.path().join("project/deep/.kmslint.yaml")).unwrap();
    symlink(outside.join(".kmslint.yaml"), folder.path().join("project/deep/.kmslint.yaml")).unwrap();
    let done = run(&folder, "project/deep", &["check"]);
    assert_eq!((done.code, done.stderr.as_str()), (2, "error: .kmslint.yaml: it lies outside of the project\n"));
}

#[test]
fn what_the_user_names_is_read_wherever_it_lies() {
    let folder = neighbours();
    folder.write(
        "project/deep/main.tf",
        "variable \"name\" {}\nresource \"alicloud_kms_alias\" \"a\" {\n  key_id     = \
                 \"k\"\n  alias_name = var.name\n}\n",
    );
    folder.write("ci/strict.yaml", "terraform: { var_files: [\"../outside/secret.tfvars\"] }\n");
    for named in [["--var-file", "../../outside/secret.tfvars"], ["--config", "../../ci/strict.yaml"]] {
        let done = run(&folder, "project/deep", &[&["check", "--format", "concise"], &named[..]].concat());
        assert!(done.stdout.contains("[alias-without-prefix]"), "{named:?}: {done:?}");
    }
    symlink(folder.path().join("outside/alias.json"), folder.path().join("project/named.json")).unwrap();
    assert!(run(&folder, "project", &["resources", "named.json"]).stdout.contains("CANARY"));
}

#[test]
fn a_module_above_the_folder_but_in_the_project_is_read() {
    let callers = [
        ("live/main.tf", "module \"kms\" { source = \"../modules/kms\" }\n"),
        (
            "modules/kms/main.tf",
            "resource \"alicloud_kms_alias\" \"a\" {\n  key_id     = \"4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f\"\n  alias_name = \"x\"\n}\n",
        ),
    ];
    let folder = Folder::new(&callers);
    // Without a repository the folder is all that there is, and what lies elsewhere is not known.
    let done = run(&folder, "live", &["check", "-v"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.stdout.contains("module.kms lies outside of the project: its source is ../modules/kms"), "{done:?}");
    for mark in [".git/HEAD", ".kmslint.yaml"] {
        folder.write(mark, "");
        let done = run(&folder, "live", &["check", "--format", "concise"]);
        assert!(done.stdout.contains("../modules/kms/main.tf:3:16: error:"), "{mark}: {done:?}");
        fs::remove_file(folder.path().join(mark)).unwrap();
        let _ = fs::remove_dir(folder.path().join(".git"));
    }
}
