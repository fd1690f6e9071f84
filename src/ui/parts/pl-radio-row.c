/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that is entered with Tab tries its first row alone, and of a group's buttons only the chosen one takes the
 * keyboard: where that is another row's, Tab would pass the whole group. */
#include "config.h"

#include "pl-radio-row.h"

struct _PlRadioRow
{
  AdwActionRow parent_instance;
};

G_DEFINE_FINAL_TYPE (PlRadioRow, pl_radio_row, ADW_TYPE_ACTION_ROW)

/* (nullable) (transfer none) */
static GtkCheckButton *
get_button (GtkWidget *row)
{
  GtkWidget *button = PL_IS_RADIO_ROW (row) ? adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)) : NULL;

  return GTK_IS_CHECK_BUTTON (button) ? GTK_CHECK_BUTTON (button) : NULL;
}

static gboolean
pl_radio_row_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  GtkWidget *list = gtk_widget_get_parent (widget);

  /* Within the list, and with the arrows, the buttons know their way. */
  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
      && gtk_widget_get_focus_child (list) == NULL)
    {
      for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
        {
          GtkCheckButton *button = get_button (row);

          if (button != NULL && gtk_check_button_get_active (button) && gtk_widget_get_mapped (row))
            return gtk_widget_grab_focus (GTK_WIDGET (button));
        }
    }

  return GTK_WIDGET_CLASS (pl_radio_row_parent_class)->focus (widget, direction);
}

static void
pl_radio_row_class_init (PlRadioRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = pl_radio_row_focus;
}

static void
pl_radio_row_init (PlRadioRow *self)
{
}
