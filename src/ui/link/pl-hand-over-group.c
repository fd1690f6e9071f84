/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside Payroc's own history, and never mixed with it: of these Payroc knows nothing. */
#include "config.h"

#include "pl-hand-over-group.h"

#include <glib/gi18n.h>

#include "pl-hand-over-row.h"

struct _PlHandOverGroup
{
  PlGroup              parent_instance;

  PlLinkDetails       *details;         /* (owned) (nullable) */
  GSignalGroup        *details_signals; /* (owned) */
  GSignalGroup        *signals;         /* (owned) of their hand-overs */
  GtkListBox          *list;            /* (unowned) */
};

G_DEFINE_FINAL_TYPE (PlHandOverGroup, pl_hand_over_group, PL_TYPE_GROUP)

static GListModel *
get_items (PlHandOverGroup *self)
{
  return self->details != NULL ? pl_link_details_get_hand_overs (self->details) : NULL;
}

static void
update (PlHandOverGroup *self)
{
  GListModel *items = get_items (self);

  gtk_widget_set_visible (GTK_WIDGET (self), items != NULL && g_list_model_get_n_items (items) > 0);
}

/* (nullable): where the link is paid now. */
static const char *
get_address (PlHandOverGroup *self)
{
  PayrocLink *link = pl_link_details_get_link (self->details);

  return link != NULL ? payroc_link_get_payment_url (link) : NULL;
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  return pl_hand_over_row_new (item, get_address (user_data));
}

/* The rows stay: somebody may be reading them. */
static void
update_rows (PlHandOverGroup *self)
{
  GListModel *items = get_items (self);

  for (guint i = 0; items != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PlHandOver) hand_over = g_list_model_get_item (items, i);
      GtkListBoxRow         *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      if (row != NULL)
        pl_hand_over_row_set_address (ADW_ACTION_ROW (row), hand_over, get_address (self));
    }
}

static void
pl_hand_over_group_dispose (GObject *object)
{
  PlHandOverGroup *self = PL_HAND_OVER_GROUP (object);

  g_clear_object (&self->details_signals);
  g_clear_object (&self->signals);
  g_clear_object (&self->details);

  G_OBJECT_CLASS (pl_hand_over_group_parent_class)->dispose (object);
}

static void
pl_hand_over_group_class_init (PlHandOverGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_hand_over_group_dispose;
}

static void
pl_hand_over_group_init (PlHandOverGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->details_signals = g_signal_group_new (PL_TYPE_LINK_DETAILS);
  g_signal_group_connect_swapped (self->details_signals, "notify::link", G_CALLBACK (update_rows), self);
  self->signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->signals, "items-changed", G_CALLBACK (update), self);

  adw_preferences_group_set_title (group, _("Handed Over Otherwise"));
  adw_preferences_group_set_description (group, _("Outside Payroc: whether it arrived is not known."));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Handed Over Otherwise"), -1);
  adw_preferences_group_add (group, GTK_WIDGET (self->list));
  update (self);
}

void
pl_hand_over_group_set_details (PlHandOverGroup *self,
                                PlLinkDetails   *details)
{
  GListModel *items;

  g_return_if_fail (PL_IS_HAND_OVER_GROUP (self));

  if (!g_set_object (&self->details, details))
    return;

  items = get_items (self);
  gtk_list_box_bind_model (self->list, items, create_row_cb, self, NULL);
  g_signal_group_set_target (self->details_signals, details);
  g_signal_group_set_target (self->signals, items);
  update (self);
}
