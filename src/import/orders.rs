//! Orders: 有赞's exports, of orders and of their items, and tables of any shop that name a buyer,
//! a time and an amount.

use super::cell;
use super::column::{self, Column};
use super::detect::Head;
use super::job::Job;
use super::members::People;
use super::moment::Order as DateOrder;
use super::table::Table;
use super::{Format, ImportError, Kind};
use crate::lang::Text;
use crate::lang::import as say;
use crate::model::money::Money;
use crate::model::record::{Field, Order, OrderLine, OrderStatus, Person, Position, Record};

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
    read: |job| read(job, "youzan", false),
};

/// Several rows are one order here: its number stands in each.
pub const YOUZAN_ITEMS: Format = Format {
    name: "youzan-items",
    title: say::YOUZAN_ITEMS,
    kind: Kind::Orders,
    score: |head| {
        if head.has_headers(&["订单号", "商品名称", "商品实际成交金额"]) { 0.96 } else { 0.0 }
    },
    read: |job| read(job, "youzan", true),
};

pub const GENERIC: Format = Format {
    name: "orders",
    title: say::ORDERS,
    kind: Kind::Orders,
    score: generic_score,
    read: |job| read(job, "orders", false),
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
    "成交时间",
    "交易成功时间",
];
const PAID: &[&str] = &["paid", "买家付款时间", "付款时间", "支付时间", "付款日期", "paid_at", "pay_time"];
const AMOUNT: &[&str] = &[
    "amount",
    "商品实际成交金额",
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
    "实付款金额",
    "订单实收金额",
    "订单总额",
    "订单总金额",
    "应付金额",
    "paid_amount",
    "金额",
    "total",
    "price",
];
const REFUNDED: &[&str] = &["refunded", "订单已退款金额", "商品已退款金额", "退款金额", "已退款金额", "refund"];
const REFUND_STATE: &[&str] = &["refund_status", "订单退款状态", "退款状态"];
const DISCOUNTS: &[&[&str]] =
    &[&["discount", "店铺优惠合计", "商品优惠金额", "商品优惠合计", "优惠金额", "优惠", "折扣金额"], &["支付优惠合计"]];
const STATUS: &[&str] = &["status", "订单商品状态", "订单状态", "交易状态", "状态", "order_status"];
const CATEGORY: &[&str] =
    &["category", "商品类目", "商品分类", "商品分组", "类目", "品类", "商品品类", "分类", "商品类型"];
const QUANTITY: &[&str] = &["quantity", "商品数量", "数量", "件数", "购买数量", "商品件数", "qty", "num"];
const UNIT_PRICE: &[&str] = &["unit_price", "商品单价", "商品价格", "单价"];
const ITEMS: &[&str] =
    &["items", "全部商品名称", "商品名称", "商品", "商品标题", "宝贝标题", "product", "item", "title"];
/// Columns of a youzan export that say nothing about a buyer.
const DULL: &[&str] = &["支付流水号", "详细收货地址/提货地址", "订单风险标签", "桌号", "挂账主体", "挂账手机号"];

/// Whether a word is a header of an order table.
pub fn is_header(word: &str) -> bool {
    [NUMBER, PLACED, PAID, AMOUNT, REFUNDED, STATUS, ITEMS, CATEGORY, QUANTITY]
        .iter()
        .any(|words| words.contains(&word))
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
    refund_state: Option<usize>,
    discounts: Vec<Option<usize>>,
    status: Option<usize>,
    items: Option<usize>,
    category: Option<usize>,
    quantity: Option<usize>,
    unit_price: Option<usize>,
    order: DateOrder,
}

fn read(job: &mut Job<'_>, shop: &str, by_item: bool) -> Result<(), ImportError> {
    let mut table = Table::open(job)?;
    let placed = table.find(PLACED);
    let head = job.head;
    let columns = Columns {
        number: table.find(NUMBER),
        placed,
        paid: table.find(PAID),
        amount: table.find(AMOUNT),
        refunded: table.find(REFUNDED),
        refund_state: table.find(REFUND_STATE),
        discounts: DISCOUNTS.iter().map(|words| table.find(words)).collect(),
        status: table.find(STATUS),
        items: table.find(ITEMS),
        category: table.find(CATEGORY),
        quantity: table.find(QUANTITY),
        unit_price: table.find(UNIT_PRICE),
        order: job.date_order(placed.into_iter().flat_map(|index| head.column_values(index))),
    };
    if columns.amount.is_none() || columns.placed.or(columns.paid).is_none() {
        return Err(ImportError::Missing { path: job.path.to_owned(), expected: say::NEEDS_ORDER_COLUMNS });
    }
    let mut people = People::of(&table, job);
    let mut open: Option<(Position, Order)> = None;
    let mut currency = None;
    while let Some(at) = table.next(job)? {
        let person = people.person(&table, job);
        let order = match columns.order(job, &table, shop, person, &mut currency) {
            Ok(order) => Order { from_items: by_item, ..order },
            Err(reason) => {
                job.skip(at, reason)?;
                continue;
            }
        };
        match &mut open {
            Some((_, whole)) if by_item && order.native_id.is_some() && whole.native_id == order.native_id => {
                add_item(whole, order);
            }
            _ => {
                if let Some((at, whole)) = open.replace((at, order)) {
                    job.record(at, Record::Order(whole))?;
                }
            }
        }
    }
    if let Some((at, whole)) = open {
        job.record(at, Record::Order(whole))?;
    }
    people.finish(&table, job);
    Ok(())
}

/// One more row of an order: what was closed of it was not bought.
fn add_item(whole: &mut Order, item: Order) {
    match (whole.status, item.status) {
        (OrderStatus::Closed, OrderStatus::Paid | OrderStatus::Open) => {
            *whole = Order { fields: std::mem::take(&mut whole.fields), ..item };
        }
        (OrderStatus::Paid | OrderStatus::Open, OrderStatus::Closed) => {}
        _ => {
            whole.amount = whole.amount + item.amount;
            whole.refunded = whole.refunded + item.refunded;
            whole.discount = whole.discount + item.discount;
            whole.paid = whole.paid.or(item.paid);
            whole.lines.extend(item.lines);
            if !item.items.is_empty() {
                whole.items = [&whole.items[..], &item.items].join("、");
            }
        }
    }
}

impl Columns {
    fn is_extra(&self, table: &Table, field: &Field) -> bool {
        let own = [
            self.number,
            self.placed,
            self.paid,
            self.amount,
            self.refunded,
            self.status,
            self.items,
            self.category,
            self.quantity,
            self.unit_price,
        ];
        let is_own = own.iter().chain(&self.discounts).flatten().any(|&index| table.headers[index] == field.header);
        !is_own && !DULL.contains(&field.header.as_str())
    }

    /// The order of the current row, or why it is none; all amounts of a table are in one currency.
    fn order(
        &self,
        job: &mut Job<'_>,
        table: &Table,
        shop: &str,
        buyer: Person,
        currency: &mut Option<char>,
    ) -> Result<Order, String> {
        if buyer.who.is_empty() {
            return Err(say::NO_IDENTITY.get(job.lang).to_owned());
        }
        let paid_text = table.cell(self.paid);
        let paid = if paid_text.is_empty() { None } else { job.time(paid_text, self.order).ok() };
        let placed = match (job.time(table.cell(self.placed), self.order), paid) {
            (Ok(placed), _) => placed,
            (Err(_), Some(paid)) => paid,
            (Err(reason), None) => return Err(reason),
        };
        let status = status(table.cell(self.status), self.paid.is_some(), paid.is_some());
        let amount = table.cell(self.amount);
        let why = |reason: Text| reason.get(job.lang).to_owned();
        let sign = cell::currency(amount);
        if sign.is_some() && currency.is_some_and(|known| Some(known) != sign) {
            return Err(why(say::OTHER_CURRENCY));
        }
        let amount = match cell::paid(amount) {
            Ok(amount) => amount,
            Err(_) if amount.is_empty() && status != OrderStatus::Paid => Money(0),
            Err(reason) => return Err(why(reason)),
        };
        *currency = currency.or(sign);
        let line = self.line(table, amount);
        // Nobody gets more back than they paid: what is above it went with the parcel.
        let told = sum(table, &self.refunded).min(amount);
        let is_given_back = [self.status, self.refund_state].iter().any(|state| given_back(table.cell(*state)));
        let refunded = if is_given_back && told == Money(0) { amount } else { told };
        Ok(Order {
            native_id: cell::id(table.cell(self.number)).ok().flatten(),
            shop: shop.to_owned(),
            buyer: buyer.who,
            placed,
            paid: paid.or((status == OrderStatus::Paid).then_some(placed)),
            status,
            amount,
            refunded,
            discount: self.discount(table, amount, &line),
            items: table.cell(self.items).to_owned(),
            lines: line.into_iter().collect(),
            from_items: false,
            fields: buyer.fields.into_iter().filter(|field| self.is_extra(table, field)).collect(),
        })
    }

    /// The row as an item, where it tells more of it than its name.
    fn line(&self, table: &Table, paid: Money) -> Option<OrderLine> {
        self.category.or(self.quantity)?;
        let quantity = cell::number(table.cell(self.quantity)).map_or(0, |count| count.max(0.0) as u32);
        let category = Some(table.cell(self.category)).filter(|category| !category.is_empty());
        Some(OrderLine {
            name: table.cell(self.items).to_owned(),
            category: category.map(str::to_owned),
            quantity,
            paid,
        })
    }

    /// What was taken off, as told; else by the price of one.
    fn discount(&self, table: &Table, paid: Money, line: &Option<OrderLine>) -> Money {
        if self.discounts.iter().any(Option::is_some) {
            return self.discounts.iter().map(|column| sum(table, column)).sum();
        }
        let quantity = line.as_ref().map_or(0, |line| line.quantity);
        let list =
            cell::number(table.cell(self.unit_price)).map(|price| Money::from_major(price * f64::from(quantity)));
        list.map_or(Money(0), |list| Money((list.0 - paid.0).max(0)))
    }
}

fn sum(table: &Table, column: &Option<usize>) -> Money {
    cell::taken_off(table.cell(*column)).unwrap_or_default()
}

/// Whether a state's words say that all of an order was paid back; of a part nobody knows how much.
fn given_back(words: &str) -> bool {
    let lower = words.to_lowercase();
    let says = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    says(&["已退款", "退款成功", "退款完成", "已全额退款", "全额退款成功", "refunded"])
        && !says(&["部分", "partial", "not refunded", "unrefunded"])
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
