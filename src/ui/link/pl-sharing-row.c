/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything in it came from a server: plain text, never markup. */
#include "config.h"

#include "pl-sharing-row.h"

#include <glib/gi18n.h>

#include "core/links/pl-link-holders.h"
#include "payroc/sharing/payroc-recipient.h"
#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"

struct _PlSharingRow
{
  AdwExpanderRow parent_instance;

  PayrocSharingEvent *event; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PlSharingRow, pl_sharing_row, ADW_TYPE_EXPANDER_ROW)

/* A message has lines, and each line its own direction. */
static char *
isolate_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *isolated = pl_bidi_isolate (lines[i]);

      g_free (lines[i]);
      lines[i] = isolated;
    }

  return g_strjoinv ("\n", lines);
}

static void
add_line (PlSharingRow *self,
          const char   *text)
{
  g_autofree char *isolated = isolate_lines (text);
  GtkWidget       *row = adw_preferences_row_new ();
  GtkWidget       *label = gtk_label_new (isolated);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  pl_line_breaks_set_verbatim (label);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "sharing-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_send_again (PlSharingRow       *self,
                PayrocSharingEvent *event)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Send _Again…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "link.send-again");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", payroc_sharing_event_get_id (event));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "sharing-button");
  pl_line_breaks_wrap_buttons (button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
pl_sharing_row_finalize (GObject *object)
{
  PlSharingRow *self = PL_SHARING_ROW (object);

  g_clear_object (&self->event);

  G_OBJECT_CLASS (pl_sharing_row_parent_class)->finalize (object);
}

static void
pl_sharing_row_class_init (PlSharingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_sharing_row_finalize;
}

static void
pl_sharing_row_init (PlSharingRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
pl_sharing_row_new (PayrocSharingEvent *event)
{
  PlSharingRow    *self = g_object_new (PL_TYPE_SHARING_ROW, NULL);
  GListModel      *recipients = payroc_sharing_event_get_recipients (event);
  const char      *message = payroc_sharing_event_get_message (event);
  g_autofree char *names = pl_format_recipients (recipients);

  self->event = g_object_ref (event);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), names);
  pl_sharing_row_set_address_ended (self, 0);

  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, i);
      g_autofree char            *text = payroc_recipient_to_text (recipient);

      add_line (self, text);
    }
  add_line (self, message != NULL && *message != '\0' ? message : _("Without a message of your own"));
  add_send_again (self, event);

  return GTK_WIDGET (self);
}

void
pl_sharing_row_set_address_ended (PlSharingRow *self,
                                  gint64        address_ended_at)
{
  GDateTime       *when;
  g_autofree char *moment = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (PL_IS_SHARING_ROW (self));

  when = payroc_sharing_event_get_date_time (self->event);
  moment = when != NULL ? pl_format_moment (g_date_time_to_unix (when) * G_USEC_PER_SEC, g_get_real_time ())
                        : g_strdup (C_("mail", "Time not known"));
  if (pl_link_holders_is_outdated (self->event, address_ended_at))
    /* Translators: when an e-mail was sent; the link in it is an old one. */
    subtitle = g_strdup_printf (_("%s · with an old address that no longer works"), moment);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle != NULL ? subtitle : moment);
}
