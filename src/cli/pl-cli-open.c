/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the options to an open account, and what every command does with it first. */
#include "config.h"

#include "pl-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "payroc/payroc-error.h"
#include "pl-cli-key.h"

#define LINK_ID_LENGTH 10

/* Nobody waits for a list until all that was paid in months is asked for. */
#define LINKS_READ 32

gboolean
pl_cli_open_workspace (PlCli   *self,
                       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_workspace_open_async (self->options->data_dir, APPLICATION_ID, self->cancellable, pl_cli_done_cb, &result);
  self->workspace = pl_workspace_open_finish (pl_cli_wait (&result), error);
  if (self->workspace == NULL)
    return FALSE;

  if (pl_workspace_get_set_aside (self->workspace) != NULL)
    pl_cli_note (_("The database was damaged and is set aside as %s; refresh reads the links again."),
                 pl_workspace_get_set_aside (self->workspace));

  return TRUE;
}

/* A name that no other account has: the same server may be given with several terminals. */
static char *
make_custom_name (PlCli *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->options->api_url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "?";
  g_autofree char *terminal = g_utf8_substring (self->options->terminal, 0,
                                                MIN (g_utf8_strlen (self->options->terminal, -1), 20));
  g_autofree char *short_host = g_strndup (host, 25);

  for (guint number = 1;; number++)
    {
      g_autofree char *name = number == 1
                                ? g_strdup_printf ("%s @ %s", terminal, short_host)
                                : g_strdup_printf ("%s @ %s (%u)", terminal, short_host, number);
      g_autoptr (PlAccount) other = pl_workspace_find_account (self->workspace, name);

      if (other == NULL)
        return g_steal_pointer (&name);
    }
}

/* (transfer full) */
static PlAccount *
choose_custom (PlCli   *self,
               GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *name = NULL;
  PlConnectRequest request = { PL_ACCOUNT_CUSTOM };
  char *key;

  key = pl_cli_key_read (self->cancellable, error);
  if (key == NULL)
    return NULL;

  name = make_custom_name (self);
  request.name = name;
  request.terminal = self->options->terminal;
  request.api_url = self->options->api_url;
  request.identity_url = self->options->identity_url;
  request.api_key = key;
  request.session_only = TRUE;
  pl_workspace_connect_async (self->workspace, &request, self->cancellable, pl_cli_done_cb, &result);
  pl_cli_key_free (key);

  return pl_workspace_connect_finish (self->workspace, pl_cli_wait (&result), error);
}

/* (transfer full) */
static PlAccount *
choose_account (PlCli   *self,
                GError **error)
{
  g_autoptr (PlAccount) account = NULL;

  if (self->options->practice)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) local_error = NULL;

      pl_workspace_try_out_async (self->workspace, self->cancellable, pl_cli_done_cb, &result);
      account = pl_workspace_try_out_finish (self->workspace, pl_cli_wait (&result), &local_error);
      if (account == NULL && local_error->domain == G_IO_ERROR && local_error->code != G_IO_ERROR_CANCELLED)
        g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_PRACTICE,
                     _("The practice server does not start: %s"), local_error->message);
      else if (account == NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return g_steal_pointer (&account);
    }

  if (self->options->api_url != NULL)
    return choose_custom (self, error);

  if (self->options->account != NULL)
    {
      account = pl_workspace_find_account (self->workspace, self->options->account);
      if (account == NULL)
        g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                     _("There is no account “%s”; paylinks-cli accounts shows them"), self->options->account);
      return g_steal_pointer (&account);
    }

  account = g_list_model_get_item (pl_workspace_get_accounts (self->workspace), 0);
  if (account == NULL)
    g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                         _("No account is connected yet: paylinks-cli accounts add, or try --practice"));

  return g_steal_pointer (&account);
}

static gboolean
wait_until_ready (PlCli   *self,
                  GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_session_ready_async (self->session, self->cancellable, pl_cli_done_cb, &result);

  return pl_session_ready_finish (self->session, pl_cli_wait (&result), error);
}

/* For commands that look at what is stored and ask nobody. */
gboolean
pl_cli_open_stored (PlCli   *self,
                    GError **error)
{
  g_autoptr (PlAccount) account = NULL;

  if (!pl_cli_open_workspace (self, error))
    return FALSE;

  account = choose_account (self, error);
  if (account == NULL)
    return FALSE;

  self->session = pl_workspace_open_stored (self->workspace, account);

  return wait_until_ready (self, error);
}

/* For commands that need Payroc. */
gboolean
pl_cli_open_session (PlCli   *self,
                     GError **error)
{
  g_autoptr (PlAccount) account = NULL;
  const GError *reason;

  if (!pl_cli_open_workspace (self, error))
    return FALSE;

  account = choose_account (self, error);
  if (account == NULL)
    return FALSE;

  self->session = pl_workspace_open_session (self->workspace, account);
  if (!wait_until_ready (self, error))
    return FALSE;

  reason = pl_session_get_error (self->session);
  switch (pl_session_get_state (self->session))
    {
    case PL_SESSION_OPENING:
    case PL_SESSION_READY:
    case PL_SESSION_KEY_REFUSED: /* found out while it was opened; the command will be told */
    default:
      return TRUE;
    case PL_SESSION_KEY_MISSING:
      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_KEY,
                   _("The keyring has no API key for “%s”; remove the account and add it again, "
                     "or give it a key in the window"),
                   pl_account_get_name (account));
      return FALSE;
    case PL_SESSION_KEYRING_LOCKED:
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_KEY,
                           _("The keyring is locked; unlock it on the desktop"));
      return FALSE;
    case PL_SESSION_KEYRING_UNREACHABLE:
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_KEY,
                           _("The keyring cannot be reached from here"));
      return FALSE;
    case PL_SESSION_PRACTICE_FAILED:
      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_PRACTICE,
                   _("The practice server does not start: %s"), reason != NULL ? reason->message : "?");
      return FALSE;
    }
}

/* Whatever was left behind, by us or by a crash, goes before anything new. That some of it cannot be done now does not
 * keep the new from being tried. */
gboolean
pl_cli_finish_due (PlCli   *self,
                   GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;
  PlOutbox *outbox = pl_session_get_outbox (self->session);

  pl_outbox_flush_async (outbox, self->cancellable, pl_cli_done_cb, &result);
  pl_outbox_flush_finish (outbox, pl_cli_wait (&result), &local_error);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static void
status_changed_cb (PlRefresh        *refresh,
                   PayrocLink       *link,
                   PayrocLinkStatus  before,
                   GPtrArray        *used)
{
  if (payroc_link_get_status (link) == PAYROC_LINK_STATUS_COMPLETED)
    g_ptr_array_add (used, g_strdup (payroc_link_get_id (link)));
}

/* That a link was used says not yet that the money came in: its payments do. What cannot be asked now is asked when
 * somebody looks at the link. */
static void
read_payments (PlCli      *self,
               const char *link_id)
{
  g_autoptr (PlLinkDetails) details = pl_session_create_details (self->session, link_id);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) updated = NULL;
  g_autoptr (GError) error = NULL;

  pl_link_details_load_async (details, self->cancellable, pl_cli_done_cb, &loaded);
  if (pl_link_details_load_finish (details, pl_cli_wait (&loaded), &error))
    {
      pl_link_details_update_async (details, self->cancellable, pl_cli_done_cb, &updated);
      pl_link_details_update_finish (details, pl_cli_wait (&updated), &error);
    }
  if (error != NULL)
    g_debug ("What was paid on a link is not known yet: %s", error->message);
}

/* Money that was on its way, or held, may have come in since; that changes nothing about the link. */
static void
read_unsettled (PlCli *self)
{
  const PlLinkQuery query = {
    .statuses = 1u << PAYROC_LINK_STATUS_HELD | 1u << PAYROC_LINK_STATUS_PENDING,
  };
  g_autoptr (PlPaymentCover) cover = pl_session_create_payment_cover (self->session);
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GError) error = NULL;

  pl_payment_cover_look_async (cover, &query, LINKS_READ, self->cancellable, pl_cli_done_cb, &looked);
  if (pl_payment_cover_look_finish (cover, pl_cli_wait (&looked), &error)
      && pl_payment_cover_get_n_questions (cover) > 0)
    {
      pl_payment_cover_ask_async (cover, self->cancellable, pl_cli_done_cb, &asked);
      pl_payment_cover_ask_finish (cover, pl_cli_wait (&asked), &error);
    }
  if (error != NULL)
    g_debug ("Whether money came in that was on its way is not known: %s", error->message);
}

gboolean
pl_cli_refresh_links (PlCli   *self,
                      gboolean full,
                      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) used = g_ptr_array_new_with_free_func (g_free);
  PlRefresh *refresh = pl_session_get_refresh (self->session);
  gboolean refreshed;
  guint n_unreadable;
  gulong handler;

  handler = g_signal_connect (refresh, "status-changed", G_CALLBACK (status_changed_cb), used);
  pl_refresh_run_async (refresh, full, self->cancellable, pl_cli_done_cb, &result);
  refreshed = pl_refresh_run_finish (refresh, pl_cli_wait (&result), error);
  g_signal_handler_disconnect (refresh, handler);
  for (guint i = 0; i < MIN (used->len, LINKS_READ); i++)
    read_payments (self, g_ptr_array_index (used, i));
  if (refreshed)
    read_unsettled (self);
  if (!refreshed || g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  n_unreadable = pl_refresh_get_n_unreadable (refresh);
  if (n_unreadable > 0)
    pl_cli_note (ngettext ("%u of Payroc’s links cannot be read and is left out",
                           "%u of Payroc’s links cannot be read and are left out", n_unreadable), n_unreadable);

  return TRUE;
}

/* (transfer full) (nullable): by id, from the store; NULL without error when it is not there */
static PayrocLink *
find_by_id (PlCli       *self,
            const char  *id,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GError) local_error = NULL;

  pl_session_find_link_async (self->session, id, self->cancellable, pl_cli_done_cb, &result);
  link = pl_session_find_link_finish (self->session, pl_cli_wait (&result), &local_error);
  if (link == NULL && !g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return g_steal_pointer (&link);
}

/* (transfer full) (nullable): the one with that reference; NULL without error when there is none */
static PayrocLink *
find_by_reference (PlCli       *self,
                   const char  *reference,
                   GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) links = NULL;

  pl_session_find_reference_async (self->session, reference, self->cancellable, pl_cli_done_cb, &result);
  links = pl_session_find_reference_finish (self->session, pl_cli_wait (&result), error);
  if (links == NULL || links->len == 0)
    return NULL;

  if (links->len > 1)
    {
      g_autoptr (GString) ids = g_string_new (NULL);

      for (guint i = 0; i < MIN (links->len, 8); i++)
        g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", payroc_link_get_id (g_ptr_array_index (links, i)));
      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                   /* Translators: the first %s is a reference, the second a list of link ids. */
                   _("“%s” fits several links; say which: %s%s"), reference, ids->str, links->len > 8 ? ", …" : "");
      return NULL;
    }

  return g_object_ref (g_ptr_array_index (links, 0));
}

/* (transfer full) (nullable): a link that another program made, straight from Payroc */
static PayrocLink *
ask_for_link (PlCli       *self,
              const char  *id,
              GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlLinkDetails) details = pl_session_create_details (self->session, id);
  g_autoptr (GError) local_error = NULL;

  pl_link_details_update_async (details, self->cancellable, pl_cli_done_cb, &result);
  pl_link_details_update_finish (details, pl_cli_wait (&result), &local_error);
  if (pl_link_details_get_link (details) != NULL)
    return g_object_ref (pl_link_details_get_link (details));

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

static gboolean
looks_like_id (const char *word)
{
  if (strlen (word) != LINK_ID_LENGTH)
    return FALSE;

  for (const char *p = word; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_cli_find_link:
 * @self: a run with an open account
 * @word: a link's id, or a reference that fits exactly one link
 * @error: return location
 *
 * A reference is only trusted after a refresh: another link may have got the
 * same one meanwhile, and a wrong link must not be edited or switched off.
 *
 * Returns: (transfer full): the link
 */
PayrocLink *
pl_cli_find_link (PlCli       *self,
                  const char  *word,
                  GError     **error)
{
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean may_ask = !self->options->no_refresh && pl_session_get_state (self->session) == PL_SESSION_READY;

  link = find_by_id (self, word, &local_error);
  if (link == NULL && local_error == NULL && may_ask &&
      !pl_cli_refresh_links (self, FALSE, &local_error) && pl_cli_tolerates (self, local_error))
    g_clear_error (&local_error);
  if (link == NULL && local_error == NULL)
    link = find_by_id (self, word, &local_error);
  if (link == NULL && local_error == NULL)
    link = find_by_reference (self, word, &local_error);
  if (link == NULL && local_error == NULL && may_ask && looks_like_id (word))
    link = ask_for_link (self, word, &local_error);

  if (link == NULL && local_error == NULL)
    g_set_error (&local_error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("There is no link “%s”"), word);
  if (link == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return g_steal_pointer (&link);
}
