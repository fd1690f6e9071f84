/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of many changes, line by line: read anew twice a second, and only what is another line is replaced. */
#include "core/outbox/pl-batch-private.h"
#include "core/outbox/pl-intent-private.h"
#include "ui/outbox/pl-batch-line.h"

#define NOW (G_GINT64_CONSTANT (1795348800) * G_USEC_PER_SEC)

static PlBatch *
make_batch (guint n_waiting,
            guint n_done)
{
  g_autoptr (PlBatchRow) row = pl_batch_row_new ();

  row->deed = PL_BATCH_EXTEND;
  row->n_links = n_waiting + n_done;
  row->counts[PL_INTENT_WAITING] = n_waiting;
  row->counts[PL_INTENT_DONE] = n_done;

  return pl_batch_new (row);
}

static void
add_intents (GPtrArray     *intents,
             PlIntentState  state,
             gint64         first_id,
             guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PlOutboxRow) row = pl_outbox_row_new ();

      row->id = first_id + i;
      row->account = g_strdup ("account");
      row->kind = PL_INTENT_EDIT;
      row->state = state;
      row->idempotency_key = g_uuid_string_random ();
      row->reference = g_strdup_printf ("INV-%" G_GINT64_FORMAT, row->id);
      g_ptr_array_add (intents, pl_intent_new (row));
    }
}

/* Those from the first on wait, the others before them are done. */
static GPtrArray *
make_lines (guint n_waiting,
            guint n_done,
            guint shown)
{
  g_autoptr (PlBatch) batch = make_batch (n_waiting, n_done);
  g_autoptr (GPtrArray) intents = g_ptr_array_new_with_free_func (g_object_unref);

  add_intents (intents, PL_INTENT_WAITING, n_done + 1, MIN (n_waiting, shown));
  add_intents (intents, PL_INTENT_DONE, 1, MIN (n_done, shown));

  return pl_batch_line_list (batch, intents, shown, NOW);
}

static char *
dup_title (gpointer line)
{
  char *title = NULL;

  g_object_get (line, "title", &title, NULL);

  return title;
}

static void
test_lines (void)
{
  g_autoptr (GPtrArray) lines = make_lines (5, 2, 3);
  g_autofree char *heading = NULL;
  g_autofree char *more = NULL;
  gboolean plain = TRUE;

  /* A heading, three and "and 2 more"; a heading and two. */
  g_assert_cmpuint (lines->len, ==, 8);
  heading = dup_title (g_ptr_array_index (lines, 0));
  more = dup_title (g_ptr_array_index (lines, 4));
  g_object_get (g_ptr_array_index (lines, 0), "plain", &plain, NULL);
  g_assert_cmpstr (heading, ==, "5 still waiting");
  g_assert_cmpstr (more, ==, "and 2 more");
  g_assert_false (plain);
}

/* Done, and not what was asked for: no tick, and it says so. */
static void
test_different (void)
{
  g_autoptr (PlBatch) batch = make_batch (0, 1);
  g_autoptr (GPtrArray) intents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PlOutboxRow) row = pl_outbox_row_new ();
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *icon = NULL;

  row->id = 1;
  row->account = g_strdup ("account");
  row->kind = PL_INTENT_CREATE;
  row->state = PL_INTENT_DONE;
  row->idempotency_key = g_uuid_string_random ();
  row->error = g_strdup ("{\"domain\":\"intent\",\"code\":\"different\"}");
  g_ptr_array_add (intents, pl_intent_new (row));
  lines = pl_batch_line_list (batch, intents, 100, NOW);
  g_object_get (g_ptr_array_index (lines, 1), "subtitle", &subtitle, "icon-name", &icon, NULL);
  g_assert_cmpstr (icon, ==, "dialog-warning-symbolic");
  g_assert_true (g_str_has_prefix (subtitle, "Payroc made another link than you asked for"));
}

typedef struct
{
  guint n;
  guint position;
  guint removed;
  guint added;
} Splices;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Splices    *splices)
{
  splices->n++;
  splices->position = position;
  splices->removed = removed;
  splices->added = added;
}

static void
test_sync (void)
{
  g_autoptr (GListStore) store = g_list_store_new (PL_TYPE_BATCH_LINE);
  g_autoptr (GPtrArray) before = make_lines (4, 0, 100);
  g_autoptr (GPtrArray) same = make_lines (4, 0, 100);
  g_autoptr (GPtrArray) done = make_lines (0, 4, 100);
  g_autoptr (GPtrArray) more = make_lines (0, 5, 100);
  g_autoptr (GObject) first = NULL;
  Splices splices = { 0 };

  pl_batch_line_sync (store, before);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 5);
  first = g_list_model_get_item (G_LIST_MODEL (store), 0);
  g_signal_connect (store, "items-changed", G_CALLBACK (items_changed_cb), &splices);

  /* Nothing is different: nothing moves. */
  pl_batch_line_sync (store, same);
  g_assert_cmpuint (splices.n, ==, 0);
  g_assert_true (g_list_model_get_item (G_LIST_MODEL (store), 0) == first);
  g_object_unref (first);

  /* All is different: one splice. */
  pl_batch_line_sync (store, done);
  g_assert_cmpuint (splices.n, ==, 1);
  g_assert_cmpuint (splices.removed, ==, 5);

  /* One comes at the end, and the heading counts it: what is between stays. */
  pl_batch_line_sync (store, more);
  g_assert_cmpuint (splices.n, ==, 3);
  g_assert_cmpuint (splices.position, ==, 5);
  g_assert_cmpuint (splices.added, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 6);

  pl_batch_line_sync (store, before);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 5);
}

/* What stays at both ends is not touched. */
static void
test_ends (void)
{
  g_autoptr (GListStore) store = g_list_store_new (PL_TYPE_BATCH_LINE);
  g_autoptr (GPtrArray) lines = make_lines (3, 3, 100);
  g_autoptr (GPtrArray) without = make_lines (3, 3, 100);
  Splices splices = { 0 };

  g_ptr_array_remove_index (without, 2);
  pl_batch_line_sync (store, lines);
  g_signal_connect (store, "items-changed", G_CALLBACK (items_changed_cb), &splices);
  pl_batch_line_sync (store, without);
  g_assert_cmpuint (splices.n, ==, 1);
  g_assert_cmpuint (splices.position, ==, 2);
  g_assert_cmpuint (splices.removed, ==, 1);
  g_assert_cmpuint (splices.added, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/batch-line/lines", test_lines);
  g_test_add_func ("/batch-line/sync", test_sync);
  g_test_add_func ("/batch-line/ends", test_ends);
  g_test_add_func ("/batch-line/different", test_different);

  return g_test_run ();
}
