"""Runs the tool on the made-up provider, SDKs and tables of testdata/provider-facts/ and compares what it prints.

UPDATE_TESTDATA=1 writes the expected files.
"""

import contextlib
import io
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from provider_facts import cli, compare, requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = ROOT / "testdata" / "provider-facts"


def run(*arguments):
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        code = cli.main([str(argument) for argument in arguments])
    return code, output.getvalue() + errors.getvalue()


class Reports(unittest.TestCase):
    maxDiff = None

    def expect(self, name, text):
        path = CASES / name
        text = text.replace(str(ROOT) + "/", "")
        if os.environ.get("UPDATE_TESTDATA"):
            path.write_text(text, encoding="utf-8")
        self.assertEqual(text, path.read_text(encoding="utf-8"))

    def test_compare(self):
        sources = [
            "--provider",
            f"acme={CASES}/provider",
            "--sdk",
            f"rpc={CASES}/sdk-rpc",
            "--sdk",
            f"rest={CASES}/sdk-rest",
        ]
        code, printed = run("compare", "--verbose", "--rules", CASES / "rules", *sources, "--ros", CASES / "ros")
        self.assertEqual(code, 1)
        self.expect("compare.txt", printed)

    def test_an_accepted_finding_is_no_alarm(self):
        with tempfile.TemporaryDirectory() as folder:
            rules = pathlib.Path(folder) / "rules"
            rules.mkdir()
            (rules / "a.yaml").write_text(
                "kind: acme/disk\nopen: true\nnames: {terraform: acme_disk}\nfields: {system: {required: true}}\n"
            )
            accepted = pathlib.Path(folder) / "accepted.yaml"
            line = "resource acme_disk.system: required in the table, optional in the schema"
            accepted.write_text(f'- in: compare\n  finding: "{line}"\n  reason: because\n')
            source = ["--rules", rules, "--provider", f"acme={CASES}/provider"]
            self.assertEqual(run("compare", *source, "--accepted", folder)[0], 1)
            code, printed = run("compare", *source, "--accepted", accepted)
            self.assertEqual(code, 0, printed)
            self.assertIn(f"ACCEPTED{line} (because)", printed)

    def test_lists(self):
        sources = ["--rules", CASES / "rules", "--provider", f"acme={CASES}/provider"]
        self.expect("kinds.tsv", run("list", "kinds", *sources)[1])
        self.expect("key-fields.tsv", run("list", "key-fields", *sources)[1])
        self.expect(
            "bindings.tsv", run("list", "all", "--rules", CASES / "rules", "--provider", f"acme={CASES}/bindings")[1]
        )
        self.expect(
            "operations.tsv",
            run("list", "operations", "--sdk", f"rpc={CASES}/sdk-rpc", "--sdk", f"rest={CASES}/sdk-rest")[1],
        )

    def test_what_is_not_there_is_an_error(self):
        code, printed = run("compare", "--provider", "acme=/nowhere")
        self.assertEqual((code, printed), (2, "provider-facts: /nowhere: no folder\n"))


class Since(unittest.TestCase):
    """Versions are made from one schema in a repository of the test's own."""

    maxDiff = None
    PROVIDER = """package acme

import "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"

func Provider() *schema.Provider {
	return &schema.Provider{ResourcesMap: map[string]*schema.Resource{%s}}
}
"""
    KEY = """package acme

import "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"

func resourceKey() *schema.Resource {
	return &schema.Resource{Schema: map[string]*schema.Schema{%s}}
}
"""
    NAME = '"name": {Type: schema.TypeString, Required: true},'
    VERSIONS = [
        ("v1.0.0", "", ""),
        ("v1.1.0", '"acme_kms_key": resourceKey()', NAME + '"old": {Type: schema.TypeString, Optional: true},'),
        (
            "v1.2.0",
            '"acme_kms_key": resourceKey()',
            NAME + '"size": {Type: schema.TypeInt, Required: true}, "seen": {Type: schema.TypeString, Computed: true},',
        ),
        (
            "v1.10.0",
            '"acme_kms_key": resourceKey()',
            NAME.replace("Required", "Optional")
            + '"size": {Type: schema.TypeInt, Optional: true}, "seen": {Type: schema.TypeString, Optional: true},',
        ),
        # No release: it is left out.
        ("v2.0.0-beta1", '"acme_kms_key": resourceKey()', NAME),
    ]
    TABLE = """kind: acme/kms_key
since: 1.2.0
names: {terraform: acme_kms_key}
fields:
  name: {type: string, "on": {"<1.11.0": {required: true}}}
  size: {type: integer, since: 1.1.0, "on": {"<1.10.0": {required: true}}}
  seen: {type: string}
  old: {type: integer}
"""

    def test_since(self):
        with tempfile.TemporaryDirectory() as folder:
            repository, rules = pathlib.Path(folder) / "repository", pathlib.Path(folder) / "rules"
            for made in (repository / "acme", rules):
                made.mkdir(parents=True)
            (rules / "cloud.yaml").write_text("cloud: acme\nprovider: acme\n")
            (rules / "kms.yaml").write_text(self.TABLE)
            git = [
                "git",
                "-C",
                str(repository),
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@example.com",
                "-c",
                "commit.gpgsign=false",
            ]
            subprocess.run([*git, "init", "-q"], check=True)
            for tag, kinds, arguments in self.VERSIONS:
                (repository / "acme" / "provider.go").write_text(self.PROVIDER % kinds)
                # The file is named otherwise from one version to the next.
                for path in (repository / "acme").glob("resource_*.go"):
                    path.unlink()
                (repository / "acme" / f"resource_{tag}.go").write_text(self.KEY % arguments)
                subprocess.run([*git, "add", "-A"], check=True)
                subprocess.run([*git, "commit", "-qm", tag], check=True)
                subprocess.run([*git, "tag", tag], check=True)
            output = pathlib.Path(folder) / "since.tsv"
            code, printed = run("since", "--rules", rules, "--provider", f"acme={repository}", "--output", output)
            self.assertEqual(
                printed.splitlines(),
                [
                    "ALARM   resource acme_kms_key.name: required in the table, optional in the schema (with 1.10.0 up to the row's 1.11.0)",
                    "ALARM   resource acme_kms_key.old: type integer, schema string (with 1.1.0 to 1.1.0)",
                    "ALARM   resource acme_kms_key: since 1.2.0, tags have it in 1.1.0",
                    "FACT    resource acme_kms_key.seen: no since, first in 1.10.0",
                    "FACT    resource acme_kms_key.size: since 1.1.0, tags have it first in 1.2.0",
                    "NOTREAD acme: v1.0.0: no kinds",
                    "# 3 ALARM, 2 FACT, 1 NOTREAD",
                ],
            )
            self.assertEqual(code, 1)
            rows = {tuple(line.split("\t")[:2]): line.split("\t")[2:5] for line in output.read_text().splitlines()}
            key = "resource acme_kms_key"
            self.assertEqual(rows[(key, "")], ["1.1.0", "", ""])
            self.assertEqual(rows[(key, "name")], ["1.1.0", "", "1.10.0"])
            self.assertEqual(rows[(key, "old")], ["1.1.0", "1.2.0", ""])
            self.assertEqual(rows[(key, "size")], ["1.2.0", "", "1.10.0"])
            self.assertEqual(rows[(key, "seen")], ["1.10.0", "", ""])


class Comments(unittest.TestCase):
    def test_values_are_read_where_every_item_begins_with_one(self):
        listed = requests._listed_values
        self.assertEqual(listed("Valid values:\n- A: first\n- B (default)\n\n> - C: no"), ["A", "B"])
        self.assertEqual(listed("枚举如下： - AES_256 - SM2"), ["AES_256", "SM2"])
        self.assertIsNone(listed("Valid values:\n- If you can, leave it out"))
        self.assertIsNone(listed("- A\n- B"))

    def test_limits_are_read_from_the_words_that_comments_have(self):
        self.assertEqual(requests.Member("", comment="a name of 1 to 8,192 characters in length").length, (1, 8192))
        self.assertEqual(requests.Member("", comment="取值1到255字符").length, (1, 255))
        self.assertEqual(requests.Member("", comment="from 7 days to 730 days").duration, (7 * 86400, 730 * 86400))
        self.assertEqual(requests.Member("", comment="正则匹配“^[a-z&#x3D;]{2,4}$”。").pattern, "^[a-z=]{2,4}$")
        self.assertIsNone(requests.Member("", comment="up to 255 characters").length)

    def test_a_probe_shows_what_a_pattern_refuses(self):
        witness = compare._witness
        self.assertEqual(witness({"pattern": "[a-z]+"}, "^[a-z-]+$"), "-")
        self.assertIsNone(witness({"pattern": "[a-z-]+"}, "^[a-z]+$"))
        self.assertEqual(witness({"length": {"min": 129}}, "^[A-Z]{128,300}$"), "A" * 128)
        self.assertIsNone(witness({"length": {"min": 128}}, "^[A-Z]{128,300}$"))


if __name__ == "__main__":
    unittest.main()
