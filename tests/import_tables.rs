//! What tables of members, orders and events yield, as shops, forums and operators write them.

use kept::{Kept, file, kept, read_bytes, third_party};
use qunxiang::import::{Mapping, ReadOptions, detect, read, sniff_rows};
use qunxiang::lang::Lang;
use qunxiang::model::Money;
use qunxiang::model::attribute::Value;
use qunxiang::model::record::{Action, Meaning, NameKind, OrderStatus, Person, PersonRef, Position, Record};
use qunxiang::model::report::ImportReport;
use qunxiang::task::request::{Answer, ImportOrder, Question};
use qunxiang::task::session::Session;
use qunxiang::task::watch::Watch;

mod kept;

fn ids(who: &PersonRef) -> Vec<(&str, &str)> {
    who.ids.iter().map(|(platform, id)| (platform.as_str(), id.as_str())).collect()
}

fn value<'a>(person: &'a Person, header: &str) -> &'a str {
    person.fields.iter().find(|field| field.header == header).map_or("", |field| &field.value)
}

fn mapped(name: &str, rows: &str, format: Option<&str>, pairs: &[&str]) -> Kept {
    let (_folder, path) = file(name, rows.as_bytes());
    let mapping = Mapping::parse(pairs).unwrap();
    let options = ReadOptions { format: format.map(str::to_owned), mapping, ..ReadOptions::default() };
    let mut kept = Kept::default();
    read(&path, &options, &mut kept).unwrap();
    kept
}

#[test]
fn wecom_customers_are_seated_in_their_groups() {
    let rows = "客户名称,external_userid,备注名,企业标签,添加人,添加时间,添加渠道,所在群\n\
        小林,wmAAA1,林女士,高意向;老客,客服一,2024-01-02 10:00,扫码,\"母婴一群、母婴二群\"\n\
        小陈,wmAAA2,,,客服一,2024/1/3,名片分享,\n\
        小吴,wmAAA3,,,客服二,20240104,群聊,母婴二群\n";
    let kept = read_bytes("客户.csv", rows.as_bytes());
    assert_eq!(kept.counted(), 3, "a seat in a second group is no record");
    let first = kept.roster()[0];
    assert_eq!(ids(&first.who), [("wecom", "wmAAA1")]);
    assert_eq!(first.who.names, [(NameKind::Nickname, "小林".into()), (NameKind::Remark, "林女士".into())]);
    assert_eq!((value(first, "添加人"), value(first, "添加渠道")), ("客服一", "扫码"));
    assert_eq!(first.joined.map(|time| time.0), Some(1_704_160_800));
    assert_eq!(kept.roster()[2].joined.map(|time| time.0), Some(1_704_297_600));
    let names: Vec<&str> = kept.chats.iter().map(|chat| chat.name.as_str()).collect();
    assert_eq!(names, ["母婴一群", "母婴二群", "母婴二群"]);
    let tags = first.fields.iter().find(|field| field.meaning == Meaning::Tags).unwrap();
    assert_eq!(tags.value, "高意向;老客");
}

#[test]
fn whoever_is_in_no_group_is_not_seated_in_the_group_above() {
    let rows = "昵称,QQ号,所在群\n甲,10001,一群\n乙,10002,\n丙,10003,一群\n";
    let (folder, path) = file("成员.csv", rows.as_bytes());
    let mut session = Session::create(&folder.path().join("s.db"), Lang::En).unwrap();
    let order = ImportOrder { paths: vec![path], ..ImportOrder::default() };
    session.import(&order, &mut Watch::nobody()).unwrap();
    let store = rusqlite::Connection::open(folder.path().join("s.db")).unwrap();
    let seats = "SELECT group_concat(i.native, ' ') FROM membership m JOIN identity i ON i.id = m.identity";
    assert_eq!(store.query_row(seats, [], |row| row.get::<_, String>(0)).unwrap(), "10001 10003");
}

#[test]
fn forum_and_shop_tables_are_member_tables() {
    let discuz = "用户ID,用户名,手机号,最后登陆ip,账号状态,注册时间,微信openid,微信unionID,微信昵称\n\
        7,linxiao,13800000001,1.2.3.4,正常,2023-01-15 10:00:00,oX1,uX1,林晓\n";
    let member = read_bytes("d.csv", discuz.as_bytes());
    assert_eq!(ids(&member.roster()[0].who), [("openid", "oX1"), ("unionid", "uX1"), ("local", "7")]);
    assert_eq!(member.roster()[0].who.names.len(), 2);
    let star =
        read_bytes("z.csv", "成员编号,成员昵称,加入时间,到期时间\n12,林晓,2023年1月15日,2025-01-15\n".as_bytes());
    assert_eq!(ids(&star.roster()[0].who), [("local", "12")]);
    assert_eq!(star.roster()[0].joined.map(|time| time.0), Some(1_673_712_000));
    assert_eq!(value(star.roster()[0], "到期时间"), "2025-01-15");
    let shop = "客户姓名,客户昵称,客户手机号,标签,客户积分,消费金额,分销员,分销员\n林,小林,186******05,老客;上海,\"１,２００\",￥1.2万,小王,小李\n";
    let shop = read_bytes("y.csv", shop.as_bytes());
    let buyer = shop.roster()[0];
    assert_eq!((buyer.who.phone.clone(), value(buyer, "客户手机号")), (None, "186******05"), "a hint, no key");
    assert_eq!((value(buyer, "客户积分"), value(buyer, "消费金额")), ("1200", "12000"));
    assert_eq!(buyer.inviter.as_ref().unwrap().names[0].1, "小王");
    assert_eq!(value(buyer, "分销员_2"), "小李");
}

#[test]
fn a_header_may_stand_lower_and_the_delimiter_may_be_any() {
    for delimiter in ["\t", ";"] {
        let rows =
            "导出时间：2024-03-01\n共 2 人\n昵称|QQ号|入群时间\n甲|=\"10001\"|01/15/2023\n乙|'10002|02/16/2023\n";
        let rows = rows.replace('|', delimiter).replace("导出时间", &format!("导出时间{delimiter}{delimiter}"));
        let kept = read_bytes("a.csv", rows.as_bytes());
        assert_eq!(ids(&kept.roster()[1].who), [("qq", "10002")], "{delimiter:?}");
        assert_eq!(kept.roster()[0].joined.map(|time| time.0), Some(1_673_712_000), "{delimiter:?}");
    }
}

#[test]
fn ids_with_zeros_for_their_last_digits_are_told_and_not_used() {
    let rows = "昵称,微信ID,会员ID\n甲,138000000000001000,123456789012345000\n乙,wxid_b,123456789012346000\n";
    let kept = read_bytes("a.csv", rows.as_bytes());
    assert_eq!(ids(&kept.roster()[0].who), [("wechat", "138000000000001000")], "one such number may be its own");
    assert_eq!(ids(&kept.roster()[1].who), [("wechat", "wxid_b")]);
    assert!(
        kept.warnings.iter().any(|warning| warning.contains("会员ID") && warning.contains('2')),
        "{:?}",
        kept.warnings
    );
}

#[test]
fn a_sheet_whose_two_cells_lie_at_opposite_corners_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in ["昵称", "QQ号"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, title).unwrap();
    }
    sheet.write_string(1_048_575, 16_383, "x").unwrap();
    book.save(&path).unwrap();
    let refusal = detect(&path).err().unwrap().say(qunxiang::lang::Lang::En);
    assert!(refusal.contains("spans more than 16 million cells"), "{refusal}");
}

/// A workbook of the old kind (`.xls`) with one sheet, which says that it ends before a row and a column.
fn old_workbook(ends: (u32, u16), cells: &[(u16, u16, &str)]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let begin = |of: u8| record(0x0809, &[&[0, 6, of, 0][..], &[0; 12]].concat());
    let sheet_at = (4 + 16) + (4 + 12) + 4;
    let title = [&(sheet_at as u32).to_le_bytes()[..], &[0, 0, 2, 1], &utf16("一月")].concat();
    let mut stream = [begin(5), record(0x0085, &title), record(0x000a, &[]), begin(0x10)].concat();
    let dimensions =
        [&0_u32.to_le_bytes()[..], &ends.0.to_le_bytes(), &[0, 0], &ends.1.to_le_bytes(), &[0, 0]].concat();
    stream.extend(record(0x0200, &dimensions));
    for (row, column, text) in cells {
        let length = text.encode_utf16().count() as u16;
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0], length.to_le_bytes()].concat();
        stream.extend(record(0x0204, &[&place[..], &[1], &utf16(text)].concat()));
    }
    stream.extend(record(0x000a, &[]));
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = stream.len() as u32 / 512;

    let mut head =
        [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 16], &[0x3e, 0, 3, 0, 0xfe, 0xff]].concat();
    head.extend([9, 0, 6, 0].iter().chain(&[0; 10]));
    let none = u32::MAX - 1;
    for number in [1, 1, 0, 4096, none, 0, none, 0, 0] {
        head.extend(u32::to_le_bytes(number));
    }
    head.resize(512, 0xff);
    let mut table = vec![u32::MAX - 2, none];
    table.extend((3..2 + sectors).chain([none]));
    table.resize(128, u32::MAX);
    let entry = |name: &str, kind: u8, start: u32, length: u32| {
        let mut entry = utf16(name);
        let named = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(named.to_le_bytes());
        entry.extend([kind, 1]);
        entry.resize(116, 0);
        entry.extend([start.to_le_bytes(), length.to_le_bytes()].concat());
        entry.resize(128, 0);
        entry
    };
    let mut directory = [entry("Root Entry", 5, none, 0), entry("Workbook", 2, 2, stream.len() as u32)].concat();
    directory.resize(512, 0);
    let table = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [head, table, directory, stream].concat()
}

const OLD_ROWS: [(u16, u16, &str); 6] =
    [(0, 0, "昵称"), (0, 1, "QQ号"), (1, 0, "甲"), (1, 1, "10001"), (2, 0, "乙"), (2, 1, "10002")];

#[test]
fn an_old_workbook_is_read_and_one_that_asks_for_too_much_is_refused_before_it_gets_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.xls");
    let said = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        detect(&path).map(|found| found.format.name.to_owned()).map_err(|error| error.say(qunxiang::lang::Lang::En))
    };
    assert_eq!(said(&old_workbook((3, 2), &OLD_ROWS)).as_deref(), Ok("members"));
    assert_eq!(ids(&kept(&path).roster()[1].who), [("qq", "10002")]);

    let far = [&OLD_ROWS[..], &[(u16::MAX, u16::MAX, "x")]].concat();
    let greedy = [old_workbook((3, 2), &far), old_workbook((u32::MAX, u16::MAX), &OLD_ROWS)];
    for bytes in greedy {
        let refusal = said(&bytes).unwrap_err();
        assert!(refusal.contains("spans more than 16 million cells"), "{refusal}");
    }

    let whole = old_workbook((3, 2), &OLD_ROWS);
    let mut circle = whole.clone();
    circle[512 + 4..512 + 8].copy_from_slice(&1_u32.to_le_bytes());
    for torn in [&whole[..700], &circle] {
        let refusal = said(torn).unwrap_err();
        assert!(refusal.contains("cut off or damaged"), "{refusal}");
    }
}

#[test]
fn many_sheets_that_are_moderate_each_are_refused_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for _ in 0..3 {
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "昵称").unwrap();
        sheet.write_string(999_999, 7, "x").unwrap();
    }
    book.save(&path).unwrap();
    let refusal = detect(&path).err().unwrap().say(qunxiang::lang::Lang::En);
    assert!(refusal.contains("spans more than 16 million cells"), "{refusal}");
}

#[test]
fn sheets_of_one_header_are_one_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "请勿修改").unwrap();
    let notes = book.worksheet_from_index(0).unwrap();
    notes.write_string(1, 0, "本表由系统导出").unwrap();
    for (name, first) in [("一月", 10001), ("二月", 10011)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, title) in ["昵称", "QQ号", "入群时间"].into_iter().enumerate() {
            sheet.write_string(0, column as u16, title).unwrap();
        }
        for row in 0..2u32 {
            sheet.write_string(row + 1, 0, format!("{name}{row}")).unwrap();
            sheet.write_number(row + 1, 1, f64::from(first + row)).unwrap();
            sheet.write_number(row + 1, 2, 44941.0).unwrap();
        }
    }
    book.save(&path).unwrap();
    assert_eq!(detect(&path).unwrap().format.name, "members");
    let kept = kept(&path);
    let found: Vec<&str> = kept.roster().iter().map(|person| person.who.ids[0].1.as_str()).collect();
    assert_eq!(found, ["10001", "10002", "10011", "10012"]);
    assert_eq!(kept.roster()[3].joined.map(|time| time.0), Some(1_673_712_000));
}

const ITEMS: &str = "订单号,外部订单号,订单商品状态,交易成功时间,商品名称,商品类目,商品数量,商品单价,商品实际成交金额,商品已退款金额,收货人/提货人,买家手机号,买家付款时间,订单创建时间\n\
    E001\t,,交易完成,2024-02-12 10:00:00,婴儿湿巾,母婴,3,20,50,0,林,13800000001,2024-02-11 10:01:00,2024-02-11 10:00:00\n\
    E001\t,,交易完成,2024-02-12 10:00:00,绘本,图书,1,45,45,0,林,13800000001,2024-02-11 10:01:00,2024-02-11 10:00:00\n\
    E001\t,,交易关闭,,奶瓶,母婴,1,99,99,0,林,13800000001,,2024-02-11 10:00:00\n\
    E002\t,,交易关闭,,奶瓶,母婴,1,99,99,0,林,13800000001,,2024-02-11 11:00:00\n";

#[test]
fn items_of_one_order_are_one_order() {
    let (_folder, path) = file("items.csv", ITEMS.as_bytes());
    assert_eq!(detect(&path).unwrap().format.name, "youzan-items");
    let kept = self::kept(&path);
    let orders = kept.orders();
    assert_eq!((orders.len(), kept.counted()), (2, 2));
    assert_eq!((orders[0].native_id.as_deref(), orders[0].items.as_str()), (Some("E001"), "婴儿湿巾、绘本"));
    assert_eq!((orders[0].amount, orders[0].discount), (Money(9_500), Money(1_000)), "what was closed was not bought");
    assert_eq!((orders[0].lines.len(), orders[0].lines[0].quantity), (2, 3));
    assert_eq!(orders[0].lines[1].category.as_deref(), Some("图书"));
    assert_eq!(orders[1].status, OrderStatus::Closed);
}

#[test]
fn what_was_bought_reaches_the_profile_in_whatever_order_the_files_come() {
    let orders = "订单号,订单状态,买家付款时间,订单实付金额,订单已退款金额,买家昵称,买家手机号,订单创建时间\n\
        E001\t,交易完成,2024-02-11 10:01:00,90,5,林,13800000001,2024-02-11 10:00:00\n";
    let people = "昵称,手机\n林晓,13800000001\n";
    for first in ["items", "orders"] {
        let (folder, items) = file("items.csv", ITEMS.as_bytes());
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let (orders, people) = (write("orders.csv", orders), write("people.csv", people));
        let mut session = Session::create(&folder.path().join("s.db"), Lang::En).unwrap();
        let files = if first == "items" { [people, items, orders] } else { [people, orders, items] };
        for path in files {
            import(&mut session, path);
        }
        let store = rusqlite::Connection::open(folder.path().join("s.db")).unwrap();
        let word = |key: &str| -> String {
            store.query_row("SELECT word FROM attribute WHERE key = ?1", [key], |row| row.get(0)).unwrap()
        };
        assert_eq!(
            (word("categories").as_str(), word("price_band").as_str()),
            ("图书\n母婴", "under_50"),
            "{first} first"
        );
        let orders = "SELECT count(*), sum(refunded), sum(status = 1) FROM orders";
        let told = store.query_row(orders, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        assert_eq!(told, (2, 500, 1), "{first} first: items take nothing back of what the order says");
        let amount = "SELECT amount FROM orders WHERE native = 'E001'";
        assert_eq!(store.query_row(amount, [], |row| row.get::<_, i64>(0)).unwrap(), 9_000, "{first} first");
    }
}

fn import(session: &mut Session, path: std::path::PathBuf) -> ImportReport {
    let order = ImportOrder { paths: vec![path], ..ImportOrder::default() };
    session.import(&order, &mut Watch::nobody()).unwrap().0
}

const GIVEN_BACK: &str = "订单号,下单时间,买家昵称,手机,金额,状态\n\
    A1,2024-03-01 10:00,小雨,13800000001,500,已退款\n\
    A2,2024-03-02 10:00,小雨,13800000001,300,退款成功\n\
    A3,2024-03-03 10:00,小雨,13800000001,200,已取消\n\
    A4,2024-03-04 10:00,小雨,13800000001,100,待付款\n\
    A5,2024-03-05 10:00,小雨,13800000001,50,已完成\n\
    A6,2024-03-06 10:00,小雨,13800000001,80,部分退款\n";

#[test]
fn an_order_refunded_whole_is_no_purchase_and_is_shown_as_refunded() {
    let (folder, orders) = file("订单.csv", GIVEN_BACK.as_bytes());
    let people = folder.path().join("成员.csv");
    std::fs::write(&people, "昵称,手机\n小雨,13800000001\n").unwrap();
    let kept = self::kept(&orders);
    let refunded: Vec<i64> = kept.orders().iter().map(|order| order.refunded.0).collect();
    assert_eq!(refunded, [50_000, 30_000, 0, 0, 0, 0], "of a part nobody knows how much");
    let mut session = Session::create(&folder.path().join("s.db"), Lang::Zh).unwrap();
    for path in [people, orders] {
        import(&mut session, path);
    }
    let member = session.find("小雨").unwrap()[0].id;
    let Answer::Portrait(page) = session.ask(&Question::Portrait(member)).unwrap() else { panic!() };
    let number =
        |key: &str| page.attributes.iter().find(|(_, found)| found.key == key).map(|(_, found)| found.value.clone());
    assert_eq!((number("orders"), number("amount")), (Some(Value::Number(2.0)), Some(Value::Number(130.0))));
    let states: Vec<&str> = page.orders.iter().map(|order| order.status.as_str()).collect();
    assert_eq!(states, ["paid", "paid", "open", "closed", "refunded", "refunded"]);
}

#[test]
fn a_refund_that_is_told_in_money_is_that_money() {
    let rows = "订单号,下单时间,买家昵称,金额,已退款金额,退款状态\n\
        A1,2024-03-01 10:00,小雨,500,30,退款成功\n\
        A2,2024-03-02 10:00,小雨,300,,退款成功\n\
        A3,2024-03-03 10:00,小雨,200,,退款关闭\n";
    let kept = read_bytes("订单.csv", rows.as_bytes());
    let told: Vec<i64> = kept.orders().iter().map(|order| order.refunded.0).collect();
    assert_eq!(told, [3_000, 30_000, 0]);
}

#[test]
fn an_amount_that_would_make_a_sum_wrong_is_a_skipped_row_that_is_explained() {
    let rows = "订单号,下单时间,买家昵称,金额,已退款金额,优惠金额\n\
        A1,2024-03-01 10:00,小雨,￥500,-600,-20\n\
        A2,2024-03-02 10:00,小雨,-300,,\n\
        A3,2024-03-03 10:00,小雨,13800138000,,\n\
        A4,2024-03-04 10:00,小雨,$20,,\n\
        A5,2024-03-05 10:00,小雨,1e30,,\n\
        A6,2024-03-06 10:00,小雨,80元,,\n\
        A7,2024-03-07 10:00,小雨,7,,\n";
    let kept = read_bytes("订单.csv", rows.as_bytes());
    let told: Vec<(i64, i64, i64)> =
        kept.orders().iter().map(|order| (order.amount.0, order.refunded.0, order.discount.0)).collect();
    assert_eq!(told, [(50_000, 50_000, 2_000), (8_000, 0, 0), (700, 0, 0)], "nobody gets more back than they paid");
    let why: Vec<&str> = kept.skips.iter().map(|(_, reason)| reason.as_str()).collect();
    assert_eq!(
        why,
        [
            "金额是负数：退款请写在退款列里",
            "金额达到一亿，不像一笔订单的金额",
            "币种与前面的行不同，不能相加",
            "金额无法识别"
        ]
    );
}

#[test]
fn a_bad_row_is_named_by_its_line_in_every_encoding() {
    let text = "订单号,下单时间,买家昵称,金额\nA1,2024-03-01 10:00,小雨,500\nA2,没有时间,小雨,300\n";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let chinese = encoding_rs::GB18030.encode(text).0.into_owned();
    for (encoding, bytes) in [("UTF-8", text.as_bytes()), ("GB18030", &chinese), ("UTF-16", &wide)] {
        let kept = read_bytes("订单.csv", bytes);
        let places: Vec<Position> = kept.skips.iter().map(|(at, _)| *at).collect();
        assert_eq!(places, [Position::Line(3)], "{encoding}");
    }
}

#[test]
fn a_number_that_can_be_no_phone_joins_nobody_and_is_told() {
    let kept = read_bytes("成员.csv", "昵称,手机\n小雨,1380000\n小林,13800000001\n小陈,186******05\n".as_bytes());
    let phones: Vec<Option<&str>> = kept.roster().iter().map(|person| person.who.phone.as_deref()).collect();
    assert_eq!(phones, [None, Some("13800000001"), None]);
    assert_eq!((value(kept.roster()[0], "手机"), value(kept.roster()[2], "手机")), ("", "186******05"));
    assert!(kept.warnings.iter().any(|said| said.contains("1 个值不可能是电话号码")), "{:?}", kept.warnings);
}

#[test]
fn columns_of_numbers_without_a_header_are_mapped_by_place() {
    let Some(path) = third_party("orders/cdnow_sample_first1500.txt") else { return };
    let mapping = Mapping::parse(&["1=customer_id", "3=time", "4=quantity", "5=amount"]).unwrap();
    let options = ReadOptions { mapping, ..ReadOptions::default() };
    let mut kept = Kept::default();
    read(&path, &options, &mut kept).unwrap();
    assert_eq!((kept.orders().len(), kept.skips.len()), (1_500, 0));
    let first = kept.orders()[0];
    assert_eq!((ids(&first.buyer), first.amount), (vec![("local", "00004")], Money(2_933)));
    assert_eq!(first.lines[0].quantity, 2);
    assert_eq!(first.placed.0, 852_048_000, "1997-01-01 in Shanghai");
}

#[test]
fn every_header_and_word_of_a_log_is_understood() {
    let headers = [
        "时间,用户ID,行为,对象",
        "日期,成员,动作,被回复人",
        "行为时间,会员ID,事件,目标用户",
        "发生时间,操作人,action,target",
        "timestamp,user_id,event,to",
        "created_at,uid,type,target_member",
        "date,actor,action,target",
    ];
    let words = [
        ("发言", None),
        ("发帖", None),
        ("回复", None),
        ("评论", None),
        ("提及", Some(Action::Mention)),
        ("@", Some(Action::Mention)),
        ("点赞", Some(Action::Like)),
        ("转发", Some(Action::Forward)),
        ("分享", Some(Action::Forward)),
        ("浏览", Some(Action::View)),
        ("签到", Some(Action::Checkin)),
        ("打卡", Some(Action::Checkin)),
        ("加入", Some(Action::Join)),
        ("退出", Some(Action::Leave)),
        ("购买", Some(Action::Order)),
        ("下单", Some(Action::Order)),
    ];
    for header in headers {
        for (word, action) in &words {
            let rows = format!("{header}\n2024-03-01 09:00:00,m1,{word},m2\n");
            let kept = read_bytes("log.csv", rows.as_bytes());
            assert_eq!((kept.counted(), kept.warnings.len()), (1, 1), "{header} {word}: {:?}", kept.warnings);
            match action {
                None => assert_eq!(kept.messages().len(), 1, "{header} {word}"),
                Some(action) => assert_eq!(kept.events()[0].action, *action, "{header} {word}"),
            }
        }
    }
    let named = read_bytes(
        "log.csv",
        "时间,成员,昵称,行为,帖子ID,板块,内容,次数,金额\n1709254800,m1,小林,跳舞,t9,闲聊,好,2,9.9\n1709254801,m1,小林,跳舞,t9,闲聊,,1,\n".as_bytes(),
    );
    let event = named.events()[0];
    assert_eq!((event.count, event.amount, event.thread.as_deref()), (2, Some(Money(990)), Some("t9")));
    assert_eq!((event.actor.as_ref().unwrap().names[0].1.as_str(), named.chats[0].name.as_str()), ("小林", "闲聊"));
    assert!(named.warnings.iter().any(|warning| warning.contains("跳舞×2")), "{:?}", named.warnings);
}

#[test]
fn any_table_is_read_once_its_columns_are_named() {
    let members = mapped("m.csv", "代号,号码,圈子\n甲,10001,一群\n", None, &["代号=name", "号码=qq", "圈子=group"]);
    assert_eq!((ids(&members.roster()[0].who), members.chats[0].name.as_str()), (vec![("qq", "10001")], "一群"));
    let orders = "单据,谁买的,哪天,花了\nA1,13800000001,2024/3/1,￥99\n";
    let orders = mapped("o.csv", orders, None, &["单据=order_id", "谁买的=phone", "哪天=time", "花了=amount"]);
    assert_eq!((orders.orders()[0].amount, orders.orders()[0].native_id.as_deref()), (Money(9_900), Some("A1")));
    let events = "几时,谁,干啥,给谁\n2024/3/1 9:00,m1,点赞,m2\n";
    let events = mapped("e.csv", events, None, &["几时=time", "谁=member", "干啥=action", "给谁=target"]);
    assert_eq!(events.events()[0].action, Action::Like);
    assert!(matches!(&events.records[0].1, Record::Event(event) if event.targets[0].ids[0].1 == "m2"));
}

#[test]
fn a_dry_run_says_what_every_column_was_taken_for() {
    let rows = "昵称,QQ号,等级,头衔\n甲,10001,LV1,班长\n";
    let (_folder, path) = file("a.csv", rows.as_bytes());
    let options = ReadOptions { mapping: Mapping::parse(&["头衔=card"]).unwrap(), ..ReadOptions::default() };
    let seen = sniff_rows(&path, &options).unwrap();
    let columns: Vec<(&str, Option<&str>)> =
        seen.columns.iter().map(|a| (a.column.as_str(), a.field.as_deref())).collect();
    assert_eq!(
        columns,
        [("昵称", Some("name")), ("QQ号", Some("qq")), ("等级", Some("field")), ("头衔", Some("card"))]
    );
    let log = "时间,成员,行为,心情\n1709254800,m1,点赞,好\n";
    let (_folder, path) = file("b.csv", log.as_bytes());
    let seen = sniff_rows(&path, &ReadOptions::default()).unwrap();
    let fields: Vec<Option<&str>> = seen.columns.iter().map(|a| a.field.as_deref()).collect();
    assert_eq!(fields, [Some("time"), Some("member"), Some("action"), None]);
}

#[test]
fn what_was_said_of_columns_is_remembered_for_tables_that_have_them_all() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("s.db");
    let mut session = Session::create(&database, Lang::En).unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let pair = |column: &str, field: &str| (column.to_owned(), field.to_owned());
    let first = ImportOrder {
        paths: vec![write("a.csv", "代号,号码,手机\n甲,10001,13800000001\n")],
        mapping: vec![pair("代号", "name"), pair("号码", "qq")],
        ..ImportOrder::default()
    };
    session.import(&first, &mut Watch::nobody()).unwrap();
    let later = ImportOrder {
        paths: vec![write("b.csv", "号码,新列,代号,手机\n10002,x,乙,13800000002\n")],
        ..ImportOrder::default()
    };
    let seen = Session::preview(&database, Lang::En, &later).unwrap();
    assert_eq!(seen[0].columns.iter().find(|a| a.column == "号码").unwrap().field.as_deref(), Some("qq"));
    assert_eq!(session.import(&later, &mut Watch::nobody()).unwrap().0.new, 1);
    let store = rusqlite::Connection::open(&database).unwrap();
    let known = "SELECT count(*) FROM identity WHERE platform = 'qq' AND native IN ('10001', '10002')";
    assert_eq!(store.query_row(known, [], |row| row.get::<_, i64>(0)).unwrap(), 2);
    let other =
        ImportOrder { paths: vec![write("c.csv", "号码,手机\nA-17,13800000003\n")], ..ImportOrder::default() };
    let seen = Session::preview(&database, Lang::En, &other).unwrap();
    assert_eq!(seen[0].columns[0].field.as_deref(), Some("field"), "号码 alone may be the number of anything");
}

#[test]
fn a_log_of_a_group_that_is_in_another_community_says_that_it_stays_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::create(&folder.path().join("s.db"), Lang::En).unwrap();
    let mut import = |name: &str, community: Option<&str>| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("time,member,action\n1709254800,{name},post\n")).unwrap();
        let order =
            ImportOrder { paths: vec![path], community: community.map(str::to_owned), ..ImportOrder::default() };
        session.import(&order, &mut Watch::nobody()).unwrap().0.files.remove(0).warnings
    };
    assert_eq!(import("a.csv", Some("one")), [""; 0]);
    assert_eq!(import("b.csv", Some("one")), [""; 0]);
    let told = import("c.csv", Some("two"));
    assert!(told.len() == 1 && told[0].contains("“one”") && told[0].contains("--community two"), "{told:?}");
}
