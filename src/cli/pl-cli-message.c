/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer never reads "{name}": what nothing stands for is refused before anything is sent. */
#include "config.h"

#include "pl-cli-message.h"

#include <glib/gi18n.h>

#include "core/templates/pl-message-template.h"
#include "payroc/payroc-error.h"
#include "pl-cli-error.h"
#include "pl-cli-text.h"
#include "pl-cli-values.h"

/* (transfer full) (nullable): the one that the merchant's window uses; a computer without the window has none */
static char *
dup_usual (void)
{
  GSettingsSchemaSource        *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema)   schema = NULL;
  g_autoptr (GSettings)         settings = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, "share-message"))
    return NULL;

  settings = g_settings_new_full (schema, NULL, NULL);

  return g_settings_get_string (settings, "share-message");
}

static PlMessageValues *
create_values (PayrocLink      *link,
               PayrocLinkDraft *draft)
{
  g_autoptr (PayrocLinkDraft) same = draft != NULL ? g_object_ref (draft) : payroc_link_draft_new_from_link (link);
  PlMessageValues            *values = g_new0 (PlMessageValues, 1);
  const GDate                *expires_on = payroc_link_draft_get_expires_on (same);
  PayrocMoney                 amount = { payroc_link_draft_get_amount (same), "" };

  g_strlcpy (amount.currency, payroc_link_draft_get_currency (same), sizeof amount.currency);
  if (payroc_link_draft_get_charge_kind (same) == PAYROC_CHARGE_KIND_PRESET)
    values->amount = pl_cli_text_money (&amount);
  else
    /* Translators: in a message to a customer, in place of the amount. */
    values->amount = g_strdup (C_("in a message", "the amount of your choice"));
  values->reference = g_strdup (payroc_link_draft_get_reference (same));
  /* Translators: in a message to a customer, in place of the last day on which a link can be paid: there is none. */
  values->expires = expires_on != NULL ? pl_cli_text_day (expires_on) : g_strdup (C_("in a message", "any day"));
  values->link = link != NULL ? g_strdup (payroc_link_get_payment_url (link)) : NULL;

  return values;
}

static gboolean
check_words (const char  *text,
             GError     **error)
{
  g_autofree char *unknown = pl_message_template_find_unknown (text);

  if (unknown == NULL)
    return TRUE;

  g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
               /* Translators: %s is what was typed, e.g. "{amout}". The words in braces stay as they are. */
               _("Nothing stands for %s. There are {name}, {amount}, {reference}, {expires} and {link}"), unknown);

  return FALSE;
}

static gboolean
check_problem (PlMessageProblem   problem,
               GError           **error)
{
  switch (problem)
    {
    case PL_MESSAGE_NEEDS_ONE_PERSON:
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                           _("{name} works with one recipient: several get the same text. Leave it out, or write to "
                             "them one by one"));
      return FALSE;
    case PL_MESSAGE_NEEDS_ADDRESS:
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                           _("{link} is not known before the link is created. Leave it out: Payroc’s e-mail "
                             "carries the link"));
      return FALSE;
    case PL_MESSAGE_FINE:
    default:
      return TRUE;
    }
}

gboolean
pl_cli_message_fill (const PlCliOptions  *options,
                     PayrocShare         *share,
                     PayrocLink          *link,
                     PayrocLinkDraft     *draft,
                     GError             **error)
{
  g_autoptr (PlMessageValues) values = create_values (link, draft);
  g_autoptr (GPtrArray)       fields = NULL;
  g_autofree char            *usual = options->message == NULL ? dup_usual () : NULL;
  g_autofree char            *filled = NULL;
  const char                 *text = options->message != NULL ? options->message : usual;
  PlMessageProblem            problem;

  if (text == NULL)
    return TRUE;

  if (!check_words (text, error))
    return FALSE;

  pl_message_values_set_people (values, G_LIST_MODEL (payroc_share_get_recipients (share)));
  filled = pl_message_template_fill (text, values, &problem);
  if (!check_problem (problem, error))
    return FALSE;

  payroc_share_set_template (share, text);
  payroc_share_set_message (share, filled);
  fields = payroc_share_validate (share);
  if (fields->len == 0)
    return TRUE;

  g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "The mail was refused"));

  return FALSE;
}

/* On any thread; of a word that nothing stands for nothing stays. */
static char *
fill (const char      *text,
      PayrocLinkDraft *link,
      GListModel      *recipients,
      const GDate     *today)
{
  g_autoptr (PlMessageValues) values = create_values (NULL, link);

  pl_message_values_set_people (values, recipients);

  return pl_message_template_fill_known (text, values);
}

gboolean
pl_cli_message_set (const PlCliOptions  *options,
                    PlImport            *import,
                    GError             **error)
{
  g_autofree char *usual = options->message == NULL ? dup_usual () : NULL;
  const char      *text = options->message != NULL ? options->message : usual;

  /* A mail cannot be called back, and here it goes to all of them. */
  if (options->share_rows && text != NULL && !check_words (text, error))
    return FALSE;

  pl_import_set_message (import, text, fill);

  return TRUE;
}
