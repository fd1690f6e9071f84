/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about the links that are picked: pure functions. */
#include "config.h"

#include "pl-pick-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"

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
                   guint      n_open,
                   guint      n_over)
{
  g_autofree char *worth = pl_format_sums (sums, n_open);
  g_autofree char *over = NULL;

  if (n_over == 0)
    return g_steal_pointer (&worth);

  /* Translators: among links that are selected: how many were paid, have expired or are switched off. */
  over = g_strdup_printf (ngettext ("%'u paid or over", "%'u paid or over", n_over), n_over);

  return *worth != '\0' ? g_strdup_printf ("%s · %s", worth, over) : g_steal_pointer (&over);
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
