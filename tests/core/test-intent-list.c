/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model is exact: whoever only listens to items-changed has the same list; random rows, in any order. */
#include "core/outbox/pl-intent-list.h"

static PlOutboxRow *
new_row (gint64        id,
         PlIntentState state)
{
  PlOutboxRow *row = pl_outbox_row_new ();

  row->id = id;
  row->kind = PL_INTENT_CREATE;
  row->state = state;
  row->account = g_strdup ("account");
  row->idempotency_key = g_uuid_string_random ();

  return row;
}

static void
mirror_cb (GListModel *model,
           guint       position,
           guint       removed,
           guint       added,
           gpointer    user_data)
{
  GPtrArray *mirror = user_data;

  g_assert_cmpuint (position + removed, <=, mirror->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
assert_mirrored (GListModel *model,
                 GPtrArray  *mirror)
{
  gint64 last = 0;

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, mirror->len);
  for (guint i = 0; i < mirror->len; i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (model, i);

      g_assert_true (intent == g_ptr_array_index (mirror, i));
      g_assert_cmpint (pl_intent_get_id (intent), >, last);
      last = pl_intent_get_id (intent);
    }

  g_assert_null (g_list_model_get_item (model, mirror->len));
}

static void
test_random (void)
{
  g_autoptr (PlIntentList) list = pl_intent_list_new ();
  g_autoptr (GPtrArray) mirror = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == PL_TYPE_INTENT);
  g_signal_connect (list, "items-changed", G_CALLBACK (mirror_cb), mirror);

  for (guint i = 0; i < 2000; i++)
    {
      const gint64 id = g_test_rand_int_range (1, 60);

      if (g_test_rand_int_range (0, 10) == 0)
        {
          pl_intent_list_dismiss (list, id);
        }
      else
        {
          g_autoptr (PlOutboxRow) row = new_row (id, (PlIntentState) g_test_rand_int_range (0, 6));
          g_autoptr (PlIntent) intent = pl_intent_list_take_row (list, row, NULL, NULL, NULL);

          if (intent != NULL)
            g_assert_cmpint (pl_intent_get_state (intent), ==, row->state);
        }

      assert_mirrored (G_LIST_MODEL (list), mirror);
    }

  g_ptr_array_set_size (mirror, 0);
  g_assert_finalize_object (g_steal_pointer (&list));
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  g_string_append_printf (user_data, "%s ", pspec->name);
}

static void
test_notify (void)
{
  g_autoptr (PlIntentList) list = pl_intent_list_new ();
  g_autoptr (PlOutboxRow) row = new_row (7, PL_INTENT_WAITING);
  g_autoptr (PlIntent) intent = pl_intent_list_take_row (list, row, NULL, NULL, NULL);
  g_autoptr (PlIntent) again = NULL;
  g_autoptr (GString) notified = g_string_new (NULL);

  g_signal_connect (intent, "notify", G_CALLBACK (count_cb), notified);

  again = pl_intent_list_take_row (list, row, NULL, NULL, NULL);
  g_assert_true (again == intent);
  g_assert_cmpstr (notified->str, ==, "");

  row->state = PL_INTENT_UNSURE;
  row->attempts = 1;
  row->next_attempt_at = PL_INTENT_NEVER;
  row->error = g_strdup ("{\"domain\":\"payroc\",\"code\":\"busy\",\"message\":\"m\"}");
  g_clear_object (&again);
  again = pl_intent_list_take_row (list, row, NULL, NULL, NULL);
  g_assert_nonnull (strstr (notified->str, "state "));
  g_assert_nonnull (strstr (notified->str, "attempts "));
  g_assert_nonnull (strstr (notified->str, "next-attempt-at "));
  g_assert_nonnull (strstr (notified->str, "error "));
  g_assert_null (strstr (notified->str, "link-id "));
  g_assert_error (pl_intent_get_error (intent), PAYROC_ERROR, PAYROC_ERROR_BUSY);
  g_assert_true (pl_intent_needs_decision (intent));
}

static void
test_waiting (void)
{
  g_autoptr (PlIntentList) list = pl_intent_list_new ();
  g_autoptr (PlOutboxRow) create = new_row (1, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) share = new_row (2, PL_INTENT_WAITING);
  g_autoptr (PlIntent) first = NULL;
  g_autoptr (PlIntent) second = NULL;

  share->waits_for = 1;
  first = pl_intent_list_take_row (list, create, NULL, NULL, NULL);
  second = pl_intent_list_take_row (list, share, NULL, NULL, NULL);

  g_assert_true (pl_intent_list_find_waiting (list, 1) == second);
  g_assert_null (pl_intent_list_find_waiting (list, 2));
  g_assert_true (pl_intent_list_find (list, 1) == first);
  g_assert_null (pl_intent_list_find (list, 3));

  /* Not finished: it stays. */
  g_assert_false (pl_intent_list_dismiss (list, 2));
  g_assert_false (pl_intent_list_dismiss (list, 3));
}

static void
take (PlIntentList *list,
      PlOutboxRow  *row)
{
  g_autoptr (PlIntent) intent = pl_intent_list_take_row (list, row, NULL, NULL, NULL);
}

/* Who goes when the user wants it now; and what stands before another about the same link. */
static void
test_later_and_before (void)
{
  static const struct
  {
    PlIntentState state;
    const char   *link_id;
    gint64        next_attempt_at;
  } rows[] = {
    { PL_INTENT_WAITING, "A", 5 },
    { PL_INTENT_WAITING, "A", 11 },
    { PL_INTENT_UNSURE, "B", 12 },
    { PL_INTENT_UNSURE, "A", PL_INTENT_NEVER },
    { PL_INTENT_REFUSED, "A", 13 },
    { PL_INTENT_WAITING, NULL, 10 },
    { PL_INTENT_WAITING, "A", 0 },
  };
  g_autoptr (PlIntentList) list = pl_intent_list_new ();
  g_autoptr (GArray) later = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PlOutboxRow) row = new_row (i + 1, rows[i].state);

      row->link_id = g_strdup (rows[i].link_id);
      row->next_attempt_at = rows[i].next_attempt_at;
      take (list, row);
    }

  later = pl_intent_list_find_later (list, 10);
  g_assert_cmpuint (later->len, ==, 2);
  g_assert_cmpint (g_array_index (later, gint64, 0), ==, 2);
  g_assert_cmpint (g_array_index (later, gint64, 1), ==, 3);

  g_assert_true (pl_intent_list_find_before (list, pl_intent_list_find (list, 7)) == pl_intent_list_find (list, 2));
  g_assert_true (pl_intent_list_find_before (list, pl_intent_list_find (list, 2)) == pl_intent_list_find (list, 1));
  g_assert_null (pl_intent_list_find_before (list, pl_intent_list_find (list, 1)));
  g_assert_null (pl_intent_list_find_before (list, pl_intent_list_find (list, 3)));
  g_assert_null (pl_intent_list_find_before (list, pl_intent_list_find (list, 6)));
}

/* Of a batch only what is on its way or in trouble is seen. */
static void
test_batch (void)
{
  g_autoptr (PlIntentList) list = pl_intent_list_new ();
  g_autoptr (PlOutboxRow) row = new_row (1, PL_INTENT_WAITING);

  row->batch = 3;
  take (list, row);
  g_assert_null (pl_intent_list_find (list, 1));

  row->state = PL_INTENT_SENDING;
  take (list, row);
  g_assert_nonnull (pl_intent_list_find (list, 1));

  row->state = PL_INTENT_WAITING;
  row->error = g_strdup ("{\"domain\":\"payroc\",\"code\":\"busy\",\"message\":\"m\"}");
  take (list, row);
  g_assert_nonnull (pl_intent_list_find (list, 1));

  row->state = PL_INTENT_DONE;
  take (list, row);
  g_assert_null (pl_intent_list_find (list, 1));
  take (list, row);
  g_assert_null (pl_intent_list_find (list, 1));
}

static void
test_properties (void)
{
  g_autoptr (PlIntentList) list = pl_intent_list_new ();
  g_autoptr (PlOutboxRow) row = new_row (7, PL_INTENT_UNSURE);
  g_autoptr (PlIntent) intent = NULL;
  g_autofree char *link_id = NULL;
  g_autofree char *reference = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;
  gint64 next;
  gint64 waits_for;
  guint attempts;
  int kind;
  int state;

  row->kind = PL_INTENT_EDIT;
  row->link_id = g_strdup ("CKHP6VVWYT");
  row->reference = g_strdup ("REF-7");
  row->waits_for = 5;
  row->attempts = 3;
  row->next_attempt_at = 99;
  row->error = g_strdup ("{\"domain\":\"payroc\",\"code\":\"busy\",\"message\":\"m\"}");
  intent = pl_intent_list_take_row (list, row, NULL, NULL, NULL);
  g_object_get (intent, "id", &id, "kind", &kind, "state", &state, "attempts", &attempts, "next-attempt-at", &next,
                "error", &error, "link-id", &link_id, "reference", &reference, "waits-for", &waits_for, NULL);

  g_assert_cmpint (id, ==, 7);
  g_assert_cmpint (kind, ==, PL_INTENT_EDIT);
  g_assert_cmpint (state, ==, PL_INTENT_UNSURE);
  g_assert_cmpuint (attempts, ==, 3);
  g_assert_cmpint (next, ==, 99);
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BUSY);
  g_assert_cmpstr (link_id, ==, "CKHP6VVWYT");
  g_assert_cmpstr (reference, ==, "REF-7");
  g_assert_cmpint (waits_for, ==, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/intent-list/random", test_random);
  g_test_add_func ("/intent-list/notify", test_notify);
  g_test_add_func ("/intent-list/waiting", test_waiting);
  g_test_add_func ("/intent-list/later-and-before", test_later_and_before);
  g_test_add_func ("/intent-list/batch", test_batch);
  g_test_add_func ("/intent-list/properties", test_properties);

  return g_test_run ();
}
