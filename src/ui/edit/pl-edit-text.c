/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A merchant is told in words what is different, what a change costs, and whom it concerns. */
#include "config.h"

#include "pl-edit-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"

static char *
dup_text (const char *text)
{
  if (text == NULL || *text == '\0')
    /* Translators: the value of a field of a link that has nothing in it. */
    return g_strdup (C_("field", "none"));

  return pl_bidi_isolate (text);
}

const char *
pl_edit_text_name (const char *parameter)
{
  const char *name = pl_error_text_field_name (parameter);

  return name != NULL ? name : _("Another field");
}

char *
pl_edit_text_value (PayrocLink  *link,
                    const char  *parameter,
                    const GDate *today)
{
  const GDate *expires_on = payroc_link_get_expires_on (link);

  if (g_str_equal (parameter, "order.charge.currency"))
    return dup_text (payroc_link_get_currency (link));
  if (g_str_has_prefix (parameter, "order.charge"))
    return pl_format_amount (link);
  if (g_str_equal (parameter, "order.description"))
    return dup_text (payroc_link_get_description (link));
  if (g_str_equal (parameter, "order.orderId"))
    return dup_text (payroc_link_get_order_id (link));
  if (g_str_equal (parameter, "merchantReference"))
    return dup_text (payroc_link_get_reference (link));
  if (g_str_equal (parameter, "expiresOn"))
    return expires_on != NULL ? pl_format_date (expires_on, today) : g_strdup (C_("last day", "never"));
  if (g_str_equal (parameter, "authType"))
    return g_strdup (pl_format_auth_type (payroc_link_get_auth_type (link)));
  if (g_str_has_prefix (parameter, "customLabels"))
    return dup_text (payroc_link_get_button_label (link));
  if (g_str_equal (parameter, "credentialOnFile"))
    return g_strdup (payroc_link_get_tokenize (link) ? pl_format_agreement (payroc_link_get_mit_agreement (link))
                                                     : C_("payment details", "not saved"));
  if (g_str_equal (parameter, "paymentMethods"))
    return g_strdup (pl_format_methods (payroc_link_get_methods (link)));

  return dup_text (pl_format_kind (payroc_link_get_kind (link)));
}

char *
pl_edit_text_change (PayrocLink  *before,
                     PayrocLink  *now,
                     const char  *parameter,
                     gboolean     kept,
                     const GDate *today)
{
  g_autofree char *old_value = pl_edit_text_value (before, parameter, today);
  g_autofree char *new_value = pl_edit_text_value (now, parameter, today);

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
pl_edit_text_ignored (GPtrArray *parameters)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < parameters->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", pl_edit_text_name (g_ptr_array_index (parameters, i)));

  /* Translators: %s are the names of one or more fields of a link. */
  return g_strdup_printf (_("Payroc said yes to the change, but did not make all of it. Still as before: %s"),
                          names->str);
}
