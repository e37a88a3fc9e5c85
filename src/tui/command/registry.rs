//! The table of commands: each with its keys, its words in both languages, and when it is of use.

use super::condition::{
    always, can_open, can_redo, can_split, can_undo, completes, has_evidence, has_filter, has_marks, has_member,
    has_news, has_pair_of_sets, has_people, has_proposals, has_sidebar_tags, has_two_marks, has_valid_filter,
    in_sidebar, is_crossed, is_idle, is_matrix, lists_members, may_compare, may_export, on_attribute, on_campaign,
    on_churn, on_kol, on_leader, on_matter, on_note, on_pair, on_proposal, on_rule, on_sayings, on_segment,
    on_sidebar_tag, on_unread_file, sorts_groups,
};
use super::{Command, Id, Scope};
use crate::lang::Text;
use crate::tui::state::Tab;

macro_rules! commands {
    ($($id:expr, $scope:ident, [$($key:literal),*], $zh:literal, $en:literal, $about_zh:literal, $about_en:literal, $enabled:expr, $bar:literal;)+) => {
        &[$(Command {
            id: $id,
            scope: Scope::$scope,
            keys: &[$($key),*],
            title: Text::new($zh, $en),
            about: Text::new($about_zh, $about_en),
            enabled: $enabled,
            in_bar: $bar,
        }),+]
    };
}

/// The registry, in the order of help.
#[rustfmt::skip]
pub(in crate::tui) const COMMANDS: &[Command] = commands! {
    Id::ImportFiles, Welcome, ["i", "enter"], "导入文件", "Import", "导入聊天记录、名单、订单或问卷。", "Import chats, rosters, orders or surveys.", is_idle, true;
    Id::TryDemo, Welcome, ["d"], "看演示", "Demo", "打开虚构社群，存在另一处。", "Open the invented community, which has a store of its own.", is_idle, true;
    Id::Go(Tab::Today), Everywhere, ["0"], "今日", "Today", "今天要办的事，急的在前。", "What to do today, the most pressing first.", always, false;
    Id::Go(Tab::Members), Everywhere, ["1"], "成员", "Members", "成员列表：排序、筛选、标记。", "The member list: sort, filter, mark.", always, false;
    Id::Go(Tab::Groups), Everywhere, ["2"], "群", "Groups", "每个群的人数、发言与沉默。", "People, messages and silence of every group.", always, false;
    Id::Go(Tab::Tags), Everywhere, ["3"], "标签", "Tags", "标签与分群，及各自人数。", "Tags and segments with their counts.", always, false;
    Id::Go(Tab::Dimensions), Everywhere, ["4"], "维度", "Dimensions", "任一字段的分布与交叉表。", "How any field is spread, and cross-tables.", always, false;
    Id::Go(Tab::Kol), Everywhere, ["5"], "KOL", "KOL", "按影响力排序，附构成。", "Ranked by influence, with its parts.", always, false;
    Id::Go(Tab::Churn), Everywhere, ["6"], "流失", "Churn", "按流失风险排序，附原因。", "Ranked by churn risk, with reasons.", always, false;
    Id::Go(Tab::Imports), Everywhere, ["7"], "导入", "Imports", "导入过的文件与读不了的行。", "Imported files, and rows that were not read.", always, false;
    Id::Go(Tab::Joins), Everywhere, ["8"], "对上号", "Joins", "订单与答卷待确认的归属，以及各值多少。", "Whose orders and answers are, and what each decision adds.", always, false;
    Id::Go(Tab::Merges), Everywhere, ["9"], "合并", "Merges", "可能是同一人的账号并排对比。", "Accounts that may be one person, side by side.", always, false;
    Id::Go(Tab::Tasks), Everywhere, ["-"], "任务", "Tasks", "这次打开后的导入、重建与导出：进度、速度、结果。", "Imports, builds and exports of this run: how far, how fast, what came of them.", always, false;
    Id::Go(Tab::Log), Everywhere, ["="], "日志", "Log", "做过的操作与导出，可在此撤销与重做。", "What was done, and what was exported; undone and redone from here.", always, false;
    Id::Go(Tab::Content), Everywhere, ["`"], "内容", "Content", "在谈什么、关键词、最佳时段、待答的提问；跟随筛选。", "Topics, words, best hours and open questions of the members under the filter.", always, false;
    Id::Go(Tab::Personas), Everywhere, ["\\"], "典型用户", "Personas", "群像：参与方式相近的成员群组、分布图与关联规则。", "Groups of members who take part alike, their map, and association rules.", always, false;
    Id::NextTab, Everywhere, ["tab"], "下一屏", "Next screen", "切到右边的屏。", "The screen to the right.", always, false;
    Id::PreviousTab, Everywhere, ["shift-tab"], "上一屏", "Previous screen", "切到左边的屏。", "The screen to the left.", always, false;
    Id::Done, Today, ["d", "delete"], "办完", "Done", "这件事办完了，从列表拿掉；跟进则记为已完成。", "It is done: off the list; a follow-up is done.", on_matter, true;
    Id::Snooze, Today, ["z"], "推后", "Put off", "过几天再提。", "Let it come back in some days.", on_matter, true;
    Id::SeeNews, Today, ["c"], "新变化", "News", "上次看过的数据之后，谁是新来的、回流、转冷或流失。", "Who is new, came back or cools since the data you saw last.", has_news, true;
    Id::SeeWeek, Today, ["n"], "本周", "This week", "统计日与 7 天前相比：新来、回流、有流失迹象、退群的人，上升的话题。", "The as-of day beside seven days before: who is new, back, at risk or gone, and which topics rise.", is_idle, true;
    Id::Open, Lists, ["enter", "right", "l"], "打开", "Open", "打开光标处：成员、依据，或把它加入筛选。", "Open what is under the cursor: a member, evidence, or add it to the filter.", can_open, true;
    Id::Evidence, Member, ["e"], "依据", "Evidence", "这个结论的定义、构成与原始记录。", "Definition, parts and rows behind a value.", can_open, true;
    Id::Pager, Member, ["v"], "翻页器", "Pager", "在 $PAGER（默认 less）中看整份依据。", "The whole evidence in $PAGER, or less.", has_evidence, true;
    Id::Similar, Member, ["s"], "相似", "Similar", "与这位成员相似的人，以及相似在哪里、差在哪里。", "Who is like this member, in what, and in what they differ.", can_open, true;
    Id::NextMember, Member, ["n", "]"], "下一位", "Next", "列表中的下一位成员。", "The next member of the list.", always, true;
    Id::PreviousMember, Member, ["p", "["], "上一位", "Previous", "列表中的上一位成员。", "The previous member of the list.", always, false;
    Id::GiveTag, Member, ["t"], "打标签", "Tag", "给这位成员打标签。", "Tag this member.", has_member, true;
    Id::Lock, Member, ["K"], "锁定", "Lock", "锁定光标处的属性，重建画像不再改它；再按一次解锁。", "Lock the attribute under the cursor, so that no build changes it; again: unlock it.", on_attribute, true;
    Id::RemoveNote, Member, ["delete", "d"], "删备注", "Delete note", "删掉光标处的备注；u 撤销。", "Delete the note under the cursor; u takes it back.", on_note, false;
    Id::Back, Everywhere, ["esc", "left", "h"], "返回", "Back", "关闭弹窗，回到上一层；有任务时取消任务。筛选不变。", "Close, or go back one level; else cancel the running work. The filter stays.", always, true;
    Id::EditFilter, Everywhere, ["f", "f2"], "筛选", "Filter", "编辑筛选条件，即时读回。", "Edit the filter, read back as you type.", has_people, true;
    Id::Search, Everywhere, ["/", "f3"], "搜索", "Search", "按名字（可用拼音首字母）、曾用名或 id 找人。", "Find by name (or its pinyin initials), former name or id.", has_people, true;
    Id::TakeBack, Everywhere, ["backspace"], "撤回条件", "Take back", "撤回最近加入的筛选条件。", "Take the latest addition to the filter back.", has_filter, true;
    Id::ClearFilter, Everywhere, ["F"], "清除筛选", "Clear filter", "看全部成员。", "Show everybody.", has_filter, false;
    Id::Sort, Members, ["s", "f4"], "排序", "Sort", "选择排序字段。", "Choose the field to sort by.", always, true;
    Id::ReverseSort, Members, ["S"], "反向", "Reverse", "升序与降序互换。", "Swap ascending and descending.", always, false;
    Id::Columns, Members, ["c", "f6"], "列", "Columns", "选择显示的列。", "Choose the columns shown.", always, true;
    Id::Mark, Members, ["x", "space", "f7"], "标记", "Mark", "标记或取消标记此人。", "Mark or unmark this member.", has_member, true;
    Id::ToTags, Members, ["tab"], "到标签栏", "To the tags", "到右边的标签栏（宽屏）：Enter 把标签加入筛选。", "To the tag sidebar on wide screens: Enter adds a tag to the filter.", has_sidebar_tags, true;
    Id::ToList, Members, ["left", "h", "esc", "shift-tab"], "回列表", "To the list", "从标签栏回到成员列表。", "From the tag sidebar back to the members.", in_sidebar, true;
    Id::Exclude, Members, ["n"], "排除", "Exclude", "在标签栏：筛选没有此标签的成员。", "In the tag sidebar: filter to members without this tag.", on_sidebar_tag, true;
    Id::Sidebar, Members, ["b"], "标签栏", "Tag sidebar", "显示或隐藏标签栏（宽屏）。", "Show or hide the tag sidebar on wide screens.", always, false;
    Id::NextView, Groups, ["v"], "换个看法", "Next view", "数字、群与群的重叠、跨群的人与广告、邀请关系，依次切换。", "Figures, overlap of groups, people across groups and adverts, inviters, in turn.", always, true;
    Id::Sort, Groups, ["s", "f4"], "排序", "Sort", "选择排序的列。", "Choose the column to sort by.", sorts_groups, true;
    Id::ReverseSort, Groups, ["S"], "反向", "Reverse", "升序与降序互换。", "Swap ascending and descending.", sorts_groups, false;
    Id::PreviousColumn, Groups, ["left", "h"], "左一列", "Column left", "重叠表中左边的群。", "The group to the left in the overlap.", is_matrix, true;
    Id::NextColumn, Groups, ["right", "l"], "右一列", "Column right", "重叠表中右边的群。", "The group to the right in the overlap.", is_matrix, true;
    Id::Exclude, Tags, ["n"], "排除", "Exclude", "筛选没有此标签的成员。", "Filter to members without this tag.", always, true;
    Id::OrElse, Tags, ["o"], "或", "Or", "当前筛选，或有此标签、在此分群的成员。", "The filter, or those with this tag or in this segment.", has_valid_filter, true;
    Id::WhoMoved, Tags, ["c"], "谁变了", "Who moved", "筛选上次生成画像时进入或离开此分群的成员。", "Filter to who entered or left the segment at the last build.", on_segment, true;
    Id::RenameSegment, Tags, ["R"], "改名", "Rename", "给分群改名，引用它的分群一起改。", "Give the segment another name, also where others speak of it.", on_segment, false;
    Id::BundleSegment, Tags, ["b"], "打包", "Bundle", "把分群连同条件、方案、数据指纹和成员写进一个新文件夹。", "Write the segment with its rule, scheme, data fingerprint and members into a new folder.", on_segment, false;
    Id::SegmentDays, Tags, ["C"], "两天之间", "Between days", "两天之间谁进入、谁离开了此分群。", "Who entered and who left the segment between two days.", on_segment, false;
    Id::DeleteSegment, Tags, ["d", "delete"], "删除分群", "Delete segment", "删除保存的分群。", "Delete the saved segment.", on_segment, true;
    Id::Review, Tags, ["v"], "抽查", "Review", "随机看一批有此标签的成员，逐个判断是否符合，得出准确率。", "Look at a random sample of the tag's members, one by one, and measure its precision.", on_rule, true;
    Id::Mark, Tags, ["x", "f7"], "勾选", "Tick", "勾选一个标签或分群，与光标处的另一个对比。", "Tick a tag or segment, to compare another with it.", always, false;
    Id::CompareMarked, Tags, ["M"], "对比", "Compare", "勾选的两组人差在哪里；只勾一个时，与光标处的比。", "What sets the two ticked ones apart; with one ticked, that and the one under the cursor.", has_pair_of_sets, true;
    Id::Scheme, Tags, ["m"], "方案", "Scheme", "试用另一个画像方案：先看谁得到、失去哪个标签，再决定是否改用。", "Try another profile scheme: who would gain or lose which tag, then decide.", is_idle, true;
    Id::PreviousColumn, Dimensions, ["left", "h"], "左一列", "Column left", "交叉表中左边的一列。", "The column to the left in the cross-table.", is_crossed, true;
    Id::NextColumn, Dimensions, ["right", "l"], "右一列", "Column right", "交叉表中右边的一列。", "The column to the right in the cross-table.", is_crossed, true;
    Id::PreviousField, Dimensions, ["left", "[", "h"], "上一字段", "Previous field", "看上一个字段的分布。", "The distribution of the previous field.", always, true;
    Id::NextField, Dimensions, ["right", "]", "l"], "下一字段", "Next field", "看下一个字段的分布。", "The distribution of the next field.", always, true;
    Id::PickField, Dimensions, ["o", "s", "f4"], "选字段", "Pick field", "选择要看的字段。", "Choose the field to look at.", always, true;
    Id::CrossField, Dimensions, ["c", "f6"], "交叉", "Cross", "与第二个字段交叉；再选同一字段则取消。", "Cross with a second field; the same one again ends it.", always, true;
    Id::Evidence, Rankings, ["v"], "依据", "Evidence", "此人名次的定义、构成与原始记录。", "Definition, parts and rows behind the place.", has_member, true;
    Id::PickSlice, Rankings, ["s", "f4"], "范围", "Slice", "只看一个群、话题或时段里谁有影响力，及升降。", "Who leads in a group, on a topic, in some days; and how that moved.", on_kol, true;
    Id::Ties, Rankings, ["o"], "谁回应谁", "Who answers", "光标处的人与谁互相回应，附小图。", "Whom the member under the cursor answers and is answered by, with a small map.", on_leader, true;
    Id::PickStage, Rankings, ["s", "f4"], "选阶段", "Pick stage", "按生命周期阶段筛选；各阶段人数与上次画像以来的变动。", "Filter by a stage; how many are in each, and who moved at the last build.", on_churn, true;
    Id::PickWindow, Rankings, ["W"], "窗口", "Window", "7、14、30 或 90 天内不再出现的风险；不是 90 天的现拟合，历史说不清时说明为何没有名单。", "The risk of not being seen within 7, 14, 30 or 90 days; others than 90 are fitted now, and it is said why where there is no list.", on_churn, false;
    Id::Cohorts, Rankings, ["o"], "留存", "Retention", "按到来的月份看此后各月还在说话的比例。", "By the month in which members came: the share who spoke in each month since.", on_churn, true;
    Id::Evidence, Content, ["v"], "依据", "Evidence", "这个话题或关键词的原文，最近的在前；回车打开说的人。", "The messages behind the topic or keyword, the latest first; Enter opens who said one.", on_sayings, true;
    Id::FindReasons, Rankings, ["c"], "离开的原因", "Why they leave", "离开的人比留下的人更常见什么；要读所说那 90 天的发言，可用 Esc 取消。", "What those who left had more often than those who stayed; it reads the 90 days that it tells of, and Esc cancels it.", may_compare, true;
    Id::TryWindows, Rankings, ["b"], "回测", "Try it", "流失风险在 7、14、30、90 天的窗口里各猜得多准：AUC 与 Brier；可用 Esc 取消。", "How well the risk foretold over windows of 7, 14, 30 and 90 days: AUC and Brier score; Esc cancels it.", may_compare, false;
    Id::SeeWeek, Rankings, ["n"], "本周", "This week", "统计日与 7 天前相比：新来、回流、有流失迹象、退群的人，上升的话题。", "The as-of day beside seven days before: who is new, back, at risk or gone, and which topics rise.", is_idle, false;
    Id::NextView, Personas, ["v"], "换个看法", "Next view", "群组、分布图、关联规则、小圈子，依次切换。", "Groups, their map, association rules, circles, in turn.", always, true;
    Id::NextView, Imports, ["v"], "换个看法", "Next view", "导入的文件、各来源说法不一的成员（跟随筛选）、活动结果，依次切换。", "Files, members of whom sources say different things (under the filter), what came of campaigns, in turn.", always, true;
    Id::ByPotential, Rankings, ["c"], "按潜力", "By potential", "按消费潜力排，附为什么；再按一次按影响力排。", "Rank by consumption potential, with why; again: by influence.", on_kol, true;
    Id::Brief, Content, ["b"], "简报", "Brief", "这些成员的简报：哪里不同、谈什么、何时怎样说有人回应，以及适合的策略。", "A brief on these members: what sets them apart, what they speak of, when and how they are answered, and the strategies that fit.", has_people, true;
    Id::NameColumns, Imports, ["c", "f6"], "说明各列", "Name columns", "说明读不了的表格各列是什么，再导入。", "Say what the columns of an unreadable table are, and import it.", on_unread_file, true;
    Id::Tune, Imports, ["m"], "试调权重", "Try weights", "按这次活动谁回复、谁购买拟合权重，先看会改变什么；只是试算，不会采用。", "Fit weights on who answered or bought in the campaign, and see what they would change; nothing of it is kept.", on_campaign, true;
    Id::Accept, Joins, ["a"], "确认", "Accept", "确认勾选的（或光标处的）关联，订单或答卷归此成员。", "Accept the ticked joins, or the one under the cursor.", on_proposal, true;
    Id::Reject, Joins, ["r", "d"], "拒绝", "Reject", "拒绝勾选的（或光标处的）关联，以后不再提出。", "Reject the ticked joins, or the one under the cursor, for good.", on_proposal, true;
    Id::Mark, Joins, ["x", "space", "f7"], "勾选", "Tick", "勾选或取消，供一起确认或拒绝。", "Tick for a decision on several, or take the tick away.", on_proposal, true;
    Id::Bulk, Joins, ["A", "b"], "批量", "In bulk", "按一致的多少一次确认或拒绝许多，先显示条数与金额。", "Decide on many by how much agrees; numbers and money first.", has_proposals, true;
    Id::Accept, Merges, ["a"], "合并", "Merge", "确认两边是同一人，合并；不丢任何记录。", "Both are one person: merge them; nothing is lost.", on_pair, true;
    Id::Reject, Merges, ["r", "d"], "不是", "Reject", "两边不是同一人，以后不再提出。", "They are two people: never suggest it again.", on_pair, true;
    Id::OpenOther, Merges, ["o"], "看另一位", "Open other", "打开右边那位成员；Enter 打开左边的。", "Open the member on the right; Enter opens the left one.", on_pair, true;
    Id::History, Merges, ["m"], "合并记录", "History", "合并过的与待定的互换。", "Swap what was merged and what waits.", always, true;
    Id::Split, Merges, ["s"], "拆开", "Split", "拆开光标处的合并（在待定中：最近一次），一切复原。", "Split the merge under the cursor, or the latest one: all is as it was.", can_split, true;
    Id::Up, Lists, ["up", "k"], "上移", "Up", "上一行。", "One row up.", always, false;
    Id::Down, Lists, ["down", "j"], "下移", "Down", "下一行。", "One row down.", always, false;
    Id::PageUp, Lists, ["pgup", "ctrl-b"], "上一页", "Page up", "上一页。", "One page up.", always, false;
    Id::PageDown, Lists, ["pgdn", "ctrl-f"], "下一页", "Page down", "下一页。", "One page down.", always, false;
    Id::First, Lists, ["home", "g"], "最前", "First", "第一行。", "The first row.", always, false;
    Id::Last, Lists, ["end", "G"], "最后", "Last", "最后一行。", "The last row.", always, false;
    Id::Mark, Lists, ["x", "f7"], "标记", "Mark", "标记或取消标记此人。", "Mark or unmark this member.", has_member, false;
    Id::MarkAll, Lists, ["A"], "全部标记", "Mark all", "标记列表里的所有人（筛选出的成员、榜单、邀请人等），供一起打标签、跟进、导出等。", "Mark all whom the list holds: members under the filter, a ranking, inviters; to tag, follow up, export and more in one go.", lists_members, false;
    Id::Unmark, Lists, ["X"], "清除标记", "Unmark all", "取消全部标记。", "Take all marks away.", has_marks, false;
    Id::GiveTag, Lists, ["t"], "打标签", "Tag", "给标记的人（或光标处的人）打标签。", "Tag the marked members, or the one under the cursor.", has_member, false;
    Id::TakeTag, Lists, ["T"], "去标签", "Untag", "去掉标签；规则所打的，去掉后不再打上。", "Take a tag away; one that a rule gave is never given again.", has_member, false;
    Id::MarkStaff, Lists, ["m"], "员工或机器人", "Staff or bot", "设为员工或机器人，不进榜单与基线；或取消。", "Staff and bots are left out of rankings and baselines; or take the mark off.", has_member, false;
    Id::OptOut, Lists, ["D"], "退出画像", "Opt out", "让标记的人（或光标处的人）退出画像、名单和导出；先问人数。", "Take the marked members, or the one under the cursor, out of profiles, lists and exports; asked first.", has_member, false;
    Id::FollowUp, Lists, ["a"], "跟进", "Follow up", "安排跟进：到期日、负责人、上次联系、勿扰。", "Plan a follow-up: due day, owner, last contact, leave alone.", has_member, true;
    Id::AddNote, Lists, ["N"], "备注", "Note", "给此人写一条备注。", "Write a note on this member.", has_member, false;
    Id::CopyName, Lists, ["y"], "复制", "Copy", "复制光标处的名字与 id（OSC 52）。", "Copy name and id under the cursor (OSC 52).", has_member, false;
    Id::CopyMore, Lists, ["Y"], "复制…", "Copy…", "选择复制什么：名字、id、平台 id、一段概述、标记的人的 id。", "Choose what to copy: name, id, platform id, a summary, the ids of the marked.", has_member, false;
    Id::CompareMarked, Everywhere, ["M"], "对比两人", "Compare two", "把标记的两人的画像并排对比；再按一次看是否同一人，可合并。", "Put the profiles of the two marked members side by side; again: are they one person, to merge them.", has_two_marks, true;
    Id::CompareDays, Everywhere, ["C"], "对比两天", "Compare days", "两天之间谁换了标签、分群、生命周期与等级，各多少人。", "How many came to and left each tag, segment, stage and level between two days.", has_people, false;
    Id::Export, Everywhere, ["e", "f8"], "导出", "Export", "导出筛选出的（或标记的）成员。", "Export the filtered, or the marked, members.", may_export, true;
    Id::Undo, Everywhere, ["u"], "撤销", "Undo", "撤销最近一次操作；关掉程序后也行。", "Take back what was done last, also after a restart.", can_undo, true;
    Id::Redo, Everywhere, ["ctrl-r", "U"], "重做", "Redo", "重做刚撤销的操作。", "Do again what was undone last.", can_redo, false;
    Id::SaveSegment, Everywhere, ["w"], "存分群", "Save segment", "把当前筛选存为分群。", "Save the filter as a segment.", has_valid_filter, true;
    Id::ImportFiles, Everywhere, ["i"], "导入文件", "Import", "导入聊天记录、名单、订单或问卷。", "Import chats, rosters, orders or surveys.", is_idle, false;
    Id::Rebuild, Everywhere, ["B"], "重建画像", "Rebuild", "重新计算全部画像。", "Build every profile again.", is_idle, false;
    Id::Reload, Everywhere, ["r", "f5"], "刷新", "Reload", "重新读取这一屏。", "Read this screen again.", always, false;
    Id::Help, Everywhere, ["?", "f1"], "帮助", "Help", "这一屏的键与数字的含义。", "The keys of this screen, and what its numbers mean.", always, true;
    Id::Hints, Everywhere, [",", "space"], "键位提示", "Which key", "这一屏各键的作用，看着按。", "What each key does here, to be read and pressed.", always, false;
    Id::Palette, Everywhere, [":", "ctrl-p", "f9"], "命令", "Commands", "按名字找任何命令。", "Find any command by name.", always, true;
    Id::Privacy, Everywhere, ["P", "f12"], "隐私", "Privacy", "隐藏或显示名字与原文。", "Hide or show names and texts.", always, false;
    Id::Language, Everywhere, ["L", "f11"], "English", "中文", "切换中文与英文。", "Swap Chinese and English.", always, false;
    Id::NextTheme, Everywhere, ["ctrl-t"], "换主题", "Next theme", "深色、浅色、高对比、单色，再到自己的主题。", "Dark, light, high contrast, mono, then one of your own.", always, false;
    Id::Ascii, Everywhere, ["ctrl-a"], "ASCII 边框", "ASCII borders", "边框与图形改用 ASCII。", "Draw borders and charts in ASCII.", always, false;
    Id::Mouse, Everywhere, ["ctrl-o"], "鼠标开关", "Mouse on or off", "关掉鼠标，终端即可选中文字。", "Without it the terminal selects text itself.", always, false;
    Id::Suspend, Everywhere, ["ctrl-z"], "挂起", "Suspend", "回到 shell，fg 回来。", "Back to the shell; fg returns.", always, false;
    Id::Quit, Everywhere, ["q", "ctrl-c", "f10"], "退出", "Quit", "离开。", "Leave.", always, false;
    Id::Submit, Typing, ["enter"], "确定", "Confirm", "应用所输入的。", "Apply what was typed.", always, true;
    Id::Cancel, Typing, ["esc", "ctrl-c"], "取消", "Cancel", "放弃输入。", "Give up what was typed.", always, true;
    Id::Complete, Typing, ["tab"], "补全", "Complete", "采用光标处的补全。", "Take the completion under the cursor.", completes, true;
    Id::Older, Typing, ["up"], "上一项", "Previous item", "上一项补全或选项。", "The previous completion or choice.", always, false;
    Id::Newer, Typing, ["down"], "下一项", "Next item", "下一项补全或选项。", "The next completion or choice.", always, false;
    Id::Toggle, Typing, ["ctrl-x", "f7"], "勾选", "Toggle", "勾选或取消一项；导出时更改光标处的选择。", "Tick an item; in export, change the choice under the cursor.", always, false;
};
