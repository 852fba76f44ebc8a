--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: absence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.absence (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    person_id integer NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    said_by integer NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_absence_order CHECK (((until IS NULL) OR (until > begins_at)))
);


--
-- Name: absence_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.absence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: absence_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.absence_id_seq OWNED BY public.absence.id;


--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: approval; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.approval (
    id integer NOT NULL,
    reply_id integer NOT NULL,
    person_id integer NOT NULL,
    role character varying NOT NULL,
    body_hash character varying NOT NULL,
    reason character varying NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_approval_role CHECK (((role)::text = ANY ((ARRAY['sender'::character varying, 'owner'::character varying, 'deputy'::character varying, 'lead_alone'::character varying])::text[])))
);


--
-- Name: approval_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.approval_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: approval_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.approval_id_seq OWNED BY public.approval.id;


--
-- Name: bucket; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bucket (
    key character varying NOT NULL,
    next_at timestamp with time zone NOT NULL
);


--
-- Name: burst; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.burst (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    place character varying NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);


--
-- Name: burst_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.burst_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: burst_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.burst_id_seq OWNED BY public.burst.id;


--
-- Name: burst_ticket; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.burst_ticket (
    id integer NOT NULL,
    burst_id integer NOT NULL,
    ticket_id integer NOT NULL,
    page integer NOT NULL,
    own_card boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: burst_ticket_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.burst_ticket_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: burst_ticket_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.burst_ticket_id_seq OWNED BY public.burst_ticket.id;


--
-- Name: cause; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cause (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    ticket_id integer NOT NULL,
    rule character varying NOT NULL,
    type character varying NOT NULL,
    value character varying NOT NULL,
    spike_id integer,
    at timestamp with time zone NOT NULL,
    retention character varying NOT NULL
);


--
-- Name: cause_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.cause_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: cause_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.cause_id_seq OWNED BY public.cause.id;


--
-- Name: channel_read; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channel_read (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    channel character varying NOT NULL,
    read_ts character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: channel_read_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.channel_read_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: channel_read_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.channel_read_id_seq OWNED BY public.channel_read.id;


--
-- Name: conversation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conversation (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    source character varying NOT NULL,
    external_id character varying NOT NULL,
    ticket_id integer NOT NULL
);


--
-- Name: conversation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.conversation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: conversation_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.conversation_id_seq OWNED BY public.conversation.id;


--
-- Name: day_figure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.day_figure (
    desk_id integer NOT NULL,
    zone character varying NOT NULL,
    day date NOT NULL,
    queue character varying NOT NULL,
    cut character varying NOT NULL,
    named character varying NOT NULL,
    figure character varying NOT NULL,
    key character varying NOT NULL,
    count integer NOT NULL,
    wall bigint NOT NULL,
    business bigint NOT NULL,
    spread json NOT NULL
);


--
-- Name: decision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.decision (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    run_id integer NOT NULL,
    day date NOT NULL,
    kind character varying NOT NULL,
    subject character varying NOT NULL,
    offered json NOT NULL,
    state character varying NOT NULL,
    decided_by integer,
    decided_at timestamp with time zone,
    outcome json NOT NULL,
    outcome_day date,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_decision_state CHECK (((state)::text = ANY ((ARRAY['offered'::character varying, 'taken'::character varying, 'dismissed'::character varying])::text[])))
);


--
-- Name: decision_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.decision_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: decision_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.decision_id_seq OWNED BY public.decision.id;


--
-- Name: department_tag; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.department_tag (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    department character varying NOT NULL,
    tagged_at timestamp with time zone NOT NULL
);


--
-- Name: department_tag_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.department_tag_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: department_tag_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.department_tag_id_seq OWNED BY public.department_tag.id;


--
-- Name: desk; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.desk (
    id integer NOT NULL,
    team_id character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: desk_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.desk_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: desk_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.desk_id_seq OWNED BY public.desk.id;


--
-- Name: desk_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.desk_version (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    hash character varying NOT NULL,
    toml character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: desk_version_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.desk_version_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: desk_version_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.desk_version_id_seq OWNED BY public.desk_version.id;


--
-- Name: digest_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.digest_run (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    digest character varying NOT NULL,
    audience character varying NOT NULL,
    local_date date NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: digest_run_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.digest_run_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: digest_run_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.digest_run_id_seq OWNED BY public.digest_run.id;


--
-- Name: draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.draft (
    id integer NOT NULL,
    ticket_id integer NOT NULL,
    state character varying NOT NULL,
    reason character varying,
    facts json NOT NULL,
    body character varying NOT NULL,
    sentences json NOT NULL,
    records json NOT NULL,
    language character varying NOT NULL,
    engine character varying NOT NULL,
    last_message_id integer,
    desk_version_id integer NOT NULL,
    prompt_id character varying NOT NULL,
    prompt_version integer,
    input_tokens integer NOT NULL,
    output_tokens integer NOT NULL,
    cost_micros integer,
    latency_ms integer NOT NULL,
    opened boolean NOT NULL,
    decided_by integer,
    decided_at timestamp with time zone,
    reject_reason character varying NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    type character varying DEFAULT ''::character varying NOT NULL,
    cached_tokens integer DEFAULT 0 NOT NULL,
    change double precision,
    CONSTRAINT ck_draft_state CHECK (((state)::text = ANY ((ARRAY['proposed'::character varying, 'sent'::character varying, 'edited'::character varying, 'rejected'::character varying, 'superseded'::character varying, 'withheld'::character varying, 'asked'::character varying])::text[]))),
    CONSTRAINT ck_draft_withheld_is_empty CHECK ((((state)::text <> 'withheld'::text) OR ((body)::text = ''::text)))
);


--
-- Name: draft_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.draft_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: draft_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.draft_id_seq OWNED BY public.draft.id;


--
-- Name: escalation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.escalation (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    ticket_id integer NOT NULL,
    state character varying NOT NULL,
    rule character varying NOT NULL,
    "to" character varying NOT NULL,
    reason character varying NOT NULL,
    within_seconds integer NOT NULL,
    asked_by integer NOT NULL,
    first_holder integer,
    asked_at timestamp with time zone NOT NULL,
    accepted_by integer,
    accepted_at timestamp with time zone,
    ended_by integer,
    ended_at timestamp with time zone,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_escalation_state CHECK (((state)::text = ANY ((ARRAY['asked'::character varying, 'accepted'::character varying, 'settled'::character varying, 'ended'::character varying])::text[])))
);


--
-- Name: escalation_ask; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.escalation_ask (
    id integer NOT NULL,
    escalation_id integer NOT NULL,
    who character varying NOT NULL,
    place character varying NOT NULL,
    passed_by integer,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: escalation_ask_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.escalation_ask_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: escalation_ask_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.escalation_ask_id_seq OWNED BY public.escalation_ask.id;


--
-- Name: escalation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.escalation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: escalation_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.escalation_id_seq OWNED BY public.escalation.id;


--
-- Name: event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    token character varying NOT NULL,
    ticket_id integer,
    spike_id integer,
    sequence integer NOT NULL,
    name character varying NOT NULL,
    actor character varying NOT NULL,
    sealed boolean NOT NULL,
    facts json NOT NULL,
    retention character varying NOT NULL,
    at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_event_about CHECK (((ticket_id IS NULL) <> (spike_id IS NULL)))
);


--
-- Name: event_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.event_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: event_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.event_id_seq OWNED BY public.event.id;


--
-- Name: handoff; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.handoff (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    department character varying NOT NULL,
    state character varying NOT NULL,
    needs character varying NOT NULL,
    told character varying NOT NULL,
    asked_by integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    accept_by timestamp with time zone NOT NULL,
    wanted_at timestamp with time zone NOT NULL,
    promised_at timestamp with time zone NOT NULL,
    answered_by integer,
    answered_at timestamp with time zone,
    missed character varying NOT NULL,
    tagged boolean NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_handoff_state CHECK (((state)::text = ANY ((ARRAY['asked'::character varying, 'accepted'::character varying, 'proposed'::character varying, 'declined'::character varying, 'done'::character varying, 'need_more'::character varying, 'withdrawn'::character varying])::text[])))
);


--
-- Name: handoff_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.handoff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.handoff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: handoff_ticket; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.handoff_ticket (
    id integer NOT NULL,
    handoff_id integer NOT NULL,
    ticket_id integer NOT NULL,
    state character varying NOT NULL,
    answer character varying NOT NULL,
    added_by integer NOT NULL,
    answered_by integer,
    answered_at timestamp with time zone,
    told_at timestamp with time zone,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_handoff_ticket_state CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'done'::character varying, 'need_more'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[])))
);


--
-- Name: handoff_ticket_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.handoff_ticket_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: handoff_ticket_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.handoff_ticket_id_seq OWNED BY public.handoff_ticket.id;


--
-- Name: identity; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.identity (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    person_id integer NOT NULL,
    kind character varying NOT NULL,
    external_id character varying NOT NULL,
    retention character varying NOT NULL
);


--
-- Name: identity_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.identity_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: identity_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.identity_id_seq OWNED BY public.identity.id;


--
-- Name: inbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inbox (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    source character varying NOT NULL,
    external_id character varying NOT NULL,
    kind character varying NOT NULL,
    state character varying NOT NULL,
    body character varying NOT NULL,
    error character varying NOT NULL,
    ticket_id integer,
    answer json NOT NULL,
    retention character varying NOT NULL,
    received_at timestamp with time zone NOT NULL,
    trace character varying DEFAULT ''::character varying NOT NULL,
    CONSTRAINT ck_inbox_state CHECK (((state)::text = ANY ((ARRAY['done'::character varying, 'parked'::character varying, 'waiting'::character varying])::text[])))
);


--
-- Name: inbox_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.inbox_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: inbox_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.inbox_id_seq OWNED BY public.inbox.id;


--
-- Name: inlet; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inlet (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    source character varying NOT NULL,
    mark character varying NOT NULL,
    asked_at timestamp with time zone,
    away_since timestamp with time zone,
    failures integer NOT NULL,
    fault character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: inlet_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.inlet_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: inlet_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.inlet_id_seq OWNED BY public.inlet.id;


--
-- Name: journal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.journal (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    ticket_id integer NOT NULL,
    seq integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor character varying NOT NULL,
    action character varying NOT NULL,
    detail json NOT NULL,
    desk_version_id integer NOT NULL,
    previous character varying NOT NULL,
    key_id character varying NOT NULL,
    hash character varying NOT NULL
);


--
-- Name: journal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.journal_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: journal_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.journal_id_seq OWNED BY public.journal.id;


--
-- Name: learned_question; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.learned_question (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    article_id character varying NOT NULL,
    language character varying NOT NULL,
    text character varying NOT NULL,
    ticket_id integer NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: learned_question_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.learned_question_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: learned_question_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.learned_question_id_seq OWNED BY public.learned_question.id;


--
-- Name: message; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.message (
    id integer NOT NULL,
    ticket_id integer NOT NULL,
    conversation_id integer NOT NULL,
    external_id character varying NOT NULL,
    named boolean NOT NULL,
    author character varying NOT NULL,
    author_name character varying NOT NULL,
    person_id integer,
    body character varying NOT NULL,
    attachments json NOT NULL,
    public boolean NOT NULL,
    reply_id integer,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_message_author CHECK (((author)::text = ANY ((ARRAY['customer'::character varying, 'agent'::character varying, 'note'::character varying])::text[])))
);


--
-- Name: message_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.message_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: message_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.message_id_seq OWNED BY public.message.id;


--
-- Name: notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notice (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    kind character varying NOT NULL,
    "to" character varying NOT NULL,
    person_id integer,
    ticket_id integer,
    facts json NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: notice_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.notice_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: notice_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.notice_id_seq OWNED BY public.notice.id;


--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    kind character varying NOT NULL,
    subject character varying NOT NULL,
    lane character varying NOT NULL,
    bucket character varying NOT NULL,
    priority integer NOT NULL,
    state character varying NOT NULL,
    due_at timestamp with time zone NOT NULL,
    touched integer NOT NULL,
    attempts integer NOT NULL,
    lease_token character varying NOT NULL,
    lease_until timestamp with time zone,
    last_error character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    trace character varying DEFAULT ''::character varying NOT NULL,
    CONSTRAINT ck_outbox_state CHECK (((state)::text = ANY ((ARRAY['pending'::character varying, 'leased'::character varying, 'done'::character varying, 'unsure'::character varying, 'dead'::character varying])::text[])))
);


--
-- Name: outbox_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.outbox_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: outbox_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;


--
-- Name: outside_call; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outside_call (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    ticket_id integer NOT NULL,
    draft_id integer,
    vendor character varying NOT NULL,
    model character varying NOT NULL,
    prompt_id character varying NOT NULL,
    prompt_version integer NOT NULL,
    request character varying NOT NULL,
    answer character varying NOT NULL,
    names character varying NOT NULL,
    outcome character varying NOT NULL,
    input_tokens integer,
    cached_tokens integer,
    output_tokens integer,
    cost_micros integer,
    latency_ms integer NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: outside_call_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.outside_call_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: outside_call_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.outside_call_id_seq OWNED BY public.outside_call.id;


--
-- Name: person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    kind character varying NOT NULL,
    name character varying NOT NULL,
    email character varying NOT NULL,
    email_verified boolean NOT NULL,
    segment character varying NOT NULL,
    value integer,
    language character varying NOT NULL,
    restricted boolean NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    locale character varying DEFAULT ''::character varying NOT NULL
);


--
-- Name: person_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.person_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: person_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;


--
-- Name: person_setting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person_setting (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    person_id integer NOT NULL,
    language character varying NOT NULL,
    time_zone character varying NOT NULL,
    week json NOT NULL,
    quiet_from character varying NOT NULL,
    quiet_until character varying NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: person_setting_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.person_setting_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: person_setting_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.person_setting_id_seq OWNED BY public.person_setting.id;


--
-- Name: promise; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promise (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    ticket_id integer NOT NULL,
    reply_id integer NOT NULL,
    promised_at timestamp with time zone NOT NULL,
    person_id integer NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: promise_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.promise_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: promise_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.promise_id_seq OWNED BY public.promise.id;


--
-- Name: quarantine; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quarantine (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    kind character varying NOT NULL,
    name character varying NOT NULL,
    depends_on character varying NOT NULL,
    reason character varying NOT NULL,
    person_id integer NOT NULL,
    lifted_by integer,
    lifted_at timestamp with time zone,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_quarantine_kind CHECK (((kind)::text = ANY ((ARRAY['article'::character varying, 'template'::character varying, 'prompt'::character varying])::text[])))
);


--
-- Name: quarantine_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.quarantine_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: quarantine_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.quarantine_id_seq OWNED BY public.quarantine.id;


--
-- Name: question; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.question (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    kind character varying NOT NULL,
    text character varying NOT NULL,
    response_url character varying NOT NULL,
    asked_by integer NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_question_kind CHECK (((kind)::text = ANY ((ARRAY['try'::character varying, 'kb'::character varying])::text[])))
);


--
-- Name: question_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.question_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: question_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.question_id_seq OWNED BY public.question.id;


--
-- Name: queue_pause; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.queue_pause (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    queue character varying NOT NULL,
    reason character varying NOT NULL,
    person_id integer NOT NULL,
    until timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by integer,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: queue_pause_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.queue_pause_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: queue_pause_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.queue_pause_id_seq OWNED BY public.queue_pause.id;


--
-- Name: rating; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.rating (
    id integer NOT NULL,
    draft_id integer NOT NULL,
    person_id integer NOT NULL,
    good boolean NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: rating_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.rating_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: rating_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.rating_id_seq OWNED BY public.rating.id;


--
-- Name: record; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record (
    id integer NOT NULL,
    ticket_id integer NOT NULL,
    source character varying NOT NULL,
    key character varying NOT NULL,
    state character varying NOT NULL,
    fields json NOT NULL,
    person_id integer,
    retention character varying NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT ck_record_state CHECK (((state)::text = ANY ((ARRAY['own'::character varying, 'foreign'::character varying, 'unknown'::character varying, 'unreachable'::character varying])::text[])))
);


--
-- Name: record_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.record_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: record_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.record_id_seq OWNED BY public.record.id;


--
-- Name: redraft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.redraft (
    id integer NOT NULL,
    ticket_id integer NOT NULL,
    draft_id integer NOT NULL,
    wish character varying NOT NULL,
    person_id integer NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: redraft_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.redraft_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: redraft_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.redraft_id_seq OWNED BY public.redraft.id;


--
-- Name: reply; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reply (
    id integer NOT NULL,
    ticket_id integer NOT NULL,
    draft_id integer,
    state character varying NOT NULL,
    body character varying NOT NULL,
    language character varying NOT NULL,
    disclosed boolean NOT NULL,
    written_by integer NOT NULL,
    keys_needed integer NOT NULL,
    last_message_id integer,
    after_send character varying NOT NULL,
    send_after timestamp with time zone,
    stop_reason character varying NOT NULL,
    stop_facts json NOT NULL,
    external_id character varying NOT NULL,
    sent_at timestamp with time zone,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    asked integer DEFAULT 0 NOT NULL,
    CONSTRAINT ck_reply_keys_needed CHECK ((keys_needed = ANY (ARRAY[1, 2]))),
    CONSTRAINT ck_reply_state CHECK (((state)::text = ANY ((ARRAY['awaiting_keys'::character varying, 'undo'::character varying, 'sending'::character varying, 'sent'::character varying, 'unsure'::character varying, 'stopped'::character varying, 'taken_back'::character varying])::text[])))
);


--
-- Name: reply_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.reply_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: reply_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.reply_id_seq OWNED BY public.reply.id;


--
-- Name: report; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.report (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    ticket_id integer NOT NULL,
    draft_id integer,
    reply_id integer,
    kind character varying NOT NULL,
    person_id integer NOT NULL,
    settled_by integer,
    settled_at timestamp with time zone,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_report_kind CHECK (((kind)::text = ANY ((ARRAY['fact'::character varying, 'policy'::character varying, 'tone'::character varying, 'privacy'::character varying, 'wrong_customer'::character varying])::text[])))
);


--
-- Name: report_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.report_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: report_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.report_id_seq OWNED BY public.report.id;


--
-- Name: request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.request (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    channel character varying NOT NULL,
    ts character varying NOT NULL,
    thread_ts character varying NOT NULL,
    source character varying NOT NULL,
    state character varying NOT NULL,
    author_id integer,
    wanted_by integer,
    ticket_id integer,
    read_ts character varying NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_request_state CHECK (((state)::text = ANY ((ARRAY['asked'::character varying, 'wanted'::character varying, 'opened'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[])))
);


--
-- Name: request_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.request_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: request_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.request_id_seq OWNED BY public.request.id;


--
-- Name: review_sample; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.review_sample (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    week date NOT NULL,
    ticket_id integer NOT NULL,
    queue character varying NOT NULL,
    reasons json NOT NULL,
    answered_by integer,
    reviewer_id integer,
    state character varying NOT NULL,
    retention character varying NOT NULL,
    ended_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_review_sample_not_own CHECK (((reviewer_id IS NULL) OR (answered_by IS NULL) OR (reviewer_id <> answered_by))),
    CONSTRAINT ck_review_sample_state CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'done'::character varying, 'dropped'::character varying])::text[])))
);


--
-- Name: review_sample_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.review_sample_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: review_sample_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.review_sample_id_seq OWNED BY public.review_sample.id;


--
-- Name: review_score; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.review_score (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    sample_id integer NOT NULL,
    reviewer_id integer NOT NULL,
    criterion character varying NOT NULL,
    score integer NOT NULL,
    note character varying NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: review_score_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.review_score_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: review_score_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.review_score_id_seq OWNED BY public.review_score.id;


--
-- Name: roll_up_check; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.roll_up_check (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    zone character varying NOT NULL,
    days integer NOT NULL,
    differences integer NOT NULL,
    examples json NOT NULL,
    checked_at timestamp with time zone NOT NULL
);


--
-- Name: roll_up_check_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.roll_up_check_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: roll_up_check_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.roll_up_check_id_seq OWNED BY public.roll_up_check.id;


--
-- Name: roll_up_mark; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.roll_up_mark (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    zone character varying NOT NULL,
    journal_id integer NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: roll_up_mark_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.roll_up_mark_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: roll_up_mark_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.roll_up_mark_id_seq OWNED BY public.roll_up_mark.id;


--
-- Name: rolled_day; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.rolled_day (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    zone character varying NOT NULL,
    day date NOT NULL,
    rolled_at timestamp with time zone,
    asked_at timestamp with time zone,
    desk_version integer,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: rolled_day_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.rolled_day_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: rolled_day_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.rolled_day_id_seq OWNED BY public.rolled_day.id;


--
-- Name: roster; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.roster (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    place character varying NOT NULL,
    slack_id character varying NOT NULL,
    members json NOT NULL,
    retention character varying NOT NULL,
    refreshed_at timestamp with time zone NOT NULL
);


--
-- Name: roster_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.roster_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: roster_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.roster_id_seq OWNED BY public.roster.id;


--
-- Name: seat; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.seat (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    name character varying NOT NULL,
    number integer NOT NULL,
    holder character varying NOT NULL,
    until timestamp with time zone NOT NULL
);


--
-- Name: seat_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.seat_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: seat_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.seat_id_seq OWNED BY public.seat.id;


--
-- Name: shadow_draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.shadow_draft (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    ticket_id integer NOT NULL,
    type character varying NOT NULL,
    body character varying NOT NULL,
    sentences json NOT NULL,
    language character varying NOT NULL,
    engine character varying NOT NULL,
    prompt_id character varying NOT NULL,
    prompt_version integer,
    reply_id integer,
    change double precision,
    decided_at timestamp with time zone,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: shadow_draft_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.shadow_draft_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: shadow_draft_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.shadow_draft_id_seq OWNED BY public.shadow_draft.id;


--
-- Name: silence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.silence (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    source character varying NOT NULL,
    last_heard_at timestamp with time zone,
    usual integer NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);


--
-- Name: silence_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.silence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: silence_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.silence_id_seq OWNED BY public.silence.id;


--
-- Name: slack_note; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.slack_note (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    ticket_id integer NOT NULL,
    message_id integer,
    channel character varying NOT NULL,
    ts character varying NOT NULL,
    in_thread boolean NOT NULL,
    edited character varying NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: slack_note_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.slack_note_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: slack_note_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.slack_note_id_seq OWNED BY public.slack_note.id;


--
-- Name: slack_post; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.slack_post (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    ticket_id integer,
    kind character varying NOT NULL,
    subject character varying NOT NULL,
    place character varying NOT NULL,
    channel character varying NOT NULL,
    ts character varying,
    thread_ts character varying,
    state character varying NOT NULL,
    shown character varying NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_slack_post_state CHECK (((state)::text = ANY ((ARRAY['posting'::character varying, 'live'::character varying, 'moved'::character varying, 'gone'::character varying])::text[])))
);


--
-- Name: slack_post_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.slack_post_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: slack_post_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.slack_post_id_seq OWNED BY public.slack_post.id;


--
-- Name: source_check; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.source_check (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    kind character varying NOT NULL,
    name character varying NOT NULL,
    language character varying NOT NULL,
    version integer NOT NULL,
    person_id integer NOT NULL,
    checked date NOT NULL,
    valid_until date NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_source_check_kind CHECK (((kind)::text = ANY ((ARRAY['article'::character varying, 'template'::character varying, 'prompt'::character varying])::text[])))
);


--
-- Name: source_check_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.source_check_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: source_check_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.source_check_id_seq OWNED BY public.source_check.id;


--
-- Name: span; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.span (
    id integer NOT NULL,
    ticket_id integer NOT NULL,
    holder character varying NOT NULL,
    department character varying NOT NULL,
    person_id integer,
    queue character varying NOT NULL,
    state character varying NOT NULL,
    from_at timestamp with time zone NOT NULL,
    to_at timestamp with time zone,
    business_seconds integer,
    calendar_hash character varying NOT NULL,
    retention character varying NOT NULL,
    CONSTRAINT ck_span_order CHECK (((to_at IS NULL) OR (to_at >= from_at)))
);


--
-- Name: span_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.span_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: span_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.span_id_seq OWNED BY public.span.id;


--
-- Name: spend; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.spend (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    day date NOT NULL,
    micros integer NOT NULL,
    calls integer NOT NULL,
    warned boolean NOT NULL
);


--
-- Name: spend_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.spend_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: spend_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.spend_id_seq OWNED BY public.spend.id;


--
-- Name: spike; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.spike (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    rule character varying NOT NULL,
    type character varying NOT NULL,
    value character varying NOT NULL,
    state character varying NOT NULL,
    place character varying NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    usual double precision NOT NULL,
    hours integer NOT NULL,
    decided_by integer,
    decided_at timestamp with time zone,
    handoff_id integer,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spike_state CHECK (((state)::text = ANY ((ARRAY['growing'::character varying, 'incident'::character varying, 'over'::character varying, 'dismissed'::character varying])::text[])))
);


--
-- Name: spike_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.spike_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: spike_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.spike_id_seq OWNED BY public.spike.id;


--
-- Name: submission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.submission (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    view_id character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: submission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.submission_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: submission_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.submission_id_seq OWNED BY public.submission.id;


--
-- Name: ticket; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ticket (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    source character varying NOT NULL,
    state character varying NOT NULL,
    subject character varying NOT NULL,
    queue character varying NOT NULL,
    type character varying,
    type_source character varying NOT NULL,
    type_confidence double precision,
    guess character varying,
    priority character varying NOT NULL,
    level character varying NOT NULL,
    classes json NOT NULL,
    marked json NOT NULL,
    unmarked json NOT NULL,
    keys_needed integer NOT NULL,
    language character varying NOT NULL,
    via character varying NOT NULL,
    customer_id integer NOT NULL,
    assignee_id integer,
    escalated_to character varying NOT NULL,
    escalation_reason character varying NOT NULL,
    attributes json NOT NULL,
    summary json NOT NULL,
    missing json NOT NULL,
    duplicate_of character varying NOT NULL,
    contacts integer NOT NULL,
    rules json NOT NULL,
    url character varying NOT NULL,
    continues integer,
    merged_into integer,
    last_message_id integer,
    first_response_due timestamp with time zone,
    first_response_at timestamp with time zone,
    resolved_at timestamp with time zone,
    close_after timestamp with time zone,
    reopened integer NOT NULL,
    desk_version_id integer NOT NULL,
    retention character varying NOT NULL,
    version integer NOT NULL,
    prepared boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    snoozed_until timestamp with time zone,
    ended_at timestamp with time zone,
    faded integer DEFAULT 0 NOT NULL,
    avoidable character varying DEFAULT ''::character varying NOT NULL,
    joined_to integer,
    by_turn boolean DEFAULT false NOT NULL,
    next_response_due timestamp with time zone,
    resolution_due timestamp with time zone,
    first_response_warn timestamp with time zone,
    next_response_warn timestamp with time zone,
    resolution_warn timestamp with time zone,
    due_at timestamp with time zone,
    warn_at timestamp with time zone,
    late_at timestamp with time zone,
    clocked_under integer,
    waiting_since timestamp with time zone,
    CONSTRAINT ck_ticket_keys_needed CHECK ((keys_needed = ANY (ARRAY[1, 2]))),
    CONSTRAINT ck_ticket_level CHECK (((level)::text = ANY ((ARRAY['none'::character varying, 'caution'::character varying, 'sensitive'::character varying])::text[]))),
    CONSTRAINT ck_ticket_state CHECK (((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_department'::character varying, 'waiting_supplier'::character varying, 'waiting_approval'::character varying, 'snoozed'::character varying, 'resolved'::character varying, 'closed'::character varying, 'merged'::character varying, 'not_a_request'::character varying])::text[])))
);


--
-- Name: ticket_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ticket ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ticket_id_seq
    START WITH 1001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: timer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.timer (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    kind character varying NOT NULL,
    subject character varying NOT NULL,
    due_at timestamp with time zone NOT NULL,
    since timestamp with time zone,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: timer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.timer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: timer_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.timer_id_seq OWNED BY public.timer.id;


--
-- Name: turn; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.turn (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    queue character varying NOT NULL,
    person_id integer NOT NULL,
    retention character varying NOT NULL,
    given_at timestamp with time zone NOT NULL
);


--
-- Name: turn_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.turn_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: turn_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.turn_id_seq OWNED BY public.turn.id;


--
-- Name: type_mode; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.type_mode (
    id integer NOT NULL,
    desk_id integer NOT NULL,
    type character varying NOT NULL,
    mode character varying NOT NULL,
    before character varying NOT NULL,
    person_id integer,
    reason character varying NOT NULL,
    facts json NOT NULL,
    retention character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_type_mode_mode CHECK (((mode)::text = ANY ((ARRAY['off'::character varying, 'shadow'::character varying, 'suggest'::character varying])::text[])))
);


--
-- Name: type_mode_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.type_mode_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: type_mode_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.type_mode_id_seq OWNED BY public.type_mode.id;


--
-- Name: absence id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence ALTER COLUMN id SET DEFAULT nextval('public.absence_id_seq'::regclass);


--
-- Name: approval id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.approval ALTER COLUMN id SET DEFAULT nextval('public.approval_id_seq'::regclass);


--
-- Name: burst id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.burst ALTER COLUMN id SET DEFAULT nextval('public.burst_id_seq'::regclass);


--
-- Name: burst_ticket id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.burst_ticket ALTER COLUMN id SET DEFAULT nextval('public.burst_ticket_id_seq'::regclass);


--
-- Name: cause id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cause ALTER COLUMN id SET DEFAULT nextval('public.cause_id_seq'::regclass);


--
-- Name: channel_read id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channel_read ALTER COLUMN id SET DEFAULT nextval('public.channel_read_id_seq'::regclass);


--
-- Name: conversation id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation ALTER COLUMN id SET DEFAULT nextval('public.conversation_id_seq'::regclass);


--
-- Name: decision id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision ALTER COLUMN id SET DEFAULT nextval('public.decision_id_seq'::regclass);


--
-- Name: department_tag id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.department_tag ALTER COLUMN id SET DEFAULT nextval('public.department_tag_id_seq'::regclass);


--
-- Name: desk id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk ALTER COLUMN id SET DEFAULT nextval('public.desk_id_seq'::regclass);


--
-- Name: desk_version id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk_version ALTER COLUMN id SET DEFAULT nextval('public.desk_version_id_seq'::regclass);


--
-- Name: digest_run id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.digest_run ALTER COLUMN id SET DEFAULT nextval('public.digest_run_id_seq'::regclass);


--
-- Name: draft id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft ALTER COLUMN id SET DEFAULT nextval('public.draft_id_seq'::regclass);


--
-- Name: escalation id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation ALTER COLUMN id SET DEFAULT nextval('public.escalation_id_seq'::regclass);


--
-- Name: escalation_ask id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation_ask ALTER COLUMN id SET DEFAULT nextval('public.escalation_ask_id_seq'::regclass);


--
-- Name: event id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event ALTER COLUMN id SET DEFAULT nextval('public.event_id_seq'::regclass);


--
-- Name: handoff_ticket id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff_ticket ALTER COLUMN id SET DEFAULT nextval('public.handoff_ticket_id_seq'::regclass);


--
-- Name: identity id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity ALTER COLUMN id SET DEFAULT nextval('public.identity_id_seq'::regclass);


--
-- Name: inbox id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox ALTER COLUMN id SET DEFAULT nextval('public.inbox_id_seq'::regclass);


--
-- Name: inlet id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inlet ALTER COLUMN id SET DEFAULT nextval('public.inlet_id_seq'::regclass);


--
-- Name: journal id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal ALTER COLUMN id SET DEFAULT nextval('public.journal_id_seq'::regclass);


--
-- Name: learned_question id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.learned_question ALTER COLUMN id SET DEFAULT nextval('public.learned_question_id_seq'::regclass);


--
-- Name: message id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message ALTER COLUMN id SET DEFAULT nextval('public.message_id_seq'::regclass);


--
-- Name: notice id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice ALTER COLUMN id SET DEFAULT nextval('public.notice_id_seq'::regclass);


--
-- Name: outbox id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);


--
-- Name: outside_call id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outside_call ALTER COLUMN id SET DEFAULT nextval('public.outside_call_id_seq'::regclass);


--
-- Name: person id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);


--
-- Name: person_setting id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_setting ALTER COLUMN id SET DEFAULT nextval('public.person_setting_id_seq'::regclass);


--
-- Name: promise id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promise ALTER COLUMN id SET DEFAULT nextval('public.promise_id_seq'::regclass);


--
-- Name: quarantine id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine ALTER COLUMN id SET DEFAULT nextval('public.quarantine_id_seq'::regclass);


--
-- Name: question id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.question ALTER COLUMN id SET DEFAULT nextval('public.question_id_seq'::regclass);


--
-- Name: queue_pause id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.queue_pause ALTER COLUMN id SET DEFAULT nextval('public.queue_pause_id_seq'::regclass);


--
-- Name: rating id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rating ALTER COLUMN id SET DEFAULT nextval('public.rating_id_seq'::regclass);


--
-- Name: record id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record ALTER COLUMN id SET DEFAULT nextval('public.record_id_seq'::regclass);


--
-- Name: redraft id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.redraft ALTER COLUMN id SET DEFAULT nextval('public.redraft_id_seq'::regclass);


--
-- Name: reply id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply ALTER COLUMN id SET DEFAULT nextval('public.reply_id_seq'::regclass);


--
-- Name: report id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report ALTER COLUMN id SET DEFAULT nextval('public.report_id_seq'::regclass);


--
-- Name: request id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.request ALTER COLUMN id SET DEFAULT nextval('public.request_id_seq'::regclass);


--
-- Name: review_sample id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_sample ALTER COLUMN id SET DEFAULT nextval('public.review_sample_id_seq'::regclass);


--
-- Name: review_score id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_score ALTER COLUMN id SET DEFAULT nextval('public.review_score_id_seq'::regclass);


--
-- Name: roll_up_check id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roll_up_check ALTER COLUMN id SET DEFAULT nextval('public.roll_up_check_id_seq'::regclass);


--
-- Name: roll_up_mark id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roll_up_mark ALTER COLUMN id SET DEFAULT nextval('public.roll_up_mark_id_seq'::regclass);


--
-- Name: rolled_day id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rolled_day ALTER COLUMN id SET DEFAULT nextval('public.rolled_day_id_seq'::regclass);


--
-- Name: roster id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roster ALTER COLUMN id SET DEFAULT nextval('public.roster_id_seq'::regclass);


--
-- Name: seat id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seat ALTER COLUMN id SET DEFAULT nextval('public.seat_id_seq'::regclass);


--
-- Name: shadow_draft id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shadow_draft ALTER COLUMN id SET DEFAULT nextval('public.shadow_draft_id_seq'::regclass);


--
-- Name: silence id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.silence ALTER COLUMN id SET DEFAULT nextval('public.silence_id_seq'::regclass);


--
-- Name: slack_note id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_note ALTER COLUMN id SET DEFAULT nextval('public.slack_note_id_seq'::regclass);


--
-- Name: slack_post id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_post ALTER COLUMN id SET DEFAULT nextval('public.slack_post_id_seq'::regclass);


--
-- Name: source_check id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.source_check ALTER COLUMN id SET DEFAULT nextval('public.source_check_id_seq'::regclass);


--
-- Name: span id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.span ALTER COLUMN id SET DEFAULT nextval('public.span_id_seq'::regclass);


--
-- Name: spend id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spend ALTER COLUMN id SET DEFAULT nextval('public.spend_id_seq'::regclass);


--
-- Name: spike id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spike ALTER COLUMN id SET DEFAULT nextval('public.spike_id_seq'::regclass);


--
-- Name: submission id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.submission ALTER COLUMN id SET DEFAULT nextval('public.submission_id_seq'::regclass);


--
-- Name: timer id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.timer ALTER COLUMN id SET DEFAULT nextval('public.timer_id_seq'::regclass);


--
-- Name: turn id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turn ALTER COLUMN id SET DEFAULT nextval('public.turn_id_seq'::regclass);


--
-- Name: type_mode id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.type_mode ALTER COLUMN id SET DEFAULT nextval('public.type_mode_id_seq'::regclass);


--
-- Data for Name: absence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.absence VALUES (1, 1, 3, '2026-11-23 08:00:00+00', '2026-11-23 12:00:00+00', 2, 'slack_text', '2026-11-23 08:00:00+00');
INSERT INTO public.absence VALUES (2, 1, 2, '2026-11-23 08:00:00+00', NULL, 2, 'slack_text', '2026-11-23 08:00:00+00');


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0009');


--
-- Data for Name: approval; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.approval VALUES (1, 1, 3, 'sender', 'a1', '', 'ledger', '2026-11-23 08:00:00+00');
INSERT INTO public.approval VALUES (2, 2, 3, 'sender', 'b2', '', 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: bucket; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.bucket VALUES ('chat.update', '2026-11-23 08:00:00+00');


--
-- Data for Name: burst; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.burst VALUES (1, 1, '#support-orders', '2026-11-23 08:00:00+00', NULL);


--
-- Data for Name: burst_ticket; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.burst_ticket VALUES (1, 1, 1001, 1, false, '2026-11-23 08:00:00+00');


--
-- Data for Name: cause; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.cause VALUES (1, 1, 1001, 'carrier', 'order_status', 'GLS', 1, '2026-11-23 08:00:00+00', 'messages');


--
-- Data for Name: channel_read; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.channel_read VALUES (1, 1, 'C0HELPIT01', '1764579700.000100', '2026-11-23 08:00:00+00');


--
-- Data for Name: conversation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.conversation VALUES (1, 1, 'generic', '88', 1001);
INSERT INTO public.conversation VALUES (2, 1, 'generic', '89', 1002);


--
-- Data for Name: day_figure; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.day_figure VALUES (1, 'Europe/Paris', '2026-11-23', 'orders', 'type', 'order_status', 'first_response', '', 1, 540, 540, '{"wall": {"34": 1}, "business": {"34": 1}}');


--
-- Data for Name: decision; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.decision VALUES (1, 1, 1, '2026-11-23', 'articles', 'delivery-delays', '{"expiring": 4}', 'offered', NULL, NULL, '{}', NULL, 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: department_tag; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.department_tag VALUES (1, 1, 'logistics', '2026-11-23 08:00:00+00');


--
-- Data for Name: desk; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.desk VALUES (1, 'T0SHOP', '2026-11-23 08:00:00+00');


--
-- Data for Name: desk_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.desk_version VALUES (1, 1, '5f0c', '[[queues]]
name = "orders"
', '2026-11-23 08:00:00+00');


--
-- Data for Name: digest_run; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.digest_run VALUES (1, 1, 'daily', 'orders', '2026-11-22', '2026-11-23 08:00:00+00');


--
-- Data for Name: draft; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.draft VALUES (1, 1001, 'sent', NULL, '{"carrier": "GLS"}', 'Hello Jo,
your order left us on Monday.', '[{"text": "Hello Jo,", "source": "template"}]', '[]', 'en', 'embedded', 1, 1, '', NULL, 0, 0, NULL, 0, false, 3, '2026-11-23 08:00:00+00', '', 'model_text', '2026-11-23 08:00:00+00', '', 0, NULL);
INSERT INTO public.draft VALUES (2, 1002, 'withheld', 'sensitive', '{}', '', '[]', '[]', '', 'embedded', NULL, 1, '', NULL, 0, 0, NULL, 0, false, NULL, NULL, '', 'model_text', '2026-11-23 08:00:00+00', '', 0, NULL);


--
-- Data for Name: escalation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.escalation VALUES (1, 1, 1002, 'asked', 'much at stake', '@marta', 'needs a decision', 3600, 3, 3, '2026-11-23 08:00:00+00', NULL, NULL, NULL, NULL, 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: escalation_ask; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.escalation_ask VALUES (1, 1, 'U0MARTA', '@marta', NULL, 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.event VALUES (1, 1, 'evt_1', 1001, NULL, 2, 'ticket.claimed', 'person:3', false, '{"queue": "orders"}', 'ledger', '2026-11-23 08:00:00+00', '2026-11-23 08:00:00+00');
INSERT INTO public.event VALUES (2, 1, 'evt_2', NULL, 1, 1, 'spike.opened', 'system', false, '{"tickets": 4}', 'ledger', '2026-11-23 08:00:00+00', '2026-11-23 08:00:00+00');


--
-- Data for Name: handoff; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.handoff VALUES (1, 1, 'logistics', 'accepted', 'Where is the parcel?', 'We are asking.', 3, '2026-11-23 08:00:00+00', '2026-11-23 09:00:00+00', '2026-11-23 16:00:00+00', '2026-11-23 16:00:00+00', 2, '2026-11-23 08:00:00+00', '', true, 'messages', '2026-11-23 08:00:00+00');


--
-- Data for Name: handoff_ticket; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.handoff_ticket VALUES (1, 1, 1001, 'waiting', '', 3, NULL, NULL, NULL, 'messages', '2026-11-23 08:00:00+00');


--
-- Data for Name: identity; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.identity VALUES (1, 1, 1, 'generic', 'c-7', 'messages');
INSERT INTO public.identity VALUES (2, 1, 2, 'slack', 'U0MARTA', 'messages');


--
-- Data for Name: inbox; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox VALUES (1, 1, 'generic', 'm-1', 'ticket.created', 'done', '', '', 1001, '{}', 'messages', '2026-11-23 08:00:00+00', '');
INSERT INTO public.inbox VALUES (2, 1, 'generic', 'm-2', 'ticket.created', 'parked', '{"type": 1}', 'type: expected a word', NULL, '{}', 'messages', '2026-11-23 08:00:00+00', '');


--
-- Data for Name: inlet; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inlet VALUES (1, 1, 'mail', '17:4', '2026-11-23 08:00:00+00', NULL, 0, '', '2026-11-23 08:00:00+00');


--
-- Data for Name: journal; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.journal VALUES (1, 1, 1001, 1, '2026-11-23 08:00:00+00', 'person:3', 'created', '{"draft": 1}', 1, 'h0', '5d41402a', 'h1');
INSERT INTO public.journal VALUES (2, 1, 1001, 2, '2026-11-23 08:00:00+00', 'person:3', 'claimed', '{"draft": 1}', 1, 'h1', '5d41402a', 'h2');
INSERT INTO public.journal VALUES (3, 1, 1001, 3, '2026-11-23 08:00:00+00', 'person:3', 'sent', '{"draft": 1}', 1, 'h2', '5d41402a', 'h3');


--
-- Data for Name: learned_question; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.learned_question VALUES (1, 1, 'delivery-delays', 'en', 'Where is my order?', 1001, 'messages', '2026-11-23 08:00:00+00');


--
-- Data for Name: message; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.message VALUES (1, 1001, 1, '880', true, 'customer', '', 1, 'Where''s my order 4417?; it "should" be here 📦

-- 
Jo', '[]', true, NULL, 'messages', '2026-11-23 08:00:00+00');
INSERT INTO public.message VALUES (2, 1001, 1, '881', true, 'agent', '', 3, 'Hello Jo, …', '[]', true, 1, 'messages', '2026-11-23 08:00:00+00');
INSERT INTO public.message VALUES (3, 1002, 2, '890', false, 'customer', '', 1, 'C''est trop !', '[{"name": "photo.jpg", "type": "image/jpeg", "size": 48213}]', true, NULL, 'messages', '2026-11-23 08:00:00+00');
INSERT INTO public.message VALUES (4, 1001, 1, 'slack:C0ORDERS:1795400050.000300', false, 'note', 'Ana', 3, 'The carrier knows.', '[]', false, NULL, 'messages', '2026-11-23 08:00:00+00');


--
-- Data for Name: notice; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notice VALUES (1, 1, 'approval_needed', '@marta', 2, 1002, '{"reply": 2}', 'slack_text', '2026-11-23 08:00:00+00');


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox VALUES (1, 1, 'card', '1001', '1001/card', 'chat.update', 50, 'done', '2026-11-23 08:00:00+00', 1, 0, '', NULL, '', '2026-11-23 08:00:00+00', NULL, '');
INSERT INTO public.outbox VALUES (2, 1, 'card', '1002', '1002/card', 'chat.update', 50, 'pending', '2026-11-23 08:00:00+00', 1, 0, '', NULL, '', '2026-11-23 08:00:00+00', NULL, '');


--
-- Data for Name: outside_call; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outside_call VALUES (1, 1, 1001, 1, 'openai', 'gpt-6-luna', 'reply', 1, '{"input": []}', '', '', 'answered', 812, NULL, NULL, NULL, 0, 'model_text', '2026-11-23 08:00:00+00');


--
-- Data for Name: person; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.person VALUES (1, 1, 'customer', 'Jo Doe', 'jo@mail.example', false, '', NULL, '', false, 'messages', '2026-11-23 08:00:00+00', 'en-GB');
INSERT INTO public.person VALUES (2, 1, 'staff', 'Marta', 'marta@mail.example', false, '', NULL, '', false, 'messages', '2026-11-23 08:00:00+00', 'en-GB');
INSERT INTO public.person VALUES (3, 1, 'staff', 'Ines', 'ines@mail.example', false, '', NULL, '', false, 'messages', '2026-11-23 08:00:00+00', 'en-GB');


--
-- Data for Name: person_setting; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.person_setting VALUES (1, 1, 3, 'fr', 'Europe/Paris', '{"mon": [{"start": "08:00:00", "end": "12:30:00"}]}', '19:00', '07:30', 'messages', '2026-11-23 08:00:00+00');


--
-- Data for Name: promise; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.promise VALUES (1, 1, 1001, 1, '2026-11-25 08:00:00+00', 3, 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: quarantine; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quarantine VALUES (1, 1, 'article', 'delivery-delays', 'carrier', 'DHL → GLS from 1 Dec', 2, NULL, NULL, 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: question; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.question VALUES (1, 1, 'try', 'Where is my order 4417?', 'https://hooks.slack.com/commands/1', 3, 'messages', '2026-11-23 08:00:00+00');


--
-- Data for Name: queue_pause; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.queue_pause VALUES (1, 1, 'orders', '-', 2, '2026-11-23 08:00:00+00', NULL, NULL, 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: rating; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.rating VALUES (1, 1, 3, true, 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: record; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.record VALUES (1, 1001, 'orders', '4417', 'own', '{"carrier": "GLS"}', 1, 'messages', '2026-11-23 08:00:00+00');
INSERT INTO public.record VALUES (2, 1002, 'orders', '5120', 'foreign', '{}', NULL, 'messages', NULL);


--
-- Data for Name: redraft; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.redraft VALUES (1, 1001, 1, 'shorter', 3, 'model_text', '2026-11-23 08:00:00+00');


--
-- Data for Name: reply; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reply VALUES (1, 1001, 1, 'sent', 'Hello Jo,
your order left us on Monday.', 'en', true, 3, 1, 1, 'wait', NULL, '', '{}', 'r-1', '2026-11-23 08:00:00+00', 'messages', '2026-11-23 08:00:00+00', 0);
INSERT INTO public.reply VALUES (2, 1002, NULL, 'awaiting_keys', 'Bonjour, …', 'fr', false, 3, 2, NULL, 'wait', NULL, '', '{}', '', NULL, 'messages', '2026-11-23 08:00:00+00', 0);


--
-- Data for Name: report; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.report VALUES (1, 1, 1001, NULL, 1, 'policy', 3, NULL, NULL, 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: request; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.request VALUES (1, 1, 'C0HELPIT01', '1764579600.000100', '', 'help-it', 'opened', 1, 3, 1001, '1764579600.000200', 'ledger', '2026-11-23 08:00:00+00');
INSERT INTO public.request VALUES (2, 1, 'C0HELPIT01', '1764579700.000100', '', 'help-it', 'asked', 1, NULL, NULL, '', 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: review_sample; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.review_sample VALUES (1, 1, '2026-11-23', 1001, 'orders', '["quick"]', 3, 2, 'waiting', 'reviews', NULL, '2026-11-23 08:00:00+00');


--
-- Data for Name: review_score; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.review_score VALUES (1, 1, 1, 2, 'tone', 4, 'Warm.', 'reviews', '2026-11-23 08:00:00+00');


--
-- Data for Name: roll_up_check; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.roll_up_check VALUES (1, 1, 'Europe/Paris', 1, 0, '[]', '2026-11-23 08:00:00+00');


--
-- Data for Name: roll_up_mark; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.roll_up_mark VALUES (1, 1, 'Europe/Paris', 1, '2026-11-23 08:00:00+00', '2026-11-23 08:00:00+00');


--
-- Data for Name: rolled_day; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.rolled_day VALUES (1, 1, 'Europe/Paris', '2026-11-23', '2026-11-23 08:00:00+00', NULL, 1, '2026-11-23 08:00:00+00');
INSERT INTO public.rolled_day VALUES (2, 1, 'Europe/Paris', '2026-11-24', NULL, '2026-11-23 08:00:00+00', NULL, '2026-11-23 08:00:00+00');


--
-- Data for Name: roster; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.roster VALUES (1, 1, '#support-orders', 'C0ORDERS', '["U0MARTA", "U0INES"]', 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: seat; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.seat VALUES (1, 1, 'socket', 1, 'web-1', '2026-11-23 08:00:00+00');


--
-- Data for Name: shadow_draft; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.shadow_draft VALUES (1, 1, 1002, 'refund', 'Bonjour, …', '[]', 'fr', 'embedded', '', NULL, NULL, NULL, NULL, 'model_text', '2026-11-23 08:00:00+00');


--
-- Data for Name: silence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.silence VALUES (1, 1, 'generic', '2026-11-23 08:00:00+00', 9, '2026-11-23 08:00:00+00', NULL);


--
-- Data for Name: slack_note; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.slack_note VALUES (1, 1, 1001, 4, 'C0ORDERS', '1795400050.000300', true, '', 'messages', '2026-11-23 08:00:00+00');


--
-- Data for Name: slack_post; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.slack_post VALUES (1, 1, 1001, 'card', '1001', '#support-orders', 'C0ORDERS', '1795420800.000100', NULL, 'live', '', 'slack_text', '2026-11-23 08:00:00+00');
INSERT INTO public.slack_post VALUES (2, 1, 1002, 'card', '1002', '#support-orders', 'C0ORDERS', NULL, NULL, 'posting', '', 'slack_text', '2026-11-23 08:00:00+00');


--
-- Data for Name: source_check; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.source_check VALUES (1, 1, 'article', 'delivery-delays', 'en', 3, 2, '2026-11-23', '2027-02-21', 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: span; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.span VALUES (1, 1001, 'support', '', NULL, 'orders', 'new', '2026-11-23 08:00:00+00', '2026-11-23 08:05:00+00', 300, 'c1', 'ledger');
INSERT INTO public.span VALUES (2, 1001, 'customer', '', NULL, 'orders', 'waiting_customer', '2026-11-23 08:05:00+00', NULL, NULL, '', 'ledger');
INSERT INTO public.span VALUES (3, 1002, 'support', '', 2, 'orders', 'waiting_approval', '2026-11-23 08:00:00+00', NULL, NULL, '', 'ledger');


--
-- Data for Name: spend; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.spend VALUES (1, 1, '2026-11-23', 1240, 1, false);


--
-- Data for Name: spike; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.spike VALUES (1, 1, 'carrier', 'order_status', 'GLS', 'incident', '#support-orders', '2026-11-23 08:00:00+00', '2026-11-23 08:00:00+00', 1.5, 4, 2, '2026-11-23 08:00:00+00', 1, 'messages', '2026-11-23 08:00:00+00');


--
-- Data for Name: submission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.submission VALUES (1, 1, 'V0EDIT', '2026-11-23 08:00:00+00');


--
-- Data for Name: ticket; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.ticket VALUES (1001, 1, 'generic', 'waiting_customer', 'Where''s my order 4417?; it "should" be here 📦', 'orders', 'order_status', 'classifier', 0.91, NULL, 'normal', 'none', '[]', '[]', '[]', 1, 'en', 'email', 1, 3, '', '', '{"order": "4417"}', '{}', '[]', '', 1, '["words: where, order"]', '', NULL, NULL, 2, '2026-11-23 10:00:00+00', '2026-11-23 08:09:00+00', NULL, NULL, 0, 1, 'messages', 1, false, '2026-11-23 08:00:00+00', NULL, NULL, 0, '', NULL, false, NULL, '2026-11-24 00:00:00+00', NULL, NULL, NULL, '2026-11-24 00:00:00+00', NULL, NULL, 1, NULL);
INSERT INTO public.ticket VALUES (1002, 1, 'generic', 'waiting_approval', 'I want compensation', 'orders', NULL, 'none', NULL, NULL, 'normal', 'sensitive', '["compensation"]', '[]', '[]', 2, 'fr', 'chat', 1, NULL, '', '', '{}', '{}', '[]', '', 1, '[]', '', 1001, NULL, 3, NULL, NULL, NULL, NULL, 0, 1, 'messages', 1, false, '2026-11-23 08:00:00+00', NULL, NULL, 0, '', NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: timer; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.timer VALUES (1, 1, 'digest', 'daily@#managers', '2026-11-24 08:00:00+00', '2026-11-23 08:00:00+00', '2026-11-23 08:00:00+00');


--
-- Data for Name: turn; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.turn VALUES (1, 1, 'orders', 3, 'ledger', '2026-11-23 08:00:00+00');


--
-- Data for Name: type_mode; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.type_mode VALUES (1, 1, 'refund', 'suggest', 'shadow', 2, '', '{}', 'ledger', '2026-11-23 08:00:00+00');


--
-- Name: absence_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.absence_id_seq', 2, true);


--
-- Name: approval_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.approval_id_seq', 2, true);


--
-- Name: burst_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.burst_id_seq', 1, true);


--
-- Name: burst_ticket_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.burst_ticket_id_seq', 1, true);


--
-- Name: cause_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cause_id_seq', 1, true);


--
-- Name: channel_read_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.channel_read_id_seq', 1, true);


--
-- Name: conversation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.conversation_id_seq', 2, true);


--
-- Name: decision_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.decision_id_seq', 1, true);


--
-- Name: department_tag_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.department_tag_id_seq', 1, true);


--
-- Name: desk_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.desk_id_seq', 1, true);


--
-- Name: desk_version_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.desk_version_id_seq', 1, true);


--
-- Name: digest_run_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.digest_run_id_seq', 1, true);


--
-- Name: draft_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.draft_id_seq', 2, true);


--
-- Name: escalation_ask_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.escalation_ask_id_seq', 1, true);


--
-- Name: escalation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.escalation_id_seq', 1, true);


--
-- Name: event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.event_id_seq', 2, true);


--
-- Name: handoff_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.handoff_id_seq', 1, true);


--
-- Name: handoff_ticket_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.handoff_ticket_id_seq', 1, true);


--
-- Name: identity_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.identity_id_seq', 2, true);


--
-- Name: inbox_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inbox_id_seq', 2, true);


--
-- Name: inlet_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inlet_id_seq', 1, true);


--
-- Name: journal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.journal_id_seq', 3, true);


--
-- Name: learned_question_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.learned_question_id_seq', 1, true);


--
-- Name: message_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.message_id_seq', 4, true);


--
-- Name: notice_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.notice_id_seq', 1, true);


--
-- Name: outbox_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_id_seq', 2, true);


--
-- Name: outside_call_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outside_call_id_seq', 1, true);


--
-- Name: person_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.person_id_seq', 3, true);


--
-- Name: person_setting_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.person_setting_id_seq', 1, true);


--
-- Name: promise_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.promise_id_seq', 1, true);


--
-- Name: quarantine_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quarantine_id_seq', 1, true);


--
-- Name: question_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.question_id_seq', 1, true);


--
-- Name: queue_pause_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.queue_pause_id_seq', 1, true);


--
-- Name: rating_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.rating_id_seq', 1, true);


--
-- Name: record_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.record_id_seq', 2, true);


--
-- Name: redraft_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.redraft_id_seq', 1, true);


--
-- Name: reply_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.reply_id_seq', 2, true);


--
-- Name: report_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.report_id_seq', 1, true);


--
-- Name: request_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.request_id_seq', 2, true);


--
-- Name: review_sample_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.review_sample_id_seq', 1, true);


--
-- Name: review_score_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.review_score_id_seq', 1, true);


--
-- Name: roll_up_check_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.roll_up_check_id_seq', 1, true);


--
-- Name: roll_up_mark_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.roll_up_mark_id_seq', 1, true);


--
-- Name: rolled_day_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.rolled_day_id_seq', 2, true);


--
-- Name: roster_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.roster_id_seq', 1, true);


--
-- Name: seat_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.seat_id_seq', 1, true);


--
-- Name: shadow_draft_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.shadow_draft_id_seq', 1, true);


--
-- Name: silence_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.silence_id_seq', 1, true);


--
-- Name: slack_note_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.slack_note_id_seq', 1, true);


--
-- Name: slack_post_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.slack_post_id_seq', 2, true);


--
-- Name: source_check_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.source_check_id_seq', 1, true);


--
-- Name: span_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.span_id_seq', 3, true);


--
-- Name: spend_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.spend_id_seq', 1, true);


--
-- Name: spike_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.spike_id_seq', 1, true);


--
-- Name: submission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.submission_id_seq', 1, true);


--
-- Name: ticket_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.ticket_id_seq', 1002, true);


--
-- Name: timer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.timer_id_seq', 1, true);


--
-- Name: turn_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.turn_id_seq', 1, true);


--
-- Name: type_mode_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.type_mode_id_seq', 1, true);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: absence pk_absence; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT pk_absence PRIMARY KEY (id);


--
-- Name: approval pk_approval; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT pk_approval PRIMARY KEY (id);


--
-- Name: bucket pk_bucket; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bucket
    ADD CONSTRAINT pk_bucket PRIMARY KEY (key);


--
-- Name: burst pk_burst; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.burst
    ADD CONSTRAINT pk_burst PRIMARY KEY (id);


--
-- Name: burst_ticket pk_burst_ticket; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.burst_ticket
    ADD CONSTRAINT pk_burst_ticket PRIMARY KEY (id);


--
-- Name: cause pk_cause; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cause
    ADD CONSTRAINT pk_cause PRIMARY KEY (id);


--
-- Name: channel_read pk_channel_read; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channel_read
    ADD CONSTRAINT pk_channel_read PRIMARY KEY (id);


--
-- Name: conversation pk_conversation; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT pk_conversation PRIMARY KEY (id);


--
-- Name: day_figure pk_day_figure; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.day_figure
    ADD CONSTRAINT pk_day_figure PRIMARY KEY (desk_id, zone, day, queue, cut, named, figure, key);


--
-- Name: decision pk_decision; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT pk_decision PRIMARY KEY (id);


--
-- Name: department_tag pk_department_tag; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.department_tag
    ADD CONSTRAINT pk_department_tag PRIMARY KEY (id);


--
-- Name: desk pk_desk; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk
    ADD CONSTRAINT pk_desk PRIMARY KEY (id);


--
-- Name: desk_version pk_desk_version; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk_version
    ADD CONSTRAINT pk_desk_version PRIMARY KEY (id);


--
-- Name: digest_run pk_digest_run; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.digest_run
    ADD CONSTRAINT pk_digest_run PRIMARY KEY (id);


--
-- Name: draft pk_draft; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT pk_draft PRIMARY KEY (id);


--
-- Name: escalation pk_escalation; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT pk_escalation PRIMARY KEY (id);


--
-- Name: escalation_ask pk_escalation_ask; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation_ask
    ADD CONSTRAINT pk_escalation_ask PRIMARY KEY (id);


--
-- Name: event pk_event; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT pk_event PRIMARY KEY (id);


--
-- Name: handoff pk_handoff; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff
    ADD CONSTRAINT pk_handoff PRIMARY KEY (id);


--
-- Name: handoff_ticket pk_handoff_ticket; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff_ticket
    ADD CONSTRAINT pk_handoff_ticket PRIMARY KEY (id);


--
-- Name: identity pk_identity; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT pk_identity PRIMARY KEY (id);


--
-- Name: inbox pk_inbox; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT pk_inbox PRIMARY KEY (id);


--
-- Name: inlet pk_inlet; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inlet
    ADD CONSTRAINT pk_inlet PRIMARY KEY (id);


--
-- Name: journal pk_journal; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT pk_journal PRIMARY KEY (id);


--
-- Name: learned_question pk_learned_question; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.learned_question
    ADD CONSTRAINT pk_learned_question PRIMARY KEY (id);


--
-- Name: message pk_message; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message
    ADD CONSTRAINT pk_message PRIMARY KEY (id);


--
-- Name: notice pk_notice; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT pk_notice PRIMARY KEY (id);


--
-- Name: outbox pk_outbox; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);


--
-- Name: outside_call pk_outside_call; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outside_call
    ADD CONSTRAINT pk_outside_call PRIMARY KEY (id);


--
-- Name: person pk_person; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT pk_person PRIMARY KEY (id);


--
-- Name: person_setting pk_person_setting; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_setting
    ADD CONSTRAINT pk_person_setting PRIMARY KEY (id);


--
-- Name: promise pk_promise; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promise
    ADD CONSTRAINT pk_promise PRIMARY KEY (id);


--
-- Name: quarantine pk_quarantine; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT pk_quarantine PRIMARY KEY (id);


--
-- Name: question pk_question; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.question
    ADD CONSTRAINT pk_question PRIMARY KEY (id);


--
-- Name: queue_pause pk_queue_pause; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.queue_pause
    ADD CONSTRAINT pk_queue_pause PRIMARY KEY (id);


--
-- Name: rating pk_rating; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rating
    ADD CONSTRAINT pk_rating PRIMARY KEY (id);


--
-- Name: record pk_record; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record
    ADD CONSTRAINT pk_record PRIMARY KEY (id);


--
-- Name: redraft pk_redraft; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.redraft
    ADD CONSTRAINT pk_redraft PRIMARY KEY (id);


--
-- Name: reply pk_reply; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT pk_reply PRIMARY KEY (id);


--
-- Name: report pk_report; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT pk_report PRIMARY KEY (id);


--
-- Name: request pk_request; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.request
    ADD CONSTRAINT pk_request PRIMARY KEY (id);


--
-- Name: review_sample pk_review_sample; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_sample
    ADD CONSTRAINT pk_review_sample PRIMARY KEY (id);


--
-- Name: review_score pk_review_score; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_score
    ADD CONSTRAINT pk_review_score PRIMARY KEY (id);


--
-- Name: roll_up_check pk_roll_up_check; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roll_up_check
    ADD CONSTRAINT pk_roll_up_check PRIMARY KEY (id);


--
-- Name: roll_up_mark pk_roll_up_mark; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roll_up_mark
    ADD CONSTRAINT pk_roll_up_mark PRIMARY KEY (id);


--
-- Name: rolled_day pk_rolled_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rolled_day
    ADD CONSTRAINT pk_rolled_day PRIMARY KEY (id);


--
-- Name: roster pk_roster; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT pk_roster PRIMARY KEY (id);


--
-- Name: seat pk_seat; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT pk_seat PRIMARY KEY (id);


--
-- Name: shadow_draft pk_shadow_draft; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shadow_draft
    ADD CONSTRAINT pk_shadow_draft PRIMARY KEY (id);


--
-- Name: silence pk_silence; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.silence
    ADD CONSTRAINT pk_silence PRIMARY KEY (id);


--
-- Name: slack_note pk_slack_note; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_note
    ADD CONSTRAINT pk_slack_note PRIMARY KEY (id);


--
-- Name: slack_post pk_slack_post; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_post
    ADD CONSTRAINT pk_slack_post PRIMARY KEY (id);


--
-- Name: source_check pk_source_check; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.source_check
    ADD CONSTRAINT pk_source_check PRIMARY KEY (id);


--
-- Name: span pk_span; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.span
    ADD CONSTRAINT pk_span PRIMARY KEY (id);


--
-- Name: spend pk_spend; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spend
    ADD CONSTRAINT pk_spend PRIMARY KEY (id);


--
-- Name: spike pk_spike; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spike
    ADD CONSTRAINT pk_spike PRIMARY KEY (id);


--
-- Name: submission pk_submission; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT pk_submission PRIMARY KEY (id);


--
-- Name: ticket pk_ticket; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT pk_ticket PRIMARY KEY (id);


--
-- Name: timer pk_timer; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.timer
    ADD CONSTRAINT pk_timer PRIMARY KEY (id);


--
-- Name: turn pk_turn; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turn
    ADD CONSTRAINT pk_turn PRIMARY KEY (id);


--
-- Name: type_mode pk_type_mode; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.type_mode
    ADD CONSTRAINT pk_type_mode PRIMARY KEY (id);


--
-- Name: absence uq_absence_person_id_begins_at; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT uq_absence_person_id_begins_at UNIQUE (person_id, begins_at);


--
-- Name: approval uq_approval_reply_id_person_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT uq_approval_reply_id_person_id UNIQUE (reply_id, person_id);


--
-- Name: burst_ticket uq_burst_ticket_ticket_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.burst_ticket
    ADD CONSTRAINT uq_burst_ticket_ticket_id UNIQUE (ticket_id);


--
-- Name: cause uq_cause_ticket_id_rule; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cause
    ADD CONSTRAINT uq_cause_ticket_id_rule UNIQUE (ticket_id, rule);


--
-- Name: channel_read uq_channel_read_desk_id_channel; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channel_read
    ADD CONSTRAINT uq_channel_read_desk_id_channel UNIQUE (desk_id, channel);


--
-- Name: conversation uq_conversation_desk_id_source_external_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT uq_conversation_desk_id_source_external_id UNIQUE (desk_id, source, external_id);


--
-- Name: decision uq_decision_run_id_kind_subject; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT uq_decision_run_id_kind_subject UNIQUE (run_id, kind, subject);


--
-- Name: department_tag uq_department_tag_desk_id_department; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.department_tag
    ADD CONSTRAINT uq_department_tag_desk_id_department UNIQUE (desk_id, department);


--
-- Name: desk_version uq_desk_version_desk_id_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk_version
    ADD CONSTRAINT uq_desk_version_desk_id_hash UNIQUE (desk_id, hash);


--
-- Name: digest_run uq_digest_run_desk_id_digest_audience_local_date; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.digest_run
    ADD CONSTRAINT uq_digest_run_desk_id_digest_audience_local_date UNIQUE (desk_id, digest, audience, local_date);


--
-- Name: escalation_ask uq_escalation_ask_escalation_id_who; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation_ask
    ADD CONSTRAINT uq_escalation_ask_escalation_id_who UNIQUE (escalation_id, who);


--
-- Name: handoff_ticket uq_handoff_ticket_handoff_id_ticket_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff_ticket
    ADD CONSTRAINT uq_handoff_ticket_handoff_id_ticket_id UNIQUE (handoff_id, ticket_id);


--
-- Name: identity uq_identity_desk_id_kind_external_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT uq_identity_desk_id_kind_external_id UNIQUE (desk_id, kind, external_id);


--
-- Name: inbox uq_inbox_desk_id_source_external_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT uq_inbox_desk_id_source_external_id UNIQUE (desk_id, source, external_id);


--
-- Name: inlet uq_inlet_desk_id_source; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inlet
    ADD CONSTRAINT uq_inlet_desk_id_source UNIQUE (desk_id, source);


--
-- Name: journal uq_journal_ticket_id_seq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT uq_journal_ticket_id_seq UNIQUE (ticket_id, seq);


--
-- Name: learned_question uq_learned_question_ticket_id_article_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.learned_question
    ADD CONSTRAINT uq_learned_question_ticket_id_article_id UNIQUE (ticket_id, article_id);


--
-- Name: message uq_message_conversation_id_external_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message
    ADD CONSTRAINT uq_message_conversation_id_external_id UNIQUE (conversation_id, external_id);


--
-- Name: message uq_message_reply_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message
    ADD CONSTRAINT uq_message_reply_id UNIQUE (reply_id);


--
-- Name: person_setting uq_person_setting_person_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_setting
    ADD CONSTRAINT uq_person_setting_person_id UNIQUE (person_id);


--
-- Name: promise uq_promise_reply_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promise
    ADD CONSTRAINT uq_promise_reply_id UNIQUE (reply_id);


--
-- Name: rating uq_rating_draft_id_person_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rating
    ADD CONSTRAINT uq_rating_draft_id_person_id UNIQUE (draft_id, person_id);


--
-- Name: record uq_record_ticket_id_source_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record
    ADD CONSTRAINT uq_record_ticket_id_source_key UNIQUE (ticket_id, source, key);


--
-- Name: redraft uq_redraft_draft_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.redraft
    ADD CONSTRAINT uq_redraft_draft_id UNIQUE (draft_id);


--
-- Name: request uq_request_desk_id_channel_ts; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.request
    ADD CONSTRAINT uq_request_desk_id_channel_ts UNIQUE (desk_id, channel, ts);


--
-- Name: review_sample uq_review_sample_desk_id_week_ticket_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_sample
    ADD CONSTRAINT uq_review_sample_desk_id_week_ticket_id UNIQUE (desk_id, week, ticket_id);


--
-- Name: review_score uq_review_score_sample_id_reviewer_id_criterion; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_score
    ADD CONSTRAINT uq_review_score_sample_id_reviewer_id_criterion UNIQUE (sample_id, reviewer_id, criterion);


--
-- Name: roll_up_check uq_roll_up_check_desk_id_zone; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roll_up_check
    ADD CONSTRAINT uq_roll_up_check_desk_id_zone UNIQUE (desk_id, zone);


--
-- Name: roll_up_mark uq_roll_up_mark_desk_id_zone; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roll_up_mark
    ADD CONSTRAINT uq_roll_up_mark_desk_id_zone UNIQUE (desk_id, zone);


--
-- Name: rolled_day uq_rolled_day_desk_id_zone_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rolled_day
    ADD CONSTRAINT uq_rolled_day_desk_id_zone_day UNIQUE (desk_id, zone, day);


--
-- Name: roster uq_roster_desk_id_place; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT uq_roster_desk_id_place UNIQUE (desk_id, place);


--
-- Name: seat uq_seat_desk_id_name_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT uq_seat_desk_id_name_number UNIQUE (desk_id, name, number);


--
-- Name: shadow_draft uq_shadow_draft_ticket_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shadow_draft
    ADD CONSTRAINT uq_shadow_draft_ticket_id UNIQUE (ticket_id);


--
-- Name: slack_note uq_slack_note_desk_id_channel_ts; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_note
    ADD CONSTRAINT uq_slack_note_desk_id_channel_ts UNIQUE (desk_id, channel, ts);


--
-- Name: slack_post uq_slack_post_desk_id_channel_ts; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_post
    ADD CONSTRAINT uq_slack_post_desk_id_channel_ts UNIQUE (desk_id, channel, ts);


--
-- Name: spend uq_spend_desk_id_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spend
    ADD CONSTRAINT uq_spend_desk_id_day UNIQUE (desk_id, day);


--
-- Name: submission uq_submission_desk_id_view_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT uq_submission_desk_id_view_id UNIQUE (desk_id, view_id);


--
-- Name: timer uq_timer_desk_id_kind_subject; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.timer
    ADD CONSTRAINT uq_timer_desk_id_kind_subject UNIQUE (desk_id, kind, subject);


--
-- Name: turn uq_turn_desk_id_queue_person_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turn
    ADD CONSTRAINT uq_turn_desk_id_queue_person_id UNIQUE (desk_id, queue, person_id);


--
-- Name: ix_burst_ticket_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_burst_ticket_page ON public.burst_ticket USING btree (burst_id, page);


--
-- Name: ix_cause_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_cause_at ON public.cause USING btree (desk_id, at);


--
-- Name: ix_cause_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_cause_key ON public.cause USING btree (desk_id, rule, type, value, at);


--
-- Name: ix_cause_spike; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_cause_spike ON public.cause USING btree (spike_id) WHERE (spike_id IS NOT NULL);


--
-- Name: ix_conversation_ticket_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_conversation_ticket_id ON public.conversation USING btree (ticket_id);


--
-- Name: ix_decision_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_decision_day ON public.decision USING btree (desk_id, day);


--
-- Name: ix_draft_ticket_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_draft_ticket_id ON public.draft USING btree (ticket_id);


--
-- Name: ix_draft_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_draft_type ON public.draft USING btree (type, decided_at);


--
-- Name: ix_escalation_ticket; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_escalation_ticket ON public.escalation USING btree (ticket_id, id);


--
-- Name: ix_event_ticket; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_event_ticket ON public.event USING btree (ticket_id);


--
-- Name: ix_handoff_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_handoff_open ON public.handoff USING btree (desk_id, department, promised_at) WHERE ((state)::text = ANY ((ARRAY['asked'::character varying, 'accepted'::character varying, 'proposed'::character varying, 'need_more'::character varying])::text[]));


--
-- Name: ix_handoff_ticket_ticket; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_handoff_ticket_ticket ON public.handoff_ticket USING btree (ticket_id, id);


--
-- Name: ix_identity_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_identity_person_id ON public.identity USING btree (person_id);


--
-- Name: ix_inbox_received; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_inbox_received ON public.inbox USING btree (desk_id, source, received_at);


--
-- Name: ix_inbox_unfinished; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_inbox_unfinished ON public.inbox USING btree (state, id) WHERE ((state)::text <> 'done'::text);


--
-- Name: ix_journal_action; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_journal_action ON public.journal USING btree (desk_id, action, at);


--
-- Name: ix_learned_question_desk; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_learned_question_desk ON public.learned_question USING btree (desk_id, id);


--
-- Name: ix_message_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_message_person_id ON public.message USING btree (person_id);


--
-- Name: ix_message_ticket_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_message_ticket_id ON public.message USING btree (ticket_id);


--
-- Name: ix_outbox_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outbox_due ON public.outbox USING btree (priority, due_at, id) WHERE ((state)::text = 'pending'::text);


--
-- Name: ix_outbox_lane; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outbox_lane ON public.outbox USING btree (lane, id) WHERE ((state)::text = ANY ((ARRAY['pending'::character varying, 'leased'::character varying, 'unsure'::character varying])::text[]));


--
-- Name: ix_outbox_not_done; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outbox_not_done ON public.outbox USING btree (desk_id, kind, subject) WHERE ((state)::text <> 'done'::text);


--
-- Name: ix_outside_call_made; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outside_call_made ON public.outside_call USING btree (desk_id, created_at);


--
-- Name: ix_outside_call_ticket_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outside_call_ticket_id ON public.outside_call USING btree (ticket_id);


--
-- Name: ix_promise_ticket_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_promise_ticket_id ON public.promise USING btree (ticket_id);


--
-- Name: ix_question_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_question_created ON public.question USING btree (desk_id, created_at);


--
-- Name: ix_redraft_ticket_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_redraft_ticket_id ON public.redraft USING btree (ticket_id);


--
-- Name: ix_reply_ticket_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reply_ticket_id ON public.reply USING btree (ticket_id);


--
-- Name: ix_report_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_report_open ON public.report USING btree (desk_id, id) WHERE (settled_at IS NULL);


--
-- Name: ix_report_ticket_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_report_ticket_id ON public.report USING btree (ticket_id);


--
-- Name: ix_request_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_request_state ON public.request USING btree (desk_id, state, id);


--
-- Name: ix_review_sample_ticket; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_review_sample_ticket ON public.review_sample USING btree (ticket_id);


--
-- Name: ix_review_sample_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_review_sample_waiting ON public.review_sample USING btree (desk_id, reviewer_id) WHERE ((state)::text = 'waiting'::text);


--
-- Name: ix_review_score_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_review_score_at ON public.review_score USING btree (desk_id, created_at);


--
-- Name: ix_rolled_day_asked; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_rolled_day_asked ON public.rolled_day USING btree (desk_id, zone, asked_at);


--
-- Name: ix_shadow_draft_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_shadow_draft_type ON public.shadow_draft USING btree (desk_id, type, decided_at);


--
-- Name: ix_slack_note_ticket_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_slack_note_ticket_id ON public.slack_note USING btree (ticket_id);


--
-- Name: ix_slack_post_ticket; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_slack_post_ticket ON public.slack_post USING btree (ticket_id);


--
-- Name: ix_source_check_of; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_source_check_of ON public.source_check USING btree (desk_id, kind, name, id);


--
-- Name: ix_span_ended; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_span_ended ON public.span USING btree (queue, to_at);


--
-- Name: ix_span_ticket; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_span_ticket ON public.span USING btree (ticket_id, from_at);


--
-- Name: ix_ticket_asleep; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_asleep ON public.ticket USING btree (desk_id, queue, snoozed_until, id) WHERE ((state)::text = 'snoozed'::text);


--
-- Name: ix_ticket_assignee_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_assignee_id ON public.ticket USING btree (assignee_id);


--
-- Name: ix_ticket_clocked; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_clocked ON public.ticket USING btree (desk_id, clocked_under) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_department'::character varying, 'waiting_supplier'::character varying, 'waiting_approval'::character varying, 'snoozed'::character varying])::text[]));


--
-- Name: ix_ticket_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_created ON public.ticket USING btree (desk_id, created_at);


--
-- Name: ix_ticket_customer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_customer ON public.ticket USING btree (customer_id, created_at);


--
-- Name: ix_ticket_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_due ON public.ticket USING btree (desk_id, queue, due_at, id) WHERE (due_at IS NOT NULL);


--
-- Name: ix_ticket_held; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_held ON public.ticket USING btree (desk_id, queue, assignee_id, state, due_at) WHERE ((assignee_id IS NOT NULL) AND ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_department'::character varying, 'waiting_supplier'::character varying, 'waiting_approval'::character varying, 'snoozed'::character varying])::text[])));


--
-- Name: ix_ticket_joined; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_joined ON public.ticket USING btree (joined_to) WHERE (joined_to IS NOT NULL);


--
-- Name: ix_ticket_line; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_line ON public.ticket USING btree (desk_id, queue, state, waiting_since, id) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_department'::character varying, 'waiting_supplier'::character varying, 'waiting_approval'::character varying, 'snoozed'::character varying])::text[]));


--
-- Name: ix_ticket_mine; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_mine ON public.ticket USING btree (desk_id, queue, assignee_id, waiting_since, id) WHERE ((assignee_id IS NOT NULL) AND ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_department'::character varying, 'waiting_supplier'::character varying, 'waiting_approval'::character varying, 'snoozed'::character varying])::text[])));


--
-- Name: ix_ticket_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_open ON public.ticket USING btree (queue, state, priority, created_at) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_department'::character varying, 'waiting_supplier'::character varying, 'waiting_approval'::character varying, 'snoozed'::character varying])::text[]));


--
-- Name: ix_ticket_resolved; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_resolved ON public.ticket USING btree (desk_id, resolved_at);


--
-- Name: ix_ticket_sensitive; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_sensitive ON public.ticket USING btree (desk_id, queue, waiting_since, id) WHERE (((level)::text = 'sensitive'::text) AND ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_department'::character varying, 'waiting_supplier'::character varying, 'waiting_approval'::character varying, 'snoozed'::character varying])::text[])));


--
-- Name: ix_ticket_to_close; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_to_close ON public.ticket USING btree (desk_id, close_after) WHERE ((state)::text = 'resolved'::text);


--
-- Name: ix_ticket_to_fade; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_to_fade ON public.ticket USING btree (desk_id, faded, ended_at) WHERE ((state)::text = ANY ((ARRAY['closed'::character varying, 'merged'::character varying, 'not_a_request'::character varying])::text[]));


--
-- Name: ix_ticket_unheld; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_unheld ON public.ticket USING btree (desk_id, queue, waiting_since, id) WHERE ((assignee_id IS NULL) AND ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_department'::character varying, 'waiting_supplier'::character varying, 'waiting_approval'::character varying, 'snoozed'::character varying])::text[])));


--
-- Name: ix_ticket_warn; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_ticket_warn ON public.ticket USING btree (desk_id, warn_at) WHERE (warn_at IS NOT NULL);


--
-- Name: ix_timer_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_timer_due ON public.timer USING btree (desk_id, due_at);


--
-- Name: ix_type_mode_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_type_mode_type ON public.type_mode USING btree (desk_id, type, id);


--
-- Name: uq_burst_live; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_burst_live ON public.burst USING btree (desk_id, place) WHERE (ended_at IS NULL);


--
-- Name: uq_draft_current; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_draft_current ON public.draft USING btree (ticket_id) WHERE ((state)::text = ANY ((ARRAY['proposed'::character varying, 'withheld'::character varying, 'asked'::character varying])::text[]));


--
-- Name: uq_escalation_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_escalation_open ON public.escalation USING btree (ticket_id) WHERE ((state)::text = ANY ((ARRAY['asked'::character varying, 'accepted'::character varying])::text[]));


--
-- Name: uq_outbox_leased_lane; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_outbox_leased_lane ON public.outbox USING btree (lane) WHERE ((state)::text = 'leased'::text);


--
-- Name: uq_outbox_pending; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_outbox_pending ON public.outbox USING btree (desk_id, kind, subject) WHERE ((state)::text = 'pending'::text);


--
-- Name: uq_quarantine_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_quarantine_open ON public.quarantine USING btree (desk_id, kind, name) WHERE (lifted_at IS NULL);


--
-- Name: uq_queue_pause_running; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_queue_pause_running ON public.queue_pause USING btree (desk_id, queue) WHERE (ended_at IS NULL);


--
-- Name: uq_reply_under_way; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_reply_under_way ON public.reply USING btree (ticket_id) WHERE ((state)::text = ANY ((ARRAY['awaiting_keys'::character varying, 'undo'::character varying, 'sending'::character varying, 'unsure'::character varying])::text[]));


--
-- Name: uq_silence_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_silence_open ON public.silence USING btree (desk_id, source) WHERE (ended_at IS NULL);


--
-- Name: uq_slack_post_live; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_slack_post_live ON public.slack_post USING btree (desk_id, kind, subject) WHERE ((state)::text = ANY ((ARRAY['posting'::character varying, 'live'::character varying])::text[]));


--
-- Name: uq_span_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_span_open ON public.span USING btree (ticket_id) WHERE (to_at IS NULL);


--
-- Name: uq_spike_standing; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_spike_standing ON public.spike USING btree (desk_id, rule, type, value) WHERE ((state)::text = ANY ((ARRAY['growing'::character varying, 'incident'::character varying])::text[]));


--
-- Name: absence fk_absence_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT fk_absence_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: absence fk_absence_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT fk_absence_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: absence fk_absence_said_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT fk_absence_said_by FOREIGN KEY (said_by) REFERENCES public.person(id);


--
-- Name: approval fk_approval_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT fk_approval_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: approval fk_approval_reply_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT fk_approval_reply_id FOREIGN KEY (reply_id) REFERENCES public.reply(id);


--
-- Name: burst fk_burst_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.burst
    ADD CONSTRAINT fk_burst_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: burst_ticket fk_burst_ticket_burst_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.burst_ticket
    ADD CONSTRAINT fk_burst_ticket_burst_id FOREIGN KEY (burst_id) REFERENCES public.burst(id);


--
-- Name: burst_ticket fk_burst_ticket_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.burst_ticket
    ADD CONSTRAINT fk_burst_ticket_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: cause fk_cause_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cause
    ADD CONSTRAINT fk_cause_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: cause fk_cause_spike_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cause
    ADD CONSTRAINT fk_cause_spike_id FOREIGN KEY (spike_id) REFERENCES public.spike(id);


--
-- Name: cause fk_cause_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cause
    ADD CONSTRAINT fk_cause_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: channel_read fk_channel_read_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channel_read
    ADD CONSTRAINT fk_channel_read_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: conversation fk_conversation_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT fk_conversation_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: conversation fk_conversation_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT fk_conversation_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: day_figure fk_day_figure_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.day_figure
    ADD CONSTRAINT fk_day_figure_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: decision fk_decision_decided_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_decided_by FOREIGN KEY (decided_by) REFERENCES public.person(id);


--
-- Name: decision fk_decision_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: decision fk_decision_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_run_id FOREIGN KEY (run_id) REFERENCES public.digest_run(id);


--
-- Name: department_tag fk_department_tag_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.department_tag
    ADD CONSTRAINT fk_department_tag_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: desk_version fk_desk_version_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk_version
    ADD CONSTRAINT fk_desk_version_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: digest_run fk_digest_run_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.digest_run
    ADD CONSTRAINT fk_digest_run_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: draft fk_draft_decided_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_decided_by FOREIGN KEY (decided_by) REFERENCES public.person(id);


--
-- Name: draft fk_draft_desk_version_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_desk_version_id FOREIGN KEY (desk_version_id) REFERENCES public.desk_version(id);


--
-- Name: draft fk_draft_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: escalation fk_escalation_accepted_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT fk_escalation_accepted_by FOREIGN KEY (accepted_by) REFERENCES public.person(id);


--
-- Name: escalation_ask fk_escalation_ask_escalation_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation_ask
    ADD CONSTRAINT fk_escalation_ask_escalation_id FOREIGN KEY (escalation_id) REFERENCES public.escalation(id);


--
-- Name: escalation_ask fk_escalation_ask_passed_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation_ask
    ADD CONSTRAINT fk_escalation_ask_passed_by FOREIGN KEY (passed_by) REFERENCES public.person(id);


--
-- Name: escalation fk_escalation_asked_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT fk_escalation_asked_by FOREIGN KEY (asked_by) REFERENCES public.person(id);


--
-- Name: escalation fk_escalation_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT fk_escalation_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: escalation fk_escalation_ended_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT fk_escalation_ended_by FOREIGN KEY (ended_by) REFERENCES public.person(id);


--
-- Name: escalation fk_escalation_first_holder; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT fk_escalation_first_holder FOREIGN KEY (first_holder) REFERENCES public.person(id);


--
-- Name: escalation fk_escalation_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT fk_escalation_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: event fk_event_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: event fk_event_spike_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_spike_id FOREIGN KEY (spike_id) REFERENCES public.spike(id);


--
-- Name: event fk_event_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: handoff fk_handoff_answered_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff
    ADD CONSTRAINT fk_handoff_answered_by FOREIGN KEY (answered_by) REFERENCES public.person(id);


--
-- Name: handoff fk_handoff_asked_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff
    ADD CONSTRAINT fk_handoff_asked_by FOREIGN KEY (asked_by) REFERENCES public.person(id);


--
-- Name: handoff fk_handoff_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff
    ADD CONSTRAINT fk_handoff_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: handoff_ticket fk_handoff_ticket_added_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff_ticket
    ADD CONSTRAINT fk_handoff_ticket_added_by FOREIGN KEY (added_by) REFERENCES public.person(id);


--
-- Name: handoff_ticket fk_handoff_ticket_answered_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff_ticket
    ADD CONSTRAINT fk_handoff_ticket_answered_by FOREIGN KEY (answered_by) REFERENCES public.person(id);


--
-- Name: handoff_ticket fk_handoff_ticket_handoff_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff_ticket
    ADD CONSTRAINT fk_handoff_ticket_handoff_id FOREIGN KEY (handoff_id) REFERENCES public.handoff(id);


--
-- Name: handoff_ticket fk_handoff_ticket_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handoff_ticket
    ADD CONSTRAINT fk_handoff_ticket_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: identity fk_identity_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT fk_identity_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: identity fk_identity_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT fk_identity_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: inbox fk_inbox_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT fk_inbox_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: inbox fk_inbox_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT fk_inbox_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: inlet fk_inlet_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inlet
    ADD CONSTRAINT fk_inlet_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: journal fk_journal_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT fk_journal_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: journal fk_journal_desk_version_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT fk_journal_desk_version_id FOREIGN KEY (desk_version_id) REFERENCES public.desk_version(id);


--
-- Name: journal fk_journal_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT fk_journal_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: learned_question fk_learned_question_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.learned_question
    ADD CONSTRAINT fk_learned_question_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: learned_question fk_learned_question_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.learned_question
    ADD CONSTRAINT fk_learned_question_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: message fk_message_conversation_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message
    ADD CONSTRAINT fk_message_conversation_id FOREIGN KEY (conversation_id) REFERENCES public.conversation(id);


--
-- Name: message fk_message_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message
    ADD CONSTRAINT fk_message_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: message fk_message_reply_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message
    ADD CONSTRAINT fk_message_reply_id FOREIGN KEY (reply_id) REFERENCES public.reply(id);


--
-- Name: message fk_message_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message
    ADD CONSTRAINT fk_message_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: notice fk_notice_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT fk_notice_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: notice fk_notice_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT fk_notice_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: notice fk_notice_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT fk_notice_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: outbox fk_outbox_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: outside_call fk_outside_call_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outside_call
    ADD CONSTRAINT fk_outside_call_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: outside_call fk_outside_call_draft_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outside_call
    ADD CONSTRAINT fk_outside_call_draft_id FOREIGN KEY (draft_id) REFERENCES public.draft(id);


--
-- Name: outside_call fk_outside_call_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outside_call
    ADD CONSTRAINT fk_outside_call_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: person fk_person_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: person_setting fk_person_setting_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_setting
    ADD CONSTRAINT fk_person_setting_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: person_setting fk_person_setting_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_setting
    ADD CONSTRAINT fk_person_setting_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: promise fk_promise_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promise
    ADD CONSTRAINT fk_promise_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: promise fk_promise_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promise
    ADD CONSTRAINT fk_promise_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: promise fk_promise_reply_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promise
    ADD CONSTRAINT fk_promise_reply_id FOREIGN KEY (reply_id) REFERENCES public.reply(id);


--
-- Name: promise fk_promise_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promise
    ADD CONSTRAINT fk_promise_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: quarantine fk_quarantine_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT fk_quarantine_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: quarantine fk_quarantine_lifted_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT fk_quarantine_lifted_by FOREIGN KEY (lifted_by) REFERENCES public.person(id);


--
-- Name: quarantine fk_quarantine_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT fk_quarantine_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: question fk_question_asked_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.question
    ADD CONSTRAINT fk_question_asked_by FOREIGN KEY (asked_by) REFERENCES public.person(id);


--
-- Name: question fk_question_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.question
    ADD CONSTRAINT fk_question_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: queue_pause fk_queue_pause_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.queue_pause
    ADD CONSTRAINT fk_queue_pause_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: queue_pause fk_queue_pause_ended_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.queue_pause
    ADD CONSTRAINT fk_queue_pause_ended_by FOREIGN KEY (ended_by) REFERENCES public.person(id);


--
-- Name: queue_pause fk_queue_pause_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.queue_pause
    ADD CONSTRAINT fk_queue_pause_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: rating fk_rating_draft_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rating
    ADD CONSTRAINT fk_rating_draft_id FOREIGN KEY (draft_id) REFERENCES public.draft(id);


--
-- Name: rating fk_rating_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rating
    ADD CONSTRAINT fk_rating_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: record fk_record_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record
    ADD CONSTRAINT fk_record_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: record fk_record_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record
    ADD CONSTRAINT fk_record_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: redraft fk_redraft_draft_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.redraft
    ADD CONSTRAINT fk_redraft_draft_id FOREIGN KEY (draft_id) REFERENCES public.draft(id);


--
-- Name: redraft fk_redraft_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.redraft
    ADD CONSTRAINT fk_redraft_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: redraft fk_redraft_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.redraft
    ADD CONSTRAINT fk_redraft_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: reply fk_reply_draft_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT fk_reply_draft_id FOREIGN KEY (draft_id) REFERENCES public.draft(id);


--
-- Name: reply fk_reply_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT fk_reply_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: reply fk_reply_written_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT fk_reply_written_by FOREIGN KEY (written_by) REFERENCES public.person(id);


--
-- Name: report fk_report_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: report fk_report_draft_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_draft_id FOREIGN KEY (draft_id) REFERENCES public.draft(id);


--
-- Name: report fk_report_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: report fk_report_reply_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_reply_id FOREIGN KEY (reply_id) REFERENCES public.reply(id);


--
-- Name: report fk_report_settled_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_settled_by FOREIGN KEY (settled_by) REFERENCES public.person(id);


--
-- Name: report fk_report_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: request fk_request_author_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.request
    ADD CONSTRAINT fk_request_author_id FOREIGN KEY (author_id) REFERENCES public.person(id);


--
-- Name: request fk_request_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.request
    ADD CONSTRAINT fk_request_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: request fk_request_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.request
    ADD CONSTRAINT fk_request_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: request fk_request_wanted_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.request
    ADD CONSTRAINT fk_request_wanted_by FOREIGN KEY (wanted_by) REFERENCES public.person(id);


--
-- Name: review_sample fk_review_sample_answered_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_sample
    ADD CONSTRAINT fk_review_sample_answered_by FOREIGN KEY (answered_by) REFERENCES public.person(id);


--
-- Name: review_sample fk_review_sample_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_sample
    ADD CONSTRAINT fk_review_sample_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: review_sample fk_review_sample_reviewer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_sample
    ADD CONSTRAINT fk_review_sample_reviewer_id FOREIGN KEY (reviewer_id) REFERENCES public.person(id);


--
-- Name: review_sample fk_review_sample_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_sample
    ADD CONSTRAINT fk_review_sample_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: review_score fk_review_score_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_score
    ADD CONSTRAINT fk_review_score_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: review_score fk_review_score_reviewer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_score
    ADD CONSTRAINT fk_review_score_reviewer_id FOREIGN KEY (reviewer_id) REFERENCES public.person(id);


--
-- Name: review_score fk_review_score_sample_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_score
    ADD CONSTRAINT fk_review_score_sample_id FOREIGN KEY (sample_id) REFERENCES public.review_sample(id);


--
-- Name: roll_up_check fk_roll_up_check_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roll_up_check
    ADD CONSTRAINT fk_roll_up_check_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: roll_up_mark fk_roll_up_mark_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roll_up_mark
    ADD CONSTRAINT fk_roll_up_mark_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: rolled_day fk_rolled_day_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rolled_day
    ADD CONSTRAINT fk_rolled_day_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: roster fk_roster_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT fk_roster_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: seat fk_seat_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT fk_seat_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: shadow_draft fk_shadow_draft_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shadow_draft
    ADD CONSTRAINT fk_shadow_draft_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: shadow_draft fk_shadow_draft_reply_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shadow_draft
    ADD CONSTRAINT fk_shadow_draft_reply_id FOREIGN KEY (reply_id) REFERENCES public.reply(id);


--
-- Name: shadow_draft fk_shadow_draft_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shadow_draft
    ADD CONSTRAINT fk_shadow_draft_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: silence fk_silence_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.silence
    ADD CONSTRAINT fk_silence_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: slack_note fk_slack_note_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_note
    ADD CONSTRAINT fk_slack_note_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: slack_note fk_slack_note_message_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_note
    ADD CONSTRAINT fk_slack_note_message_id FOREIGN KEY (message_id) REFERENCES public.message(id);


--
-- Name: slack_note fk_slack_note_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_note
    ADD CONSTRAINT fk_slack_note_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: slack_post fk_slack_post_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_post
    ADD CONSTRAINT fk_slack_post_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: slack_post fk_slack_post_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slack_post
    ADD CONSTRAINT fk_slack_post_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: source_check fk_source_check_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.source_check
    ADD CONSTRAINT fk_source_check_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: source_check fk_source_check_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.source_check
    ADD CONSTRAINT fk_source_check_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: span fk_span_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.span
    ADD CONSTRAINT fk_span_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: span fk_span_ticket_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.span
    ADD CONSTRAINT fk_span_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.ticket(id);


--
-- Name: spend fk_spend_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spend
    ADD CONSTRAINT fk_spend_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: spike fk_spike_decided_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spike
    ADD CONSTRAINT fk_spike_decided_by FOREIGN KEY (decided_by) REFERENCES public.person(id);


--
-- Name: spike fk_spike_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spike
    ADD CONSTRAINT fk_spike_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: spike fk_spike_handoff_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spike
    ADD CONSTRAINT fk_spike_handoff_id FOREIGN KEY (handoff_id) REFERENCES public.handoff(id);


--
-- Name: submission fk_submission_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT fk_submission_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: ticket fk_ticket_assignee_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT fk_ticket_assignee_id FOREIGN KEY (assignee_id) REFERENCES public.person(id);


--
-- Name: ticket fk_ticket_continues; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT fk_ticket_continues FOREIGN KEY (continues) REFERENCES public.ticket(id);


--
-- Name: ticket fk_ticket_customer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT fk_ticket_customer_id FOREIGN KEY (customer_id) REFERENCES public.person(id);


--
-- Name: ticket fk_ticket_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT fk_ticket_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: ticket fk_ticket_desk_version_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT fk_ticket_desk_version_id FOREIGN KEY (desk_version_id) REFERENCES public.desk_version(id);


--
-- Name: ticket fk_ticket_merged_into; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ticket
    ADD CONSTRAINT fk_ticket_merged_into FOREIGN KEY (merged_into) REFERENCES public.ticket(id);


--
-- Name: timer fk_timer_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.timer
    ADD CONSTRAINT fk_timer_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: turn fk_turn_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turn
    ADD CONSTRAINT fk_turn_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: turn fk_turn_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turn
    ADD CONSTRAINT fk_turn_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: type_mode fk_type_mode_desk_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.type_mode
    ADD CONSTRAINT fk_type_mode_desk_id FOREIGN KEY (desk_id) REFERENCES public.desk(id);


--
-- Name: type_mode fk_type_mode_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.type_mode
    ADD CONSTRAINT fk_type_mode_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- PostgreSQL database dump complete
--


