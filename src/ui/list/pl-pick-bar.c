/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beneath the list while links are being picked: what can be done with all of them. */
#include "config.h"

#include "pl-pick-bar.h"

#include "pl-pick-text.h"
#include "ui/parts/pl-wrap-box.h"

struct _PlPickBar
{
  AdwBin        parent_instance;

  GSignalGroup *signals; /* (owned) of the picks */

  GtkLabel     *sums;    /* (unowned) template, as all below */
  GtkLabel     *hidden;
  GtkWidget    *buttons;
};

G_DEFINE_FINAL_TYPE (PlPickBar, pl_pick_bar, ADW_TYPE_BIN)

static void
update (PlPickBar *self)
{
  g_autoptr (PlLinkPicks) picks = g_signal_group_dup_target (self->signals);
  g_autofree char        *sums = NULL;
  g_autofree char        *hidden = picks != NULL ? pl_pick_text_hidden (pl_link_picks_get_n_hidden (picks)) : NULL;

  if (picks != NULL)
    sums = pl_pick_text_sums (pl_link_picks_get_sums (picks), pl_link_picks_get_n_open (picks),
                              pl_link_picks_get_n_over (picks));
  gtk_label_set_text (self->sums, sums != NULL ? sums : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sums), sums != NULL && *sums != '\0');
  gtk_label_set_text (self->hidden, hidden != NULL ? hidden : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hidden), hidden != NULL);
  gtk_widget_set_sensitive (self->buttons, picks != NULL && pl_link_picks_get_n (picks) > 0);
}

static void
pl_pick_bar_dispose (GObject *object)
{
  g_clear_object (&PL_PICK_BAR (object)->signals);

  G_OBJECT_CLASS (pl_pick_bar_parent_class)->dispose (object);
}

static void
pl_pick_bar_class_init (PlPickBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_pick_bar_dispose;

  g_type_ensure (PL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-pick-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPickBar, sums);
  gtk_widget_class_bind_template_child (widget_class, PlPickBar, hidden);
  gtk_widget_class_bind_template_child (widget_class, PlPickBar, buttons);
}

static GtkSizeRequestMode
get_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* AdwLeaflet asks how wide this must be for the height that it has, and gives it no less: a label of two lines asks for
 * the width of its two lines then, although three fit into 360 pixels. So nobody hears what the height would like. */
static void
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum,
         int            *natural,
         int            *minimum_baseline,
         int            *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation,
                      orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
allocate (GtkWidget *widget,
          int        width,
          int        height,
          int        baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
}

static void
pl_pick_bar_init (PlPickBar *self)
{
  self->signals = g_signal_group_new (PL_TYPE_LINK_PICKS);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_custom_layout_new (get_mode, measure, allocate));
  update (self);
}

void
pl_pick_bar_set_picks (PlPickBar   *self,
                       PlLinkPicks *picks)
{
  g_return_if_fail (PL_IS_PICK_BAR (self));
  g_return_if_fail (picks == NULL || PL_IS_LINK_PICKS (picks));

  g_signal_group_set_target (self->signals, picks);
  update (self);
}
