/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libadwaita's own title is one line that loses its end. */
#include "config.h"

#include "pl-toast-text.h"

#include "pl-line-breaks.h"
#include "pl-toast-layout.h"

/* Of what somebody else may have written. What Paylinks says takes fewer on the smallest screen with large text. */
#define MOST_LINES 8

struct _PlToastText
{
  GtkWidget parent_instance;

  GtkWidget     *label;
  PlToastLayout *layout;        /* (owned) (nullable) before it stands in a toast that is shown */
  GdkFrameClock *clock;         /* (owned) (nullable) while mapped */
  guint          update_source;
};

G_DEFINE_FINAL_TYPE (PlToastText, pl_toast_text, GTK_TYPE_WIDGET)

/* (nullable): the one that widget is in */
static GtkWidget *
find_toast (GtkWidget *widget)
{
  while (widget != NULL && !g_str_equal (gtk_widget_get_css_name (widget), "toast"))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

static gboolean
update_cb (gpointer user_data)
{
  PlToastText *self = user_data;

  self->update_source = 0;
  if (self->layout != NULL)
    pl_toast_layout_follow (self->layout);

  return G_SOURCE_REMOVE;
}

/* Not at once: it may be in the middle of being laid out. */
static void
update_soon (PlToastText *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

static void
pl_toast_text_root (GtkWidget *widget)
{
  PlToastText *self = PL_TOAST_TEXT (widget);
  GtkWidget   *toast = find_toast (widget);

  GTK_WIDGET_CLASS (pl_toast_text_parent_class)->root (widget);

  if (toast == NULL || self->layout != NULL)
    return;

  self->layout = PL_TOAST_LAYOUT (pl_toast_layout_new (GTK_LABEL (self->label)));
  gtk_widget_set_layout_manager (toast, GTK_LAYOUT_MANAGER (g_object_ref (self->layout)));
}

static void
pl_toast_text_map (GtkWidget *widget)
{
  PlToastText *self = PL_TOAST_TEXT (widget);

  GTK_WIDGET_CLASS (pl_toast_text_parent_class)->map (widget);

  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  g_signal_connect_data (self->clock, "layout", G_CALLBACK (update_soon), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_soon (self);
}

static void
pl_toast_text_unmap (GtkWidget *widget)
{
  PlToastText *self = PL_TOAST_TEXT (widget);

  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
  g_clear_handle_id (&self->update_source, g_source_remove);

  GTK_WIDGET_CLASS (pl_toast_text_parent_class)->unmap (widget);
}

static GtkSizeRequestMode
pl_toast_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_toast_text_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gtk_widget_measure (PL_TOAST_TEXT (widget)->label, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
pl_toast_text_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  gtk_widget_size_allocate (PL_TOAST_TEXT (widget)->label, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
pl_toast_text_dispose (GObject *object)
{
  PlToastText *self = PL_TOAST_TEXT (object);

  g_clear_object (&self->layout);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_toast_text_parent_class)->dispose (object);
}

static void
pl_toast_text_class_init (PlToastTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_toast_text_dispose;
  widget_class->root = pl_toast_text_root;
  widget_class->map = pl_toast_text_map;
  widget_class->unmap = pl_toast_text_unmap;
  widget_class->get_request_mode = pl_toast_text_get_request_mode;
  widget_class->measure = pl_toast_text_measure;
  widget_class->size_allocate = pl_toast_text_size_allocate;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_toast_text_init (PlToastText *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_lines (GTK_LABEL (self->label), MOST_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_add_css_class (self->label, "heading");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

void
pl_toast_text_replace_title (AdwToast *toast)
{
  PlToastText *self;

  g_return_if_fail (ADW_IS_TOAST (toast));

  if (adw_toast_get_title (toast) == NULL)
    return;

  self = g_object_new (PL_TYPE_TOAST_TEXT, NULL);
  gtk_label_set_markup (GTK_LABEL (self->label), adw_toast_get_title (toast));
  pl_line_breaks_set_verbatim (self->label);
  adw_toast_set_custom_title (toast, GTK_WIDGET (self));
}
