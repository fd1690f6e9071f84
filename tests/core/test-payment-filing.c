/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Under which link a payment stands, whatever was said in which order: one list alone takes nothing from another. */
#include "core/links/pl-link-facts.h"

#include <json-glib/json-glib.h>

#include "core/links/pl-link-payments.h"
#include "store/pl-overview-table.h"
#include "support/link-rows.h"

#define SECOND (1000 * G_TIME_SPAN_MILLISECOND)

/* What Payroc said, in turn: the link, which list, and what was in it.
 *   A=1,2  the whole list of cards     A#1  of banks
 *   A~1    with a row that nobody can read
 *   A!     a list that failed
 *   A<     a whole list, asked for before all others
 *   restart
 * Payments are of 1.00, and of 2.00 with a "+"; "d" was declined, "p" is pending, "o" is old, and "s" has the order
 * number of the link S. */
static const struct
{
  const char *name;
  const char *said;
  const char *stands; /* "1?" is gone; where nobody can tell a total there is none */
  const char *left;   /* links that the last answer took a payment from */
  const char *rivals; /* links that are to be asked after it */
  guint       n_open; /* payments for which links are to be asked */
} cases[] = {
  { "first", "A=1", "A 1 =100", "", "", 0 },
  { "again", "A=1 A=1", "A 1 =100", "", "", 0 },
  { "claimed", "A=1 B=1", "A 1 =100", "", "A", 0 },
  { "claimed-first", "A=1 B=1 A= B=1", "B 1 =100", "A", "", 0 },
  { "gone-first", "A=1 A= B=1", "B 1 =100", "A", "", 0 },
  { "gone-only", "A=1 A=", "A 1?", "", "", 1 },
  { "gone-twice", "A=1 A= A=", "A 1?", "", "", 1 },
  { "gone-of-two", "A=1,2 A=2", "A 1? 2", "", "", 1 },
  { "gone-and-back", "A=1 A= A=1", "A 1 =100", "", "", 0 },
  { "gone-old", "A=o A=", "A o?", "", "", 0 },
  { "gone-declined", "A=1,d A=1", "A 1 d? =100", "", "", 1 },
  { "many", "A=1,2,3 A=2 B=1,3", "A 2 =100 B 1 3 =200", "A", "", 0 },
  { "swapped", "A=2 B=1 A=1 B=2 A=1", "A 1 =100 B 2 =100", "B", "", 0 },

  { "bank", "A#1 A# B#1", "B b1 =100", "A", "", 0 },
  { "bank-gone", "A#1 A#", "A b1?", "", "", 1 },
  { "other-list-is-no-witness", "A#1 A= B#1", "A b1 =100", "", "A", 0 },
  { "one-id-in-both-lists", "A=1 A#1", "A 1 =100", "", "", 0 },
  { "one-id-in-both-lists-again", "A#1 A=1 A#1 A=1", "A b1 =100", "", "", 0 },
  { "one-id-in-both-lists-no-more", "A#1 A=1 A# A=1", "A 1 b1?", "", "", 1 },
  { "one-id-in-both-lists-pending", "A=p A#p", "A p =0", "", "", 0 },
  { "one-id-for-two", "A=1 A#1+", "A 1 b1 =300", "", "", 0 },
  { "one-id-for-two-after-a-decline", "A=d A#d+", "A d bd =0", "", "", 0 },
  { "one-id-in-lists-of-two", "A#1 B=1 A=", "A b1 =100 B 1 =100", "", "", 0 },

  { "restart", "A=1 A= restart B=1", "B 1 =100", "A", "", 0 },
  { "restart-gone", "A=1 A= restart", "A 1?", "", "", 1 },
  { "restart-claimed", "A=1 B=1 restart A= restart B=1", "B 1 =100", "A", "", 0 },

  { "overlooked-once", "A=1 B=1 A=1 B=", "A 1 =100", "", "", 0 },
  { "overlooked-first", "B=1 B= A=1", "A 1 =100", "B", "", 0 },
  { "overlooked-after", "A=1 A= B=1 A=1", "B 1 =100", "", "B", 0 },
  { "overlooked-after-twice", "A=1 A= B=1 A=1 B=1 A=", "B 1 =100", "", "", 0 },

  { "unreadable-is-no-witness", "A=1 A~ B=1", "A 1 =100", "", "A", 0 },
  { "failed-is-no-witness", "A=1 A! B=1", "A 1 =100", "", "A", 0 },
  { "asked-before-is-no-witness", "A=1 A< B=1", "A 1 =100", "", "A", 0 },

  /* A list with what is certainly another link's proves nothing. */
  { "strangers", "A=1 B=1,s", "A 1 =100", "", "S", 0 },
  { "strangers-miss-nothing", "A=1 A=s", "A 1 =100", "", "S", 0 },
  { "strangers-take-nothing", "A=1 A= B=1,s", "A 1?", "", "S", 1 },
  { "strangers-bring-nothing-back", "A=1 A= A=1,s", "A 1?", "", "S", 1 },
  { "strangers-are-asked-about", "B=1,s", "B 1 =100", "", "S", 1 },
  { "strangers-then-settled", "B=1,s B= A=1", "A 1 =100", "B", "", 0 },
  { "strangers-then-confirmed", "B=1,s B=1", "B 1 =100", "", "", 0 },
};

static char *
name_link (char letter)
{
  return g_strnfill (10, letter);
}

static GPtrArray *
read_list (const char          *ids,
           PayrocPaymentSource  source,
           gint64               made_at)
{
  g_auto (GStrv) names = g_strsplit (ids, ",", -1);
  GPtrArray *payments = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; names[i] != NULL && *names[i] != '\0'; i++)
    {
      const char kind = *names[i];
      const gboolean is_double = g_str_has_suffix (names[i], "+");
      g_autofree char *id = g_strndup (names[i], strcspn (names[i], "+"));
      g_autoptr (GDateTime) made = g_date_time_new_from_unix_utc (made_at / SECOND - (kind == 'o' ? 400 : 0) * 86400);
      g_autofree char *time = g_date_time_format_iso8601 (made);
      g_autofree char *order = g_strdup_printf ("%s-1", id);
      g_autofree char *text = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;

      text = g_strdup_printf ("{\"paymentId\":\"%s\",\"order\":{\"orderId\":\"%s\",\"dateTime\":\"%s\"},"
                              "\"transactionResult\":{\"status\":\"%s\",\"responseCode\":\"%s\","
                              "\"authorizedAmount\":%d,\"currency\":\"USD\"}}",
                              id, order, time,
                              kind == 'd' ? "declined" : kind == 'p' ? "pending" : "complete", kind == 'd' ? "D" : "A",
                              is_double ? 200 : 100);
      node = json_from_string (text, &error);
      g_assert_no_error (error);
      g_ptr_array_add (payments, payroc_payment_new_from_json (node, source, &error));
      g_assert_no_error (error);
    }

  return payments;
}

static PlLinkFacts *
read_answer (const char *said,
             gint64      now,
             gint64      made_at)
{
  g_autofree char *link_id = name_link (said[0]);
  PlLinkFacts *facts = pl_link_facts_new (STORE_FIXTURE_ACCOUNT, link_id);
  const PayrocPaymentSource source = said[1] == '#' ? PAYROC_PAYMENT_SOURCE_BANK : PAYROC_PAYMENT_SOURCE_CARD;
  GPtrArray **list = source == PAYROC_PAYMENT_SOURCE_BANK ? &facts->banks : &facts->cards;

  facts->now = now;
  facts->asked_at = now;
  if (said[1] == '!')
    return facts;

  if (said[1] == '<')
    facts->now -= 1000 * SECOND;
  if (said[1] != '~')
    facts->is_whole[source] = TRUE;
  *list = read_list (said + 2, source, made_at);

  return facts;
}

static gboolean
set_since_work (PlConnection  *connection,
                gpointer       data,
                GError       **error)
{
  return pl_link_payments_set_watched_since (connection, STORE_FIXTURE_ACCOUNT, *(const gint64 *) data, error);
}

static int
compare_payments (gconstpointer a,
                  gconstpointer b)
{
  PayrocPayment *one = *(PayrocPayment *const *) a;
  PayrocPayment *other = *(PayrocPayment *const *) b;
  const int order = strcmp (payroc_payment_get_id (one), payroc_payment_get_id (other));

  return order != 0 ? order : (int) payroc_payment_get_source (one) - (int) payroc_payment_get_source (other);
}

/* As a page has it, and as a list has it: they must agree. */
static void
describe_link (StoreFixture *fixture,
               char          letter,
               GString      *text)
{
  g_autofree char *link_id = name_link (letter);
  g_autoptr (PlLinkFacts) facts = pl_link_facts_new (STORE_FIXTURE_ACCOUNT, link_id);
  g_autoptr (GPtrArray) totals = NULL;
  g_autofree char *sql = NULL;
  gint64 total = 0;

  store_read (fixture->database, pl_link_facts_read, facts);
  sql = g_strdup_printf ("SELECT iif (paid_currency IS NULL, -1, paid_amount) FROM links WHERE id = '%s'", link_id);
  if (facts->payments->len == 0)
    {
      g_assert_cmpint (store_query_int (fixture->database, sql), <=, 0);
      return;
    }

  g_ptr_array_sort (facts->payments, compare_payments);
  g_string_append_printf (text, "%s%c", text->len > 0 ? " " : "", letter);
  for (guint i = 0; i < facts->payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (facts->payments, i);

      g_string_append_printf (text, " %s%s%s",
                              payroc_payment_get_source (payment) == PAYROC_PAYMENT_SOURCE_BANK ? "b" : "",
                              payroc_payment_get_id (payment),
                              payroc_payment_get_state (payment) == PAYROC_PAYMENT_STATE_GONE ? "?" : "");
    }

  totals = pl_link_payments_add_up (facts->payments, PAYROC_PAYMENT_STATE_PAID, NULL);
  if (totals != NULL && totals->len > 0)
    total = ((PayrocMoney *) g_ptr_array_index (totals, 0))->minor;
  g_assert_cmpint (store_query_int (fixture->database, sql), ==, totals != NULL ? total : -1);
  if (totals != NULL)
    g_string_append_printf (text, " =%" G_GINT64_FORMAT, total);
}

static char *
describe (StoreFixture *fixture)
{
  GString *text = g_string_new (NULL);

  describe_link (fixture, 'A', text);
  describe_link (fixture, 'B', text);
  describe_link (fixture, 'S', text);

  return g_string_free (text, FALSE);
}

static void
put_link (StoreFixture *fixture,
          char          letter,
          const char   *kind)
{
  g_autofree char *link_id = name_link (letter);
  const LinkRow row = { link_id, link_id, NULL, -1, "USD", "active", kind, "2026-01-01", "2030-01-01" };

  link_row_put (fixture, &row);
}

static void
put_order_link (StoreFixture *fixture)
{
  put_link (fixture, 'S', "singleUse");
  store_exec (fixture->database, "UPDATE links SET order_id = 's-1' WHERE id = 'SSSSSSSSSS'");
}

/* What was found with the last answer. */
static PlLinkFacts *
hear (StoreFixture *fixture,
      const char   *said,
      gint64        now)
{
  g_auto (GStrv) words = g_strsplit (said, " ", -1);
  PlLinkFacts *facts = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], "restart"))
        {
          store_fixture_reopen (fixture);
          continue;
        }

      g_clear_pointer (&facts, pl_link_facts_free);
      facts = read_answer (words[i], now + i * SECOND, now);
      store_write (fixture->database, pl_link_facts_write, facts);
    }

  return facts;
}

static void
assert_left (const PlLinkFacts *facts,
             const char        *letters)
{
  g_assert_cmpuint (facts->left->len, ==, strlen (letters));
  for (guint i = 0; letters[i] != '\0'; i++)
    g_assert_cmpint (*payroc_link_get_id (g_array_index (facts->left, PlLinkChange, i).link), ==, letters[i]);
}

static void
assert_rivals (const PlLinkFacts *facts,
               const char        *letters)
{
  g_assert_cmpuint (facts->rivals->len, ==, strlen (letters));
  for (guint i = 0; letters[i] != '\0'; i++)
    g_assert_cmpint (*(const char *) g_ptr_array_index (facts->rivals, i), ==, letters[i]);
}

/* One notice each, and about the link that it stands under. */
static void
assert_told (StoreFixture *fixture)
{
  g_assert_cmpint (store_query_int (fixture->database,
                                    "SELECT count (*) FROM payments WHERE state = 1 AND id <> 'o' AND 1 <>"
                                    " (SELECT count (*) FROM notices WHERE kind = 0 AND notices.link_id ="
                                    "  payments.link_id AND subject = iif (source = 1, 'bank ', 'card ')"
                                    "  || payments.id)"), ==, 0);
  g_assert_cmpint (store_query_int (fixture->database,
                                    "SELECT count (*) - count (DISTINCT subject) FROM notices"), ==, 0);
}

static void
test_case (StoreFixture  *fixture,
           gconstpointer  data)
{
  const guint i = GPOINTER_TO_UINT (data) - 1;
  const gint64 now = g_get_real_time ();
  g_autoptr (PlLinkFacts) facts = NULL;
  g_autofree char *stands = NULL;

  put_link (fixture, 'A', "multiUse");
  put_link (fixture, 'B', "multiUse");
  put_order_link (fixture);
  store_write (fixture->database, set_since_work, (gpointer) &now);

  facts = hear (fixture, cases[i].said, now);
  stands = describe (fixture);
  g_assert_cmpstr (stands, ==, cases[i].stands);
  assert_left (facts, cases[i].left);
  assert_rivals (facts, cases[i].rivals);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM unplaced_payments"
                                    " WHERE next_link IS NOT NULL"), ==, cases[i].n_open);
  assert_told (fixture);
}

/* The order number weighs more than what was first, and needs no second list. */
static void
test_order_number (StoreFixture  *fixture,
                   gconstpointer  data)
{
  const gint64 now = g_get_real_time ();
  g_autoptr (PlLinkFacts) first = NULL;
  g_autoptr (PlLinkFacts) second = NULL;
  g_autofree char *stands = NULL;

  put_link (fixture, 'A', "multiUse");
  put_link (fixture, 'B', "multiUse");
  first = hear (fixture, "A=s", now);
  /* Made elsewhere, and not known yet when the payment came. */
  put_order_link (fixture);
  second = hear (fixture, "S=s", now + 10 * SECOND);
  stands = describe (fixture);
  g_assert_cmpstr (stands, ==, "S s =100");
  assert_left (second, "A");
  assert_rivals (second, "");
}

static PlLinkFacts *
read_whole (const char *said,
            gint64      now)
{
  PlLinkFacts *facts = read_answer (said, now, now);

  facts->has_all_payments = TRUE;

  return facts;
}

static void
assert_stands (StoreFixture *fixture,
               const char   *expected)
{
  g_autofree char *stands = describe (fixture);

  g_assert_cmpstr (stands, ==, expected);
}

/* A shop's own number, that a link for many has, and a third link for one payment: it takes the word of two lists. */
static void
test_number_of_third (StoreFixture  *fixture,
                      gconstpointer  data)
{
  const gint64 now = g_get_real_time () - 20 * SECOND;
  g_autoptr (PlLinkFacts) first = NULL;
  g_autoptr (PlLinkFacts) second = NULL;
  g_autoptr (PlLinkFacts) third = NULL;

  put_link (fixture, 'A', "multiUse");
  put_link (fixture, 'B', "multiUse");
  first = hear (fixture, "A=s", now);
  put_link (fixture, 'T', "singleUse");
  put_link (fixture, 'S', "multiUse");
  store_exec (fixture->database, "UPDATE links SET order_id = 's-1' WHERE id IN ('SSSSSSSSSS', 'TTTTTTTTTT')");
  second = hear (fixture, "S=s", now + 10 * SECOND);
  assert_stands (fixture, "A s =100");
  assert_left (second, "");
  assert_rivals (second, "A");

  third = hear (fixture, "A= S=s", now + 12 * SECOND);
  assert_stands (fixture, "S s =100");
  assert_left (third, "A");
}

/* Others wrote the link between a look's beginning and its question: that does not take the link back behind theirs. */
static void
test_seen_at (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const struct
  {
    gint64 stored; /* seconds after the look began */
    gint64 seen;   /* likewise */
  } looks[] = {
    { -1, 0 },
    { 0, 0 },
    { 1, 5 },
    { 5, 5 },
    { 6, 6 },      /* after it was asked: that is newer */
    { 1000, 0 },   /* from before somebody turned the clock back */
  };
  const gint64 now = g_get_real_time () - 20 * SECOND;
  const LinkRow row = { "AAAAAAAAAA", "AAAAAAAAAA", NULL, -1, "USD", "active", "multiUse", "2026-01-01", "2030-01-01" };

  put_link (fixture, 'A', "multiUse");
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE links SET seen_at = %" G_GINT64_FORMAT,
                                              now + looks[i].stored * SECOND);
      g_autoptr (PlLinkFacts) facts = read_answer ("A=1", now, now);

      store_exec (fixture->database, sql);
      facts->asked_at = now + 5 * SECOND;
      facts->has_all_payments = TRUE;
      facts->link_is_new = TRUE;
      facts->link = link_row_create (&row);
      store_write (fixture->database, pl_link_facts_write, facts);
      g_assert_cmpint (store_query_int (fixture->database, "SELECT seen_at FROM links"), ==,
                       now + looks[i].seen * SECOND);
      g_assert_cmpint (facts->as_of, ==, now + (looks[i].seen == 5 ? 5 : 0) * SECOND);
    }
}

/* A shop's own number is that of a link for one payment: that link is asked, does not have it, and so it is this one's.
 * The word of two lists, as ever. */
static void
test_same_number (StoreFixture  *fixture,
                  gconstpointer  data)
{
  const gint64 now = g_get_real_time () - 10 * SECOND;
  g_autoptr (PlLinkFacts) before = NULL;
  g_autoptr (PlLinkFacts) facts = NULL;
  g_autoptr (PlLinkFacts) other = NULL;
  g_autoptr (PlLinkFacts) again = NULL;

  put_link (fixture, 'A', "multiUse");
  put_link (fixture, 'B', "multiUse");
  put_order_link (fixture);
  before = read_whole ("S=", now);
  store_write (fixture->database, pl_link_facts_write, before);

  facts = read_whole ("A=1,s", now + SECOND);
  store_write (fixture->database, pl_link_facts_write, facts);
  assert_stands (fixture, "A 1 =100");
  assert_rivals (facts, "S");
  g_assert_false (facts->is_settled);

  other = read_whole ("S=", now + 2 * SECOND);
  store_write (fixture->database, pl_link_facts_write, other);
  store_write (fixture->database, pl_link_facts_write, facts);
  assert_stands (fixture, "A 1 s =200");
  assert_rivals (facts, "");
  g_assert_true (facts->is_settled);

  again = read_whole ("A=1,s,2", now + 3 * SECOND);
  store_write (fixture->database, pl_link_facts_write, again);
  assert_stands (fixture, "A 1 2 s =300");
  assert_rivals (again, "");
  g_assert_true (again->is_settled);
}

/* Long after: that link was read since, and nobody need be asked. */
static void
test_same_number_of_old (StoreFixture  *fixture,
                         gconstpointer  data)
{
  const gint64 now = g_get_real_time ();
  g_autoptr (PlLinkFacts) before = NULL;
  g_autoptr (PlLinkFacts) facts = NULL;

  put_link (fixture, 'A', "multiUse");
  put_link (fixture, 'B', "multiUse");
  put_order_link (fixture);
  store_exec (fixture->database, "UPDATE links SET order_id = 'o-1' WHERE id = 'SSSSSSSSSS'");
  before = read_whole ("S=", now - 86400 * SECOND);
  store_write (fixture->database, pl_link_facts_write, before);
  facts = read_whole ("A=o", now);
  store_write (fixture->database, pl_link_facts_write, facts);
  assert_stands (fixture, "A o =100");
  assert_rivals (facts, "");
}

/* Two answers cross: what was asked for before the payment was last seen elsewhere takes it from nobody. */
static void
test_moved_late (StoreFixture  *fixture,
                 gconstpointer  data)
{
  const gint64 now = g_get_real_time () - 10 * SECOND;
  g_autoptr (PlLinkFacts) first = NULL;
  g_autoptr (PlLinkFacts) late = NULL;
  g_autoptr (PlLinkFacts) gone = NULL;

  put_link (fixture, 'A', "multiUse");
  put_link (fixture, 'B', "multiUse");
  put_order_link (fixture);
  store_write (fixture->database, set_since_work, (gpointer) &now);
  first = hear (fixture, "A=1", now + 5 * SECOND);
  gone = hear (fixture, "A=", now + 6 * SECOND);
  late = hear (fixture, "B=1", now + 2 * SECOND);
  assert_stands (fixture, "A 1?");
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM notices WHERE link_id = 'BBBBBBBBBB'"),
                   ==, 0);
  g_clear_pointer (&late, pl_link_facts_free);
  late = hear (fixture, "B=1", now + 7 * SECOND);
  assert_stands (fixture, "B 1 =100");
  assert_told (fixture);
}

static gboolean
sum_work (PlConnection  *connection,
          gpointer       data,
          GError       **error)
{
  return pl_overview_table_sum_income (connection, STORE_FIXTURE_ACCOUNT, 0, G_MAXINT64, data, error);
}

/* What came in in all leaves out what nobody can tell, and says so; what never was money is not missed. */
static void
test_stored (StoreFixture  *fixture,
             gconstpointer  data)
{
  const gint64 now = g_get_real_time ();
  g_autoptr (PlLinkFacts) facts = NULL;
  PlSums *sums = pl_sums_new ();

  put_link (fixture, 'A', "multiUse");
  facts = hear (fixture, "A=1,2,d A=2", now);
  store_read (fixture->database, sum_work, sums);
  g_assert_cmpuint (sums->n_uncounted, ==, 1);
  g_assert_cmpuint (sums->sums->len, ==, 1);
  g_assert_cmpint (g_array_index (sums->sums, PlSum, 0).money.minor, ==, 100);
  pl_sums_free (sums);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM payments WHERE state = 8"), ==, 2);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM payments WHERE state = 8"
                                    " AND income IS NULL AND id = '1'"), ==, 1);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT income FROM payments WHERE id = 'd'"), ==, 0);
}

/* A list that shows what is another link's does not tell either that nothing was paid: somebody asks again. */
static void
test_no_witness (StoreFixture  *fixture,
                 gconstpointer  data)
{
  static const struct
  {
    const char *said;
    gboolean    is_overlooked; /* known before it is stored */
    guint       as_of;         /* of which answer, counted from one */
  } answers[] = {
    { "A=s", FALSE, 0 }, { "A=", TRUE, 0 }, { "A#s", FALSE, 0 }, { "A=1", FALSE, 4 },
    { "A=1,s", FALSE, 4 }, { "A#", TRUE, 4 }, { "A=", FALSE, 7 },
  };
  const gint64 now = g_get_real_time ();

  put_link (fixture, 'A', "multiUse");
  put_order_link (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (PlLinkFacts) facts = read_answer (answers[i].said, now + i * SECOND, now);
      const gint64 as_of = answers[i].as_of > 0 ? now + (answers[i].as_of - 1) * SECOND : 0;

      facts->has_all_payments = TRUE;
      facts->is_overlooked[answers[i].said[1] == '#' ? PAYROC_PAYMENT_SOURCE_BANK : PAYROC_PAYMENT_SOURCE_CARD] =
        answers[i].is_overlooked;
      store_write (fixture->database, pl_link_facts_write, facts);
      g_assert_cmpint (facts->as_of, ==, as_of);
      g_assert_cmpint (store_query_int (fixture->database, "SELECT paid_as_of FROM links WHERE id = 'AAAAAAAAAA'"), ==,
                       as_of);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/payment-filing/", cases[i].name, NULL);

      /* Not NULL: with an account. */
      g_test_add (path, StoreFixture, GUINT_TO_POINTER (i + 1), store_fixture_set_up, test_case,
                  store_fixture_tear_down);
    }
  g_test_add ("/payment-filing/order-number", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up,
              test_order_number, store_fixture_tear_down);
  g_test_add ("/payment-filing/number-of-third", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up,
              test_number_of_third, store_fixture_tear_down);
  g_test_add ("/payment-filing/seen-at", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, test_seen_at,
              store_fixture_tear_down);
  g_test_add ("/payment-filing/same-number", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up,
              test_same_number, store_fixture_tear_down);
  g_test_add ("/payment-filing/same-number-of-old", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up,
              test_same_number_of_old, store_fixture_tear_down);
  g_test_add ("/payment-filing/moved-late", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up,
              test_moved_late, store_fixture_tear_down);
  g_test_add ("/payment-filing/no-witness", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up,
              test_no_witness, store_fixture_tear_down);
  g_test_add ("/payment-filing/stored", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, test_stored,
              store_fixture_tear_down);

  return g_test_run ();
}
