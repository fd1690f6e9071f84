/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same sheet again for the next month's rents is not to be decided a hundred times; but who paid a part is another
 * matter than who paid, and one press is not for both. */
#include "config.h"

#include "pl-mend-used.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-group.h"
#include "pl-import-text.h"

struct _PlMendUsed
{
  AdwBin               parent_instance;

  PlImport            *import; /* (owned) (nullable) */
  AdwPreferencesGroup *group;  /* (unowned) */
  GtkListBox          *list;   /* (unowned) in it */
  GPtrArray           *kinds;  /* (owned) (element-type Kind) one for each row of the list */
};

G_DEFINE_FINAL_TYPE (PlMendUsed, pl_mend_used, ADW_TYPE_BIN)

/* A row of the list. */
typedef struct
{
  PlMendUsed   *owner;       /* (unowned) */
  PlImportUsed  used;
  GtkWidget    *row;         /* (unowned) */
  GtkLabel     *title;       /* (unowned) */
  GtkLabel     *description; /* (unowned) */
  GtkButton    *button;      /* (unowned) */
} Kind;

static gboolean
is_decided (const Kind *kind)
{
  return kind->used.n_anyway == kind->used.n_rows;
}

static void
decide_cb (Kind *kind)
{
  GListModel    *rows = G_LIST_MODEL (kind->owner->import);
  const guint    n_rows = g_list_model_get_n_items (rows);
  const gboolean anyway = !is_decided (kind);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (PlImportRow) row = g_list_model_get_item (rows, i);
      PayrocLinkStatus        use;
      gboolean                is_unread;

      if (!pl_import_row_get_left_out (row) && pl_import_row_get_use (row, &use, &is_unread)
          && use == kind->used.use && is_unread == kind->used.is_unread)
        pl_import_row_set_anyway (row, anyway);
    }
}

static GtkLabel *
add_label (GtkBox     *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);

  return GTK_LABEL (label);
}

/* The button below the words: beside them it is too wide for a small screen with large text. */
static Kind *
add_kind (PlMendUsed *self)
{
  Kind      *kind = g_new0 (Kind, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  kind->owner = self;
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  kind->title = add_label (GTK_BOX (box), NULL);
  kind->description = add_label (GTK_BOX (box), "caption");
  kind->button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (kind->button, TRUE);
  gtk_widget_set_halign (GTK_WIDGET (kind->button), GTK_ALIGN_START);
  g_signal_connect_swapped (kind->button, "clicked", G_CALLBACK (decide_cb), kind);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (kind->button));

  kind->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (kind->row), FALSE);
  gtk_widget_set_focusable (kind->row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (kind->row), box);
  gtk_list_box_append (self->list, kind->row);
  g_ptr_array_add (self->kinds, kind);

  return kind;
}

static void
show_kind (Kind               *kind,
           const PlImportUsed *used)
{
  g_autofree char *title = pl_import_text_used (used);
  g_autofree char *label = NULL;
  const char      *verb;

  kind->used = *used;
  verb = is_decided (kind) ? _("Do Not") : _("Create All Anyway");
  /* Translators: a button's words, and which rows it is about: “Create All Anyway, Partly Paid: 3 rows”. */
  label = g_strdup_printf (_("%s, %s"), verb, title);
  gtk_label_set_text (kind->title, title);
  gtk_label_set_text (kind->description,
                      is_decided (kind) ? _("New links are created: their customers are asked to pay once more")
                                        : _("Create new links only where it is to be paid once more"));
  gtk_button_set_label (kind->button, is_decided (kind) ? _("_Do Not") : _("Create All _Anyway"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (kind->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
pl_mend_used_dispose (GObject *object)
{
  g_clear_object (&PL_MEND_USED (object)->import);

  G_OBJECT_CLASS (pl_mend_used_parent_class)->dispose (object);
}

static void
pl_mend_used_finalize (GObject *object)
{
  g_ptr_array_unref (PL_MEND_USED (object)->kinds);

  G_OBJECT_CLASS (pl_mend_used_parent_class)->finalize (object);
}

static void
pl_mend_used_class_init (PlMendUsedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_mend_used_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_mend_used_finalize;
}

static void
pl_mend_used_init (PlMendUsed *self)
{
  GtkWidget *group = pl_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->kinds = g_ptr_array_new_with_free_func (g_free);
  self->group = ADW_PREFERENCES_GROUP (group);
  self->list = GTK_LIST_BOX (list);
  adw_preferences_group_set_title (self->group, _("Used References"));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Used References"), -1);
  adw_preferences_group_add (self->group, list);
  adw_bin_set_child (ADW_BIN (self), group);
}

void
pl_mend_used_set_import (PlMendUsed *self,
                         PlImport   *import)
{
  g_return_if_fail (PL_IS_MEND_USED (self));
  g_return_if_fail (PL_IS_IMPORT (import));

  g_set_object (&self->import, import);
}

void
pl_mend_used_update (PlMendUsed            *self,
                     const PlImportSummary *summary,
                     gboolean               waits)
{
  guint n_rows = 0;

  g_return_if_fail (PL_IS_MEND_USED (self));
  g_return_if_fail (summary != NULL);

  for (guint i = 0; i < summary->used->len; i++)
    {
      const PlImportUsed *used = &g_array_index (summary->used, PlImportUsed, i);

      n_rows += used->n_rows;
      show_kind (i < self->kinds->len ? g_ptr_array_index (self->kinds, i) : add_kind (self), used);
    }

  while (self->kinds->len > summary->used->len)
    {
      Kind *kind = g_ptr_array_index (self->kinds, self->kinds->len - 1);

      gtk_list_box_remove (self->list, kind->row);
      g_ptr_array_set_size (self->kinds, (int) self->kinds->len - 1);
    }

  /* One is decided in its own row. */
  gtk_widget_set_visible (GTK_WIDGET (self), !waits && n_rows > 1);
}
