/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first of each, so that wrong columns are seen; a window of its own shows all rows. */
#include "config.h"

#include "pl-import-review.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/parts/pl-group.h"
#include "pl-import-text.h"

/* More widgets than these make a window slow. */
#define MOST_SHOWN 10

struct _PlImportReview
{
  GtkBox               parent_instance;

  AdwPreferencesGroup *rows_group; /* (unowned) */
  AdwPreferencesGroup *left_group; /* (unowned) */
  AdwPreferencesGroup *sums_group; /* (unowned) */
  GPtrArray           *widgets[3]; /* (owned) (element-type GtkWidget) of each group */
};

G_DEFINE_FINAL_TYPE (PlImportReview, pl_import_review, GTK_TYPE_BOX)

enum
{
  ROWS,
  LEFT,
  SUMS,
};

static AdwPreferencesGroup *
get_group (PlImportReview *self,
           guint           which)
{
  return which == ROWS ? self->rows_group : which == LEFT ? self->left_group : self->sums_group;
}

static void
clear (PlImportReview *self,
       guint           which)
{
  for (guint i = 0; i < self->widgets[which]->len; i++)
    adw_preferences_group_remove (get_group (self, which), g_ptr_array_index (self->widgets[which], i));
  g_ptr_array_set_size (self->widgets[which], 0);
}

/* Takes title and subtitle. */
static AdwActionRow *
add_row (PlImportReview *self,
         guint           which,
         char           *title,
         char           *subtitle)
{
  AdwActionRow    *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *own_title = title;
  g_autofree char *own_subtitle = subtitle;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), own_title);
  adw_action_row_set_subtitle (row, own_subtitle);
  adw_action_row_set_subtitle_lines (row, 4);
  adw_preferences_group_add (get_group (self, which), GTK_WIDGET (row));
  g_ptr_array_add (self->widgets[which], row);

  return row;
}

static void
add_amount (AdwActionRow *row,
            char         *amount)
{
  g_autofree char *own = amount;
  GtkWidget       *label = gtk_label_new (own);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (row, label);
}

/* Who and what for, and beneath it what will be done. */
static char *
dup_details (PlImportRow *row)
{
  g_autofree char *subject = pl_import_text_subject (row);
  g_autofree char *plan = pl_import_text_row (row);

  return *subject != '\0' ? g_strdup_printf ("%s\n%s", subject, plan) : g_steal_pointer (&plan);
}

static void
take_in_cb (GtkButton *button)
{
  pl_import_row_set_left_out (g_object_get_data (G_OBJECT (button), "row"), FALSE);
}

static void
add_left_out (PlImportReview *self,
              PlImportRow    *row)
{
  g_autofree char *name = pl_import_text_name (row);
  g_autofree char *label = NULL;
  AdwActionRow    *widget = add_row (self, LEFT, g_strdup (name), pl_import_text_subject (row));
  GtkWidget       *button = gtk_button_new_with_mnemonic (_("_Take In"));

  /* Translators: %s is a row of a table: “Row 5: INV-7”. */
  label = g_strdup_printf (_("Take In %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "row", g_object_ref (row), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (take_in_cb), NULL);
  add_amount (widget, pl_import_text_amount (row));
  adw_action_row_add_suffix (widget, button);
}

static void
update_rows (PlImportReview        *self,
             PlImport              *import,
             const PlImportSummary *summary)
{
  const guint      n_rows = g_list_model_get_n_items (G_LIST_MODEL (import));
  g_autofree char *more = NULL;
  g_autofree char *more_left = NULL;

  clear (self, ROWS);
  clear (self, LEFT);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (PlImportRow) row = g_list_model_get_item (G_LIST_MODEL (import), i);

      if (pl_import_row_get_left_out (row))
        {
          if (self->widgets[LEFT]->len < MOST_SHOWN)
            add_left_out (self, row);
        }
      else if (self->widgets[ROWS]->len < MOST_SHOWN && pl_import_row_get_problems (row)->len == 0
               && (pl_import_row_get_will_create (row) || pl_import_row_get_will_share (row)))
        {
          add_amount (add_row (self, ROWS, g_strdup (pl_import_row_get_text (row, PL_IMPORT_FIELD_REFERENCE)),
                               dup_details (row)),
                      pl_import_text_amount (row));
        }
    }

  if (summary->n_create > MOST_SHOWN)
    more = g_strdup_printf (ngettext ("The first %d", "The first %d", MOST_SHOWN), MOST_SHOWN);
  adw_preferences_group_set_description (self->rows_group, more);
  gtk_widget_set_visible (GTK_WIDGET (self->rows_group), self->widgets[ROWS]->len > 0);

  more_left = summary->n_left_out > MOST_SHOWN
              ? g_strdup_printf (ngettext ("Nothing is created from this row. The first %d; “All Rows” shows the "
                                           "others.",
                                           "Nothing is created from these rows. The first %d; “All Rows” shows the "
                                           "others.", MOST_SHOWN), MOST_SHOWN)
              : g_strdup (ngettext ("Nothing is created from this row.", "Nothing is created from these rows.",
                                    summary->n_left_out));
  adw_preferences_group_set_description (self->left_group, more_left);
  gtk_widget_set_visible (GTK_WIDGET (self->left_group), self->widgets[LEFT]->len > 0);
}

/* One sum is said below all; of several each has its own. */
static void
update_sums (PlImportReview        *self,
             const PlImportSummary *summary)
{
  const guint n_kinds = summary->totals->len + (summary->n_customer_amount > 0 ? 1 : 0);

  clear (self, SUMS);
  for (guint i = 0; i < summary->totals->len && n_kinds > 1; i++)
    {
      const PlImportTotal *total = &g_array_index (summary->totals, PlImportTotal, i);

      add_amount (add_row (self, SUMS, g_strdup (total->sum.currency),
                           g_strdup_printf (ngettext ("%u link", "%u links", total->n_links), total->n_links)),
                  payroc_money_format (&total->sum, NULL));
    }
  if (n_kinds > 1 && summary->n_customer_amount > 0)
    add_row (self, SUMS, g_strdup (_("Customer’s choice")),
             g_strdup_printf (ngettext ("%u link", "%u links", summary->n_customer_amount),
                              summary->n_customer_amount));
  gtk_widget_set_visible (GTK_WIDGET (self->sums_group), n_kinds > 1);
}

static void
pl_import_review_finalize (GObject *object)
{
  PlImportReview *self = PL_IMPORT_REVIEW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->widgets); i++)
    g_ptr_array_unref (self->widgets[i]);

  G_OBJECT_CLASS (pl_import_review_parent_class)->finalize (object);
}

static void
pl_import_review_class_init (PlImportReviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_import_review_finalize;
}

static AdwPreferencesGroup *
add_group (PlImportReview *self,
           const char     *title)
{
  GtkWidget *group = pl_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (self), group);

  return ADW_PREFERENCES_GROUP (group);
}

static void
pl_import_review_init (PlImportReview *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->widgets); i++)
    self->widgets[i] = g_ptr_array_new ();
  g_object_set (self, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 18, NULL);
  self->left_group = add_group (self, _("Left Out"));
  self->sums_group = add_group (self, _("In All"));
  self->rows_group = add_group (self, _("Rows"));
}

void
pl_import_review_update (PlImportReview        *self,
                         PlImport              *import,
                         const PlImportSummary *summary)
{
  g_return_if_fail (PL_IS_IMPORT_REVIEW (self));
  g_return_if_fail (PL_IS_IMPORT (import) && summary != NULL);

  update_rows (self, import, summary);
  update_sums (self, summary);
}
