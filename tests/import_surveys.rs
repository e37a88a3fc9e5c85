//! What questionnaires of each tool yield.

use kept::{Kept, file, fixture, kept, read_bytes};
use qunxiang::import::{Mapping, ReadOptions, detect, read};
use qunxiang::model::record::{Meaning, NameKind, PersonRef};

mod kept;

fn nickname(who: &PersonRef) -> &str {
    who.names.iter().find(|(kind, _)| *kind == NameKind::Nickname).map_or("", |(_, name)| name)
}

#[test]
fn wjx_text_marks_no_answer_and_parts_options() {
    let rows = "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的昵称,2、喜欢的（多选）,\"6、满意度—价格,含运费\",6、满意度—速度,7.推荐意愿,8、请排序,9、所在地区,总分\n\
        7,2024/3/1 11:05:01,53秒,微信,N/A,113.87.1.1(广东-深圳),小林,画画┋写作┋其他〖跳舞〗,很好,一般,9分,甲→乙→丙,广东-深圳-南山,85\n\
        8,2024/3/1 11:06:01,50秒,链接,N/A,113.87.1.2(北京-北京),小陈,(跳过),(空),一般,10分,丙→甲,浙江-杭州-西湖,90\n";
    let kept = read_bytes("满意度调查.csv", rows.as_bytes());
    assert_eq!((kept.counted(), kept.skips.len(), kept.surveys[0].title.as_str()), (2, 0, "满意度调查"));
    assert_eq!(kept.answers("喜欢的（多选）"), ["画画|写作|其他〖跳舞〗", ""]);
    assert_eq!(kept.answers("满意度—价格,含运费"), ["很好", ""]);
    assert_eq!(kept.answers("满意度—速度"), ["一般", "一般"]);
    assert_eq!(kept.answers("推荐意愿"), ["9", "10"], "a score is a number");
    assert_eq!(kept.answers("请排序"), ["1. 甲|2. 乙|3. 丙", "1. 丙|2. 甲"]);
    assert_eq!(kept.answers("IP属地"), ["广东-深圳", "北京-北京"], "where, but not the address");
    let titles: Vec<&str> = kept.surveys[0].questions.iter().map(|question| question.title.as_str()).collect();
    assert!(!titles.contains(&"来源") && !titles.contains(&"来自IP"), "how they came is no answer: {titles:?}");
    assert_eq!(kept.answers("总分"), ["85", "90"]);
    let region = kept.surveys[0].questions.iter().find(|question| question.title == "所在地区").unwrap();
    assert_eq!(region.meaning, Meaning::Region);
    assert_eq!(nickname(&kept.responses()[1].respondent), "小陈");
    assert_eq!(kept.responses()[0].native_id.as_deref(), Some("7"));
}

#[test]
fn wjx_codes_stand_in_lists_or_in_columns_of_their_own() {
    let rows = "序号,提交答卷时间,所用时间,来源,来自IP,1、QQ号,2、性别,\"3、方向\",\"4、功能(画画)\",\"4、功能(写作)\",5(好),5(坏),6、排序(甲),6、排序(乙),7、打分 (0-10)\n\
        1,2024/3/1 11:05:01,53,微信,1.1.1.1(广东-深圳),10001,2,1┋3,1,0,0,1,2,1,9\n\
        2,2024/3/1 11:05:02,53,微信,1.1.1.1(广东-深圳),10002,-2,\"1,2\",-3,-3,1,1,1,2,-2\n";
    let kept = read_bytes("a.csv", rows.as_bytes());
    assert_eq!(kept.answers("性别"), ["2", ""], "-2 is no answer");
    assert_eq!(kept.answers("方向"), ["1|3", "1|2"]);
    assert_eq!(kept.answers("功能"), ["画画", ""]);
    assert_eq!(kept.answers("5"), ["坏", "好|坏"]);
    assert_eq!(kept.answers("排序"), ["1. 乙|2. 甲", "1. 甲|2. 乙"]);
    assert_eq!(kept.answers("打分 (0-10)"), ["9", ""], "a scale is no option");
    assert_eq!(kept.responses()[0].respondent.ids[0].1, "10001");
    assert!(kept.warnings.iter().any(|warning| warning.contains("选项序号")), "{:?}", kept.warnings);
}

#[test]
fn tencent_options_lose_their_letters_and_gather_under_their_question() {
    let kept = kept(&fixture("SYNTH_tencent_wj.csv"));
    assert_eq!(kept.answers("您的性别"), ["女", "男", "女", "男", "女"]);
    assert_eq!(kept.answers("您感兴趣的方向（多选）")[..2], ["AI 绘画|产品运营", "产品运营"]);
    assert_eq!(kept.answers("地理位置市")[0], "深圳市");
    let first = kept.responses()[0];
    assert_eq!((nickname(&first.respondent), first.respondent.alias.as_deref()), ("林晓", Some("linxiao_ai")));
    assert_eq!(first.time.0, 1_709_345_490, "the time of handing in");
    let rows = "编号,开始答题时间,结束答题时间,昵称,1.城市:_填空1,1.城市:_填空2,2.评价:价格,2.评价:速度\n\
        1,2024-03-01 10:00:00,2024-03-01 10:01:00,甲,杭州,西湖,A.好,B.差\n";
    let parts = read_bytes("a.csv", rows.as_bytes());
    assert_eq!(parts.answers("城市：填空2"), ["西湖"]);
    assert_eq!((parts.answers("评价：价格"), parts.answers("评价：速度")), (vec!["好".into()], vec!["差".into()]));
}

#[test]
fn jinshuju_knows_who_answered_from_wechat_and_from_the_form() {
    let kept = kept(&fixture("SYNTH_jinshuju.csv"));
    assert_eq!(kept.answers("感兴趣的方向")[0], "AI 绘画|产品运营");
    assert_eq!(kept.answers("城市")[3], "浙江 杭州");
    let who = &kept.responses()[0].respondent;
    assert_eq!(who.phone.as_deref(), Some("13800000001"));
    assert_eq!((who.ids[0].0.as_str(), who.ids[0].1.as_str()), ("openid", "oXYZ1"));
    assert!(kept.surveys[0].questions.iter().all(|question| !["IP", "浏览器"].contains(&question.title.as_str())));
    let rows = "序号,姓名,家庭成员,提交时间,填写设备\n1,甲,父亲,2024-03-01 10:00:00,手机\n,,母亲,,\n2,乙,妹妹,2024-03-01 10:01:00,手机\n";
    let spread = read_bytes("a.csv", rows.as_bytes());
    assert_eq!(spread.counted(), 2, "a table in a form is spread over rows of one answer");
    assert_eq!(spread.answers("家庭成员"), ["父亲|母亲", "妹妹"]);
}

#[test]
fn google_forms_part_options_by_what_others_chose() {
    let kept = kept(&fixture("SYNTH_google_forms.csv"));
    assert_eq!(kept.answers("感兴趣的方向（多选）"), ["AI 绘画|产品运营"; 5]);
    assert_eq!(kept.answers("NPS (0-10)"), ["9", "10", "8", "9", "10"]);
    let first = kept.responses()[0];
    assert_eq!(first.respondent.mail.as_deref(), Some("user1@example.com"));
    assert_eq!((first.time.0, kept.responses()[1].time.0), (1_709_356_501, 1_709_352_902));
    let grid = read_bytes(
        "a.csv",
        "Timestamp,How was it? [Food],How was it? [Music]\n2024/03/01 9:00:00 AM GMT+8,Good,Bad\n".as_bytes(),
    );
    assert_eq!(grid.answers("How was it? [Music]"), ["Bad"]);
}

#[test]
fn netease_labels_and_codes_are_read() {
    let labels = "答题序号,来源,Q1、您的昵称,Q2、喜欢什么,开始时间,提交时间,答题时长,IP省份,IP城市,IP地址,浏览器,操作系统\n\
        1,链接,甲,画画,2024-03-01 10:00:00,2024-03-01 10:01:00,60,浙江,杭州,1.2.3.4,Chrome,Windows\n";
    let kept = read_bytes("a.csv", &encoding_rs::GB18030.encode(labels).0);
    assert_eq!((kept.answers("喜欢什么"), kept.answers("IP城市")), (vec!["画画".into()], vec!["杭州".into()]));
    assert_eq!(nickname(&kept.responses()[0].respondent), "甲");
    let codes = "seq,source,Q1,Q2|A1,Q2|A2,Q2|A2|open,start,finish,time_used,ip_province,ip_city,ip,browser,os\n\
        1,link,3,1,1,写作,2024-03-01 10:00:00,2024-03-01 10:01:00,60,浙江,杭州,1.2.3.4,Chrome,Windows\n";
    let (_folder, path) = file("b.csv", codes.as_bytes());
    assert_eq!(detect(&path).unwrap().format.name, "netease-survey");
    let kept = self::kept(&path);
    assert_eq!(kept.answers("Q2"), ["A1|A2"]);
    assert_eq!(kept.answers("Q2|A2|open"), ["写作"]);
}

#[test]
fn any_table_of_answers_is_read_once_its_columns_are_named() {
    let rows = "填表日,怎么称呼,哪里人,爱吃\n2024/3/1 9:00,甲,杭州,面、饭\n2024/3/2 9:00,乙,上海,饭\n2024/3/3 9:00,丙,上海,面\n";
    let (_folder, path) = file("口味.csv", rows.as_bytes());
    let options = ReadOptions {
        mapping: Mapping::parse(&["填表日=time", "怎么称呼=name", "哪里人=region"]).unwrap(),
        ..ReadOptions::default()
    };
    let mut kept = Kept::default();
    read(&path, &options, &mut kept).unwrap();
    assert_eq!(kept.answers("爱吃"), ["面|饭", "饭", "面"]);
    assert_eq!(kept.surveys[0].questions[0].meaning, Meaning::Region);
    assert_eq!(nickname(&kept.responses()[2].respondent), "丙");
}
