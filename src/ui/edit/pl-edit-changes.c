/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field may be changed twice while a form is open: to the merchant it is one difference. */
#include "config.h"

#include "pl-edit-changes.h"

#include "payroc/links/payroc-link-rebase.h"
#include "pl-edit-text.h"
#include "ui/parts/pl-field-text.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"

struct _PlEditChanges
{
  PlGroup             parent_instance;

  PayrocLink         *origin; /* (owned) (nullable) the link before the first change */
  GHashTable         *kept;   /* (owned) (element-type utf8) where the form's own value stands */
  GPtrArray          *rows;   /* (owned) (element-type GtkWidget), unowned elements */
};

G_DEFINE_FINAL_TYPE (PlEditChanges, pl_edit_changes, PL_TYPE_GROUP)

static void
add_row (PlEditChanges *self,
         PayrocLink    *now,
         const char    *parameter)
{
  GtkWidget       *row = adw_action_row_new ();
  gboolean         kept = g_hash_table_contains (self->kept, parameter);
  g_autofree char *text = NULL;
  GDate            today;

  pl_format_today (&today);
  text = pl_edit_text_change (self->origin, now, parameter, kept, &today);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pl_field_text_name (parameter));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  pl_line_breaks_set_verbatim (row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_rows (PlEditChanges *self,
           PayrocLink    *now)
{
  g_autoptr (GPtrArray) changes = payroc_link_find_changes (self->origin, now);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < changes->len; i++)
    add_row (self, now, g_ptr_array_index (changes, i));
  gtk_widget_set_visible (GTK_WIDGET (self), changes->len > 0);
}

static void
pl_edit_changes_finalize (GObject *object)
{
  PlEditChanges *self = PL_EDIT_CHANGES (object);

  g_clear_object (&self->origin);
  g_hash_table_unref (self->kept);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (pl_edit_changes_parent_class)->finalize (object);
}

static void
pl_edit_changes_class_init (PlEditChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_edit_changes_finalize;
}

static void
pl_edit_changes_init (PlEditChanges *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
pl_edit_changes_has_any (PlEditChanges *self)
{
  g_return_val_if_fail (PL_IS_EDIT_CHANGES (self), FALSE);

  return self->origin != NULL;
}

void
pl_edit_changes_take (PlEditChanges *self,
                      PayrocLink    *before,
                      PayrocLink    *now,
                      GPtrArray     *changes,
                      GPtrArray     *kept)
{
  g_return_if_fail (PL_IS_EDIT_CHANGES (self));
  g_return_if_fail (PAYROC_IS_LINK (before) && PAYROC_IS_LINK (now));

  if (self->origin == NULL)
    self->origin = g_object_ref (before);
  for (guint i = 0; i < changes->len; i++)
    g_hash_table_remove (self->kept, g_ptr_array_index (changes, i));
  for (guint i = 0; i < kept->len; i++)
    g_hash_table_add (self->kept, g_strdup (g_ptr_array_index (kept, i)));
  show_rows (self, now);
}
