"""Numbered steps that bring a database to the newest schema; each runs once, in one transaction.

A step is frozen: it holds its own SQL and never looks at the SQLModel classes, which describe the newest
state. A test compares what the steps made with what the classes declare.
"""

import sqlite3
from collections.abc import Callable

_LOCAL = """
create table meta (key text primary key, value) without rowid;
create table replica (no integer primary key, id blob not null, person_id blob, device_name text,
    created_at integer, reason text, successor_of blob, key blob, retired blob);
create table txn (no integer primary key, id blob not null, replica_no integer, n integer, author_id blob,
    at integer, zone text, kind text, label text, undoes blob, app text, schema integer, stamp integer);
create unique index txn_id on txn(id);
create table change (no integer primary key, txn_no integer, part integer, body blob, old blob,
    stream integer, sealed_seq integer);
create index change_txn on change(txn_no);
create index change_unsealed on change(no) where sealed_seq is null;
create table touched (row_id blob not null, txn_no integer not null, primary key (row_id, txn_no)) without rowid;
create index touched_txn on touched(txn_no);
create table table_name (no integer primary key, name text not null);
create table public_holiday (country text, region text, year integer, on_date text, name text,
    primary key (country, region, on_date)) without rowid;
create virtual table note_index using fts5(subject, note, content='', tokenize="unicode61 remove_diacritics 2");
"""

_SYNCED = {
    "team": "name text",
    "rep": "name text, role text, manager_id blob, team_id blob, email text, timezone text, country text,"
    " region text, hours text, left_on text",
    "account": "name text, segment text, segment_by text, status text, sector text, street text, city text,"
    " postal_code text, region text, country text, timezone text, hours text, parent_id blob, owner_id blob,"
    " interval_days integer, revenue real, currency text, potential text, phone text, website text, note text,"
    " primary_contact_id blob, source_created_on text, tracking_started_on text, merged_into blob, root_id blob,"
    " folded text, last_touch_on text, last_mail_on text, due_on text, cadence_days integer, cadence_rule text,"
    " attempts integer, last_attempt_on text",
    "contact": "name text, first_name text, last_name text, title text, department text, role text, support text, status text,"
    " do_not_contact integer, do_not_mail integer, interval_days integer, owner_id blob, primary_account_id blob,"
    " reports_to_id blob, email text, phone text, birthday text, note text, source_created_on text,"
    " tracking_started_on text, merged_into blob, root_id blob, folded text, keeper_id blob,"
    " last_touch_on text, last_mail_on text, due_on text, cadence_days integer, cadence_rule text,"
    " attempts integer, last_attempt_on text",
    "contact_account": "contact_id blob, account_id blob, role text",
    "contact_role": "contact_id blob, role text",
    "contact_point": "contact_id blob, kind text, value text, label text",
    "interaction": "type text, outcome text, status text, direction text, occurred_on text, occurred_at integer,"
    " zone text, minutes integer, subject text, note text, account_id blob, rep_id blob, source text,"
    " logged_at integer, request_id blob, is_touch integer",
    "participant": "interaction_id blob, contact_id blob, occurred_on text, is_touch integer",
    "task": "kind text, title text, note text, status text, priority text, due_on text, done_on text,"
    " outcome text, owner_id blob, account_id blob, contact_id blob, request_id blob, interaction_id blob,"
    " source_created_on text, tracking_started_on text",
    "request": "title text, type text, impact text, urgency text, opened_at integer, zone text, due_on text, owner_id blob,"
    " account_id blob, contact_id blob, interaction_id blob, note text",
    "request_event": "request_id blob, kind text, at integer, note text, by_id blob, after blob",
    "idea": "title text, status text, product text, account_id blob, contact_id blob, interaction_id blob,"
    " owner_id blob",
    "training": "topic text, kind text, given_on text, account_id blob, interaction_id blob",
    "training_person": "training_id blob, contact_id blob",
    "info": "title text, kind text, brought_on text, contact_id blob, account_id blob, reaction text,"
    " interaction_id blob",
    "feedback": "kind text, score integer, asked_on text, contact_id blob, account_id blob, note text,"
    " interaction_id blob",
    "deal": "name text, stage text, stage_name text, amount real, currency text, closed_on text, account_id blob,"
    " contact_id blob, owner_id blob, source_created_on text",
    "leave": "rep_id blob, since text, until text, cover_id blob",
    "holiday": "on_date text, until text, title text, account_id blob, rep_id blob",
    "snooze": "target_id blob, until text, reason text, set_on text, rep_id blob",
    "tag": "name text",
    "tagging": "tag_id blob, target_id blob",
    "custom_field": "name text",
    "custom_value": "field_id blob, target_id blob, value text",
    "setting": "name text, value text",
    "source": "name text",
    "external_ref": "source_id blob, kind text, external_id text, target_id blob, row_hash blob",
    "import_batch": "at integer, label text, files text",
    "import_shape": "name text, value text",
    "erased": "table_no integer, row_id blob, txn_no integer, match blob",
}

_INDEXES = """
create index account_due on account(owner_id, due_on) where due_on is not null;
create index account_last on account(owner_id, last_touch_on);
create index account_parent on account(parent_id) where parent_id is not null;
create index account_root on account(root_id) where root_id is not null;
create index contact_due on contact(keeper_id, due_on) where due_on is not null;
create index contact_last on contact(keeper_id, last_touch_on);
create index account_name on account(folded) where _hidden = 0 and root_id is null;
create index contact_name on contact(folded, email) where _hidden = 0 and root_id is null;
create index contact_account_of on contact(primary_account_id);
create index account_merged on account(merged_into) where merged_into is not null;
create index contact_merged on contact(merged_into) where merged_into is not null;
create index contact_root on contact(root_id) where root_id is not null;
create index contact_reports on contact(reports_to_id) where reports_to_id is not null;
create index contact_account_contact on contact_account(contact_id);
create index contact_account_account on contact_account(account_id);
create index contact_role_contact on contact_role(contact_id);
create index contact_point_contact on contact_point(contact_id);
create index interaction_account on interaction(account_id, occurred_on, is_touch);
create index interaction_planned on interaction(rep_id, occurred_on) where status = 'planned';
create index interaction_day on interaction(occurred_on);
create index participant_interaction on participant(interaction_id);
create index participant_contact on participant(contact_id, occurred_on, is_touch);
create index task_open on task(owner_id, due_on) where done_on is null;
create index task_account on task(account_id);
create index task_interaction on task(interaction_id) where interaction_id is not null;
create index request_account on request(account_id);
create index request_event_request on request_event(request_id);
create index deal_account on deal(account_id);
create index snooze_target on snooze(target_id);
create index tagging_target on tagging(target_id);
create index custom_value_target on custom_value(target_id);
create index external_ref_target on external_ref(target_id);
"""


def _run(db: sqlite3.Connection, script: str) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


def _step_1(db: sqlite3.Connection) -> None:
    _run(db, _LOCAL)
    for name, columns in _SYNCED.items():
        db.execute(
            f"create table {name} (id blob primary key not null, _dots blob, _hidden integer not null default 0,"
            f" {columns})"
        )
    _run(db, _INDEXES)


_STEP_2 = """
create index interaction_hidden on interaction(id) where _hidden <> 0;
create index interaction_qbr on interaction(account_id, occurred_on) where type = 'qbr';
create index task_contact on task(contact_id) where contact_id is not null;
create index request_contact on request(contact_id) where contact_id is not null;
create index deal_contact on deal(contact_id) where contact_id is not null;
create index training_account on training(account_id);
create index training_person_training on training_person(training_id);
create index training_person_contact on training_person(contact_id);
create index info_account on info(account_id);
create index info_contact on info(contact_id) where contact_id is not null;
create index idea_account on idea(account_id);
create index idea_contact on idea(contact_id) where contact_id is not null;
create index feedback_account on feedback(account_id);
create index feedback_contact on feedback(contact_id) where contact_id is not null;
"""


def _step_2(db: sqlite3.Connection) -> None:
    """What the details of an account and of a person, and the bin, look up."""
    _run(db, _STEP_2)


_STEP_3_COLUMNS = {
    "contact": "level text, role_confirmed_on text, support_on text, support_note text, new_employer text, left_on text,"
    " preferred_channel text, preferred_hours text",
    "interaction": "qbr_id blob, solicited integer, note_kind text",
    "request": "via text, handed_to text, handed_due_on text, executive_who text, executive_due_on text,"
    " executive_done_on text",
    "task": "qbr_id blob, idea_id blob, first_due_on text, noted_on text, carried_to_id blob",
    "idea": "status_on text, note text",
    "training": "due_on text, expires_on text, usage integer",
    "info": "path text, url text, note text, writer_id blob, due_on text",
}

_STEP_3_TABLES = {
    "also_rep": "interaction_id blob, rep_id blob",
    "qbr": "account_id blob, owner_id blob, due_on text, proposed_on text, scheduled_at integer, zone text, held_on text,"
    " note text, decisions text, minutes_sent_on text, pack_made_on text, pack_sent_at integer, skip_reason text,"
    " approver text, cancelled_on text, interaction_id blob",
    "qbr_item": "qbr_id blob, item text, done_on text",
    "qbr_person": "qbr_id blob, contact_id blob, accepted_on text",
    "qbr_info": "qbr_id blob, info_id blob",
    "seat": "account_id blob, role text, title text, level text, department text, reports_to_id blob",
    "topic": "title text, valid_months integer",
    "info_sector": "info_id blob, sector text",
    "share": "info_id blob, contact_id blob, account_id blob, brought_on text, reaction text, interaction_id blob",
    "fact": "account_id blob, kind text, value text, on_date text",
    "delivery": "account_id blob, order_no text, line text, product text, promised real, delivered real, unit text,"
    " promised_on text, delivered_on text",
}

_STEP_3 = """
drop index interaction_account;
create index interaction_account on interaction(account_id, occurred_on, is_touch, rep_id);
create index request_owner on request(owner_id);
create index also_rep_interaction on also_rep(interaction_id);
create index qbr_account on qbr(account_id);
create index qbr_item_qbr on qbr_item(qbr_id);
create index qbr_person_qbr on qbr_person(qbr_id);
create index qbr_person_contact on qbr_person(contact_id);
create index qbr_info_qbr on qbr_info(qbr_id);
create index seat_account on seat(account_id);
create index info_sector_info on info_sector(info_id);
create index share_info on share(info_id);
create index share_account on share(account_id);
create index share_contact on share(contact_id) where contact_id is not null;
create index fact_account on fact(account_id);
create index delivery_account on delivery(account_id);
create index task_qbr on task(qbr_id) where qbr_id is not null;
create index task_request on task(request_id) where request_id is not null;
create index task_idea on task(idea_id) where idea_id is not null;
create index interaction_request on interaction(request_id) where request_id is not null;
create index interaction_note on interaction(account_id, occurred_on) where note_kind is not null;
create index contact_confirmed on contact(primary_account_id) where role_confirmed_on is not null;
create index contact_left on contact(primary_account_id) where status in ('left', 'moved');
"""


def _step_3(db: sqlite3.Connection) -> None:
    """What requests, reviews, the network, training, news and ideas keep of their own."""
    for table, columns in _STEP_3_COLUMNS.items():
        for column in columns.split(", "):
            db.execute(f"alter table {table} add column {column}")
    for name, columns in _STEP_3_TABLES.items():
        db.execute(
            f"create table {name} (id blob primary key not null, _dots blob, _hidden integer not null default 0,"
            f" {columns})"
        )
    _run(db, _STEP_3)


_STEP_4 = """
create table sync_frame (no integer primary key, stream integer not null default 0, replica blob not null, seq integer not null,
    identity blob not null, prev blob, body_hash blob, state integer, n_first integer, n_last integer, flags integer,
    seen_at integer, bytes blob);
create unique index sync_frame_key on sync_frame(stream, replica, seq, identity);
create index sync_frame_txn on sync_frame(replica, n_first, n_last);
create index sync_frame_waits on sync_frame(state) where state <> 0;
create index sync_frame_unseen on sync_frame(no) where seen_at is null;
create table sync_head (table_no integer not null, row_id blob not null, field_no integer not null, stamp integer not null,
    replica_no integer not null, value blob, differs integer, primary key (row_id, table_no, field_no, stamp, replica_no))
    without rowid;
create index sync_head_differs on sync_head(row_id) where differs = 1;
create table sync_named (table_no integer not null, row_id blob not null, field_no integer not null, stamp integer not null,
    replica_no integer not null, primary key (row_id, table_no, field_no, stamp, replica_no)) without rowid;
create table sync_delete (table_no integer not null, row_id blob not null, stamp integer not null, replica_no integer not null,
    dots blob, is_open integer, primary key (row_id, table_no, stamp, replica_no)) without rowid;
create index sync_delete_open on sync_delete(row_id) where is_open = 1;
create table sync_unknown (table_no integer not null, row_id blob not null, field_no integer not null, stamp integer not null,
    replica_no integer not null, value blob, primary key (row_id, table_no, field_no, stamp, replica_no)) without rowid;
alter table replica add column _dots blob;
alter table erased add column fields blob;
create unique index replica_id on replica(id);
"""
_DELETE = 2
"""The kind of a record of the log that puts a row into the bin."""


def _step_4(db: sqlite3.Connection) -> None:
    """What a merge with other devices keeps beside the rows; deletes so far are found in the log."""
    _run(db, _STEP_4)
    numbers = db.execute(
        "select c.no, t.stamp, t.replica_no from change c join txn t on t.no = c.txn_no"
    ).fetchall()
    if not numbers:
        return
    import msgspec.msgpack  # noqa: PLC0415 -- an upgrade only, not a fresh file

    for no, base, replica in numbers:
        (body,) = db.execute("select body from change where no = ?", (no,)).fetchone()
        for record in msgspec.msgpack.decode(body):
            if record[0] == _DELETE:
                dots = [[base - offset, other] for offset, other in record[5]]
                db.execute(
                    "insert into sync_delete (table_no, row_id, stamp, replica_no, dots, is_open) values (?, ?, ?, ?, ?, 0)",
                    (record[1], record[2], base + record[3], replica, msgspec.msgpack.encode(dots)),
                )


_STEP_5_TABLES = {
    "target": "rep_id blob, account_id blob, since text, until text, planned real",
    "rate": "currency text, per real, on_date text",
    "approval": "kind text, subject_id blob, account_id blob, asked text, asked_by_id blob, asked_on text, reason text,"
    " state text, decided_by_id blob, decided_on text, note text",
    "handover": "account_id blob, from_id blob, to_id blob, started_on text, done_on text, cover_until text",
    "handover_item": "handover_id blob, item text, done_on text, note text",
}

_STEP_5 = """
alter table replica add column synced_at integer;
create index txn_replica on txn(replica_no, at);
create index target_rep on target(rep_id);
create index approval_open on approval(id) where state = 'open';
create index approval_subject on approval(subject_id);
create index handover_account on handover(account_id);
create index handover_item_handover on handover_item(handover_id);
create index interaction_team on interaction(occurred_on, rep_id, is_touch, type, account_id) where status = 'completed';
"""


def _step_5(db: sqlite3.Connection) -> None:
    """What a manager sets, decides and hands over; when each device was last in touch with the team."""
    for name, columns in _STEP_5_TABLES.items():
        db.execute(
            f"create table {name} (id blob primary key not null, _dots blob, _hidden integer not null default 0,"
            f" {columns})"
        )
    _run(db, _STEP_5)


_STEP_6 = """
drop index participant_contact;
alter table participant add column touch_rep_id blob;
alter table participant add column touch_type text;
alter table participant add column touch_direction text;
update participant set (touch_rep_id, touch_type, touch_direction) =
    (select rep_id, type, direction from interaction where id = interaction_id);
create index participant_contact on participant(contact_id, occurred_on, is_touch, touch_rep_id, touch_type, touch_direction);
drop index request_event_request;
create index request_event_request on request_event(request_id, at, kind, _hidden);
"""


def _step_6(db: sqlite3.Connection) -> None:
    """Who of us met a person and how, beside the day, in one index; another tells what ended a request."""
    _run(db, _STEP_6)


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _step_1,
    _step_2,
    _step_3,
    _step_4,
    _step_5,
    _step_6,
)
SCHEMA = len(STEPS)
