/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bound in C and written with GtkInscription: rows are refilled at every keystroke of a search (labels cost four times
 * as much). */
#include "config.h"

#include "pl-link-row.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"

struct _PlLinkRow
{
  AdwBin          parent_instance;

  PlLinkItem     *item;       /* (owned) (nullable) */
  const char     *style;      /* (nullable) static: the state's style class */
  GtkWidget      *check;      /* (unowned) (nullable) made when links are first picked: few ever do that */
  gboolean        picked;

  GtkInscription *amount;     /* (unowned) template */
  GtkBox         *state_box;  /* (unowned) template */
  GtkImage       *state_icon; /* (unowned) template */
  GtkLabel       *state;      /* (unowned) template */
  GtkInscription *subject;    /* (unowned) template */
  GtkInscription *expiry;     /* (unowned) template */
  GtkLabel       *paid;       /* (unowned) template */
};

G_DEFINE_FINAL_TYPE (PlLinkRow, pl_link_row, ADW_TYPE_BIN)

static char *
dup_subject (PayrocLink *link)
{
  g_autofree char *reference = pl_bidi_isolate (payroc_link_get_reference (link));
  g_autofree char *description = NULL;

  if (payroc_link_get_description (link) == NULL || *payroc_link_get_description (link) == '\0')
    return g_steal_pointer (&reference);

  description = pl_bidi_isolate (payroc_link_get_description (link));
  if (*payroc_link_get_reference (link) == '\0')
    return g_steal_pointer (&description);

  /* Translators: a link's reference, then its description. */
  return g_strdup_printf (C_("reference and description", "%s · %s"), reference, description);
}

/* A link for many payments is never "Paid": the count says it. One for a single payment is, and needs no count. */
static char *
dup_paid (PayrocLink *link,
          guint       count)
{
  if (payroc_link_get_kind (link) != PAYROC_LINK_KIND_MULTI_USE && count < 2)
    return g_strdup ("");

  /* "Yet" is for what can still come. */
  if (count == 0 && !pl_format_is_payable (payroc_link_get_status (link)))
    return g_strdup (_("Never paid"));

  return pl_format_times_paid (count);
}

static void
set_style (PlLinkRow  *self,
           const char *style)
{
  if (self->style == style)
    return;

  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_box), self->style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_box), style);
  self->style = style;
}

/* GtkInscription begins where the text's own direction does: in a Hebrew list an English reference would stand at the
 * far end of its row. A mark gives the line its direction; the text within keeps its own, and what it isolates ends
 * with it. */
static void
set_text (GtkInscription *inscription,
          const char     *text)
{
  gboolean         rtl = gtk_widget_get_direction (GTK_WIDGET (inscription)) == GTK_TEXT_DIR_RTL;
  g_autofree char *marked = NULL;

  if (rtl || !g_str_is_ascii (text))
    marked = g_strconcat (rtl ? "\342\200\217" : "\342\200\216", "\342\201\250", text, "\342\201\251", NULL);

  gtk_inscription_set_text (inscription, marked != NULL ? marked : text);
}

static void
show_nothing (PlLinkRow *self)
{
  gtk_inscription_set_text (self->amount, NULL);
  gtk_inscription_set_text (self->subject, NULL);
  gtk_inscription_set_text (self->expiry, NULL);
  gtk_image_clear (self->state_icon);
  gtk_label_set_text (self->state, "");
  gtk_label_set_text (self->paid, "");
  set_style (self, NULL);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
update (PlLinkRow *self)
{
  PayrocLink      *link = self->item != NULL ? pl_link_item_get_link (self->item) : NULL;
  g_autofree char *amount = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *expiry = NULL;
  g_autofree char *paid = NULL;
  g_autofree char *sentence = NULL;
  GtkWidget       *around;
  PayrocLinkStatus status;
  GDate            today;

  if (link == NULL)
    {
      show_nothing (self);
      return;
    }

  pl_format_today (&today);
  status = payroc_link_get_status (link);
  amount = pl_format_amount (link);
  subject = dup_subject (link);
  /* Of a link that is done with for good nobody asks until when it works, but how long ago it was. */
  if (status != PAYROC_LINK_STATUS_COMPLETED && status != PAYROC_LINK_STATUS_DEACTIVATED)
    expiry = pl_format_expiry (status, payroc_link_get_expires_on (link), &today);
  else
    expiry = pl_format_created (payroc_link_get_created_on (link), &today);
  paid = dup_paid (link, pl_link_item_get_paid_count (self->item));

  set_text (self->amount, amount);
  set_text (self->subject, subject);
  set_text (self->expiry, expiry);
  gtk_image_set_from_icon_name (self->state_icon, pl_format_status_icon (status));
  gtk_label_set_text (self->state, pl_format_status (status));
  gtk_label_set_text (self->paid, paid);
  set_style (self, pl_format_status_style (status));

  /* Translators: what a screen reader says of a link in the list: amount, state, reference and description, expiry,
   * how often paid. */
  sentence = g_strdup_printf (C_("link for the screen reader", "%s, %s, %s, %s %s"),
                              amount, pl_format_status (status), subject, expiry, paid);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, g_strstrip (sentence), -1);
  /* The keyboard is not on the row but on what the list puts around it. */
  around = gtk_widget_get_parent (GTK_WIDGET (self));
  if (around != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (around)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    gtk_accessible_update_property (GTK_ACCESSIBLE (around), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static void
pl_link_row_direction_changed (GtkWidget        *widget,
                               GtkTextDirection  previous)
{
  update (PL_LINK_ROW (widget));

  GTK_WIDGET_CLASS (pl_link_row_parent_class)->direction_changed (widget, previous);
}

static void
pl_link_row_dispose (GObject *object)
{
  PlLinkRow *self = PL_LINK_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (pl_link_row_parent_class)->dispose (object);
}

static void
pl_link_row_class_init (PlLinkRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_link_row_dispose;
  widget_class->direction_changed = pl_link_row_direction_changed;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-link-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLinkRow, amount);
  gtk_widget_class_bind_template_child (widget_class, PlLinkRow, state_box);
  gtk_widget_class_bind_template_child (widget_class, PlLinkRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, PlLinkRow, state);
  gtk_widget_class_bind_template_child (widget_class, PlLinkRow, subject);
  gtk_widget_class_bind_template_child (widget_class, PlLinkRow, expiry);
  gtk_widget_class_bind_template_child (widget_class, PlLinkRow, paid);
}

static void
pl_link_row_init (PlLinkRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What a screen reader says of a picked row is the list's to say: the mark is for eyes. */
static void
add_check (PlLinkRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *content = g_object_ref (adw_bin_get_child (ADW_BIN (self)));

  self->check = g_object_new (GTK_TYPE_CHECK_BUTTON,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "can-focus", FALSE,
                              "can-target", FALSE,
                              "valign", GTK_ALIGN_CENTER,
                              NULL);
  gtk_widget_add_css_class (self->check, "selection-mode");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), self->picked);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_set_hexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), self->check);
  gtk_box_append (GTK_BOX (box), content);
  adw_bin_set_child (ADW_BIN (self), box);
  g_object_unref (content);
}

GtkWidget *
pl_link_row_new (void)
{
  return g_object_new (PL_TYPE_LINK_ROW, NULL);
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
