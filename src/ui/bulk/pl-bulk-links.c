/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A merchant who is about to do something for good reads what it is done to. */
#include "config.h"

#include "pl-bulk-links.h"

#include "pl-bulk-text.h"
#include "ui/parts/pl-bidi.h"

#include <glib/gi18n.h>

/* More would push everything else out of sight. */
#define OPENED 8

struct _PlBulkLinks
{
  PlGroup             parent_instance;

  AdwExpanderRow     *fit_row;     /* (unowned) children */
  AdwExpanderRow     *unfit_row;
  GPtrArray          *fit_rows;    /* (owned) (element-type GtkWidget), unowned elements */
  GPtrArray          *unfit_rows;  /* likewise */
  gboolean            opened;      /* once: who closed it wants it closed */
};

G_DEFINE_FINAL_TYPE (PlBulkLinks, pl_bulk_links, PL_TYPE_GROUP)

static void
clear (AdwExpanderRow *expander,
       GPtrArray      *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_remove (expander, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
add (AdwExpanderRow *expander,
     GPtrArray      *rows,
     const char     *title,
     const char     *subtitle)
{
  g_autofree char *isolated = pl_bidi_isolate (title);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), isolated);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_expander_row_add_row (expander, row);
  g_ptr_array_add (rows, row);
}

static void
add_rest (AdwExpanderRow *expander,
          GPtrArray      *rows,
          guint           n_all)
{
  g_autofree char *more = NULL;

  if (n_all <= rows->len)
    return;

  more = pl_bulk_text_more (n_all - rows->len);
  add (expander, rows, more, "");
}

static void
show_fit (PlBulkLinks      *self,
          const PlBulkPlan *plan)
{
  g_autofree char *title = pl_bulk_text_fit (plan);

  clear (self->fit_row, self->fit_rows);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->fit_row), title);
  for (guint i = 0; i < plan->fit->len; i++)
    {
      const PlBulkFit *fit = g_ptr_array_index (plan->fit, i);
      g_autofree char *subtitle = pl_bulk_text_fit_link (fit);

      add (self->fit_row, self->fit_rows, fit->reference, subtitle);
    }
  add_rest (self->fit_row, self->fit_rows, plan->rows->len);
  gtk_widget_set_visible (GTK_WIDGET (self->fit_row), plan->rows->len > 0);
}

static void
show_unfit (PlBulkLinks      *self,
            const PlBulkPlan *plan)
{
  g_autofree char *title = pl_bulk_text_unfit (plan);

  clear (self->unfit_row, self->unfit_rows);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->unfit_row), title);
  for (guint i = 0; i < MIN (plan->unfit->len, PL_BULK_PLAN_NAMED); i++)
    {
      const PlBulkUnfit *unfit = g_ptr_array_index (plan->unfit, i);

      add (self->unfit_row, self->unfit_rows, *unfit->reference != '\0' ? unfit->reference : _("A link"),
           pl_bulk_text_why (unfit));
    }
  add_rest (self->unfit_row, self->unfit_rows, plan->unfit->len);
  gtk_widget_set_visible (GTK_WIDGET (self->unfit_row), plan->unfit->len > 0);
  if (plan->rows->len == 0)
    adw_expander_row_set_expanded (self->unfit_row, TRUE);
}

static AdwExpanderRow *
add_expander (PlBulkLinks *self)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return ADW_EXPANDER_ROW (row);
}

static void
pl_bulk_links_finalize (GObject *object)
{
  PlBulkLinks *self = PL_BULK_LINKS (object);

  g_ptr_array_unref (self->fit_rows);
  g_ptr_array_unref (self->unfit_rows);

  G_OBJECT_CLASS (pl_bulk_links_parent_class)->finalize (object);
}

static void
pl_bulk_links_class_init (PlBulkLinksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_bulk_links_finalize;
}

static void
pl_bulk_links_init (PlBulkLinks *self)
{
  self->fit_rows = g_ptr_array_new ();
  self->unfit_rows = g_ptr_array_new ();
  self->fit_row = add_expander (self);
  self->unfit_row = add_expander (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
pl_bulk_links_show (PlBulkLinks      *self,
                    const PlBulkPlan *plan,
                    gboolean          open)
{
  g_return_if_fail (PL_IS_BULK_LINKS (self));
  g_return_if_fail (plan != NULL);

  show_fit (self, plan);
  show_unfit (self, plan);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (open && !self->opened && plan->rows->len <= OPENED)
    adw_expander_row_set_expanded (self->fit_row, TRUE);
  self->opened = TRUE;
}
