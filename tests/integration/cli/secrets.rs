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
