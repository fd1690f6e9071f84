/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said in front is read first, and can be taken out or written differently like every other word. */
#include "config.h"

#include "pl-message-notice.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/parts/pl-settings.h"

#define GAP "\n\n"

static const char *
get_notice (void)
{
  /* Translators: begins an e-mail to a customer; their first link stopped working when the merchant changed it. */
  return _("This link replaces the one sent to you before, which no longer works.");
}

char *
pl_message_notice_add (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (strstr (text, get_notice ()) != NULL)
    return g_strdup (text);

  return g_strconcat (get_notice (), *text != '\0' ? GAP : "", text, NULL);
}

char *
pl_message_notice_drop (const char *text)
{
  g_autofree char *with_gap = g_strconcat (get_notice (), GAP, NULL);
  g_autoptr (GString) rest = g_string_new (text);

  g_return_val_if_fail (text != NULL, NULL);

  g_string_replace (rest, with_gap, "", 0);
  g_string_replace (rest, get_notice (), "", 0);

  return g_string_free (g_steal_pointer (&rest), FALSE);
}

PayrocShare *
pl_message_notice_create_share (GListModel *people)
{
  g_autoptr (GSettings) settings = pl_settings_open ();
  g_autofree char      *usual = settings != NULL ? g_settings_get_string (settings, "share-message") : g_strdup ("");
  g_autofree char      *message = pl_message_notice_add (usual);
  PayrocShare          *share = payroc_share_new ();

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (people, i);

      g_list_store_append (payroc_share_get_recipients (share), recipient);
    }
  payroc_share_set_template (share, message);
  if (settings != NULL)
    payroc_share_set_merchant_copy (share, g_settings_get_boolean (settings, "share-copy-to-me"));

  return share;
}
