/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The top of a link's page. What came from a server is shown as text, never as markup. */
#include "config.h"

#include "pl-link-head.h"

#include <glib/gi18n.h>

#include "pl-sent-text.h"
#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"
#include "ui/parts/pl-menu-fit.h"

struct _PlLinkHead
{
  AdwBin      parent_instance;

  const char *state_style;   /* (nullable) static */

  PlLinkDetails *details;    /* (owned) (nullable) whose mails are told of */
  GSignalGroup  *sharing_signals;
  GSignalGroup  *address_signals;

  GtkLabel   *amount;        /* (unowned) template, as all below */
  GtkBox     *state_box;
  GtkImage   *state_icon;
  GtkLabel   *state;
  GtkLabel   *sent;
  GtkLabel   *description;
  GtkLabel   *closed_note;
  GtkWidget  *share_button;
  GtkWidget  *revive_button;
  GtkMenuButton *hand_over_button;
};

G_DEFINE_FINAL_TYPE (PlLinkHead, pl_link_head, ADW_TYPE_BIN)

/* (transfer full) */
static char *
write_state (PlLinkDetails    *details,
             PayrocLinkStatus  status,
             const GDate      *today)
{
  PayrocLink            *link = pl_link_details_get_link (details);
  g_autoptr (GPtrArray)  totals = NULL;
  g_autofree char       *more = NULL;

  if (status == PAYROC_LINK_STATUS_ACTIVE || status == PAYROC_LINK_STATUS_EXPIRED)
    more = pl_format_expiry (status, payroc_link_get_expires_on (link), today);
  if (status == PAYROC_LINK_STATUS_PARTLY_PAID)
    {
      totals = pl_link_details_get_totals (details);
      more = totals != NULL && totals->len == 1 ? pl_format_part (g_ptr_array_index (totals, 0), link) : NULL;
    }

  /* Translators: a link's state and until when it works, or how much of it was paid: "Open · Until 31 December". */
  return more != NULL ? g_strdup_printf (C_("state and expiry", "%s · %s"), pl_format_status (status), more)
                      : g_strdup (pl_format_status (status));
}

static void
show_state (PlLinkHead       *self,
            PlLinkDetails    *details,
            PayrocLinkStatus  status,
            const GDate      *today)
{
  const char      *style = pl_format_status_style (status);
  g_autofree char *text = write_state (details, status, today);

  gtk_label_set_text (self->state, text);
  gtk_image_set_from_icon_name (self->state_icon, pl_format_status_icon (status));
  if (self->state_style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_box), self->state_style);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_box), style);
  self->state_style = style;
}

static void
show_sent (PlLinkHead *self)
{
  g_autofree char *text = NULL;

  if (self->details != NULL)
    text = pl_sent_text (pl_link_details_get_sharing (self->details),
                         pl_link_details_get_address_ended_at (self->details), g_get_real_time ());
  gtk_label_set_text (self->sent, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sent), text != NULL);
}

static void
show_closed_note (PlLinkHead       *self,
                  PayrocLink       *link,
                  PayrocLinkStatus  status)
{
  const char *note = NULL;

  switch (status)
    {
    case PAYROC_LINK_STATUS_COMPLETED:
      note = _("This link took its one payment. It cannot be shared any more.");
      break;
    case PAYROC_LINK_STATUS_REFUNDED:
      note = _("This link took its one payment, and it was refunded. It cannot be paid or shared any more.");
      break;
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
      note = _("This link took its one payment, and a part of it was refunded. It cannot be shared any more.");
      break;
    case PAYROC_LINK_STATUS_RETURNED:
      note = _("This link took its one payment, and a bank took it back. It cannot be paid or shared any more.");
      break;
    case PAYROC_LINK_STATUS_REVERSED:
      note = _("This link took its one payment, and it was reversed: no money came. It cannot be paid or shared any "
               "more.");
      break;
    case PAYROC_LINK_STATUS_HELD:
      note = _("This link took its one payment. The money is held on the customer’s card and was not collected yet.");
      break;
    case PAYROC_LINK_STATUS_PENDING:
      note = _("This link took its one payment. The money is on its way and did not come in yet.");
      break;
    case PAYROC_LINK_STATUS_PARTLY_PAID:
      note = _("This link took its one payment, and less came in than you asked for. It cannot be paid any more: ask "
               "for the rest with a new link.");
      break;
    case PAYROC_LINK_STATUS_DECLINED:
      note = _("This link took its one payment, and it was declined: no money came. It cannot be paid any more: ask "
               "again with a new link.");
      break;
    case PAYROC_LINK_STATUS_UNCLEAR:
      note = _("Payroc calls this link paid, but none of its payments says that all the money came in. Look at the "
               "payments below before you rely on it.");
      break;
    case PAYROC_LINK_STATUS_EXPIRED:
      note = _("This link has expired. It cannot be paid or shared while its last day is over.");
      break;
    case PAYROC_LINK_STATUS_DEACTIVATED:
      note = _("This link was switched off for good.");
      break;
    case PAYROC_LINK_STATUS_ACTIVE:
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      break;
    }

  gtk_label_set_text (self->closed_note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->closed_note), note != NULL);
  gtk_widget_set_visible (self->revive_button, payroc_link_get_status (link) == PAYROC_LINK_STATUS_EXPIRED);
  gtk_widget_set_visible (self->share_button, payroc_link_is_payable (link));
}

static void
pl_link_head_dispose (GObject *object)
{
  PlLinkHead *self = PL_LINK_HEAD (object);

  g_clear_object (&self->sharing_signals);
  g_clear_object (&self->address_signals);
  g_clear_object (&self->details);

  G_OBJECT_CLASS (pl_link_head_parent_class)->dispose (object);
}

static void
pl_link_head_class_init (PlLinkHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_link_head_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-link-head.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, amount);
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, state_box);
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, state_icon);
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, state);
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, sent);
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, description);
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, closed_note);
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, share_button);
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, revive_button);
  gtk_widget_class_bind_template_child (widget_class, PlLinkHead, hand_over_button);
}

static void
pl_link_head_init (PlLinkHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_line_breaks_wrap_buttons (GTK_WIDGET (self));
  pl_menu_fit_watch (self->hand_over_button);
  self->sharing_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->sharing_signals, "items-changed", G_CALLBACK (show_sent), self);
  self->address_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->address_signals, "items-changed", G_CALLBACK (show_sent), self);
}

void
pl_link_head_show (PlLinkHead    *self,
                   PlLinkDetails *details)
{
  PayrocLink      *link;
  PayrocLinkStatus status;
  GDate            today;
  const char      *description;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (PL_IS_LINK_HEAD (self));
  g_return_if_fail (PL_IS_LINK_DETAILS (details));

  link = pl_link_details_get_link (details);
  if (link == NULL)
    return;

  pl_format_today (&today);
  status = pl_link_details_get_status (details);
  description = payroc_link_get_description (link);
  text = pl_bidi_isolate (description != NULL ? description : "");
  amount = pl_format_amount (link);
  gtk_label_set_text (self->amount, amount);
  /* It may be selected. */
  if (g_strcmp0 (gtk_label_get_text (self->description), text) != 0)
    gtk_label_set_text (self->description, text);
  gtk_widget_set_visible (GTK_WIDGET (self->description), description != NULL && *description != '\0');
  show_state (self, details, status, &today);
  show_closed_note (self, link, status);
}

void
pl_link_head_set_details (PlLinkHead    *self,
                          PlLinkDetails *details)
{
  g_return_if_fail (PL_IS_LINK_HEAD (self));
  g_return_if_fail (details == NULL || PL_IS_LINK_DETAILS (details));

  g_set_object (&self->details, details);
  g_signal_group_set_target (self->sharing_signals, details != NULL ? pl_link_details_get_sharing (details) : NULL);
  g_signal_group_set_target (self->address_signals,
                             details != NULL ? pl_link_details_get_old_addresses (details) : NULL);
  show_sent (self);
}
