/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints itself: rows are refilled at every keystroke of a search, and one of widgets would be measured and laid out
 * again each time, with all the others. */
#include "config.h"

#include "pl-link-row.h"

#include "ui/parts/pl-item-box.h"
#include "ui/parts/pl-style-color.h"

#define CHECK_SPACING 9

struct _PlLinkRow
{
  GtkWidget   parent_instance;

  PlRowLook  *look;   /* (owned) that of all rows of its list */
  PlLinkItem *item;   /* (owned) (nullable) */
  PlRowText   text;   /* (owned) of the item's link; empty while that is being read */
  GtkWidget  *check;  /* (owned) (nullable) made when links are first picked: few ever do that */
  gboolean    picked;
};

G_DEFINE_FINAL_TYPE (PlLinkRow, pl_link_row, GTK_TYPE_WIDGET)

static void
update (PlLinkRow *self)
{
  g_autofree char *sentence = NULL;

  pl_row_text_fill (&self->text, self->item);
  /* While it is read, nothing is better than what was there before. */
  sentence = pl_row_text_dup_sentence (&self->text);
  pl_item_name (GTK_WIDGET (self), sentence);
  /* Never another size: nothing has to be laid out anew. */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static int
get_check_width (PlLinkRow *self)
{
  int width = 0;

  if (self->check == NULL || !gtk_widget_get_visible (self->check))
    return 0;

  gtk_widget_measure (self->check, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);

  return width + CHECK_SPACING;
}

static void
pl_link_row_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  PlLinkRow *self = PL_LINK_ROW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = pl_row_look_get_min_width (self->look) + get_check_width (self);
  else
    *minimum = pl_row_look_get_height (self->look);
  *natural = *minimum;
}

static void
pl_link_row_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  PlLinkRow     *self = PL_LINK_ROW (widget);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const int      check_width = get_check_width (self) - CHECK_SPACING;

  if (check_width > 0)
    gtk_widget_size_allocate (self->check,
                              &(GtkAllocation) { rtl ? width - check_width : 0, 0, check_width, height }, -1);
}

static void
pl_link_row_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  PlLinkRow *self = PL_LINK_ROW (widget);
  const int  check_width = get_check_width (self);
  GdkRGBA    color;

  if (check_width > 0)
    gtk_widget_snapshot_child (widget, self->check, snapshot);
  if (self->text.amount == NULL)
    return;

  pl_style_color_get (widget, &color);
  pl_row_look_snapshot (self->look, snapshot, &self->text, &color,
                        gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 0 : check_width,
                        gtk_widget_get_width (widget) - check_width);
}

/* What was cut short is told to whoever stays with the pointer; made only then. */
static gboolean
pl_link_row_query_tooltip (GtkWidget  *widget,
                           int         x,
                           int         y,
                           gboolean    keyboard_tooltip,
                           GtkTooltip *tooltip)
{
  PlLinkRow       *self = PL_LINK_ROW (widget);
  const PlRowText *text = &self->text;
  g_autofree char *words = NULL;
  PangoFontMetrics *metrics;
  GtkWidget *label;
  int n_chars;

  if (pl_row_look_fits (self->look, text, gtk_widget_get_width (widget) - get_check_width (self)))
    return FALSE;

  words = pl_row_text_dup_lines (text);
  /* No wider than the row, also on a telephone: GTK's own label may be. */
  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  n_chars = gtk_widget_get_width (widget) * PANGO_SCALE /
            MAX (1, pango_font_metrics_get_approximate_char_width (metrics));
  pango_font_metrics_unref (metrics);
  label = gtk_label_new (words);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX (1, n_chars * 3 / 4));
  gtk_tooltip_set_custom (tooltip, label);

  return TRUE;
}

/* As a rule that of the whole list changed: light or dark, high contrast, other fonts. */
static void
pl_link_row_css_changed (GtkWidget         *widget,
                         GtkCssStyleChange *change)
{
  pl_row_look_forget_colors (PL_LINK_ROW (widget)->look);

  GTK_WIDGET_CLASS (pl_link_row_parent_class)->css_changed (widget, change);
}

static void
pl_link_row_system_setting_changed (GtkWidget        *widget,
                                    GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (pl_link_row_parent_class)->system_setting_changed (widget, setting);

  gtk_widget_queue_resize (widget);
}

static void
pl_link_row_dispose (GObject *object)
{
  PlLinkRow *self = PL_LINK_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_pointer (&self->check, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_link_row_parent_class)->dispose (object);
}

static void
pl_link_row_finalize (GObject *object)
{
  PlLinkRow *self = PL_LINK_ROW (object);

  pl_row_text_clear (&self->text);
  g_clear_object (&self->look);

  G_OBJECT_CLASS (pl_link_row_parent_class)->finalize (object);
}

static void
pl_link_row_class_init (PlLinkRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_link_row_dispose;
  object_class->finalize = pl_link_row_finalize;
  widget_class->measure = pl_link_row_measure;
  widget_class->size_allocate = pl_link_row_size_allocate;
  widget_class->snapshot = pl_link_row_snapshot;
  widget_class->query_tooltip = pl_link_row_query_tooltip;
  widget_class->css_changed = pl_link_row_css_changed;
  widget_class->system_setting_changed = pl_link_row_system_setting_changed;

  gtk_widget_class_set_css_name (widget_class, "link-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_link_row_init (PlLinkRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/* What a screen reader says of a picked row is the list's to say: the mark is for eyes. */
static void
add_check (PlLinkRow *self)
{
  self->check = g_object_new (GTK_TYPE_CHECK_BUTTON,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "can-focus", FALSE,
                              "can-target", FALSE,
                              "valign", GTK_ALIGN_CENTER,
                              NULL);
  gtk_widget_add_css_class (self->check, "selection-mode");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), self->picked);
  gtk_widget_set_parent (self->check, GTK_WIDGET (self));
}

GtkWidget *
pl_link_row_new (PlRowLook *look)
{
  PlLinkRow *self;

  g_return_val_if_fail (PL_IS_ROW_LOOK (look), NULL);

  self = g_object_new (PL_TYPE_LINK_ROW, NULL);
  self->look = g_object_ref (look);

  return GTK_WIDGET (self);
}

void
pl_link_row_set_item (PlLinkRow  *self,
                      PlLinkItem *item)
{
  g_return_if_fail (PL_IS_LINK_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_swapped (item, "changed", G_CALLBACK (update), self);

  update (self);
}

PlLinkItem *
pl_link_row_get_item (PlLinkRow *self)
{
  g_return_val_if_fail (PL_IS_LINK_ROW (self), NULL);

  return self->item;
}

void
pl_link_row_set_picking (PlLinkRow *self,
                         gboolean   picking)
{
  g_return_if_fail (PL_IS_LINK_ROW (self));

  if (picking && self->check == NULL)
    add_check (self);
  if (self->check != NULL)
    gtk_widget_set_visible (self->check, picking);
}

void
pl_link_row_set_picked (PlLinkRow *self,
                        gboolean   picked)
{
  g_return_if_fail (PL_IS_LINK_ROW (self));

  self->picked = picked;
  if (self->check != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), picked);
}
