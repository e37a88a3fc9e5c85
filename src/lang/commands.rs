//! What each command does, its examples and its own arguments.

use super::Text;
use super::help::CommandHelp;

/// Every command.
pub const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        path: "",
        about: Text::new(
            "群像：你的社群里都是谁？\n导入聊天记录、成员名单、订单和问卷，给每位成员画像。完全离线。\n不带命令时打开浏览界面。",
            "Who is in your community? Imports chats, member lists, orders and surveys, and builds a profile of every member. Entirely offline.\nWithout a command, the explorer opens.",
        ),
        examples: &["qunxiang demo", "qunxiang import 群聊.json 成员名单.xlsx", "qunxiang"],
        arguments: &[],
    },
    CommandHelp {
        path: "demo",
        about: Text::new(
            "用一个虚构的社群试一试：数据单独存放，不碰你的数据库",
            "try it on an invented community, kept apart from your own store",
        ),
        examples: &["qunxiang demo", "qunxiang demo --no-tui"],
        arguments: &[(
            "no_tui",
            Text::new("只生成并说明文件在哪里，不打开浏览界面", "only build it and say where it is; no explorer"),
        )],
    },
    CommandHelp {
        path: "import",
        about: Text::new(
            "导入聊天记录、名单、订单、问卷并更新画像；重复导入不重复计数",
            "read chats, member lists, orders and surveys, then build; reading a file twice adds nothing twice",
        ),
        examples: &[
            "qunxiang import 导出文件夹/",
            "qunxiang import 订单.xlsx --map 买家电话=phone",
            "qunxiang import 群聊.json --dry-run",
        ],
        arguments: &[
            ("paths", Text::new("文件（可以是 .gz 或 .zip）或文件夹", "files (.gz and .zip as well) or folders")),
            ("as_format", Text::new("按此格式读，不自动识别", "read as this format instead of detecting it")),
            ("community", Text::new("归入哪个社群", "the community these files belong to")),
            (
                "tz",
                Text::new(
                    "没写时区的时间按此时区理解，例如 Asia/Shanghai",
                    "zone of times that name none, e.g. Asia/Shanghai",
                ),
            ),
            ("year", Text::new("时间不带年份时，第一条发言的年份", "year of the first message, where times name none")),
            (
                "map",
                Text::new(
                    "表格的某一列是什么，例如 买家电话=phone； 字段有 name, wxid, qq, phone, mail, gender, region, time, amount 等； ignore 不读这一列；可写多次",
                    "what a column of a table is, e.g. buyer_phone=phone; fields: name, wxid, qq, phone, mail, gender, region, time, amount; ignore leaves it out; may be repeated",
                ),
            ),
            (
                "dry_run",
                Text::new(
                    "试读：显示格式、编码和前五条记录，什么都不写入",
                    "show format, encoding and the first five records; write nothing",
                ),
            ),
            ("no_build", Text::new("导入后先不更新画像", "leave the build for later")),
        ],
    },
    CommandHelp {
        path: "update",
        about: Text::new(
            "重新读取以前导入过的文件夹并更新画像；已有的不重复计数",
            "read the folders imported before again, and build; what is known is not counted twice",
        ),
        examples: &["qunxiang import 导出文件夹/", "qunxiang update"],
        arguments: &[],
    },
    CommandHelp {
        path: "build",
        about: Text::new(
            "更新画像：只重算有变化的成员",
            "bring profiles up to date; only what changed is computed again",
        ),
        examples: &["qunxiang build", "qunxiang build --as-of 2024-06-30"],
        arguments: &[
            (
                "scheme",
                Text::new("从此改用这个画像方案，同 scheme use", "use this scheme from now on, as scheme use does"),
            ),
            (
                "as_of",
                Text::new(
                    "统计日：当作此日及之后的数据不存在",
                    "the as-of day: as if rows of this day and later did not exist",
                ),
            ),
            ("all", Text::new("全部重算", "compute everything again")),
        ],
    },
    CommandHelp {
        path: "scheme",
        about: Text::new(
            "画像方案：门槛、权重、话题和标签规则；先看影响，再改用",
            "profile schemes: thresholds, weights, topics, tag rules; see the effect before you use one",
        ),
        examples: &["qunxiang scheme list", "qunxiang scheme diff retail", "qunxiang scheme use retail"],
        arguments: &[],
    },
    CommandHelp {
        path: "scheme list",
        about: Text::new("列出可用的方案和此库在用的", "list the schemes there are, and the one in use"),
        examples: &["qunxiang scheme list"],
        arguments: &[],
    },
    CommandHelp {
        path: "scheme show",
        about: Text::new(
            "打印方案全文，可存成文件再改；不写名字为此库在用的",
            "print a scheme's text, to be saved and changed; without a name, the one in use",
        ),
        examples: &["qunxiang scheme show", "qunxiang scheme show retail > 我的方案.toml"],
        arguments: &[("name", Text::new("方案名或 .toml 文件", "a scheme's name, or a .toml file"))],
    },
    CommandHelp {
        path: "scheme check",
        about: Text::new(
            "检查方案文件，逐条指出错在哪个文件哪一行",
            "check scheme files; every error with its file and line",
        ),
        examples: &["qunxiang scheme check 我的方案.toml"],
        arguments: &[("files", Text::new("方案文件", "scheme files"))],
    },
    CommandHelp {
        path: "scheme diff",
        about: Text::new(
            "换成另一个方案会怎样：谁得到、失去哪个标签，排名怎么动；不写入",
            "what another scheme would change: who gains or loses which tag, how rankings move; nothing is written",
        ),
        examples: &["qunxiang scheme diff retail", "qunxiang scheme diff ./我的方案.toml --json"],
        arguments: &[
            ("name", Text::new("方案名或 .toml 文件", "a scheme's name, or a .toml file")),
            ("json", Text::new("以 JSON 打印，标签的例子与设置都不截断", "print JSON, with every setting")),
        ],
    },
    CommandHelp {
        path: "scheme use",
        about: Text::new(
            "此库从此改用这个方案，并更新画像；人工标签、锁定的属性和备注不受影响",
            "go by this scheme from now on, and build; hand-set tags, locked attributes and notes stay",
        ),
        examples: &["qunxiang scheme use parenting", "qunxiang scheme use ./我的方案.toml"],
        arguments: &[("name", Text::new("方案名或 .toml 文件", "a scheme's name, or a .toml file"))],
    },
    CommandHelp {
        path: "review",
        about: Text::new(
            "抽查标签：随机看一批成员，逐个判断标签符不符合，得出准确率",
            "look at a random sample of a tag's members, one by one, and measure how precise the tag is",
        ),
        examples: &["qunxiang review 学生", "qunxiang review 流失风险 -n 50", "qunxiang review"],
        arguments: &[
            (
                "tag",
                Text::new(
                    "标签名；不写则列出抽查过的标签、准确率和建议的门槛",
                    "the tag; without one, every reviewed tag with its precision and the line that would make it truer",
                ),
            ),
            ("sample", Text::new("看多少人", "how many members")),
        ],
    },
    CommandHelp {
        path: "members",
        about: Text::new("列出成员", "list members"),
        examples: &[
            "qunxiang members --where \"tag:KOL and silent>=30d\"",
            "qunxiang members --sort activity --limit 100 --columns name,region,activity",
            "qunxiang members --where 标签:流失风险 --json",
        ],
        arguments: &[],
    },
    CommandHelp {
        path: "member",
        about: Text::new("一位成员的完整画像与依据", "one member's profile, and what it rests on"),
        examples: &[
            "qunxiang member 陆远舟",
            "qunxiang member id:42 --evidence region",
            "qunxiang member 陆远舟 --as-of 2025-09-01",
            "qunxiang member qq:10001 --export ./陆远舟",
        ],
        arguments: &[
            (
                "evidence",
                Text::new(
                    "列出依据；可只看一项，例如 region 或 tag:KOL",
                    "show what it rests on; name one attribute or tag:NAME to see only that",
                ),
            ),
            (
                "as_of",
                Text::new(
                    "看此日或之前的画像，例如 2024-06-30；只有历史保留的内容",
                    "as the last build at or before this day, e.g. 2024-06-30; of earlier builds tags, level, stage and declared values are kept",
                ),
            ),
            (
                "export",
                Text::new(
                    "把关于此人的全部数据写入这个文件夹",
                    "write everything held on this person into this folder",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "similar",
        about: Text::new("与一位成员相似的人，以及相似在哪里", "who is like a member, and in what"),
        examples: &[
            "qunxiang similar 陆远舟",
            "qunxiang similar id:42 --where \"orders=0\" --limit 30",
            "qunxiang similar qq:10001 --json",
        ],
        arguments: &[(
            "limit",
            Text::new("最多几人，0 为全部；不写为 10", "how many people at most, 0 for all; without it 10"),
        )],
    },
    CommandHelp {
        path: "groups",
        about: Text::new(
            "列出每个群：人数、发言、净增、未答问题、意见领袖；也看群之间的重叠和谁退了群",
            "list groups: members, speakers, growth, open questions, leaders; also what groups share, and who left",
        ),
        examples: &[
            "qunxiang groups",
            "qunxiang groups --where tag:KOL",
            "qunxiang groups --sort silent_days --format csv",
            "qunxiang groups overlap",
            "qunxiang groups inviters",
            "qunxiang groups left 上月名单.csv 本月名单.csv",
        ],
        arguments: &[
            (
                "filter",
                Text::new(
                    "只统计这些成员，例如 tag:KOL；一个也没有的群不列",
                    "count these members alone, e.g. tag:KOL; groups without any are left out",
                ),
            ),
            (
                "sort",
                Text::new(
                    "按哪个数字排序，从大到小，例如 silent_days；加 :asc 从小到大",
                    "sort by this figure, largest first, e.g. silent_days; add :asc to reverse",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "groups overlap",
        about: Text::new("哪些群有共同的成员，多的在前", "which groups share members, most first"),
        examples: &["qunxiang groups overlap", "qunxiang groups overlap --format csv"],
        arguments: &[],
    },
    CommandHelp {
        path: "groups inviters",
        about: Text::new(
            "谁邀请了谁：按邀请关系缩进，各自邀请多少、留下多少；其下人多的在前",
            "who invited whom, indented as a tree: how many they invited, and how many stayed",
        ),
        examples: &["qunxiang groups inviters", "qunxiang groups inviters --json"],
        arguments: &[],
    },
    CommandHelp {
        path: "groups left",
        about: Text::new(
            "比较两份成员名单，看谁退了群：依次按平台 ID、微信号、唯一的名字对人；不需要数据库",
            "who left between two member lists, matched by platform id, then handle, then a name only one has; needs no store",
        ),
        examples: &["qunxiang groups left 上月名单.csv 本月名单.csv", "qunxiang groups left old.xlsx new.xlsx --json"],
        arguments: &[
            (
                "old",
                Text::new(
                    "较早的成员名单，或带成员列表的聊天导出",
                    "the earlier member list, or a chat export that has one",
                ),
            ),
            ("new", Text::new("较新的成员名单", "the later member list")),
        ],
    },
    CommandHelp {
        path: "staff",
        about: Text::new(
            "标记员工和机器人：不计入任何排名和基准",
            "mark staff and bots: left out of rankings and baselines",
        ),
        examples: &["qunxiang staff add 客服小美 助手 --bot", "qunxiang staff list"],
        arguments: &[],
    },
    CommandHelp {
        path: "staff add",
        about: Text::new("标记为员工", "mark as staff"),
        examples: &["qunxiang staff add 客服小美", "qunxiang staff add qq:10001 --bot"],
        arguments: &[("bot", Text::new("是机器人，不是人", "a bot, not a person"))],
    },
    CommandHelp {
        path: "staff import",
        about: Text::new("从文本文件标记，一行一位", "mark from a text file, one member a line"),
        examples: &["qunxiang staff import 员工.txt"],
        arguments: &[
            ("file", Text::new("文本文件，一行一位成员", "a text file, one member a line")),
            ("bot", Text::new("都是机器人", "all of them are bots")),
        ],
    },
    CommandHelp {
        path: "staff list",
        about: Text::new("列出员工和机器人", "list staff and bots"),
        examples: &["qunxiang staff list"],
        arguments: &[],
    },
    CommandHelp {
        path: "staff remove",
        about: Text::new("取消标记", "take the mark away"),
        examples: &["qunxiang staff remove 客服小美"],
        arguments: &[],
    },
    CommandHelp {
        path: "note",
        about: Text::new(
            "给成员写备注；不写内容则列出。重建、合并、拆开都不丢",
            "write a note on a member, or list their notes; no build, merge or split loses one",
        ),
        examples: &["qunxiang note 陆远舟 想要大一号的天幕", "qunxiang note 陆远舟", "qunxiang note 陆远舟 --remove 3"],
        arguments: &[
            ("text", Text::new("备注的内容", "the note")),
            ("remove", Text::new("删除这个编号的备注", "take the note of this number away")),
        ],
    },
    CommandHelp {
        path: "followup",
        about: Text::new(
            "跟进：到期日、进展、负责人、上次联系、勿扰；不写成员则列出待跟进的",
            "due day, status, owner, last contact and whether to leave a member alone; without REF, all that is open",
        ),
        examples: &[
            "qunxiang followup 陆远舟 --due 3 --owner 小王",
            "qunxiang followup 陆远舟 --contacted today --status done",
            "qunxiang followup",
        ],
        arguments: &[
            (
                "due",
                Text::new(
                    "到期日：2026-12-01、明天、下周一、+3d、几天后（3）或 none",
                    "2026-12-01, tomorrow, next monday, +3d, days from today (3), or none",
                ),
            ),
            ("status", Text::new("进展：none 未安排，open 待跟进，done 已完成", "none, open or done")),
            ("owner", Text::new("由谁跟进", "who is to do it")),
            (
                "contacted",
                Text::new(
                    "上次联系：today、2024-03-01，几天前（3），或 none",
                    "the last contact: today, 2024-03-01, days ago (3), or none",
                ),
            ),
            ("do_not_disturb", Text::new("勿扰：yes 不主动联系", "yes: not to be contacted")),
        ],
    },
    CommandHelp {
        path: "report",
        about: Text::new(
            "写一页网页报告：概况、画像分布、标签、意见领袖、流失、话题、时段",
            "a page with charts for people who do not use terminals; it opens offline, prints, and masks names",
        ),
        examples: &["qunxiang report -o 社群.html", "qunxiang report -o 杭州.html --where 地区:浙江 --names"],
        arguments: &[
            ("output", Text::new("文件名，以 .html 结尾", "the file; it ends in .html")),
            (
                "names",
                Text::new(
                    "写出成员的全名；不写时只留首字",
                    "name members in full; else only the first character shows",
                ),
            ),
            ("overwrite", Text::new("覆盖已有的文件", "replace an existing file")),
        ],
    },
    CommandHelp {
        path: "report pia",
        about: Text::new(
            "写一份个人信息保护影响评估草稿：能确认的已填好，其余留空",
            "a draft of the impact assessment that the PIPL asks for: what the store can tell is filled in",
        ),
        examples: &["qunxiang report pia -o 影响评估.html"],
        arguments: &[
            ("output", Text::new("文件名，以 .html 结尾", "the file; it ends in .html")),
            ("overwrite", Text::new("覆盖已有的文件", "replace an existing file")),
        ],
    },
    CommandHelp {
        path: "join",
        about: Text::new(
            "把订单和问卷对到成员；只凭名字的先待确认，确认前不计入",
            "tie orders and answers to members: what agrees by name alone waits here and counts nowhere until accepted",
        ),
        examples: &["qunxiang join", "qunxiang join accept 3 7", "qunxiang join accept --all"],
        arguments: &[],
    },
    CommandHelp {
        path: "join list",
        about: Text::new("列出待确认的，金额大的在前", "list what waits, most money first"),
        examples: &["qunxiang join list"],
        arguments: &[],
    },
    CommandHelp {
        path: "join accept",
        about: Text::new("确认：是同一个人", "accept: the same person"),
        examples: &["qunxiang join accept 3 7", "qunxiang join accept --all", "qunxiang join accept --least 2"],
        arguments: &[
            ("proposals", Text::new("待确认的编号", "numbers of proposals")),
            (
                "all",
                Text::new(
                    "全部无歧义的（名字只对上一位成员）",
                    "all that are unambiguous (one member agrees with the name)",
                ),
            ),
            (
                "least",
                Text::new(
                    "只要至少 N 处一致的（名字也算一处）",
                    "only those that agree in at least N things, the name among them",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "join reject",
        about: Text::new("拒绝：不是同一个人，以后不再提", "reject: not the same person; never proposed again"),
        examples: &["qunxiang join reject 4"],
        arguments: &[
            ("proposals", Text::new("待确认的编号", "numbers of proposals")),
            ("all", Text::new("全部", "all of them")),
            (
                "least",
                Text::new(
                    "只要至少 N 处一致的（名字也算一处）",
                    "only those that agree in at least N things, the name among them",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "identity",
        about: Text::new(
            "同一个人的多个账号：建议、合并、拒绝、拆开",
            "one person under several accounts: suggest, merge, reject, split",
        ),
        examples: &["qunxiang identity suggest", "qunxiang identity merge id:3 qq:10003"],
        arguments: &[],
    },
    CommandHelp {
        path: "identity suggest",
        about: Text::new(
            "可能是同一个人的成员和理由：邮箱、手机或 8 个字以上的账号名相同，或全名相同且另有一处一致；从不只凭名字",
            "members who may be one person, with reasons: the same mail, phone or handle of eight characters, or the same full name and one more agreement; never a name alone",
        ),
        examples: &["qunxiang identity suggest", "qunxiang identity suggest --json"],
        arguments: &[("limit", Text::new("最多几对；0 为全部", "how many pairs at most; 0 for all"))],
    },
    CommandHelp {
        path: "identity merge",
        about: Text::new(
            "合并为一个人；编号小的保留，随时可以拆开",
            "make two members one person; the lower number stays, and it can be undone at any time",
        ),
        examples: &["qunxiang identity merge id:3 id:12"],
        arguments: &[
            ("one", Text::new("一位成员", "one member")),
            ("other", Text::new("另一位成员", "the other")),
            ("json", Text::new("以 JSON 说明结果", "say the result in JSON")),
        ],
    },
    CommandHelp {
        path: "identity reject",
        about: Text::new(
            "不是同一个人：不再建议，导入也不合并",
            "two people: never suggested again, and no import makes them one",
        ),
        examples: &["qunxiang identity reject id:3 id:12"],
        arguments: &[
            ("one", Text::new("一位成员", "one member")),
            ("other", Text::new("另一位成员", "the other")),
            ("json", Text::new("以 JSON 说明结果", "say the result in JSON")),
        ],
    },
    CommandHelp {
        path: "identity split",
        about: Text::new(
            "拆开合并：发言、订单、答卷、行为、群和手工标签都回到原处",
            "take a merge apart: messages, orders, answers, events, groups and hand-set tags go back where they were",
        ),
        examples: &["qunxiang identity split id:3", "qunxiang identity split id:3 qq:10003"],
        arguments: &[
            (
                "account",
                Text::new(
                    "拆出哪个账号（平台:ID 或名字）；不写则拆最近一次合并",
                    "which account is to go (PLATFORM:ID or a name); the latest merge if none is given",
                ),
            ),
            ("json", Text::new("以 JSON 说明结果", "say the result in JSON")),
        ],
    },
    CommandHelp {
        path: "identity history",
        about: Text::new("合并和拆开的记录：时间和理由", "who was merged and split, when and why"),
        examples: &["qunxiang identity history", "qunxiang identity history id:3"],
        arguments: &[],
    },
    CommandHelp {
        path: "survey",
        about: Text::new("问卷：问出还不知道的", "surveys: ask for what is not known"),
        examples: &["qunxiang survey suggest --where tag:新成员"],
        arguments: &[],
    },
    CommandHelp {
        path: "survey suggest",
        about: Text::new(
            "为一个分群出题：先是能对上成员的一题，再是多数人还不知道的属性；可整段贴进问卷星",
            "questions for a segment: first the one that joins answers to members, then the attributes that are unknown of many; ready to paste",
        ),
        examples: &[
            "qunxiang survey suggest --where tag:新成员",
            "qunxiang survey suggest --where \"gender:unknown\" --json",
        ],
        arguments: &[("json", Text::new("以 JSON 列出题目和选项", "questions and options as JSON"))],
    },
    CommandHelp {
        path: "eval",
        about: Text::new("用你自己的真值衡量本程序", "measure the program against a truth of your own"),
        examples: &["qunxiang eval identity --truth 真人.csv", "qunxiang eval sentiment 标注.tsv"],
        arguments: &[],
    },
    CommandHelp {
        path: "eval sentiment",
        about: Text::new(
            "衡量情感模型：每行为 pos、neg 或 neu，制表符，文本；没有 neu 时只看正负",
            "measure the sentiment model: lines of pos, neg or neu, a tab, a text; without neu only the side counts",
        ),
        examples: &["qunxiang eval sentiment 标注.tsv"],
        arguments: &[("file", Text::new("标注文件", "the labelled texts"))],
    },
    CommandHelp {
        path: "eval identity",
        about: Text::new(
            "衡量 identity suggest：真值为 CSV，列 identity（平台:ID 或名字）和 person",
            "measure identity suggest: the truth is a CSV with the columns identity (PLATFORM:ID or a name) and person",
        ),
        examples: &["qunxiang eval identity --truth 真人.csv"],
        arguments: &[("truth", Text::new("真值文件", "the truth"))],
    },
    CommandHelp {
        path: "eval attribute",
        about: Text::new(
            "衡量一个取值为词的属性：真值为 CSV，列 member（平台 ID 或名字）和 value；地区说到省，市也算对",
            "measure an attribute of words: the truth is a CSV with the columns member (platform id or a name) and value; a city is right where the truth says its province",
        ),
        examples: &["qunxiang eval attribute gender --truth 性别.csv", "qunxiang eval attribute 地区 --truth 地区.csv"],
        arguments: &[("name", Text::new("属性", "the attribute")), ("truth", Text::new("真值文件", "the truth"))],
    },
    CommandHelp {
        path: "eval influence",
        about: Text::new(
            "衡量影响力，与发言数、活跃天数并列：真值为 CSV，列 member 和 value（数）",
            "measure influence beside messages and active days: the truth is a CSV with the columns member and value (a number)",
        ),
        examples: &["qunxiang eval influence --truth 贡献.csv --absent 0"],
        arguments: &[
            ("truth", Text::new("真值文件", "the truth")),
            (
                "absent",
                Text::new(
                    "真值里没有的成员取此值；不给则不计入",
                    "the value of members who are not in the truth; without it they are left out",
                ),
            ),
            ("threshold", Text::new("高于此值算意见领袖", "who has more than this is a leader")),
        ],
    },
    CommandHelp {
        path: "eval churn",
        about: Text::new(
            "用本数据库自己的历史回测流失风险，与“多久没出现”“活跃天数”并列",
            "measure the risk of leaving on this store's own past, beside days since last seen and active days",
        ),
        examples: &["qunxiang eval churn", "qunxiang eval churn --window 30"],
        arguments: &[("window", Text::new("往前看多少天，1 到 90", "how many days to look ahead, 1 to 90"))],
    },
    CommandHelp {
        path: "topics",
        about: Text::new(
            "话题：多少人在谈、每周升降、谁带头；另有从共现词发现的话题",
            "what is spoken of: by how many, rising or falling, led by whom; and topics found in words said together",
        ),
        examples: &["qunxiang topics", "qunxiang topics --where tag:KOL --limit 10", "qunxiang topics --json"],
        arguments: &[],
    },
    CommandHelp {
        path: "keywords",
        about: Text::new(
            "关键词：这些成员比其他人、或这几天比平时更常说的词和短语；不给条件则为最近一周",
            "words and phrases that these members say more than the others, or that are said more on these days than on all others; without either, in the last week",
        ),
        examples: &[
            "qunxiang keywords --where tag:KOL",
            "qunxiang keywords --since 2024-06-03 --until 2024-06-09",
            "qunxiang keywords --where tag:KOL --evidence 奶粉",
        ],
        arguments: &[
            ("since", Text::new("从这一天起（含），与其余日子相比", "from this day on, against all other days")),
            ("until", Text::new("到这一天止（含）", "up to this day, and on it")),
            (
                "evidence",
                Text::new(
                    "列出这个关键词的原文，最近的在前",
                    "list the messages behind this keyword, the latest first",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "tag",
        about: Text::new("标签：列出、手工添加或移除、查看理由", "tags: list, give or take by hand, explain"),
        examples: &["qunxiang tag list", "qunxiang tag add 种子用户 陆远舟 qq:10001"],
        arguments: &[],
    },
    CommandHelp {
        path: "tag list",
        about: Text::new("列出标签、人数和规则", "list tags with counts and rules"),
        examples: &["qunxiang tag list --where region:浙江"],
        arguments: &[],
    },
    CommandHelp {
        path: "tag add",
        about: Text::new("手工加标签，不会被规则覆盖", "give a tag by hand; no rule overwrites it"),
        examples: &["qunxiang tag add 种子用户 陆远舟 qq:10001"],
        arguments: &[("name", Text::new("标签名", "the tag"))],
    },
    CommandHelp {
        path: "tag remove",
        about: Text::new("手工移除标签", "take a tag away by hand"),
        examples: &["qunxiang tag remove 种子用户 陆远舟"],
        arguments: &[("name", Text::new("标签名", "the tag"))],
    },
    CommandHelp {
        path: "tag explain",
        about: Text::new(
            "此人为什么有这个标签：规则、数字和依据",
            "why a member has a tag: rule, numbers and evidence",
        ),
        examples: &["qunxiang tag explain KOL 陆远舟"],
        arguments: &[("name", Text::new("标签名", "the tag"))],
    },
    CommandHelp {
        path: "compare",
        about: Text::new(
            "并排对比：两位成员、两个分群或条件，或社群在两个统计日的变化",
            "two members, segments or filters, or the community at two days, side by side",
        ),
        examples: &[
            "qunxiang compare 林小满 qq:10001",
            "qunxiang compare 老客 浙江KOL",
            "qunxiang compare tag:KOL tag:KOC",
            "qunxiang compare 2024-03-01 2024-04-01 --json",
        ],
        arguments: &[
            (
                "a",
                Text::new(
                    "成员（id:42、qq:10001 或名字）、分群名、条件（标签:KOL），或统计日",
                    "a member (id:42, qq:10001, a name), a segment, a filter (tag:KOL), or an as-of day",
                ),
            ),
            ("b", Text::new("同类的另一个", "another of the same kind")),
        ],
    },
    CommandHelp {
        path: "segment",
        about: Text::new(
            "分群：保存筛选条件，查看成员和进出",
            "segments: saved filters, their members, who came and went",
        ),
        examples: &[
            "qunxiang segment save 浙江KOL --where \"tag:KOL and region:浙江\"",
            "qunxiang segment show 浙江KOL",
        ],
        arguments: &[],
    },
    CommandHelp {
        path: "segment save",
        about: Text::new("保存分群", "save a segment"),
        examples: &["qunxiang segment save 浙江KOL --where \"tag:KOL and region:浙江\""],
        arguments: &[
            ("name", Text::new("分群名", "the segment")),
            (
                "replace",
                Text::new(
                    "代替同名但条件不同的分群（进出记录清空）",
                    "take the place of a segment of that name with another filter; its past is forgotten",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "segment list",
        about: Text::new("列出分群和人数", "list segments with counts"),
        examples: &["qunxiang segment list"],
        arguments: &[],
    },
    CommandHelp {
        path: "segment show",
        about: Text::new("列出分群里的成员", "list a segment's members"),
        examples: &["qunxiang segment show 浙江KOL"],
        arguments: &[("name", Text::new("分群名", "the segment"))],
    },
    CommandHelp {
        path: "segment rename",
        about: Text::new(
            "给分群改名，其他分群里引用的名字一起改",
            "give a segment another name, also where other segments speak of it",
        ),
        examples: &["qunxiang segment rename 浙江KOL 江浙KOL"],
        arguments: &[("name", Text::new("现在的名字", "its name now")), ("to", Text::new("新名字", "its new name"))],
    },
    CommandHelp {
        path: "segment combine",
        about: Text::new("两个分群合成一个：交集、并集或相减", "make a segment of two: and, or, minus"),
        examples: &[
            "qunxiang segment combine 要挽回 老客 and 流失中",
            "qunxiang segment combine 可触达 老客 minus 勿扰",
        ],
        arguments: &[
            ("name", Text::new("新分群的名字", "the new segment")),
            ("first", Text::new("第一个分群", "the first segment")),
            (
                "how",
                Text::new("and 都在，or 任一，minus 相减", "and: in both; or: in either; minus: in the first alone"),
            ),
            ("second", Text::new("第二个分群", "the second segment")),
            (
                "replace",
                Text::new(
                    "代替同名但条件不同的分群（进出记录清空）",
                    "take the place of a segment of that name with another filter; its past is forgotten",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "segment diff",
        about: Text::new(
            "最近两次生成画像之间谁进来了、谁离开了；也可指定两个统计日",
            "who entered and left between the last two builds, or between two as-of days",
        ),
        examples: &["qunxiang segment diff 浙江KOL", "qunxiang segment diff 浙江KOL --from 2024-03-01 --to 2024-04-01"],
        arguments: &[
            ("name", Text::new("分群名", "the segment")),
            (
                "from",
                Text::new(
                    "较早的统计日：此日或之前最后一次生成的画像",
                    "the earlier as-of day: the last build at or before it",
                ),
            ),
            ("to", Text::new("较晚的统计日；默认最近一次", "the later as-of day; the latest if none is given")),
        ],
    },
    CommandHelp {
        path: "segment bundle",
        about: Text::new(
            "把分群连同来历写入一个文件夹：条件、画像方案、数据指纹、统计日和成员 CSV；同样的数据得到同样的文件",
            "write a segment with all that made it into a folder: rule, scheme, data fingerprint, as-of day, members as CSV; the same data give the same bytes",
        ),
        examples: &["qunxiang segment bundle 浙江KOL", "qunxiang segment bundle 浙江KOL -o ./交付"],
        arguments: &[
            ("name", Text::new("分群名", "the segment")),
            ("output", Text::new("新文件夹；默认 segment-分群名", "the new folder; segment-NAME if none is given")),
            (
                "skip_contacted",
                Text::new(
                    "排除几天内联系过的（不写为 7）与勿扰的",
                    "leave out whom you contacted in so many days (7 if none is given), and who is to be left alone",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "segment delete",
        about: Text::new("删除分群（不影响成员）", "delete a segment; its members stay"),
        examples: &["qunxiang segment delete 浙江KOL"],
        arguments: &[("name", Text::new("分群名", "the segment"))],
    },
    CommandHelp {
        path: "export",
        about: Text::new(
            "导出成员到文件：.csv、.xlsx、.json 或 .jsonl；手机和邮箱默认打码",
            "write members to a file: .csv, .xlsx, .json or .jsonl; phone and mail are masked",
        ),
        examples: &[
            "qunxiang export --where tag:流失风险 -o 流失.csv",
            "qunxiang export --segment 浙江KOL -o kol.xlsx --unmask phone",
            "qunxiang export -o all.jsonl --pseudonymous",
        ],
        arguments: &[
            ("segment", Text::new("导出这个分群", "this segment")),
            (
                "output",
                Text::new(
                    "写到哪里；文件名的结尾决定格式。CSV 与 XLSX 里分数写一位小数，占比与概率三位；JSON 四位",
                    "where to; the ending decides the format. In CSV and XLSX a score has one decimal, a share or probability three; in JSON four",
                ),
            ),
            (
                "audience",
                Text::new(
                    "给表格软件还是给程序；中文界面默认 excel，英文默认 tool",
                    "for a spreadsheet or for a program; excel where the language is Chinese, else tool",
                ),
            ),
            ("unmask", Text::new("完整显示哪些，用逗号分开", "what to show in full, separated by commas")),
            (
                "pseudonymous",
                Text::new(
                    "用代号代替名字和账号（仍属个人信息）",
                    "replace names and ids by pseudonyms (still personal data)",
                ),
            ),
            (
                "skip_contacted",
                Text::new(
                    "排除几天内联系过的（不写为 7）与勿扰的",
                    "leave out whom you contacted in so many days (7 if none is given), and who is to be left alone",
                ),
            ),
            ("to", Text::new("交给谁，记入导出日志", "who receives it, for the export log")),
            (
                "raw",
                Text::new("不在 = + - @ 开头的文字前加撇号", "put no apostrophe before text that begins with = + - @"),
            ),
            ("overwrite", Text::new("覆盖已有文件", "replace an existing file")),
        ],
    },
    CommandHelp {
        path: "kol",
        about: Text::new("意见领袖：按影响力排名，并说明由来", "opinion leaders by influence, with its parts"),
        examples: &[
            "qunxiang kol",
            "qunxiang kol --where region:浙江 --limit 50",
            "qunxiang kol --topic 露营 --days 90",
            "qunxiang kol --group 杭州露营一群 --since 2024-01-01 --until 2024-03-31",
        ],
        arguments: &[
            ("group", Text::new("只看这个群（名字，或 id:编号）", "in this group only (a name, or id:NUMBER)")),
            (
                "topic",
                Text::new(
                    "只看方案里的这个话题：含其词的发言，与对这些发言的回应",
                    "on this topic of the scheme only: messages with a word of it, and what answers them",
                ),
            ),
            ("days", Text::new("只看统计日前这么多天", "in so many days before the as-of day only")),
            ("since", Text::new("从这天起", "from this day on")),
            ("until", Text::new("到这天为止（含）", "up to and including this day")),
            (
                "explicit",
                Text::new(
                    "只算引用、@与回复，不算接着说话",
                    "count quotes, mentions and replies only, not who merely speaks next",
                ),
            ),
            (
                "trend",
                Text::new(
                    "加上升降：近90天的影响力比此前90天；要读这些天的往来",
                    "add how influence moved: the last 90 days against the 90 before; what passed in them is read",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "churn",
        about: Text::new("流失风险：谁可能要离开，为什么", "who is likely to leave, and why"),
        examples: &[
            "qunxiang churn",
            "qunxiang churn --where tag:高价值客户 --json",
            "qunxiang churn --window 30",
            "qunxiang churn --reasons",
        ],
        arguments: &[
            (
                "reasons",
                Text::new("离开的人比留下的人更常见什么", "what those who left had more often than those who stayed"),
            ),
            (
                "window",
                Text::new(
                    "多少天内不再出现；90 以外由本库自己的历史拟合，历史不够就没有名单",
                    "not seen within so many days; other than 90 is fitted now on the store's own past, and is no list where that does not tell",
                ),
            ),
        ],
    },
    CommandHelp {
        path: "weekly",
        about: Text::new(
            "本周变化：谁新来、回流、有流失迹象、退群，哪些话题上升；统计日与 7 天前相比",
            "what changed in a week: who came, came back, is at risk or left, and which topics rise; the as-of day beside seven days before",
        ),
        examples: &[
            "qunxiang weekly",
            "qunxiang weekly --where group:露营 --json",
            "qunxiang members --where 本周变化:回流",
        ],
        arguments: &[],
    },
    CommandHelp {
        path: "potential",
        about: Text::new("消费潜力榜：谁的消费潜力高，为什么", "buyers of promise: whose potential is high, and why"),
        examples: &["qunxiang potential", "qunxiang potential --where region:浙江 --json"],
        arguments: &[],
    },
    CommandHelp {
        path: "contradictions",
        about: Text::new(
            "自相矛盾：名单、问卷与本人的话对同一属性说法不一的成员",
            "members of whom lists, surveys and their own words say different things",
        ),
        examples: &["qunxiang contradictions", "qunxiang contradictions --where gender:female --json"],
        arguments: &[],
    },
    CommandHelp {
        path: "personas",
        about: Text::new(
            "典型用户：参与方式相近的成员分成的稳定群组，各有何特征",
            "personas: stable groups of members who take part in a like manner, and what marks them",
        ),
        examples: &["qunxiang personas", "qunxiang personas --where stage:active --json"],
        arguments: &[],
    },
    CommandHelp {
        path: "brief",
        about: Text::new(
            "分群简报：哪里不同、谈什么、何时怎样说有人回应，以及方案里适合的策略",
            "a brief on a segment: what sets it apart, what it speaks of, when and how it is answered, and which strategies of the scheme fit",
        ),
        examples: &[
            "qunxiang brief --segment 浙江KOL",
            "qunxiang brief --where \"stage:(declining,cooling)\"",
            "qunxiang brief --json",
        ],
        arguments: &[("segment", Text::new("分群名", "the segment"))],
    },
    CommandHelp {
        path: "rules",
        about: Text::new(
            "关联规则：有某些共同点的成员还常有什么，与同样活跃的人相比",
            "what members who have something in common often have besides, beside equally active members",
        ),
        examples: &["qunxiang rules", "qunxiang rules --where region:浙江 --json"],
        arguments: &[],
    },
    CommandHelp {
        path: "circles",
        about: Text::new(
            "小圈子：彼此回应多于旁人的成员，以及每个圈子靠谁维系",
            "circles: members who answer each other more than others, and who holds each together",
        ),
        examples: &["qunxiang circles", "qunxiang circles --where silent<30d --json"],
        arguments: &[],
    },
    CommandHelp {
        path: "lock",
        about: Text::new(
            "锁定一项属性，或人工设一个值：此后生成画像不再改动",
            "lock an attribute, or set it by hand: no build changes it any more",
        ),
        examples: &[
            "qunxiang lock 陆远舟 region",
            "qunxiang lock 陆远舟 地区 浙江杭州",
            "qunxiang lock 陆远舟 gender female",
        ],
        arguments: &[
            ("attribute", Text::new("属性名，例如 region 或 地区", "the attribute, e.g. region")),
            ("value", Text::new("要设的值；不写则锁定现在的值", "a value to set; what is known now, if none")),
        ],
    },
    CommandHelp {
        path: "unlock",
        about: Text::new("解锁一项属性：此后由数据说了算", "let builds say again what an attribute is"),
        examples: &["qunxiang unlock 陆远舟 region"],
        arguments: &[("attribute", Text::new("属性名，例如 region 或 地区", "the attribute, e.g. region"))],
    },
    CommandHelp {
        path: "outcome",
        about: Text::new(
            "活动结果：谁被触达、谁回复或购买，与同类未触达成员相比多了多少",
            "campaigns: who was contacted, who answered or bought, and how much more than those like them who were not",
        ),
        examples: &["qunxiang outcome import 春季活动.csv --campaign 春季活动", "qunxiang outcome show 春季活动"],
        arguments: &[],
    },
    CommandHelp {
        path: "outcome import",
        about: Text::new(
            "导入一次活动的名单：一列指明成员，另有触达、回复、购买、金额等列",
            "read a campaign's table: a column that tells the member (platform id, name, phone, …), and contacted (time, or yes/no), answered, bought, amount as far as there are; an earlier one of the name is replaced",
        ),
        examples: &[
            "qunxiang outcome import 春季活动.csv --campaign 春季活动",
            "qunxiang outcome import 名单.xlsx --campaign 春季活动 --on 2024-03-01",
        ],
        arguments: &[
            ("file", Text::new("CSV 或 XLSX 表格；同名活动以新的为准", "the table, CSV or XLSX")),
            ("campaign", Text::new("活动的名称", "what the campaign is called")),
            ("on", Text::new("没写触达时间的行在哪一天触达", "the day on which rows without a time were contacted")),
        ],
    },
    CommandHelp {
        path: "outcome tune",
        about: Text::new(
            "按活动结果拟合一项分数的权重，留三分之一的人验证；只是预演",
            "fit a score's weights on who answered or bought; only a what-if",
        ),
        examples: &[
            "qunxiang outcome tune --campaign 春季活动",
            "qunxiang outcome tune --campaign 春季活动 --on answered --score interaction -o 调权.toml",
        ],
        arguments: &[
            ("campaign", Text::new("哪一次活动", "which campaign")),
            (
                "on",
                Text::new(
                    "按什么：answered 回复，bought 购买；不写则表格有购买就按购买",
                    "answered or bought; without it bought, if the table tells",
                ),
            ),
            (
                "score",
                Text::new(
                    "调哪一项：interaction 互动、influence 影响力、consumption 消费潜力；不写则购买调消费，回复调互动",
                    "interaction, influence or consumption; without it consumption for bought, interaction for answered",
                ),
            ),
            ("output", Text::new("把带新权重的方案写到这个文件", "write a scheme with the weights to this file")),
            ("overwrite", Text::new("覆盖已有文件", "replace an existing file")),
        ],
    },
    CommandHelp {
        path: "outcome show",
        about: Text::new(
            "所有活动，或一次活动的回复率、购买率与增量（均有区间）",
            "every campaign; or one, with its rates and its lift over those like them, with intervals",
        ),
        examples: &["qunxiang outcome show", "qunxiang outcome show 春季活动 --window 14 --json"],
        arguments: &[
            ("name", Text::new("哪一次活动", "which campaign")),
            (
                "window",
                Text::new("看触达后多少天内的下单与发言", "orders and messages within so many days are looked at"),
            ),
        ],
    },
    CommandHelp {
        path: "undo",
        about: Text::new(
            "撤销最近一次操作：标签、备注、跟进、今日、员工、分群、关联、合并、方案、退出画像；关掉程序后也行。导入不能撤销：最近做的若是导入，先说明，再撤销一次才轮到更早的操作",
            "take back what you did last: tags, notes, follow-ups, today's matters, staff, segments, joins, merges, schemes, opt-outs; also after a restart. Imports are not undone: where one is the latest, that is said first, and another undo takes back what was done before it",
        ),
        examples: &["qunxiang undo"],
        arguments: &[],
    },
    CommandHelp {
        path: "redo",
        about: Text::new(
            "重做刚撤销的操作；有了新的操作就不能再重做",
            "do again what was undone last; something new done since ends that",
        ),
        examples: &["qunxiang undo", "qunxiang redo"],
        arguments: &[],
    },
    CommandHelp {
        path: "optout",
        about: Text::new(
            "此人拒绝画像：从画像、名单和导出中永久排除，重新导入也不恢复",
            "leave a member out of profiles, lists and exports for good, through every re-import",
        ),
        examples: &["qunxiang optout 陆远舟", "qunxiang optout 陆远舟 --yes"],
        arguments: &[],
    },
    CommandHelp {
        path: "forget",
        about: Text::new(
            "删除此人的全部数据，无法撤销；只留一个标记，使重新导入也不恢复",
            "erase a member everywhere, for good; a tombstone keeps re-imports from bringing them back",
        ),
        examples: &["qunxiang forget id:42", "qunxiang forget id:42 --yes"],
        arguments: &[],
    },
    CommandHelp {
        path: "purge",
        about: Text::new(
            "按保存期限永久删除某日之前的发言和事件，重新导入也不恢复；订单和名单不动",
            "retention: delete messages and events from before a day for good, and whoever is known from these alone; re-imports do not bring them back. Orders, answers and member lists stay",
        ),
        examples: &[
            "qunxiang purge --older 2024-01-01 --dry-run",
            "qunxiang purge --older 2024-01-01",
            "qunxiang purge --older 2024-01-01 --yes --json",
        ],
        arguments: &[
            (
                "older",
                Text::new("这一天及以后的保留，例如 2024-01-01", "this day and later ones are kept, e.g. 2024-01-01"),
            ),
            ("dry_run", Text::new("只说会删除什么，什么都不写入", "only say what would be deleted; write nothing")),
        ],
    },
    CommandHelp {
        path: "pseudonymise",
        about: Text::new(
            "复制一份导出文件，其中的人换成虚构的，便于把读不好的文件发给开发者；仍是个人信息",
            "copy an export with invented people in it, to send a file that fails to the developers; still personal data",
        ),
        examples: &["qunxiang pseudonymise chat.json -o sample.json", "qunxiang pseudonymise exports/ -o sample/"],
        arguments: &[
            ("input", Text::new("导出文件、压缩包或文件夹", "the export: a file, a zip or a folder")),
            ("output", Text::new("副本写到哪里，不能已存在", "where the copy goes; nothing may be there")),
            ("as_format", Text::new("按这个格式读取，不再识别", "read as this format instead of detecting one")),
            ("tz", Text::new("不带时区的时间属于哪个时区", "the zone of times that name none")),
            ("map", Text::new("某一列是什么，例如 买家电话=phone", "what a column is, e.g. buyer_phone=phone")),
        ],
    },
    CommandHelp {
        path: "audit",
        about: Text::new(
            "日志：何时、从哪里对谁做过什么，最近的在前；导出与删除也在内",
            "the log: what was done, when, from where and to whom, the latest first; exports and erasures, too",
        ),
        examples: &["qunxiang audit", "qunxiang audit --json", "qunxiang audit --limit 20"],
        arguments: &[("limit", Text::new("最多显示多少条", "how many lines at most"))],
    },
    CommandHelp {
        path: "doctor",
        about: Text::new(
            "检查数据库是否完好、数据是否可信",
            "check that the store is sound, and how far its data can be trusted",
        ),
        examples: &["qunxiang doctor", "qunxiang doctor --json"],
        arguments: &[],
    },
    CommandHelp {
        path: "config",
        about: Text::new("显示每项设置、默认值与文件位置", "print every setting, its default, and where the file is"),
        examples: &["qunxiang config", "qunxiang config --path"],
        arguments: &[("path", Text::new("只显示设置文件的位置", "print only where the file of settings is"))],
    },
    CommandHelp {
        path: "completion",
        about: Text::new("输出命令补全脚本", "print a completion script"),
        examples: &["qunxiang completion bash > ~/.local/share/bash-completion/completions/qunxiang"],
        arguments: &[("shell", Text::new("哪种 shell", "which shell"))],
    },
    CommandHelp {
        path: "man",
        about: Text::new("输出手册页，含每个数字的单位", "print the manual, with the unit of every number"),
        examples: &["qunxiang man | man -l -", "qunxiang man --dir ~/.local/share/man/man1"],
        arguments: &[
            ("command", Text::new("哪个命令的手册，例如 tag add", "the manual of this command, e.g. tag add")),
            ("dir", Text::new("把全部手册页写入这个文件夹", "write every page into this folder")),
        ],
    },
];
