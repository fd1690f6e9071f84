/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A merchant is told in words what is different, what a change costs, and whom it concerns. */
#include "config.h"

#include "pl-edit-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-field-text.h"
#include "ui/parts/pl-format.h"

char *
pl_edit_text_change (PayrocLink  *before,
                     PayrocLink  *now,
                     const char  *parameter,
                     gboolean     kept,
                     const GDate *today)
{
  g_autoptr (PayrocLinkDraft) fields_before = payroc_link_draft_new_from_link (before);
  g_autoptr (PayrocLinkDraft) fields_now = payroc_link_draft_new_from_link (now);
  g_autofree char            *old_value = pl_field_text_value (fields_before, parameter, today);
  g_autofree char            *new_value = pl_field_text_value (fields_now, parameter, today);

  if (kept)
    /* Translators: a field that two people have changed at once: its value before, and the one that somebody else gave
     * it; what stands in the form is the user's own. */
    return g_strdup_printf (_("It was “%s”, and somebody else made it “%s”. Saving replaces that by what you entered."),
                            old_value, new_value);

  /* Translators: a field of a link that somebody else has changed: its value before and after. */
  return g_strdup_printf (_("It was “%s” and is now “%s”."), old_value, new_value);
}

char *
pl_edit_text_holders (GListModel *holders)
{
  g_autofree char *names = NULL;

  if (g_list_model_get_n_items (holders) == 0)
    return g_strdup (_("It was not sent by e-mail. Whoever has it in another way needs the new one."));

  names = pl_format_people (holders);
  /* Translators: %s are the names of one or more people. */
  return g_strdup_printf (_("It was sent by e-mail to %s. Whoever has it in another way needs the new one, too."),
                          names);
}

char *
pl_edit_text_unreadable (guint n_mails)
{
  return g_strdup_printf (ngettext ("%'u mail with it could not be read: who got it is not known.",
                                    "%'u mails with it could not be read: who got them is not known.", n_mails),
                          n_mails);
}

char *
pl_edit_text_ignored (GPtrArray *parameters)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < parameters->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", pl_field_text_name (g_ptr_array_index (parameters, i)));

  /* Translators: %s are the names of one or more fields of a link. */
  return g_strdup_printf (_("Payroc said yes to the change, but did not make all of it. Still as before: %s"),
                          names->str);
}
