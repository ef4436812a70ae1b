//! What a run says of secrets, and what it keeps to itself.

use super::Folder;

#[test]
fn secrets_from_outside_stand_in_no_file() {
    let folder = Folder::new(&[(
        "main.tf",
        r#"variable "token" { type = string }
variable "password" {
  type      = string
  sensitive = true
}
resource "alicloud_kms_secret" "a" {
  secret_name = "a"
  version_id  = "v1"
  secret_data = var.token
}
resource "alicloud_kms_secret" "b" {
  secret_name = "b"
  version_id  = "v1"
  secret_data = "prefix-${var.token}"
}
resource "alicloud_kms_secret" "c" {
  secret_name = "c"
  version_id  = "v1"
  secret_data = jsonencode({ password = var.password })
}
"#,
    )]);
    let options = ["check", "--format", "json", "--select", "plaintext-secret"];
    let variables = [("TF_VAR_token", "from the environment"), ("TF_VAR_password", "hidden")];
    let done = folder.run_with(&options, "", &variables);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(!done.stdout.contains("from the environment") && !done.stdout.contains("hidden"), "{done:?}");
    folder.write("terraform.tfvars", "token = \"in a file\"\n");
    assert_eq!(
        folder.findings(&["--select", "plaintext-secret"]),
        ["main.tf:9 plaintext-secret", "main.tf:14 plaintext-secret"]
    );
}

/// What must occur in nothing that is written.
const CANARY: &str = "c4n4ry";

/// Secrets in every field and on every surface that has one, each with something wrong near it.
fn canaries() -> Folder {
    let module = r#"provider "alicloud" {
  region     = "cn-hangzhou"
  access_key = "LTAI"
  secret_key = "c4n4ry"
}
variable "password" {
  type      = string
  sensitive = true
  default   = "c4n4ry-default"
}
variable "alias" {
  sensitive = true
  default   = "c4n4ry"
}
locals {
  secret = "c4n4ry-local"
}
resource "alicloud_kms_secret" "a" {
  secret_name      = "a"
  secret_data      = "c4n4ry"
  version_id       = "v1"
  secret_data_typ  = "text"
}
resource "alicloud_kms_secret" "b" {
  secret_name       = "b"
  secret_data       = local.secret
  version_id        = "v1"
  secret_type       = "Redis"
  rotation_interval = "5h"
}
resource "alicloud_kms_secret" "c" {
  secret_name = "c"
  secret_data = <<EOT
    c4n4ry in a heredoc
  EOT
  version_id  = "v1"
  vpc_nums    = 1
}
resource "alicloud_kms_secret" "d" {
  secret_name = "d"
  secret_data = jsonencode({ user = "x", pass = "${var.password} c4n4ry" })
  version_id  = "v1"
  what        = 1
}
resource "alicloud_kms_alias" "e" {
  alias_name = "${var.alias}/default"
  key_id     = var.alias
}
resource "alicloud_kms_ciphertext" "f" {
  key_id    = "c4n4r"
  plaintext = sensitive("c4n4ry")
  what      = 2
}
"#;
    let request =
        r#"{"Action": "CreateSecret", "SecretName": "a", "SecretData": "c4n4ry", "VersionId": "v1", "Typo": 1}"#;
    let script = "export ALIBABA_CLOUD_ACCESS_KEY_SECRET=c4n4ry\naliyun kms CreateSecret --access-key-secret c4n4ry \
                  --SecretName a --SecretData c4n4ry --VersionId v1 --Typo 1\ncurl \
                  'https://kms.cn-hangzhou.aliyuncs.com/?Action=CreateSecret&SecretName=a&SecretData=c4n4ry&VersionId=v1&\
                  Typo=1&AccessKeySecret=c4n4ry'\n";
    let import = r#"{"key_id": "0d0466b0-e727-4d9c-b35d-f84bb474a37f", "import_token": "c4n4ry", "encrypted_key_material": "c4n4ry", "typo": 1}"#;
    Folder::new(&[
        ("main.tf", module),
        ("request.json", request),
        ("deploy.sh", script),
        ("import.json", import),
        (".kmslint.yaml", "documents: [{ files: [import.json], kind: otc/import-key-material }]\n"),
    ])
}

#[test]
fn a_secret_is_written_nowhere() {
    let folder = canaries();
    let formats = ["human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "rdjson"];
    let mut runs: Vec<Vec<&str>> = formats.map(|format| vec!["check", "--format", format, "-v", "--statistics"]).into();
    runs.extend(["human", "json"].map(|format| vec!["resources", "--format", format]));
    runs.extend(["mermaid", "svg", "html", "json"].map(|format| vec!["map", "--format", format]));
    runs.push(vec!["check", "--diff", "--unsafe-fixes"]);
    runs.push(vec!["check", "--baseline", "baseline.json", "--write-baseline"]);
    for arguments in &runs {
        let done = folder.run(arguments);
        let text = format!("{}{}", done.stdout, done.stderr);
        let leak = text.lines().find(|line| line.contains(CANARY));
        assert_eq!(leak, None, "{arguments:?}");
    }
    assert!(!folder.read("baseline.json").contains(CANARY));
    let all = folder.findings(&[]);
    for rule in ["plaintext-secret", "argument-unknown", "value-out-of-range"] {
        assert!(all.iter().any(|finding| finding.ends_with(rule)), "{rule}: {all:?}");
    }
}

#[test]
fn a_fingerprint_does_not_tell_whether_a_guess_is_right() {
    let prints = |secret: &str| {
        let text = format!(
            "resource \"alicloud_kms_secret\" \"a\" {{\n  secret_name = \"a\"\n  secret_data = \"{secret}\"\n  \
                            version_id  = \"v1\"\n  secret_type = \"Redis\"\n}}\n"
        );
        let done = Folder::new(&[("main.tf", &text)]).run(&["check", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
        let print = |finding: &serde_json::Value| finding["fingerprint"].clone();
        report["findings"].as_array().unwrap().iter().map(print).collect::<Vec<_>>()
    };
    assert_eq!(prints("1234"), prints("5678"));
    assert!(!prints("1234").is_empty());
}
