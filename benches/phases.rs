//! What each step of a check costs: `cargo bench`.
//!
//! The module holds a KMS instance with VPCs out of a dynamic block, a key and an alias, and some mistakes in each; it is
//! repeated so that the whole is a file of its own size.

use divan::Bencher;
use kmslint::phases::Phases;

const MODULE: &str = r#"
locals {
  vpcs_N = [
    { id = "vpc-bp1m3kq1z7x5c2v9n4b6a", vswitch = "vsw-bp1p2l7d4s9f1g6h3j5ka" },
    { id = "vpc-bp1t6y2u8i4o1p7a3s5db", vswitch = "vsw-bp1d3f6g9h1j4k7l2z5xc" },
  ]
}

resource "alicloud_kms_instance" "instance_N" {
  product_version = "3"
  vpc_id          = local.vpcs_N[0].id
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = [local.vpcs_N[0].vswitch]
  vpc_num         = 1
  key_num         = 1000
  secret_num      = 0
  spec            = 1000
  dynamic "bind_vpcs" {
    for_each = local.vpcs_N
    content {
      vpc_id       = bind_vpcs.value.id
      vswitch_id   = bind_vpcs.value.vswitch
      region_id    = "cn-hangzhou"
      vpc_owner_id = "1234567890123456"
    }
  }
}

resource "alicloud_kms_key" "key_N" {
  description            = "The key of number ${local.vpcs_N[0].id}"
  pending_window_in_days = 400
  dkms_instance_id       = alicloud_kms_instance.instance_N.id
}

resource "alicloud_kms_alias" "alias_N" {
  alias_name = "orders-N"
  key_id     = alicloud_kms_key.key_N.id
}
"#;

const SIZES: &[usize] = &[1, 10, 100];

fn main() {
    divan::main();
}

fn module(size: usize) -> Phases {
    let text: String = (0..size).map(|number| MODULE.replace('N', &number.to_string())).collect();
    Phases::new(&text)
}

#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher, size: usize) {
    let module = module(size);
    bencher.bench(|| module.parse());
}

#[divan::bench(args = SIZES)]
fn parse_and_evaluate(bencher: Bencher, size: usize) {
    let module = module(size);
    bencher.bench(|| module.evaluate());
}

#[divan::bench(args = SIZES)]
fn lift(bencher: Bencher, size: usize) {
    let module = module(size);
    let evaluated = module.evaluate();
    bencher.bench(|| module.lift(&evaluated));
}

#[divan::bench(args = SIZES)]
fn rules(bencher: Bencher, size: usize) {
    let module = module(size);
    let evaluated = module.evaluate();
    bencher.with_inputs(|| module.lift(&evaluated)).bench_values(|lifted| module.rules(lifted));
}

#[divan::bench(args = SIZES)]
fn check(bencher: Bencher, size: usize) {
    let module = module(size);
    bencher.bench(|| module.check());
}

#[divan::bench(args = SIZES)]
fn render(bencher: Bencher, size: usize) {
    let module = module(size);
    let checked = module.check();
    bencher.bench(|| module.render(&checked));
}
