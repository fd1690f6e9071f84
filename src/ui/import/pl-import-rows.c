/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ten thousand rows cost what is seen of them; what is mended stands below the list, where nothing scrolls it away. */
#include "config.h"

#include "pl-import-rows.h"

#include <glib/gi18n.h>

#include "pl-import-text.h"
#include "pl-mend-row.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-item-box.h"
#include "ui/parts/pl-tab-stop.h"
#include "ui/parts/pl-title.h"

struct _PlImportRows
{
  AdwWindow            parent_instance;

  PlImport            *import;          /* (owned) */
  GtkFilter           *filter;          /* (owned) */
  GtkSingleSelection  *selection;       /* (owned) */
  GtkWidget           *mend_row;        /* (unowned) (nullable) of the chosen row */

  PlTitle             *title;           /* (unowned) template, as all below */
  GtkToggleButton     *problems_button;
  GtkStack            *stack;
  GtkListView         *list;
  GtkRevealer         *revealer;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (PlImportRows, pl_import_rows, ADW_TYPE_WINDOW)

/* Of one row on the screen. */
typedef struct
{
  GtkLabel       *number;
  GtkInscription *reference;
  GtkLabel       *amount;
  GtkLabel       *subject;
  GtkLabel       *text;
  GtkImage       *icon;
} Cells;

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  PlImportRows *self = user_data;

  return !gtk_toggle_button_get_active (self->problems_button)
         || pl_import_row_get_problems (PL_IMPORT_ROW (item))->len > 0;
}

static void
show_row (PlImportRow *row,
          GtkListItem *item)
{
  const Cells     *cells = g_object_get_data (G_OBJECT (item), "cells");
  g_autofree char *number = g_strdup_printf ("%u", pl_import_row_get_number (row));
  g_autofree char *amount = pl_import_text_amount (row);
  g_autofree char *subject = pl_import_text_subject (row);
  g_autofree char *text = pl_import_text_row (row);
  g_autofree char *name = pl_import_text_name (row);
  g_autofree char *sentence = NULL;

  /* Translators: what a screen reader says of a row of a table: “Row 5: INV-7”, amount, whom and what for, and what is
   * done with it or wrong with it. */
  sentence = g_strdup_printf (C_("row for the screen reader", "%s, %s, %s, %s"), name, amount, subject, text);
  pl_item_box_set_sentence (PL_ITEM_BOX (gtk_list_item_get_child (item)), sentence);
  gtk_label_set_text (cells->number, number);
  gtk_inscription_set_text (cells->reference, pl_import_row_get_text (row, PL_IMPORT_FIELD_REFERENCE));
  gtk_label_set_text (cells->amount, amount);
  gtk_label_set_text (cells->subject, subject);
  gtk_widget_set_visible (GTK_WIDGET (cells->subject), *subject != '\0');
  gtk_label_set_text (cells->text, text);
  gtk_widget_set_visible (GTK_WIDGET (cells->icon), pl_import_row_get_problems (row)->len > 0);
}

/* (transfer floating); n_lines: at most, -1: as many as there are. */
static GtkLabel *
create_words (int n_lines)
{
  GtkLabel                  *label = GTK_LABEL (gtk_label_new (NULL));
  g_autoptr (PangoAttrList)  attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  if (n_lines > 0)
    {
      gtk_label_set_lines (label, n_lines);
      gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
    }
  gtk_widget_add_css_class (GTK_WIDGET (label), "caption");

  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  Cells     *cells = g_new0 (Cells, 1);
  GtkWidget *box = pl_item_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *bottom = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  cells->number = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_width_chars (cells->number, 4);
  gtk_label_set_xalign (cells->number, 0);
  gtk_widget_add_css_class (GTK_WIDGET (cells->number), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (cells->number), "numeric");
  cells->reference = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_text_overflow (cells->reference, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (cells->reference, 6);
  gtk_widget_set_hexpand (GTK_WIDGET (cells->reference), TRUE);
  cells->amount = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (cells->amount), "numeric");
  cells->icon = GTK_IMAGE (gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cells->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _("To mend"), -1);
  cells->subject = create_words (2);
  /* To whom it goes is what is to be checked before it does: never cut short. */
  cells->text = create_words (-1);
  gtk_widget_set_hexpand (GTK_WIDGET (cells->text), TRUE);

  /* An inscription does not turn round by itself. */
  if (gtk_widget_get_direction (box) == GTK_TEXT_DIR_RTL)
    gtk_inscription_set_xalign (cells->reference, 1);

  gtk_box_append (GTK_BOX (top), GTK_WIDGET (cells->number));
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (cells->reference));
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (cells->amount));
  gtk_box_append (GTK_BOX (bottom), GTK_WIDGET (cells->icon));
  gtk_box_append (GTK_BOX (bottom), GTK_WIDGET (cells->text));
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (cells->subject));
  gtk_box_append (GTK_BOX (box), bottom);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  g_object_set_data_full (G_OBJECT (item), "cells", cells, g_free);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  PlImportRow *row = gtk_list_item_get_item (item);

  show_row (row, item);
  g_signal_connect_object (row, "changed", G_CALLBACK (show_row), item, 0);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_row, item);
}

static void
update (PlImportRows *self)
{
  const guint             n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_auto (PlImportSummary) summary = { 0 };
  g_autofree char        *rows = NULL;
  g_autofree char        *problems = NULL;
  g_autofree char        *subtitle = NULL;

  pl_import_get_summary (self->import, &summary);
  rows = g_strdup_printf (ngettext ("%u row", "%u rows", summary.n_rows), summary.n_rows);
  problems = g_strdup_printf (ngettext ("%u to mend", "%u to mend", summary.n_problems), summary.n_problems);
  /* Translators: “10,000 rows, 12 to mend”. */
  subtitle = g_strdup_printf (_("%s, %s"), rows, problems);
  if (summary.n_left_out > 0)
    {
      g_autofree char *left_out = g_strdup_printf (ngettext ("%u left out", "%u left out", summary.n_left_out),
                                                   summary.n_left_out);
      char            *both = g_strdup_printf (_("%s, %s"), subtitle, left_out);

      g_free (subtitle);
      subtitle = both;
    }
  g_object_set (self->title, "subtitle", subtitle, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->problems_button),
                            summary.n_problems > 0 || gtk_toggle_button_get_active (self->problems_button));
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "list" : "none");
}

static void
problems_cb (PlImportRows *self)
{
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  if (self->selection != NULL)
    update (self);
}

static void
checked_cb (PlImportRows *self)
{
  if (gtk_toggle_button_get_active (self->problems_button))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
take_typed (PlImportRows *self)
{
  if (self->mend_row != NULL)
    pl_mend_row_take_typed (PL_MEND_ROW (self->mend_row));
}

static void
selected_cb (PlImportRows *self)
{
  PlImportRow *row = gtk_single_selection_get_selected_item (self->selection);

  if (self->mend_row != NULL && pl_mend_row_get_row (PL_MEND_ROW (self->mend_row)) == row)
    return;

  take_typed (self);
  if (self->mend_row != NULL)
    adw_preferences_group_remove (self->group, self->mend_row);
  self->mend_row = row != NULL ? pl_mend_row_new_whole (row) : NULL;
  if (self->mend_row != NULL)
    adw_preferences_group_add (self->group, self->mend_row);
  gtk_revealer_set_reveal_child (self->revealer, self->mend_row != NULL);
}

/* The keyboard's way to choose: the arrows only walk. */
static void
activate_cb (PlImportRows *self,
             guint         position)
{
  gtk_single_selection_set_selected (self->selection, position);
}

static gboolean
pl_import_rows_close_request (GtkWindow *window)
{
  take_typed (PL_IMPORT_ROWS (window));

  return GTK_WINDOW_CLASS (pl_import_rows_parent_class)->close_request (window);
}

static void
pl_import_rows_dispose (GObject *object)
{
  PlImportRows *self = PL_IMPORT_ROWS (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->import);

  G_OBJECT_CLASS (pl_import_rows_parent_class)->dispose (object);
}

static void
pl_import_rows_class_init (PlImportRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_import_rows_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pl_import_rows_close_request;

  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-import-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, PlImportRows, title);
  gtk_widget_class_bind_template_child (widget_class, PlImportRows, problems_button);
  gtk_widget_class_bind_template_child (widget_class, PlImportRows, stack);
  gtk_widget_class_bind_template_child (widget_class, PlImportRows, list);
  gtk_widget_class_bind_template_child (widget_class, PlImportRows, revealer);
  gtk_widget_class_bind_template_child (widget_class, PlImportRows, group);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, problems_cb);
}

static void
pl_import_rows_init (PlImportRows *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PlImportRows *
pl_import_rows_new (PlImport *import,
                    gboolean  only_problems)
{
  PlImportRows                 *self = g_object_new (PL_TYPE_IMPORT_ROWS, NULL);
  GtkFilterListModel           *shown;
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->import = g_object_ref (import);
  gtk_toggle_button_set_active (self->problems_button, only_problems);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (import)), g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (shown));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (import, "checked", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}
