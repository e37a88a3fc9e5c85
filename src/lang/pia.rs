//! What an impact assessment says (PIPL, articles 55 and 56): what the store can tell is filled in, what its
//! operator alone knows is left open.

use super::{Lang, Text};

texts! {
    TITLE = "个人信息保护影响评估", "Personal information protection impact assessment";
    LAW = "依《个人信息保护法》第五十五、五十六条填写的草稿。程序能确认的已填好；横线处须由处理者填写并签字，报告至少保存三年。", "A draft after articles 55 and 56 of the PIPL. What the program can tell is filled in; what stands open the handler fills in and signs; it is kept for three years at least.";
    OPEN = "＿＿＿＿＿＿＿＿＿＿＿＿", "____________________";
    ITEM = "事项", "item";
    ENTRY = "内容", "entry";
    COUNT = "数量", "count";
    BASICS = "一、处理的基本情况", "1. The processing";
    HANDLER = "个人信息处理者与责任人", "handler, and who answers for it";
    PURPOSE = "处理目的", "purpose";
    BASIS = "合法性基础（同意、合同所必需等）", "legal basis (consent, contract, …)";
    NOTICE = "告知方式与日期", "how and when people were told";
    COMMUNITIES = "社群", "communities";
    AS_OF = "数据统计日", "data as of";
    KINDS = "二、处理的个人信息", "2. Personal information that is processed";
    KINDS_ABOUT = "数据库现有的条数。只来自处理者导入的文件；程序没有联网代码，不读取加密的聊天数据库。", "Counted in the store. All of it comes from files that the handler imported; the program has no network code and opens no encrypted chat database.";
    MEMBERS = "人", "people";
    ACCOUNTS = "平台账号", "accounts on platforms";
    NAMES = "昵称、群昵称、备注", "names, cards, remarks";
    PHONES = "手机号", "telephone numbers";
    MAILS = "邮箱", "mail addresses";
    MESSAGES = "发言", "messages";
    EVENTS = "入退群、互动等事件", "joins, leaves, reactions and other events";
    ORDERS = "订单", "orders";
    ANSWERS = "问卷答卷", "answers to surveys";
    COLUMNS = "表格中保留的其他列", "further columns that were kept";
    NOTES = "运营者的备注与跟进", "notes and follow-ups of the operator";
    SOURCES = "三、来源", "3. Sources";
    FORMAT = "格式", "format";
    FILES = "文件", "files";
    RECORDS = "新增记录", "new records";
    ANALYSIS = "四、自动化分析", "4. Automated analysis";
    ANALYSIS_ABOUT = "对每位成员推算下列各项；未知不猜，每项可打开依据，人工更正优先。不推断宗教、健康、政治、性取向、民族，也不推断任何儿童的信息；不用于定价、信贷或招聘。", "Of each member the following is computed; the unknown is not guessed, every value opens its evidence, and corrections by hand come first. Nothing is inferred on religion, health, politics, sexuality or ethnicity, nor on any child; not for prices, credit or hiring.";
    ATTRIBUTE = "项目", "attribute";
    KNOWN = "已知人数", "known of";
    MEANING = "含义", "meaning";
    RISKS = "五、对个人权益的影响与风险", "5. Impact on individuals, and risks";
    RISK = "风险", "risk";
    MEASURE = "已有措施", "measures in place";
    LEVEL = "处理者的判断", "the handler's judgement";
    WRONG = "画像有误，影响对此人的对待", "a wrong profile changes how somebody is treated";
    WRONG_BY = "置信度与依据可查；可锁定、更正；标签精度可复核", "confidence and evidence shown; locks and corrections; labels can be reviewed";
    LEAK = "数据库或导出文件泄露", "the store or an export leaks";
    LEAK_BY = "文件只有本人可读（0600）；手机、邮箱默认打码；导出有日志；请另加磁盘加密", "files readable by their owner alone (0600); phone and mail masked; exports logged; encrypt the disk as well";
    SCOPE = "超出目的使用，或留存过久", "use beyond the purpose, or kept too long";
    SCOPE_BY = "保存期限可设（purge）；导出可写明交给谁（--to）", "retention can be set (purge); exports say to whom (--to)";
    REFUSED = "本人拒绝而仍被分析", "somebody refuses and is analysed nevertheless";
    REFUSED_BY = "optout 与 forget 在重新导入后依然有效", "optout and forget survive every re-import";
    MINORS = "涉及未成年人", "minors among the members";
    MINORS_BY = "不推断儿童信息；是否有未成年成员由处理者确认", "nothing is inferred on children; whether there are minors the handler has to find out";
    MEASURES = "六、权利响应与安全措施的记录", "6. Rights answered, and measures on record";
    OPTED_OUT = "拒绝画像（optout）", "refusals (optout)";
    FORGOTTEN = "删除（forget）", "erasures (forget)";
    HANDED_OVER = "向本人提供数据（member --export）", "copies given to a person (member --export)";
    EXPORTS = "导出与报告", "exports and reports";
    UNMASKED = "其中含完整手机或邮箱", "of them with phone or mail in full";
    RETENTION = "保存期限：早于此日的发言与事件已清除", "retention: messages and events from before this day are purged";
    NO_RETENTION = "未设置", "none is set";
    VERDICT = "七、结论", "7. Verdict";
    LAWFUL = "目的与方式是否合法、正当、必要", "are purpose and manner lawful, legitimate and necessary";
    PROPORTIONATE = "措施是否合法、有效并与风险相适应", "are the measures lawful, effective and fit for the risks";
    SIGNED = "评估人、日期", "assessed by, date";
}

/// An assessment was written.
pub fn written(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("已写出 {path}；横线处请自行填写"),
        Lang::En => format!("Wrote {path}; fill in what stands open"),
    }
}
