/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that other programs read: each is escaped for the one that it is meant for. */
#include "config.h"

#include "pl-hand-over-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pl-message-values.h"

char *
pl_hand_over_text_message (PayrocLink  *link,
                           const char  *template,
                           const GDate *today)
{
  g_autoptr (PlMessageValues)  values = NULL;
  g_autofree char             *text = NULL;
  const char                  *address;

  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);
  g_return_val_if_fail (template != NULL, NULL);

  address = payroc_link_get_payment_url (link);
  g_return_val_if_fail (address != NULL, NULL);

  values = pl_message_values_new_for_link (link, today);
  text = pl_message_template_fill_known (template, values);
  if (strstr (text, address) != NULL)
    return g_steal_pointer (&text);

  return *text != '\0' ? g_strconcat (text, "\n\n", address, NULL) : g_strdup (address);
}

char *
pl_hand_over_text_mailto (const char *subject,
                          const char *body)
{
  g_auto (GStrv)   lines = g_strsplit (body, "\n", -1);
  g_autofree char *text = g_strjoinv ("\r\n", lines);
  g_autofree char *escaped_subject = g_uri_escape_string (subject, NULL, FALSE);
  g_autofree char *escaped_text = g_uri_escape_string (text, NULL, FALSE);

  return g_strdup_printf ("mailto:?subject=%s&body=%s", escaped_subject, escaped_text);
}

char *
pl_hand_over_text_button (PayrocLink *link)
{
  const char *label = payroc_link_get_button_label (link);

  g_return_val_if_fail (payroc_link_get_payment_url (link) != NULL, NULL);

  /* Translators: on a button of a web page; at most 24 letters. */
  return g_markup_printf_escaped ("<a href=\"%s\" target=\"_blank\" rel=\"noopener noreferrer\""
                                  " style=\"display:inline-block;padding:12px 24px;border-radius:6px;"
                                  "background:#1c71d8;color:#ffffff;font-family:sans-serif;font-weight:bold;"
                                  "text-decoration:none\">%s</a>",
                                  payroc_link_get_payment_url (link),
                                  label != NULL && *label != '\0' ? label : _("Pay now"));
}

const char *
pl_hand_over_text_way (PlHandOverWay way)
{
  switch (way)
    {
    case PL_HAND_OVER_MAIL:
      return _("Opened in your mail program");
    case PL_HAND_OVER_BUTTON:
      return _("Button for a web page copied");
    case PL_HAND_OVER_PRINTED:
      return _("Given to the printer");
    case PL_HAND_OVER_PDF:
      return _("Saved as PDF");
    case PL_HAND_OVER_TEXT:
    default:
      return _("Copied with a text");
    }
}
