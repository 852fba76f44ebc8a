BEGIN TRANSACTION;
CREATE TABLE absence (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	begins_at DATETIME NOT NULL, 
	until DATETIME, 
	said_by INTEGER NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_absence PRIMARY KEY (id), 
	CONSTRAINT fk_absence_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_absence_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_absence_said_by FOREIGN KEY(said_by) REFERENCES person (id), 
	CONSTRAINT ck_absence_order CHECK (until IS NULL OR until > begins_at), 
	CONSTRAINT uq_absence_person_id_begins_at UNIQUE (person_id, begins_at)
);
INSERT INTO "absence" VALUES(1,1,3,'2026-11-23 08:00:00.000000','2026-11-23 12:00:00.000000',2,'slack_text','2026-11-23 08:00:00.000000');
INSERT INTO "absence" VALUES(2,1,2,'2026-11-23 08:00:00.000000',NULL,2,'slack_text','2026-11-23 08:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0009');
CREATE TABLE approval (
	id INTEGER NOT NULL, 
	reply_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	body_hash VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_approval PRIMARY KEY (id), 
	CONSTRAINT fk_approval_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id), 
	CONSTRAINT fk_approval_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_approval_reply_id_person_id UNIQUE (reply_id, person_id), 
	CONSTRAINT ck_approval_role CHECK (role IN ('sender','owner','deputy','lead_alone'))
);
INSERT INTO "approval" VALUES(1,1,3,'sender','a1','','ledger','2026-11-23 08:00:00.000000');
INSERT INTO "approval" VALUES(2,2,3,'sender','b2','','ledger','2026-11-23 08:00:00.000000');
CREATE TABLE bucket (
	"key" VARCHAR NOT NULL, 
	next_at DATETIME NOT NULL, 
	CONSTRAINT pk_bucket PRIMARY KEY ("key")
);
INSERT INTO "bucket" VALUES('chat.update','2026-11-23 08:00:00.000000');
CREATE TABLE burst (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	place VARCHAR NOT NULL, 
	began_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_burst PRIMARY KEY (id), 
	CONSTRAINT fk_burst_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id)
);
INSERT INTO "burst" VALUES(1,1,'#support-orders','2026-11-23 08:00:00.000000',NULL);
CREATE TABLE burst_ticket (
	id INTEGER NOT NULL, 
	burst_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	page INTEGER NOT NULL, 
	own_card BOOLEAN DEFAULT false NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_burst_ticket PRIMARY KEY (id), 
	CONSTRAINT fk_burst_ticket_burst_id FOREIGN KEY(burst_id) REFERENCES burst (id), 
	CONSTRAINT fk_burst_ticket_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT uq_burst_ticket_ticket_id UNIQUE (ticket_id)
);
INSERT INTO "burst_ticket" VALUES(1,1,1001,1,0,'2026-11-23 08:00:00.000000');
CREATE TABLE cause (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	rule VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	spike_id INTEGER, 
	at DATETIME NOT NULL, 
	retention VARCHAR NOT NULL, 
	CONSTRAINT pk_cause PRIMARY KEY (id), 
	CONSTRAINT fk_cause_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_cause_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_cause_spike_id FOREIGN KEY(spike_id) REFERENCES spike (id), 
	CONSTRAINT uq_cause_ticket_id_rule UNIQUE (ticket_id, rule)
);
INSERT INTO "cause" VALUES(1,1,1001,'carrier','order_status','GLS',1,'2026-11-23 08:00:00.000000','messages');
CREATE TABLE channel_read (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	channel VARCHAR NOT NULL, 
	read_ts VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_channel_read PRIMARY KEY (id), 
	CONSTRAINT fk_channel_read_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_channel_read_desk_id_channel UNIQUE (desk_id, channel)
);
INSERT INTO "channel_read" VALUES(1,1,'C0HELPIT01','1764579700.000100','2026-11-23 08:00:00.000000');
CREATE TABLE conversation (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	external_id VARCHAR NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	CONSTRAINT pk_conversation PRIMARY KEY (id), 
	CONSTRAINT fk_conversation_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_conversation_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT uq_conversation_desk_id_source_external_id UNIQUE (desk_id, source, external_id)
);
INSERT INTO "conversation" VALUES(1,1,'generic','88',1001);
INSERT INTO "conversation" VALUES(2,1,'generic','89',1002);
CREATE TABLE day_figure (
	desk_id INTEGER NOT NULL, 
	zone VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	queue VARCHAR NOT NULL, 
	cut VARCHAR NOT NULL, 
	named VARCHAR NOT NULL, 
	figure VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	count INTEGER NOT NULL, 
	wall BIGINT NOT NULL, 
	business BIGINT NOT NULL, 
	spread JSON NOT NULL, 
	CONSTRAINT pk_day_figure PRIMARY KEY (desk_id, zone, day, queue, cut, named, figure, "key"), 
	CONSTRAINT fk_day_figure_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id)
);
INSERT INTO "day_figure" VALUES(1,'Europe/Paris','2026-11-23','orders','type','order_status','first_response','',1,540,540,'{"wall": {"34": 1}, "business": {"34": 1}}');
CREATE TABLE decision (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	offered JSON NOT NULL, 
	state VARCHAR NOT NULL, 
	decided_by INTEGER, 
	decided_at DATETIME, 
	outcome JSON NOT NULL, 
	outcome_day DATE, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_decision PRIMARY KEY (id), 
	CONSTRAINT fk_decision_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_decision_run_id FOREIGN KEY(run_id) REFERENCES digest_run (id), 
	CONSTRAINT fk_decision_decided_by FOREIGN KEY(decided_by) REFERENCES person (id), 
	CONSTRAINT ck_decision_state CHECK (state IN ('offered','taken','dismissed')), 
	CONSTRAINT uq_decision_run_id_kind_subject UNIQUE (run_id, kind, subject)
);
INSERT INTO "decision" VALUES(1,1,1,'2026-11-23','articles','delivery-delays','{"expiring": 4}','offered',NULL,NULL,'{}',NULL,'ledger','2026-11-23 08:00:00.000000');
CREATE TABLE department_tag (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	department VARCHAR NOT NULL, 
	tagged_at DATETIME NOT NULL, 
	CONSTRAINT pk_department_tag PRIMARY KEY (id), 
	CONSTRAINT fk_department_tag_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_department_tag_desk_id_department UNIQUE (desk_id, department)
);
INSERT INTO "department_tag" VALUES(1,1,'logistics','2026-11-23 08:00:00.000000');
CREATE TABLE desk (
	id INTEGER NOT NULL, 
	team_id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_desk PRIMARY KEY (id)
);
INSERT INTO "desk" VALUES(1,'T0SHOP','2026-11-23 08:00:00.000000');
CREATE TABLE desk_version (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	toml VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_desk_version PRIMARY KEY (id), 
	CONSTRAINT fk_desk_version_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_desk_version_desk_id_hash UNIQUE (desk_id, hash)
);
INSERT INTO "desk_version" VALUES(1,1,'5f0c','[[queues]]
name = "orders"
','2026-11-23 08:00:00.000000');
CREATE TABLE digest_run (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	digest VARCHAR NOT NULL, 
	audience VARCHAR NOT NULL, 
	local_date DATE NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_digest_run PRIMARY KEY (id), 
	CONSTRAINT fk_digest_run_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_digest_run_desk_id_digest_audience_local_date UNIQUE (desk_id, digest, audience, local_date)
);
INSERT INTO "digest_run" VALUES(1,1,'daily','orders','2026-11-22','2026-11-23 08:00:00.000000');
CREATE TABLE draft (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR, 
	facts JSON NOT NULL, 
	body VARCHAR NOT NULL, 
	sentences JSON NOT NULL, 
	records JSON NOT NULL, 
	language VARCHAR NOT NULL, 
	engine VARCHAR NOT NULL, 
	last_message_id INTEGER, 
	desk_version_id INTEGER NOT NULL, 
	prompt_id VARCHAR NOT NULL, 
	prompt_version INTEGER, 
	input_tokens INTEGER NOT NULL, 
	output_tokens INTEGER NOT NULL, 
	cost_micros INTEGER, 
	latency_ms INTEGER NOT NULL, 
	opened BOOLEAN NOT NULL, 
	decided_by INTEGER, 
	decided_at DATETIME, 
	reject_reason VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, type VARCHAR DEFAULT '' NOT NULL, cached_tokens INTEGER DEFAULT '0' NOT NULL, change FLOAT, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT fk_draft_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_draft_desk_version_id FOREIGN KEY(desk_version_id) REFERENCES desk_version (id), 
	CONSTRAINT fk_draft_decided_by FOREIGN KEY(decided_by) REFERENCES person (id), 
	CONSTRAINT ck_draft_state CHECK (state IN ('proposed','sent','edited','rejected','superseded','withheld','asked')), 
	CONSTRAINT ck_draft_withheld_is_empty CHECK (state <> 'withheld' OR body = '')
);
INSERT INTO "draft" VALUES(1,1001,'sent',NULL,'{"carrier": "GLS"}','Hello Jo,
your order left us on Monday.','[{"text": "Hello Jo,", "source": "template"}]','[]','en','embedded',1,1,'',NULL,0,0,NULL,0,0,3,'2026-11-23 08:00:00.000000','','model_text','2026-11-23 08:00:00.000000','',0,NULL);
INSERT INTO "draft" VALUES(2,1002,'withheld','sensitive','{}','','[]','[]','','embedded',NULL,1,'',NULL,0,0,NULL,0,0,NULL,NULL,'','model_text','2026-11-23 08:00:00.000000','',0,NULL);
CREATE TABLE escalation (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	"to" VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	within_seconds INTEGER NOT NULL, 
	asked_by INTEGER NOT NULL, 
	first_holder INTEGER, 
	asked_at DATETIME NOT NULL, 
	accepted_by INTEGER, 
	accepted_at DATETIME, 
	ended_by INTEGER, 
	ended_at DATETIME, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_escalation PRIMARY KEY (id), 
	CONSTRAINT fk_escalation_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_escalation_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_escalation_asked_by FOREIGN KEY(asked_by) REFERENCES person (id), 
	CONSTRAINT fk_escalation_first_holder FOREIGN KEY(first_holder) REFERENCES person (id), 
	CONSTRAINT fk_escalation_accepted_by FOREIGN KEY(accepted_by) REFERENCES person (id), 
	CONSTRAINT fk_escalation_ended_by FOREIGN KEY(ended_by) REFERENCES person (id), 
	CONSTRAINT ck_escalation_state CHECK (state IN ('asked','accepted','settled','ended'))
);
INSERT INTO "escalation" VALUES(1,1,1002,'asked','much at stake','@marta','needs a decision',3600,3,3,'2026-11-23 08:00:00.000000',NULL,NULL,NULL,NULL,'ledger','2026-11-23 08:00:00.000000');
CREATE TABLE escalation_ask (
	id INTEGER NOT NULL, 
	escalation_id INTEGER NOT NULL, 
	who VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	passed_by INTEGER, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_escalation_ask PRIMARY KEY (id), 
	CONSTRAINT fk_escalation_ask_escalation_id FOREIGN KEY(escalation_id) REFERENCES escalation (id), 
	CONSTRAINT fk_escalation_ask_passed_by FOREIGN KEY(passed_by) REFERENCES person (id), 
	CONSTRAINT uq_escalation_ask_escalation_id_who UNIQUE (escalation_id, who)
);
INSERT INTO "escalation_ask" VALUES(1,1,'U0MARTA','@marta',NULL,'ledger','2026-11-23 08:00:00.000000');
CREATE TABLE event (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	token VARCHAR NOT NULL, 
	ticket_id INTEGER, 
	spike_id INTEGER, 
	sequence INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	sealed BOOLEAN NOT NULL, 
	facts JSON NOT NULL, 
	retention VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT fk_event_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_event_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_event_spike_id FOREIGN KEY(spike_id) REFERENCES spike (id), 
	CONSTRAINT ck_event_about CHECK ((ticket_id IS NULL) <> (spike_id IS NULL))
);
INSERT INTO "event" VALUES(1,1,'evt_1',1001,NULL,2,'ticket.claimed','person:3',0,'{"queue": "orders"}','ledger','2026-11-23 08:00:00.000000','2026-11-23 08:00:00.000000');
INSERT INTO "event" VALUES(2,1,'evt_2',NULL,1,1,'spike.opened','system',0,'{"tickets": 4}','ledger','2026-11-23 08:00:00.000000','2026-11-23 08:00:00.000000');
CREATE TABLE handoff (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	desk_id INTEGER NOT NULL, 
	department VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	needs VARCHAR NOT NULL, 
	told VARCHAR NOT NULL, 
	asked_by INTEGER NOT NULL, 
	asked_at DATETIME NOT NULL, 
	accept_by DATETIME NOT NULL, 
	wanted_at DATETIME NOT NULL, 
	promised_at DATETIME NOT NULL, 
	answered_by INTEGER, 
	answered_at DATETIME, 
	missed VARCHAR NOT NULL, 
	tagged BOOLEAN NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT fk_handoff_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_handoff_asked_by FOREIGN KEY(asked_by) REFERENCES person (id), 
	CONSTRAINT fk_handoff_answered_by FOREIGN KEY(answered_by) REFERENCES person (id), 
	CONSTRAINT ck_handoff_state CHECK (state IN ('asked','accepted','proposed','declined','done','need_more','withdrawn'))
);
INSERT INTO "handoff" VALUES(1,1,'logistics','accepted','Where is the parcel?','We are asking.',3,'2026-11-23 08:00:00.000000','2026-11-23 09:00:00.000000','2026-11-23 16:00:00.000000','2026-11-23 16:00:00.000000',2,'2026-11-23 08:00:00.000000','',1,'messages','2026-11-23 08:00:00.000000');
CREATE TABLE handoff_ticket (
	id INTEGER NOT NULL, 
	handoff_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	added_by INTEGER NOT NULL, 
	answered_by INTEGER, 
	answered_at DATETIME, 
	told_at DATETIME, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_handoff_ticket PRIMARY KEY (id), 
	CONSTRAINT fk_handoff_ticket_handoff_id FOREIGN KEY(handoff_id) REFERENCES handoff (id), 
	CONSTRAINT fk_handoff_ticket_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_handoff_ticket_added_by FOREIGN KEY(added_by) REFERENCES person (id), 
	CONSTRAINT fk_handoff_ticket_answered_by FOREIGN KEY(answered_by) REFERENCES person (id), 
	CONSTRAINT ck_handoff_ticket_state CHECK (state IN ('waiting','done','need_more','declined','withdrawn')), 
	CONSTRAINT uq_handoff_ticket_handoff_id_ticket_id UNIQUE (handoff_id, ticket_id)
);
INSERT INTO "handoff_ticket" VALUES(1,1,1001,'waiting','',3,NULL,NULL,NULL,'messages','2026-11-23 08:00:00.000000');
CREATE TABLE identity (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	external_id VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	CONSTRAINT pk_identity PRIMARY KEY (id), 
	CONSTRAINT fk_identity_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_identity_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_identity_desk_id_kind_external_id UNIQUE (desk_id, kind, external_id)
);
INSERT INTO "identity" VALUES(1,1,1,'generic','c-7','messages');
INSERT INTO "identity" VALUES(2,1,2,'slack','U0MARTA','messages');
CREATE TABLE inbox (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	external_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	error VARCHAR NOT NULL, 
	ticket_id INTEGER, 
	answer JSON NOT NULL, 
	retention VARCHAR NOT NULL, 
	received_at DATETIME NOT NULL, trace VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_inbox PRIMARY KEY (id), 
	CONSTRAINT fk_inbox_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_inbox_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT uq_inbox_desk_id_source_external_id UNIQUE (desk_id, source, external_id), 
	CONSTRAINT ck_inbox_state CHECK (state IN ('done','parked','waiting'))
);
INSERT INTO "inbox" VALUES(1,1,'generic','m-1','ticket.created','done','','',1001,'{}','messages','2026-11-23 08:00:00.000000','');
INSERT INTO "inbox" VALUES(2,1,'generic','m-2','ticket.created','parked','{"type": 1}','type: expected a word',NULL,'{}','messages','2026-11-23 08:00:00.000000','');
CREATE TABLE inlet (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	mark VARCHAR NOT NULL, 
	asked_at DATETIME, 
	away_since DATETIME, 
	failures INTEGER NOT NULL, 
	fault VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_inlet PRIMARY KEY (id), 
	CONSTRAINT fk_inlet_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_inlet_desk_id_source UNIQUE (desk_id, source)
);
INSERT INTO "inlet" VALUES(1,1,'mail','17:4','2026-11-23 08:00:00.000000',NULL,0,'','2026-11-23 08:00:00.000000');
CREATE TABLE journal (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR NOT NULL, 
	action VARCHAR NOT NULL, 
	detail JSON NOT NULL, 
	desk_version_id INTEGER NOT NULL, 
	previous VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (id), 
	CONSTRAINT fk_journal_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_journal_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_journal_desk_version_id FOREIGN KEY(desk_version_id) REFERENCES desk_version (id), 
	CONSTRAINT uq_journal_ticket_id_seq UNIQUE (ticket_id, seq)
);
INSERT INTO "journal" VALUES(1,1,1001,1,'2026-11-23 08:00:00.000000','person:3','created','{"draft": 1}',1,'h0','5d41402a','h1');
INSERT INTO "journal" VALUES(2,1,1001,2,'2026-11-23 08:00:00.000000','person:3','claimed','{"draft": 1}',1,'h1','5d41402a','h2');
INSERT INTO "journal" VALUES(3,1,1001,3,'2026-11-23 08:00:00.000000','person:3','sent','{"draft": 1}',1,'h2','5d41402a','h3');
CREATE TABLE learned_question (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	article_id VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_learned_question PRIMARY KEY (id), 
	CONSTRAINT fk_learned_question_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_learned_question_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT uq_learned_question_ticket_id_article_id UNIQUE (ticket_id, article_id)
);
INSERT INTO "learned_question" VALUES(1,1,'delivery-delays','en','Where is my order?',1001,'messages','2026-11-23 08:00:00.000000');
CREATE TABLE message (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	conversation_id INTEGER NOT NULL, 
	external_id VARCHAR NOT NULL, 
	named BOOLEAN NOT NULL, 
	author VARCHAR NOT NULL, 
	author_name VARCHAR NOT NULL, 
	person_id INTEGER, 
	body VARCHAR NOT NULL, 
	attachments JSON NOT NULL, 
	public BOOLEAN NOT NULL, 
	reply_id INTEGER, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT fk_message_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_message_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id), 
	CONSTRAINT fk_message_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_message_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id), 
	CONSTRAINT uq_message_conversation_id_external_id UNIQUE (conversation_id, external_id), 
	CONSTRAINT uq_message_reply_id UNIQUE (reply_id), 
	CONSTRAINT ck_message_author CHECK (author IN ('customer','agent','note'))
);
INSERT INTO "message" VALUES(1,1001,1,'880',1,'customer','',1,'Where''s my order 4417?; it "should" be here 📦

-- 
Jo','[]',1,NULL,'messages','2026-11-23 08:00:00.000000');
INSERT INTO "message" VALUES(2,1001,1,'881',1,'agent','',3,'Hello Jo, …','[]',1,1,'messages','2026-11-23 08:00:00.000000');
INSERT INTO "message" VALUES(3,1002,2,'890',0,'customer','',1,'C''est trop !','[{"name": "photo.jpg", "type": "image/jpeg", "size": 48213}]',1,NULL,'messages','2026-11-23 08:00:00.000000');
INSERT INTO "message" VALUES(4,1001,1,'slack:C0ORDERS:1795400050.000300',0,'note','Ana',3,'The carrier knows.','[]',0,NULL,'messages','2026-11-23 08:00:00.000000');
CREATE TABLE notice (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	"to" VARCHAR NOT NULL, 
	person_id INTEGER, 
	ticket_id INTEGER, 
	facts JSON NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (id), 
	CONSTRAINT fk_notice_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_notice_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_notice_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id)
);
INSERT INTO "notice" VALUES(1,1,'approval_needed','@marta',2,1002,'{"reply": 2}','slack_text','2026-11-23 08:00:00.000000');
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	lane VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	priority INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	due_at DATETIME NOT NULL, 
	touched INTEGER NOT NULL, 
	attempts INTEGER NOT NULL, 
	lease_token VARCHAR NOT NULL, 
	lease_until DATETIME, 
	last_error VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	finished_at DATETIME, trace VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT ck_outbox_state CHECK (state IN ('pending','leased','done','unsure','dead'))
);
INSERT INTO "outbox" VALUES(1,1,'card','1001','1001/card','chat.update',50,'done','2026-11-23 08:00:00.000000',1,0,'',NULL,'','2026-11-23 08:00:00.000000',NULL,'');
INSERT INTO "outbox" VALUES(2,1,'card','1002','1002/card','chat.update',50,'pending','2026-11-23 08:00:00.000000',1,0,'',NULL,'','2026-11-23 08:00:00.000000',NULL,'');
CREATE TABLE outside_call (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	draft_id INTEGER, 
	vendor VARCHAR NOT NULL, 
	model VARCHAR NOT NULL, 
	prompt_id VARCHAR NOT NULL, 
	prompt_version INTEGER NOT NULL, 
	request VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	names VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	input_tokens INTEGER, 
	cached_tokens INTEGER, 
	output_tokens INTEGER, 
	cost_micros INTEGER, 
	latency_ms INTEGER NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_outside_call PRIMARY KEY (id), 
	CONSTRAINT fk_outside_call_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_outside_call_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_outside_call_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id)
);
INSERT INTO "outside_call" VALUES(1,1,1001,1,'openai','gpt-6-luna','reply',1,'{"input": []}','','','answered',812,NULL,NULL,NULL,0,'model_text','2026-11-23 08:00:00.000000');
CREATE TABLE person (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	email_verified BOOLEAN NOT NULL, 
	segment VARCHAR NOT NULL, 
	value INTEGER, 
	language VARCHAR NOT NULL, 
	restricted BOOLEAN NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, locale VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT fk_person_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id)
);
INSERT INTO "person" VALUES(1,1,'customer','Jo Doe','jo@mail.example',0,'',NULL,'',0,'messages','2026-11-23 08:00:00.000000','en-GB');
INSERT INTO "person" VALUES(2,1,'staff','Marta','marta@mail.example',0,'',NULL,'',0,'messages','2026-11-23 08:00:00.000000','en-GB');
INSERT INTO "person" VALUES(3,1,'staff','Ines','ines@mail.example',0,'',NULL,'',0,'messages','2026-11-23 08:00:00.000000','en-GB');
CREATE TABLE person_setting (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	language VARCHAR NOT NULL, 
	time_zone VARCHAR NOT NULL, 
	week JSON NOT NULL, 
	quiet_from VARCHAR NOT NULL, 
	quiet_until VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_person_setting PRIMARY KEY (id), 
	CONSTRAINT fk_person_setting_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_person_setting_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_person_setting_person_id UNIQUE (person_id)
);
INSERT INTO "person_setting" VALUES(1,1,3,'fr','Europe/Paris','{"mon": [{"start": "08:00:00", "end": "12:30:00"}]}','19:00','07:30','messages','2026-11-23 08:00:00.000000');
CREATE TABLE promise (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	reply_id INTEGER NOT NULL, 
	promised_at DATETIME NOT NULL, 
	person_id INTEGER NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_promise PRIMARY KEY (id), 
	CONSTRAINT fk_promise_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_promise_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_promise_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id), 
	CONSTRAINT fk_promise_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_promise_reply_id UNIQUE (reply_id)
);
INSERT INTO "promise" VALUES(1,1,1001,1,'2026-11-25 08:00:00.000000',3,'ledger','2026-11-23 08:00:00.000000');
CREATE TABLE quarantine (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	depends_on VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	lifted_by INTEGER, 
	lifted_at DATETIME, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_quarantine PRIMARY KEY (id), 
	CONSTRAINT fk_quarantine_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_quarantine_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_quarantine_lifted_by FOREIGN KEY(lifted_by) REFERENCES person (id), 
	CONSTRAINT ck_quarantine_kind CHECK (kind IN ('article','template','prompt'))
);
INSERT INTO "quarantine" VALUES(1,1,'article','delivery-delays','carrier','DHL → GLS from 1 Dec',2,NULL,NULL,'ledger','2026-11-23 08:00:00.000000');
CREATE TABLE question (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	response_url VARCHAR NOT NULL, 
	asked_by INTEGER NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_question PRIMARY KEY (id), 
	CONSTRAINT fk_question_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_question_asked_by FOREIGN KEY(asked_by) REFERENCES person (id), 
	CONSTRAINT ck_question_kind CHECK (kind IN ('try','kb'))
);
INSERT INTO "question" VALUES(1,1,'try','Where is my order 4417?','https://hooks.slack.com/commands/1',3,'messages','2026-11-23 08:00:00.000000');
CREATE TABLE queue_pause (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	queue VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	until DATETIME NOT NULL, 
	ended_at DATETIME, 
	ended_by INTEGER, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_queue_pause PRIMARY KEY (id), 
	CONSTRAINT fk_queue_pause_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_queue_pause_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_queue_pause_ended_by FOREIGN KEY(ended_by) REFERENCES person (id)
);
INSERT INTO "queue_pause" VALUES(1,1,'orders','-',2,'2026-11-23 08:00:00.000000',NULL,NULL,'ledger','2026-11-23 08:00:00.000000');
CREATE TABLE rating (
	id INTEGER NOT NULL, 
	draft_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	good BOOLEAN NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_rating PRIMARY KEY (id), 
	CONSTRAINT fk_rating_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id), 
	CONSTRAINT fk_rating_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_rating_draft_id_person_id UNIQUE (draft_id, person_id)
);
INSERT INTO "rating" VALUES(1,1,3,1,'ledger','2026-11-23 08:00:00.000000');
CREATE TABLE record (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	fields JSON NOT NULL, 
	person_id INTEGER, 
	retention VARCHAR NOT NULL, 
	read_at DATETIME, 
	CONSTRAINT pk_record PRIMARY KEY (id), 
	CONSTRAINT fk_record_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_record_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_record_ticket_id_source_key UNIQUE (ticket_id, source, "key"), 
	CONSTRAINT ck_record_state CHECK (state IN ('own','foreign','unknown','unreachable'))
);
INSERT INTO "record" VALUES(1,1001,'orders','4417','own','{"carrier": "GLS"}',1,'messages','2026-11-23 08:00:00.000000');
INSERT INTO "record" VALUES(2,1002,'orders','5120','foreign','{}',NULL,'messages',NULL);
CREATE TABLE redraft (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	draft_id INTEGER NOT NULL, 
	wish VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_redraft PRIMARY KEY (id), 
	CONSTRAINT fk_redraft_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_redraft_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id), 
	CONSTRAINT fk_redraft_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_redraft_draft_id UNIQUE (draft_id)
);
INSERT INTO "redraft" VALUES(1,1001,1,'shorter',3,'model_text','2026-11-23 08:00:00.000000');
CREATE TABLE reply (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	draft_id INTEGER, 
	state VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	disclosed BOOLEAN NOT NULL, 
	written_by INTEGER NOT NULL, 
	keys_needed INTEGER NOT NULL, 
	last_message_id INTEGER, 
	after_send VARCHAR NOT NULL, 
	send_after DATETIME, 
	stop_reason VARCHAR NOT NULL, 
	stop_facts JSON NOT NULL, 
	external_id VARCHAR NOT NULL, 
	sent_at DATETIME, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, asked INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_reply PRIMARY KEY (id), 
	CONSTRAINT fk_reply_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_reply_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id), 
	CONSTRAINT fk_reply_written_by FOREIGN KEY(written_by) REFERENCES person (id), 
	CONSTRAINT ck_reply_keys_needed CHECK (keys_needed IN (1, 2)), 
	CONSTRAINT ck_reply_state CHECK (state IN ('awaiting_keys','undo','sending','sent','unsure','stopped','taken_back'))
);
INSERT INTO "reply" VALUES(1,1001,1,'sent','Hello Jo,
your order left us on Monday.','en',1,3,1,1,'wait',NULL,'','{}','r-1','2026-11-23 08:00:00.000000','messages','2026-11-23 08:00:00.000000',0);
INSERT INTO "reply" VALUES(2,1002,NULL,'awaiting_keys','Bonjour, …','fr',0,3,2,NULL,'wait',NULL,'','{}','',NULL,'messages','2026-11-23 08:00:00.000000',0);
CREATE TABLE report (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	draft_id INTEGER, 
	reply_id INTEGER, 
	kind VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	settled_by INTEGER, 
	settled_at DATETIME, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_report PRIMARY KEY (id), 
	CONSTRAINT fk_report_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_report_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_report_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id), 
	CONSTRAINT fk_report_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id), 
	CONSTRAINT fk_report_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_report_settled_by FOREIGN KEY(settled_by) REFERENCES person (id), 
	CONSTRAINT ck_report_kind CHECK (kind IN ('fact','policy','tone','privacy','wrong_customer'))
);
INSERT INTO "report" VALUES(1,1,1001,NULL,1,'policy',3,NULL,NULL,'ledger','2026-11-23 08:00:00.000000');
CREATE TABLE request (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	channel VARCHAR NOT NULL, 
	ts VARCHAR NOT NULL, 
	thread_ts VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	author_id INTEGER, 
	wanted_by INTEGER, 
	ticket_id INTEGER, 
	read_ts VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_request PRIMARY KEY (id), 
	CONSTRAINT fk_request_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_request_author_id FOREIGN KEY(author_id) REFERENCES person (id), 
	CONSTRAINT fk_request_wanted_by FOREIGN KEY(wanted_by) REFERENCES person (id), 
	CONSTRAINT fk_request_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT ck_request_state CHECK (state IN ('asked','wanted','opened','declined','withdrawn')), 
	CONSTRAINT uq_request_desk_id_channel_ts UNIQUE (desk_id, channel, ts)
);
INSERT INTO "request" VALUES(1,1,'C0HELPIT01','1764579600.000100','','help-it','opened',1,3,1001,'1764579600.000200','ledger','2026-11-23 08:00:00.000000');
INSERT INTO "request" VALUES(2,1,'C0HELPIT01','1764579700.000100','','help-it','asked',1,NULL,NULL,'','ledger','2026-11-23 08:00:00.000000');
CREATE TABLE review_sample (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	week DATE NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	queue VARCHAR NOT NULL, 
	reasons JSON NOT NULL, 
	answered_by INTEGER, 
	reviewer_id INTEGER, 
	state VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	ended_at DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_review_sample PRIMARY KEY (id), 
	CONSTRAINT fk_review_sample_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_review_sample_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_review_sample_answered_by FOREIGN KEY(answered_by) REFERENCES person (id), 
	CONSTRAINT fk_review_sample_reviewer_id FOREIGN KEY(reviewer_id) REFERENCES person (id), 
	CONSTRAINT ck_review_sample_state CHECK (state IN ('waiting','done','dropped')), 
	CONSTRAINT ck_review_sample_not_own CHECK (reviewer_id IS NULL OR answered_by IS NULL OR reviewer_id <> answered_by), 
	CONSTRAINT uq_review_sample_desk_id_week_ticket_id UNIQUE (desk_id, week, ticket_id)
);
INSERT INTO "review_sample" VALUES(1,1,'2026-11-23',1001,'orders','["quick"]',3,2,'waiting','reviews',NULL,'2026-11-23 08:00:00.000000');
CREATE TABLE review_score (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	sample_id INTEGER NOT NULL, 
	reviewer_id INTEGER NOT NULL, 
	criterion VARCHAR NOT NULL, 
	score INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_review_score PRIMARY KEY (id), 
	CONSTRAINT fk_review_score_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_review_score_sample_id FOREIGN KEY(sample_id) REFERENCES review_sample (id), 
	CONSTRAINT fk_review_score_reviewer_id FOREIGN KEY(reviewer_id) REFERENCES person (id), 
	CONSTRAINT uq_review_score_sample_id_reviewer_id_criterion UNIQUE (sample_id, reviewer_id, criterion)
);
INSERT INTO "review_score" VALUES(1,1,1,2,'tone',4,'Warm.','reviews','2026-11-23 08:00:00.000000');
CREATE TABLE roll_up_check (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	zone VARCHAR NOT NULL, 
	days INTEGER NOT NULL, 
	differences INTEGER NOT NULL, 
	examples JSON NOT NULL, 
	checked_at DATETIME NOT NULL, 
	CONSTRAINT pk_roll_up_check PRIMARY KEY (id), 
	CONSTRAINT fk_roll_up_check_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_roll_up_check_desk_id_zone UNIQUE (desk_id, zone)
);
INSERT INTO "roll_up_check" VALUES(1,1,'Europe/Paris',1,0,'[]','2026-11-23 08:00:00.000000');
CREATE TABLE roll_up_mark (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	zone VARCHAR NOT NULL, 
	journal_id INTEGER NOT NULL, 
	looked_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_roll_up_mark PRIMARY KEY (id), 
	CONSTRAINT fk_roll_up_mark_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_roll_up_mark_desk_id_zone UNIQUE (desk_id, zone)
);
INSERT INTO "roll_up_mark" VALUES(1,1,'Europe/Paris',1,'2026-11-23 08:00:00.000000','2026-11-23 08:00:00.000000');
CREATE TABLE rolled_day (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	zone VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	rolled_at DATETIME, 
	asked_at DATETIME, 
	desk_version INTEGER, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_rolled_day PRIMARY KEY (id), 
	CONSTRAINT fk_rolled_day_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_rolled_day_desk_id_zone_day UNIQUE (desk_id, zone, day)
);
INSERT INTO "rolled_day" VALUES(1,1,'Europe/Paris','2026-11-23','2026-11-23 08:00:00.000000',NULL,1,'2026-11-23 08:00:00.000000');
INSERT INTO "rolled_day" VALUES(2,1,'Europe/Paris','2026-11-24',NULL,'2026-11-23 08:00:00.000000',NULL,'2026-11-23 08:00:00.000000');
CREATE TABLE roster (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	place VARCHAR NOT NULL, 
	slack_id VARCHAR NOT NULL, 
	members JSON NOT NULL, 
	retention VARCHAR NOT NULL, 
	refreshed_at DATETIME NOT NULL, 
	CONSTRAINT pk_roster PRIMARY KEY (id), 
	CONSTRAINT fk_roster_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_roster_desk_id_place UNIQUE (desk_id, place)
);
INSERT INTO "roster" VALUES(1,1,'#support-orders','C0ORDERS','["U0MARTA", "U0INES"]','ledger','2026-11-23 08:00:00.000000');
CREATE TABLE seat (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	holder VARCHAR NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_seat PRIMARY KEY (id), 
	CONSTRAINT fk_seat_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_seat_desk_id_name_number UNIQUE (desk_id, name, number)
);
INSERT INTO "seat" VALUES(1,1,'socket',1,'web-1','2026-11-23 08:00:00.000000');
CREATE TABLE shadow_draft (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	type VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	sentences JSON NOT NULL, 
	language VARCHAR NOT NULL, 
	engine VARCHAR NOT NULL, 
	prompt_id VARCHAR NOT NULL, 
	prompt_version INTEGER, 
	reply_id INTEGER, 
	change FLOAT, 
	decided_at DATETIME, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_shadow_draft PRIMARY KEY (id), 
	CONSTRAINT fk_shadow_draft_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_shadow_draft_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_shadow_draft_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id), 
	CONSTRAINT uq_shadow_draft_ticket_id UNIQUE (ticket_id)
);
INSERT INTO "shadow_draft" VALUES(1,1,1002,'refund','Bonjour, …','[]','fr','embedded','',NULL,NULL,NULL,NULL,'model_text','2026-11-23 08:00:00.000000');
CREATE TABLE silence (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	last_heard_at DATETIME, 
	usual INTEGER NOT NULL, 
	noticed_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_silence PRIMARY KEY (id), 
	CONSTRAINT fk_silence_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id)
);
INSERT INTO "silence" VALUES(1,1,'generic','2026-11-23 08:00:00.000000',9,'2026-11-23 08:00:00.000000',NULL);
CREATE TABLE slack_note (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	message_id INTEGER, 
	channel VARCHAR NOT NULL, 
	ts VARCHAR NOT NULL, 
	in_thread BOOLEAN NOT NULL, 
	edited VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_slack_note PRIMARY KEY (id), 
	CONSTRAINT fk_slack_note_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_slack_note_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_slack_note_message_id FOREIGN KEY(message_id) REFERENCES message (id), 
	CONSTRAINT uq_slack_note_desk_id_channel_ts UNIQUE (desk_id, channel, ts)
);
INSERT INTO "slack_note" VALUES(1,1,1001,4,'C0ORDERS','1795400050.000300',1,'','messages','2026-11-23 08:00:00.000000');
CREATE TABLE slack_post (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	ticket_id INTEGER, 
	kind VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	ts VARCHAR, 
	thread_ts VARCHAR, 
	state VARCHAR NOT NULL, 
	shown VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_slack_post PRIMARY KEY (id), 
	CONSTRAINT fk_slack_post_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_slack_post_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT uq_slack_post_desk_id_channel_ts UNIQUE (desk_id, channel, ts), 
	CONSTRAINT ck_slack_post_state CHECK (state IN ('posting','live','moved','gone'))
);
INSERT INTO "slack_post" VALUES(1,1,1001,'card','1001','#support-orders','C0ORDERS','1795420800.000100',NULL,'live','','slack_text','2026-11-23 08:00:00.000000');
INSERT INTO "slack_post" VALUES(2,1,1002,'card','1002','#support-orders','C0ORDERS',NULL,NULL,'posting','','slack_text','2026-11-23 08:00:00.000000');
CREATE TABLE source_check (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	checked DATE NOT NULL, 
	valid_until DATE NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_source_check PRIMARY KEY (id), 
	CONSTRAINT fk_source_check_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_source_check_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT ck_source_check_kind CHECK (kind IN ('article','template','prompt'))
);
INSERT INTO "source_check" VALUES(1,1,'article','delivery-delays','en',3,2,'2026-11-23','2027-02-21','ledger','2026-11-23 08:00:00.000000');
CREATE TABLE span (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	holder VARCHAR NOT NULL, 
	department VARCHAR NOT NULL, 
	person_id INTEGER, 
	queue VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	from_at DATETIME NOT NULL, 
	to_at DATETIME, 
	business_seconds INTEGER, 
	calendar_hash VARCHAR NOT NULL, 
	retention VARCHAR NOT NULL, 
	CONSTRAINT pk_span PRIMARY KEY (id), 
	CONSTRAINT fk_span_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT fk_span_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT ck_span_order CHECK (to_at IS NULL OR to_at >= from_at)
);
INSERT INTO "span" VALUES(1,1001,'support','',NULL,'orders','new','2026-11-23 08:00:00.000000','2026-11-23 08:05:00.000000',300,'c1','ledger');
INSERT INTO "span" VALUES(2,1001,'customer','',NULL,'orders','waiting_customer','2026-11-23 08:05:00.000000',NULL,NULL,'','ledger');
INSERT INTO "span" VALUES(3,1002,'support','',2,'orders','waiting_approval','2026-11-23 08:00:00.000000',NULL,NULL,'','ledger');
CREATE TABLE spend (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	micros INTEGER NOT NULL, 
	calls INTEGER NOT NULL, 
	warned BOOLEAN NOT NULL, 
	CONSTRAINT pk_spend PRIMARY KEY (id), 
	CONSTRAINT fk_spend_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_spend_desk_id_day UNIQUE (desk_id, day)
);
INSERT INTO "spend" VALUES(1,1,'2026-11-23',1240,1,0);
CREATE TABLE spike (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	rule VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	begun_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	usual FLOAT NOT NULL, 
	hours INTEGER NOT NULL, 
	decided_by INTEGER, 
	decided_at DATETIME, 
	handoff_id INTEGER, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_spike PRIMARY KEY (id), 
	CONSTRAINT fk_spike_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_spike_decided_by FOREIGN KEY(decided_by) REFERENCES person (id), 
	CONSTRAINT fk_spike_handoff_id FOREIGN KEY(handoff_id) REFERENCES handoff (id), 
	CONSTRAINT ck_spike_state CHECK (state IN ('growing','incident','over','dismissed'))
);
INSERT INTO "spike" VALUES(1,1,'carrier','order_status','GLS','incident','#support-orders','2026-11-23 08:00:00.000000','2026-11-23 08:00:00.000000',1.5,4,2,'2026-11-23 08:00:00.000000',1,'messages','2026-11-23 08:00:00.000000');
CREATE TABLE submission (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	view_id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_submission PRIMARY KEY (id), 
	CONSTRAINT fk_submission_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_submission_desk_id_view_id UNIQUE (desk_id, view_id)
);
INSERT INTO "submission" VALUES(1,1,'V0EDIT','2026-11-23 08:00:00.000000');
CREATE TABLE ticket (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	desk_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	queue VARCHAR NOT NULL, 
	type VARCHAR, 
	type_source VARCHAR NOT NULL, 
	type_confidence FLOAT, 
	guess VARCHAR, 
	priority VARCHAR NOT NULL, 
	level VARCHAR NOT NULL, 
	classes JSON NOT NULL, 
	marked JSON NOT NULL, 
	unmarked JSON NOT NULL, 
	keys_needed INTEGER NOT NULL, 
	language VARCHAR NOT NULL, 
	via VARCHAR NOT NULL, 
	customer_id INTEGER NOT NULL, 
	assignee_id INTEGER, 
	escalated_to VARCHAR NOT NULL, 
	escalation_reason VARCHAR NOT NULL, 
	attributes JSON NOT NULL, 
	summary JSON NOT NULL, 
	missing JSON NOT NULL, 
	duplicate_of VARCHAR NOT NULL, 
	contacts INTEGER NOT NULL, 
	rules JSON NOT NULL, 
	url VARCHAR NOT NULL, 
	continues INTEGER, 
	merged_into INTEGER, 
	last_message_id INTEGER, 
	first_response_due DATETIME, 
	first_response_at DATETIME, 
	resolved_at DATETIME, 
	close_after DATETIME, 
	reopened INTEGER NOT NULL, 
	desk_version_id INTEGER NOT NULL, 
	retention VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	prepared BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, snoozed_until DATETIME, ended_at DATETIME, faded INTEGER DEFAULT '0' NOT NULL, avoidable VARCHAR DEFAULT '' NOT NULL, joined_to INTEGER, by_turn BOOLEAN DEFAULT 0 NOT NULL, next_response_due DATETIME, resolution_due DATETIME, first_response_warn DATETIME, next_response_warn DATETIME, resolution_warn DATETIME, due_at DATETIME, warn_at DATETIME, late_at DATETIME, clocked_under INTEGER, waiting_since DATETIME, 
	CONSTRAINT fk_ticket_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_ticket_customer_id FOREIGN KEY(customer_id) REFERENCES person (id), 
	CONSTRAINT fk_ticket_assignee_id FOREIGN KEY(assignee_id) REFERENCES person (id), 
	CONSTRAINT fk_ticket_continues FOREIGN KEY(continues) REFERENCES ticket (id), 
	CONSTRAINT fk_ticket_merged_into FOREIGN KEY(merged_into) REFERENCES ticket (id), 
	CONSTRAINT fk_ticket_desk_version_id FOREIGN KEY(desk_version_id) REFERENCES desk_version (id), 
	CONSTRAINT ck_ticket_keys_needed CHECK (keys_needed IN (1, 2)), 
	CONSTRAINT ck_ticket_level CHECK (level IN ('none','caution','sensitive')), 
	CONSTRAINT ck_ticket_state CHECK (state IN ('new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed','resolved','closed','merged','not_a_request'))
);
INSERT INTO "ticket" VALUES(1001,1,'generic','waiting_customer','Where''s my order 4417?; it "should" be here 📦','orders','order_status','classifier',0.91,NULL,'normal','none','[]','[]','[]',1,'en','email',1,3,'','','{"order": "4417"}','{}','[]','',1,'["words: where, order"]','',NULL,NULL,2,'2026-11-23 10:00:00.000000','2026-11-23 08:09:00.000000',NULL,NULL,0,1,'messages',1,0,'2026-11-23 08:00:00.000000',NULL,NULL,0,'',NULL,0,NULL,'2026-11-24 00:00:00.000000',NULL,NULL,NULL,'2026-11-24 00:00:00.000000',NULL,NULL,1,NULL);
INSERT INTO "ticket" VALUES(1002,1,'generic','waiting_approval','I want compensation','orders',NULL,'none',NULL,NULL,'normal','sensitive','["compensation"]','[]','[]',2,'fr','chat',1,NULL,'','','{}','{}','[]','',1,'[]','',1001,NULL,3,NULL,NULL,NULL,NULL,0,1,'messages',1,0,'2026-11-23 08:00:00.000000',NULL,NULL,0,'',NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE timer (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	due_at DATETIME NOT NULL, 
	since DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_timer PRIMARY KEY (id), 
	CONSTRAINT fk_timer_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT uq_timer_desk_id_kind_subject UNIQUE (desk_id, kind, subject)
);
INSERT INTO "timer" VALUES(1,1,'digest','daily@#managers','2026-11-24 08:00:00.000000','2026-11-23 08:00:00.000000','2026-11-23 08:00:00.000000');
CREATE TABLE turn (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	queue VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	retention VARCHAR NOT NULL, 
	given_at DATETIME NOT NULL, 
	CONSTRAINT pk_turn PRIMARY KEY (id), 
	CONSTRAINT fk_turn_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_turn_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_turn_desk_id_queue_person_id UNIQUE (desk_id, queue, person_id)
);
INSERT INTO "turn" VALUES(1,1,'orders',3,'ledger','2026-11-23 08:00:00.000000');
CREATE TABLE type_mode (
	id INTEGER NOT NULL, 
	desk_id INTEGER NOT NULL, 
	type VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	"before" VARCHAR NOT NULL, 
	person_id INTEGER, 
	reason VARCHAR NOT NULL, 
	facts JSON NOT NULL, 
	retention VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_type_mode PRIMARY KEY (id), 
	CONSTRAINT fk_type_mode_desk_id FOREIGN KEY(desk_id) REFERENCES desk (id), 
	CONSTRAINT fk_type_mode_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT ck_type_mode_mode CHECK (mode IN ('off','shadow','suggest'))
);
INSERT INTO "type_mode" VALUES(1,1,'refund','suggest','shadow',2,'','{}','ledger','2026-11-23 08:00:00.000000');
CREATE INDEX ix_identity_person_id ON identity (person_id);
CREATE INDEX ix_ticket_assignee_id ON ticket (assignee_id);
CREATE INDEX ix_ticket_created ON ticket (desk_id, created_at);
CREATE INDEX ix_ticket_customer ON ticket (customer_id, created_at);
CREATE INDEX ix_ticket_open ON ticket (queue, state, priority, created_at) WHERE state IN ('new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed');
CREATE INDEX ix_ticket_resolved ON ticket (desk_id, resolved_at);
CREATE INDEX ix_ticket_to_close ON ticket (desk_id, close_after) WHERE state = 'resolved';
CREATE INDEX ix_conversation_ticket_id ON conversation (ticket_id);
CREATE INDEX ix_span_ended ON span (queue, to_at);
CREATE INDEX ix_span_ticket ON span (ticket_id, from_at);
CREATE UNIQUE INDEX uq_span_open ON span (ticket_id) WHERE to_at IS NULL;
CREATE INDEX ix_draft_ticket_id ON draft (ticket_id);
CREATE UNIQUE INDEX uq_draft_current ON draft (ticket_id) WHERE state IN ('proposed','withheld','asked');
CREATE INDEX ix_reply_ticket_id ON reply (ticket_id);
CREATE UNIQUE INDEX uq_reply_under_way ON reply (ticket_id) WHERE state IN ('awaiting_keys','undo','sending','unsure');
CREATE INDEX ix_message_person_id ON message (person_id);
CREATE INDEX ix_message_ticket_id ON message (ticket_id);
CREATE INDEX ix_inbox_unfinished ON inbox (state, id) WHERE state <> 'done';
CREATE INDEX ix_outbox_due ON outbox (priority, due_at, id) WHERE state = 'pending';
CREATE INDEX ix_outbox_lane ON outbox (lane, id) WHERE state IN ('pending','leased','unsure');
CREATE INDEX ix_outbox_not_done ON outbox (desk_id, kind, subject) WHERE state <> 'done';
CREATE UNIQUE INDEX uq_outbox_leased_lane ON outbox (lane) WHERE state = 'leased';
CREATE UNIQUE INDEX uq_outbox_pending ON outbox (desk_id, kind, subject) WHERE state = 'pending';
CREATE INDEX ix_journal_action ON journal (desk_id, action, at);
CREATE INDEX ix_slack_post_ticket ON slack_post (ticket_id);
CREATE UNIQUE INDEX uq_slack_post_live ON slack_post (desk_id, kind, subject) WHERE state IN ('posting','live');
CREATE INDEX ix_inbox_received ON inbox (desk_id, source, received_at);
CREATE INDEX ix_ticket_to_fade ON ticket (desk_id, faded, ended_at) WHERE state IN ('closed','merged','not_a_request');
CREATE INDEX ix_timer_due ON timer (desk_id, due_at);
CREATE UNIQUE INDEX uq_silence_open ON silence (desk_id, source) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX uq_burst_live ON burst (desk_id, place) WHERE ended_at IS NULL;
CREATE INDEX ix_burst_ticket_page ON burst_ticket (burst_id, page);
CREATE INDEX ix_draft_type ON draft (type, decided_at);
CREATE INDEX ix_outside_call_made ON outside_call (desk_id, created_at);
CREATE INDEX ix_outside_call_ticket_id ON outside_call (ticket_id);
CREATE INDEX ix_report_ticket_id ON report (ticket_id);
CREATE INDEX ix_report_open ON report (desk_id, id) WHERE settled_at IS NULL;
CREATE INDEX ix_redraft_ticket_id ON redraft (ticket_id);
CREATE INDEX ix_shadow_draft_type ON shadow_draft (desk_id, type, decided_at);
CREATE INDEX ix_type_mode_type ON type_mode (desk_id, type, id);
CREATE UNIQUE INDEX uq_quarantine_open ON quarantine (desk_id, kind, name) WHERE lifted_at IS NULL;
CREATE INDEX ix_source_check_of ON source_check (desk_id, kind, name, id);
CREATE INDEX ix_learned_question_desk ON learned_question (desk_id, id);
CREATE INDEX ix_handoff_open ON handoff (desk_id, department, promised_at) WHERE state IN ('asked','accepted','proposed','need_more');
CREATE INDEX ix_handoff_ticket_ticket ON handoff_ticket (ticket_id, id);
CREATE INDEX ix_ticket_joined ON ticket (joined_to) WHERE joined_to IS NOT NULL;
CREATE INDEX ix_question_created ON question (desk_id, created_at);
CREATE UNIQUE INDEX uq_queue_pause_running ON queue_pause (desk_id, queue) WHERE ended_at IS NULL;
CREATE INDEX ix_ticket_due ON ticket (desk_id, queue, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX ix_ticket_warn ON ticket (desk_id, warn_at) WHERE warn_at IS NOT NULL;
CREATE INDEX ix_ticket_clocked ON ticket (desk_id, clocked_under) WHERE state IN ('new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed');
CREATE INDEX ix_ticket_line ON ticket (desk_id, queue, state, waiting_since, id) WHERE state IN ('new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed');
CREATE INDEX ix_ticket_unheld ON ticket (desk_id, queue, waiting_since, id) WHERE assignee_id IS NULL AND state IN ('new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed');
CREATE INDEX ix_ticket_sensitive ON ticket (desk_id, queue, waiting_since, id) WHERE level = 'sensitive' AND state IN ('new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed');
CREATE INDEX ix_ticket_held ON ticket (desk_id, queue, assignee_id, state, due_at) WHERE assignee_id IS NOT NULL AND state IN ('new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed');
CREATE INDEX ix_ticket_asleep ON ticket (desk_id, queue, snoozed_until, id) WHERE state = 'snoozed';
CREATE UNIQUE INDEX uq_escalation_open ON escalation (ticket_id) WHERE state IN ('asked','accepted');
CREATE INDEX ix_escalation_ticket ON escalation (ticket_id, id);
CREATE INDEX ix_slack_note_ticket_id ON slack_note (ticket_id);
CREATE INDEX ix_promise_ticket_id ON promise (ticket_id);
CREATE INDEX ix_request_state ON request (desk_id, state, id);
CREATE UNIQUE INDEX uq_spike_standing ON spike (desk_id, rule, type, value) WHERE state IN ('growing','incident');
CREATE INDEX ix_cause_key ON cause (desk_id, rule, type, value, at);
CREATE INDEX ix_cause_at ON cause (desk_id, at);
CREATE INDEX ix_cause_spike ON cause (spike_id) WHERE spike_id IS NOT NULL;
CREATE INDEX ix_rolled_day_asked ON rolled_day (desk_id, zone, asked_at);
CREATE INDEX ix_review_sample_waiting ON review_sample (desk_id, reviewer_id) WHERE state = 'waiting';
CREATE INDEX ix_review_sample_ticket ON review_sample (ticket_id);
CREATE INDEX ix_review_score_at ON review_score (desk_id, created_at);
CREATE INDEX ix_decision_day ON decision (desk_id, day);
CREATE INDEX ix_ticket_mine ON ticket (desk_id, queue, assignee_id, waiting_since, id) WHERE assignee_id IS NOT NULL AND state IN ('new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed');
CREATE INDEX ix_event_ticket ON event (ticket_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('ticket',1002);
INSERT INTO "sqlite_sequence" VALUES('handoff',1);
COMMIT;
