/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands in the window when the data on this computer could not be opened: why, where it is, and what to do. */
#include "config.h"

#include "pl-failure-page.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-folder.h"
#include "ui/parts/pl-toaster.h"
#include "pl-data-text.h"

struct _PlFailurePage
{
  AdwBin         parent_instance;

  char          *details;     /* (owned) (nullable) */
  char          *directory;   /* (owned) (nullable) */

  AdwStatusPage *status_page; /* (unowned) template, as all below */
  GtkLabel      *folder;
  GtkWidget     *try_again_button;
};

G_DEFINE_FINAL_TYPE (PlFailurePage, pl_failure_page, ADW_TYPE_BIN)

static void
copy_cb (PlFailurePage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->details != NULL ? self->details : "");
  pl_toaster_show (GTK_WIDGET (self), _("Details copied"));
}

static void
show_folder_cb (PlFailurePage *self)
{
  pl_folder_show (GTK_WIDGET (self), self->directory);
}

static void
pl_failure_page_finalize (GObject *object)
{
  PlFailurePage *self = PL_FAILURE_PAGE (object);

  g_free (self->details);
  g_free (self->directory);

  G_OBJECT_CLASS (pl_failure_page_parent_class)->finalize (object);
}

static void
pl_failure_page_class_init (PlFailurePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = pl_failure_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-failure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlFailurePage, status_page);
  gtk_widget_class_bind_template_child (widget_class, PlFailurePage, folder);
  gtk_widget_class_bind_template_child (widget_class, PlFailurePage, try_again_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_folder_cb);
}

static void
pl_failure_page_init (PlFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pl_failure_page_new (void)
{
  return g_object_new (PL_TYPE_FAILURE_PAGE, NULL);
}

void
pl_failure_page_set_error (PlFailurePage *self,
                           const GError  *error,
                           const char    *directory)
{
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (PL_IS_FAILURE_PAGE (self));
  g_return_if_fail (error != NULL);
  g_return_if_fail (directory != NULL);

  text = pl_data_text_failure (error);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->status_page, escaped);

  shown = g_filename_display_name (directory);
  gtk_label_set_text (self->folder, shown);
  g_free (self->directory);
  self->directory = g_strdup (directory);
  g_free (self->details);
  self->details = pl_error_text_details (error);
}

void
pl_failure_page_focus_way_out (PlFailurePage *self)
{
  g_return_if_fail (PL_IS_FAILURE_PAGE (self));

  gtk_widget_grab_focus (self->try_again_button);
}
