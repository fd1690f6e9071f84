/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about the links that are picked: pure functions. */
#include "config.h"

#include "pl-pick-text.h"

#include <glib/gi18n.h>

#include "payroc/money/payroc-money.h"

char *
pl_pick_text_title (guint n)
{
  if (n == 0)
    return g_strdup (_("Select Links"));

  /* Translators: how many links are selected, as a title. */
  return g_strdup_printf (ngettext ("%'u Selected", "%'u Selected", n), n);
}

char *
pl_pick_text_sums (GPtrArray *sums,
                   guint      n_open)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sums->len; i++)
    {
      g_autofree char *sum = payroc_money_format (g_ptr_array_index (sums, i), NULL);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", sum);
    }
  if (n_open > 0)
    {
      g_autofree char *open = g_strdup_printf (ngettext ("%'u without a fixed amount", "%'u without a fixed amount",
                                                         n_open), n_open);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", open);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pl_pick_text_hidden (guint n_hidden)
{
  if (n_hidden == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%'u of them is not in the list now: search or filters hide it.",
                                    "%'u of them are not in the list now: search or filters hide them.", n_hidden),
                          n_hidden);
}
