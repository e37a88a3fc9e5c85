//! Orders: 有赞's export, and tables of any shop that name a buyer, a time and an amount.

use super::cell;
use super::column::{self, Column};
use super::detect::Head;
use super::job::Job;
use super::members::People;
use super::moment::Order as DateOrder;
use super::table::Table;
use super::{Format, ImportError, Kind};
use crate::lang::import as say;
use crate::model::money::Money;
use crate::model::record::{Field, Order, OrderStatus, PersonRef, Position, Record};

pub const YOUZAN: Format = Format {
    name: "youzan-orders",
    title: say::YOUZAN,
    kind: Kind::Orders,
    score: |head| {
        if head.has_headers(&["订单号", "订单状态", "买家付款时间", "订单实付金额"]) {
            0.95
        } else {
            0.0
        }
    },
    read: |job| read(job, "youzan"),
};

pub const GENERIC: Format = Format {
    name: "orders",
    title: say::ORDERS,
    kind: Kind::Orders,
    score: generic_score,
    read: |job| read(job, "orders"),
};

const NUMBER: &[&str] = &["order_id", "订单号", "订单编号", "orderid", "order_no", "订单id", "交易号", "ordernumber"];
const PLACED: &[&str] = &[
    "time",
    "订单创建时间",
    "下单时间",
    "创建时间",
    "下单日期",
    "order_date",
    "created_at",
    "date",
    "日期",
    "时间",
    "订单时间",
    "day",
];
const PAID: &[&str] = &["paid", "买家付款时间", "付款时间", "支付时间", "付款日期", "paid_at", "pay_time"];
const AMOUNT: &[&str] = &[
    "amount",
    "订单实付金额",
    "实付金额",
    "实付",
    "实付款",
    "支付金额",
    "实收",
    "实收金额",
    "付款金额",
    "订单金额",
    "成交金额",
    "买家实付金额",
    "金额",
    "total",
    "price",
];
const REFUNDED: &[&str] = &["refunded", "订单已退款金额", "退款金额", "已退款金额", "refund"];
const DISCOUNTS: &[&[&str]] = &[&["discount", "店铺优惠合计", "优惠金额", "优惠", "折扣金额"], &["支付优惠合计"]];
const STATUS: &[&str] = &["status", "订单状态", "交易状态", "状态", "order_status"];
const ITEMS: &[&str] =
    &["items", "全部商品名称", "商品名称", "商品", "商品标题", "宝贝标题", "product", "item", "title"];
/// Columns of a youzan export that say nothing about a buyer.
const DULL: &[&str] = &["支付流水号", "详细收货地址/提货地址", "订单风险标签", "桌号", "挂账主体", "挂账手机号"];

/// Whether a word is a header of an order table.
pub fn is_header(word: &str) -> bool {
    [NUMBER, PLACED, PAID, AMOUNT, REFUNDED, STATUS, ITEMS].iter().any(|words| words.contains(&word))
}

fn generic_score(head: &Head) -> f32 {
    let who = |word: &String| {
        matches!(
            column::of(word),
            Some(Column::Account(_) | Column::Name(_) | Column::Phone | Column::Mail | Column::Alias)
        )
    };
    let dated = head.has_any_header(PLACED) || head.has_any_header(PAID);
    if !head.has_any_header(AMOUNT) || !dated || !head.words.iter().any(who) {
        return 0.0;
    }
    if head.has_any_header(NUMBER) { 0.8 } else { 0.55 }
}

/// Where an order table's columns stand.
struct Columns {
    number: Option<usize>,
    placed: Option<usize>,
    paid: Option<usize>,
    amount: Option<usize>,
    refunded: Option<usize>,
    discounts: Vec<Option<usize>>,
    status: Option<usize>,
    items: Option<usize>,
    order: DateOrder,
}

fn read(job: &mut Job<'_>, shop: &str) -> Result<(), ImportError> {
    let mut table = Table::open(job)?;
    let placed = table.find(PLACED);
    let columns = Columns {
        number: table.find(NUMBER),
        placed,
        paid: table.find(PAID),
        amount: table.find(AMOUNT),
        refunded: table.find(REFUNDED),
        discounts: DISCOUNTS.iter().map(|words| table.find(words)).collect(),
        status: table.find(STATUS),
        items: table.find(ITEMS),
        order: DateOrder::of(placed.into_iter().flat_map(|index| job.head.column_values(index))),
    };
    if columns.amount.is_none() || columns.placed.or(columns.paid).is_none() {
        return Err(ImportError::Missing { path: job.path.to_owned(), expected: say::NEEDS_ORDER_COLUMNS });
    }
    let mut people = People::of(&table, job);
    while let Some(at) = table.next(job)? {
        let person = people.person(&table, job);
        let fields = person.fields.into_iter().filter(|field| columns.is_extra(&table, field)).collect();
        columns.order(job, &table, at, shop, person.who, fields)?;
    }
    people.finish(&table, job);
    Ok(())
}

impl Columns {
    fn is_extra(&self, table: &Table, field: &Field) -> bool {
        let own = [self.number, self.placed, self.paid, self.amount, self.refunded, self.status, self.items];
        let is_own = own.iter().chain(&self.discounts).flatten().any(|&index| table.headers[index] == field.header);
        !is_own && !DULL.contains(&field.header.as_str())
    }

    fn order(
        &self,
        job: &mut Job<'_>,
        table: &Table,
        at: Position,
        shop: &str,
        buyer: PersonRef,
        fields: Vec<Field>,
    ) -> Result<(), ImportError> {
        if buyer.is_empty() {
            return Ok(job.skip(at, say::NO_IDENTITY.get(job.lang))?);
        }
        let paid_text = table.cell(self.paid);
        let paid = if paid_text.is_empty() { None } else { job.time(paid_text, self.order).ok() };
        let placed_text = table.cell(self.placed);
        let placed = match (job.time(placed_text, self.order), paid) {
            (Ok(placed), _) => placed,
            (Err(_), Some(paid)) => paid,
            (Err(reason), None) => return Ok(job.skip(at, reason)?),
        };
        let status = status(table.cell(self.status), self.paid.is_some(), paid.is_some());
        let amount = table.cell(self.amount);
        let amount = match cell::money(amount) {
            Some(amount) => amount,
            None if amount.is_empty() && status != OrderStatus::Paid => Money(0),
            None => return Ok(job.skip(at, say::NOT_AN_AMOUNT.get(job.lang))?),
        };
        let sum = |column: &Option<usize>| cell::money(table.cell(*column)).unwrap_or_default();
        let native_id = cell::id(table.cell(self.number)).ok().flatten();
        job.record(
            at,
            Record::Order(Order {
                native_id,
                shop: shop.to_owned(),
                buyer,
                placed,
                paid: paid.or((status == OrderStatus::Paid).then_some(placed)),
                status,
                amount,
                refunded: sum(&self.refunded),
                discount: self.discounts.iter().map(sum).sum(),
                items: table.cell(self.items).to_owned(),
                fields,
            }),
        )?;
        Ok(())
    }
}

/// Where an order stands: by its state's words, else by whether it was paid.
fn status(words: &str, has_paid_column: bool, paid: bool) -> OrderStatus {
    let lower = words.to_lowercase();
    let says = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    if says(&["关闭", "取消", "closed", "cancel"]) {
        OrderStatus::Closed
    } else if says(&["待付款", "待支付", "未付款", "未支付", "unpaid", "pending"]) {
        OrderStatus::Open
    } else if paid || !has_paid_column || says(&["完成", "成功", "已发货", "待发货", "已付款", "paid", "completed"])
    {
        OrderStatus::Paid
    } else {
        OrderStatus::Open
    }
}
