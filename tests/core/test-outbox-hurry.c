/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network is back: who goes at once, whose failures are forgiven, and for how long that is remembered. */
#include "core/outbox/pl-outbox-hurry.h"

#include "payroc/payroc-error.h"

#define NOW (100 * G_USEC_PER_SEC)

static void
take_row (PlIntentList *list,
          gint64        id,
          PlIntentState state,
          int           code)
{
  g_autoptr (PlOutboxRow) row = pl_outbox_row_new ();
  g_autoptr (GError) error = g_error_new_literal (PAYROC_ERROR, code, "Not now");
  g_autoptr (PlIntent) intent = NULL;

  row->id = id;
  row->kind = PL_INTENT_CREATE;
  row->state = state;
  row->account = g_strdup ("account");
  row->idempotency_key = g_uuid_string_random ();
  row->attempts = 5;
  row->error = state == PL_INTENT_DONE ? NULL : pl_intent_error_to_json (error);
  intent = pl_intent_list_take_row (list, row, NULL, NULL, NULL);
}

static void
assert_chosen (PlOutboxHurry *hurry,
               PlIntentList  *list,
               gint64         now,
               guint          n_chosen)
{
  g_autoptr (GArray) ids = pl_outbox_hurry_choose (hurry, list, now);

  g_assert_cmpuint (ids->len, ==, n_chosen);
}

static void
test_choose (void)
{
  g_autoptr (PlIntentList) list = pl_intent_list_new ();
  PlOutboxHurry *hurry = pl_outbox_hurry_new ();

  take_row (list, 1, PL_INTENT_WAITING, PAYROC_ERROR_UNREACHABLE);
  take_row (list, 2, PL_INTENT_WAITING, PAYROC_ERROR_BUSY);
  assert_chosen (hurry, list, NOW, 1);
  g_assert_cmpuint (pl_outbox_hurry_get_calm_attempts (hurry, 1), ==, 5);
  g_assert_cmpuint (pl_outbox_hurry_get_calm_attempts (hurry, 2), ==, 0);

  assert_chosen (hurry, list, NOW + 10 * G_USEC_PER_SEC - 1, 0);
  assert_chosen (hurry, list, NOW + 10 * G_USEC_PER_SEC, 1);

  pl_outbox_hurry_free (hurry);
}

static void
test_tidy (void)
{
  g_autoptr (PlIntentList) list = pl_intent_list_new ();
  PlOutboxHurry *hurry = pl_outbox_hurry_new ();

  for (gint64 id = 1; id <= 4; id++)
    take_row (list, id, PL_INTENT_UNSURE, PAYROC_ERROR_UNREACHABLE);
  assert_chosen (hurry, list, NOW, 4);

  /* Sent, failed in another way, done, done and gone from the list. */
  take_row (list, 1, PL_INTENT_SENDING, PAYROC_ERROR_UNREACHABLE);
  take_row (list, 2, PL_INTENT_UNSURE, PAYROC_ERROR_BUSY);
  take_row (list, 3, PL_INTENT_DONE, 0);
  take_row (list, 4, PL_INTENT_DONE, 0);
  g_assert_true (pl_intent_list_dismiss (list, 4));
  pl_outbox_hurry_tidy (hurry, list);

  g_assert_cmpuint (pl_outbox_hurry_get_calm_attempts (hurry, 1), ==, 5);
  g_assert_cmpuint (pl_outbox_hurry_get_calm_attempts (hurry, 2), ==, 5);
  g_assert_cmpuint (pl_outbox_hurry_get_calm_attempts (hurry, 3), ==, 0);
  g_assert_cmpuint (pl_outbox_hurry_get_calm_attempts (hurry, 4), ==, 0);

  pl_outbox_hurry_free (hurry);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox-hurry/choose", test_choose);
  g_test_add_func ("/outbox-hurry/tidy", test_tidy);

  return g_test_run ();
}
