/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts and ends a run: signals, waiting, the one document or text at the end, the exit status. */
#include "config.h"

#include "pl-cli.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "payroc/payroc-error.h"
#include "pl-cli-document.h"
#include "pl-cli-text.h"

/* Which option a field of the API is given with. */
static const struct
{
  const char *parameter;
  const char *option;
} field_options[] = {
  { "merchantReference", "--reference" },
  { "order.orderId", "--order-id" },
  { "order.description", "--description" },
  { "order.charge.currency", "--currency" },
  { "order.charge", "--amount" },
  { "currency", "--currency" },
  { "paymentMethods", "--methods" },
  { "authType", "--hold" },
  { "expiresOn", "--expires" },
  { "credentialOnFile", "--save-card" },
  { "customLabels", "--button" },
  { "recipients", "--share" },
  { "message", "--message" },
  { "processingTerminalId", "--terminal" },
  { "apiUrl", "--api-url" },
  { "identityUrl", "--identity-url" },
};

static gboolean
stop_cb (gpointer user_data)
{
  PlCli *self = user_data;

  g_cancellable_cancel (self->cancellable);

  /* Whoever presses again means it: the default action ends us, and what is committed stays committed. */
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);

  return G_SOURCE_REMOVE;
}

static const char *
find_option (PlCli      *self,
             const char *parameter)
{
  if (g_str_has_prefix (parameter, "recipients") && self->options->to != NULL)
    return "--to";


  for (guint i = 0; i < G_N_ELEMENTS (field_options); i++)
    {
      if (g_str_has_prefix (parameter, field_options[i].parameter))
        return field_options[i].option;
    }

  return NULL;
}

static void
explain (PlCli        *self,
         const GError *error)
{
  GPtrArray *fields = payroc_error_get_fields (error);
  g_autofree char *text = fields != NULL ? pl_cli_error_to_headline (error) : pl_cli_error_to_text (error);

  pl_cli_note ("%s", text);

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      PayrocFieldError *field = g_ptr_array_index (fields, i);
      g_autofree char *what = pl_cli_text_field (field);
      g_autofree char *parameter = pl_cli_text_clean (field->parameter);
      const char *option = find_option (self, field->parameter);

      /* Which of the people, too. */
      if (option != NULL && strchr (parameter, '[') != NULL)
        pl_cli_note ("  %s (%s) %s", option, parameter, what);
      else if (field->reason == PAYROC_FIELD_REASON_SERVER)
        pl_cli_note ("  %s: %s", option != NULL ? option : parameter, what); /* a sentence of somebody's own */
      else
        pl_cli_note ("  %s %s", option != NULL ? option : parameter, what);
    }

  if (self->outbox_id != 0 && pl_cli_error_to_exit (error) != PL_CLI_EXIT_REFUSED)
    pl_cli_note (_("It is kept in the outbox as number %" PRId64 "; paylinks-cli refresh finishes it."),
                 self->outbox_id);
}

/* What Payroc does not have can only be the terminal where nothing else was asked for. */
static GError *
blame_terminal (PlCli        *self,
                const GError *error) /* (nullable) */
{
  g_autoptr (GPtrArray) fields = NULL;
  g_autofree char *message = NULL;
  GError *better;

  if (!g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND) || payroc_error_get_fields (error) != NULL ||
      self->session == NULL || self->options->words[0] != NULL)
    return NULL;

  /* Translators: stands behind “--terminal”; %s is a terminal's number. */
  message = g_strdup_printf (_("%s is not known to Payroc, or not for this key"),
                             pl_account_get_terminal (pl_session_get_account (self->session)));
  fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  g_ptr_array_add (fields, payroc_field_error_new ("processingTerminalId", PAYROC_FIELD_REASON_SERVER, 0, message));
  better = payroc_error_new_fields (PAYROC_ERROR_NOT_FOUND, fields, "%s", error->message);
  payroc_error_set_http (better, payroc_error_get_status (error), payroc_error_get_type_name (error),
                         payroc_error_get_detail (error));

  return better;
}

/**
 * pl_cli_write:
 * @stream: standard output or error
 * @text: UTF-8
 *
 * Writes in the locale's encoding; what it lacks becomes a question mark.
 *
 * Returns: %FALSE, with errno set, when it cannot be written
 */
gboolean
pl_cli_write (FILE       *stream,
              const char *text)
{
  g_autofree char *converted = NULL;
  const char *charset;

  if (!g_get_charset (&charset))
    converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);

  return fputs (converted != NULL ? converted : text, stream) != EOF;
}

/**
 * pl_cli_note:
 * @format: a format
 * @...: its arguments
 *
 * A line for the person at the terminal, on standard error.
 */
void
pl_cli_note (const char *format,
             ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  line = g_strdup_printf ("paylinks-cli: %s\n", text);
  pl_cli_write (stderr, line);
}

/**
 * pl_cli_tell_address:
 * @self: a run
 * @link: a link that was just made or changed
 *
 * One line with the address alone, for scripts to take; a warning, also beside
 * --json, where it must not be used.
 */
void
pl_cli_tell_address (PlCli      *self,
                     PayrocLink *link)
{
  if (payroc_link_has_unsafe_address (link))
    pl_cli_note (_("Careful: Payroc gave the link %s an address that is not safe to open, so it is not shown. "
                   "Do not send this link to anybody."), payroc_link_get_id (link));
  else if (payroc_link_get_payment_url (link) != NULL)
    g_string_append_printf (self->text, "%s\n", payroc_link_get_payment_url (link));
}

/* Takes options. */
PlCli *
pl_cli_new (PlCliOptions *options)
{
  PlCli *self = g_new0 (PlCli, 1);

  self->options = options;
  self->cancellable = g_cancellable_new ();
  self->document = json_object_new ();
  self->text = g_string_new (NULL);
  self->signal_ids[0] = g_unix_signal_add (SIGINT, stop_cb, self);
  self->signal_ids[1] = g_unix_signal_add (SIGTERM, stop_cb, self);
  self->signal_ids[2] = g_unix_signal_add (SIGHUP, stop_cb, self);

  return self;
}

void
pl_cli_free (PlCli *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->options, pl_cli_options_free);
  g_clear_pointer (&self->document, json_object_unref);
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
pl_cli_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/**
 * pl_cli_wait:
 * @result: where pl_cli_done_cb() puts the result
 *
 * Runs the main loop until it is there.
 *
 * Returns: (transfer none): the result
 */
GAsyncResult *
pl_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/**
 * pl_cli_tolerates:
 * @self: a run
 * @error: (nullable): what went wrong
 *
 * With --offline-ok Payroc need not be there: it is mentioned, and the command
 * goes on with what is stored or waiting.
 *
 * Returns: whether to go on
 */
gboolean
pl_cli_tolerates (PlCli        *self,
                  const GError *error)
{
  if (!self->options->offline_ok || pl_cli_error_to_exit (error) != PL_CLI_EXIT_NOT_REACHED)
    return FALSE;

  explain (self, error);

  return TRUE;
}

/**
 * pl_cli_finish:
 * @self: a run
 * @error: (nullable): how it failed
 *
 * Closes everything, prints the text or the document, and explains the error.
 *
 * Returns: the exit status
 */
int
pl_cli_finish (PlCli        *self,
               const GError *error)
{
  g_autoptr (GError) blamed = blame_terminal (self, error);
  g_autofree char *document = NULL;
  int status = pl_cli_error_to_exit (error);
  gboolean written;

  if (blamed != NULL)
    error = blamed;

  if (self->workspace != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) close_error = NULL;

      pl_workspace_close_async (self->workspace, pl_cli_done_cb, &result);
      if (!pl_workspace_close_finish (self->workspace, pl_cli_wait (&result), &close_error) && error == NULL)
        pl_cli_note ("%s", close_error->message);
    }

  if (self->options->json)
    {
      if (error != NULL)
        json_object_set_member (self->document, "error", pl_cli_document_error (error, self->outbox_id));
      document = pl_cli_document_to_text (self->document);
      written = fputs (document, stdout) != EOF; /* JSON is UTF-8 in every locale */
    }
  else
    {
      written = pl_cli_write (stdout, self->text->str);
    }

  /* Who closed the pipe has seen enough; a full disk is worth a word. */
  if ((!written || fflush (stdout) != 0) && errno != EPIPE)
    {
      pl_cli_note (_("The output could not be written: %s"), g_strerror (errno));
      if (status == PL_CLI_EXIT_DONE)
        status = PL_CLI_EXIT_COMPUTER;
    }

  if (error != NULL)
    explain (self, error);

  return status;
}
