/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month of 2,000 links: payments of every kind in both lists, restarts and failures at random. Afterwards each
 * payment was told exactly once, none is missing, and the requests are counted. */
#include "core-fixture.h"

#include "core/watch/pl-notice-board.h"
#include "core/watch/pl-watch-look.h"
#include "payroc/money/payroc-payment.h"

#define HOUR G_TIME_SPAN_HOUR
/* A month when there is time for it (-m slow), a week otherwise. */
#define DAYS (g_test_slow () ? 30 : 7)

typedef struct
{
  CoreFixture    core;
  PlRefresh     *refresh;
  PlNoticeBoard *board;
  GRand         *random;
  gint64         later;    /* microseconds of simulated time that are over */
  GPtrArray     *links;    /* (element-type utf8) */
  GPtrArray     *pending;  /* (element-type utf8) payments at a bank */
  GHashTable    *told;     /* subject with its kind → how often */
  guint          n_looks;
} Month;

static JsonObject *
control (Month      *month,
         const char *method,
         const char *command,
         const char *format,
         ...) G_GNUC_PRINTF (4, 5);

static JsonObject *
control (Month      *month,
         const char *method,
         const char *command,
         const char *format,
         ...)
{
  g_autofree char *body = NULL;
  g_autoptr (JsonNode) reply = NULL;
  va_list arguments;

  va_start (arguments, format);
  body = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  reply = pl_test_practice_control (month->core.practice, method, command, *body != '\0' ? body : NULL);

  return json_node_dup_object (reply);
}

static void
open_parts (Month *month)
{
  month->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (month->core.practice),
                                   month->core.store.database, month->core.client, month->core.feed);
  month->board = pl_notice_board_new (STORE_FIXTURE_ACCOUNT, month->core.store.database);
}

static void
close_parts (Month *month)
{
  g_assert_finalize_object (g_steal_pointer (&month->board));
  store_query_int (month->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&month->refresh));
}

static void
refresh (Month    *month,
         gboolean  full)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_refresh_run_async (month->refresh, full, NULL, core_keep_result_cb, &result);
  pl_refresh_run_finish (month->refresh, core_await (&result), &error);
  g_assert_no_error (error);
}

/* FALSE: it failed, as the server was told to. */
static gboolean
look (Month          *month,
      PlWatchFinding *finding)
{
  const PlWatchSetup setup = {
    .account = STORE_FIXTURE_ACCOUNT,
    .terminal = pl_test_practice_get_terminal (month->core.practice),
    .database = month->core.store.database,
    .client = month->core.client,
    .feed = month->core.feed,
    .now = g_get_real_time () + month->later,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  month->n_looks++;
  pl_watch_look_async (&setup, NULL, core_keep_result_cb, &result);

  return pl_watch_look_finish (core_await (&result), finding, &error);
}

/* cut_off: the program ends after the merchant was told, and before it could write that down. */
static void
tell (Month    *month,
      gboolean  cut_off)
{
  g_autoptr (GAsyncResult) listing = NULL;
  g_autoptr (GAsyncResult) marking = NULL;
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GError) error = NULL;

  pl_notice_board_list_due_async (month->board, 1000, NULL, core_keep_result_cb, &listing);
  notices = pl_notice_board_list_due_finish (month->board, core_await (&listing), &error);
  g_assert_no_error (error);

  /* The desktop knows them by this name, and shows one again in its own place. */
  for (guint i = 0; i < notices->len && !cut_off; i++)
    {
      PlNotice *notice = notices->pdata[i];
      char *name = g_strdup_printf ("%d %s", pl_notice_get_kind (notice), pl_notice_get_subject (notice));

      g_hash_table_insert (month->told, name,
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (month->told, name)) + 1));
    }

  if (cut_off)
    return;

  pl_notice_board_mark_shown_async (month->board, notices, NULL, core_keep_result_cb, &marking);
  pl_notice_board_mark_shown_finish (month->board, core_await (&marking), &error);
  g_assert_no_error (error);
}

static void
restart (Month *month)
{
  close_parts (month);
  core_fixture_restart (&month->core, TRUE);
  open_parts (month);
}

static const char *
pick_link (Month *month)
{
  /* Those for many payments are paid more often; the newest 40 take both methods, the next 20 many payments. */
  if (g_rand_int_range (month->random, 0, 4) == 0)
    return g_ptr_array_index (month->links, g_rand_int_range (month->random, 40, 60));

  return g_ptr_array_index (month->links, g_rand_int_range (month->random, 0, month->links->len));
}

/* A customer does something. What a link does not take any more is forced, as money does come late. */
static void
let_pay (Month *month)
{
  static const char *const kinds[] = {
    "", "", "", "", "",
    ",\"status\":\"complete\"",
    ",\"status\":\"declined\",\"responseCode\":\"D\"",
    ",\"status\":\"referral\",\"responseCode\":\"R\"",
    ",\"status\":\"pickup\",\"responseCode\":\"C\"",
    ",\"status\":\"pending\",\"responseCode\":\"A\"",
    ",\"status\":\"expired\",\"responseCode\":\"A\"",
    ",\"status\":\"reversal\",\"responseCode\":\"A\"",
    ",\"status\":\"admin\",\"responseCode\":\"A\"",
    ",\"status\":\"accepted\",\"responseCode\":\"E\"",
  };
  const gboolean by_bank = g_rand_int_range (month->random, 0, 6) == 0;
  const char *kind = kinds[g_rand_int_range (month->random, 0, G_N_ELEMENTS (kinds))];
  const char *link = pick_link (month);
  g_autoptr (JsonObject) paid = NULL;

  if (by_bank)
    {
      /* The newest links take both. */
      link = g_ptr_array_index (month->links, g_rand_int_range (month->random, 0, 40));
      paid = control (month, "POST", "pay", "{\"paymentLinkId\":\"%s\",\"force\":true,\"method\":\"bankTransfer\","
                      "\"amount\":4999,\"status\":\"pending\",\"responseCode\":\"A\"}", link);
      g_ptr_array_add (month->pending, g_strdup (json_object_get_string_member (paid, "paymentId")));
      return;
    }

  paid = control (month, "POST", "pay", "{\"paymentLinkId\":\"%s\",\"force\":true,\"amount\":%d%s}", link,
                  g_rand_int_range (month->random, 100, 100000), kind);
}

/* A bank decides. */
static void
let_decide (Month *month)
{
  g_autoptr (JsonObject) changed = NULL;
  g_autofree char *payment = NULL;

  if (month->pending->len == 0)
    return;

  payment = g_ptr_array_steal_index_fast (month->pending, g_rand_int_range (month->random, 0, month->pending->len));
  if (g_rand_int_range (month->random, 0, 4) == 0)
    changed = control (month, "POST", "return", "{\"paymentId\":\"%s\"}", payment);
  else if (g_rand_int_range (month->random, 0, 4) == 0)
    changed = control (month, "POST", "payment", "{\"paymentId\":\"%s\",\"status\":\"declined\"}", payment);
  else
    changed = control (month, "POST", "payment", "{\"paymentId\":\"%s\",\"status\":\"complete\"}", payment);
}

static void
pass_hour (Month *month)
{
  g_autoptr (JsonObject) clock = NULL;
  PlWatchFinding finding;

  month->later += HOUR;
  clock = control (month, "POST", "clock", "{\"offsetSeconds\":%" G_GINT64_FORMAT "}", month->later / G_USEC_PER_SEC);

  for (int i = g_rand_int_range (month->random, 0, 5); i > 0; i--)
    let_pay (month);
  if (g_rand_int_range (month->random, 0, 4) == 0)
    let_decide (month);

  /* The computer is off now and then. */
  if (g_rand_int_range (month->random, 0, 5) == 0)
    return;

  if (g_rand_int_range (month->random, 0, 12) == 0)
    pl_test_practice_add_fault (month->core.practice,
                                "{'operation':'*','kind':'random','probability':0.2,"
                                "'kinds':['cutBefore','cutAfter','html',{'kind':'status','status':503}]}");
  look (month, &finding);
  pl_test_practice_clear_faults (month->core.practice);
  tell (month, g_rand_int_range (month->random, 0, 20) == 0);
  if (g_rand_int_range (month->random, 0, 30) == 0)
    restart (month);
  if (g_rand_int_range (month->random, 0, 8) == 0)
    refresh (month, FALSE);
}

static guint
count_told (Month      *month,
            guint       kind,
            JsonObject *payment)
{
  const gboolean by_bank = json_object_has_member (payment, "bankAccount");
  g_autofree char *name = g_strdup_printf ("%u %s %s", kind, by_bank ? "bank" : "card",
                                           json_object_get_string_member (payment, "paymentId"));

  return GPOINTER_TO_UINT (g_hash_table_lookup (month->told, name));
}

/* The customers of the stand-in pay what comes to their minds. */
static PlNoticeKind
get_kind (PayrocPayment *payment)
{
  return payroc_payment_get_amount (payment)->minor < payroc_payment_get_asked (payment)->minor ? PL_NOTICE_PARTLY_PAID
                                                                                                : PL_NOTICE_PAID;
}

/* What Payroc has, beside what was told. */
static void
compare (Month *month)
{
  g_autoptr (JsonObject) state = control (month, "GET", "state?limit=100000", "%s", "");
  JsonArray *payments = json_object_get_array_member (state, "payments");
  guint n_paid = 0;
  g_autofree char *paid = g_strdup_printf ("%d ", PL_NOTICE_PAID);
  g_autofree char *partly_paid = g_strdup_printf ("%d ", PL_NOTICE_PARTLY_PAID);
  guint n_told = 0;
  GHashTableIter iter;
  gpointer name;
  gpointer count;

  for (guint i = 0; i < json_array_get_length (payments); i++)
    {
      JsonNode *node = json_array_get_element (payments, i);
      JsonObject *object = json_node_get_object (node);
      const gboolean by_bank = json_object_has_member (object, "bankAccount");
      g_autoptr (PayrocPayment) payment = NULL;

      payment = payroc_payment_new_from_json (node, by_bank ? PAYROC_PAYMENT_SOURCE_BANK : PAYROC_PAYMENT_SOURCE_CARD,
                                              NULL);
      switch (payroc_payment_get_state (payment))
        {
        case PAYROC_PAYMENT_STATE_PAID:
          n_paid++;
          if (count_told (month, get_kind (payment), object) != 1
              || count_told (month, PL_NOTICE_PAID, object) + count_told (month, PL_NOTICE_PARTLY_PAID, object) != 1)
            g_error ("told %u times: %s", count_told (month, get_kind (payment), object),
                     json_to_string (node, FALSE));
          break;
        case PAYROC_PAYMENT_STATE_HELD:
          g_assert_cmpuint (count_told (month, PL_NOTICE_HELD, object), ==, 1);
          break;
        case PAYROC_PAYMENT_STATE_RETURNED:
          g_assert_cmpuint (count_told (month, PL_NOTICE_RETURNED, object), ==, 1);
          break;
        case PAYROC_PAYMENT_STATE_PENDING:
          g_assert_cmpuint (count_told (month, PL_NOTICE_PENDING, object), ==, 1);
          break;
        case PAYROC_PAYMENT_STATE_DECLINED:
          /* An attempt by card is none of the merchant's business; a bank's no is, when its order was told. */
          if (!by_bank)
            g_assert_cmpuint (count_told (month, PL_NOTICE_DECLINED, object), ==, 0);
          else if (count_told (month, PL_NOTICE_PENDING, object) > 0)
            g_assert_cmpuint (count_told (month, PL_NOTICE_DECLINED, object), ==, 1);
          break;
        case PAYROC_PAYMENT_STATE_UNKNOWN:
        case PAYROC_PAYMENT_STATE_REVERSED:
        case PAYROC_PAYMENT_STATE_REFUNDED:
        case PAYROC_PAYMENT_STATE_GONE:
        default:
          g_assert_cmpuint (count_told (month, PL_NOTICE_PAID, object), ==, 0);
          g_assert_cmpuint (count_told (month, PL_NOTICE_PARTLY_PAID, object), ==, 0);
          break;
        }
    }

  g_hash_table_iter_init (&iter, month->told);
  while (g_hash_table_iter_next (&iter, &name, &count))
    {
      g_assert_cmpuint (GPOINTER_TO_UINT (count), ==, 1);
      n_told += g_str_has_prefix (name, paid) || g_str_has_prefix (name, partly_paid);
    }

  /* Two lists of payments: none was paid that was not told, none told that was not paid. */
  g_assert_cmpuint (n_paid, >, DAYS * 15);
  g_assert_cmpuint (n_told, ==, n_paid);
  g_test_message ("%u payments, %u of them income", json_array_get_length (payments), n_paid);
}

static void
set_up (Month         *month,
        gconstpointer  data)
{
  g_autoptr (JsonObject) singles = NULL;
  g_autoptr (JsonObject) others = NULL;
  g_autoptr (JsonObject) state = NULL;
  JsonArray *links;
  PlWatchFinding finding;

  core_fixture_set_up (&month->core, NULL);
  core_fixture_start (&month->core);
  open_parts (month);
  month->random = g_rand_new_with_seed (g_test_rand_int ());
  month->links = g_ptr_array_new_with_free_func (g_free);
  month->pending = g_ptr_array_new_with_free_func (g_free);
  month->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  singles = control (month, "POST", "links", "{\"count\":1940,\"type\":\"singleUse\"}");
  others = control (month, "POST", "links", "{\"count\":20,\"first\":5000,\"type\":\"multiUse\"}");
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *reference = g_strdup_printf ("Both %u", i);
      g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
      g_autoptr (PlIntent) intent = NULL;

      payroc_link_draft_set_methods (draft, PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
      intent = core_create (&month->core, draft, NULL, NULL, NULL);
      core_settle (&month->core, intent);
    }

  state = control (month, "GET", "state?limit=100000", "%s", "");
  links = json_object_get_array_member (state, "links");
  for (guint i = 0; i < json_array_get_length (links); i++)
    g_ptr_array_add (month->links, g_strdup (json_object_get_string_member (json_array_get_object_element (links, i),
                                                                            "paymentLinkId")));
  g_assert_cmpuint (month->links->len, ==, 2000);

  refresh (month, TRUE);
  g_assert_true (look (month, &finding));
  pl_test_practice_clear_requests (month->core.practice);
}

static void
tear_down (Month         *month,
           gconstpointer  data)
{
  close_parts (month);
  g_rand_free (month->random);
  g_ptr_array_unref (month->links);
  g_ptr_array_unref (month->pending);
  g_hash_table_unref (month->told);
  core_fixture_tear_down (&month->core, data);
}

static void
test_month (Month         *month,
            gconstpointer  data)
{
  guint n_requests = 0;
  PlWatchFinding finding;

  for (guint hour = 0; hour < DAYS * 24; hour++)
    {
      pass_hour (month);
      n_requests += pl_test_practice_count_requests (month->core.practice, NULL);
      pl_test_practice_clear_requests (month->core.practice);
    }

  /* The last ones; once more after a day, when the look goes back further. */
  for (guint i = 0; i < 2; i++)
    {
      month->later += 25 * HOUR;
      do
        {
          g_assert_true (look (month, &finding));
          tell (month, FALSE);
        }
      while (finding.is_partial);
    }

  g_test_message ("%u looks, %u requests, %.1f an hour", month->n_looks, n_requests, n_requests / (DAYS * 24.0));
  compare (month);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/watch/month", Month, NULL, set_up, test_month, tear_down);

  return g_test_run ();
}
