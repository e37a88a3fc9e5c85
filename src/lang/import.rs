//! What `import` says.

use super::{Lang, Text};

/// Format titles.
pub const CHATLAB_JSON: Text = Text::new("ChatLab JSON", "ChatLab JSON");
/// Format title.
pub const CHATLAB_JSONL: Text = Text::new("ChatLab JSONL", "ChatLab JSONL");
/// Format title.
pub const WEFLOW_JSON: Text = Text::new("WeFlow JSON（微信）", "WeFlow JSON (WeChat)");
/// Format title.
pub const WEFLOW_ARKME: Text = Text::new("WeFlow 紧凑 JSON（微信）", "WeFlow arkme JSON (WeChat)");
/// Format title.
pub const ECHOTRACE: Text = Text::new("echotrace JSON（微信）", "echotrace JSON (WeChat)");
/// Format title.
pub const WEFLOW_TXT: Text = Text::new("WeFlow 文本（微信）", "WeFlow text (WeChat)");
/// Format title.
pub const WEFLOW_XLSX: Text = Text::new("WeFlow 表格（微信）", "WeFlow spreadsheet (WeChat)");
/// Format title.
pub const WECLONE: Text = Text::new("WeClone CSV（微信）", "WeClone CSV (WeChat)");
/// Format title.
pub const MEMOTRACE_V1: Text = Text::new("留痕 CSV（微信 3.x）", "MemoTrace CSV (WeChat 3.x)");
/// Format title.
pub const MEMOTRACE_V3: Text = Text::new("留痕表格（微信 4.x）", "MemoTrace table (WeChat 4.x)");
/// Format title.
pub const MEMOTRACE_TXT: Text = Text::new("留痕文本（微信）", "MemoTrace text (WeChat)");
/// Format title.
pub const PYWXDUMP: Text = Text::new("PyWxDump CSV（微信）", "PyWxDump CSV (WeChat)");
/// Format title.
pub const PYWXDUMP_USERS: Text = Text::new("PyWxDump 联系人（微信）", "PyWxDump contacts (WeChat)");
/// Format title.
pub const CHATLOG_JSON: Text = Text::new("chatlog JSON（微信）", "chatlog JSON (WeChat)");
/// Format title.
pub const CHATLOG_CSV: Text = Text::new("chatlog CSV（微信）", "chatlog CSV (WeChat)");
/// Format title.
pub const CHATLOG_TXT: Text = Text::new("chatlog 文本（微信）", "chatlog text (WeChat)");
/// Format title.
pub const CHATLOG_CONTACTS: Text = Text::new("chatlog 联系人（微信）", "chatlog contacts (WeChat)");
/// Format title.
pub const CHATLOG_CHATROOMS: Text = Text::new("chatlog 群聊（微信）", "chatlog chat rooms (WeChat)");
/// Format title.
pub const TELEGRAM: Text = Text::new("Telegram 桌面版导出", "Telegram Desktop export");
/// Format title.
pub const DISCORD_JSON: Text = Text::new("Discord 导出（DiscordChatExporter JSON）", "DiscordChatExporter JSON");
/// Format title.
pub const DISCORD_CSV: Text = Text::new("Discord 导出（DiscordChatExporter CSV）", "DiscordChatExporter CSV");
/// Format title.
pub const QQ_TXT: Text = Text::new("QQ 消息记录文本", "QQ message record text");
/// Format title.
pub const QCE_V4: Text = Text::new("QQChatExporter V4 JSON（QQ）", "QQChatExporter V4 JSON (QQ)");
/// Format title.
pub const QCE_V5: Text = Text::new("QQChatExporter V5/V6 JSON（QQ）", "QQChatExporter V5/V6 JSON (QQ)");
/// Format title.
pub const QCE_CHUNKED: Text = Text::new("QQChatExporter 分块导出（QQ）", "QQChatExporter chunked export (QQ)");
/// Format title.
pub const QCE_TXT: Text = Text::new("QQChatExporter 文本（QQ）", "QQChatExporter text (QQ)");
/// Format title.
pub const QCE_XLSX: Text = Text::new("QQChatExporter 表格（QQ）", "QQChatExporter workbook (QQ)");
/// Format title.
pub const QQ_PASTE: Text = Text::new("从 QQ 窗口复制的聊天", "chat copied from a QQ window");
/// Format title.
pub const WJX: Text = Text::new("问卷星", "Wenjuanxing survey");
/// Format title.
pub const TENCENT_WJ: Text = Text::new("腾讯问卷", "Tencent survey");
/// Format title.
pub const JINSHUJU: Text = Text::new("金数据", "Jinshuju form");
/// Format title.
pub const GOOGLE_FORMS: Text = Text::new("Google 表单", "Google Forms");
/// Format title.
pub const NETEASE_SURVEY: Text = Text::new("网易问卷", "NetEase survey");
/// Format title.
pub const SURVEY: Text = Text::new("问卷", "Survey");
/// Format title.
pub const YOUZAN: Text = Text::new("有赞订单", "Youzan orders");
/// Format title.
pub const YOUZAN_ITEMS: Text = Text::new("有赞订单商品", "Youzan order items");
/// Format title.
pub const ORDERS: Text = Text::new("订单表", "Order table");
/// Format title.
pub const BEHAVIOUR: Text = Text::new("行为日志", "Behaviour log");
/// Format title.
pub const MEMBERS: Text = Text::new("成员名单", "Member table");

/// Why a row was skipped.
pub const NO_TIME: Text = Text::new("没有时间", "there is no time");
/// Why a row was skipped.
pub const NOT_JSON: Text = Text::new("不是完整的 JSON 记录", "not a whole JSON record");
/// Why a row was skipped.
pub const TOO_LARGE: Text = Text::new("一条记录超过 16 MiB", "a record of more than 16 MiB");
/// Why a row was skipped.
pub const TOO_DEEP: Text = Text::new("嵌套超过 64 层", "nested deeper than 64 levels");
/// Why a row was skipped.
pub const ROW_TOO_LARGE: Text =
    Text::new("一行超过 1 MiB，或引号没有闭合", "a row of more than 1 MiB, or a quote that never closes");
/// Why a row was skipped.
pub const NOBODY: Text = Text::new("没有成员，也没有对象", "there is neither a member nor a target");
/// Why a row was skipped.
pub const NO_IDENTITY: Text = Text::new("没有可识别此人的列", "no column tells who this is");
/// Why a row was skipped.
pub const NO_ACTION: Text = Text::new("没有行为", "there is no action");
/// Why a row was skipped.
pub const NO_HEAD: Text = Text::new("不在任何一条消息之内", "belongs to no message");
/// Why a row was skipped.
pub const NO_DAY: Text = Text::new("只有时刻，不知道是哪一天", "a time of day, but nothing tells the day");
/// Why a row was skipped.
pub const NOT_AN_AMOUNT: Text = Text::new("金额无法识别", "the amount cannot be read");
/// Why a row was skipped.
pub const NEGATIVE_AMOUNT: Text = Text::new(
    "金额是负数：退款请写在退款列里",
    "the amount is negative: what was paid back belongs into a column of refunds",
);
/// Why a row was skipped.
pub const HUGE_AMOUNT: Text =
    Text::new("金额达到一亿，不像一笔订单的金额", "the amount is 100 million or more, which no order comes to");
/// Why a row was skipped.
pub const OTHER_CURRENCY: Text = Text::new(
    "币种与前面的行不同，不能相加",
    "the amount is in another currency than in the rows before, and cannot be added to them",
);

/// What a format needs.
pub const NEEDS_MESSAGES: Text = Text::new("messages 数组", "an array of messages");
/// What a format needs.
pub const NEEDS_MEMBER_COLUMN: Text = Text::new(
    "至少一列能识别成员（可用 --map 列名=name 指定）",
    "a column that tells who a row is (see --map COLUMN=name)",
);
/// What a format needs.
pub const NEEDS_EVENT_COLUMNS: Text = Text::new(
    "时间列 (time)、行为列 (action)，以及说明是谁的一列 (member、name、wxid、phone …) 或对象列 (target)",
    "a time column (time), an action column (action), and one that says who (member, name, wxid, phone …) or a target column (target)",
);
/// What a format needs.
pub const NEEDS_ORDER_COLUMNS: Text =
    Text::new("时间列、金额列和买家列", "a time column, an amount column and a buyer column");
/// What a format needs.
pub const NEEDS_CHAT_COLUMNS: Text =
    Text::new("时间列、发送者列和内容列", "a time column, a sender column and a text column");
/// What a format needs.
pub const NEEDS_SURVEY_COLUMNS: Text = Text::new(
    "提交时间列（可用 --map 列名=time 指定）",
    "a column that tells when answers were handed in (see --map COLUMN=time)",
);

/// The file cannot be opened.
pub fn cannot_read(lang: Lang, path: &str, error: &std::io::Error) -> String {
    let reason = super::system::reason(lang, error);
    match lang {
        Lang::Zh => format!("无法读取 {path}：{reason}"),
        Lang::En => format!("Cannot read {path}: {reason}"),
    }
}

/// Where in a file a row stands: a number of lines, of bytes, or of rows of a spreadsheet.
pub fn place(lang: Lang, unit: &str, number: u64) -> String {
    match (lang, unit) {
        (Lang::Zh, "byte") => format!("第 {number} 字节"),
        (Lang::Zh, "row") => format!("表格第 {number} 行"),
        (Lang::Zh, _) => format!("第 {number} 行"),
        (Lang::En, unit) => format!("{unit} {number}"),
    }
}

/// The file is empty.
pub fn empty(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 是空文件。"),
        Lang::En => format!("{path} is empty."),
    }
}

/// The format is not known.
pub fn unknown(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("认不出 {path} 的格式。若知道它是什么，用 --as 指定。"),
        Lang::En => format!("{path} is of no known format; if you know which it is, name it with --as."),
    }
}

/// Bytes that are neither text nor a known format.
pub fn not_text(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 不是文本，也不是认得的格式；可能改错了扩展名，或已损坏。"),
        Lang::En => format!("{path} is no text, and of no known format: a wrong ending, or damaged."),
    }
}

/// Why an archive is not read.
pub const ZIP_DAMAGED: Text =
    Text::new("压缩包不完整或已损坏，请重新下载或打包", "it is cut off or damaged; get it again");
/// Why an archive is not read.
pub const ZIP_CROWDED: Text =
    Text::new("里面超过 200,000 个文件，请分开打包", "it holds more than 200,000 files; split it");
/// Why an archive is not read.
pub const ZIP_BOMB: Text = Text::new(
    "解压后会膨胀到 200 倍以上，像是恶意文件；确实需要请先自行解压",
    "it would unpack to more than 200 times its size, as hostile files do; unpack it yourself if you trust it",
);
/// Why a spreadsheet is not read.
pub const OPEN_DOCUMENT: Text = Text::new(
    "是 OpenDocument 表格（.ods），不能读取；请另存为 .xlsx 或 CSV",
    "it is an OpenDocument spreadsheet (.ods), which is not read; save it as .xlsx or CSV",
);
/// Why a workbook is not read.
pub const SHEET_VAST: Text = Text::new(
    "工作表从第一格到最后一格跨了 1,677 万格以上；请删去离得很远的单元格，或另存为 CSV",
    "a sheet spans more than 16 million cells from the first to the last one used; delete those far away, or save it as CSV",
);
/// Why a workbook is not read.
pub const BOOK_TORN: Text = Text::new(
    "工作簿不完整或已损坏；请重新导出，或另存为 .xlsx 或 CSV",
    "the workbook is cut off or damaged; export it again, or save it as .xlsx or CSV",
);
/// Why an archive is not read.
pub const ZIP_NESTED: Text =
    Text::new("压缩包套了太多层，请先解压外层", "archives lie too deep in it; unpack the outer one");
/// Why an archive is not read.
pub const ZIP_LOCKED: Text = Text::new("有密码，请先解压", "it is locked with a password; unpack it first");
/// Why an archive is not read.
pub const ZIP_PACKING: Text = Text::new(
    "压缩方式不受支持，请用普通 ZIP 重新打包",
    "it is packed in a way that is not read; pack it as a plain ZIP",
);
/// Why an archive is not read.
pub const ZIP_LARGE: Text =
    Text::new("在压缩包里超过 256 MiB，请先解压", "it is larger than 256 MiB inside an archive; unpack it first");
/// Why reading a member of an archive failed half-way.
pub const MEMBER_DAMAGED: Text =
    Text::new("与压缩包目录中的校验和或大小不符", "it does not match the checksum or size in its archive");

/// An archive or a member that is not read.
pub fn archive(lang: Lang, path: &str, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("没有读取 {path}（ZIP）：{reason}。"),
        Lang::En => format!("{path} (ZIP) is not read: {reason}."),
    }
}

/// A part of an export that is not there.
pub fn missing_part(lang: Lang, part: &str) -> String {
    match lang {
        Lang::Zh => format!("缺少 {part}，其余部分已读入"),
        Lang::En => format!("{part} is missing; the rest was read"),
    }
}

/// Why a row of one of an export's parts was skipped.
pub fn in_part(lang: Lang, part: &str, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("{part}：{reason}"),
        Lang::En => format!("{part}: {reason}"),
    }
}

/// What Telegram exports unless told otherwise.
pub const TELEGRAM_PAGE: &str = "Telegram HTML";

/// What MemoTrace exports as JSON.
pub const TRAINING_SET: &str = "LLM training set";

/// A known kind of file that is not read.
pub fn unsupported(lang: Lang, path: &str, what: &str) -> String {
    match lang {
        Lang::Zh if what == TELEGRAM_PAGE => {
            format!("{path} 是 Telegram 的网页导出；请在导出设置里选择“机器可读的 JSON”重新导出。")
        }
        Lang::En if what == TELEGRAM_PAGE => {
            format!("{path} is a web page exported by Telegram; export again as machine-readable JSON.")
        }
        Lang::Zh if what == TRAINING_SET => {
            format!("{path} 是给语言模型训练用的对话集，没有发言人和时间；请在留痕里改选 CSV 或 Excel 重新导出。")
        }
        Lang::En if what == TRAINING_SET => format!(
            "{path} is a training set for language models, with neither senders nor times; export again as CSV or Excel from MemoTrace."
        ),
        Lang::Zh => format!("{path} 是 {what} 文件，暂不支持；请解压或另存后再导入。"),
        Lang::En => format!("{path} is a {what} file, which is not read yet; unpack it or save it as another format."),
    }
}

/// A spreadsheet that does not open.
pub fn spreadsheet(lang: Lang, path: &str, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("表格 {path} 打不开（{reason}）；请另存为 XLSX 或 CSV。"),
        Lang::En => format!("The spreadsheet {path} does not open ({reason}); save it again as XLSX or CSV."),
    }
}

/// `--as` with an unknown name.
pub fn no_such_format(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有名为“{name}”的格式。"),
        Lang::En => format!("There is no format called “{name}”."),
    }
}

/// `--map` that cannot be understood.
pub fn bad_mapping(lang: Lang, text: &str) -> String {
    let fields: Vec<&str> = super::review::COLUMN_FIELDS.iter().map(|(word, _)| *word).collect();
    match lang {
        Lang::Zh => format!("看不懂“{text}”：应写作 列名=字段，例如 会员名=name；字段可以是 {}。", fields.join("、")),
        Lang::En => {
            format!("“{text}” is not COLUMN=FIELD, such as 会员名=name; a field is one of {}.", fields.join(", "))
        }
    }
}

/// Dates that can be read in two ways, and are read in one.
pub fn guessed_date_order(lang: Lang, date: &str) -> String {
    match lang {
        Lang::Zh => {
            format!("日期“{date}”按 月/日/年 理解；文件里没有能分辨的日期，若是 日/月/年，请改成 年-月-日 再导入。")
        }
        Lang::En => format!(
            "dates such as “{date}” were read as month/day/year; none in the file tells. If they are day/month/year, write them as year-month-day."
        ),
    }
}

/// A column that `--map` names is not in a table.
pub fn no_such_column(lang: Lang, column: &str) -> String {
    match lang {
        Lang::Zh => format!("--map 提到的列“{column}”不在这个表里。"),
        Lang::En => format!("the column “{column}” of --map is not in this table."),
    }
}

/// What a format needs is not in the file.
pub fn missing(lang: Lang, path: &str, expected: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 缺少{expected}。"),
        Lang::En => format!("{path} lacks {expected}."),
    }
}

/// Why a row was skipped.
pub fn not_a_time(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Zh => format!("时间无法识别：{text}"),
        Lang::En => format!("not a time: {text}"),
    }
}

/// Why a row was skipped.
pub fn time_out_of_range(lang: Lang) -> String {
    match lang {
        Lang::Zh => "时间早于 1990 年或在未来".to_owned(),
        Lang::En => "the time is before 1990 or in the future".to_owned(),
    }
}

/// Why a row was skipped: it calls itself something unheard of.
pub fn unknown_kind(lang: Lang, kind: &str) -> String {
    match (lang, kind) {
        (Lang::Zh, "") => "没有说明是哪种记录".to_owned(),
        (Lang::En, "") => "does not say what kind of record it is".to_owned(),
        (Lang::Zh, _) => format!("不认识的记录类型：{kind}"),
        (Lang::En, _) => format!("an unknown kind of record: {kind}"),
    }
}

/// Characters that were not text.
pub fn repaired(lang: Lang, count: u64) -> String {
    match lang {
        Lang::Zh => format!("{count} 处文字损坏，已修补（无效编码、残缺的代理对或空字符）"),
        Lang::En => format!("{count} places were not valid text and were repaired (encoding, lone surrogates or NUL)"),
    }
}

/// Times without a zone.
pub fn assumed_zone(lang: Lang, zone: &str) -> String {
    match lang {
        Lang::Zh => format!("时间不带时区，按 {zone} 理解"),
        Lang::En => format!("times name no zone; read as {zone}"),
    }
}

/// The zones of the exporter's clock, the most frequent first.
pub fn exporter_zones(lang: Lang, zones: &[String]) -> String {
    let zones = zones.join(lang.pick(("、", ", ")));
    match lang {
        Lang::Zh => format!("导出工具的时区：{zones}"),
        Lang::En => format!("the exporter's clock: {zones}"),
    }
}

/// The file ends too early.
pub fn cut_short(lang: Lang) -> String {
    match lang {
        Lang::Zh => "文件不完整：结尾被截断，此前的记录都已读入".to_owned(),
        Lang::En => "the file is cut off; everything before the cut was read".to_owned(),
    }
}

/// A file whose reading failed half-way.
pub fn read_failed(lang: Lang, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("读到中途出错（{reason}），此前的记录都已读入"),
        Lang::En => format!("reading failed half-way ({reason}); everything before was read"),
    }
}

/// Times without a year, which is taken from the days in the file's name, else guessed.
pub fn assumed_year(lang: Lang, year: i16, by_name: bool) -> String {
    match lang {
        Lang::Zh if by_name => format!("时间不带年份：按文件名里的日期，从 {year} 年算起；不对就用 --year"),
        Lang::En if by_name => {
            format!("times name no year: counted from {year} on, by the days in the file's name; else give --year")
        }
        Lang::Zh => format!(
            "时间不带年份：按文件的修改时间推算，从 {year} 年算起。若不对，统计日和沉默、流失都会跟着错；请用 --year 年份 导入到新库（同一文件不会再读一遍），先用 --dry-run 看"
        ),
        Lang::En => format!(
            "times name no year: counted from {year} on, by when the file was written. If that is wrong, so are the as-of day, silence and churn: import it with --year YEAR into a new store (a file is not read twice), and look with --dry-run first"
        ),
    }
}

/// Chats with oneself, which are nobody's community.
pub const OWN_NOTES: Text = Text::new(
    "“已保存的消息”是写给自己的，不属于任何社群，未读入",
    "saved messages are notes to oneself, belong to no community, and were left out",
);

/// Ids that a spreadsheet has rounded.
pub fn rounded_ids(lang: Lang, column: &str, count: u64) -> String {
    match lang {
        Lang::Zh => {
            format!("“{column}”列有 {count} 个号码被电子表格四舍五入（如 1.38E+17），数据已丢失，未作为账号使用")
        }
        Lang::En => format!(
            "{count} numbers in “{column}” were rounded by a spreadsheet (such as 1.38E+17): data is lost, and they are not used as ids"
        ),
    }
}

/// Cells of a date column that are no dates.
pub fn bad_dates(lang: Lang, column: &str, count: u64) -> String {
    match lang {
        Lang::Zh => format!("“{column}”列有 {count} 个值不是日期，按原样保留"),
        Lang::En => format!("{count} values in “{column}” are no dates, and are kept as they are"),
    }
}

/// Cells of a column of phones that can be none.
pub fn bad_phones(lang: Lang, column: &str, count: u64) -> String {
    match lang {
        Lang::Zh => format!("“{column}”列有 {count} 个值不可能是电话号码（位数不对），没有采用"),
        Lang::En => format!("{count} values in “{column}” cannot be phone numbers (wrong length), and were not taken"),
    }
}

/// Cells that tell what somebody is in a group, in rows that name none.
pub fn unseated(lang: Lang, column: &str, count: u64) -> String {
    match lang {
        Lang::Zh => {
            format!("“{column}”列有 {count} 行没有写在哪个群，而角色和邀请人是群里的事，没有导入；加一列“群名”即可")
        }
        Lang::En => format!(
            "{count} values in “{column}” were not imported: roles and inviters are of a group, and these rows name none; add a column “group”"
        ),
    }
}

/// Actions that no list knows.
pub fn unknown_actions(lang: Lang, words: &str) -> String {
    match lang {
        Lang::Zh => format!("未知的行为，按原样保留：{words}"),
        Lang::En => format!("unknown actions, kept as they are: {words}"),
    }
}

/// A survey in which no question tells who answers.
pub fn no_join_question(lang: Lang) -> String {
    match lang {
        Lang::Zh => "没有能对应到成员的题目（如微信昵称、微信号、QQ号、手机号），答卷暂无法归到成员".to_owned(),
        Lang::En => {
            "no question (nickname, WeChat id, QQ number, phone) tells who answered; answers join no member yet"
                .to_owned()
        }
    }
}

/// A survey exported as numbers.
pub fn survey_of_codes(lang: Lang) -> String {
    match lang {
        Lang::Zh => "这份问卷导出的是选项序号；请在问卷星选择“按选项文本”下载，才知道选了什么".to_owned(),
        Lang::En => {
            "this survey was exported as option numbers; download it as option text to know what was chosen".to_owned()
        }
    }
}

/// New members of whom a file has no row: they stand in it only as whom others answer, mention or invite.
pub fn pointed_at(lang: Lang, members: u64) -> String {
    match lang {
        Lang::Zh => format!("另有 {members} 位新成员只是被别人回复、提到或邀请，文件里没有他们自己的记录"),
        Lang::En => {
            format!("{members} more new members are only answered, mentioned or invited: no row of the file is theirs")
        }
    }
}
