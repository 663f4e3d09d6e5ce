"""`siyu import --preset`: what a platform's file needs on the command line, and what is said where it is missing."""

import json
from pathlib import Path

from tests.faults.installation import Installation
from tests.rooms.files.test_archives_are_unpacked import packed

OCEAN = (
    "巨量引擎 分日报表\n"
    "时间-天,项目名称,单元名称,消耗,展示数,点击数\n"
    "2026-03-01,试饮,视频A,1.50,100,--\n"
    "2026-03-01,试饮,视频A,2.50,200,3\n"
    "总计,,,4.00,300,3\n"
)


def test_a_preset_of_ours_reads_an_archive_with_a_password_and_asks_what_it_does_not_say(
    shared: Installation, tmp_path: Path
) -> None:
    path = str(packed(tmp_path / "a.zip", {"分日.csv": OCEAN.encode("gb18030")}, aes="pass"))
    secret = tmp_path / "secret"
    secret.write_text("pass\n")
    words = ["import", "spend", path, "--preset", "ocean-engine", "--json"]
    locked = shared.siyu(*words)
    assert locked.returncode == 2
    assert "a.zip: The archive has a password: give it" in json.loads(locked.stdout)["error"]
    assert "no first line" in json.loads(shared.siyu(*words, "--password-file", "/nowhere").stdout)["error"]
    words += ["--password-file", str(secret)]
    asked = shared.siyu(*words)
    assert asked.returncode == 2
    assert "(--set account=…)" in json.loads(asked.stdout)["error"]
    done = shared.siyu(*words, "--set", "account=oc-cli")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {name: told[name] for name in ("rows", "accepted", "left_out", "combined_from", "files")} == {
        "rows": 1, "accepted": 1, "left_out": 1, "combined_from": 2, "files": ["a.zip"],
    }  # fmt: skip
    assert list(shared.home.glob(".unpacked-*")) == []


def test_the_list_names_presets_with_their_columns_and_what_they_ask(shared: Installation) -> None:
    told = json.loads(shared.siyu("import", "--list", "--json").stdout)
    ocean = next(preset for preset in told["presets"] if preset["name"] == "ocean-engine")
    assert (ocean["kind"], "account" in ocean["asks"]) == ("spend", True)
    assert "消耗" in ocean["columns"]["cost"]
    plain = shared.siyu("import", "--list").stdout
    assert "preset ocean-engine (spend)" in plain
    wrong = shared.siyu("import", "orders", "x.csv", "--preset", "ocean-engine")
    assert (wrong.returncode, "siyu import --list" in wrong.stderr) == (2, True)
