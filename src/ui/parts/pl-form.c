/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dialog in which something is typed and then sent: what all of them have in common. */
#include "config.h"

#include "pl-form.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "pl-environment-bar.h"
#include "pl-error-dialog.h"
#include "pl-field-note.h"
#include "pl-radio-row.h"
#include "pl-reveal.h"
#include "pl-form-frame.h"
#include "pl-form-question.h"
#include "pl-safe-answer.h"
#include "pl-title.h"
#include "pl-toaster.h"
#include "pl-windows.h"

typedef struct
{
  PlAccount        *account;     /* (owned) (nullable) */
  char             *question;    /* (owned) (nullable) */
  GtkWindow        *asking;      /* (unowned) (nullable) weak: the question, while it is open */
  GtkWindow        *behind;      /* (unowned) (nullable) weak: what it stood on when it was closed */
  GCancellable     *cancellable; /* (owned) (nullable) what Cancel stops */
  GCancellable     *life;        /* (owned) cancelled when it is closed */
  gboolean          busy;
  gboolean          done;

  PlTitle          *title;       /* (unowned) template, as all below */
  PlFormFrame      *frame;
  GtkLabel         *cancel_label;
  GtkLabel         *submit_label;
  PlEnvironmentBar *environment_bar;
  GtkLabel         *problem;
  GtkBox           *fields;
  AdwHeaderBar     *header_bar;
  GtkWidget        *footer_area;
  GtkBox           *footer;
  GtkStack         *action_stack;
  GtkBox           *actions;
  GtkSpinner       *spinner;
  GtkLabel         *busy_label;
  AdwToastOverlay  *toast_overlay;
} PlFormPrivate;

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_SUBTITLE,
  PROP_QUESTION,
  PROP_SUBMIT_LABEL,
  PROP_BUSY_LABEL,
} PlFormProperty;

static GParamSpec *properties[PROP_BUSY_LABEL + 1];

static GtkBuildableIface *parent_buildable_iface;

static void buildable_iface_init (GtkBuildableIface  *iface);
static void toaster_iface_init   (PlToasterInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (PlForm, pl_form, ADW_TYPE_WINDOW,
                                  G_ADD_PRIVATE (PlForm)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init)
                                  G_IMPLEMENT_INTERFACE (PL_TYPE_TOASTER, toaster_iface_init))

#define GET_PRIVATE(self) ((PlFormPrivate *) pl_form_get_instance_private (self))

static void
give_up (PlForm *self)
{
  if (PL_FORM_GET_CLASS (self)->given_up != NULL)
    PL_FORM_GET_CLASS (self)->given_up (self);
}

static void
update_footer (PlForm *self)
{
  PlFormPrivate *priv = GET_PRIVATE (self);
  gboolean       has_actions = gtk_widget_get_first_child (GTK_WIDGET (priv->actions)) != NULL;
  GtkWidget     *footer = gtk_widget_get_first_child (GTK_WIDGET (priv->footer));
  gboolean       has_footer = footer != NULL && gtk_widget_get_visible (footer);

  gtk_stack_set_visible_child_name (priv->action_stack, priv->busy ? "busy" : "idle");
  gtk_widget_set_visible (GTK_WIDGET (priv->action_stack), has_actions || priv->busy);
  gtk_widget_set_visible (priv->footer_area, has_actions || has_footer || priv->busy);
}

static void
update_busy (PlForm *self)
{
  PlFormPrivate *priv = GET_PRIVATE (self);
  gboolean       can_stop = !priv->done && (!priv->busy || priv->cancellable != NULL);

  gtk_widget_set_sensitive (GTK_WIDGET (priv->fields), !priv->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.submit", !priv->busy && !priv->done);
  gtk_label_set_label (priv->cancel_label, can_stop ? _("C_ancel") : _("_Close"));
  gtk_spinner_set_spinning (priv->spinner, priv->busy);
  update_footer (self);
}

static void
collect_notes (GtkWidget *widget,
               GPtrArray *notes)
{
  if (PL_IS_FIELD_NOTE (widget))
    g_ptr_array_add (notes, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect_notes (child, notes);
}

static void
submit_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  PlForm        *self = PL_FORM (widget);
  PlFormPrivate *priv = GET_PRIVATE (self);

  /* Enter reaches here while the button is switched off. */
  if (!priv->busy && !priv->done)
    PL_FORM_GET_CLASS (self)->submit (self);
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  PlFormPrivate *priv = GET_PRIVATE (PL_FORM (widget));

  /* The first press stops what goes on, the second leaves. */
  if (priv->busy && priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  else
    gtk_window_close (GTK_WINDOW (widget));
}

/* Of the two that there are one is seen: Enter in a field presses that. */
static void
submit_mapped_cb (PlForm    *self,
                  GtkWidget *button)
{
  gtk_window_set_default_widget (GTK_WINDOW (self), button);
}

static gboolean
pl_form_close_request (GtkWindow *window)
{
  PlForm *self = PL_FORM (window);

  if (pl_form_has_work (self))
    {
      pl_form_ask (self, NULL, NULL, NULL);
      return TRUE;
    }

  give_up (self);

  return GTK_WINDOW_CLASS (pl_form_parent_class)->close_request (window);
}

/* Enter where nothing is typed. GtkWindow would press the default button, and send by surprise. */
static void
pl_form_activate_default (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus != NULL && gtk_widget_is_sensitive (focus))
    gtk_widget_activate (focus);
}

/* Closed. What goes on may hold the form longer than the window stands. */
static void
pl_form_unrealize (GtkWidget *widget)
{
  PlFormPrivate *priv = GET_PRIVATE (PL_FORM (widget));

  g_cancellable_cancel (priv->life);
  g_set_weak_pointer (&priv->behind, gtk_window_get_transient_for (GTK_WINDOW (widget)));
  g_cancellable_cancel (priv->cancellable);

  GTK_WIDGET_CLASS (pl_form_parent_class)->unrealize (widget);
}

static void
pl_form_add_child (GtkBuildable *buildable,
                   GtkBuilder   *builder,
                   GObject      *child,
                   const char   *type)
{
  PlFormPrivate *priv = GET_PRIVATE (PL_FORM (buildable));
  GtkBox        *box;

  /* Its own template comes first, and what is no widget is the window's. */
  if (priv->fields == NULL || !GTK_IS_WIDGET (child))
    {
      parent_buildable_iface->add_child (buildable, builder, child, type);
      return;
    }

  if (g_strcmp0 (type, "header") == 0)
    {
      adw_header_bar_pack_end (priv->header_bar, GTK_WIDGET (child));
      return;
    }

  if (g_strcmp0 (type, "footer") == 0)
    box = priv->footer;
  else if (g_strcmp0 (type, "action") == 0)
    box = priv->actions;
  else
    box = priv->fields;
  gtk_box_append (box, GTK_WIDGET (child));
  update_footer (PL_FORM (buildable));
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = pl_form_add_child;
}

static void
pl_form_get_property (GObject    *object,
                      guint       property_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  PlFormPrivate *priv = GET_PRIVATE (PL_FORM (object));

  switch ((PlFormProperty) property_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, priv->account);
      break;
    case PROP_SUBTITLE:
      g_object_get_property (G_OBJECT (priv->title), "subtitle", value);
      break;
    case PROP_QUESTION:
      g_value_set_string (value, priv->question);
      break;
    case PROP_SUBMIT_LABEL:
      g_value_set_string (value, gtk_label_get_label (priv->submit_label));
      break;
    case PROP_BUSY_LABEL:
      g_value_set_string (value, gtk_label_get_label (priv->busy_label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_form_set_property (GObject      *object,
                      guint         property_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  PlFormPrivate *priv = GET_PRIVATE (PL_FORM (object));
  const char    *text = G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;

  switch ((PlFormProperty) property_id)
    {
    case PROP_ACCOUNT:
      g_set_object (&priv->account, g_value_get_object (value));
      g_object_set (priv->environment_bar, "account", priv->account, NULL);
      break;
    case PROP_SUBTITLE:
      g_object_set_property (G_OBJECT (priv->title), "subtitle", value);
      break;
    case PROP_QUESTION:
      g_free (priv->question);
      priv->question = g_strdup (text);
      break;
    case PROP_SUBMIT_LABEL:
      gtk_label_set_label (priv->submit_label, text != NULL ? text : "");
      g_object_set (priv->frame, "foldable", text != NULL && *text != '\0', NULL);
      break;
    case PROP_BUSY_LABEL:
      gtk_label_set_label (priv->busy_label, text != NULL ? text : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_form_dispose (GObject *object)
{
  PlFormPrivate *priv = GET_PRIVATE (PL_FORM (object));

  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->account);
  g_clear_weak_pointer (&priv->asking);
  g_clear_weak_pointer (&priv->behind);

  G_OBJECT_CLASS (pl_form_parent_class)->dispose (object);
}

static void
pl_form_finalize (GObject *object)
{
  PlFormPrivate *priv = GET_PRIVATE (PL_FORM (object));

  g_object_unref (priv->life);
  g_free (priv->question);

  G_OBJECT_CLASS (pl_form_parent_class)->finalize (object);
}

static void
pl_form_add_toast (PlToaster *toaster,
                   AdwToast  *toast)
{
  pl_toaster_add_to_overlay (GET_PRIVATE (PL_FORM (toaster))->toast_overlay, toast);
}

/* What is told by a dialog above it. What it tells by itself is told when it goes: that is for the window below; unless
 * it is done, and stays until somebody closes it. */
static gboolean
pl_form_takes (PlToaster *toaster,
               GtkWindow *from)
{
  PlFormPrivate *priv = GET_PRIVATE (PL_FORM (toaster));

  return !g_cancellable_is_cancelled (priv->life) && !priv->busy && (priv->done || from != GTK_WINDOW (toaster));
}

static void
toaster_iface_init (PlToasterInterface *iface)
{
  iface->add_toast = pl_form_add_toast;
  iface->takes = pl_form_takes;
}

static void
pl_form_class_init (PlFormClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_form_get_property;
  object_class->set_property = pl_form_set_property;
  object_class->dispose = pl_form_dispose;
  object_class->finalize = pl_form_finalize;
  widget_class->unrealize = pl_form_unrealize;
  window_class->close_request = pl_form_close_request;
  window_class->activate_default = pl_form_activate_default;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, PL_TYPE_ACCOUNT, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_QUESTION] = g_param_spec_string ("question", NULL, NULL, NULL, flags);
  properties[PROP_SUBMIT_LABEL] = g_param_spec_string ("submit-label", NULL, NULL, NULL, flags);
  properties[PROP_BUSY_LABEL] = g_param_spec_string ("busy-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "form.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, cancel_action);

  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_FORM_FRAME);
  /* For the templates of the forms themselves. */
  g_type_ensure (PL_TYPE_FIELD_NOTE);
  g_type_ensure (PL_TYPE_RADIO_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-form.ui");
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, title);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, cancel_label);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, frame);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, submit_label);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, environment_bar);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, problem);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, fields);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, header_bar);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, footer_area);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, footer);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, action_stack);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, actions);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, spinner);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, busy_label);
  gtk_widget_class_bind_template_child_private (widget_class, PlForm, toast_overlay);
  gtk_widget_class_bind_template_callback (widget_class, submit_mapped_cb);
}

static void
pl_form_init (PlForm *self)
{
  GET_PRIVATE (self)->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_footer (self);
}

gboolean
pl_form_has_work (PlForm *self)
{
  PlFormPrivate *priv = GET_PRIVATE (self);
  PlFormClass   *klass;

  g_return_val_if_fail (PL_IS_FORM (self), FALSE);

  /* What cannot be stopped any more is not lost either. */
  if (priv->busy && priv->cancellable == NULL)
    return FALSE;

  klass = PL_FORM_GET_CLASS (self);
  return klass->has_work != NULL && klass->has_work (self);
}

void
pl_form_ask (PlForm          *self,
             PlFormDiscarded  discarded,
             gpointer         user_data,
             GDestroyNotify   destroy)
{
  PlFormPrivate *priv = GET_PRIVATE (self);

  g_return_if_fail (PL_IS_FORM (self));

  /* One question at a time: a second Alt+F4 brings the first one up again. */
  if (priv->asking != NULL)
    gtk_window_destroy (priv->asking);

  g_set_weak_pointer (&priv->asking, GTK_WINDOW (pl_form_question_new (self, priv->question, discarded, user_data,
                                                                      destroy)));
  gtk_window_present (GTK_WINDOW (self));
  pl_safe_answer_present (priv->asking);
}

PlForm *
pl_form_find (GtkWindow *parent)
{
  g_autoptr (GPtrArray) above = pl_windows_list_above (parent);

  for (guint i = above->len; i > 0; i--)
    {
      gpointer window = g_ptr_array_index (above, i - 1);

      if (PL_IS_FORM (window) && pl_form_has_work (window))
        return window;
    }

  return NULL;
}

void
pl_form_begin (PlForm       *self,
               GCancellable *cancellable)
{
  PlFormPrivate *priv = GET_PRIVATE (self);

  g_return_if_fail (PL_IS_FORM (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  priv->busy = TRUE;
  g_set_object (&priv->cancellable, cancellable);
  update_busy (self);
}

void
pl_form_end (PlForm *self)
{
  PlFormPrivate *priv = GET_PRIVATE (self);

  g_return_if_fail (PL_IS_FORM (self));

  priv->busy = FALSE;
  g_clear_object (&priv->cancellable);
  update_busy (self);
}

void
pl_form_set_done (PlForm *self)
{
  PlFormPrivate *priv = GET_PRIVATE (self);

  g_return_if_fail (PL_IS_FORM (self));

  priv->done = TRUE;
  pl_form_end (self);
}

gboolean
pl_form_is_busy (PlForm *self)
{
  g_return_val_if_fail (PL_IS_FORM (self), FALSE);

  return GET_PRIVATE (self)->busy;
}

gboolean
pl_form_is_closed (PlForm *self)
{
  g_return_val_if_fail (PL_IS_FORM (self), TRUE);

  return g_cancellable_is_cancelled (GET_PRIVATE (self)->life);
}

GCancellable *
pl_form_get_cancellable (PlForm *self)
{
  g_return_val_if_fail (PL_IS_FORM (self), NULL);

  return GET_PRIVATE (self)->life;
}

GtkWidget *
pl_form_get_behind (PlForm *self)
{
  GtkWindow *behind;

  g_return_val_if_fail (PL_IS_FORM (self), NULL);

  behind = GET_PRIVATE (self)->behind;
  while (PL_IS_FORM (behind) && pl_form_is_closed (PL_FORM (behind)))
    behind = GET_PRIVATE (PL_FORM (behind))->behind;

  return behind != NULL && gtk_widget_get_realized (GTK_WIDGET (behind)) ? GTK_WIDGET (behind) : NULL;
}

void
pl_form_set_problem (PlForm     *self,
                     const char *text)
{
  PlFormPrivate *priv = GET_PRIVATE (self);

  g_return_if_fail (PL_IS_FORM (self));

  gtk_label_set_text (priv->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->problem), text != NULL && *text != '\0');
}

static gboolean
get_whole (GtkWidget       *widget,
           graphene_rect_t *area)
{
  *area = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  return TRUE;
}

void
pl_form_reveal_problem (PlForm *self)
{
  g_return_if_fail (PL_IS_FORM (self));

  pl_reveal (GTK_WIDGET (GET_PRIVATE (self)->problem), get_whole);
}

void
pl_form_show_error (PlForm       *self,
                    const GError *error,
                    PlWork        work)
{
  PlFormPrivate         *priv = GET_PRIVATE (self);
  GPtrArray             *errors = error != NULL ? payroc_error_get_fields (error) : NULL;
  g_autoptr (GPtrArray)  notes = g_ptr_array_new ();
  g_autofree char       *rest = NULL;
  g_autofree char       *body = NULL;

  g_return_if_fail (PL_IS_FORM (self));

  collect_notes (GTK_WIDGET (priv->fields), notes);
  g_ptr_array_add (notes, NULL);
  rest = pl_field_note_show_all ((PlFieldNote **) notes->pdata, errors);
  if (error != NULL && (errors == NULL || errors->len == 0))
    body = pl_error_text_body (error, work);
  pl_form_set_problem (self, body != NULL ? body : rest);
}

void
pl_form_fail (PlForm       *self,
              const char   *heading,
              const GError *error,
              PlWork        work)
{
  GtkWidget *behind;

  g_return_if_fail (PL_IS_FORM (self));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (error != NULL);

  pl_form_end (self);
  behind = pl_form_get_behind (self);
  if (!pl_form_is_closed (self))
    pl_form_show_error (self, error, work);
  else if (behind != NULL)
    pl_error_dialog_present (behind, heading, error, work);
  else
    g_message ("What was sent off in a window that is closed did not come about: %s", error->message);
}
