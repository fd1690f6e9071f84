/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recipients are the share's own list; this shows it and adds to it. Nothing typed is thrown away: what is no
 * address stays in the entry, with the reason beneath it. */
#include "config.h"

#include "pl-recipients-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"

#define N_PEOPLE 5

struct _PlRecipientsEditor
{
  PlGroup             parent_instance;

  PlSession          *session;     /* (owned) */
  GListStore         *recipients;  /* (owned) the share's */
  GListStore         *offered;     /* (owned) people who fit what is typed */
  GCancellable       *cancellable; /* (owned) (nullable) of the last question for people */
  GCancellable       *naming;      /* (owned) of questions for names */
  guint               paste_source;
  gboolean            writing;     /* the text is set by us */

  GtkListBox         *list;        /* (unowned) template, as all below */
  GtkEditable        *entry_row;
  PlFieldNote        *note;
  GtkListBox         *people;
};

G_DEFINE_FINAL_TYPE (PlRecipientsEditor, pl_recipients_editor, PL_TYPE_GROUP)

static gboolean
is_there (PlRecipientsEditor *self,
          PayrocRecipient    *recipient)
{
  return g_list_store_find_with_equal_func (self->recipients, recipient, (GEqualFunc) payroc_recipient_equal, NULL);
}

static void
find_name_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PlRecipientsEditor) self = user_data;
  g_autoptr (GPtrArray)          people = pl_session_find_people_finish (PL_SESSION (source), result, NULL);

  /* Cancelled, because the editor went away; or unreadable, and then the address has to do. */
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      PayrocRecipient *known = g_ptr_array_index (people, i);
      guint            position;

      if (payroc_recipient_has_name (known) &&
          g_list_store_find_with_equal_func (self->recipients, known, (GEqualFunc) payroc_recipient_equal, &position))
        {
          g_autoptr (PayrocRecipient) shown = g_list_model_get_item (G_LIST_MODEL (self->recipients), position);

          if (!payroc_recipient_has_name (shown))
            g_list_store_splice (self->recipients, position, 1, (gpointer *) &known, 1);
        }
    }
}

/* Who is typed or pasted without a name may have one here. */
static void
add (PlRecipientsEditor *self,
     PayrocRecipient    *recipient)
{
  if (is_there (self, recipient))
    return;

  g_list_store_append (self->recipients, recipient);
  if (!payroc_recipient_has_name (recipient))
    pl_session_find_people_async (self->session, payroc_recipient_get_email (recipient), N_PEOPLE, self->naming,
                                  find_name_cb, g_object_ref (self));
}

/* Text of ours is no paste: what could not be taken once would be tried for ever. */
static void
write_entry (PlRecipientsEditor *self,
             const char         *text)
{
  self->writing = TRUE;
  gtk_editable_set_text (self->entry_row, text);
  gtk_editable_set_position (self->entry_row, -1);
  self->writing = FALSE;
}

static PlRecipientsEditor *
find_editor (GtkButton *button)
{
  return PL_RECIPIENTS_EDITOR (gtk_widget_get_ancestor (GTK_WIDGET (button), PL_TYPE_RECIPIENTS_EDITOR));
}

static gboolean
is_marked (PlRecipientsEditor *self,
           guint               position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);

  return row != NULL && gtk_widget_has_css_class (GTK_WIDGET (row), "error");
}

/* What was wrong goes with the last one whom it was said of. */
static void
take_off (PlRecipientsEditor *self,
          PayrocRecipient    *recipient)
{
  gboolean was_marked = FALSE;
  guint    position;

  if (g_list_store_find (self->recipients, recipient, &position))
    {
      was_marked = is_marked (self, position);
      g_list_store_remove (self->recipients, position);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->recipients)); i++)
    was_marked &= !is_marked (self, i);
  if (was_marked)
    pl_field_note_set_error (self->note, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry_row));
}

static void
removed_cb (GtkButton *button,
            gpointer   user_data)
{
  take_off (find_editor (button), user_data);
}

/* Back into the entry, beside what is typed there, to be corrected. */
static void
corrected_cb (GtkButton *button,
              gpointer   user_data)
{
  PlRecipientsEditor *self = find_editor (button);
  const char         *typed = gtk_editable_get_text (self->entry_row);
  g_autofree char    *written = payroc_recipient_to_text (user_data);
  g_autofree char    *text = g_strconcat (typed, *typed != '\0' ? ", " : "", written, NULL);

  take_off (self, user_data);
  write_entry (self, text);
}

/* Of whom only the address is known, that is shown once. */
static GtkWidget *
create_row (PayrocRecipient *recipient)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *name = pl_format_recipient (recipient);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (payroc_recipient_has_name (recipient))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), payroc_recipient_get_email (recipient));
  pl_line_breaks_set_verbatim (row);

  return row;
}

static void
add_button (GtkWidget       *row,
            const char      *icon,
            const char      *label,
            GCallback        clicked_cb,
            PayrocRecipient *recipient)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked_cb, recipient, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
create_recipient_row_cb (gpointer item,
                         gpointer user_data)
{
  GtkWidget       *row = create_row (item);
  g_autofree char *name = pl_format_recipient (item);
  /* Translators: puts somebody of the list of recipients back to where they were typed; %s is a name. */
  g_autofree char *correct = g_strdup_printf (_("Correct %s"), name);
  /* Translators: takes somebody off the list of recipients; %s is a name. */
  g_autofree char *take_away = g_strdup_printf (_("Remove %s"), name);

  add_button (row, "document-edit-symbolic", correct, G_CALLBACK (corrected_cb), item);
  add_button (row, "window-close-symbolic", take_away, G_CALLBACK (removed_cb), item);

  return row;
}

static GtkWidget *
create_person_row_cb (gpointer item,
                      gpointer user_data)
{
  GtkWidget *row = create_row (item);

  /* Not one of the recipients yet. */
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
update_visible (PlRecipientsEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list), g_list_model_get_n_items (G_LIST_MODEL (self->recipients)) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->people), g_list_model_get_n_items (G_LIST_MODEL (self->offered)) > 0);
}

static void
find_people_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (PlRecipientsEditor) self = user_data;
  g_autoptr (GPtrArray)          people = pl_session_find_people_finish (PL_SESSION (source), result, NULL);

  /* Cancelled, also because the editor went away; or unreadable, and then nobody is offered. */
  if (people == NULL)
    return;

  g_list_store_remove_all (self->offered);
  for (guint i = 0; i < people->len; i++)
    {
      if (!is_there (self, g_ptr_array_index (people, i)))
        g_list_store_append (self->offered, g_ptr_array_index (people, i));
    }
  update_visible (self);
}

/* Whoever is being typed now, behind those who were typed before. */
static const char *
get_last_person (PlRecipientsEditor *self)
{
  const char *text = gtk_editable_get_text (self->entry_row);

  for (const char *end = text + strcspn (text, ",;"); *end != '\0'; end = text + strcspn (text, ",;"))
    text = end + 1;

  return text + strspn (text, " ");
}

static void
offer_people (PlRecipientsEditor *self)
{
  const char *typed = get_last_person (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (*typed == '\0' || strlen (typed) > PAYROC_RECIPIENT_EMAIL_MAX)
    {
      g_list_store_remove_all (self->offered);
      update_visible (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  pl_session_find_people_async (self->session, typed, N_PEOPLE, self->cancellable, find_people_cb, g_object_ref (self));
}

/* A list that was pasted has separators, and its people are taken at once. */
static gboolean
is_list (const char *text)
{
  return strpbrk (text, ",;\n") != NULL && strchr (text, '@') != NULL && text[strcspn (text, ",;\n") + 1] != '\0'
         && strlen (text) > 12;
}

/* Who typed only a name has to be told what else there must be, and who typed an address to its half what is missing.
 * Text that is no person is kept whole as the address: that the name is missing would lead nowhere. */
static char *
dup_sentence (PayrocRecipient        *recipient,
              const PayrocFieldError *error)
{
  const char *email = payroc_recipient_get_email (recipient);
  const char *at = strchr (email, '@');

  if (error->reason == PAYROC_FIELD_REASON_REQUIRED && g_str_has_suffix (error->parameter, ".email"))
    return g_strdup (_("An e-mail address is missing. Write name@example.com, or Sarah Hopper <sarah@example.com>."));

  if (error->reason == PAYROC_FIELD_REASON_REQUIRED && *email != '\0')
    return g_strdup (_("This cannot be read. Write name@example.com, or Sarah Hopper <sarah@example.com>."));
  if (error->reason == PAYROC_FIELD_REASON_MALFORMED && at != NULL && at[1] != '\0' && strchr (at, '.') == NULL)
    /* Translators: %s is an e-mail address, e.g. sarah@example, of which the end is missing. */
    return g_strdup_printf (_("The end of %s is missing, with a dot, as in name@example.com."), email);

  return pl_error_text_field (error);
}

static void
take_text (PlRecipientsEditor *self)
{
  g_autoptr (GPtrArray) typed = payroc_recipient_parse_list (gtk_editable_get_text (self->entry_row));
  g_autoptr (GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  g_autoptr (GString)   left = g_string_new (NULL);
  PayrocRecipient      *wrong = NULL;
  g_autofree char      *sentence = NULL;

  for (guint i = 0; i < typed->len; i++)
    {
      PayrocRecipient *recipient = g_ptr_array_index (typed, i);
      g_autofree char *text = NULL;

      if (payroc_recipient_validate (recipient, i, errors))
        {
          add (self, recipient);
          continue;
        }

      if (wrong == NULL)
        wrong = recipient;
      text = payroc_recipient_to_text (recipient);
      g_string_append_printf (left, "%s%s", left->len > 0 ? ", " : "", text);
    }

  write_entry (self, left->str);
  if (wrong != NULL)
    sentence = dup_sentence (wrong, g_ptr_array_index (errors, 0));
  pl_field_note_set_error (self->note, sentence);
}

static char *
name_recipient_cb (PlRecipientsEditor *self,
                   guint               index)
{
  g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (G_LIST_MODEL (self->recipients), index);

  return recipient != NULL ? g_strdup (payroc_recipient_get_email (recipient)) : NULL;
}

static void
entry_changed_cb (PlRecipientsEditor *self)
{
  const char *text = gtk_editable_get_text (self->entry_row);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recipients.add", *text != '\0');
  if (self->session != NULL)
    offer_people (self);
}

static void
entry_activated_cb (PlRecipientsEditor *self)
{
  if (pl_recipients_editor_has_text (self))
    take_text (self);
}

static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  take_text (PL_RECIPIENTS_EDITOR (widget));
}

static void
person_activated_cb (PlRecipientsEditor *self,
                     GtkListBoxRow      *row)
{
  g_autoptr (PayrocRecipient) person = g_list_model_get_item (G_LIST_MODEL (self->offered),
                                                              (guint) gtk_list_box_row_get_index (row));
  const char                 *text;
  g_autofree char            *others = NULL;

  if (person == NULL)
    return;

  add (self, person);
  text = gtk_editable_get_text (self->entry_row);
  others = g_strndup (text, get_last_person (self) - text);
  write_entry (self, others);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry_row));
}

/* From what is typed down to who is meant by it … */
static gboolean
key_pressed_cb (PlRecipientsEditor *self,
                guint               keyval,
                guint               keycode,
                GdkModifierType     state)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->people, 0);

  if (first == NULL || (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_grab_focus (GTK_WIDGET (first));

  return GDK_EVENT_STOP;
}

/* … and back, to go on typing. */
static gboolean
people_left_cb (PlRecipientsEditor *self,
                GtkDirectionType    direction)
{
  if (direction != GTK_DIR_UP)
    return FALSE;

  gtk_widget_grab_focus (GTK_WIDGET (self->entry_row));
  gtk_editable_set_position (self->entry_row, -1);

  return TRUE;
}

static gboolean
take_pasted_cb (gpointer user_data)
{
  PlRecipientsEditor *self = user_data;

  self->paste_source = 0;
  take_text (self);

  return G_SOURCE_REMOVE;
}

/* Text that is pasted comes in one insertion; typing comes sign by sign. It is not replaced while it is being inserted:
 * who inserts goes on at the place behind it. */
static void
insert_text_cb (PlRecipientsEditor *self,
                const char         *text,
                int                 length)
{
  g_autofree char *inserted = g_strndup (text, length >= 0 ? (gsize) length : strlen (text));

  if (!self->writing && self->paste_source == 0 && is_list (inserted))
    self->paste_source = g_idle_add (take_pasted_cb, self);
}

static gboolean
pl_recipients_editor_grab_focus (GtkWidget *widget)
{
  PlRecipientsEditor *self = PL_RECIPIENTS_EDITOR (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->entry_row));
}

static void
pl_recipients_editor_unroot (GtkWidget *widget)
{
  PlRecipientsEditor *self = PL_RECIPIENTS_EDITOR (widget);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->naming);

  GTK_WIDGET_CLASS (pl_recipients_editor_parent_class)->unroot (widget);
}

static void
pl_recipients_editor_dispose (GObject *object)
{
  PlRecipientsEditor *self = PL_RECIPIENTS_EDITOR (object);

  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->paste_source, g_source_remove);
  if (self->recipients != NULL)
    g_signal_handlers_disconnect_by_data (self->recipients, self);
  g_clear_object (&self->recipients);
  g_clear_object (&self->offered);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_recipients_editor_parent_class)->dispose (object);
}

static void
pl_recipients_editor_finalize (GObject *object)
{
  PlRecipientsEditor *self = PL_RECIPIENTS_EDITOR (object);

  g_clear_object (&self->naming);

  G_OBJECT_CLASS (pl_recipients_editor_parent_class)->finalize (object);
}

static void
pl_recipients_editor_class_init (PlRecipientsEditorClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_recipients_editor_dispose;
  object_class->finalize = pl_recipients_editor_finalize;
  widget_class->unroot = pl_recipients_editor_unroot;
  widget_class->grab_focus = pl_recipients_editor_grab_focus;

  gtk_widget_class_install_action (widget_class, "recipients.add", NULL, add_action);

  g_type_ensure (PL_TYPE_FIELD_NOTE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-recipients-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRecipientsEditor, list);
  gtk_widget_class_bind_template_child (widget_class, PlRecipientsEditor, entry_row);
  gtk_widget_class_bind_template_child (widget_class, PlRecipientsEditor, note);
  gtk_widget_class_bind_template_child (widget_class, PlRecipientsEditor, people);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, people_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_recipient_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
}

static void
pl_recipients_editor_init (PlRecipientsEditor *self)
{
  self->offered = g_list_store_new (PAYROC_TYPE_RECIPIENT);
  self->naming = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recipients.add", FALSE);
  gtk_list_box_bind_model (self->people, G_LIST_MODEL (self->offered), create_person_row_cb, NULL, NULL);
  g_signal_connect_object (gtk_editable_get_delegate (self->entry_row), "insert-text", G_CALLBACK (insert_text_cb),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
pl_recipients_editor_set_up (PlRecipientsEditor *self,
                             PlSession          *session,
                             GListStore         *recipients)
{
  g_return_if_fail (PL_IS_RECIPIENTS_EDITOR (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->recipients = g_object_ref (recipients);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (recipients), create_recipient_row_cb, NULL, NULL);
  g_signal_connect_swapped (recipients, "items-changed", G_CALLBACK (update_visible), self);
  update_visible (self);
}

gboolean
pl_recipients_editor_take_text (PlRecipientsEditor *self)
{
  g_return_val_if_fail (PL_IS_RECIPIENTS_EDITOR (self), FALSE);

  if (pl_recipients_editor_has_text (self))
    take_text (self);
  if (pl_recipients_editor_has_text (self))
    pl_field_note_focus (self->note);

  return !pl_recipients_editor_has_text (self);
}

gboolean
pl_recipients_editor_has_text (PlRecipientsEditor *self)
{
  g_return_val_if_fail (PL_IS_RECIPIENTS_EDITOR (self), FALSE);

  return *gtk_editable_get_text (self->entry_row) != '\0';
}
