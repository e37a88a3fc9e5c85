//! How much a store holds of people, and how often it was handed out or erased.

use super::error::Result;
use super::{Reader, purge};
use crate::model::holdings::Holdings;

impl Reader {
    /// The counts of the whole store.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn holdings(&self) -> Result<Holdings> {
        let conn = self.conn()?;
        let count = |rows: &str| -> Result<u64> {
            Ok(conn.query_row(&format!("SELECT count(*) FROM {rows}"), [], |row| row.get(0))?)
        };
        let logged = |action: &str| count(&format!("audit WHERE action = '{action}'"));
        let mut formats =
            conn.prepare_cached("SELECT format, count(*), sum(new) FROM import GROUP BY format ORDER BY 3 DESC, 1")?;
        let formats = formats.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(Holdings {
            members: count("member WHERE opted_out = 0")?,
            accounts: count("identity")?,
            names: count("name")?,
            phones: count("handle WHERE kind = 'phone'")?,
            mails: count("handle WHERE kind = 'mail'")?,
            messages: count("message")?,
            events: count("event")?,
            orders: count("orders")?,
            answers: count("response")?,
            columns: count("(SELECT DISTINCT header FROM field)")?,
            notes: count("(SELECT id FROM note UNION ALL SELECT identity FROM followup)")?,
            opted_out: count("main.member WHERE opted_out = 1")?,
            forgotten: logged("forget")?,
            exports: logged("export")?,
            unmasked: count("audit WHERE action = 'export' AND json_array_length(detail, '$.unmasked') > 0")?,
            handed_over: logged("hand_over")?,
            retention: purge::retention(&conn)?,
            formats: formats.collect::<rusqlite::Result<_>>()?,
        })
    }
}
