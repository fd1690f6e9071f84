/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said in front is read first, and can be taken out or written differently like every other word. */
#include "config.h"

#include "pl-message-notice.h"

#include <glib/gi18n.h>
#include <string.h>

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
