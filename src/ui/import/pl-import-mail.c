/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words are those of Share, filled in for each row; the first row is the example. */
#include "config.h"

#include "pl-import-mail.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-settings.h"
#include "ui/share/pl-message-editor.h"

/* How long nothing is typed before the rows are looked at anew: ten thousand of them take a moment. */
#define PATIENCE_MS 400

struct _PlImportMail
{
  GtkBox           parent_instance;

  PlImport        *import;  /* (owned) */
  PayrocShare     *example; /* (owned) what the message is bound to: the first row's people */
  char            *start;   /* (owned) the words it began with */
  guint            source;

  AdwActionRow    *row;     /* (unowned) template, as all below */
  GtkSwitch       *mail_switch;
  PlMessageEditor *message_editor;
};

G_DEFINE_FINAL_TYPE (PlImportMail, pl_import_mail, GTK_TYPE_BOX)

/* On any thread; of a word that nothing stands for nothing stays. */
static char *
fill (const char      *text,
      PayrocLinkDraft *link,
      GListModel      *recipients,
      const GDate     *today)
{
  g_autoptr (PlMessageValues) values = pl_message_values_new_for_draft (link, today);

  pl_message_values_set_people (values, recipients);

  return pl_message_template_fill_known (text, values);
}

static void
take_message (PlImportMail *self)
{
  g_autofree char *text = pl_message_editor_dup_template (self->message_editor);

  g_clear_handle_id (&self->source, g_source_remove);
  pl_import_set_message (self->import, *text != '\0' ? text : NULL, fill);
}

static gboolean
take_cb (gpointer user_data)
{
  PlImportMail *self = user_data;

  self->source = 0;
  take_message (self);

  return G_SOURCE_REMOVE;
}

static void
typed_cb (PlImportMail *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (PATIENCE_MS, take_cb, self);
}

/* (transfer full): the first row whose link goes out with these words, as a link to be made. */
static PayrocLinkDraft *
find_example (PlImportMail *self)
{
  const guint                  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->import));
  g_autoptr (PayrocLinkDraft)  draft = payroc_link_draft_new ();
  GListStore                  *people = payroc_share_get_recipients (self->example);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (PlImportRow)     row = g_list_model_get_item (G_LIST_MODEL (self->import), i);
      PayrocShare                *share = pl_import_row_get_share (row);
      g_autoptr (PayrocRecipient) first = NULL;
      PayrocMoney                 amount;
      GDate                       day;

      if (share == NULL || pl_import_row_get_problems (row)->len > 0
          || *pl_import_row_get_text (row, PL_IMPORT_FIELD_MESSAGE) != '\0')
        continue;

      payroc_link_draft_set_reference (draft, pl_import_row_get_text (row, PL_IMPORT_FIELD_REFERENCE));
      if (pl_import_row_get_amount (row, &amount))
        {
          payroc_link_draft_set_currency (draft, amount.currency);
          payroc_link_draft_set_amount (draft, amount.minor);
        }
      else
        {
          payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PROMPT);
        }
      if (pl_import_row_get_expires (row, &day))
        payroc_link_draft_set_expires_on (draft, &day);
      first = g_list_model_get_item (G_LIST_MODEL (payroc_share_get_recipients (share)), 0);
      g_list_store_splice (people, 0, g_list_model_get_n_items (G_LIST_MODEL (people)), (gpointer *) &first, 1);
      return g_steal_pointer (&draft);
    }

  return g_steal_pointer (&draft);
}

static void
show_example (PlImportMail *self)
{
  g_autoptr (PayrocLinkDraft) draft = find_example (self);
  GDate                       today;

  pl_format_today (&today);
  pl_message_editor_set_values (self->message_editor, pl_message_values_new_for_draft (draft, &today));
}

static void
pl_import_mail_dispose (GObject *object)
{
  PlImportMail *self = PL_IMPORT_MAIL (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->example);
  g_clear_object (&self->import);

  G_OBJECT_CLASS (pl_import_mail_parent_class)->dispose (object);
}

static void
pl_import_mail_finalize (GObject *object)
{
  g_free (PL_IMPORT_MAIL (object)->start);

  G_OBJECT_CLASS (pl_import_mail_parent_class)->finalize (object);
}

static void
pl_import_mail_class_init (PlImportMailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_import_mail_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_import_mail_finalize;

  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_MESSAGE_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-import-mail.ui");
  gtk_widget_class_bind_template_child (widget_class, PlImportMail, row);
  gtk_widget_class_bind_template_child (widget_class, PlImportMail, mail_switch);
  gtk_widget_class_bind_template_child (widget_class, PlImportMail, message_editor);
}

static void
pl_import_mail_init (PlImportMail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pl_import_mail_set_import (PlImportMail *self,
                           PlImport     *import)
{
  g_autoptr (GSettings)       settings = pl_settings_open ();
  g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new ();
  GDate                       today;

  g_return_if_fail (PL_IS_IMPORT_MAIL (self));
  g_return_if_fail (self->import == NULL);

  pl_format_today (&today);
  self->import = g_object_ref (import);
  self->example = payroc_share_new ();
  self->start = settings != NULL ? g_settings_get_string (settings, "share-message") : g_strdup ("");
  pl_message_editor_set_up (self->message_editor, self->example, pl_message_values_new_for_draft (draft, &today),
                            self->start);
  pl_import_set_message (import, *self->start != '\0' ? self->start : NULL, fill);
  g_signal_connect_object (self->example, "notify::message", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (import, "share", self->mail_switch, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

void
pl_import_mail_update (PlImportMail          *self,
                       const PlImportSummary *summary,
                       gboolean               asked)
{
  const gboolean   share = pl_import_get_share (self->import);
  g_autofree char *text = NULL;

  g_return_if_fail (PL_IS_IMPORT_MAIL (self));
  g_return_if_fail (summary != NULL);

  if (share && asked)
    /* Translators: in place of how many people get an e-mail. */
    text = g_strdup (_("Who gets one is known once the question above is answered"));
  else if (share && summary->n_share > summary->n_people)
    /* Translators: there are more e-mails than people; the second number is always more than one. */
    text = g_strdup_printf (ngettext ("%u person gets %u e-mails", "%u people get %u e-mails", summary->n_people),
                            summary->n_people, summary->n_share);
  else if (share)
    text = g_strdup_printf (ngettext ("%u person gets an e-mail", "%u people get an e-mail", summary->n_people),
                            summary->n_people);
  else
    text = g_strdup_printf (ngettext ("%u row has an e-mail address; nobody is written to",
                                      "%u rows have an e-mail address; nobody is written to",
                                      summary->n_with_recipients), summary->n_with_recipients);

  if (share && !asked && summary->n_for_first > 0)
    {
      g_autofree char *people = g_strconcat (text, "\n", NULL);

      g_free (text);
      /* Translators: %s is a line about who gets an e-mail, or nothing. */
      text = g_strdup_printf (ngettext ("%s%u link takes one payment and goes to several people: whoever pays first; "
                                        "the others cannot any more.",
                                        "%s%u links take one payment and go to several people: whoever pays first; "
                                        "the others cannot any more.", summary->n_for_first),
                              people, summary->n_for_first);
    }
  adw_action_row_set_subtitle (self->row, text);
  adw_action_row_set_subtitle_lines (self->row, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), summary->n_with_recipients > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->message_editor), share);
  if (share)
    show_example (self);
}

gboolean
pl_import_mail_has_work (PlImportMail *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (PL_IS_IMPORT_MAIL (self), FALSE);

  text = pl_message_editor_dup_template (self->message_editor);

  return !g_str_equal (text, self->start);
}

gboolean
pl_import_mail_take (PlImportMail *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_MAIL (self), FALSE);

  if (pl_import_get_share (self->import) && !pl_message_editor_check (self->message_editor))
    return FALSE;

  take_message (self);

  return TRUE;
}
