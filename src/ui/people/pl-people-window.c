/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forgetting one person is done at once and can be taken back; forgetting all cannot, and is asked about. */
#include "config.h"

#include "pl-people-window.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-error-dialog.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-title.h"
#include "ui/parts/pl-toaster.h"

struct _PlPeopleWindow
{
  AdwWindow        parent_instance;

  PlPeople        *people;        /* (owned) */
  GtkWindow       *behind;        /* (unowned) (nullable) weak: what it stood on when it was closed */
  guint            focused;       /* the place of somebody who is being forgotten, or G_MAXUINT */

  AdwToastOverlay *toast_overlay; /* (unowned) template, as all below */
  GtkWidget       *search_pane;
  GtkSearchEntry  *search_entry;
  GtkStack        *stack;
  AdwStatusPage   *empty_page;
  GtkListBox      *list;
  GtkLabel        *more;
  GtkLabel        *promise;
};

enum
{
  OPEN_LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_toast (PlToaster *toaster,
           AdwToast  *toast)
{
  pl_toaster_add_to_overlay (PL_PEOPLE_WINDOW (toaster)->toast_overlay, toast);
}

static void
pl_people_window_toaster_init (PlToasterInterface *iface)
{
  iface->add_toast = add_toast;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PlPeopleWindow, pl_people_window, ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (PL_TYPE_TOASTER, pl_people_window_toaster_init))

/* Whom Undo brings back. */
typedef struct
{
  PlPeople *people; /* (owned) */
  PlPerson *person; /* (owned) */
  GWeakRef  window; /* a PlPeopleWindow */
} Forgotten;

static void
forgotten_free (Forgotten *forgotten)
{
  g_object_unref (forgotten->people);
  g_object_unref (forgotten->person);
  g_weak_ref_clear (&forgotten->window);
  g_free (forgotten);
}

static void
focus_neighbour (PlPeopleWindow *self)
{
  const guint    n_people = g_list_model_get_n_items (pl_people_get_model (self->people));
  const guint    place = self->focused;
  GtkListBoxRow *row = NULL;

  self->focused = G_MAXUINT;
  if (place == G_MAXUINT)
    return;

  if (n_people > 0)
    row = gtk_list_box_get_row_at_index (self->list, (int) MIN (place, n_people - 1));
  /* What is hidden must not keep the keyboard: the window would hear no key. */
  if (row == NULL || !gtk_widget_grab_focus (GTK_WIDGET (row)))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
changed_cb (PlPeopleWindow *self)
{
  const guint   n_found = pl_people_get_n_found (self->people);
  const guint   n_listed = g_list_model_get_n_items (pl_people_get_model (self->people));
  const GError *error = pl_people_get_error (self->people);
  g_autofree char *more = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "people.forget-all", pl_people_get_n_all (self->people) > 0);
  gtk_widget_set_visible (self->search_pane, pl_people_get_n_all (self->people) > 0);
  if (error != NULL && n_listed == 0)
    {
      g_autofree char *text = pl_error_text_body (error, PL_WORK_READ);
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      adw_status_page_set_title (self->empty_page, _("The List Cannot Be Shown"));
      adw_status_page_set_description (self->empty_page, escaped);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  if (pl_people_get_n_all (self->people) == 0)
    {
      adw_status_page_set_title (self->empty_page, _("Nobody Yet"));
      adw_status_page_set_description (self->empty_page, _("People whom you send a link by e-mail are listed here, and "
                                                           "offered when you write to them again."));
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
  else
    {
      gtk_stack_set_visible_child_name (self->stack, n_found > 0 ? "list" : "no-match");
    }

  /* Translators: how many people are listed of how many that fit. */
  more = g_strdup_printf (ngettext ("%'u of %'u person. Search to find the others.",
                                    "%'u of %'u people. Search to find the others.", n_found), n_listed, n_found);
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_listed < n_found);
  focus_neighbour (self);
}

static void
search_changed_cb (PlPeopleWindow *self)
{
  pl_people_set_search (self->people, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

/* Escape empties the entry first, and closes when it is empty. */
static void
search_stopped_cb (PlPeopleWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Nobody who closes the window waits for what they asked for last: that it failed is told on the one behind. */
static void
show_failure (PlPeopleWindow *self,
              const char     *heading,
              const GError   *error)
{
  GtkWidget *open = gtk_widget_get_realized (GTK_WIDGET (self)) ? GTK_WIDGET (self) : GTK_WIDGET (self->behind);

  if (open != NULL && gtk_widget_get_realized (open))
    pl_error_dialog_present (open, heading, error, PL_WORK_READ);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (PlPeopleWindow) self = user_data;
  g_autoptr (GError)         error = NULL;

  if (!pl_people_change_finish (PL_PEOPLE (source), result, &error))
    show_failure (self, _("Nobody Was Brought Back"), error);
}

static void
undo_cb (gpointer user_data)
{
  Forgotten *forgotten = user_data;
  g_autoptr (PlPeopleWindow) self = g_weak_ref_get (&forgotten->window);

  /* The button stands in the window. */
  if (self != NULL)
    pl_people_restore_async (forgotten->people, forgotten->person, NULL, restored_cb, g_steal_pointer (&self));
}

typedef struct
{
  PlPeopleWindow *window; /* (owned) */
  PlPerson       *person; /* (owned) */
} Forgetting;

static void
forgetting_free (Forgetting *forgetting)
{
  g_object_unref (forgetting->window);
  g_object_unref (forgetting->person);
  g_free (forgetting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Forgetting, forgetting_free)

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Forgetting)  forgetting = user_data;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *text = NULL;
  g_autofree char        *name = NULL;
  PlPeopleWindow         *self = forgetting->window;
  PlPerson               *person = forgetting->person;
  Forgotten              *forgotten;

  if (!pl_people_change_finish (PL_PEOPLE (source), result, &error))
    {
      show_failure (self, _("Nobody Was Forgotten"), error);
      return;
    }
  /* Closed: there is nowhere to take it back any more. */
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  forgotten = g_new0 (Forgotten, 1);
  forgotten->people = g_object_ref (self->people);
  forgotten->person = g_object_ref (person);
  g_weak_ref_init (&forgotten->window, self);
  name = pl_format_recipient (pl_person_get_recipient (person));
  /* Translators: %s is somebody's name. */
  text = g_strdup_printf (_("%s forgotten"), name);
  pl_toaster_show_undo (GTK_WIDGET (self), text, undo_cb, forgotten, (GDestroyNotify) forgotten_free);
}

static void
forget_cb (GtkButton *button,
           PlPerson  *person)
{
  PlPeopleWindow *self = PL_PEOPLE_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  Forgetting     *forgetting = g_new0 (Forgetting, 1);
  GtkWidget      *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  self->focused = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  forgetting->window = g_object_ref (self);
  forgetting->person = g_object_ref (person);
  pl_people_forget_async (self->people, person, NULL, forgotten_cb, forgetting);
}

static void
all_forgotten_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (PlPeopleWindow) self = user_data;
  g_autoptr (GError)         error = NULL;

  if (!pl_people_change_finish (PL_PEOPLE (source), result, &error))
    show_failure (self, _("Nobody Was Forgotten"), error);
}

static void
answered_cb (PlPeopleWindow *self,
             const char     *response)
{
  if (g_str_equal (response, "forget"))
    pl_people_forget_all_async (self->people, NULL, all_forgotten_cb, g_object_ref (self));
}

static void
forget_all_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  PlPeopleWindow   *self = PL_PEOPLE_WINDOW (widget);
  const guint       n_all = pl_people_get_n_all (self->people);
  AdwMessageDialog *dialog;
  g_autofree char  *body = NULL;

  body = g_strdup_printf (ngettext ("%'u person is removed from this computer and not offered any more. This cannot be "
                                    "undone. What was sent stays in Payroc’s history of each link.",
                                    "%'u people are removed from this computer and not offered any more. This cannot "
                                    "be undone. What was sent stays in Payroc’s history of each link.", n_all), n_all);
  dialog = ADW_MESSAGE_DIALOG (pl_question_new (GTK_WINDOW (self), _("Forget Everybody?"), body));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "forget", _("_Forget All"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "forget", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

/* What they got last, and when. */
static char *
describe (PlPerson *person)
{
  PayrocRecipient *recipient = pl_person_get_recipient (person);
  g_autofree char *moment = pl_format_moment (pl_person_get_last_used (person), g_get_real_time ());
  g_autofree char *last = NULL;
  g_autofree char *address = pl_bidi_isolate (payroc_recipient_get_email (recipient));

  if (pl_person_get_reference (person) != NULL)
    {
      g_autofree char *reference = pl_bidi_isolate (pl_person_get_reference (person));

      /* Translators: the reference of the link somebody got last, and when: "INV-12 · yesterday, 14:05". */
      last = g_strdup_printf (C_("last link", "%s · %s"), reference, moment);
    }

  /* Without a name the address stands above already. */
  if (!payroc_recipient_has_name (recipient))
    return g_strdup (last != NULL ? last : moment);

  return g_strdup_printf ("%s\n%s", address, last != NULL ? last : moment);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = pl_format_recipient (pl_person_get_recipient (item));
  g_autofree char *text = describe (item);
  /* Translators: removes somebody from the list of people; %s is a name. */
  g_autofree char *forget = g_strdup_printf (_("Forget %s"), name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  pl_line_breaks_set_verbatim (row);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), pl_person_get_reference (item) != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, forget, -1);
  gtk_widget_set_tooltip_text (button, forget);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), item, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
row_activated_cb (PlPeopleWindow *self,
                  GtkListBoxRow  *row)
{
  g_autoptr (PlPerson) person = g_list_model_get_item (pl_people_get_model (self->people),
                                                       (guint) gtk_list_box_row_get_index (row));

  if (person == NULL || pl_person_get_link_id (person) == NULL)
    return;

  g_signal_emit (self, signals[OPEN_LINK], 0, pl_person_get_link_id (person));
  gtk_window_close (GTK_WINDOW (self));
}

static void
pl_people_window_unrealize (GtkWidget *widget)
{
  PlPeopleWindow *self = PL_PEOPLE_WINDOW (widget);

  g_set_weak_pointer (&self->behind, gtk_window_get_transient_for (GTK_WINDOW (self)));

  GTK_WIDGET_CLASS (pl_people_window_parent_class)->unrealize (widget);
}

static void
pl_people_window_dispose (GObject *object)
{
  PlPeopleWindow *self = PL_PEOPLE_WINDOW (object);

  g_clear_weak_pointer (&self->behind);
  g_clear_object (&self->people);

  G_OBJECT_CLASS (pl_people_window_parent_class)->dispose (object);
}

static void
pl_people_window_class_init (PlPeopleWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_people_window_dispose;
  widget_class->unrealize = pl_people_window_unrealize;

  signals[OPEN_LINK] = g_signal_new ("open-link", PL_TYPE_PEOPLE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "people.forget-all", NULL, forget_all_action);

  g_type_ensure (PL_TYPE_TITLE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-people-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPeopleWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PlPeopleWindow, search_pane);
  gtk_widget_class_bind_template_child (widget_class, PlPeopleWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PlPeopleWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PlPeopleWindow, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PlPeopleWindow, list);
  gtk_widget_class_bind_template_child (widget_class, PlPeopleWindow, more);
  gtk_widget_class_bind_template_child (widget_class, PlPeopleWindow, promise);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
pl_people_window_init (PlPeopleWindow *self)
{
  self->focused = G_MAXUINT;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "people.forget-all", FALSE);
  gtk_label_set_text (self->promise, _("Whom you forget is removed from this computer and not offered any more. What "
                                       "was sent to them stays in Payroc’s history of each link."));
}

GtkWidget *
pl_people_window_new (PlSession *session)
{
  PlPeopleWindow *self;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);

  self = g_object_new (PL_TYPE_PEOPLE_WINDOW, NULL);
  self->people = pl_session_create_people (session);
  g_signal_connect_object (self->people, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, pl_people_get_model (self->people), create_row_cb, NULL, NULL);

  return GTK_WIDGET (self);
}
