/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day in a form may mean "in two weeks" or "on the day of the concert": only the merchant knows, so it is asked. */
#include "config.h"

#include "pl-template-dialog.h"

#include <glib/gi18n.h>

#include "pl-template-text.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-settings.h"
#include "ui/share/pl-message-editor.h"

struct _PlTemplateDialog
{
  PlForm           parent_instance;

  PlTemplateList  *list;     /* (owned) */
  PlTemplate      *template; /* (owned) (nullable) */
  PayrocLinkDraft *draft;    /* (owned) */
  PayrocShare     *share;    /* (owned) of which only the message counts */
  PlExpiryRule     expiry;   /* as it is counted, before it is asked */
  char            *usual;    /* (owned) the message where none is kept */
  char            *start;    /* (owned) the message the form began with */

  GtkWidget       *name_row; /* (unowned) template, as all below */
  PlFieldNote     *name_note;
  AdwComboRow     *expiry_row;
  PlMessageEditor *message_editor;
};

G_DEFINE_FINAL_TYPE (PlTemplateDialog, pl_template_dialog, PL_TYPE_FORM)

/* As the choices stand in the row. */
static const PlExpiryKind kinds[] = { PL_EXPIRY_DAYS, PL_EXPIRY_DAY };

static char *
dup_name (PlTemplateDialog *self)
{
  return pl_named_clean_name (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
}

static void
name_changed_cb (PlTemplateDialog *self)
{
  g_autofree char *name = dup_name (self);
  PlNamed         *known = name != NULL ? pl_named_list_find_name (PL_NAMED_LIST (self->list), name) : NULL;

  pl_field_note_set_error (self->name_note, NULL);
  pl_field_note_set_hint (self->name_note, known != NULL ? _(pl_template_words.replace) : NULL);
}

static PlExpiryRule
get_expiry (PlTemplateDialog *self)
{
  PlExpiryRule rule = self->expiry;
  guint        selected = adw_combo_row_get_selected (self->expiry_row);

  if (rule.kind != PL_EXPIRY_NEVER && selected < G_N_ELEMENTS (kinds))
    rule.kind = kinds[selected];

  return rule;
}

static gboolean
pl_template_dialog_has_work (PlForm *form)
{
  PlTemplateDialog *self = PL_TEMPLATE_DIALOG (form);
  g_autofree char  *text = pl_message_editor_dup_template (self->message_editor);
  const char       *named = self->template != NULL ? pl_named_get_name (PL_NAMED (self->template)) : "";

  return g_strcmp0 (text, self->start) != 0
         || !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->name_row)), named);
}

static void
pl_template_dialog_submit (PlForm *form)
{
  PlTemplateDialog  *self = PL_TEMPLATE_DIALOG (form);
  const PlExpiryRule expiry = get_expiry (self);
  g_autofree char   *name = dup_name (self);
  g_autofree char   *message = NULL;
  g_autofree char   *document = NULL;
  PlNamed           *known;

  if (name == NULL)
    {
      const char      *typed = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
      g_autofree char *too_long = NULL;

      too_long = g_strdup_printf (ngettext ("At most %d character.", "At most %d characters.", PL_NAMED_NAME_MAX),
                                  PL_NAMED_NAME_MAX);
      pl_field_note_set_error (self->name_note, g_utf8_strlen (typed, -1) > PL_NAMED_NAME_MAX
                                                  ? too_long : _("Give it a name."));
      pl_field_note_focus (self->name_note);
      return;
    }
  if (!pl_message_editor_check (self->message_editor))
    return;

  /* What is left as usual goes on being what is usual. */
  message = pl_message_editor_dup_template (self->message_editor);
  document = pl_template_make_document (self->draft, &expiry, g_str_equal (message, self->usual) ? NULL : message);
  known = pl_named_list_find_name (PL_NAMED_LIST (self->list), name);
  pl_named_change_put (GTK_WIDGET (self), PL_NAMED_LIST (self->list), &pl_template_words, known, name, document,
                       known != NULL ? pl_template_words.replaced : N_("Template saved"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
pl_template_dialog_dispose (GObject *object)
{
  PlTemplateDialog *self = PL_TEMPLATE_DIALOG (object);

  g_clear_object (&self->list);
  g_clear_object (&self->template);
  g_clear_object (&self->draft);
  g_clear_object (&self->share);

  G_OBJECT_CLASS (pl_template_dialog_parent_class)->dispose (object);
}

static void
pl_template_dialog_finalize (GObject *object)
{
  PlTemplateDialog *self = PL_TEMPLATE_DIALOG (object);

  g_free (self->usual);
  g_free (self->start);

  G_OBJECT_CLASS (pl_template_dialog_parent_class)->finalize (object);
}

static void
pl_template_dialog_class_init (PlTemplateDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PlFormClass    *form_class = PL_FORM_CLASS (klass);

  object_class->dispose = pl_template_dialog_dispose;
  object_class->finalize = pl_template_dialog_finalize;
  form_class->has_work = pl_template_dialog_has_work;
  form_class->submit = pl_template_dialog_submit;

  g_type_ensure (PL_TYPE_FIELD_NOTE);
  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_MESSAGE_EDITOR);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-template-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTemplateDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PlTemplateDialog, name_note);
  gtk_widget_class_bind_template_child (widget_class, PlTemplateDialog, expiry_row);
  gtk_widget_class_bind_template_child (widget_class, PlTemplateDialog, message_editor);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
pl_template_dialog_init (PlTemplateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_expiry (PlTemplateDialog *self,
             const GDate      *made_on)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  const PlExpiryRule       *before = self->template != NULL ? pl_template_get_expiry (self->template) : NULL;
  GDate                     today;

  pl_format_today (&today);
  self->expiry = pl_expiry_rule_find (payroc_link_draft_get_expires_on (self->draft), made_on);
  gtk_widget_set_visible (GTK_WIDGET (self->expiry_row), self->expiry.kind == PL_EXPIRY_DAYS);
  if (self->expiry.kind != PL_EXPIRY_DAYS)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      PlExpiryRule rule = self->expiry;

      rule.kind = kinds[i];
      gtk_string_list_take (choices, pl_template_text_expiry (&rule, &today));
    }
  adw_combo_row_set_model (self->expiry_row, G_LIST_MODEL (choices));
  /* It was a day of the calendar when it was saved. */
  if (before != NULL && before->kind == PL_EXPIRY_DAY && g_date_compare (&before->day, &self->expiry.day) == 0)
    adw_combo_row_set_selected (self->expiry_row, 1);
}

static void
show_message (PlTemplateDialog *self)
{
  g_autoptr (GSettings) settings = pl_settings_open ();
  const char           *kept = self->template != NULL ? pl_template_get_message (self->template) : NULL;
  GDate                 today;

  pl_format_today (&today);
  self->share = payroc_share_new ();
  self->usual = settings != NULL ? g_settings_get_string (settings, "share-message") : g_strdup ("");
  self->start = g_strdup (kept != NULL ? kept : self->usual);
  pl_message_editor_set_up (self->message_editor, self->share, pl_message_values_new_for_draft (self->draft, &today),
                            self->start);
}

GtkWidget *
pl_template_dialog_new (GtkWindow       *parent,
                        PlAccount       *account,
                        PlTemplateList  *list,
                        PlTemplate      *template,
                        PayrocLinkDraft *draft,
                        const GDate     *made_on)
{
  PlTemplateDialog *self;

  g_return_val_if_fail (PL_IS_TEMPLATE_LIST (list), NULL);
  g_return_val_if_fail (template == NULL || PL_IS_TEMPLATE (template), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (draft), NULL);

  self = g_object_new (PL_TYPE_TEMPLATE_DIALOG, "transient-for", parent, "account", account, NULL);
  self->list = g_object_ref (list);
  g_set_object (&self->template, template);
  self->draft = g_object_ref (draft);
  show_expiry (self, made_on);
  show_message (self);
  if (template != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), pl_named_get_name (PL_NAMED (template)));
  gtk_widget_grab_focus (self->name_row);

  return GTK_WIDGET (self);
}
