/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form that becomes an intent: one form is one change at Payroc, however often it is sent off. */
#include "config.h"

#include "pl-intent-form.h"

#include <glib/gi18n.h>

#include "pl-format.h"
#include "pl-question.h"

typedef struct
{
  PlSession *session; /* (owned) */
  PlIntent  *refused; /* (owned) (nullable) Payroc's no, to be replaced by this form's intent */
  gboolean   alone;   /* without the e-mail that was to follow @refused: the merchant has been asked */
  gboolean   own;     /* @refused was this form's: it stands nowhere else */
  PlIntent  *intent;  /* (owned) (nullable) accepted: on the disk, being sent */
  char      *key;     /* (owned) this form's intent, however often it is submitted */
} PlIntentFormPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlIntentForm, pl_intent_form, PL_TYPE_FORM)

#define GET_PRIVATE(self) ((PlIntentFormPrivate *) pl_intent_form_get_instance_private (self))

/* A refused form that is mended is a new intent: Payroc would answer the old key with the old refusal. */
static void
take_refusal (PlIntentForm *self)
{
  PlIntentFormPrivate *priv = GET_PRIVATE (self);

  priv->refused = g_steal_pointer (&priv->intent);
  priv->own = TRUE;
  g_free (priv->key);
  priv->key = g_uuid_string_random ();
  pl_form_end (PL_FORM (self));
  pl_intent_form_show_refused (self);
}

static void
settle_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlIntentForm)  self = user_data;
  PlIntentFormPrivate      *priv = GET_PRIVATE (self);

  /* An error only says that it cannot be waited for: the intent is on the disk, and what it says is what is known. */
  pl_outbox_settle_finish (PL_OUTBOX (source), result, NULL);
  if (pl_form_is_closed (PL_FORM (self)))
    return;

  if (pl_intent_get_state (priv->intent) == PL_INTENT_REFUSED)
    {
      take_refusal (self);
      return;
    }

  PL_INTENT_FORM_GET_CLASS (self)->settled (self, priv->intent);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
submit_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlIntentForm)  self = user_data;
  PlIntentFormClass        *klass = PL_INTENT_FORM_GET_CLASS (self);
  g_autoptr (GError)        error = NULL;
  g_autoptr (PlIntent)      intent = pl_outbox_submit_finish (PL_OUTBOX (source), result, &error);

  if (intent == NULL)
    {
      pl_form_fail (PL_FORM (self), gettext (klass->not_done), error, klass->work);
      return;
    }

  if (klass->accepted != NULL)
    klass->accepted (self, intent);
  pl_intent_form_follow (self, intent);
}

static void
kept_response_cb (PlIntentForm *self,
                  const char   *response)
{
  if (pl_form_is_closed (PL_FORM (self)))
    return;

  if (g_str_equal (response, "share"))
    gtk_widget_activate_action (GTK_WIDGET (self), PL_INTENT_FORM_GET_CLASS (self)->share_action, NULL);
  else if (g_str_equal (response, "alone"))
    {
      GET_PRIVATE (self)->alone = TRUE;
      gtk_widget_activate_action (GTK_WIDGET (self), "form.submit", NULL);
    }
}

/* It would go with the refused one, and nobody would have said so. */
static gboolean
ask_about_mail (PlIntentForm *self)
{
  PlIntentFormPrivate     *priv = GET_PRIVATE (self);
  g_autoptr (PayrocShare)  share = NULL;
  g_autofree char         *people = NULL;
  g_autofree char         *text = NULL;
  AdwMessageDialog        *dialog;

  if (priv->alone || PL_INTENT_FORM_GET_CLASS (self)->share_action == NULL)
    return FALSE;

  share = pl_intent_form_create_share (self);
  if (share == NULL)
    return FALSE;

  people = pl_format_people (G_LIST_MODEL (payroc_share_get_recipients (share)));
  /* Translators: %s are the names of one or more people. */
  text = g_strdup_printf (_("The e-mail to %s was not sent, as the link was not created."), people);
  dialog = ADW_MESSAGE_DIALOG (pl_question_new (GTK_WINDOW (self), _("Send the E-mail, Too?"), text));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "alone", _("_Create Only"),
                                    "share", _("Create and _Share…"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "share", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "share");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (kept_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return TRUE;
}

static void
pl_intent_form_submit (PlForm *form)
{
  PlIntentForm        *self = PL_INTENT_FORM (form);
  PlIntentFormPrivate *priv = GET_PRIVATE (self);
  PlIntentFormClass   *klass = PL_INTENT_FORM_GET_CLASS (self);

  if (!klass->check (self) || ask_about_mail (self))
    return;

  pl_form_begin (form, NULL);
  klass->send (self, pl_session_get_outbox (priv->session), priv->key, submit_cb, g_object_ref (self));
}

/* What was refused in this form was seen there, and goes with it; what was opened from its card stays there. */
static void
pl_intent_form_given_up (PlForm *form)
{
  PlIntentFormPrivate *priv = GET_PRIVATE (PL_INTENT_FORM (form));

  if (priv->refused != NULL && priv->own)
    pl_outbox_discard_async (pl_session_get_outbox (priv->session), pl_intent_get_id (priv->refused), NULL, NULL, NULL);
  priv->own = FALSE;
}

static const char *
pl_intent_form_describe_loss (PlForm *form)
{
  PlIntentFormPrivate *priv = GET_PRIVATE (PL_INTENT_FORM (form));

  return priv->own ? _("This was refused, and nothing came of it. What you entered will be lost.") : NULL;
}

static void
pl_intent_form_dispose (GObject *object)
{
  PlIntentFormPrivate *priv = GET_PRIVATE (PL_INTENT_FORM (object));

  g_clear_object (&priv->intent);
  g_clear_object (&priv->refused);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (pl_intent_form_parent_class)->dispose (object);
}

static void
pl_intent_form_finalize (GObject *object)
{
  PlIntentFormPrivate *priv = GET_PRIVATE (PL_INTENT_FORM (object));

  g_free (priv->key);

  G_OBJECT_CLASS (pl_intent_form_parent_class)->finalize (object);
}

static void
pl_intent_form_class_init (PlIntentFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  PlFormClass  *form_class = PL_FORM_CLASS (klass);

  object_class->dispose = pl_intent_form_dispose;
  object_class->finalize = pl_intent_form_finalize;
  form_class->submit = pl_intent_form_submit;
  form_class->given_up = pl_intent_form_given_up;
  form_class->describe_loss = pl_intent_form_describe_loss;
}

static void
pl_intent_form_init (PlIntentForm *self)
{
}

void
pl_intent_form_set_up (PlIntentForm *self,
                       PlSession    *session,
                       const char   *key,
                       PlIntent     *refused)
{
  PlIntentFormPrivate *priv = GET_PRIVATE (self);

  g_return_if_fail (PL_IS_INTENT_FORM (self));
  g_return_if_fail (PL_IS_SESSION (session));
  g_return_if_fail (priv->session == NULL);

  priv->session = g_object_ref (session);
  priv->key = key != NULL ? g_strdup (key) : g_uuid_string_random ();
  g_set_object (&priv->refused, refused);
  g_object_set (self, "account", pl_session_get_account (session), NULL);
}

gboolean
pl_intent_form_show_refused (PlIntentForm *self)
{
  PlIntentFormPrivate *priv = GET_PRIVATE (self);
  PlIntentFormClass   *klass;
  const GError        *error;

  g_return_val_if_fail (PL_IS_INTENT_FORM (self), FALSE);

  klass = PL_INTENT_FORM_GET_CLASS (self);
  error = priv->refused != NULL ? pl_intent_get_error (priv->refused) : NULL;
  if (error != NULL && (klass->show_refusal == NULL || !klass->show_refusal (self, priv->refused)))
    pl_form_show_error (PL_FORM (self), error, klass->work);

  return error != NULL;
}

PayrocShare *
pl_intent_form_create_share (PlIntentForm *self)
{
  PlIntentFormPrivate  *priv = GET_PRIVATE (self);
  g_autoptr (PlIntent)  waiting = NULL;

  g_return_val_if_fail (PL_IS_INTENT_FORM (self), NULL);

  if (priv->refused != NULL)
    waiting = pl_outbox_find_waiting (pl_session_get_outbox (priv->session), pl_intent_get_id (priv->refused));

  return waiting != NULL ? pl_intent_create_share (waiting) : NULL;
}

void
pl_intent_form_follow (PlIntentForm *self,
                       PlIntent     *intent)
{
  PlIntentFormPrivate *priv = GET_PRIVATE (self);
  PlOutbox            *outbox;

  g_return_if_fail (PL_IS_INTENT_FORM (self));
  g_return_if_fail (PL_IS_INTENT (intent));

  outbox = pl_session_get_outbox (priv->session);
  if (priv->refused != NULL)
    pl_outbox_replace_async (outbox, pl_intent_get_id (priv->refused), pl_intent_get_id (intent), NULL, NULL, NULL);
  g_clear_object (&priv->refused);
  priv->own = FALSE;
  g_set_object (&priv->intent, intent);
  if (pl_form_is_closed (PL_FORM (self)))
    return;

  pl_form_begin (PL_FORM (self), NULL);
  pl_outbox_settle_async (outbox, intent, NULL, settle_cb, g_object_ref (self));
}

PlSession *
pl_intent_form_get_session (PlIntentForm *self)
{
  g_return_val_if_fail (PL_IS_INTENT_FORM (self), NULL);

  return GET_PRIVATE (self)->session;
}

const char *
pl_intent_form_get_key (PlIntentForm *self)
{
  g_return_val_if_fail (PL_IS_INTENT_FORM (self), NULL);

  return GET_PRIVATE (self)->key;
}
