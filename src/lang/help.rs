//! Help of every command and argument. `tests/cli.rs` proves that none is missing.

use super::Text;
pub use super::commands::COMMANDS;

/// What the help of one command says.
pub struct CommandHelp {
    /// The command as typed after the program's name; empty for the program itself.
    pub path: &'static str,
    /// What it does.
    pub about: Text,
    /// How it is typed, one example a line.
    pub examples: &'static [&'static str],
    /// Its arguments by name.
    pub arguments: &'static [(&'static str, Text)],
}

/// Arguments that mean the same everywhere.
pub const SHARED: &[(&str, Text)] = &[
    ("db", Text::new("数据库文件", "the store, one file per operator")),
    ("lang", Text::new("界面语言", "language of output and help")),
    ("color", Text::new("是否使用颜色", "whether to use colour")),
    ("quiet", Text::new("只输出结果和错误，不显示进度和提示", "results and errors only, no progress or hints")),
    ("verbose", Text::new("日志写得更细（-vv 更多）", "write more into the log (-vv: still more)")),
    ("help", Text::new("显示这份说明", "show this help")),
    ("version", Text::new("显示版本", "show the version")),
    ("format", Text::new("输出格式", "how to print")),
    ("json", Text::new("等于 --format json", "short for --format json")),
    (
        "limit",
        Text::new(
            "最多多少行，0 为全部；不写时表格 50 行，其他格式全部",
            "at most so many rows, 0 for all; without it a table shows 50, other formats all",
        ),
    ),
    (
        "sort",
        Text::new(
            "按哪一列排序，从大到小，例如 activity；加 :asc 从小到大",
            "sort by this column, largest first, e.g. activity; add :asc to reverse",
        ),
    ),
    (
        "filter",
        Text::new(
            "筛选条件，例如 tag:KOL and region:浙江；写法见 qunxiang man",
            "which members, e.g. tag:KOL and silent<30d; see qunxiang man for the language",
        ),
    ),
    ("segment", Text::new("分群名", "a segment")),
    (
        "member",
        Text::new(
            "成员：id:42、qq:10001、平台 ID，或唯一的名字",
            "a member: id:42, qq:10001, a platform id, or a name only one has",
        ),
    ),
    (
        "members",
        Text::new(
            "成员：id:42、qq:10001、平台 ID，或唯一的名字；可以写多个",
            "members: id:42, qq:10001, a platform id, or a name only one has; several at once",
        ),
    ),
    (
        "columns",
        Text::new(
            "要哪些列，用逗号分开：字段见 qunxiang man，也可写导入的列名",
            "which columns, separated by commas: any field of qunxiang man, or an imported column",
        ),
    ),
    ("yes", Text::new("不再询问", "do not ask")),
];

/// Help of a command by what is typed after the program's name.
pub fn command(path: &str) -> Option<&'static CommandHelp> {
    COMMANDS.iter().find(|command| command.path == path)
}

/// Help of a command's argument: its own, else the shared one.
pub fn argument(path: &str, name: &str) -> Option<Text> {
    let own = command(path).map_or(&[][..], |command| command.arguments);
    own.iter().chain(SHARED).find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Over the usage line.
pub const USAGE: Text = Text::new("用法：", "Usage:");
/// What stands in a usage line for what may follow.
pub const USAGE_WORDS: &[Text] = &[Text::new("[选项]", "[OPTIONS]"), Text::new("[命令]", "[COMMAND]")];
/// Over subcommands.
pub const COMMANDS_HEADING: Text = Text::new("命令", "Commands");
/// Over positional arguments.
pub const ARGUMENTS_HEADING: Text = Text::new("参数", "Arguments");
/// Over options of the command itself.
pub const OPTIONS_HEADING: Text = Text::new("选项", "Options");
/// Over options that every command takes.
pub const GLOBAL_HEADING: Text = Text::new("通用选项", "Everywhere");
/// Over examples.
pub const EXAMPLES_HEADING: Text = Text::new("示例：", "Examples:");
/// Before the possible values of an option.
pub const VALUES: Text = Text::new("可选：", "one of: ");
/// Before the default of an option.
pub const DEFAULT: Text = Text::new("默认：", "default: ");
/// Before the environment variable of an option.
pub const ENVIRONMENT: Text = Text::new("环境变量：", "env: ");
/// In the manual, over the list of fields.
pub const FIELDS_HEADING: Text = Text::new("字段与单位", "FIELDS AND UNITS");
/// In the manual, over exit codes.
pub const EXIT_HEADING: Text = Text::new("退出码", "EXIT STATUS");
/// In the manual.
pub const EXIT_CODES: &[(&str, Text)] = &[
    ("0", Text::new("完成", "done")),
    ("1", Text::new("失败", "failed")),
    ("2", Text::new("命令写法有误", "the command line was not understood")),
    ("130", Text::new("被中断", "interrupted")),
];
