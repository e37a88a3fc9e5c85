//! The file of settings, as the command line shows it and complains of it.

mod program;

use program::Home;

#[test]
fn every_setting_is_shown_with_its_default_and_its_place() {
    let home = Home::new();
    let done = home.run(&["config"]);
    assert_eq!(done.code, Some(0));
    assert!(done.out.contains("\ntheme = \"auto\"\n") && done.out.contains("\nprivacy = false\n"), "{}", done.out);
    let place = home.run(&["config", "--path"]).out;
    assert!(place.trim_end().ends_with("XDG_CONFIG_HOME/qunxiang/config.toml"), "{place}");
    assert!(done.err.contains("还没有设置文件") && done.err.contains(place.trim_end()), "{}", done.err);
}

#[test]
fn a_variable_that_is_empty_counts_as_unset() {
    let home = Home::new();
    let mut command = assert_cmd::Command::cargo_bin("qunxiang").unwrap();
    for name in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, home.folder.path());
    }
    command.env("QUNXIANG_LANG", "").env("QUNXIANG_DB", "");
    let done = command.args(["--lang", "en", "demo", "--no-tui"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn a_changed_setting_stands_beside_its_default() {
    let home = Home::new();
    let file = home.folder.path().join("XDG_CONFIG_HOME/qunxiang/config.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "lang = \"en\"\nmouse = false\n").unwrap();
    let done = home.run(&["config"]);
    assert!(done.out.contains("\nlang = \"en\"  # \"auto\"\n") && done.out.contains("\nmouse = false  # true\n"));
    std::fs::write(&file, "lang = \"en\"\nmose = false\n").unwrap();
    let done = home.run(&["config"]);
    assert_ne!(done.code, Some(0));
    assert!(done.err.contains("config.toml") && done.err.contains("mose"), "{}", done.err);
}
