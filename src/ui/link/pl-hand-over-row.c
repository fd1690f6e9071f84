/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what Paylinks did, not what came of it; and that an address of then leads nowhere now. */
#include "config.h"

#include "pl-hand-over-row.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"
#include "ui/share/pl-hand-over-text.h"

static char *
describe (PlHandOver *hand_over,
          const char *address)
{
  g_autofree char *moment = pl_format_moment (pl_hand_over_get_handed_at (hand_over), g_get_real_time ());

  if (address == NULL || g_strcmp0 (address, pl_hand_over_get_address (hand_over)) == 0)
    return g_steal_pointer (&moment);

  /* Translators: %s is a time. The link was handed over with an address that it has no more: paper, say. */
  return g_strdup_printf (_("%s; with an earlier address, which no longer works"), moment);
}

GtkWidget *
pl_hand_over_row_new (PlHandOver *hand_over,
                      const char *address)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pl_hand_over_text_way (pl_hand_over_get_way (hand_over)));
  pl_hand_over_row_set_address (ADW_ACTION_ROW (row), hand_over, address);
  pl_line_breaks_set_verbatim (row);

  return row;
}

void
pl_hand_over_row_set_address (AdwActionRow *row,
                              PlHandOver   *hand_over,
                              const char   *address)
{
  g_autofree char *text = describe (hand_over, address);

  adw_action_row_set_subtitle (row, text);
}
