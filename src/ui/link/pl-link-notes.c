/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail that leads nowhere, or a link that is not what was asked for, costs money as long as nobody sees it. */
#include "config.h"

#include "pl-link-notes.h"

#include <glib/gi18n.h>

#include "payroc/links/payroc-link-rebase.h"
#include "pl-send-again.h"
#include "ui/parts/pl-compare.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"

#define SPACING 12

struct _PlLinkNotes
{
  GtkBox         parent_instance;

  PlSession     *session; /* (owned) (nullable) */
  PlLinkDetails *details; /* (owned) (nullable) */
  GSignalGroup  *details_signals;
  GSignalGroup  *sharing_signals;
  GSignalGroup  *address_signals;

  GtkWidget     *asked_card; /* (unowned) */
  GtkWidget     *compare;    /* (unowned) in it */
  GtkWidget     *edit_button; /* (unowned) likewise */
  GtkWidget     *left_card;  /* (unowned) */
  GtkLabel      *left_label; /* (unowned) in it */
};

G_DEFINE_FINAL_TYPE (PlLinkNotes, pl_link_notes, GTK_TYPE_BOX)

static gboolean
show_asked (PlLinkNotes *self)
{
  PayrocLink                 *link = pl_link_details_get_link (self->details);
  PayrocLinkDraft            *asked = pl_link_details_get_asked (self->details);
  g_autoptr (PayrocLinkDraft) made = NULL;
  g_autoptr (GPtrArray)       parameters = NULL;

  if (asked == NULL || link == NULL || payroc_link_get_status (link) == PAYROC_LINK_STATUS_DEACTIVATED)
    return FALSE;

  made = payroc_link_draft_new_from_link (link);
  parameters = payroc_link_draft_find_unmet (asked, link);
  pl_compare_show (PL_COMPARE (self->compare), asked, made, parameters);
  gtk_widget_set_visible (self->edit_button, payroc_link_get_status (link) != PAYROC_LINK_STATUS_COMPLETED);

  /* Somebody has put it right elsewhere. */
  return parameters->len > 0;
}

static gboolean
show_left (PlLinkNotes *self)
{
  PayrocLink            *link = pl_link_details_get_link (self->details);
  g_autoptr (GListModel) left = NULL;
  g_autofree char       *names = NULL;
  g_autofree char       *text = NULL;

  if (link == NULL || payroc_link_get_status (link) != PAYROC_LINK_STATUS_ACTIVE)
    return FALSE;

  left = pl_link_details_find_left_behind (self->details);
  if (g_list_model_get_n_items (left) == 0)
    return FALSE;

  names = pl_format_people (left);
  /* Translators: %s are the names of one or more people. */
  text = g_strdup_printf (_("The address in the e-mail to %s ended when the link was changed."), names);
  gtk_label_set_text (self->left_label, text);

  return TRUE;
}

static void
update (PlLinkNotes *self)
{
  const gboolean asked = self->details != NULL && show_asked (self);
  const gboolean left = self->details != NULL && show_left (self);

  gtk_widget_set_visible (self->asked_card, asked);
  gtk_widget_set_visible (self->left_card, left);
  gtk_widget_set_visible (GTK_WIDGET (self), asked || left);
}

static void
send_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlLinkNotes           *self = PL_LINK_NOTES (widget);
  g_autoptr (GListModel) left = pl_link_details_find_left_behind (self->details);

  pl_send_again_present_to (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                            pl_link_details_get_link (self->details), left);
}

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  pl_link_details_accept (PL_LINK_NOTES (widget)->details);
}

static void
pl_link_notes_dispose (GObject *object)
{
  PlLinkNotes *self = PL_LINK_NOTES (object);

  g_clear_object (&self->details_signals);
  g_clear_object (&self->sharing_signals);
  g_clear_object (&self->address_signals);
  g_clear_object (&self->details);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_link_notes_parent_class)->dispose (object);
}

static void
pl_link_notes_class_init (PlLinkNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_link_notes_dispose;

  gtk_widget_class_install_action (widget_class, "notes.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "notes.accept", NULL, accept_action);
}

static GtkLabel *
add_label (GtkWidget  *card,
           const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  pl_line_breaks_set_verbatim (label);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (card), label);

  return GTK_LABEL (label);
}

/* A frame with a sign and a title, and room for more. */
static GtkWidget *
add_card (PlLinkNotes *self,
          const char  *title)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name", "dialog-warning-symbolic",
                                  "valign", GTK_ALIGN_START,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  gtk_widget_add_css_class (icon, "warning");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_widget_set_hexpand (GTK_WIDGET (add_label (line, title, "heading")), TRUE);
  gtk_box_append (GTK_BOX (card), line);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "link-note");
  gtk_box_append (GTK_BOX (self), card);

  return card;
}

static GtkWidget *
add_button (GtkWidget  *row,
            const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), button);

  return button;
}

static void
pl_link_notes_init (PlLinkNotes *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING / 2);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), SPACING);

  self->asked_card = add_card (self, _("This Is Not What You Asked For"));
  add_label (self->asked_card, _("Payroc made something else. Look at both before you hand the link on."), NULL);
  self->compare = pl_compare_new (C_("value", "Asked For"), C_("value", "Made"));
  gtk_box_append (GTK_BOX (self->asked_card), self->compare);
  self->edit_button = add_button (buttons, _("_Edit…"), "link.edit");
  add_button (buttons, _("_Keep It as It Is"), "notes.accept");
  gtk_box_append (GTK_BOX (self->asked_card), buttons);

  self->left_card = add_card (self, _("Its E-mail No Longer Works"));
  self->left_label = add_label (self->left_card, NULL, NULL);
  add_button (self->left_card, _("Send _Again…"), "notes.send");

  self->details_signals = g_signal_group_new (PL_TYPE_LINK_DETAILS);
  g_signal_group_connect_swapped (self->details_signals, "notify::link", G_CALLBACK (update), self);
  self->sharing_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->sharing_signals, "items-changed", G_CALLBACK (update), self);
  self->address_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->address_signals, "items-changed", G_CALLBACK (update), self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
pl_link_notes_set_details (PlLinkNotes   *self,
                           PlSession     *session,
                           PlLinkDetails *details)
{
  g_return_if_fail (PL_IS_LINK_NOTES (self));
  g_return_if_fail (session == NULL || PL_IS_SESSION (session));
  g_return_if_fail (details == NULL || PL_IS_LINK_DETAILS (details));

  g_set_object (&self->session, session);
  g_set_object (&self->details, details);
  g_signal_group_set_target (self->details_signals, details);
  g_signal_group_set_target (self->sharing_signals, details != NULL ? pl_link_details_get_sharing (details) : NULL);
  g_signal_group_set_target (self->address_signals,
                             details != NULL ? pl_link_details_get_old_addresses (details) : NULL);
  update (self);
}
