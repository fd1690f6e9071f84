/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many links made at once. bench-create N HOST PEM: by the client alone. bench-create N HOST PEM FOLDER: through the
 * outbox, each on the disk before it is sent. bench-create N HOST PEM FOLDER import: from a table's file to links.
 * bench-create N FOLDER: only accepted, which is a commit each. */
#include <stdlib.h>

#include "bench-support.h"
#include "core-fixture.h"
#include "core/import/pl-import.h"
#include "store/pl-account-table.h"

#define ACCOUNT "6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11"
#define TERMINAL "1234001"

typedef struct
{
  guint n_left;
  guint n_failed;
} Count;

static PayrocClient *
connect (const char *host,
         const char *pem)
{
  g_autofree char         *api_url = g_strdup_printf ("https://%s/v1", host);
  g_autofree char         *identity_url = g_strdup_printf ("https://%s/authorize", host);
  g_autoptr (GTlsDatabase) trusted = NULL;
  g_autoptr (GError)       error = NULL;

  if (pem != NULL)
    {
      trusted = g_tls_file_database_new (pem, &error);
      g_assert_no_error (error);
      g_tls_backend_set_default_database (g_tls_backend_get_default (), trusted);
    }

  return core_client_new (api_url, identity_url, "key");
}

static GBytes *
make_body (guint number)
{
  g_autofree char            *reference = g_strdup_printf ("BENCH-%06u", number);
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  g_autoptr (GError)          error = NULL;
  GDate                       today;
  GBytes                     *body;

  g_date_clear (&today, 1);
  g_date_set_time_t (&today, (time_t) (g_get_real_time () / G_USEC_PER_SEC));
  body = payroc_link_draft_to_body (draft, &today, &error);
  g_assert_no_error (error);

  return body;
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (PayrocLink) link = payroc_client_create_link_finish (PAYROC_CLIENT (object), result, &error);
  Count                 *count = user_data;

  if (link == NULL && count->n_failed++ == 0)
    g_printerr ("%s\n", error->message);
  count->n_left--;
}

static void
create_by_client (PayrocClient *client,
                  guint         n)
{
  Count  count = { n, 0 };
  double began = bench_now ();
  double cpu = bench_cpu ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) body = make_body (i);
      g_autofree char   *key = g_uuid_string_random ();

      payroc_client_create_link_async (client, TERMINAL, body, key, NULL, created_cb, &count);
    }
  while (count.n_left > 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (count.n_failed, ==, 0);
  bench_print ("seconds", (bench_now () - began) / 1e3);
  bench_print ("cpu-per-create", (bench_cpu () - cpu) / n);
}

static gboolean
put_account_work (PlConnection  *connection,
                  gpointer       data,
                  GError       **error)
{
  PlAccountRow row = { (char *) ACCOUNT, (char *) "Corner Shop", (char *) "test", NULL, NULL, (char *) TERMINAL,
                       (char *) "USD", 1 };

  return pl_account_table_put (connection, &row, error);
}

static void
submitted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (PlIntent) intent = pl_outbox_submit_finish (PL_OUTBOX (object), result, &error);
  Count               *count = user_data;

  g_assert_no_error (error);
  count->n_left--;
}

static void
submit (PlOutbox *outbox,
        guint     number,
        Count    *count)
{
  g_autofree char            *reference = g_strdup_printf ("BENCH-%06u", number);
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  g_autofree char            *key = g_uuid_string_random ();

  pl_outbox_create_async (outbox, draft, NULL, key, NULL, submitted_cb, count);
}

static guint
count_done (PlOutbox *outbox)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      n += pl_intent_get_state (intent) == PL_INTENT_DONE;
    }

  return n;
}

static void
create_by_outbox (PlOutbox *outbox,
                  guint     n)
{
  g_autoptr (GAsyncResult) started = NULL;
  g_autoptr (GAsyncResult) flushed = NULL;
  g_autoptr (GError)       error = NULL;
  Count                    count = { n, 0 };
  double                   began = bench_now ();
  double                   cpu = bench_cpu ();

  pl_outbox_start_async (outbox, NULL, core_keep_result_cb, &started);
  pl_outbox_start_finish (outbox, core_await (&started), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    submit (outbox, i, &count);
  while (count.n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  pl_outbox_flush_async (outbox, NULL, core_keep_result_cb, &flushed);
  while (flushed == NULL)
    g_main_context_iteration (NULL, TRUE);
  pl_outbox_flush_finish (outbox, flushed, &error);
  g_assert_no_error (error);

  bench_print ("seconds", (bench_now () - began) / 1e3);
  bench_print ("cpu-per-create", (bench_cpu () - cpu) / n);
  g_assert_cmpuint (count_done (outbox), ==, n);
}

/* A merchant's table of so many rows, as a spreadsheet writes it. */
static GFile *
write_table (const char *folder,
             guint       n)
{
  g_autofree char    *path = g_build_filename (folder, "table.csv", NULL);
  g_autoptr (GString) text = g_string_new ("reference,amount,currency,description\r\n");
  g_autoptr (GError)  error = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "BENCH-%06u,125,USD,Floor\r\n", i);
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

/* From the file to the last link: read, checked, written down in one commit, sent. */
static void
create_by_import (PlOutbox   *outbox,
                  PlDatabase *database,
                  const char *folder,
                  guint       n)
{
  g_autoptr (GFile)        table = write_table (folder, n);
  g_autoptr (PlImport)     import = pl_import_new (ACCOUNT, "USD", database, outbox);
  g_autoptr (PlBatch)      batch = NULL;
  g_autoptr (GAsyncResult) started = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) submitted = NULL;
  g_autoptr (GError)       error = NULL;
  g_autofree char         *key = g_uuid_string_random ();
  double                   began = bench_now ();
  double                   cpu = bench_cpu ();

  pl_outbox_start_async (outbox, NULL, core_keep_result_cb, &started);
  pl_outbox_start_finish (outbox, core_await (&started), &error);
  g_assert_no_error (error);
  pl_import_open_async (import, table, 0, FALSE, NULL, core_keep_result_cb, &opened);
  pl_import_open_finish (import, core_await (&opened), &error);
  g_assert_no_error (error);
  pl_import_submit_async (import, key, FALSE, NULL, core_keep_result_cb, &submitted);
  batch = pl_import_submit_finish (import, core_await (&submitted), &error);
  g_assert_no_error (error);
  bench_print ("written-down", bench_now () - began);
  while (pl_batch_get_n_done (batch) < n)
    g_main_context_iteration (NULL, TRUE);

  bench_print ("seconds", (bench_now () - began) / 1e3);
  bench_print ("cpu-per-create", (bench_cpu () - cpu) / n);
}

/* One after the other, as a merchant makes them: from the click to “it will be sent, whatever happens”. */
static void
accept_each (PlOutbox *outbox,
             guint     n)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < n; i++)
    {
      Count  count = { 1, 0 };
      double began;
      double took;

      bench_rest ();
      began = bench_now ();
      submit (outbox, i, &count);
      while (count.n_left > 0)
        g_main_context_iteration (NULL, TRUE);
      took = bench_now () - began;
      g_array_append_val (times, took);
    }

  bench_print ("accept", bench_median (times));
}

static void
stop (PlOutbox *outbox) /* (transfer full) */
{
  g_autoptr (GAsyncResult) flushed = NULL;

  pl_outbox_stop (outbox);
  pl_outbox_flush_async (outbox, NULL, core_keep_result_cb, &flushed);
  core_await (&flushed);
  g_clear_object (&flushed);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (outbox);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (PayrocClient) client = NULL;
  g_autoptr (PlLinkFeed)   feed = pl_link_feed_new ();
  g_autoptr (GError)       error = NULL;
  PlDatabase              *database;
  PlOutbox                *outbox;
  guint                    n;

  if (argc < 3)
    return 2;

  n = (guint) atoi (argv[1]);
  client = connect (argc == 3 ? "127.0.0.1:9" : argv[2], argc == 3 ? NULL : argv[3]);
  if (argc == 4)
    {
      create_by_client (client, n);
      return 0;
    }

  database = store_open (argc == 3 ? argv[2] : argv[4], &error);
  g_assert_no_error (error);
  store_write (database, put_account_work, NULL);
  outbox = pl_outbox_new (ACCOUNT, TERMINAL, database, client, feed);
  if (argc == 3)
    accept_each (outbox, n);
  else if (argc == 6)
    create_by_import (outbox, database, argv[4], n);
  else
    create_by_outbox (outbox, n);
  stop (outbox);
  store_close (database);

  return 0;
}
