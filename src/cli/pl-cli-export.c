/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export: links, or what was paid on one or on all of them, into a file. */
#include "config.h"

#include <glib/gi18n.h>

#include "pl-cli-command.h"
#include "pl-cli-document.h"
#include "pl-cli-filter.h"
#include "pl-cli-text.h"

static gboolean
update_payments (PlCli       *self,
                 PayrocLink  *link,
                 GError     **error)
{
  g_autoptr (PlLinkDetails) details = pl_session_create_details (self->session, payroc_link_get_id (link));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;

  pl_link_details_update_async (details, self->cancellable, pl_cli_done_cb, &result);
  if (pl_link_details_update_finish (details, pl_cli_wait (&result), &local_error)
      || pl_cli_tolerates (self, local_error))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static void
asked_cb (PlPaymentCover *cover,
          gpointer        user_data)
{
  const guint *n_total = user_data;
  const guint  n_asked = *n_total - pl_payment_cover_get_n_questions (cover);

  /* Not at each of thousands. */
  if (n_asked % 100 == 0)
    pl_cli_note (_("Asked Payroc about %u of %u links"), n_asked, *n_total);
}

/* What may not be known is asked, and what is not known then is told. (transfer full) (nullable) */
static PlPaymentCover *
cover_payments (PlCli              *self,
                const PlLinkQuery  *query,
                GError            **error)
{
  g_autoptr (PlPaymentCover) cover = pl_session_create_payment_cover (self->session);
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GError) local_error = NULL;
  guint n_questions;

  pl_payment_cover_look_async (cover, query, (guint) self->options->limit, self->cancellable, pl_cli_done_cb, &looked);
  if (!pl_payment_cover_look_finish (cover, pl_cli_wait (&looked), error))
    return NULL;

  n_questions = pl_payment_cover_get_n_questions (cover);
  if (self->options->no_refresh || n_questions == 0)
    return g_steal_pointer (&cover);

  g_signal_connect (cover, "asked", G_CALLBACK (asked_cb), &n_questions);
  pl_payment_cover_ask_async (cover, self->cancellable, pl_cli_done_cb, &asked);
  if (!pl_payment_cover_ask_finish (cover, pl_cli_wait (&asked), &local_error)
      && !pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  g_signal_handlers_disconnect_by_data (cover, &n_questions);

  return g_steal_pointer (&cover);
}

static void
tell_cover (PlCli          *self,
            PlPaymentCover *cover)
{
  const guint  n_unasked = pl_payment_cover_get_n_unasked (cover);
  const guint  n_outdated = pl_payment_cover_get_n_questions (cover) - n_unasked;
  const gint64 as_of = pl_payment_cover_get_as_of (cover);
  guint        n_unknown;
  const guint  n_overlooked = pl_payment_cover_get_n_overlooked (cover, &n_unknown);
  const guint  n_never = n_unasked - n_unknown;
  const guint  n_before = n_outdated - (n_overlooked - n_unknown);

  pl_cli_document_set_time (self->document, "asOf", as_of);
  json_object_set_int_member (self->document, "linksNotAsked", n_unasked);
  json_object_set_int_member (self->document, "linksOutdated", n_outdated);
  json_object_set_int_member (self->document, "linksOverlooked", n_overlooked);
  if (as_of > 0)
    {
      g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (as_of / G_USEC_PER_SEC);
      g_autofree char *time = pl_cli_text_moment (moment);

      g_string_append_printf (self->text, _("Payments as of %s"), time);
      g_string_append_c (self->text, '\n');
    }
  if (n_never > 0)
    pl_cli_note (ngettext ("Of %u link it is not known what was paid: Payroc was never asked",
                           "Of %u links it is not known what was paid: Payroc was never asked", n_never), n_never);
  if (n_before > 0)
    pl_cli_note (ngettext ("What was paid on %u link may have changed since Payroc was asked",
                           "What was paid on %u links may have changed since Payroc was asked", n_before), n_before);
  if (n_overlooked > 0)
    pl_cli_note (ngettext ("For %u link Payroc listed what was paid on other links: what was paid on it is not known. "
                           "Try again later",
                           "For %u links Payroc listed what was paid on other links: what was paid on them is not "
                           "known. Try again later", n_overlooked), n_overlooked);
}

static gboolean
open_account (PlCli   *self,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->options->no_refresh)
    return pl_cli_open_stored (self, error);

  if (!pl_cli_open_session (self, error))
    return FALSE;

  if (self->options->payments != NULL || pl_cli_refresh_links (self, FALSE, &local_error)
      || pl_cli_tolerates (self, local_error))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gboolean
pl_cli_export (PlCli   *self,
               GError **error)
{
  const char *name = self->options->words[0];
  const PlExportFormat format = g_str_has_suffix (name, ".json") ? PL_EXPORT_JSON : PL_EXPORT_CSV;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (PlExport) export = NULL;
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const gboolean all_payments = self->options->all_payments;
  PlLinkQuery query = { 0 };
  g_autoptr (PlPaymentCover) cover = NULL;
  guint n_written = 0;
  guint n_unreadable = 0;

  if (all_payments && self->options->payments != NULL)
    {
      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("%s and %s do not go together"), "--payments",
                   "--all-payments");
      return FALSE;
    }

  if (!pl_cli_filter_read (self->options, &query, error) || !open_account (self, error))
    return FALSE;

  if (self->options->payments != NULL)
    {
      link = pl_cli_find_link (self, self->options->payments, error);
      if (link == NULL || (!self->options->no_refresh && !update_payments (self, link, error)))
        return FALSE;
    }

  if (all_payments && (cover = cover_payments (self, &query, error)) == NULL)
    return FALSE;

  export = pl_session_create_export (self->session);
  if (link != NULL)
    pl_export_payments_async (export, payroc_link_get_id (link), format, file, self->cancellable, pl_cli_done_cb,
                              &result);
  else if (all_payments)
    pl_export_list_payments_async (export, &query, (guint) self->options->limit, format, file, self->cancellable,
                                   pl_cli_done_cb, &result);
  else
    pl_export_links_async (export, &query, (guint) self->options->limit, format, file, self->cancellable,
                           pl_cli_done_cb, &result);
  if (!pl_export_finish (export, pl_cli_wait (&result), &n_written, &n_unreadable, error))
    return FALSE;

  json_object_set_int_member (self->document, "exported", n_written);
  if (link != NULL || all_payments)
    g_string_append_printf (self->text, ngettext ("%u payment written", "%u payments written", n_written), n_written);
  else
    g_string_append_printf (self->text, ngettext ("%u link written", "%u links written", n_written), n_written);
  g_string_append_c (self->text, '\n');
  if (link != NULL || all_payments)
    json_object_set_int_member (self->document, "unreadablePayments", n_unreadable);
  if (n_unreadable > 0)
    pl_cli_note (ngettext ("%'u payment could not be read.", "%'u payments could not be read.", n_unreadable),
                 n_unreadable);
  if (cover != NULL)
    tell_cover (self, cover);

  return TRUE;
}
