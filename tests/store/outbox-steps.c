/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the outbox's rows share. */
#include "outbox-steps.h"

typedef struct
{
  Steps    steps;
  gpointer data;
} StepsWork;

static gboolean
steps_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  StepsWork *work = data;

  work->steps (connection, work->data);

  return TRUE;
}

void
outbox_steps_run (StoreFixture *fixture,
                  Steps         steps,
                  gpointer      data)
{
  StepsWork work = { .steps = steps, .data = data };

  store_write (fixture->database, steps_work, &work);
}

PlOutboxRow *
outbox_row_make (PlIntentKind kind)
{
  PlOutboxRow *row = pl_outbox_row_new ();

  row->account = g_strdup (STORE_FIXTURE_ACCOUNT);
  row->kind = kind;
  row->idempotency_key = g_uuid_string_random ();
  row->created_at = NOW;
  row->next_attempt_at = NOW;

  return row;
}

PlOutboxRow *
outbox_row_insert (PlConnection  *connection,
                   PlIntentKind   kind,
                   PlIntentState  state)
{
  g_autoptr (GError) error = NULL;
  PlOutboxRow       *row = outbox_row_make (kind);

  row->state = state;
  if (state == PL_INTENT_SENDING)
    row->owner = g_strdup ("somebody");

  pl_outbox_table_insert (connection, row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (row->id, >, 0);

  return row;
}

PlOutboxRow *
outbox_row_get (PlConnection *connection,
                gint64        id)
{
  g_autoptr (GError) error = NULL;
  PlOutboxRow       *row = pl_outbox_table_get (connection, id, &error);

  g_assert_no_error (error);

  return row;
}

void
outbox_rows_assert_equal (const PlOutboxRow *a,
                          const PlOutboxRow *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpstr (a->account, ==, b->account);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpstr (a->idempotency_key, ==, b->idempotency_key);
  g_assert_cmpstr (a->link_id, ==, b->link_id);
  g_assert_cmpint (a->waits_for, ==, b->waits_for);
  g_assert_true ((a->body == NULL) == (b->body == NULL));
  if (a->body != NULL)
    g_assert_true (g_bytes_equal (a->body, b->body));
  g_assert_cmpstr (a->reference, ==, b->reference);
  g_assert_cmpint (a->created_at, ==, b->created_at);
  g_assert_cmpint (a->first_sent_at, ==, b->first_sent_at);
  g_assert_cmpint (a->next_attempt_at, ==, b->next_attempt_at);
  g_assert_cmpint (a->finished_at, ==, b->finished_at);
  g_assert_cmpuint (a->attempts, ==, b->attempts);
  g_assert_cmpstr (a->error, ==, b->error);
  g_assert_cmpstr (a->result_id, ==, b->result_id);
  g_assert_cmpstr (a->owner, ==, b->owner);
}
