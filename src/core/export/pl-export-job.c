/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an export is done in the store's thread: links are chosen, and their rows put into text, a page at a time. */
#include "pl-export-job.h"

#include "core/links/pl-link-gaps.h"
#include "core/links/pl-link-holders.h"
#include "pl-export-rows.h"
#include "store/pl-link-key-table.h"
#include "store/pl-link-table.h"
#include "store/pl-payment-table.h"
#include "store/pl-sharing-table.h"

#define PAGE 250

void
pl_export_job_free (PlExportJob *job)
{
  g_free (job->account);
  g_free (job->link_id);
  g_free (job->search);
  g_object_unref (job->file);
  g_clear_pointer (&job->rowids, g_array_unref);
  g_string_free (job->text, TRUE);
  g_clear_pointer (&job->target, pl_file_target_unref);
  g_clear_error (&job->error);
  g_free (job);
}

PlExportJob *
pl_export_job_new_for_list (PlExportWhat               what,
                  const PlLinkQuery *query,
                  guint              limit)
{
  PlExportJob *job = g_new0 (PlExportJob, 1);

  job->what = what;
  job->query = *query;
  job->search = g_strdup (query->search);
  job->query.search = job->search;
  job->limit = limit;

  return job;
}

gboolean
pl_export_job_choose (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  PlExportJob *job = data;
  g_autoptr (PlLinkIndex) index = NULL;
  g_autoptr (GArray) entries = NULL;
  guint n;

  job->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (job->what == PL_EXPORT_WHAT_PAYMENTS)
    return TRUE;

  index = pl_link_index_read (connection, job->account, 0, error);
  if (index == NULL)
    return FALSE;

  entries = pl_link_index_query (index, &job->query);
  n = job->limit > 0 ? MIN (job->limit, entries->len) : entries->len;
  for (guint i = 0; i < n; i++)
    g_array_append_val (job->rowids, pl_link_index_get_key (index, g_array_index (entries, guint32, i))->rowid);

  return TRUE;
}

static void
append_json (PlExportJob      *job,
             JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  g_string_append_printf (job->text, "%s\n%s", job->n_written > 0 ? "," : "", text);
}

static void
begin_text (PlExportJob         *job,
            PlCsvWriter *writer)
{
  job->begun = TRUE;

  if (job->format == PL_EXPORT_JSON)
    {
      g_string_append (job->text, job->what == PL_EXPORT_WHAT_LINKS ? "{\"links\": [" : "{\"payments\": [");
      return;
    }

  /* Without it a spreadsheet program takes UTF-8 for what its country wrote before. */
  g_string_append (job->text, "\357\273\277");
  if (job->what == PL_EXPORT_WHAT_PAYMENTS)
    pl_export_add_payment_heading (writer, job->naming);
  else if (job->what == PL_EXPORT_WHAT_LIST_PAYMENTS)
    pl_export_add_list_payment_heading (writer, job->naming);
  else
    pl_export_add_link_heading (writer, job->naming);
}

static void
end_text (PlExportJob *job)
{
  job->ended = TRUE;
  if (job->format != PL_EXPORT_JSON)
    return;

  g_string_append_printf (job->text, "\n], \"total\": %u", job->n_written);
  if (job->what != PL_EXPORT_WHAT_LINKS)
    g_string_append_printf (job->text, ", \"unreadablePayments\": %u", job->n_unreadable);
  g_string_append (job->text, "}\n");
}

static gboolean
read_standing (PlExportJob       *job,
               PlConnection      *connection,
               const char        *link_id,
               gint64             rowid,
               PlExportStanding  *standing,
               GError           **error)
{
  g_autoptr (GPtrArray) payments = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *currency = NULL;
  gint64 amount, as_of;
  guint n_unreadable = 0;
  PlLinkPaid known;
  PlLinkGaps gaps;

  if (!pl_link_table_get_paid (connection, job->account, link_id, &standing->n_paid, &amount, &currency, &as_of, error)
      || !pl_link_key_table_get (connection, rowid, NULL, NULL, &known, error))
    return FALSE;

  if (!pl_link_gaps_get (connection, job->account, link_id, &gaps, error))
    return FALSE;

  events = pl_sharing_table_list (connection, job->account, link_id, error);
  payments = events != NULL ? pl_payment_table_list_readable (connection, job->account, link_id, &n_unreadable, error)
                            : NULL;
  if (payments == NULL)
    return FALSE;

  standing->status = (PayrocLinkStatus) known.status;
  /* Where nobody asked, none is not known; a time that has not come yet is from a clock that was put right since. */
  standing->has_count = standing->n_paid > 0 || (as_of > 0 && as_of <= g_get_real_time ());
  standing->has_paid = currency != NULL && standing->n_paid > 0;
  if (standing->has_paid)
    payroc_money_init (&standing->paid, amount, currency);
  pl_export_standing_count (standing, payments,
                            n_unreadable == 0 && pl_link_gaps_count_payments (&gaps) == 0
                            && pl_link_gaps_get_overlooked (&gaps) == 0);
  standing->holders = pl_link_holders_between (events, G_MININT64, G_MAXINT64);

  return TRUE;
}

static gboolean
add_link (PlExportJob           *job,
          PlConnection  *connection,
          PlCsvWriter   *writer,
          PayrocLink    *link,
          gint64         rowid,
          GError       **error)
{
  g_auto (PlExportStanding) standing = { 0 };

  if (!read_standing (job, connection, payroc_link_get_id (link), rowid, &standing, error))
    return FALSE;

  if (job->format == PL_EXPORT_JSON)
    {
      g_autoptr (JsonNode) node = pl_export_create_link (link, &standing);

      append_json (job, node);
    }
  else
    {
      pl_export_add_link (writer, link, &standing, job->naming);
    }
  job->n_written++;

  return TRUE;
}

/* What nobody can read, stored or in Payroc's answer, is counted and left out. */
static GPtrArray *
list_payments (PlExportJob   *job,
               PlConnection  *connection,
               const char    *link_id,
               GError       **error)
{
  PlLinkGaps gaps;

  if (!pl_link_gaps_get (connection, job->account, link_id, &gaps, error))
    return NULL;

  job->n_unreadable += pl_link_gaps_count_payments (&gaps);

  return pl_payment_table_list_readable (connection, job->account, link_id, &job->n_unreadable, error);
}

static gboolean
add_payments (PlExportJob           *job,
              PlConnection  *connection,
              PlCsvWriter   *writer,
              GError       **error)
{
  g_autoptr (GPtrArray) payments = list_payments (job, connection, job->link_id, error);

  if (payments == NULL)
    return FALSE;

  for (guint i = 0; i < payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (payments, i);

      if (job->format == PL_EXPORT_JSON)
        append_json (job, payroc_payment_get_json (payment));
      else
        pl_export_add_payment (writer, payment, job->naming);
      job->n_written++;
    }

  return TRUE;
}

/* Most links have none, and those that were never asked about cannot tell: see pl-payment-cover.h. */
static gboolean
add_list_payments (PlExportJob           *job,
                   PlConnection  *connection,
                   PlCsvWriter   *writer,
                   PayrocLink    *link,
                   GError       **error)
{
  g_autoptr (GPtrArray) payments = NULL;
  g_autofree char *currency = NULL;
  gint64 amount, as_of;
  guint n_paid;

  payments = list_payments (job, connection, payroc_link_get_id (link), error);
  if (payments == NULL
      || !pl_link_table_get_paid (connection, job->account, payroc_link_get_id (link), &n_paid, &amount, &currency,
                                  &as_of, error))
    return FALSE;

  for (guint i = 0; i < payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (payments, i);

      if (job->format == PL_EXPORT_JSON)
        {
          g_autoptr (JsonNode) node = pl_export_create_list_payment (link, payment, as_of);

          append_json (job, node);
        }
      else
        {
          pl_export_add_list_payment (writer, link, payment, as_of, job->naming);
        }
      job->n_written++;
    }

  return TRUE;
}

static gboolean
add_row (PlExportJob           *job,
         PlConnection  *connection,
         PlCsvWriter   *writer,
         gint64         rowid,
         GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PayrocLink) link = pl_link_table_get_by_rowid (connection, rowid, &local_error);

  /* Gone since it was chosen. */
  if (g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (link == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return job->what == PL_EXPORT_WHAT_LINKS ? add_link (job, connection, writer, link, rowid, error)
                                 : add_list_payments (job, connection, writer, link, error);
}

gboolean
pl_export_job_fill (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  PlExportJob *job = data;
  PlCsvWriter writer;

  g_string_truncate (job->text, 0);
  pl_csv_writer_init (&writer, job->text, ',', "\r\n");
  if (!job->begun)
    begin_text (job, &writer);

  if (job->what == PL_EXPORT_WHAT_PAYMENTS && !add_payments (job, connection, &writer, error))
    return FALSE;
  for (guint i = 0; i < PAGE && job->next < job->rowids->len; i++)
    {
      if (!add_row (job, connection, &writer, g_array_index (job->rowids, gint64, job->next++), error))
        return FALSE;
    }

  if (job->next == job->rowids->len)
    end_text (job);

  return TRUE;
}
