/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line beneath an entry row that says what is wrong with it, to the eye and to the screen reader at once. */
#include "config.h"

#include "pl-field-note.h"

#include <glib/gi18n.h>

#include "pl-error-text.h"
#include "pl-line-breaks.h"
#include "pl-reveal.h"

struct _PlFieldNote
{
  AdwPreferencesRow  parent_instance;

  GtkWidget         *field; /* (unowned) (nullable) weak */
  GtkListBox        *items; /* (unowned) (nullable) weak */
  GtkWidget         *wrong_item; /* (unowned) (nullable) weak: the first of them that is wrong */
  gboolean           only_items; /* nothing is wrong with the field itself */
  char              *parameter;
  GtkLabel          *label; /* (unowned) */
  gulong             changed_id;
  gboolean           is_error;
};

typedef enum
{
  PROP_FIELD = 1,
  PROP_ITEMS,
  PROP_PARAMETER,
  PROP_TEXT,
  PROP_IS_ERROR,
} PlFieldNoteProperty;

static GParamSpec *properties[PROP_IS_ERROR + 1];

enum
{
  NAME_ITEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlFieldNote, pl_field_note, ADW_TYPE_PREFERENCES_ROW)

static void
mark (GtkWidget *widget,
      gboolean   invalid)
{
  if (invalid)
    {
      gtk_widget_add_css_class (widget, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (widget),
                                   GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                                   -1);
    }
  else
    {
      gtk_widget_remove_css_class (widget, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

static void
unmark_items (PlFieldNote *self)
{
  GtkWidget *row = self->items != NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->items)) : NULL;

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      if (!gtk_widget_has_css_class (row, "error"))
        continue;

      mark (row, FALSE);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
  self->only_items = FALSE;
  g_clear_weak_pointer (&self->wrong_item);
}

static void
mark_field (PlFieldNote *self,
            gboolean     invalid)
{
  if (self->field == NULL)
    return;

  mark (self->field, invalid && !self->only_items);
  /* The screen reader reads the note with the field, whether it is an error or a hint. */
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->field),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_label_get_text (self->label),
                                    -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
set_text (PlFieldNote *self,
          const char  *text,
          gboolean     is_error)
{
  gboolean has_text = text != NULL && *text != '\0';

  is_error = is_error && has_text;
  if (!is_error)
    unmark_items (self);

  gtk_label_set_text (self->label, has_text ? text : "");
  gtk_widget_remove_css_class (GTK_WIDGET (self->label), "state-problem");
  gtk_widget_set_visible (GTK_WIDGET (self), has_text);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "error");
  mark_field (self, is_error);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  if (self->is_error != is_error)
    {
      self->is_error = is_error;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ERROR]);
    }
}

static void
field_changed_cb (PlFieldNote *self)
{
  if (self->is_error)
    set_text (self, NULL, FALSE);
}

static void
set_field (PlFieldNote *self,
           GtkWidget   *field)
{
  if (self->field == field)
    return;

  if (self->field != NULL)
    g_clear_signal_handler (&self->changed_id, self->field);

  g_set_weak_pointer (&self->field, field);
  if (GTK_IS_EDITABLE (field))
    self->changed_id = g_signal_connect_object (field, "changed", G_CALLBACK (field_changed_cb),
                                                self, G_CONNECT_SWAPPED);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIELD]);
}

/* Field and note both: GTK scrolls to what has the focus, and the note beneath it would stay out of sight. */
static gboolean
get_area (GtkWidget       *widget,
          graphene_rect_t *area)
{
  PlFieldNote     *self = PL_FIELD_NOTE (widget);
  GtkWidget       *row = self->field != NULL ? gtk_widget_get_ancestor (self->field, GTK_TYPE_LIST_BOX_ROW) : NULL;
  graphene_rect_t  field;

  if (!gtk_widget_get_visible (widget) || !gtk_widget_compute_bounds (widget, widget, area))
    return FALSE;

  if (row != NULL && gtk_widget_compute_bounds (row, widget, &field))
    graphene_rect_union (area, &field, area);

  return TRUE;
}

static void
pl_field_note_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PlFieldNote *self = PL_FIELD_NOTE (object);

  switch ((PlFieldNoteProperty) prop_id)
    {
    case PROP_FIELD:
      g_value_set_object (value, self->field);
      break;
    case PROP_ITEMS:
      g_value_set_object (value, self->items);
      break;
    case PROP_PARAMETER:
      g_value_set_string (value, self->parameter);
      break;
    case PROP_TEXT:
      g_value_set_string (value, pl_field_note_get_text (self));
      break;
    case PROP_IS_ERROR:
      g_value_set_boolean (value, self->is_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_field_note_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PlFieldNote *self = PL_FIELD_NOTE (object);

  switch ((PlFieldNoteProperty) prop_id)
    {
    case PROP_FIELD:
      set_field (self, g_value_get_object (value));
      break;
    case PROP_ITEMS:
      g_set_weak_pointer (&self->items, g_value_get_object (value));
      break;
    case PROP_PARAMETER:
      g_free (self->parameter);
      self->parameter = g_value_dup_string (value);
      break;
    case PROP_TEXT:
      set_text (self, g_value_get_string (value), self->is_error);
      break;
    case PROP_IS_ERROR:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_field_note_dispose (GObject *object)
{
  PlFieldNote *self = PL_FIELD_NOTE (object);

  if (self->field != NULL)
    g_clear_signal_handler (&self->changed_id, self->field);
  g_clear_weak_pointer (&self->field);
  g_clear_weak_pointer (&self->items);
  g_clear_weak_pointer (&self->wrong_item);

  G_OBJECT_CLASS (pl_field_note_parent_class)->dispose (object);
}

static void
pl_field_note_finalize (GObject *object)
{
  PlFieldNote *self = PL_FIELD_NOTE (object);

  g_free (self->parameter);

  G_OBJECT_CLASS (pl_field_note_parent_class)->finalize (object);
}

static void
pl_field_note_class_init (PlFieldNoteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_field_note_get_property;
  object_class->set_property = pl_field_note_set_property;
  object_class->dispose = pl_field_note_dispose;
  object_class->finalize = pl_field_note_finalize;

  properties[PROP_FIELD] =
    g_param_spec_object ("field", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ITEMS] =
    g_param_spec_object ("items", NULL, NULL, GTK_TYPE_LIST_BOX, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PARAMETER] =
    g_param_spec_string ("parameter", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_IS_ERROR] =
    g_param_spec_boolean ("is-error", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[NAME_ITEM] = g_signal_new ("name-item", PL_TYPE_FIELD_NOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_STRING, 1, G_TYPE_UINT);
}

static void
pl_field_note_init (PlFieldNote *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  pl_line_breaks_set_verbatim (GTK_WIDGET (self->label));
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");

  gtk_widget_add_css_class (GTK_WIDGET (self), "field-note");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->label));
}

void
pl_field_note_set_error (PlFieldNote *self,
                         const char  *text)
{
  g_return_if_fail (PL_IS_FIELD_NOTE (self));

  unmark_items (self);
  set_text (self, text, TRUE);
}

void
pl_field_note_set_hint (PlFieldNote *self,
                        const char  *text)
{
  g_return_if_fail (PL_IS_FIELD_NOTE (self));

  set_text (self, text, FALSE);
}

void
pl_field_note_set_warning (PlFieldNote *self,
                           const char  *text)
{
  g_return_if_fail (PL_IS_FIELD_NOTE (self));

  set_text (self, text, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "state-problem");
}

const char *
pl_field_note_get_text (PlFieldNote *self)
{
  g_return_val_if_fail (PL_IS_FIELD_NOTE (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (self->label) : NULL;
}

gboolean
pl_field_note_get_is_error (PlFieldNote *self)
{
  g_return_val_if_fail (PL_IS_FIELD_NOTE (self), FALSE);

  return self->is_error;
}

const char *
pl_field_note_get_parameter (PlFieldNote *self)
{
  g_return_val_if_fail (PL_IS_FIELD_NOTE (self), NULL);

  return self->parameter;
}

static void
open_row_around (PlFieldNote *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_EXPANDER_ROW);

  if (row != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

void
pl_field_note_focus (PlFieldNote *self)
{
  g_return_if_fail (PL_IS_FIELD_NOTE (self));

  /* What is not seen cannot take the focus. */
  open_row_around (self);
  if (self->wrong_item != NULL && gtk_widget_grab_focus (self->wrong_item))
    {
      pl_reveal (GTK_WIDGET (self), get_area);
      return;
    }

  /* A field that is switched off leaves it to what it stands in. */
  for (GtkWidget *widget = self->field; widget != NULL && !gtk_widget_grab_focus (widget);
       widget = gtk_widget_get_parent (widget))
    ;

  pl_reveal (GTK_WIDGET (self), get_area);
}

static gboolean
note_fits (PlFieldNote *note,
           const char  *parameter)
{
  gsize length;

  if (note->parameter == NULL || !g_str_has_prefix (parameter, note->parameter))
    return FALSE;

  length = strlen (note->parameter);
  return parameter[length] == '\0' || parameter[length] == '[' || parameter[length] == '.';
}

/* Which item of a field that is a list an error is about. */
static gboolean
find_item (PlFieldNote            *self,
           const PayrocFieldError *error,
           guint                  *index)
{
  const char *item = error->parameter + strlen (self->parameter);
  guint64     number;

  if (*item != '[' || !g_ascii_isdigit (item[1]))
    return FALSE;

  number = g_ascii_strtoull (item + 1, NULL, 10);
  *index = (guint) MIN (number, G_MAXINT);

  return TRUE;
}

/* FALSE: it is not one of those shown, and the field stands for it. */
static gboolean
mark_item (PlFieldNote            *self,
           const PayrocFieldError *error)
{
  g_autofree char *sentence = NULL;
  GtkListBoxRow   *row = NULL;
  guint            index;

  if (self->items != NULL && find_item (self, error, &index))
    row = gtk_list_box_get_row_at_index (self->items, (int) index);
  if (row == NULL)
    return FALSE;

  sentence = pl_error_text_field (error);
  mark (GTK_WIDGET (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
  if (self->wrong_item == NULL)
    g_set_weak_pointer (&self->wrong_item, GTK_WIDGET (row));

  return TRUE;
}

/* "sarah@example.com: This is no address." of several recipients, if somebody knows what the item is called. */
static char *
dup_sentence (PlFieldNote            *self,
              const PayrocFieldError *error)
{
  g_autofree char *sentence = pl_error_text_field (error);
  g_autofree char *name = NULL;
  guint            index;

  if (find_item (self, error, &index))
    g_signal_emit (self, signals[NAME_ITEM], 0, index, &name);
  if (name == NULL)
    return g_steal_pointer (&sentence);

  /* Translators: the name of a field, and what is wrong with it. */
  return g_strdup_printf (_("%s: %s"), name, sentence);
}

/* For what stands beside no field: which one is meant. Of a field that we do not know Payroc's words have to do. */
static char *
dup_named_sentence (const PayrocFieldError *error)
{
  const char      *name = pl_error_text_field_name (error->parameter);
  g_autofree char *sentence = pl_error_text_field (error);

  if (name == NULL && error->reason == PAYROC_FIELD_REASON_SERVER)
    return g_steal_pointer (&sentence);

  return g_strdup_printf (_("%s: %s"), name != NULL ? name : error->parameter, sentence);
}

static void
append_line (GString    *text,
             const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

char *
pl_field_note_show_all (PlFieldNote **notes,
                        GPtrArray    *errors)
{
  g_autoptr (GString)  rest = g_string_new (NULL);
  g_autofree gboolean *placed = g_new0 (gboolean, errors != NULL ? errors->len : 0);
  PlFieldNote         *first = NULL;

  for (guint i = 0; notes[i] != NULL; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gboolean            only_items = TRUE;

      unmark_items (notes[i]);
      for (guint j = 0; errors != NULL && j < errors->len; j++)
        {
          const PayrocFieldError *error = g_ptr_array_index (errors, j);
          g_autofree char        *sentence = NULL;

          if (!note_fits (notes[i], error->parameter))
            continue;

          sentence = dup_sentence (notes[i], error);
          append_line (text, sentence);
          only_items &= mark_item (notes[i], error);
          placed[j] = TRUE;
        }
      notes[i]->only_items = only_items && text->len > 0;

      if (text->len > 0 || notes[i]->is_error)
        set_text (notes[i], text->str, TRUE);
      if (text->len > 0)
        open_row_around (notes[i]);
      if (text->len > 0 && first == NULL)
        first = notes[i];
    }

  for (guint j = 0; errors != NULL && j < errors->len; j++)
    {
      g_autofree char *sentence = NULL;

      if (placed[j])
        continue;

      sentence = dup_named_sentence (g_ptr_array_index (errors, j));
      append_line (rest, sentence);
    }

  /* Focus tells the screen reader where to look; GTK 4.8 has no other announcement. */
  if (first != NULL)
    pl_field_note_focus (first);

  return rest->len > 0 ? g_string_free (g_steal_pointer (&rest), FALSE) : NULL;
}
