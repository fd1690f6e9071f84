/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A widget a row makes a window slow, so that there are some of them only, and a window of its own shows all. */
#include "config.h"

#include "pl-mend-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/parts/pl-group.h"
#include "pl-mend-row.h"
#include "pl-mend-used.h"

struct _PlMendList
{
  GtkBox               parent_instance;

  PlImport            *import; /* (owned) */
  AdwPreferencesGroup *group;  /* (unowned) */
  GtkListBox          *list;   /* (unowned) in it */
  GPtrArray           *rows;   /* (owned) (element-type GtkWidget) its rows, in the order of the table */
  PlMendUsed          *used;   /* (unowned) what is decided of all rows whose reference was used */
};

G_DEFINE_FINAL_TYPE (PlMendList, pl_mend_list, GTK_TYPE_BOX)

static PlMendRow *
get_row (PlMendList *self,
         guint       place)
{
  return PL_MEND_ROW (g_ptr_array_index (self->rows, place));
}

static void
remove_row (PlMendList *self,
            guint       place)
{
  gtk_list_box_remove (self->list, GTK_WIDGET (get_row (self, place)));
  g_ptr_array_remove_index (self->rows, place);
}

/* What is mended goes; where somebody is typing it stays. Returns how many rows stay that are right already. */
static guint
remove_mended (PlMendList *self,
               gboolean    waits)
{
  guint n_typed = 0;

  for (guint i = self->rows->len; i > 0; i--)
    {
      PlMendRow *row = get_row (self, i - 1);

      if (!waits && pl_import_row_get_problems (pl_mend_row_get_row (row))->len > 0)
        continue;
      if (pl_mend_row_has_typed (row))
        n_typed++;
      else
        remove_row (self, i - 1);
    }

  return n_typed;
}

/* Each goes to where it stands in the table, whichever was known first. */
static void
add_missing (PlMendList *self)
{
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->import));
  guint       place = 0;

  for (guint i = 0; i < n_rows && (place < PL_MEND_LIST_MOST || place < self->rows->len); i++)
    {
      g_autoptr (PlImportRow) row = g_list_model_get_item (G_LIST_MODEL (self->import), i);

      if (place < self->rows->len && pl_mend_row_get_row (get_row (self, place)) == row)
        {
          place++;
        }
      else if (place < PL_MEND_LIST_MOST && pl_import_row_get_problems (row)->len > 0)
        {
          GtkWidget *widget = pl_mend_row_new (row);

          gtk_list_box_insert (self->list, widget, (int) place);
          g_ptr_array_insert (self->rows, (int) place++, widget);
        }
    }

  for (guint i = self->rows->len; i > PL_MEND_LIST_MOST; i--)
    {
      if (!pl_mend_row_has_typed (get_row (self, i - 1)))
        remove_row (self, i - 1);
    }
}

static void
pl_mend_list_dispose (GObject *object)
{
  g_clear_object (&PL_MEND_LIST (object)->import);

  G_OBJECT_CLASS (pl_mend_list_parent_class)->dispose (object);
}

static void
pl_mend_list_finalize (GObject *object)
{
  g_ptr_array_unref (PL_MEND_LIST (object)->rows);

  G_OBJECT_CLASS (pl_mend_list_parent_class)->finalize (object);
}

static void
pl_mend_list_class_init (PlMendListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_mend_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_mend_list_finalize;
}

static void
pl_mend_list_init (PlMendList *self)
{
  GtkWidget *group = pl_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (group);
  self->list = GTK_LIST_BOX (list);
  g_object_set (self, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 18, "visible", FALSE, NULL);
  adw_preferences_group_set_title (self->group, _("Rows to Mend"));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows to Mend"), -1);
  adw_preferences_group_add (self->group, list);

  self->used = g_object_new (PL_TYPE_MEND_USED, NULL);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->used));
  gtk_box_append (GTK_BOX (self), group);
}

void
pl_mend_list_set_import (PlMendList *self,
                         PlImport   *import)
{
  g_return_if_fail (PL_IS_MEND_LIST (self));
  g_return_if_fail (PL_IS_IMPORT (import));

  g_set_object (&self->import, import);
  pl_mend_used_set_import (self->used, import);
}

void
pl_mend_list_update (PlMendList            *self,
                     const PlImportSummary *summary,
                     gboolean               waits)
{
  g_autofree char *more = NULL;
  guint            n_mended;

  g_return_if_fail (PL_IS_MEND_LIST (self));
  g_return_if_fail (self->import != NULL && summary != NULL);

  n_mended = remove_mended (self, waits) + (waits ? 0 : summary->n_problems);
  if (!waits)
    add_missing (self);

  if (n_mended > self->rows->len)
    more = g_strdup_printf (ngettext ("%u more follows as these are mended.", "%u more follow as these are mended.",
                                      n_mended - self->rows->len), n_mended - self->rows->len);
  adw_preferences_group_set_description (self->group, more);
  pl_mend_used_update (self->used, summary, waits);
  gtk_widget_set_visible (GTK_WIDGET (self->group), n_mended > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), n_mended > 0 || gtk_widget_get_visible (GTK_WIDGET (self->used)));
}

void
pl_mend_list_clear (PlMendList *self)
{
  g_return_if_fail (PL_IS_MEND_LIST (self));

  while (self->rows->len > 0)
    remove_row (self, self->rows->len - 1);
}

gboolean
pl_mend_list_has_typed (PlMendList *self)
{
  g_return_val_if_fail (PL_IS_MEND_LIST (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (pl_mend_row_has_typed (get_row (self, i)))
        return TRUE;
    }

  return FALSE;
}

void
pl_mend_list_take_typed (PlMendList *self)
{
  g_return_if_fail (PL_IS_MEND_LIST (self));

  for (guint i = 0; i < self->rows->len; i++)
    pl_mend_row_take_typed (get_row (self, i));
}
