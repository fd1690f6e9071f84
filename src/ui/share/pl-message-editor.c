/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts, for its length too, is the text that the customer gets, not the template. */
#include "config.h"

#include "pl-message-editor.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-length-label.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-reveal.h"

struct _PlMessageEditor
{
  PlGroup             parent_instance;

  PayrocShare        *share;  /* (owned) */
  PlMessageValues    *values; /* (owned) */
  PlMessageProblem    problem;
  guint               resize_source;

  GtkLabel           *counter; /* (unowned) template, as all below */
  GtkTextView        *text_view;
  GtkTextBuffer      *buffer;
  PlFieldNote        *note;
  GtkLabel           *preview;
};

G_DEFINE_FINAL_TYPE (PlMessageEditor, pl_message_editor, PL_TYPE_GROUP)

static const char *
get_problem_text (PlMessageProblem problem)
{
  switch (problem)
    {
    case PL_MESSAGE_NEEDS_ONE_PERSON:
      return _("{name} works with one recipient whose name is known: several get the same text. Leave it out, correct "
               "the recipient, or send one by one.");
    case PL_MESSAGE_NEEDS_ADDRESS:
      return _("{link} is not known before the link is created. Leave it out: Payroc’s e-mail carries the link.");
    case PL_MESSAGE_FINE:
    default:
      return NULL;
    }
}

/* (transfer full) (nullable) */
static char *
dup_problem (PlMessageEditor *self)
{
  g_autofree char *text = pl_message_editor_dup_template (self);
  g_autofree char *unknown = pl_message_template_find_unknown (text);

  if (unknown != NULL)
    /* Translators: %s is what was typed, e.g. "{amout}". The words in braces stay as they are. */
    return g_strdup_printf (_("Nothing stands for %s, and customers would read it so. There are {name}, {amount}, "
                              "{reference}, {expires} and {link}."), unknown);

  return g_strdup (get_problem_text (self->problem));
}

static void
update_cb (PlMessageEditor *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *text = NULL;
  g_autofree char *filled = NULL;
  gboolean         nobody;

  if (self->share == NULL)
    return;

  pl_message_values_set_people (self->values, G_LIST_MODEL (payroc_share_get_recipients (self->share)));
  text = pl_message_editor_dup_template (self);
  filled = pl_message_template_fill (text, self->values, &self->problem);

  /* Before the first recipient is there nothing is wrong yet. */
  nobody = g_list_model_get_n_items (G_LIST_MODEL (payroc_share_get_recipients (self->share))) == 0;
  if (nobody && self->problem == PL_MESSAGE_NEEDS_ONE_PERSON)
    self->problem = PL_MESSAGE_FINE;

  payroc_share_set_template (self->share, text);
  payroc_share_set_message (self->share, filled);
  pl_length_label_show (self->counter, filled, PAYROC_SHARE_MESSAGE_MAX);
  gtk_label_set_text (self->preview, *filled != '\0' ? filled : _("Payroc’s own text, and the link"));
  problem = dup_problem (self);
  pl_field_note_set_error (self->note, problem);
}

static gboolean
get_cursor (GtkWidget       *widget,
            graphene_rect_t *area)
{
  GtkTextView   *text_view = GTK_TEXT_VIEW (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (text_view);
  GtkTextIter    iter;
  GdkRectangle   place;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (text_view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (text_view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x, &place.y);
  graphene_rect_init (area, place.x, place.y, place.width, place.height);

  return TRUE;
}

/* The text has no scroll bar of its own, which would take the wheel away from the form: the form scrolls with it. */
static void
cursor_moved_cb (PlMessageEditor *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->text_view)))
    pl_reveal (GTK_WIDGET (self->text_view), get_cursor);
}

static gboolean
resize_cb (gpointer user_data)
{
  PlMessageEditor *self = user_data;

  self->resize_source = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self->text_view));

  return G_SOURCE_REMOVE;
}

/* GtkTextView asks for the height that it had at its last width, and finds out too late that lines were broken: while
 * it is being laid out, when asking again would be forgotten. */
static void
text_size_changed_cb (PlMessageEditor *self,
                      GtkAdjustment   *lines)
{
  if (gtk_adjustment_get_upper (lines) > gtk_adjustment_get_page_size (lines) && self->resize_source == 0)
    self->resize_source = g_idle_add (resize_cb, self);
}

static void
pl_message_editor_dispose (GObject *object)
{
  PlMessageEditor *self = PL_MESSAGE_EDITOR (object);

  g_clear_handle_id (&self->resize_source, g_source_remove);
  if (self->share != NULL)
    g_signal_handlers_disconnect_by_data (payroc_share_get_recipients (self->share), self);
  g_clear_object (&self->share);

  G_OBJECT_CLASS (pl_message_editor_parent_class)->dispose (object);
}

static void
pl_message_editor_finalize (GObject *object)
{
  PlMessageEditor *self = PL_MESSAGE_EDITOR (object);

  g_clear_pointer (&self->values, pl_message_values_free);

  G_OBJECT_CLASS (pl_message_editor_parent_class)->finalize (object);
}

static void
pl_message_editor_class_init (PlMessageEditorClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_message_editor_dispose;
  object_class->finalize = pl_message_editor_finalize;

  g_type_ensure (PL_TYPE_FIELD_NOTE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-message-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PlMessageEditor, counter);
  gtk_widget_class_bind_template_child (widget_class, PlMessageEditor, text_view);
  gtk_widget_class_bind_template_child (widget_class, PlMessageEditor, buffer);
  gtk_widget_class_bind_template_child (widget_class, PlMessageEditor, note);
  gtk_widget_class_bind_template_child (widget_class, PlMessageEditor, preview);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
pl_message_editor_init (PlMessageEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->text_view)), "changed",
                           G_CALLBACK (text_size_changed_cb), self, G_CONNECT_SWAPPED);
}

void
pl_message_editor_set_up (PlMessageEditor *self,
                          PayrocShare     *share,
                          PlMessageValues *values,
                          const char      *text)
{
  g_return_if_fail (PL_IS_MESSAGE_EDITOR (self));
  g_return_if_fail (self->share == NULL);

  self->share = g_object_ref (share);
  self->values = values;
  g_signal_connect_swapped (payroc_share_get_recipients (share), "items-changed", G_CALLBACK (update_cb), self);
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  update_cb (self);
}

void
pl_message_editor_set_values (PlMessageEditor *self,
                              PlMessageValues *values)
{
  g_return_if_fail (PL_IS_MESSAGE_EDITOR (self));

  g_clear_pointer (&self->values, pl_message_values_free);
  self->values = values;
  update_cb (self);
}

char *
pl_message_editor_dup_template (PlMessageEditor *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (PL_IS_MESSAGE_EDITOR (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

gboolean
pl_message_editor_check (PlMessageEditor *self)
{
  g_autofree char *problem = NULL;

  g_return_val_if_fail (PL_IS_MESSAGE_EDITOR (self), FALSE);

  problem = dup_problem (self);
  pl_field_note_set_error (self->note, problem);
  if (problem != NULL)
    pl_field_note_focus (self->note);

  return problem == NULL;
}
