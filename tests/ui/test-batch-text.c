/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about many changes at once, and about a rest. */
#include "core/outbox/pl-batch-private.h"
#include "ui/outbox/pl-batch-text.h"

#define NOW (G_GINT64_CONSTANT (1795348800) * G_USEC_PER_SEC)

static char *
dup_title (PlBatchDeed deed,
           guint       n_links,
           const char *name,
           guint       n_waiting)
{
  g_autoptr (PlBatchRow) row = pl_batch_row_new ();
  g_autoptr (PlBatch) batch = NULL;

  row->deed = deed;
  row->n_links = n_links;
  row->name = g_strdup (name);
  row->counts[PL_INTENT_WAITING] = n_waiting;
  row->counts[PL_INTENT_DONE] = 5;
  batch = pl_batch_new (row);

  return pl_batch_text_title (batch);
}

/* What goes on never reads as if it were done. */
static void
test_running (void)
{
  static const struct
  {
    PlBatchDeed deed;
    const char *running;
    const char *ended;
  } cases[] = {
    { PL_BATCH_EXTEND, "Giving 12 links a later last day", "12 links: a later last day" },
    { PL_BATCH_END_SOONER, "Giving 12 links an earlier last day", "12 links: an earlier last day" },
    { PL_BATCH_SHARE, "Sending 12 links by e-mail", "12 links: sent by e-mail" },
    { PL_BATCH_SWITCH_OFF, "Switching off 12 links", "12 links: switched off" },
  };
  g_autofree char *leave = pl_batch_text_leave (7, 12);
  g_autofree char *goes_on = pl_batch_text_goes_on (7, 12);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *running = dup_title (cases[i].deed, 12, NULL, 1);
      g_autofree char *ended = dup_title (cases[i].deed, 12, NULL, 0);

      g_assert_cmpstr (running, ==, cases[i].running);
      g_assert_cmpstr (ended, ==, cases[i].ended);
    }

  g_assert_true (g_str_has_prefix (leave, "7 of 12 changes are not sent yet."));
  g_assert_nonnull (strstr (leave, "when Paylinks is started again"));
  g_assert_true (g_str_has_prefix (goes_on, "7 of 12 changes are not sent yet."));
  g_assert_nonnull (strstr (goes_on, "in the background"));
}

static char *
dup_far (PlBatchRow row)
{
  g_autoptr (PlBatch) batch = pl_batch_new (&row);

  return pl_batch_text_far (batch);
}

/* Five links and their five mails are not ten of anything. */
static void
test_far (void)
{
  g_autofree char *running = dup_far ((PlBatchRow) {
    .n_links = 5, .counts = { [PL_INTENT_WAITING] = 3, [PL_INTENT_DONE] = 7 } });
  g_autofree char *both = dup_far ((PlBatchRow) {
    .n_links = 5, .counts = { [PL_INTENT_DONE] = 9, [PL_INTENT_REFUSED] = 1 },
    .n_made = 5, .n_made_done = 5, .n_mails = 5, .n_mails_done = 4 });
  g_autofree char *links = dup_far ((PlBatchRow) {
    .n_links = 1, .counts = { [PL_INTENT_DONE] = 1 }, .n_made = 1, .n_made_done = 1 });
  g_autofree char *mails = dup_far ((PlBatchRow) {
    .counts = { [PL_INTENT_DONE] = 2 }, .n_mails = 2, .n_mails_done = 2 });
  g_autofree char *older = dup_far ((PlBatchRow) { .counts = { [PL_INTENT_WAITING] = 3, [PL_INTENT_DONE] = 7 } });
  g_autofree char *changes = dup_far ((PlBatchRow) {
    .deed = PL_BATCH_EXTEND, .n_links = 5, .counts = { [PL_INTENT_WAITING] = 3, [PL_INTENT_DONE] = 7 } });

  g_assert_cmpstr (running, ==, "7 of 10 done: 5 links and 5 e-mails");
  g_assert_cmpstr (both, ==, "5 of 5 links created, 4 of 5 e-mails sent");
  g_assert_cmpstr (links, ==, "1 of 1 link created");
  g_assert_cmpstr (mails, ==, "2 of 2 e-mails sent");
  g_assert_cmpstr (older, ==, "7 of 10 done");
  g_assert_cmpstr (changes, ==, "7 of 10 done");
}

static void
test_words (void)
{
  g_autofree char *named = dup_title (PL_BATCH_MIXED, 0, "pizzas.csv", 1);
  g_autofree char *unnamed = dup_title (PL_BATCH_MIXED, 0, NULL, 1);
  g_autofree char *empty = dup_title (PL_BATCH_MIXED, 0, "", 0);
  g_autofree char *progress = pl_batch_text_progress (3, 100);
  g_autofree char *done = pl_batch_text_done (PL_BATCH_MIXED, 0, "pizzas.csv", 100);
  g_autofree char *sent = pl_batch_text_done (PL_BATCH_SHARE, 1, NULL, 3);
  g_autofree char *refused = pl_batch_text_state (PL_INTENT_REFUSED, 3);
  g_autofree char *one = pl_batch_text_done (PL_BATCH_MIXED, 0, NULL, 1);

  g_assert_cmpstr (named, ==, "Changes from “pizzas.csv”");
  g_assert_cmpstr (sent, ==, "1 link sent");
  g_assert_cmpstr (refused, ==, "3 refused");
  g_assert_cmpstr (unnamed, ==, "Many changes");
  g_assert_cmpstr (empty, ==, "Many changes");
  g_assert_cmpstr (progress, ==, "3 of 100 done");
  g_assert_cmpstr (done, ==, "All 100 changes from “pizzas.csv” done");
  g_assert_cmpstr (one, ==, "1 change done");
}

static void
test_batch (void)
{
  static const struct
  {
    guint       counts[PL_BATCH_N_STATES]; /* waiting, sending, unsure, done, refused, discarded */
    guint       n_asking;
    gboolean    paused;
    const char *next;
    const char *trouble;
    guint       n_different;
  } cases[] = {
    { { 5, 2, 0, 3, 0, 0 }, 0, FALSE, "Being sent to Payroc, several at a time. You can go on working.", NULL },
    { { 5, 2, 0, 3, 0, 0 }, 0, TRUE,
      "Paused. What was being sent is finished; nothing more leaves until you continue.", NULL },
    { { 0, 1, 1, 8, 0, 0 }, 1, FALSE, "Being sent to Payroc, several at a time. You can go on working.",
      "1 waits for your decision; it stands above." },
    { { 0, 0, 1, 9, 0, 0 }, 1, FALSE, "Nothing more is being sent: the rest waits for you.",
      "1 waits for your decision; it stands above." },
    { { 0, 0, 0, 8, 2, 0 }, 0, FALSE, "Finished.", "2 were refused; they stand above, to be corrected." },
    { { 0, 0, 0, 9, 1, 0 }, 0, FALSE, "Finished.", "1 was refused; it stands above, to be corrected." },
    { { 0, 0, 0, 6, 0, 4 }, 0, FALSE, "Finished. 4 were cancelled and not sent.", NULL },
    { { 0, 0, 0, 10, 0, 0 }, 0, FALSE, "Finished.", NULL },
    { { 0, 0, 0, 10, 0, 0 }, 0, FALSE, "Finished.", "2 did not come out as you asked; Details names them.", 2 },
    { { 0, 0, 0, 9, 1, 0 }, 0, FALSE, "Finished.",
      "1 did not come out as you asked; Details names it. 1 was refused; it stands above, to be corrected.", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlBatchRow) row = pl_batch_row_new ();
      g_autoptr (PlBatch) batch = NULL;
      g_autofree char *next = NULL;
      g_autofree char *trouble = NULL;

      for (guint j = 0; j < PL_BATCH_N_STATES; j++)
        row->counts[j] = cases[i].counts[j];
      row->n_asking = cases[i].n_asking;
      row->n_different = cases[i].n_different;
      row->paused = cases[i].paused;
      batch = pl_batch_new (row);
      next = pl_batch_text_next (batch);
      trouble = pl_batch_text_trouble (batch);
      g_assert_cmpstr (next, ==, cases[i].next);
      g_assert_cmpstr (trouble, ==, cases[i].trouble);
    }
}

/* How it ended is said whatever it was. */
static void
test_end (void)
{
  static const struct
  {
    guint       n_done;
    guint       n_asking;
    guint       n_refused;
    guint       n_different;
    gboolean    clean;
    const char *text;
  } cases[] = {
    { 12, 0, 0, 0, TRUE, "All 12 changes from “pizzas.csv” done" },
    { 12, 0, 0, 1, FALSE, "12 of 12 done · 1 not as you asked" },
    { 9, 0, 3, 0, FALSE, "9 of 12 done · 3 refused" },
    { 9, 1, 2, 2, FALSE, "9 of 12 done · 2 not as you asked · 2 refused · 1 waits for your decision" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlBatchRow) row = pl_batch_row_new ();
      g_autoptr (PlBatch) batch = NULL;
      g_autofree char *text = NULL;

      row->name = g_strdup ("pizzas.csv");
      row->counts[PL_INTENT_DONE] = cases[i].n_done;
      row->counts[PL_INTENT_UNSURE] = row->n_asking = cases[i].n_asking;
      row->counts[PL_INTENT_REFUSED] = cases[i].n_refused;
      row->n_different = cases[i].n_different;
      batch = pl_batch_new (row);
      text = pl_batch_text_end (batch);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (pl_batch_text_is_clean (batch) == cases[i].clean);
      g_assert_true (pl_batch_get_rests (batch));
    }
}

static void
test_rest (void)
{
  g_autoptr (GDateTime) later = g_date_time_new_from_unix_local (NOW / G_USEC_PER_SEC + 300);
  g_autofree char *time = g_date_time_format (later, "%H:%M");
  g_autofree char *soon = pl_rest_text (PL_OUTBOX_REST_UNREACHABLE, NOW + 59 * G_USEC_PER_SEC, NOW);
  g_autofree char *unreachable = pl_rest_text (PL_OUTBOX_REST_UNREACHABLE, NOW + 300 * G_USEC_PER_SEC, NOW);
  g_autofree char *asked_soon = pl_rest_text (PL_OUTBOX_REST_ASKED, NOW, NOW);
  g_autofree char *asked = pl_rest_text (PL_OUTBOX_REST_ASKED, NOW + 300 * G_USEC_PER_SEC, NOW);

  g_assert_null (pl_rest_text (PL_OUTBOX_REST_NONE, NOW, NOW));
  g_assert_cmpstr (soon, ==, "Payroc cannot be reached. Nothing is lost: it is tried again within a minute.");
  g_assert_nonnull (strstr (unreachable, time));
  g_assert_true (g_str_has_prefix (unreachable, "Payroc cannot be reached."));
  g_assert_cmpstr (asked_soon, ==, "Payroc asked for a pause. Sending goes on within a minute.");
  g_assert_nonnull (strstr (asked, time));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/batch-text/words", test_words);
  g_test_add_func ("/batch-text/far", test_far);
  g_test_add_func ("/batch-text/running", test_running);
  g_test_add_func ("/batch-text/batch", test_batch);
  g_test_add_func ("/batch-text/end", test_end);
  g_test_add_func ("/batch-text/rest", test_rest);

  return g_test_run ();
}
