/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GtkMenuButton makes all widgets of its menu at once, and the menus of a window are half of its widgets: a start does
 * not wait for what few starts open. */
#include "config.h"

#include "pl-late-menu.h"

#include "pl-menu-fit.h"

typedef struct
{
  GMenuModel     *menu;      /* (owned) */
  PlLateMenuFill  fill;      /* (nullable) */
  gpointer        user_data;
} LateMenu;

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  LateMenu *self = user_data;

  if (self->fill != NULL)
    self->fill (self->user_data);
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->menu);
}

static void
late_menu_free (gpointer user_data)
{
  LateMenu *self = user_data;

  g_object_unref (self->menu);
  g_free (self);
}

void
pl_late_menu_set (GtkMenuButton  *button,
                  GMenu          *menu,
                  PlLateMenuFill  fill,
                  gpointer        user_data)
{
  LateMenu *self;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU (menu));

  self = g_new0 (LateMenu, 1);
  self->menu = G_MENU_MODEL (g_object_ref (menu));
  self->fill = fill;
  self->user_data = user_data;
  pl_menu_fit_watch (button);
  gtk_menu_button_set_create_popup_func (button, create_popup_cb, self, late_menu_free);
}
