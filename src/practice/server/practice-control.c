/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of control commands, each a function from JSON to JSON. */
#include "practice-control.h"

#include "payroc/payroc-json.h"
#include "practice/practice-json.h"
#include "practice/shop/practice-link.h"
#include "practice/shop/practice-post.h"
#include "practice/shop/practice-till.h"

#define MOST_SEEDED 1000000
#define GRACE 5 /* s: for a newcomer to open its hold */

typedef struct
{
  PracticeState    *state;
  PracticeFaults   *faults;
  PracticeLog      *log;
  PracticeLifetime *lifetime;
  PracticeRequest  *request;
  JsonNode         *body;   /* (nullable) */
  JsonObject       *object; /* the body's, or an empty one */
} Control;

typedef PracticeReply *(*ControlFunc) (Control *control);

static PracticeReply *
reply_object (JsonObject *object) /* takes object */
{
  return practice_reply_new_json (200, practice_json_new_object (object));
}

static PracticeReply *
reply_nothing (void)
{
  return practice_reply_new (204, NULL, NULL);
}

static PracticeReply *
reply_list (const char *name,
            JsonArray  *array) /* takes array */
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, name, array);

  return reply_object (object);
}

static gint64
get_query_number (Control    *control,
                  const char *name,
                  gint64      usual)
{
  const char *text = practice_request_get_query (control->request, name);

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &usual, NULL);

  return usual;
}

static PracticeReply *
get_hello (Control *control)
{
  JsonObject *object = json_object_new ();

  practice_lifetime_extend (control->lifetime, GRACE);
  json_object_set_string_member (object, "apiUrl", control->state->base_url);
  json_object_set_int_member (object, "holds", practice_lifetime_get_holds (control->lifetime));

  return reply_object (object);
}

static PracticeReply *
get_requests (Control *control)
{
  return reply_list ("requests", practice_log_list (control->log,
                                                    practice_request_get_query (control->request, "operation"),
                                                    get_query_number (control, "after", 0)));
}

static PracticeReply *
delete_requests (Control *control)
{
  practice_log_clear (control->log);

  return reply_nothing ();
}

static PracticeReply *
get_mails (Control *control)
{
  const char *link_id = practice_request_get_query (control->request, "paymentLinkId");

  return reply_list ("mails", practice_post_list_mails (control->state, link_id));
}

static PracticeReply *
get_faults (Control *control)
{
  return reply_list ("faults", practice_faults_list (control->faults));
}

static PracticeReply *
post_faults (Control *control)
{
  g_autoptr (GError) error = NULL;

  if (control->body == NULL)
    return practice_problem_blame ("body", "invalid value", "Expected a fault or an array of faults");
  if (!practice_faults_add (control->faults, control->body, &error))
    return practice_problem_blame ("fault", "invalid value", error->message);

  return get_faults (control);
}

static PracticeReply *
delete_faults (Control *control)
{
  practice_faults_clear (control->faults);

  return reply_nothing ();
}

static PracticeReply *
get_clock (Control *control)
{
  JsonObject *object = json_object_new ();

  practice_json_take_string (object, "now", practice_clock_get_timestamp (control->state->clock));
  practice_json_take_string (object, "today", practice_clock_get_today (control->state->clock));
  json_object_set_int_member (object, "offsetSeconds",
                              practice_clock_get_offset (control->state->clock) / G_USEC_PER_SEC);

  return reply_object (object);
}

static PracticeReply *
post_clock (Control *control)
{
  const char *now = practice_json_get_string (control->object, "now");
  gint64 seconds = 0;

  if (now != NULL)
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (now, utc);

      if (time == NULL)
        return practice_problem_blame ("now", "invalid value", "Expected an ISO 8601 time");
      seconds = g_date_time_to_unix (time) - g_get_real_time () / G_USEC_PER_SEC;
    }
  else if (!practice_json_get_int (control->object, "offsetSeconds", &seconds))
    {
      return practice_problem_blame ("body", "invalid value", "Expected now or offsetSeconds");
    }

  /* Two centuries either way is more than any test needs, and keeps every year at four digits. */
  if (ABS (seconds / 86400) > 200 * 365)
    return practice_problem_blame ("body", "invalid value", "That is too far away");

  practice_state_set_clock_offset (control->state, seconds * G_USEC_PER_SEC);

  return get_clock (control);
}

static JsonObject *
make_seed (gint64      number,
           const char *type, /* (nullable) */
           const char *currency,
           const char *expires_on)
{
  JsonObject *document = json_object_new ();
  JsonObject *order = json_object_new ();
  JsonObject *charge = json_object_new ();
  JsonArray *methods = json_array_new ();
  g_autofree char *reference = g_strdup_printf ("Seed-%06" G_GINT64_FORMAT, number);
  g_autofree char *order_id = g_strdup_printf ("SO-%06" G_GINT64_FORMAT, number);
  g_autofree char *text = g_strdup_printf ("Practice order %" G_GINT64_FORMAT, number);
  gboolean single_use = type != NULL ? g_str_equal (type, "singleUse") : number % 4 != 0;
  gboolean preset = number % 5 != 0;

  json_object_set_string_member (document, "type", single_use ? "singleUse" : "multiUse");
  json_object_set_string_member (document, "merchantReference", reference);
  if (single_use)
    json_object_set_string_member (order, "orderId", order_id);
  json_object_set_string_member (order, "description", text);
  json_object_set_string_member (charge, "type", preset ? "preset" : "prompt");
  if (preset)
    json_object_set_int_member (charge, "amount", 100 + number * 37 % 100000);
  json_object_set_string_member (charge, "currency", currency);
  json_object_set_object_member (order, "charge", charge);
  json_object_set_object_member (document, "order", order);
  json_object_set_string_member (document, "authType", "sale");
  json_array_add_string_element (methods, "card");
  json_object_set_array_member (document, "paymentMethods", methods);
  if (single_use)
    json_object_set_string_member (document, "expiresOn", expires_on);

  return document;
}

static PracticeReply *
post_links (Control *control)
{
  PracticeState *state = control->state;
  const char *terminal = practice_json_get_string (control->object, "terminal");
  const char *type = practice_json_get_string (control->object, "type");
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (practice_clock_get_time (state->clock) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) later = g_date_time_add_days (now, 30);
  g_autofree char *expires_on = g_date_time_format (later, "%Y-%m-%d");
  JsonObject *object;
  gint64 count = 0;
  gint64 first = 1;

  if (!practice_json_get_int (control->object, "count", &count) || count < 1 || count > MOST_SEEDED)
    return practice_problem_blame ("count", "invalid value", "Expected a number from 1 to 1000000");
  practice_json_get_int (control->object, "first", &first);
  if (terminal == NULL)
    terminal = state->options->terminals[0];

  for (gint64 i = 0; i < count; i++)
    {
      g_autoptr (JsonObject) seed = make_seed (ABS (first % MOST_SEEDED) + i, type, state->options->currencies[0],
                                               expires_on);
      g_autoptr (PracticeLink) link = practice_link_insert (state, terminal, seed);
    }

  object = json_object_new ();
  json_object_set_int_member (object, "count", count);

  return reply_object (object);
}

static PracticeReply *
find_link (Control       *control,
           PracticeLink **link)
{
  const char *id = practice_json_get_string (control->object, "paymentLinkId");

  *link = id != NULL ? practice_link_find (control->state, id) : NULL;

  return *link == NULL ? practice_problem_reply (PRACTICE_PROBLEM_NOT_FOUND, "There is no such link") : NULL;
}

static PracticeReply *
post_pay (Control *control)
{
  g_autoptr (PracticeLink) link = NULL;
  PracticeReply *refusal = find_link (control, &link);
  JsonObject *object = control->object;
  JsonObject *payment = NULL;
  PracticePurchase purchase = {
    .method = practice_json_get_string (object, "method"),
    .status = practice_json_get_string (object, "status"),
    .response_code = practice_json_get_string (object, "responseCode"),
    .payer = practice_json_get_string (object, "payer"),
    .force = practice_json_get_boolean (object, "force"),
  };

  if (refusal != NULL)
    return refusal;

  practice_json_get_int (object, "amount", &purchase.amount);
  refusal = practice_till_pay (control->state, link, &purchase, &payment);

  return refusal != NULL ? refusal : reply_object (payment);
}

static PracticeReply *
post_refund (Control *control)
{
  JsonObject *payment = NULL;
  PracticeReply *refusal;
  gint64 amount = 0;

  practice_json_get_int (control->object, "amount", &amount);
  refusal = practice_till_refund (control->state, practice_json_get_string (control->object, "paymentId"), amount,
                                  practice_json_get_string (control->object, "status"), &payment);

  return refusal != NULL ? refusal : reply_object (payment);
}

static PracticeReply *
post_return (Control *control)
{
  JsonObject *payment = NULL;
  PracticeReply *refusal;

  refusal = practice_till_return (control->state, practice_json_get_string (control->object, "paymentId"),
                                  practice_json_get_string (control->object, "returnCode"),
                                  practice_json_get_string (control->object, "returnReason"), &payment);

  return refusal != NULL ? refusal : reply_object (payment);
}

static PracticeReply *
post_payment (Control *control)
{
  const char *id = practice_json_get_string (control->object, "paymentId");
  JsonObject *payment = NULL;
  PracticeReply *refusal = practice_till_change (control->state, id, control->object, &payment);

  return refusal != NULL ? refusal : reply_object (payment);
}

static PracticeReply *
post_tokens (Control *control)
{
  practice_tokens_invalidate (control->state->tokens);

  return reply_nothing ();
}

static gint64
count_rows (PracticeState *state,
            const char    *sql)
{
  sqlite3_stmt *statement = practice_database_query (state->database, sql, "");
  gint64 count = practice_database_step (state->database, statement) ? sqlite3_column_int64 (statement, 0) : 0;

  practice_database_done (statement);

  return count;
}

static JsonArray *
list_links (PracticeState *state,
            gint64         limit)
{
  JsonArray *rows = json_array_new ();
  g_autofree char *today = practice_clock_get_today (state->clock);
  sqlite3_stmt *statement = practice_database_query (state->database,
                                                     "SELECT " PRACTICE_LINK_COLUMNS
                                                     " FROM link ORDER BY seq DESC LIMIT ?",
                                                     "i", limit);

  while (practice_database_step (state->database, statement))
    {
      g_autoptr (PracticeLink) link = practice_link_read (statement);
      JsonObject *row = practice_link_to_json (state, link, today);

      json_object_set_string_member (row, "processingTerminalId", link->terminal);
      json_array_add_object_element (rows, row);
    }

  return rows;
}

/* Rows of share or payment, with the link they belong to. */
static JsonArray *
list_rows (PracticeState *state,
           const char    *sql,
           gint64         limit)
{
  JsonArray *rows = json_array_new ();
  sqlite3_stmt *statement = practice_database_query (state->database, sql, "i", limit);

  while (practice_database_step (state->database, statement))
    {
      JsonObject *row = practice_json_object_from_text (practice_database_column_text (statement, 1));

      json_object_set_string_member (row, "paymentLinkId", practice_database_column_text (statement, 0));
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static PracticeReply *
get_state (Control *control)
{
  PracticeState *state = control->state;
  gint64 limit = get_query_number (control, "limit", 100);
  JsonObject *object = json_object_new ();
  JsonObject *counts = json_object_new ();

  json_object_set_int_member (counts, "links", count_rows (state, "SELECT count(*) FROM link"));
  json_object_set_int_member (counts, "sharingEvents", count_rows (state, "SELECT count(*) FROM share"));
  json_object_set_int_member (counts, "payments", count_rows (state, "SELECT count(*) FROM payment"));
  json_object_set_int_member (counts, "mails", count_rows (state, "SELECT count(*) FROM mail"));
  json_object_set_object_member (object, "counts", counts);
  json_object_set_int_member (object, "holds", practice_lifetime_get_holds (control->lifetime));
  json_object_set_array_member (object, "links", list_links (state, limit));
  json_object_set_array_member (object, "sharingEvents",
                                list_rows (state,
                                           "SELECT link.id, share.doc FROM share"
                                           " JOIN link ON link.seq = share.link ORDER BY share.seq DESC LIMIT ?",
                                           limit));
  json_object_set_array_member (object, "payments",
                                list_rows (state,
                                           "SELECT link.id, payment.doc FROM payment"
                                           " JOIN link ON link.seq = payment.link ORDER BY payment.seq DESC LIMIT ?",
                                           limit));

  return reply_object (object);
}

static gboolean
end_cb (gpointer user_data)
{
  practice_lifetime_end (user_data);

  return G_SOURCE_REMOVE;
}

static PracticeReply *
post_quit (Control *control)
{
  /* Not before this reply is out. */
  g_timeout_add_full (G_PRIORITY_DEFAULT, 50, end_cb, g_object_ref (control->lifetime), g_object_unref);

  return reply_nothing ();
}

static PracticeReply *
post_release (Control *control)
{
  practice_faults_release (control->faults);

  return reply_nothing ();
}

static const struct
{
  const char *method;
  const char *name;
  ControlFunc run;
} commands[] = {
  { "GET", "hello", get_hello },
  { "GET", "requests", get_requests },
  { "DELETE", "requests", delete_requests },
  { "GET", "mails", get_mails },
  { "GET", "state", get_state },
  { "GET", "faults", get_faults },
  { "POST", "faults", post_faults },
  { "DELETE", "faults", delete_faults },
  { "GET", "clock", get_clock },
  { "POST", "clock", post_clock },
  { "POST", "links", post_links },
  { "POST", "pay", post_pay },
  { "POST", "refund", post_refund },
  { "POST", "return", post_return },
  { "POST", "payment", post_payment },
  { "POST", "tokens", post_tokens },
  { "POST", "release", post_release },
  { "POST", "quit", post_quit },
};

static PracticeReply *
run_command (Control     *control,
             ControlFunc  run)
{
  g_autoptr (PracticeReply) reply = NULL;

  practice_database_begin (control->state->database);
  reply = run (control);
  if (!practice_database_commit (control->state->database))
    return practice_problem_reply (PRACTICE_PROBLEM_API_ERROR, NULL);

  return g_steal_pointer (&reply);
}

PracticeReply *
practice_control_run (PracticeState    *state,
                      PracticeFaults   *faults,
                      PracticeLog      *log,
                      PracticeLifetime *lifetime,
                      PracticeRequest  *request)
{
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  Control control = { state, faults, log, lifetime, request, NULL, NULL };
  const char *name = request->segments != NULL && g_strv_length (request->segments) == 2 ? request->segments[1] : "";
  gboolean known = FALSE;

  if (request->too_large)
    return practice_problem_reply (PRACTICE_PROBLEM_PAYLOAD_TOO_LARGE, NULL);

  if (g_bytes_get_size (request->body) > 0)
    {
      body = payroc_json_parse (request->body, &error);
      if (body == NULL)
        return practice_problem_blame ("body", "invalid value", error->message);
    }
  object = body != NULL && JSON_NODE_HOLDS_OBJECT (body) ? json_object_ref (json_node_get_object (body))
                                                         : json_object_new ();
  control.body = body;
  control.object = object;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (!g_str_equal (commands[i].name, name))
        continue;
      if (g_str_equal (commands[i].method, request->method))
        return run_command (&control, commands[i].run);
      known = TRUE;
    }

  return practice_problem_reply (known ? PRACTICE_PROBLEM_METHOD_NOT_ALLOWED : PRACTICE_PROBLEM_NOT_FOUND, NULL);
}
