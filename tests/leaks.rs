//! Of each format what must not be in a copy of it, as a person would list it, looked for in its bytes.

mod program;

use std::fs;
use std::io::{Cursor, Read, Write};

use program::{Home, fixture};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Note, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// All bytes of a file, unpacked where it is an archive, with the names of its members.
fn unpacked(bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.starts_with(b"PK") {
        return bytes;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).unwrap();
        all.extend(member.name().unwrap().as_bytes());
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        all.extend(unpacked(content));
    }
    all
}

/// Whether a text stands in bytes, in UTF-8, GB18030 or escapes of JSON, in any case.
fn holds(bytes: &[u8], text: &str) -> bool {
    let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let lower = bytes.to_ascii_lowercase();
    [text.as_bytes().to_vec(), escaped.into_bytes(), gb].into_iter().any(|needle| {
        let needle = needle.to_ascii_lowercase();
        lower.windows(needle.len()).any(|window| window == needle)
    })
}

/// Copies a file and looks for what must have gone; what tells of nobody has to be there still.
fn assert_gone(name: &str, content: &[u8], gone: &[&str], kept: &[&str]) {
    let home = Home::new();
    home.file(name, content);
    let before = unpacked(content.to_vec());
    let copy = format!("copy-{name}");
    let done = home.run(&["pseudonymise", name, "-o", &copy]);
    assert_eq!(done.code, Some(0), "{name}: {}", done.err);
    let after = unpacked(fs::read(home.folder.path().join(copy)).unwrap());
    for text in gone {
        assert!(holds(&before, text), "{name} never held {text}");
        assert!(!holds(&after, text), "{name}: {text} is in the copy");
    }
    for text in kept {
        assert!(holds(&after, text), "{name}: {text} is not in the copy");
    }
}

fn assert_sample_gone(sample: &str, gone: &[&str], kept: &[&str]) {
    assert_gone(sample, &fs::read(fixture(sample)).unwrap(), gone, kept);
}

#[test]
fn of_samples_of_chats() {
    let group = ["AI 产品交流群", "林晓", "小鱼干", "上海市徐汇区漕溪北路"];
    let wechat = ["wxid_owner0001", "wxid_mem0003", "38988428513", "大鹏"];
    for sample in ["SYNTH_weflow.json", "SYNTH_echotrace.json", "SYNTH_arkme.json", "SYNTH_chatlog.csv"] {
        assert_sample_gone(sample, &[&group[..], &wechat].concat(), &["大家好"]);
    }
    let chatlab = [&group[..], &wechat, &["qunxiang-fixture", "linxiao_ai", "kevin_op"]].concat();
    assert_sample_gone("SYNTH_group.json", &chatlab, &["大家好", "1709254860"]);
    assert_sample_gone("SYNTH_weflow_full.xlsx", &["林晓", "小鱼干", "wxid_owner0001", "openpyxl"], &["大家好"]);
    assert_sample_gone("SYNTH_qce_v5.xlsx", &["林晓", "小鱼干", "openpyxl"], &["大家好", "发送者统计"]);
    assert_sample_gone("SYNTH_official_group.txt", &group, &["大家好"]);
    assert_sample_gone("SYNTH_qce_v5.json", &group[..3], &["大家好", "QQChatExporter"]);
    let telegram = ["AI 产品交流群", "林晓", "linxiao\"", "某频道", "5551", "1700000001"];
    assert_sample_gone("SYNTH_telegram_full.json", &telegram, &["大家好", "private_supergroup"]);
    let discord = ["示例社区", "1211000000000000000", "AI 产品交流群", "1211999999999999999", "林晓"];
    assert_sample_gone("SYNTH_discord.json", &discord, &["大家好", "GuildTextChat"]);
}

#[test]
fn of_samples_of_tables() {
    assert_sample_gone("SYNTH_tencent_wj.csv", &["oABC1", ",1.2.3.1", "林晓", "linxiao_ai"], &["产品运营"]);
    assert_sample_gone("SYNTH_jinshuju.csv", &["oXYZ1", ",1.2.3.1", "林晓", "13800000001"], &["产品运营"]);
    assert_sample_gone("SYNTH_wjx_text.csv", &["113.87.1.1(", "林晓"], &["产品运营"]);
    assert_sample_gone("SYNTH_google_forms.csv", &["user1@example.com", "林晓"], &["产品运营"]);
    assert_sample_gone("SYNTH_youzan_orders_gb18030.csv", &["林晓", "13800000001"], &["示例小店"]);
}

#[test]
fn of_a_chat_that_names_its_owner_and_pictures() {
    let chat = r#"{"chatlab":{"version":"0.0.2","exportedAt":1709515799,"generator":"老周的脚本"},
        "meta":{"name":"茶话会","platform":"wechat","type":"group","groupId":"77001@chatroom","ownerId":"wxid_zhou77"},
        "members":[{"platformId":"wxid_k1","accountName":"Kevin","avatar":"avatars\/zhouzhou\/wxid_k1.jpg"}],
        "messages":[{"sender":"wxid_k1","accountName":"Kevin","timestamp":1709254860,"type":0,"content":
        "kevin 说去 https:\/\/wx.qlogo.cn\/tom77\/小宝 和 https://a.example?u=xiaobao9"}]}"#;
    let gone = ["老周", "茶话会", "77001", "wxid_zhou77", "Kevin", "zhouzhou", "tom77", "小宝", "xiaobao9"];
    assert_gone("chat.json", chat.as_bytes(), &gone, &["说去", "wx.qlogo.cn", "a.example"]);
}

#[test]
fn of_a_group_that_was_renamed() {
    let chat = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n\
        ================================================================\n消息分组:我的QQ群\n\
        ================================================================\n消息对象:茶话会\n\
        ================================================================\n\n\
        2024-03-01 9:00:00 系统消息(1000000)\n小周修改了群名称为 城南读书社\n\n\
        2024-03-01 9:01:00 小周(10001777)\n大家好，城南读书社欢迎各位\n\n";
    assert_gone("茶.txt", chat.as_bytes(), &["城南读书社", "茶话会", "小周", "10001777"], &["大家好"]);
}

#[test]
fn of_orders_and_rosters() {
    let orders = "订单号,买家昵称,买家手机号,订单创建时间,买家付款时间,订单状态,订单实付金额,详细收货地址/提货地址,买家备注,分销员,\
        导购员,快递单号\n\
        E20240201100000001,小周,13800000077,2024-02-10 10:00:00,2024-02-10 10:01:00,交易完成,99.00,上海市徐汇区漕溪北路9号,\
        放门卫老孙处,钱多多,孙导购,SF1234567890123\n";
    let gone =
        ["E20240201100000001", "小周", "13800000077", "漕溪北路", "门卫老孙", "钱多多", "孙导购", "SF1234567890123"];
    assert_gone("orders.csv", orders.as_bytes(), &gone, &["99.00", "2024-02-10"]);
    let roster = "昵称,微信号,城市,VIP等级,紧急联系人,导师,个性签名,登录IP\n\
        小周,zhou_77,上海,V3,周妈妈,吴教授,我家住在淮海路,113.87.1.77\n小钱,qian_77,上海,V3,钱爸爸,吴教授,,\n";
    let gone = ["小周", "zhou_77", "周妈妈", "吴教授", "淮海路", "113.87.1.77"];
    assert_gone("roster.csv", roster.as_bytes(), &gone, &["上海", "V3"]);
}

/// A member list as a person keeps it: with an author, a comment, names of sheets and colours.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_author("周作者").set_company("周氏公司").set_comment("周的说明"));
    let sheet = book.add_worksheet();
    sheet.set_name("周的客户").unwrap();
    for (column, title) in ["昵称", "微信号", "城市"].into_iter().enumerate() {
        sheet.write(0, column as u16, title).unwrap();
    }
    let (plain, bold) = (Format::new(), Format::new().set_bold());
    sheet.write_rich_string(1, 0, &[(&plain, "欧阳"), (&bold, "小满")]).unwrap();
    sheet.write_with_format(1, 1, "ouyang_77", &Format::new().set_align(FormatAlign::Left)).unwrap();
    sheet.write(1, 2, "上海").unwrap();
    sheet.write(2, 0, "小钱").unwrap();
    sheet.write(2, 1, "qian_77").unwrap();
    sheet.insert_note(1, 0, &Note::new("周批注").set_author("周批注者")).unwrap();
    sheet.write_url_with_text(2, 2, "https://a.example/zhou77", "上海").unwrap();
    sheet.set_header("&C周的页眉");
    book.define_name("周的区域", "='周的客户'!$A$1").unwrap();
    book.save_to_buffer().unwrap()
}

const WORKBOOK: [&str; 11] = [
    "周作者",
    "周氏公司",
    "周的说明",
    "周的客户",
    "周批注",
    "周的页眉",
    "周的区域",
    "小满",
    "ouyang_77",
    "小钱",
    "zhou77",
];

#[test]
fn of_a_workbook_alone_and_in_an_archive() {
    assert_gone("list.xlsx", &workbook(), &WORKBOOK, &["上海", "昵称"]);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("小钱.xlsx", stored).unwrap();
    zip.write_all(&workbook()).unwrap();
    assert_gone("list.zip", &zip.finish().unwrap().into_inner(), &WORKBOOK, &["上海", "昵称"]);
}

#[test]
fn of_all_it_is_said_what_stays() {
    let home = Home::new();
    let done = home.run(&["pseudonymise", &fixture("SYNTH_group.json"), "-o", "copy.json", "--lang", "en"]);
    assert!(done.err.contains("hosts of links"), "{}", done.err);
}
