//! One store, opened for one command or for the explorer's writer.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::config::Scheme;
use crate::lang::{Lang, outcome as words_of, task as say};
use crate::model::comparison::SegmentComparison;
use crate::model::foresight::Proof;
use crate::model::identity::{MergeRow, Suggestion};
use crate::model::journal::Turn;
use crate::model::report::{BuildReport, ImportReport};
use crate::model::today::FollowUp;
use crate::model::view::{Contradicted, JoinProposal, JoinSummary, MemberRow, Past, Sort, StaffMark};
use crate::model::{Calendar, Day, MemberId, Timestamp};
use crate::query::{self, Expr};
pub use crate::store::{Between, Moved, Unsaid};
use crate::store::{NewStore, Part, Reader, Store, StoreError};
use crate::task::answer::answer;
use crate::task::build::{build, try_out};
pub use crate::task::compare::SegmentDiff;
use crate::task::handover::hand_over;
use crate::task::identity::IdentityScore;
use crate::task::ingest::{Habits, Preview};
use crate::task::quality::{Remark, remarks};
use crate::task::request::{Answer, ExportOrder, ImportOrder, Outcome, Question, Trial, Way, Work};
use crate::task::scheme::{self, SchemeRow};
use crate::task::survey::Questionnaire;
use crate::task::watch::Watch;
use crate::task::{acting, bundle, compare, demo, export, identity, ingest, since, survey, today, update};

/// The setting that marks a store as the demo.
pub(super) const DEMO: &str = "demo";

/// Days that the explorer looks ahead by when it tries the risk of leaving on the past.
const WINDOWS: [u32; 4] = [7, 14, 30, 90];
/// Members named on the explorer's page of a week, of each list.
const NAMED: u64 = 8;

/// What to build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildOrder {
    /// Everything, not only what changed.
    pub all: bool,
    /// With this scheme from now on.
    pub scheme: Option<String>,
    /// As if later rows did not exist.
    pub as_of: Option<Day>,
}

/// What an erasure did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Messages deleted.
    pub messages: u64,
    /// Texts and ids of the person that the file still holds although nobody else said them.
    pub remains: u64,
    /// Texts, ids and names of the person that stand in what others said.
    pub elsewhere: u64,
    /// Other files beside the store that hold something of the person.
    pub copies: Vec<PathBuf>,
    /// What became of segments that told of the person.
    pub segments: Unsaid,
}

/// One thing that `doctor` looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A stable key: `integrity`, `text_index`, `derived`, `permissions`.
    pub key: &'static str,
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was seen and, where it is not well, what to do.
    pub text: String,
}

/// An open store and what a command may do with it.
pub struct Session {
    access: Access,
    pub(super) lang: Lang,
}

/// How far the file lets us in.
enum Access {
    Writing(Store),
    /// The file, or the folder it lies in, may only be read.
    Reading(Reader),
}

impl Session {
    /// Opens an existing store, only for reading where it may not be written.
    ///
    /// # Errors
    /// If there is none, or it is not ours, newer, damaged or locked; said in `lang`, with what to do.
    pub fn open(path: &Path, lang: Lang) -> Result<Session> {
        let access = match Store::open(path) {
            Err(StoreError::ReadOnly(_)) => Reader::open(path).map(Access::Reading),
            opened => opened.map(Access::Writing),
        };
        let access = access.map_err(|error| said(error, lang))?;
        Ok(Session { access, lang })
    }

    /// Opens a store, or begins one that appears at `path` when its first import is whole.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn create(path: &Path, lang: Lang) -> Result<Session> {
        if path.exists() {
            return Session::open(path, lang);
        }
        let store = Store::stage(path, &NewStore::default()).map_err(|error| said(error, lang))?;
        Ok(Session { access: Access::Writing(store), lang })
    }

    /// Builds the invented community of the demo at `path`, replacing an earlier demo.
    ///
    /// # Errors
    /// If a store of the operator's own is there, the store cannot be written, or the watch stops the work.
    pub fn demo(path: &Path, lang: Lang, watch: &mut Watch<'_>) -> Result<Session> {
        if path.exists() {
            let store = Store::open(path).map_err(|error| said(error, lang))?;
            anyhow::ensure!(
                store.view().setting(DEMO)?.is_some(),
                say::not_the_demo(lang, &path.display().to_string())
            );
            drop(store);
            Store::remove(path).map_err(|error| said(error, lang))?;
        }
        let mut session = Session::create(path, lang)?;
        let store = session.writer()?;
        store.set(DEMO, "1")?;
        let told = demo::fill(store, lang, watch);
        match told.and_then(|()| session.build_twice(watch)) {
            Ok(()) => Ok(session),
            Err(error) => {
                drop(session);
                Store::remove(path).map_err(|error| said(error, lang))?;
                Err(error)
            }
        }
    }

    /// Builds the demo's profiles as of a day that its operator looked at, and as of the last day: what has changed since
    /// can then be seen and compared.
    fn build_twice(&mut self, watch: &mut Watch<'_>) -> Result<()> {
        let looked = demo::looked_before(self.calendar());
        self.build(&BuildOrder { as_of: Some(looked), ..BuildOrder::default() }, watch)?;
        self.look()?;
        self.build(&BuildOrder::default(), watch)?;
        Ok(())
    }

    /// The language it speaks.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// From now on another language.
    pub(super) fn speak(&mut self, lang: Lang) {
        self.lang = lang;
    }

    /// The store's zone.
    pub fn calendar(&self) -> &Calendar {
        self.view().calendar()
    }

    /// Notes that the operator looks at the data as they are, so that the next time says what is new.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub(super) fn look(&mut self) -> Result<()> {
        match &mut self.access {
            Access::Writing(store) => since::look(store),
            Access::Reading(_) => Ok(()),
        }
    }

    /// The operator's own day, by which follow-ups are due.
    pub fn today(&self) -> Day {
        today::day_of(self.view())
    }

    /// Who has an open follow-up, the earliest due first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn plans(&self) -> Result<Vec<(MemberRow, FollowUp)>> {
        let view = self.view();
        view.plans()?.into_iter().map(|(member, plan)| Ok((view.row(member)?, plan))).collect()
    }

    /// That the store cannot be changed, where that is so.
    pub fn read_only(&self, lang: Lang) -> Option<String> {
        let is_bound = matches!(self.access, Access::Reading(_));
        is_bound.then(|| StoreError::ReadOnly(self.view().path().to_owned()).say(lang))
    }

    /// What the user should know of the store's file: that it cannot be changed, or that others may
    /// read it.
    pub fn notices(&self) -> Vec<String> {
        self.read_only(self.lang).into_iter().chain(self.view().warning(self.lang)).collect()
    }

    /// A reader of its own, for another thread.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn reader(&self) -> Result<Reader> {
        Reader::open(self.view().path()).map_err(|error| said(error, self.lang))
    }

    pub(super) fn view(&self) -> &Reader {
        match &self.access {
            Access::Writing(store) => store.view(),
            Access::Reading(reader) => reader,
        }
    }

    /// Moves what was written into the store's own file. A start that finds some of it beside the
    /// file has to check the whole store; whoever still reads may leave some there.
    pub(super) fn tidy(&self) {
        if let Access::Writing(store) = &self.access {
            store.fold_log();
        }
    }

    pub(super) fn writer(&mut self) -> Result<&mut Store> {
        match &mut self.access {
            Access::Writing(store) => Ok(store),
            Access::Reading(reader) => Err(said(StoreError::ReadOnly(reader.path().to_owned()), self.lang)),
        }
    }

    /// Reads a filter with the store's fields.
    ///
    /// # Errors
    /// The filter does not parse; the error points at the column.
    pub fn filter(&self, filter: &str) -> Result<Expr> {
        query::parse_typed(filter, self.view().filter_names()?.as_ref())
            .map_err(|error| anyhow!(error.render(filter, self.lang)))
    }

    /// Reads files into the store and builds; `None` for the build if the order says so, if
    /// nothing could be read, or if everything was known already.
    ///
    /// # Errors
    /// If the store fails or the watch stops the work; nothing half-done stays.
    pub fn import(
        &mut self,
        order: &ImportOrder,
        watch: &mut Watch<'_>,
    ) -> Result<(ImportReport, Option<BuildReport>)> {
        let lang = self.lang;
        ingest::refuse_absent_columns(order, lang)?;
        let store = self.writer()?;
        let mut report = ingest::import(store, order, lang, watch)?;
        if !store.is_staged() {
            report.waiting = store.view().waiting_rows()?;
            report.alike = if report.new > 0 { identity::count(store.view())? } else { 0 };
            update::remember(store, order, lang)?;
        }
        let built = if order.no_build { None } else { self.build_news(&report, watch)? };
        Ok((report, built))
    }

    /// Reads the folders imported before again, and builds as [`Session::import`] does; `None` if
    /// there are none.
    ///
    /// # Errors
    /// As [`Session::import`].
    pub fn update(&mut self, watch: &mut Watch<'_>) -> Result<Option<(ImportReport, Option<BuildReport>)>> {
        let lang = self.lang;
        let Some(report) = update::update(self.writer()?, lang, watch)? else { return Ok(None) };
        let built = self.build_news(&report, watch)?;
        Ok(Some((report, built)))
    }

    /// Builds what an import brought, if it brought anything.
    fn build_news(&mut self, report: &ImportReport, watch: &mut Watch<'_>) -> Result<Option<BuildReport>> {
        let store = self.writer()?;
        let is_known = report.new == 0 && store.last_digest()?.is_some() && !store.view().overview()?.stale;
        if store.is_staged() || is_known {
            return Ok(None);
        }
        self.build(&BuildOrder::default(), watch).map(Some)
    }

    /// Shows what files are and how their first records read; writes nothing. If there is a store
    /// at the path, its zone counts, and what was said of columns before.
    ///
    /// # Errors
    /// If the order makes no sense, or a path is not there.
    pub fn preview(path: &Path, lang: Lang, order: &ImportOrder) -> Result<Vec<Preview>> {
        ingest::preview(order, &Habits::at(path, lang)?, lang)
    }

    /// As [`Session::preview`], and reads the files to their ends to say what they hold.
    ///
    /// # Errors
    /// As [`Session::preview`], and if the watch stops the work.
    pub fn dry_run(path: &Path, lang: Lang, order: &ImportOrder, watch: &mut Watch<'_>) -> Result<Vec<Preview>> {
        ingest::dry_run(order, &Habits::at(path, lang)?, lang, watch)
    }

    /// Builds what changed, or all.
    ///
    /// # Errors
    /// If there is no such scheme, the store fails, or the watch stops the work.
    pub fn build(&mut self, order: &BuildOrder, watch: &mut Watch<'_>) -> Result<BuildReport> {
        let lang = self.lang;
        build(self.writer()?, order, lang, watch)
    }

    /// The scheme that this store's next build goes by.
    ///
    /// # Errors
    /// If the store cannot be read, or what it keeps is no scheme for this version of the program.
    pub fn scheme(&self) -> Result<Scheme> {
        scheme::in_use(self.view(), self.lang)
    }

    /// Every scheme that can be used by its name.
    ///
    /// # Errors
    /// As [`Session::scheme`].
    pub fn schemes(&self) -> Result<Vec<SchemeRow>> {
        scheme::of_store(self.view(), self.lang)
    }

    /// What another scheme would change; nothing of it is kept.
    ///
    /// # Errors
    /// If there is no such scheme, profiles are not up to date, the store fails, or the watch stops the work.
    pub fn try_out(&mut self, name: &str, watch: &mut Watch<'_>) -> Result<Trial> {
        let other = scheme::find(name, self.lang)?;
        self.try_scheme(other, name.to_owned(), watch)
    }

    /// What a scheme that is found under a name would change; nothing of it is kept.
    pub(super) fn try_scheme(&mut self, other: Scheme, found_as: String, watch: &mut Watch<'_>) -> Result<Trial> {
        let (now, lang) = (self.scheme()?, self.lang);
        let shifts = try_out(self.writer()?, &other, lang, watch)?;
        let changes = now.changes(&other);
        Ok(Trial { from: now.name, to: (found_as, other.name), changes, shifts })
    }

    /// How the risk of leaving of each community did on its own past, at the last build.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn proofs(&self) -> Result<Vec<Proof>> {
        Ok(self.view().proofs()?)
    }

    /// Answers a question that changes nothing.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn ask(&self, question: &Question) -> Result<Answer> {
        answer(self.view(), question, self.lang)
    }

    /// Does work.
    ///
    /// # Errors
    /// If it cannot be done, or the watch stops it.
    pub fn work(&mut self, work: Work, watch: &mut Watch<'_>) -> Result<Outcome> {
        Ok(match work {
            Work::Import(order) => {
                let (report, built) = self.import(&order, watch)?;
                Outcome::Imported(report, built)
            }
            Work::Build { all } => Outcome::Built(self.build(&BuildOrder { all, ..BuildOrder::default() }, watch)?),
            Work::TryScheme(name) => Outcome::Tried(Box::new(self.try_out(&name, watch)?)),
            Work::UseScheme(name) => {
                Outcome::Built(self.build(&BuildOrder { scheme: Some(name), ..BuildOrder::default() }, watch)?)
            }
            Work::Tune(order) => {
                let tried = self.tune(&order, watch)?;
                let tried = tried.ok_or_else(|| anyhow!(words_of::no_such(self.lang, &order.campaign)))?;
                Outcome::Tuned(Box::new(tried))
            }
            Work::FindReasons(filter) => Outcome::Reasons(Box::new(self.leaving(filter.as_ref(), watch)?)),
            Work::TryWindows => {
                let past = |days| Ok((days, self.measure_churn(days, watch)?));
                Outcome::Windows(WINDOWS.into_iter().map(past).collect::<Result<_>>()?)
            }
            Work::SeeWeek(filter) => Outcome::Week(Box::new(self.week(filter.as_ref(), NAMED, watch)?)),
            Work::Export(order) => Outcome::Exported(self.export(&order, watch)?, order.path),
            Work::Bundle { segment, folder, rested } => {
                Outcome::Exported(self.bundle(&segment, &folder, rested, watch)?, folder)
            }
            Work::AddTag(tag, members) => {
                let now = Timestamp::now();
                Outcome::Changed(self.act(watch, |store| store.add_tag(&tag, &members, now))?)
            }
            Work::RemoveTag(tag, members) => {
                let now = Timestamp::now();
                Outcome::Changed(self.act(watch, |store| store.remove_tag(&tag, &members, now))?)
            }
            Work::Staff(members, mark) => {
                let changed = self.act(watch, |store| store.mark_staff(&members, mark))?;
                self.build(&BuildOrder::default(), &mut watch.to_the_end())?;
                Outcome::Changed(changed)
            }
            Work::OptOut(members) => Outcome::Changed(self.opt_out(&members)?),
            Work::AddNote(member, text) => {
                self.writer()?.add_note(member, &text, Timestamp::now())?;
                Outcome::Changed(1)
            }
            Work::RemoveNote(member, note) => Outcome::Changed(u64::from(self.writer()?.remove_note(member, note)?)),
            Work::Review(member, tag, verdict) => {
                self.writer()?.review(member, &tag, verdict, Timestamp::now())?;
                Outcome::Changed(1)
            }
            Work::FollowUp(members, plan) => {
                let now = Timestamp::now();
                Outcome::Changed(self.act(watch, |store| store.follow_up(&members, &plan, now))?)
            }
            Work::Deal(dealing) => {
                let today = self.today();
                Outcome::Changed(self.writer()?.deal_with(&dealing, today)?)
            }
            Work::Undo => Outcome::Turned(Way::Back, self.turn(Store::undo, watch)?.map(Box::new)),
            Work::Redo => Outcome::Turned(Way::Again, self.turn(Store::redo, watch)?.map(Box::new)),
            Work::Lock(member, key, value) => {
                let lang = self.lang;
                self.writer()?.lock(member, &key, value).map_err(|error| said(error, lang))?;
                self.build(&BuildOrder::default(), &mut watch.to_the_end())?;
                Outcome::Changed(1)
            }
            Work::Unlock(member, key) => {
                let unlocked = self.writer()?.unlock(member, &key)?;
                if unlocked {
                    self.build(&BuildOrder::default(), &mut watch.to_the_end())?;
                }
                Outcome::Changed(u64::from(unlocked))
            }
            Work::SaveSegment { name, filter, replace } => {
                let lang = self.lang;
                let saved = self.writer()?.save_segment(&name, &filter, replace, Timestamp::now());
                saved.map_err(|error| said(error, lang))?;
                Outcome::Changed(1)
            }
            Work::KeepFilter(filter) => {
                // A store that cannot be written recalls what is typed in this session alone.
                let _ = self.writer().and_then(|store| since::keep_filter(store, &filter));
                Outcome::Kept
            }
            Work::RenameSegment(from, to) => {
                let lang = self.lang;
                let renamed = self.writer()?.rename_segment(&from, &to).map_err(|error| said(error, lang))?;
                anyhow::ensure!(renamed, say::not_renamed(lang, &from, &to));
                Outcome::Changed(1)
            }
            Work::DeleteSegment(name) => {
                let lang = self.lang;
                let deleted = self.writer()?.delete_segment(&name).map_err(|error| said(error, lang))?;
                Outcome::Changed(u64::from(deleted))
            }
            Work::AcceptJoins(proposals) => {
                let accepted = self.writer()?.accept_joins(&proposals)?;
                self.build(&BuildOrder::default(), &mut watch.to_the_end())?;
                Outcome::Changed(accepted)
            }
            Work::RejectJoins(proposals) => Outcome::Changed(self.writer()?.reject_joins(&proposals)?),
            Work::Merge(a, b) => {
                self.merge(a, b, watch)?;
                Outcome::Changed(1)
            }
            Work::KeepApart(a, b) => {
                self.keep_apart(a, b)?;
                Outcome::Changed(1)
            }
            Work::Split(merge) => {
                let lang = self.lang;
                self.writer()?.part_merge(merge).map_err(|error| said(error, lang))?;
                self.build(&BuildOrder::default(), &mut watch.to_the_end())?;
                Outcome::Changed(1)
            }
        })
    }

    /// Does an act on people while the watch is told how far it is.
    fn act(&mut self, watch: &mut Watch<'_>, act: impl FnOnce(&mut Store) -> Result<u64, StoreError>) -> Result<u64> {
        let lang = self.lang;
        acting::watched(self.writer()?, lang, watch, act).map_err(|error| said(error, lang))
    }

    /// Takes an act back or does it again, and builds what that leaves to be built.
    fn turn(
        &mut self,
        turn: fn(&mut Store) -> Result<Option<Turn>, StoreError>,
        watch: &mut Watch<'_>,
    ) -> Result<Option<Turn>> {
        let lang = self.lang;
        let turned = acting::watched(self.writer()?, lang, watch, turn).map_err(|error| said(error, lang))?;
        if turned.as_ref().is_some_and(|turn| turn.is_stale) {
            self.build(&BuildOrder::default(), &mut watch.to_the_end())?;
        }
        Ok(turned)
    }

    /// What is done here is written down as done in the explorer.
    #[must_use]
    pub(super) fn in_explorer(mut self) -> Session {
        if let Access::Writing(store) = &mut self.access {
            store.set_origin("explorer");
        }
        self
    }

    /// Members that `id:42`, `qq:10001`, a platform id, or a name means; the best kind of match alone.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn find(&self, reference: &str) -> Result<Vec<MemberRow>> {
        let view = self.view();
        view.find(reference)?.into_iter().map(|member| Ok(view.row(member)?)).collect()
    }

    /// Writes everything held on a member into a folder; the files written.
    ///
    /// # Errors
    /// If the store cannot be read or the folder cannot be written.
    pub fn hand_over(&mut self, member: MemberId, folder: &Path) -> Result<Vec<PathBuf>> {
        let everything = self.reader()?.of_everything();
        let lang = self.lang;
        let store = self.writer()?;
        let files = hand_over(&everything, member, folder, lang)?;
        store.audit("hand_over", &serde_json::json!({ "members": 1, "files": files.len() }))?;
        Ok(files)
    }

    /// Who is marked as staff or bot.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn staff(&self) -> Result<Vec<(MemberRow, StaffMark)>> {
        let mut found = Vec::new();
        for (filter, mark) in [("staff:staff", StaffMark::Staff), ("staff:bot", StaffMark::Bot)] {
            let filter = self.filter(filter)?;
            let page = self.view().members(Some(&filter), &Sort::default(), 0, u64::MAX, &[])?;
            found.extend(page.rows.into_iter().map(|row| (row, mark)));
        }
        Ok(found)
    }

    /// Who of these is a bot by what a platform or a list says alone, which no mark takes back.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn bots_by_role(&self, members: &[MemberId]) -> Result<Vec<MemberId>> {
        Ok(self.view().bots_by_role(members)?)
    }

    /// Who entered and left a segment between two builds.
    ///
    /// # Errors
    /// If there is no such segment.
    pub fn segment_diff(&self, segment: &str, between: Between) -> Result<SegmentDiff> {
        compare::segment_diff(self.view(), segment, between).map_err(|error| said(error, self.lang))
    }

    /// The name under which a segment was saved, if there is one that is called so.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn segment_named(&self, name: &str) -> Result<Option<String>> {
        Ok(self.view().segment_named(name)?)
    }

    /// What sets the members of two filters apart.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn compare(&self, a: &Expr, b: &Expr) -> Result<SegmentComparison> {
        compare::segments(self.view(), a, b)
    }

    /// What members came to and left between the last builds at or before two days; `None` if there are
    /// no two such builds.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn moved(&self, from: Day, to: Day) -> Result<Option<Moved>> {
        Ok(self.view().moved(from, to)?)
    }

    /// Writes a segment with its rule, scheme, data fingerprint and members into a new folder, and
    /// logs it; how many members. `rested` leaves out whom the operator contacted in so many days.
    ///
    /// # Errors
    /// If there is no such segment, profiles are not up to date, or the folder cannot be made.
    pub fn bundle(&mut self, segment: &str, folder: &Path, rested: Option<u32>, watch: &mut Watch<'_>) -> Result<u64> {
        let lang = self.lang;
        // Nothing is handed out where it could not be logged.
        let store = self.writer()?;
        let (order, rows) = bundle::bundle(store.view(), segment, folder, rested, lang, watch)?;
        store.audit("export", &export::record(&order, rows))?;
        Ok(rows)
    }

    /// A member as the last build at or before a day left them.
    ///
    /// # Errors
    /// If the store cannot be read, or no build has seen the member.
    pub fn past(&self, member: MemberId, day: Day) -> Result<Past> {
        self.view().past(member, day).map_err(|error| said(error, self.lang))
    }

    /// How far orders and answers have found their members, and everything that is proposed, best first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn joins(&self) -> Result<(JoinSummary, Vec<JoinProposal>)> {
        Ok((self.view().join_summary()?, self.view().join_proposals()?))
    }

    /// Members who may be one person, with reasons, the surest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn identities(&self) -> Result<Vec<Suggestion>> {
        identity::suggestions(self.view())
    }

    /// Makes two members one person, and builds; the member who stays.
    ///
    /// # Errors
    /// If one of them opted out: nothing may be added to them, and nothing of them elsewhere.
    pub fn merge(&mut self, a: MemberId, b: MemberId, watch: &mut Watch<'_>) -> Result<MemberId> {
        let lang = self.lang;
        let keep = identity::merge(self.writer()?, a, b, lang)?;
        self.build(&BuildOrder::default(), &mut watch.to_the_end())?;
        Ok(keep)
    }

    /// Says that two members are two people, for good.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn keep_apart(&mut self, a: MemberId, b: MemberId) -> Result<()> {
        let lang = self.lang;
        self.writer()?.keep_apart(a, b).map_err(|error| said(error, lang))
    }

    /// Takes apart who became one person, the latest or the one with an account, and builds; the
    /// member who is there again, `None` if the person was not made of several so.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn split(&mut self, member: MemberId, account: Option<&str>) -> Result<Option<MemberRow>> {
        let lang = self.lang;
        let part = account.map_or(Part::Latest, Part::Account);
        let parted = match self.writer()?.part(member, &part) {
            Err(StoreError::Absent) => return Ok(None),
            parted => parted.map_err(|error| said(error, lang))?,
        };
        self.build(&BuildOrder::default(), &mut Watch::nobody())?;
        Ok(Some(self.view().row(parted)?))
    }

    /// Who became one person, the latest first; only a member's own if one is named.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn merges(&self, member: Option<MemberId>) -> Result<Vec<MergeRow>> {
        identity::merges(self.view(), member)
    }

    /// A questionnaire for what is unknown of the members that a filter selects.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn questionnaire(&self, filter: &Expr) -> Result<Questionnaire> {
        survey::questionnaire(self.view(), filter)
    }

    /// Measures what is suggested against a table of accounts and persons.
    ///
    /// # Errors
    /// If the table cannot be read, or the store.
    pub fn measure_identity(&self, truth: &Path) -> Result<IdentityScore> {
        identity::measure(self.view(), truth, self.lang)
    }

    /// Takes members out of profiling, lists and exports for good; how many.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn opt_out(&mut self, members: &[MemberId]) -> Result<u64> {
        let lang = self.lang;
        let count = self.writer()?.opt_out(members).map_err(|error| said(error, lang))?;
        self.build(&BuildOrder::default(), &mut Watch::nobody())?;
        Ok(count)
    }

    /// Erases a member everywhere, and keeps a tombstone that survives a re-import.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn forget(&mut self, member: MemberId) -> Result<Erasure> {
        let lang = self.lang;
        let erased = self.writer()?.forget(member).map_err(|error| said(error, lang))?;
        self.build(&BuildOrder::default(), &mut Watch::nobody())?;
        let crate::store::Erasure { messages, remaining, elsewhere, copies, segments, .. } = erased;
        Ok(Erasure { messages, remains: remaining, elsewhere, copies, segments })
    }

    /// Checks the store thoroughly.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn doctor(&self) -> Result<Vec<Finding>> {
        let (health, lang) = (self.view().check_health()?, self.lang);
        let loose = self.view().warning(lang);
        Ok(vec![
            Finding { key: "integrity", ok: health.damage.is_empty(), text: say::integrity(lang, &health.damage) },
            Finding {
                key: "text_index",
                ok: health.unfound == 0,
                text: say::text_index(lang, health.sampled, health.unfound),
            },
            Finding {
                key: "derived",
                ok: health.mislinked == 0 && health.mistagged == 0,
                text: say::derived(lang, health.mislinked, health.mistagged),
            },
            Finding {
                key: "permissions",
                ok: loose.is_none(),
                text: loose.unwrap_or_else(|| say::PRIVATE.get(lang).to_owned()),
            },
        ])
    }

    /// What is to be said of the data: file by file, and of groups that fall silent.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn remarks(&self) -> Result<Vec<Remark>> {
        Ok(remarks(&self.view().quality()?, self.lang))
    }

    /// Attributes of these members that a source says otherwise, the least sure first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn contradictions(&self, filter: Option<&Expr>) -> Result<Vec<Contradicted>> {
        self.view().contradictions(filter).map_err(|error| said(error, self.lang))
    }

    fn export(&mut self, order: &ExportOrder, watch: &mut Watch<'_>) -> Result<u64> {
        let lang = self.lang;
        // What cannot be logged is not handed out.
        let store = self.writer()?;
        let rows = export::export(store.view(), order, lang, watch)?;
        store.audit("export", &export::record(order, rows))?;
        Ok(rows)
    }
}

pub(super) fn said(error: StoreError, lang: Lang) -> anyhow::Error {
    tracing::error!(%error);
    anyhow!(error.say(lang))
}
